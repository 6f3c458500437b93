"""The arguments of the command line: every command with its options, and what each is for."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from generator.configuration import CONFIG
from generator.editions.release_options import add_commands as add_edition_commands
from generator.importing.import_options import add_options as add_import_options
from generator.new.kinds import KINDS, add_options

Command: TypeAlias = Callable[[argparse.Namespace], int]

FINE, PROBLEMS, USAGE = 0, 1, 2
_NOTHING_WRITTEN = "Nothing was written."


def parser_of(run: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser of all commands; `run` has what each of them does.

    `options.refused` is the exit code of a command that refuses what is asked, and
    `options.nothing_done` the sentence that ends its message.
    """
    parser = argparse.ArgumentParser(
        prog="python -m generator", description="Checks and reports a company's CX figures."
    )
    parser.set_defaults(refused=USAGE, nothing_done="")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check the data folder and list every problem")
    check.add_argument("--strict", action="store_true", help="warnings count as problems too")
    check.add_argument(
        "--format",
        choices=("text", "json", "github", "gitlab", "markdown", "html"),
        default="text",
        help="how problems are told: for people (text, markdown, html), a program (json), or as "
        "the annotations of a git host (github, gitlab)",
    )
    check.add_argument("--output", metavar="FILE", help="write it to a file instead")
    check.set_defaults(command=run["check"])
    pages = commands.add_parser("pages", help="write the pages as Markdown, for any builder")
    pages.add_argument("out", metavar="OUT", help="a new folder for the pages")
    pages.set_defaults(command=run["pages"], nothing_done=_NOTHING_WRITTEN)
    headers = commands.add_parser(
        "headers", help="write the header files of a folder of built sites"
    )
    headers.add_argument("folder", metavar="SITE", help="the folder that is served")
    headers.set_defaults(command=run["headers"], as_of=None)
    pdf = commands.add_parser("pdf", help="print the board pack with a Chromium of this machine")
    pdf.add_argument("folder", metavar="SITE", help="the folder of the built site")
    pdf.add_argument("--output", metavar="FILE", help="where it goes (default: into the site)")
    pdf.add_argument(
        "--choose",
        metavar="CHOICE",
        default="",
        help="only some goals, as the address of the page says it: department=sales",
    )
    pdf.set_defaults(command=run["pdf"])
    summing = commands.add_parser("summary", help="the edition in 150 words, for an e-mail or chat")
    summing.add_argument("--format", choices=("text", "markdown", "html"), default="text")
    summing.add_argument("--address", metavar="URL", help="where the site stands, for its links")
    summing.set_defaults(command=run["summary"], nothing_done="Nothing can be summed up.")
    collect = commands.add_parser(
        "collect", help="take what is declared and sound from a shared folder"
    )
    collect.add_argument("shared", metavar="FOLDER", help="where the owners put their files")
    collect.set_defaults(command=run["collect"])
    new = commands.add_parser("new", help="add a row to a table: a metric, a goal, a department …")
    importing = commands.add_parser(
        "import", help="look at an export and declare it", allow_abbrev=False
    )
    add_import_options(importing)
    importing.set_defaults(command=run["import"], refused=PROBLEMS, nothing_done=_NOTHING_WRITTEN)
    with_data = (check, pages, summing, collect, importing, *_kinds(new, run["new"]))
    for command in with_data:
        command.add_argument("--data", metavar="DIR", help="the data folder (default: data)")
        command.add_argument(
            "--as-of", type=_day, metavar="DATE", help="the day from which the site speaks"
        )
    for command in (*with_data, headers):
        command.add_argument(
            "--config", metavar="FILE", help=f"where the settings stand (default: {CONFIG})"
        )
    start = commands.add_parser("start", help="replace the sample by templates of your own")
    start.set_defaults(command=run["start"], refused=PROBLEMS)
    add_edition_commands(commands.add_parser, run["editions"])
    return parser


def _kinds(new: argparse.ArgumentParser, run: Command) -> Iterator[argparse.ArgumentParser]:
    """One command for each table, with the options that its columns are."""
    kinds = new.add_subparsers(required=True, metavar="KIND", dest="kind")
    for kind, table in KINDS.items():
        parser = kinds.add_parser(kind, help=table.about, allow_abbrev=False)
        add_options(parser, table)
        parser.set_defaults(command=run, refused=PROBLEMS, nothing_done=_NOTHING_WRITTEN)
        yield parser


def _day(given: str) -> dt.date:
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{given!r} is no date; write it as 2026-11-20") from None
