"""The report of a check: its problems, each with the line that it concerns, and the result."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.messages.excerpt import Excerpt, excerpts
from generator.model.problems import Problem, Severity, one_a_kind
from generator.model.wording import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedProblem:
    """One problem; `path` leads to its file from the folder in which the check ran."""

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
        line, column = self.problem.location.line, self.problem.location.column
        return ":".join(filter(None, [self.path, str(line or ""), column if line else ""]))

    @property
    def message(self) -> str:
        """What is wrong and how to fix it."""
        return f"{self.problem.message} {self.problem.fix}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """The problems of one file: errors first, each severity by line."""

    path: str
    problems: tuple[ReportedProblem, ...]

    @property
    def counts(self) -> str:
        """How many: `2 problems, 1 warning`."""
        return counted_problems(reported.problem for reported in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFolder:
    """A folder without errors: the rows used, the files read, and the day of the site."""

    rows: int
    files: int
    day: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """The problems of one check. `checked` is None if at least one error stops the build.

    With `strict` a warning stops it too.
    """

    folder: str
    problems: tuple[ReportedProblem, ...]
    checked: CheckedFolder | None = None
    strict: bool = False

    @property
    def errors(self) -> int:
        """How many problems stop the build."""
        return sum(reported.is_error for reported in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems stop nothing unless the check is strict."""
        return len(self.problems) - self.errors

    @property
    def passes(self) -> bool:
        """Whether the check ends well."""
        return self.checked is not None and not (self.strict and self.warnings)

    @property
    def files(self) -> tuple[FileReport, ...]:
        """The problems by file: the file with the most errors first."""
        by_path: dict[str, list[ReportedProblem]] = {}
        for reported in sorted(self.problems, key=lambda each: not each.is_error):
            by_path.setdefault(reported.path, []).append(reported)
        files = [FileReport(path=path, problems=tuple(by_path[path])) for path in sorted(by_path)]
        files.sort(key=lambda file: len(file.problems), reverse=True)
        files.sort(key=lambda file: sum(each.is_error for each in file.problems), reverse=True)
        return tuple(files)

    @property
    def summary(self) -> str:
        """The result in one or two sentences."""
        counts = counted_problems(reported.problem for reported in self.problems)
        if self.checked is None:
            return f"{counts}."
        rows, files = self.checked.rows, self.checked.files
        refused = "" if self.passes else ", and here a warning counts as a problem"
        return (
            f"{self.folder}: {counted(rows, 'row')} of {counted(files, 'file')} "
            f"{'is' if rows == 1 else 'are'} fine{', ' if counts else ''}{counts}{refused}. "
            f"The site speaks from {self.checked.day} ({self.checked.reason})."
        )


def check_report(
    folder: Path,
    problems: Sequence[Problem],
    *,
    shown_as: str = "",
    renamed: Mapping[str, str] | None = None,
    checked: CheckedFolder | None = None,
    strict: bool = False,
) -> CheckReport:
    """The report on `folder`; reads the lines that the problems concern again.

    Many problems of one kind are told as one. `shown_as` is the folder's name for readers if it is
    another. `renamed` gives the path of each file that they know from elsewhere.
    """
    told = one_a_kind(problems)
    name, shown = shown_as or folder.as_posix(), excerpts(folder, [p.location for p in told])
    return CheckReport(
        folder=name,
        problems=tuple(
            ReportedProblem(
                problem=problem,
                path=(renamed or {}).get(problem.location.file)
                or posixpath.normpath(posixpath.join(name, problem.location.file)),
                excerpt=shown.get(problem.location),
            )
            for problem in told
        ),
        checked=checked,
        strict=strict,
    )


def counted_problems(problems: Iterable[Problem]) -> str:
    """How many there are: `2 problems, 1 warning`; "" for none."""
    severities = [problem.severity for problem in problems]
    warnings = severities.count(Severity.WARNING)
    counts = ((len(severities) - warnings, "problem"), (warnings, "warning"))
    return ", ".join(counted(count, noun) for count, noun in counts if count)
