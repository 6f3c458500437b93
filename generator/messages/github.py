"""Problems as annotations of GitHub Actions: each is shown on the line that was changed."""

from __future__ import annotations

from generator.messages.check_report import CheckReport, ReportedProblem
from generator.model.problems import Severity
from generator.model.wording import printable

_MESSAGE = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_PROPERTY = {**_MESSAGE, ord(":"): "%3A", ord(","): "%2C"}


def write(account: CheckReport) -> str:
    """One workflow command a problem, then the summary as a plain line."""
    told = [told for file in account.files for told in file.told]
    lines = [_annotation(one, strict=account.strict) for one in told]
    return "\n".join([*lines, printable(account.summary)]) + "\n"


def _annotation(told: ReportedProblem, *, strict: bool) -> str:
    location, excerpt = told.problem.location, told.excerpt
    properties: dict[str, str | int] = {}
    if location.file:
        properties["file"] = told.path
    if location.file and location.line:
        properties["line"] = excerpt.line if excerpt else location.line
        if excerpt and excerpt.column:
            properties["col"] = excerpt.column
            properties["endColumn"] = max(excerpt.column, excerpt.end_column - 1)
    properties["title"] = told.location
    stated = ",".join(
        f"{name}={_escaped(str(value), _PROPERTY)}" for name, value in properties.items()
    )
    severity = Severity.ERROR if strict else told.problem.severity
    return f"::{severity} {stated}::{_escaped(told.message, _MESSAGE)}"


def _escaped(text: str, signs: dict[int, str]) -> str:
    return printable(text.translate(signs))
