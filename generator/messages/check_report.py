"""The account of a check: its problems, each with the line it stands on, and how it ended."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from generator.messages.excerpt import Excerpt, excerpts
from generator.model.dataset import Dataset
from generator.model.problems import Problem, Severity
from generator.model.wording import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedProblem:
    """One problem; `path` leads to its file from where the check was run."""

    problem: Problem
    path: str
    excerpt: Excerpt | None = None

    @property
    def is_error(self) -> bool:
        """Whether it stops the build."""
        return self.problem.severity is Severity.ERROR

    @property
    def location(self) -> str:
        """`data/goals.csv:12:target`, as far as it is known."""
        location = self.problem.location
        parts = [self.path, str(location.line) if location.line else ""]
        return ":".join(filter(None, [*parts, location.column if location.line else ""]))

    @property
    def message(self) -> str:
        """What is wrong and how to mend it."""
        return f"{self.problem.message} {self.problem.fix}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAccount:
    """All that is told of one file: errors first, each kind by line."""

    path: str
    told: tuple[ReportedProblem, ...]

    @property
    def counted(self) -> str:
        """How many: `2 problems, 1 warning`."""
        return counted_problems(told.problem for told in self.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What a check without errors has found."""

    rows: int
    files: int
    day: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What one check has to tell. `sound` is None where at least one error stops the build.

    `strict` says that warnings stop it too.
    """

    folder: str
    told: tuple[ReportedProblem, ...]
    sound: Sound | None = None
    strict: bool = False

    @property
    def errors(self) -> int:
        """How many problems stop the build."""
        return sum(told.is_error for told in self.told)

    @property
    def warnings(self) -> int:
        """How many problems only deserve a look."""
        return len(self.told) - self.errors

    @property
    def passes(self) -> bool:
        """Whether the check ends well."""
        return self.sound is not None and not (self.strict and self.warnings)

    @property
    def files(self) -> tuple[FileAccount, ...]:
        """By file, the worst one first."""
        by_path = sorted(self.told, key=lambda told: told.path)
        found = [
            FileAccount(path=path, told=tuple(sorted(part, key=lambda told: not told.is_error)))
            for path, part in groupby(by_path, key=lambda told: told.path)
        ]

        def badness(file: FileAccount) -> tuple[int, int]:
            errors = sum(told.is_error for told in file.told)
            return (-errors, -len(file.told))

        return tuple(sorted(found, key=badness))

    @property
    def summary(self) -> str:
        """The whole in a sentence or two."""
        counts = counted_problems(told.problem for told in self.told)
        if self.sound is None:
            return f"{counts}."
        sound = self.sound
        refused = "" if self.passes else ", and here a warning counts as a problem"
        return (
            f"{self.folder}: {counted(sound.rows, 'row')} of {counted(sound.files, 'file')} "
            f"{'is' if sound.rows == 1 else 'are'} fine{', ' if counts else ''}{counts}{refused}. "
            f"The site speaks from {sound.day} ({sound.reason})."
        )


def account(
    folder: Path,
    problems: Sequence[Problem],
    *,
    sound: Sound | None = None,
    strict: bool = False,
) -> CheckReport:
    """The account of a check of `folder`; reads again the lines on which problems stand."""
    shown = excerpts(folder, [problem.location for problem in problems])
    told = tuple(
        ReportedProblem(
            problem=problem,
            path=path_of(folder, problem.location.file),
            excerpt=shown.get(problem.location),
        )
        for problem in problems
    )
    return CheckReport(folder=folder.as_posix(), told=told, sound=sound, strict=strict)


def sound_of(dataset: Dataset) -> Sound:
    """What a checked folder holds."""
    return Sound(
        rows=sum(source.rows_used for source in dataset.sources),
        files=len(dataset.sources),
        day=dataset.as_of.day,
        reason=dataset.as_of.reason,
    )


def path_of(folder: Path, file: str) -> str:
    """A file of the data folder as seen from where the check is run: `data/goals.csv`."""
    return posixpath.normpath(posixpath.join(folder.as_posix(), file))


def counted_problems(problems: Iterable[Problem]) -> str:
    """How many there are: `2 problems, 1 warning`; nothing for none."""
    severities = [problem.severity for problem in problems]
    warned = severities.count(Severity.WARNING)
    counts = ((len(severities) - warned, "problem"), (warned, "warning"))
    return ", ".join(counted(count, word) for count, word in counts if count)
