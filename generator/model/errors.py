"""Errors: every exception that the generator raises itself, as one tree with a common base.

GeneratorError
├── SettingsError               mkdocs.yml states settings that cannot be used
├── ProblemsError               an input has problems, each with its location
│   ├── DataError               the tables of the data folder
│   └── EmbedError              the parts of a hand-written page
├── CommandError                a command did nothing, and says why
│   ├── RowRefusedError         `new` and `collect`: a row or a folder
│   ├── ImportRefusedError      `import`: an export or its section
│   ├── FileChangedError        `new`, `import` and `collect`: a file has changed meanwhile
│   ├── StartRefusedError       `start`: the sample was changed
│   ├── ReleaseRefusedError     `editions`: a request or the situation
│   ├── SiteBuildError          `editions`: the site does not build
│   ├── LostRaceError           `editions`: another release came first
│   ├── GitError                `editions`: a command of git failed
│   └── PrintError              `pdf`: no browser, or it did not print
├── UnknownFigureError          an embedded part names nothing that there is
├── WorkbookError              a workbook cannot be read
├── ArchiveError                a folder is no edition that can be read
└── RenderError                 the charts could not be drawn
"""

from __future__ import annotations

import re

from generator.model.problems import Problem, SourceLocation


class GeneratorError(Exception):
    """The base: what is wrong (`message`), what to do (`fix`), and where, if it has a place."""

    def __init__(
        self, message: str = "", fix: str = "", location: SourceLocation | None = None
    ) -> None:
        prefix = f"{location}: " if location else ""
        super().__init__(f"{prefix}{message} {fix}".rstrip())
        self.message, self.fix, self.location = message, fix, location


class SettingsError(GeneratorError):
    """Settings that cannot be used: one of `messages` per fault, each with its fix."""

    def __init__(self, messages: tuple[str, ...]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


class ProblemsError(GeneratorError):
    """An input that cannot be used: all its `problems`, in the order of files and lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class DataError(ProblemsError):
    """Data that cannot be published."""


class EmbedError(ProblemsError):
    """A hand-written page with parts that cannot be put in."""


class UnknownFigureError(GeneratorError):
    """There is no such part or figure: what was asked for, and what to write instead."""


class ArchiveError(GeneratorError):
    """A folder that is no edition, or none that this version of the generator can read."""

    def __init__(self, file: str, message: str, fix: str) -> None:
        super().__init__(message, fix, SourceLocation(file))
        self.file = file


class RenderError(GeneratorError):
    """The render process ended before it had drawn everything."""

    def __init__(self) -> None:
        super().__init__(
            "the charts could not be drawn: their process ended early.",
            "What it wrote about it stands above.",
        )


class CommandError(GeneratorError):
    """A command that did nothing, with the reason for the person who ran it."""


class RowRefusedError(CommandError):
    """A row cannot be written, or a folder not be collected."""


class ImportRefusedError(CommandError):
    """An export cannot be looked at, or its section not be written."""


class FileChangedError(CommandError):
    """A file was not written: somebody has changed it since it was read."""


class StartRefusedError(CommandError):
    """The sample cannot be replaced by templates."""


class ReleaseRefusedError(CommandError):
    """Nothing was published: the request or the situation does not allow it."""


class SiteBuildError(CommandError):
    """Nothing was published: the site does not build, and the build has said why."""


class LostRaceError(CommandError):
    """Another release was published meanwhile: this one begins again, from that one."""


class PrintError(CommandError):
    """The board pack was not printed."""


class WorkbookError(GeneratorError):
    """A workbook that cannot be read."""


_REJECTED = re.compile(r"rejected\].*\((.+)\)")


class GitError(CommandError):
    """A command of git that failed, with what git wrote."""

    def __init__(self, stderr: str) -> None:
        self.stderr = stderr
        super().__init__(f"git: {self.reason}.", "Nothing was published.")

    @property
    def reason(self) -> str:
        """The line that matters, without the full stop that git may have put."""
        if rejected := _REJECTED.search(self.stderr):
            return rejected[1]
        lines = [line for line in self.stderr.splitlines() if line.strip()]
        fatal = [line for line in lines if line.startswith(("fatal:", "error:"))]
        last = (fatal or lines or ["git failed"])[-1]
        return last.removeprefix("fatal: ").removeprefix("error: ").strip().rstrip(".")
