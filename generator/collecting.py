"""Collecting: declared files of a shared folder, each into the data folder only if it is sound.

A file is read once, tried with the present data in a folder of its own, and put in place at once.
Whoever keeps a refused one finds a page beside it that says what to mend.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath

from generator.build import check
from generator.messages import html
from generator.messages.check_report import CheckReport, account, path_of
from generator.model.dataset import AsOf, Dataset
from generator.model.errors import DataError, FileChangedError, RowRefusedError
from generator.model.mapping import EXPORTS, Declarations
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.schema import table_of
from generator.model.settings import Settings
from generator.model.tables import Measurement
from generator.model.vocabulary import Audience
from generator.new.dry_run import put, trial_of
from generator.read.data_folder import WORKBOOKS, rules_of
from generator.read.declarations import read_declarations
from generator.read.decoding import cannot_open
from generator.read.exports import matches

#: What stands beside a refused file: `helpdesk.csv.problems.html`.
PAGE = ".problems.html"

_MEASUREMENTS = table_of(Measurement).file
_ENDINGS = {_MEASUREMENTS: (".csv",), EXPORTS: (".csv", ".txt", ".tsv", ".tab")}
_HIDDEN = (".", "~")


class CollectOutcome(StrEnum):
    """What became of a file."""

    COPIED = "copied"
    UNCHANGED = "unchanged"
    LEFT = "left alone"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """One file of the shared folder: its name there, its name in the data folder, its outcome.

    `told` has the problems of a refused file, and the warnings about one that was copied.
    """

    name: str
    file: str
    outcome: CollectOutcome
    reason: str = ""
    told: CheckReport | None = None
    page: Path | None = None


@dataclass(slots=True, kw_only=True)
class _Present:
    """What the data folder says as it stands: its dataset if it is sound, else its errors."""

    dataset: Dataset | None = None
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    ends: Mapping[str, dt.date | None] = field(default_factory=dict)


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
        # Whoever may read a row, it has to be sound.
        self._settings = replace(settings, audience=Audience.LEADERSHIP)
        self._as_of = as_of
        self._present = self._checked(folder)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops the data folder as it stands from being published."""
        return self._present.errors

    def collect(self) -> list[Collected]:
        """Takes every file that passes; one that is refused is tried again after the others."""
        found: dict[str, Collected] = {}
        targets: dict[str, str] = {}
        for name, file in _targets(self._shared, self._folder):
            twin = next((other for other, at in targets.items() if file and at == file), "")
            if not file or twin:
                reason = f"{twin} is the same file of the data." if twin else self._why(name)
                found[name] = Collected(
                    name=name, file=file, outcome=CollectOutcome.LEFT, reason=reason
                )
            else:
                targets[name] = file
        for name in _names(self._shared):
            if name.lower().endswith(WORKBOOKS):
                reason = "only CSV files are read. In Excel: File, Save As, CSV UTF-8."
                found[name] = Collected(
                    name=name, file="", outcome=CollectOutcome.LEFT, reason=reason
                )
        waiting, changed = dict(targets), True
        while waiting and changed:
            tried = {name: self._collect(name, file) for name, file in waiting.items()}
            found |= tried
            changed = any(one.outcome is CollectOutcome.COPIED for one in tried.values())
            waiting = {
                name: file
                for name, file in waiting.items()
                if tried[name].outcome is CollectOutcome.REFUSED
            }
        return [
            self._with_page(found[name]) if name in targets else found[name]
            for name in sorted(found)
        ]

    def _collect(self, name: str, file: str) -> Collected:
        path = self._folder / file
        try:
            content = (self._shared / name).read_bytes()
            before = path.read_bytes() if path.is_file() else None
        except OSError as fault:
            return self._refused(name, file, self._shared, [cannot_open(file, fault)])
        if content == before:
            return Collected(name=name, file=file, outcome=CollectOutcome.UNCHANGED)
        with trial_of(self._folder, file, content) as trial:
            tried = self._checked(trial)
            problems = _against(file, tried, self._present)
            if problems:
                return self._refused(name, file, trial, problems)
            older = _older(file, tried, self._present)
            if older:
                return Collected(name=name, file=file, outcome=CollectOutcome.LEFT, reason=older)
            try:
                put(path, before, content)
            except (FileChangedError, OSError) as fault:
                return self._refused(name, file, trial, [_not_put(file, str(fault))])
            warnings = [problem for problem in tried.warnings if problem.location.file == file]
            told = self._told(name, file, trial, warnings) if warnings else None
        self._present = tried
        return Collected(name=name, file=file, outcome=CollectOutcome.COPIED, told=told)

    def _why(self, name: str) -> str:
        """Why a file is none that is collected."""
        if (self._folder / name).is_file():
            return f"only files of {_MEASUREMENTS} and {EXPORTS} are collected."
        return (
            "nothing in the data declares it. Declare it in exports.toml, or put it in "
            f"{_MEASUREMENTS} of the data once."
        )

    def _checked(self, folder: Path) -> _Present:
        try:
            dataset = check(folder, self._settings, self._as_of)
        except DataError as error:
            errors = [p for p in error.problems if p.severity is Severity.ERROR]
            warnings = [p for p in error.problems if p.severity is Severity.WARNING]
            return _Present(errors=tuple(errors), warnings=tuple(warnings))
        ends = {source.file: source.last for source in dataset.sources}
        return _Present(dataset=dataset, warnings=dataset.warnings, ends=ends)

    def _refused(
        self, name: str, file: str, read_in: Path, problems: Sequence[Problem]
    ) -> Collected:
        told = self._told(name, file, read_in, problems)
        return Collected(name=name, file=file, outcome=CollectOutcome.REFUSED, told=told)

    def _told(
        self, name: str, file: str, read_in: Path, problems: Sequence[Problem]
    ) -> CheckReport:
        """The account of a trial, its files named as their owner and the company know them."""
        told = account(read_in, problems)
        own = (self._shared / name).as_posix()
        return replace(
            told,
            folder=self._folder.as_posix(),
            told=tuple(
                replace(one, path=own if at == file else path_of(self._folder, at))
                for one in told.told
                for at in (one.problem.location.file,)
            ),
        )

    def _with_page(self, one: Collected) -> Collected:
        """The file with its page of problems written, or with one that is out of date removed."""
        page = self._shared / f"{one.name}{PAGE}"
        try:
            if one.outcome is not CollectOutcome.REFUSED or one.told is None:
                page.unlink(missing_ok=True)
                return one
            content = html.write(one.told).encode()
            if not page.is_file() or page.read_bytes() != content:
                page.write_bytes(content)
        except OSError as fault:
            return replace(one, reason=f"{page.name} cannot be written ({fault.strerror}).")
        return replace(one, page=page)


def _targets(shared: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Every table file of the shared folder with its name in the data folder, "" for none.

    Those that stand where they stand in the data come first.
    """
    declared, _ = read_declarations(folder)
    present = {name.casefold(): name for name in _names(folder)}
    names = [name for name in _names(shared) if _is_table(name)]
    for name in sorted(names, key=lambda name: (not _folder_of(name), name)):
        rooms = [""] if _folder_of(name) else [*_ENDINGS]
        wanted = [room + name for room in rooms if _is_table(room + name)]
        there = [present[each.casefold()] for each in wanted if each.casefold() in present]
        # A raw export that nothing declares would not be read, and so not be checked.
        there = [
            each for each in there if _folder_of(each) != EXPORTS or _is_declared(each, declared)
        ]
        fitting = there or [each for each in wanted if _is_declared(each, declared)]
        yield name, fitting[0] if len(fitting) == 1 else ""


def _names(folder: Path) -> Iterator[str]:
    """The files that lie in a folder itself: neither hidden nor linked from elsewhere."""
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if any(part.startswith(_HIDDEN) for part in name.parts):
            continue
        if path.is_file() and path.resolve() == root / name:
            yield name.as_posix()


def _folder_of(name: str) -> str:
    return next((room for room in _ENDINGS if name.startswith(room)), "")


def _is_table(name: str) -> bool:
    endings = _ENDINGS.get(_folder_of(name)) or _ENDINGS[EXPORTS]
    return name.lower().endswith(endings)


def _is_declared(file: str, declared: Declarations) -> bool:
    if file.startswith(EXPORTS):
        path = PurePosixPath(file.removeprefix(EXPORTS))
        return any(matches(path, export.files) for export in declared.exports)
    return rules_of(file, declared) is not None


def _against(file: str, tried: _Present, present: _Present) -> list[Problem]:
    """What speaks against a file: its own errors, and those that others get through it."""
    new = [
        problem
        for problem in tried.errors
        if problem.location.file == file or problem not in present.errors
    ]
    if tried.dataset is None or file in tried.ends:
        return new
    own = [problem for problem in tried.warnings if problem.location.file == file]
    return own or [_not_put(file, "Nothing of this file would be read.")]


def _older(file: str, tried: _Present, present: _Present) -> str:
    """Why a file is not newer than the one that is there; nothing where it may be."""
    ends, last = tried.ends.get(file), present.ends.get(file)
    if ends is None or last is None or ends >= last:
        return ""
    return f"it ends on {ends}, and the present one goes to {last}."


def _not_put(file: str, message: str) -> Problem:
    return Problem(
        location=SourceLocation(file),
        code=ProblemCode.FORMAT_ERROR,
        message=message,
        fix="Ask whoever keeps the site to run python -m generator check.",
    )
