"""Collecting: declared files of a shared folder, each into the data folder only if it is correct.

A file is read once, checked with the present data in a folder of its own, and put in place at
once. A page beside a refused file tells its owner what to fix.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from generator.build import check
from generator.messages import html
from generator.messages.check_report import CheckReport, check_report
from generator.model.dataset import AsOf
from generator.model.errors import DataError, FileChangedError, RowRefusedError
from generator.model.installation import here
from generator.model.mapping import EXPORTS
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.settings import Settings
from generator.model.vocabulary import Audience, HandInMode
from generator.new.dry_run import dry_run_of, put
from generator.new.merging import (
    FigureKey,
    StoredFigure,
    figures_of,
    is_union,
    lost_figures,
    lost_problem,
    merge,
)
from generator.read.data_folder import UNREAD_WORKBOOKS, rules_of
from generator.read.declarations import read_declarations
from generator.read.decoding import cannot_open
from generator.read.formulas import formula_warning
from generator.read.shared_folder import (
    MEASUREMENTS_FOLDER,
    dialect_of,
    file_names,
    files_with_targets,
    linked_tables,
)
from generator.read.workbooks import as_csv, file_text, is_workbook

#: The ending of the page beside a refused file: `helpdesk.csv.problems.html`.
PAGE = ".problems.html"


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
    """The problems of a data folder; if it has no errors, its figures and each file's last day."""

    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    last_days: Mapping[str, dt.date | None] = field(default_factory=dict)
    figures: Mapping[FigureKey, StoredFigure] = field(default_factory=dict)


class Collection:
    """The files of a shared folder on their way into a data folder."""

    def __init__(
        self,
        shared: Path,
        folder: Path,
        settings: Settings,
        as_of: AsOf | None,
        mode: HandInMode | None = None,
    ) -> None:
        """With `mode` every file is handed in that way, whatever is declared."""
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
        self._mode = mode
        self._present = self._check(folder, of_links=False)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops the present data folder from being published."""
        return self._present.errors

    def collect(self) -> list[CollectedFile]:
        """Takes every file that passes; one that is refused is tried again after the others."""
        files: dict[str, CollectedFile] = {}
        targets: dict[str, str] = {}
        for name, target in files_with_targets(self._shared, self._folder):
            twin = next((other for other, at in targets.items() if target and at == target), "")
            if twin:
                files[name] = _left_alone(name, f"{twin} is the same file of the data.", target)
            elif not target:
                files[name] = _left_alone(name, self._why_no_target(name))
            else:
                targets[name] = target
        for name in file_names(self._shared):
            if name.lower().endswith(UNREAD_WORKBOOKS):
                reason = "only CSV files, .xlsx and .ods are read. Save it as one of these."
                files[name] = _left_alone(name, reason)
        for name in linked_tables(self._shared):
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

    def _collect(self, name: str, target: str) -> CollectedFile:  # noqa: PLR0911 -- outcomes
        path = self._folder / target
        try:
            content = (self._shared / name).read_bytes()
            before = path.read_bytes() if path.is_file() else None
        except OSError as error:
            return self._refused(name, target, self._shared, [cannot_open(target, error)])
        notes: tuple[Problem, ...] = ()
        if is_workbook(name) and not is_workbook(target):
            dialect = dialect_of(target, self._folder)
            text = file_text(content, name, dialect)
            if isinstance(text, Problem):
                return self._refused(name, target, self._shared, _at(target, [text]))
            content, notes = as_csv(text, dialect), text.notes
        if content == before:
            return CollectedFile(name=name, target=target, outcome=CollectOutcome.UNCHANGED)
        with dry_run_of(self._folder, target, content) as copy:
            checked = self._check(copy)
            checked = replace(checked, warnings=(*_at(target, notes), *checked.warnings))
            if problems := _objections(target, checked, self._present):
                return self._refused(name, target, copy, problems)
            mode = self._mode_of(target)
            if mode is HandInMode.ADD and before is not None:
                return self._add(name, target, before, copy, checked)
            last, present = checked.last_days.get(target), self._present.last_days.get(target)
            if last and present and last < present:
                reason = f"it ends on {last}, and the present one goes to {present}."
                return _left_alone(name, reason, target)
            loss = self._loss(target, before or b"", content, checked)
            if loss and mode is not HandInMode.REPLACE:
                return self._refused(name, target, copy, [loss])
            return self._put(name, target, copy, before, content, checked)

    def _mode_of(self, target: str) -> HandInMode:
        """How a file is handed in: as the command says, else as exports.toml declares."""
        if target.startswith(EXPORTS):
            return self._mode if self._mode is HandInMode.REPLACE else HandInMode.WHOLE
        if self._mode is not None:
            return self._mode
        rules = rules_of(target, read_declarations(self._folder)[0])
        return rules.mode if rules else HandInMode.WHOLE

    def _loss(
        self, target: str, before: bytes, content: bytes, checked: _CheckedData
    ) -> Problem | None:
        """The problem that figures would go. Data with errors has none to compare, only lines."""
        if not self._present.errors:
            return lost_figures(target, self._present.figures, checked.figures)
        lines, now = before.count(b"\n"), content.count(b"\n")
        if now >= lines:
            return None
        message = (
            f"It has {now} lines, and the present one {lines}; the figures cannot be compared "
            "while the data has errors."
        )
        return lost_problem(target, message)

    def _add(
        self, name: str, target: str, before: bytes, handed_in: Path, checked: _CheckedData
    ) -> CollectedFile:
        """Adds the rows of a file, which lies in the folder `handed_in`, to the present one."""
        present = self._present
        if present.errors:
            message = "No row can be added while the data has errors."
            return self._refused(name, target, handed_in, [_cannot_collect(target, message)])
        try:
            merged = merge(self._folder, target, handed_in, present.figures, checked.figures)
        except RowRefusedError as error:
            problem = replace(_cannot_collect(target, error.message), fix=error.fix)
            return self._refused(name, target, handed_in, [problem])
        with dry_run_of(self._folder, target, merged.content) as copy:
            both = self._check(copy)
            problems = _objections(target, both, present)
            if not problems and not is_union(both.figures, present.figures, checked.figures):
                message = "Its rows would be read in another way beside the present ones."
                problems = [_cannot_collect(target, message)]
            if problems:
                return self._refused(name, target, copy, problems)
            if merged.content == before:
                return CollectedFile(name=name, target=target, outcome=CollectOutcome.UNCHANGED)
            added = self._put(name, target, copy, before, merged.content, both)
        if added.outcome is CollectOutcome.COPIED:
            return replace(added, reason=merged.done)
        return added

    def _put(  # noqa: PLR0917 -- what is written, where, and what is known of it
        self,
        name: str,
        target: str,
        copy: Path,
        before: bytes | None,
        content: bytes,
        checked: _CheckedData,
    ) -> CollectedFile:
        """Puts a sound file in place, unless it has changed there meanwhile."""
        path = self._folder / target
        try:
            put(path, before, content)
        except (FileChangedError, OSError) as error:
            return self._refused(name, target, copy, [_cannot_collect(target, str(error))])
        warnings = [problem for problem in checked.warnings if problem.location.file == target]
        if formulas := formula_warning(path, target, dialect_of(target, self._folder)):
            warnings.append(formulas)
        report = self._report(name, target, copy, warnings) if warnings else None
        self._present = checked
        return CollectedFile(name=name, target=target, outcome=CollectOutcome.COPIED, report=report)

    def _why_no_target(self, name: str) -> str:
        if (self._folder / name).is_file():
            return f"only files of {MEASUREMENTS_FOLDER} and {EXPORTS} are collected."
        return (
            "nothing in the data declares it. Declare it in exports.toml, or put it in "
            f"{MEASUREMENTS_FOLDER} of the data once."
        )

    def _check(self, folder: Path, *, of_links: bool = True) -> _CheckedData:
        try:
            dataset = check(folder, self._settings, self._as_of, of_links=of_links)
        except DataError as error:
            errors = [p for p in error.problems if p.severity is Severity.ERROR]
            warnings = [p for p in error.problems if p.severity is Severity.WARNING]
            return _CheckedData(errors=tuple(errors), warnings=tuple(warnings))
        last_days = {source.file: source.last for source in dataset.sources}
        return _CheckedData(
            warnings=dataset.warnings, last_days=last_days, figures=figures_of(dataset)
        )

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


def _at(file: str, problems: Sequence[Problem]) -> list[Problem]:
    """Problems of a workbook, told of the file for which it was handed in."""
    return [replace(each, location=replace(each.location, file=file)) for each in problems]


def _left_alone(name: str, reason: str, target: str = "") -> CollectedFile:
    return CollectedFile(name=name, target=target, outcome=CollectOutcome.LEFT, reason=reason)


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
    fix = here("Ask whoever keeps the site to run python -m generator check.")
    return Problem(SourceLocation(file), ProblemCode.FORMAT_ERROR, message, fix)
