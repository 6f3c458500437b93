"""The command line: `python -m generator check` and `pages`, which need no MkDocs."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.history import resolve_as_of
from generator.model.problems import Problem, Severity
from generator.model.settings import Settings, SettingsError, parse_settings
from generator.progress import show_progress

FINE, PROBLEMS, USAGE = 0, 1, 2

#: Where the settings stand unless another file is named.
CONFIG = "mkdocs.yml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is 0 (fine), 1 (problems in the data) or 2 (usage)."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except SettingsError as fault:
        for message in fault.messages:
            print(f"{options.config or CONFIG}: {message}", file=sys.stderr)
        return USAGE


def _check(options: argparse.Namespace) -> int:
    from generator.build import DataError, check  # noqa: PLC0415 -- heavy, and start needs none

    settings = _settings(options)
    folder = _folder(options, settings)
    try:
        dataset = check(folder, settings, resolve_as_of(settings, os.environ, folder))
    except DataError as fault:
        _tell(fault.problems, folder)
        print(f"{_counted(fault.problems)}.")
        return PROBLEMS
    _tell(dataset.warnings, folder)
    rows = sum(source.rows_used for source in dataset.sources)
    warned = len(dataset.warnings)
    print(
        f"{folder.as_posix()}: {_several(rows, 'row')} of {_several(len(dataset.sources), 'file')} "
        f"{'is' if rows == 1 else 'are'} fine"
        f"{f', {_counted(dataset.warnings)}' if warned else ''}. "
        f"The site speaks from {dataset.as_of.day} ({dataset.as_of.reason})."
    )
    return PROBLEMS if options.strict and warned else FINE


def _pages(options: argparse.Namespace) -> int:
    from generator.build import DataError, build  # noqa: PLC0415
    from generator.write import write_site  # noqa: PLC0415

    settings = _settings(options)
    folder, out = _folder(options, settings), Path(options.out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        print(f"{out}: it is there already and not empty. Name a new folder.", file=sys.stderr)
        return USAGE
    cache = _beside_settings(options, settings.cache) if settings.cache else None
    try:
        site = build(
            folder,
            settings,
            as_of=resolve_as_of(settings, os.environ, folder),
            cache=cache,
            progress=show_progress(sys.stderr),
        )
    except DataError as fault:
        _tell(fault.problems, folder)
        print(f"{_counted(fault.problems)}. Nothing was written.")
        return PROBLEMS
    try:
        write_site(site, out)
    except OSError as fault:
        print(f"{out}: it cannot be written ({fault.strerror}).", file=sys.stderr)
        return USAGE
    _tell(site.warnings, folder)
    print(f"{out}: {_several(len(site.pages), 'page')}, {_several(len(site.assets), 'file')}.")
    return FINE


def _start(options: argparse.Namespace) -> int:
    from generator.start import RefusalError, start  # noqa: PLC0415

    try:
        written = start(Path.cwd())
    except RefusalError as refusal:
        print(refusal, file=sys.stderr)
        return PROBLEMS
    for path in written:
        print(f"wrote {path}")
    print("Fill in the three files in data/, then run: make site")
    return FINE


def _settings(options: argparse.Namespace) -> Settings:
    """The settings of mkdocs.yml where there is one, changed by the options given."""
    settings = parse_settings(_plugin_options(options.config))
    if options.as_of:
        settings = replace(settings, as_of=options.as_of)
    return settings


def _plugin_options(given: str | None) -> dict[str, object]:
    """The options in the file given; without one, those of mkdocs.yml where that is there."""
    config = Path(given or CONFIG)
    if given is None and not config.exists():
        return {}
    from generator.configuration import plugin_options  # noqa: PLC0415

    try:
        return plugin_options(config.read_text(encoding="utf-8"))
    except OSError as fault:
        raise SettingsError((f"it cannot be read ({fault.strerror}).",)) from None
    except UnicodeDecodeError:
        raise SettingsError(("it is not in UTF-8. Save it as UTF-8 text.",)) from None


def _folder(options: argparse.Namespace, settings: Settings) -> Path:
    """The data folder: the one given, else the one of the settings, from where those stand."""
    return Path(options.data) if options.data else _beside_settings(options, settings.data)


def _beside_settings(options: argparse.Namespace, path: str) -> Path:
    return Path(options.config or CONFIG).parent / path


def _counted(problems: Sequence[Problem]) -> str:
    """How many there are: `2 problems, 1 warning`."""
    warned = sum(problem.severity is Severity.WARNING for problem in problems)
    counts = ((len(problems) - warned, "problem"), (warned, "warning"))
    return ", ".join(_several(count, word) for count, word in counts if count)


def _several(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _tell(problems: Sequence[Problem], folder: Path) -> None:
    for problem in problems:
        word = "warning: " if problem.severity is Severity.WARNING else ""
        print(f"{word}{folder.as_posix()}/{problem}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator", description="Checks and reports a company's CX figures."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check the data folder and list every problem")
    check.add_argument("--strict", action="store_true", help="warnings count as problems too")
    check.set_defaults(command=_check)
    pages = commands.add_parser("pages", help="write the pages as Markdown, for any builder")
    pages.add_argument("out", metavar="OUT", help="a new folder for the pages")
    pages.set_defaults(command=_pages)
    for command in (check, pages):
        command.add_argument("--data", metavar="DIR", help="the data folder (default: data)")
        command.add_argument(
            "--as-of", type=_day, metavar="DATE", help="the day from which the site speaks"
        )
        command.add_argument(
            "--config", metavar="FILE", help=f"where the settings stand (default: {CONFIG})"
        )
    start = commands.add_parser("start", help="replace the sample by templates of your own")
    start.set_defaults(command=_start)
    return parser


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2026-11-20") from None


if __name__ == "__main__":
    sys.exit(main())
