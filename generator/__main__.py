"""The command line: `check`, `pages`, `headers`, `collect`, `import` and so on, without MkDocs."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.arguments import FINE, PROBLEMS, USAGE, Command, parser_of
from generator.configuration import CONFIG, plugin_options, read_config, site_address
from generator.messages import github, gitlab, html, json, markdown, text
from generator.messages.check_report import (
    CheckedFolder,
    CheckReport,
    check_report,
    counted_problems,
)
from generator.messages.streams import ends_with_its_code
from generator.messages.unforeseen import code_of
from generator.model.dataset import AsOf, Dataset
from generator.model.edition import BuildContext
from generator.model.errors import DataError, GeneratorError, SettingsError, SiteBuildError
from generator.model.problems import Problem
from generator.model.settings import Settings, parse_settings
from generator.model.wording import counted
from generator.past.build_date import resolve_as_of, stated_as_of

#: The writer of each format of `check`; the first is the default.
FORMATS: Mapping[str, Callable[[CheckReport], str]] = {
    "text": text.write,
    "json": json.write,
    "github": github.write,
    "gitlab": gitlab.write,
    "markdown": markdown.write,
    "html": html.write,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is 0 (fine), 1 (problems), 2 (usage) or 3 (not foreseen)."""
    options = _parser().parse_args(arguments)
    try:
        return code_of(partial(options.command, options), traced=options.traceback)
    except SettingsError as error:
        return _refuse(*(f"{options.config or CONFIG}: {message}" for message in error.messages))
    except DataError as error:
        report = _print_problems(error.problems, _folder(options, _settings(options)))
        print(f"{report.summary} {options.nothing_done}")
        return PROBLEMS
    except SiteBuildError:
        return _refuse("The site does not build, so nothing was published.", code=PROBLEMS)
    except (GeneratorError, OSError) as error:
        return _refuse(*filter(None, (str(error), options.nothing_done)), code=options.refused)


def _check(options: argparse.Namespace) -> int:
    from generator.build import read_and_check, since_published  # noqa: PLC0415 -- slow to import, and `start` needs none

    settings, checked, since = _settings(options), None, ""
    folder, as_of, origin = _inputs(options, settings)
    try:
        dataset, settings, origin = read_and_check(folder, settings, as_of, origin)
    except DataError as error:
        report = check_report(folder, error.problems, strict=options.strict)
    else:
        checked = CheckedFolder(
            rows=sum(source.rows_used for source in dataset.sources),
            files=len(dataset.sources),
            day=dataset.as_of.day,
            reason=dataset.as_of.reason,
        )
        warnings = (*dataset.warnings, *since_published(dataset, origin))
        report = check_report(folder, warnings, checked=checked, strict=options.strict)
        if options.format == "text" or options.output:
            since = "".join(f"{told}\n" for told in origin.past.left_out)
            since += _method_line(dataset, settings, origin)
            since += _withheld_line(dataset, origin)
    if options.format == "text" and not options.output:
        written = text.write(report, coloured=text.wants_colour(sys.stdout, os.environ))
    else:
        written = FORMATS[options.format](report)
    if options.output:
        try:
            Path(options.output).write_text(written, "utf-8", "backslashreplace", newline="\n")
        except OSError as error:
            return _refuse(f"{options.output}: it cannot be written ({error.strerror}).")
        written = f"{report.summary}\n"
    sys.stdout.write(written + since)
    return FINE if report.passes else PROBLEMS


def _method_line(dataset: Dataset, settings: Settings, origin: BuildContext) -> str:
    """How many published verdicts an upgrade, or a setting, will change; "" for none."""
    from generator.build import count_verdicts_by_method  # noqa: PLC0415
    from generator.sentences.method_changes import method_line  # noqa: PLC0415

    count, before = count_verdicts_by_method(dataset, settings, origin), origin.past.previous
    return f"Since {before.version}: {method_line(count)}\n" if before and count else ""


def _withheld_line(dataset: Dataset, origin: BuildContext) -> str:
    """How many figures of the newest edition are not published any more; "" for none."""
    from generator.measure.earlier_figures import count_newly_withheld  # noqa: PLC0415
    from generator.sentences.method_changes import withheld_line  # noqa: PLC0415

    before = origin.past.previous
    count = count_newly_withheld(dataset, before.dataset) if before else 0
    return f"Since {before.version}: {withheld_line(count)}\n" if before and count else ""


def _new(options: argparse.Namespace) -> int:
    from generator.new.adding import Addition  # noqa: PLC0415
    from generator.new.row_columns import KINDS, ask_for, cells_of, describe, missing, option  # noqa: PLC0415

    settings = _settings(options)
    folder, table = _folder(options, settings), KINDS[options.kind]
    cells, named = cells_of(options, table), getattr(options, "file", None) or ""
    lacking = missing(table, cells)
    if lacking and not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _refuse(*(f"{option(each)} is needed: {describe(each)}" for each in lacking))
    try:
        addition = Addition(folder, table, settings, resolve_as_of(settings, os.environ, folder))
        if lacking:
            labels = addition.labels(cells, named)
            cells = ask_for(table, cells, labels, addition.known, ask=input, say=print)
        added = addition.add(addition.file(cells, named), cells)
    except (EOFError, KeyboardInterrupt):
        return _refuse(f"\n{options.nothing_done}")
    _print_problems(added.warnings, folder)
    print(f"{(folder / added.file).as_posix()}:{added.line}: the row is there.")
    return FINE


def _import(options: argparse.Namespace) -> int:
    from generator.importing.import_command import run_import  # noqa: PLC0415

    settings = _settings(options)
    folder = _folder(options, settings)
    written, is_readable = run_import(options, folder, settings)
    sys.stdout.write(written)
    return FINE if is_readable else PROBLEMS


def _collect(options: argparse.Namespace) -> int:
    from generator.collecting import Collection, CollectOutcome  # noqa: PLC0415

    settings = _settings(options)
    folder, shared = _folder(options, settings), Path(options.shared)
    # What is collected is newer than the last commit, so that is not the day of the site.
    today = AsOf(day=dt.datetime.now(dt.UTC).date(), reason="today")
    as_of = stated_as_of(settings, os.environ) or today
    collection = Collection(shared, folder, settings, as_of, options.mode)
    counts = Counter[CollectOutcome]()
    coloured = text.wants_colour(sys.stdout, os.environ)
    for file in collection.collect():
        counts[file.outcome] += 1
        to = f" to {(folder / file.target).as_posix()}" * (file.outcome is CollectOutcome.COPIED)
        reason = f": {file.reason}" if file.reason else f", see {file.page}." if file.page else "."
        print(f"{(shared / file.name).as_posix()}: {file.outcome}{to}{reason}")
        if file.report:
            sys.stdout.write(text.problem_list(file.report, coloured=coloured))
    print(f"{', '.join(f'{counts[outcome]} {outcome}' for outcome in CollectOutcome)}.")
    if collection.errors:
        errors = counted_problems(collection.errors)
        print(f"{folder.as_posix()}: {errors} in the data as it stands.")
    return PROBLEMS if counts[CollectOutcome.REFUSED] else FINE


def _pages(options: argparse.Namespace) -> int:
    from generator.build import build  # noqa: PLC0415
    from generator.write import write_site  # noqa: PLC0415

    settings, out = _settings(options), Path(options.out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        return _refuse(f"{out}: it is there already and not empty. Name a new folder.")
    folder, as_of, origin = _inputs(options, settings)
    cache = _beside_config(options, settings.cache) if settings.cache else None
    progress = text.show_progress(sys.stderr)
    site = build(folder, settings, as_of=as_of, origin=origin, cache=cache, progress=progress)
    try:
        write_site(site, out)
    except OSError as error:
        return _refuse(f"{out}: it cannot be written ({error.strerror}).")
    _print_problems(site.warnings, folder)
    print(f"{out}: {counted(len(site.pages), 'page')}, {counted(len(site.assets), 'file')}.")
    return FINE


def _headers(options: argparse.Namespace) -> int:
    from generator.policy.site_policy import HEADER_FILES, apply_policy  # noqa: PLC0415

    settings, folder = _settings(options), Path(options.folder)
    if not folder.is_dir():
        return _refuse(f"{folder}: there is no such folder. Name that of a built site.")
    applied = apply_policy(
        folder,
        settings.frame_ancestors,
        in_pages=settings.policy_in_pages,
        allowed=settings.allowed_scripts,
    )
    pages = counted(applied.pages, "page")
    print(f"{folder}: {pages} under one policy, in {', '.join(HEADER_FILES)}.")
    return _refuse(*map(str, applied.unknown), code=PROBLEMS) if applied.unknown else FINE


def _pdf(options: argparse.Namespace) -> int:
    from generator.printing import print_board  # noqa: PLC0415

    site = Path(options.folder)
    out = Path(options.output) if options.output else site / "board-pack.pdf"
    print_board(site, out, query=options.choose)
    print(f"{out}: the board pack is printed.")
    return FINE


def _summary(options: argparse.Namespace) -> int:
    from generator.build import read_context  # noqa: PLC0415
    from generator.pages.summary import summary  # noqa: PLC0415

    settings, address = (
        _settings(options),
        options.address or read_config(options.config, site_address),
    )
    folder, as_of, origin = _inputs(options, settings, address)
    sys.stdout.write(summary(read_context(folder, settings, as_of, origin), options.format))
    return FINE


def _start(options: argparse.Namespace) -> int:
    from generator.beginning import run_start  # noqa: PLC0415
    from generator.upgrading import run_upgrade  # noqa: PLC0415

    for line in run_upgrade(options) if "folder" not in options else run_start(options):
        print(line)
    return FINE


def _templates(options: argparse.Namespace) -> int:
    from generator.write import write_workbooks  # noqa: PLC0415

    settings, out = _settings(options), Path(options.out)
    folder = _folder(options, settings)
    for path in write_workbooks(folder, out, settings, resolve_as_of(settings, os.environ, folder)):
        print(f"wrote {path.as_posix()}")
    return FINE


def _site(options: argparse.Namespace) -> int:
    from generator.editions.building import build_or_serve  # noqa: PLC0415

    return build_or_serve(options)


def _editions(options: argparse.Namespace) -> int:
    from generator.editions.release_commands import run_release_command  # noqa: PLC0415

    settings = _settings(options)
    if getattr(options, "day", None) and settings.as_of:
        print(f"{options.config or CONFIG}: as_of is fixed there, so the day given has no effect.")
    say = partial(print, flush=True)
    run_release_command(options, settings, say, partial(_told, options, settings))
    return FINE


def _told(options: argparse.Namespace, settings: Settings, name: str, site: Path) -> str:
    """The summary of an edition whose site was built; "" if the site keeps no edition."""
    from generator.archive.edition_folder import FOLDER, is_edition  # noqa: PLC0415
    from generator.build import read_context  # noqa: PLC0415
    from generator.editions.building import address_in  # noqa: PLC0415
    from generator.pages.summary import summary  # noqa: PLC0415

    folder = site / FOLDER
    if not is_edition(folder):
        return ""
    address = address_in(read_config(options.config, site_address), name) or ""
    return summary(read_context(folder, settings, None, BuildContext(address=address)), "text")


def _settings(options: argparse.Namespace) -> Settings:
    """The settings of mkdocs.yml if there is one, changed by the options given."""
    settings = parse_settings(read_config(options.config, plugin_options) or {})
    return replace(settings, as_of=options.as_of) if options.as_of else settings


def _inputs(
    options: argparse.Namespace, settings: Settings, address: str | None = None
) -> tuple[Path, AsOf | None, BuildContext]:
    """The data folder, the day of the site, and the context of its build."""
    from generator.past.build_context import day_and_context  # noqa: PLC0415

    folder, beside = _folder(options, settings), _beside_config(options, "")
    return folder, *day_and_context(settings, os.environ, folder, beside, address)


def _folder(options: argparse.Namespace, settings: Settings) -> Path:
    """The data folder: the one given, else the one of the settings, beside their file."""
    return Path(options.data) if options.data else _beside_config(options, settings.data)


def _beside_config(options: argparse.Namespace, path: str) -> Path:
    return Path(options.config or CONFIG).parent / path


def _print_problems(problems: Sequence[Problem], folder: Path) -> CheckReport:
    coloured, report = text.wants_colour(sys.stdout, os.environ), check_report(folder, problems)
    sys.stdout.write(text.problem_list(report, coloured=coloured))
    return report


def _refuse(*messages: str, code: int = USAGE) -> int:
    for message in messages:
        print(message, file=sys.stderr)
    return code


_COMMANDS: Mapping[str, Command] = {
    "check": _check,
    "pages": _pages,
    "summary": _summary,
    "headers": _headers,
    "pdf": _pdf,
    "collect": _collect,
    "import": _import,
    "new": _new,
    "start": _start,
    "templates": _templates,
    "upgrade": _start,
    "build": _site,
    "serve": _site,
    "editions": _editions,
}


def _parser() -> argparse.ArgumentParser:
    return parser_of(_COMMANDS, [*FORMATS])


cx = partial(ends_with_its_code, main)


if __name__ == "__main__":
    sys.exit(cx())
