"""The command line: `check`, `pages`, `headers`, `collect`, `import` and so on, without MkDocs."""

from __future__ import annotations

import argparse
import datetime as dt
import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.arguments import FINE, PROBLEMS, USAGE, parser_of
from generator.configuration import CONFIG, plugin_options, site_address
from generator.messages import text
from generator.messages.check_report import CheckReport, account, counted_problems, sound_of
from generator.model.dataset import AsOf
from generator.model.errors import CommandError, DataError, SettingsError, SiteBuildError
from generator.model.problems import Problem
from generator.model.settings import Settings, parse_settings
from generator.model.wording import counted
from generator.new.kinds import KINDS, described, given, option
from generator.past.build_date import resolve_as_of, stated_as_of
from generator.progress import show_progress

_T = TypeVar("_T")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is 0 (fine), 1 (problems in the data) or 2 (usage)."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a console of Windows lacks many letters
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return int(options.command(options))
    except SettingsError as error:
        for message in error.messages:
            print(f"{options.config or CONFIG}: {message}", file=sys.stderr)
        return USAGE
    except DataError as error:
        _print_problems(error.problems, _folder(options, _settings(options)))
        print(f"{counted_problems(error.problems)}. {options.nothing_done}")
        return PROBLEMS
    except SiteBuildError:
        print("The site does not build, so nothing was published.", file=sys.stderr)
        return PROBLEMS
    except (CommandError, OSError) as error:
        print(error, file=sys.stderr)
        if options.nothing_done:
            print(options.nothing_done, file=sys.stderr)
        return int(options.refused)


def _check(options: argparse.Namespace) -> int:
    from generator.build import check  # noqa: PLC0415 -- heavy, and start needs none

    settings = _settings(options)
    folder = _folder(options, settings)
    try:
        dataset = check(folder, settings, resolve_as_of(settings, os.environ, folder))
    except DataError as fault:
        told = account(folder, fault.problems, strict=options.strict)
    else:
        sound = sound_of(dataset)
        told = account(folder, dataset.warnings, sound=sound, strict=options.strict)
    return _print_report(told, options)


def _print_report(told: CheckReport, options: argparse.Namespace) -> int:
    """Tells the account in the format asked for, on the terminal or into a file."""
    from generator.messages.formats import FORMATS  # noqa: PLC0415

    if options.format == "text" and not options.output:
        coloured = text.wants_colour(sys.stdout, os.environ)
        sys.stdout.write(text.write(told, coloured=coloured))
    elif not options.output:
        sys.stdout.write(FORMATS[options.format](told))
    else:
        try:
            Path(options.output).write_text(
                FORMATS[options.format](told), encoding="utf-8", newline="\n"
            )
        except OSError as fault:
            print(f"{options.output}: it cannot be written ({fault.strerror}).", file=sys.stderr)
            return USAGE
        print(told.summary)
    return FINE if told.passes else PROBLEMS


def _new(options: argparse.Namespace) -> int:
    from generator.new.adding import Addition  # noqa: PLC0415
    from generator.new.prompts import ask_for, missing  # noqa: PLC0415

    settings = _settings(options)
    folder, table = _folder(options, settings), KINDS[options.kind]
    cells, asked = given(options, table), getattr(options, "file", None) or ""
    lacking = missing(table, cells)
    if lacking and not (sys.stdin.isatty() and sys.stdout.isatty()):
        for column in lacking:
            print(f"{option(column)} is needed: {described(column)}", file=sys.stderr)
        return USAGE
    try:
        addition = Addition(folder, table, settings, resolve_as_of(settings, os.environ, folder))
        if lacking:
            labels = addition.labels(cells, asked)
            cells = ask_for(table, cells, labels, addition.known, ask=input, say=print)
        added = addition.add(addition.file(cells, asked), cells)
    except (EOFError, KeyboardInterrupt):
        print(f"\n{options.nothing_done}", file=sys.stderr)
        return USAGE
    _print_problems(added.warnings, folder)
    print(f"{(folder / added.file).as_posix()}:{added.line}: the row is there.")
    return FINE


def _import(options: argparse.Namespace) -> int:
    from generator.importing.import_command import run  # noqa: PLC0415

    settings = _settings(options)
    told = run(options, _folder(options, settings), settings.fiscal_year_start)
    sys.stdout.write(told.text)
    return FINE if told.reads else PROBLEMS


def _collect(options: argparse.Namespace) -> int:
    from generator.collecting import Collection, CollectOutcome  # noqa: PLC0415

    settings = _settings(options)
    folder, shared = _folder(options, settings), Path(options.shared)
    # What is collected is newer than the last commit, so that is not the day of the site.
    today = AsOf(day=dt.datetime.now(dt.UTC).date(), reason="today")
    collection = Collection(shared, folder, settings, stated_as_of(settings, os.environ) or today)
    counts = Counter[CollectOutcome]()
    coloured = text.wants_colour(sys.stdout, os.environ)
    for one in collection.collect():
        counts[one.outcome] += 1
        to = f" to {(folder / one.file).as_posix()}" if one.outcome is CollectOutcome.COPIED else ""
        reason = f": {one.reason}" if one.reason else f", see {one.page}." if one.page else "."
        print(f"{(shared / one.name).as_posix()}: {one.outcome}{to}{reason}")
        if one.told:
            sys.stdout.write(text.listed(one.told, coloured=coloured))
    print(f"{', '.join(f'{counts[each]} {each}' for each in CollectOutcome)}.")
    if collection.errors:
        print(
            f"{folder.as_posix()}: {counted_problems(collection.errors)} in the data as it stands."
        )
    return PROBLEMS if counts[CollectOutcome.REFUSED] else FINE


def _pages(options: argparse.Namespace) -> int:
    from generator.build import build  # noqa: PLC0415
    from generator.past.build_context import day_and_context  # noqa: PLC0415
    from generator.write import write_site  # noqa: PLC0415

    settings = _settings(options)
    folder, out = _folder(options, settings), Path(options.out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        print(f"{out}: it is there already and not empty. Name a new folder.", file=sys.stderr)
        return USAGE
    cache = _beside_settings(options, settings.cache) if settings.cache else None
    beside = _beside_settings(options, "")
    as_of, origin = day_and_context(settings, os.environ, folder, beside)
    site = build(
        folder,
        settings,
        as_of=as_of,
        origin=origin,
        cache=cache,
        progress=show_progress(sys.stderr),
    )
    try:
        write_site(site, out)
    except OSError as fault:
        print(f"{out}: it cannot be written ({fault.strerror}).", file=sys.stderr)
        return USAGE
    _print_problems(site.warnings, folder)
    print(f"{out}: {counted(len(site.pages), 'page')}, {counted(len(site.assets), 'file')}.")
    return FINE


def _headers(options: argparse.Namespace) -> int:
    from generator.policy import HEADER_FILES, apply_policy  # noqa: PLC0415

    settings, folder = _settings(options), Path(options.folder)
    if not folder.is_dir():
        print(f"{folder}: there is no such folder. Name that of a built site.", file=sys.stderr)
        return USAGE
    pages = apply_policy(folder, settings.frame_ancestors, in_pages=settings.policy_in_pages)
    print(f"{folder}: {counted(pages, 'page')} under one policy, in {', '.join(HEADER_FILES)}.")
    return FINE


def _pdf(options: argparse.Namespace) -> int:
    from generator.printing import print_board  # noqa: PLC0415

    site = Path(options.folder)
    out = Path(options.output) if options.output else site / "board-pack.pdf"
    print_board(site, out, chosen=options.choose)
    print(f"{out}: the board pack is printed.")
    return FINE


def _summary(options: argparse.Namespace) -> int:
    from generator.build import read_context  # noqa: PLC0415
    from generator.pages.summary import summary  # noqa: PLC0415
    from generator.past.build_context import day_and_context  # noqa: PLC0415

    settings, address = _settings(options), options.address or _read(options.config, site_address)
    folder, beside = _folder(options, settings), _beside_settings(options, "")
    as_of, origin = day_and_context(settings, os.environ, folder, beside, address)
    context = read_context(folder, settings, as_of, origin)
    sys.stdout.write(summary(context, options.format))
    return FINE


def _start(options: argparse.Namespace) -> int:
    from generator.start import start  # noqa: PLC0415

    for path in start(Path.cwd()):
        print(f"wrote {path}")
    print("Fill in the three files in data/, then run: make site")
    return FINE


def _editions(options: argparse.Namespace) -> int:
    from generator.editions.release_commands import run  # noqa: PLC0415 -- not on every system

    settings = _settings(options)
    if getattr(options, "day", None) and settings.as_of:
        print(f"{options.config or CONFIG}: as_of is fixed there, so the day given has no effect.")
    run(options, settings.frame_ancestors, partial(print, flush=True))
    return FINE


def _settings(options: argparse.Namespace) -> Settings:
    """The settings of mkdocs.yml where there is one, changed by the options given."""
    settings = parse_settings(_read(options.config, plugin_options) or {})
    if options.as_of:
        settings = replace(settings, as_of=options.as_of)
    return settings


def _read(given: str | None, what: Callable[[str], _T]) -> _T | None:
    """What stands in the file given; without one, in mkdocs.yml where that is there."""
    config = Path(given or CONFIG)
    if given is None and not config.exists():
        return None
    try:
        return what(config.read_text(encoding="utf-8"))
    except OSError as fault:
        raise SettingsError((f"it cannot be read ({fault.strerror}).",)) from None
    except UnicodeDecodeError:
        raise SettingsError(("it is not in UTF-8. Save it as UTF-8 text.",)) from None


def _folder(options: argparse.Namespace, settings: Settings) -> Path:
    """The data folder: the one given, else the one of the settings, from where those stand."""
    return Path(options.data) if options.data else _beside_settings(options, settings.data)


def _beside_settings(options: argparse.Namespace, path: str) -> Path:
    return Path(options.config or CONFIG).parent / path


def _print_problems(problems: Sequence[Problem], folder: Path) -> None:
    coloured = text.wants_colour(sys.stdout, os.environ)
    sys.stdout.write(text.listed(account(folder, problems), coloured=coloured))


def _parser() -> argparse.ArgumentParser:
    return parser_of(
        {
            "check": _check,
            "pages": _pages,
            "summary": _summary,
            "headers": _headers,
            "pdf": _pdf,
            "collect": _collect,
            "import": _import,
            "new": _new,
            "start": _start,
            "editions": _editions,
        }
    )


if __name__ == "__main__":
    sys.exit(main())
