"""Collecting: declared files of a shared folder, each into the data folder only if it is correct.

A file is read once, checked with the present data in a folder of its own, and put in place at
once. A page beside a refused file tells its owner what to fix.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath

from generator.build import check
from generator.messages import html
from generator.messages.check_report import CheckReport, check_report
from generator.model.dataset import AsOf
from generator.model.errors import DataError, FileChangedError, RowRefusedError
from generator.model.mapping import EXPORTS, Declarations, FileDialect
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.schema import table_of
from generator.model.settings import Settings
from generator.model.tables import Measurement
from generator.model.vocabulary import Audience
from generator.new.dry_run import dry_run_of, put
from generator.read.data_folder import WORKBOOKS, rules_of
from generator.read.declarations import read_declarations
from generator.read.decoding import cannot_open
from generator.read.exports import ENDINGS, matches, visible_files
from generator.read.formulas import formula_warning

#: The ending of the page beside a refused file: `helpdesk.csv.problems.html`.
PAGE = ".problems.html"

_MEASUREMENTS = table_of(Measurement).file
_ENDINGS = {_MEASUREMENTS: (".csv",), EXPORTS: ENDINGS}


class CollectOutcome(StrEnum):
    """What became of a file."""

    COPIED = "copied"
    UNCHANGED = "unchanged"
    LEFT = "left alone"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedFile:
    """One file: its name in the shared folder, its `target` in the data folder, its outcome.

    `report` has the problems of a refused file, and the warnings about one that was copied.
    """

    name: str
    target: str
    outcome: CollectOutcome
    reason: str = ""
    report: CheckReport | None = None
    page: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _CheckedData:
    """The problems of a data folder; if it has no errors, the last day of each file in it."""

    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    last_days: Mapping[str, dt.date | None] = field(default_factory=dict)


class Collection:
    """The files of a shared folder on their way into a data folder."""

    def __init__(self, shared: Path, folder: Path, settings: Settings, as_of: AsOf | None) -> None:
        for named in (shared, folder):
            if not named.is_dir():
                raise RowRefusedError(f"{named.as_posix()}: There is no such folder.")
        inside, outside = shared.resolve(), folder.resolve()
        if inside.is_relative_to(outside) or outside.is_relative_to(inside):
            raise RowRefusedError(
                f"{shared.as_posix()}: This is the data folder, or one holds the other.",
                "Name the folder in which the owners put their files.",
            )
        self._shared = shared
        self._folder = folder
        # A row has to be correct, whoever may read it.
        self._settings = replace(settings, audience=Audience.LEADERSHIP)
        self._as_of = as_of
        self._present = self._check(folder, of_links=False)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops the present data folder from being published."""
        return self._present.errors

    def collect(self) -> list[CollectedFile]:
        """Takes every file that passes; one that is refused is tried again after the others."""
        files: dict[str, CollectedFile] = {}
        targets: dict[str, str] = {}
        for name, target in _targets(self._shared, self._folder):
            twin = next((other for other, at in targets.items() if target and at == target), "")
            if twin:
                files[name] = _left_alone(name, f"{twin} is the same file of the data.", target)
            elif not target:
                files[name] = _left_alone(name, self._why_no_target(name))
            else:
                targets[name] = target
        for name in _names(self._shared):
            if name.lower().endswith(WORKBOOKS):
                reason = "only CSV files are read. In Excel: File, Save As, CSV UTF-8."
                files[name] = _left_alone(name, reason)
        for name in _links(self._shared):
            files[name] = _left_alone(name, "this is a link. Put the file itself there.")
        waiting, changed = [*targets], True
        while waiting and changed:
            tried = [self._collect(name, targets[name]) for name in waiting]
            files |= {file.name: file for file in tried}
            changed = any(file.outcome is CollectOutcome.COPIED for file in tried)
            waiting = [file.name for file in tried if file.outcome is CollectOutcome.REFUSED]
        return [
            self._with_page(files[name]) if name in targets else files[name]
            for name in sorted(files)
        ]

    def _collect(self, name: str, target: str) -> CollectedFile:
        path = self._folder / target
        try:
            content = (self._shared / name).read_bytes()
            before = path.read_bytes() if path.is_file() else None
        except OSError as error:
            return self._refused(name, target, self._shared, [cannot_open(target, error)])
        if content == before:
            return CollectedFile(name=name, target=target, outcome=CollectOutcome.UNCHANGED)
        with dry_run_of(self._folder, target, content) as copy:
            checked = self._check(copy)
            if problems := _objections(target, checked, self._present):
                return self._refused(name, target, copy, problems)
            last, present = checked.last_days.get(target), self._present.last_days.get(target)
            if last and present and last < present:
                reason = f"it ends on {last}, and the present one goes to {present}."
                return _left_alone(name, reason, target)
            try:
                put(path, before, content)
            except (FileChangedError, OSError) as error:
                return self._refused(name, target, copy, [_cannot_collect(target, str(error))])
            warnings = [problem for problem in checked.warnings if problem.location.file == target]
            if formulas := formula_warning(path, target, _dialect_of(target, self._folder)):
                warnings.append(formulas)
            report = self._report(name, target, copy, warnings) if warnings else None
        self._present = checked
        return CollectedFile(name=name, target=target, outcome=CollectOutcome.COPIED, report=report)

    def _why_no_target(self, name: str) -> str:
        if (self._folder / name).is_file():
            return f"only files of {_MEASUREMENTS} and {EXPORTS} are collected."
        return (
            "nothing in the data declares it. Declare it in exports.toml, or put it in "
            f"{_MEASUREMENTS} of the data once."
        )

    def _check(self, folder: Path, *, of_links: bool = True) -> _CheckedData:
        try:
            dataset = check(folder, self._settings, self._as_of, of_links=of_links)
        except DataError as error:
            errors = [p for p in error.problems if p.severity is Severity.ERROR]
            warnings = [p for p in error.problems if p.severity is Severity.WARNING]
            return _CheckedData(errors=tuple(errors), warnings=tuple(warnings))
        last_days = {source.file: source.last for source in dataset.sources}
        return _CheckedData(warnings=dataset.warnings, last_days=last_days)

    def _refused(
        self, name: str, target: str, read_in: Path, problems: Sequence[Problem]
    ) -> CollectedFile:
        report = self._report(name, target, read_in, problems)
        return CollectedFile(
            name=name, target=target, outcome=CollectOutcome.REFUSED, report=report
        )

    def _report(
        self, name: str, target: str, read_in: Path, problems: Sequence[Problem]
    ) -> CheckReport:
        """The report of a dry run, with the paths that the owner and the company know."""
        own = {target: (self._shared / name).as_posix()}
        return check_report(read_in, problems, shown_as=self._folder.as_posix(), renamed=own)

    def _with_page(self, file: CollectedFile) -> CollectedFile:
        """The file with its page of problems written, or with one of an earlier day deleted."""
        page = self._shared / f"{file.name}{PAGE}"
        try:
            if file.outcome is not CollectOutcome.REFUSED or file.report is None:
                page.unlink(missing_ok=True)
                return file
            content = html.write(file.report).encode()
            if not page.is_file() or page.read_bytes() != content:
                page.write_bytes(content)
        except OSError as error:
            return replace(file, reason=f"{page.name} cannot be written ({error.strerror}).")
        return replace(file, page=page)


def _left_alone(name: str, reason: str, target: str = "") -> CollectedFile:
    return CollectedFile(name=name, target=target, outcome=CollectOutcome.LEFT, reason=reason)


def _targets(shared: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Every table file of the shared folder with its name in the data folder, "" for none.

    Files in folders that the data folder has too come first.
    """
    declared, _ = read_declarations(folder)
    present = {name.casefold(): name for name in _names(folder)}
    names = [name for name in _names(shared) if _is_table(name)]
    for name in sorted(names, key=lambda name: (not _folder_of(name), name)):
        folders = [""] if _folder_of(name) else [*_ENDINGS]
        candidates = [each + name for each in folders if _is_table(each + name)]
        existing = [present[each.casefold()] for each in candidates if each.casefold() in present]
        # A raw export that nothing declares would not be read, and so not be checked.
        fitting = [
            each for each in existing if _folder_of(each) != EXPORTS or _is_declared(each, declared)
        ] or [each for each in candidates if _is_declared(each, declared)]
        yield name, fitting[0] if len(fitting) == 1 else ""


def _names(folder: Path) -> Iterator[str]:
    """The files in a folder: neither hidden ones nor links to other places."""
    for path in visible_files(folder):
        if _is_there(path, folder):
            yield path.relative_to(folder).as_posix()


def _links(folder: Path) -> Iterator[str]:
    """The tables in a folder that are links, or in a folder that is one."""
    for path in visible_files(folder):
        name = path.relative_to(folder).as_posix()
        if _is_table(name) and not _is_there(path, folder):
            yield name


def _is_there(path: Path, folder: Path) -> bool:
    return path.resolve() == folder.resolve() / path.relative_to(folder)


def _folder_of(name: str) -> str:
    return next((folder for folder in _ENDINGS if name.startswith(folder)), "")


def _is_table(name: str) -> bool:
    return name.lower().endswith(_ENDINGS[_folder_of(name) or EXPORTS])


def _is_declared(file: str, declared: Declarations) -> bool:
    if file.startswith(EXPORTS):
        path = PurePosixPath(file.removeprefix(EXPORTS))
        return any(matches(path, export.files) for export in declared.exports)
    return rules_of(file, declared) is not None


def _dialect_of(file: str, folder: Path) -> FileDialect:
    """The dialect that is declared for a file, else the one that is found."""
    declared, _ = read_declarations(folder)
    path = PurePosixPath(file.removeprefix(EXPORTS))
    if file.startswith(EXPORTS):
        found = (
            one.dialect for one in declared.exports if any(matches(path, p) for p in one.files)
        )
        return next(found, FileDialect())
    rules = rules_of(file, declared)
    return rules.dialect if rules else FileDialect()


def _objections(file: str, checked: _CheckedData, present: _CheckedData) -> list[Problem]:
    """The errors of a file, and those that other files get because of it."""
    if checked.errors:
        return [
            error
            for error in checked.errors
            if error.location.file == file or error not in present.errors
        ]
    if file in checked.last_days:
        return []
    own = [problem for problem in checked.warnings if problem.location.file == file]
    return own or [_cannot_collect(file, "Nothing of this file would be read.")]


def _cannot_collect(file: str, message: str) -> Problem:
    fix = "Ask whoever keeps the site to run python -m generator check."
    return Problem(SourceLocation(file), ProblemCode.FORMAT_ERROR, message, fix)
