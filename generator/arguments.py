"""The arguments of the command line: every command with its options, and what each is for."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from generator.configuration import CONFIG
from generator.importing.import_command import add_import_options
from generator.model.edition import BRANCH
from generator.model.settings import NO_DAY, is_day_of_a_site
from generator.model.vocabulary import HandInMode
from generator.new.row_columns import KINDS, add_column_options

Command: TypeAlias = Callable[[argparse.Namespace], int]

#: The exit codes; one more is that of `messages/unforeseen.py`.
FINE, PROBLEMS, USAGE = 0, 1, 2
_TODAY = "today"


def parser_of(run: Mapping[str, Command], formats: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of all commands: `run` is what each does, `formats` those of a check.

    `options.refused` is the exit code of a command that refuses what is asked, and
    `options.nothing_done` the sentence that ends its message.
    """
    parser = argparse.ArgumentParser(
        prog="cx", description="Checks and reports a company's CX figures."
    )
    parser.set_defaults(refused=USAGE, nothing_done="")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    writing: dict[str, Any] = {"nothing_done": "Nothing was written."}

    tracing = argparse.ArgumentParser(add_help=False)
    tracing.add_argument(
        "--traceback", action="store_true", help="show the trace of an error that nobody foresaw"
    )

    def add(name: str, about: str, **defaults: Any) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name,
            help=about,
            description=f"{about[0].upper()}{about[1:]}.",
            allow_abbrev=name != "import",
            parents=[tracing],
        )
        command.set_defaults(command=run[name], **defaults)
        return command

    check = add("check", "check the data folder and list every problem")
    check.add_argument("--strict", action="store_true", help="warnings count as problems too")
    check.add_argument(
        "--format",
        choices=formats,
        default=formats[0],
        help="how problems are told: for people (text, markdown, html), a program (json), or as "
        "the annotations of a git host (github, gitlab)",
    )
    check.add_argument("--output", metavar="FILE", help="write it to a file instead")
    pages = add("pages", "write the pages as Markdown, for any builder", **writing)
    pages.add_argument("out", metavar="OUT", help="a new folder for the pages")
    headers = add("headers", "write the header files of a folder of built sites", as_of=None)
    headers.add_argument("folder", metavar="SITE", help="the folder that is served")
    pdf = add("pdf", "print the board pack with a Chromium of this machine")
    pdf.add_argument("folder", metavar="SITE", help="the folder of the built site")
    pdf.add_argument("--output", metavar="FILE", help="where it goes (default: into the site)")
    pdf.add_argument(
        "--choose",
        metavar="CHOICE",
        default="",
        help="only some goals, as the address of the page says it: department=sales",
    )
    summary = add(
        "summary",
        "the edition in 150 words, for an e-mail or chat",
        nothing_done="Nothing can be summed up.",
    )
    summary.add_argument("--format", choices=("text", "markdown", "html"), default="text")
    summary.add_argument("--address", metavar="URL", help="where the site stands, for its links")
    collect = add("collect", "take what is declared and sound from a shared folder")
    collect.add_argument("shared", metavar="FOLDER", help="where the owners put their files")
    modes = collect.add_mutually_exclusive_group()
    for mode, about in (
        (HandInMode.ADD, "keep the figures that a file of measurements does not have"),
        (HandInMode.REPLACE, "let the figures go that a file does not have"),
    ):
        modes.add_argument(f"--{mode}", dest="mode", action="store_const", const=mode, help=about)
    writing["refused"] = PROBLEMS
    new = add("new", "add a row to a table: a metric, a goal, a department …", **writing)
    kinds = new.add_subparsers(required=True, metavar="KIND", dest="kind")
    rows = []
    for kind, table in KINDS.items():
        row = kinds.add_parser(kind, help=table.about, allow_abbrev=False, parents=[tracing])
        add_column_options(row, table)
        rows.append(row)
    import_ = add("import", "look at an export and declare it", **writing)
    add_import_options(import_)
    templates = add("templates", "write a workbook to fill in for each table", **writing)
    templates.add_argument(
        "out", nargs="?", default="templates", metavar="DIR", help="where to (default: templates)"
    )
    build_and_serve = _add_company_commands(add)
    on_data = (check, pages, summary, collect, import_, templates, *rows)
    for command in on_data:
        command.add_argument("--data", metavar="DIR", help="the data folder (default: data)")
        command.add_argument(
            "--as-of", type=_day, metavar="DATE", help="the day from which the site speaks"
        )
    for command in (*on_data, headers, *build_and_serve):
        command.add_argument(
            "--config", metavar="FILE", help=f"where the settings stand (default: {CONFIG})"
        )
    _add_edition_commands(partial(commands.add_parser, parents=[tracing]), run["editions"])
    return parser


def _add_company_commands(
    add: Callable[..., argparse.ArgumentParser],
) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """Adds what begins, builds and shows a company's site; the parsers of the latter two."""
    start = add("start", "begin a company's own repository", refused=PROBLEMS)
    where = "where (default: here; in a clone of the generator, templates replace the sample)"
    start.add_argument("folder", metavar="DIR", nargs="?", help=where)
    start.add_argument("--sample", action="store_true", help="begin with the sample's data")
    start.add_argument("--wheel", metavar="FILE", help="the wheel of this package, kept there")
    upgrade = add("upgrade", "take a new version of this package", refused=PROBLEMS)
    upgrade.add_argument("wheel", metavar="WHEEL", help="the wheel of that version")
    build = add("build", "build the site, strictly", as_of=None, serve=False)
    build.add_argument("--into", metavar="DIR", help="where it goes (default: site)")
    serve = add("serve", "show the site on this machine as you change it", as_of=None, serve=True)
    serve.add_argument("--address", metavar="HOST:PORT", default="127.0.0.1:8000")
    return build, serve


def _add_edition_commands(
    add: partial[argparse.ArgumentParser], run: Callable[[argparse.Namespace], int]
) -> None:
    """Adds the commands; `options.what` tells `run` which of them was given."""
    released = add("release", help="publish an edition")
    released.add_argument("name", metavar="VERSION", help="its name, such as 2026-Q4")
    released.add_argument(
        "--replace", action="store_true", help="even if an edition of that name is published"
    )
    published = add("publish", help="publish the current state, as the next one")
    published.add_argument(
        "--as-of",
        dest="day",
        type=_day_or_today,
        metavar="DATE",
        help="the day from which the site speaks, where the settings fix none: a date, or today",
    )
    for parser in (released, published):
        where = parser.add_mutually_exclusive_group()
        where.add_argument(
            "--into", metavar="DIR", help="only build it, into a new folder; publish nothing"
        )
        where.add_argument(
            "--from", dest="built", metavar="DIR", help="publish what was built into this folder"
        )
    actions = add("editions", help="list, fetch, drop or copy what is published")
    kinds = actions.add_subparsers(required=True, metavar="COMMAND", dest="action")
    act = partial(kinds.add_parser, parents=add.keywords["parents"])
    listed = act("list", help="list what is published")
    fetched = act("fetch", help="bring what is published here, to compare with it")
    dropped = act("drop", help="take an edition off the published branch")
    dropped.add_argument("name", metavar="VERSION", help="its name")
    copied = act("copy", help="write what is published into a folder, for a server")
    copied.add_argument("out", metavar="OUT", help="a new folder")
    for parser, what in (
        (released, "release"),
        (published, "publish"),
        *((each, "editions") for each in (listed, fetched, dropped, copied)),
    ):
        parser.add_argument(
            "--branch", default=BRANCH, help=f"the branch of the editions (default: {BRANCH})"
        )
        parser.add_argument(
            "--remote", help="the remote to publish at (default: origin, or the only one)"
        )
        parser.add_argument(
            "--config", metavar="FILE", help="where the settings stand (default: mkdocs.yml)"
        )
        parser.set_defaults(command=run, what=what, as_of=None)


def _day(text: str, instead: str = "") -> dt.date:
    """The day that an option gives; `instead` names what else it may be, for the message."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is no date; write it as 2026-11-20{instead}"
        raise argparse.ArgumentTypeError(message) from None
    if not is_day_of_a_site(day):
        raise argparse.ArgumentTypeError(f"{text!r} is no day of a site. {NO_DAY}")
    return day


def _day_or_today(text: str) -> dt.date:
    today = dt.datetime.now(dt.UTC).date()
    return today if text == _TODAY else _day(text, f", or {_TODAY}")
