"""Problems as annotations of GitHub Actions: each appears at the line that was changed."""

from __future__ import annotations

from generator.messages.check_report import CheckReport, ReportedProblem
from generator.model.problems import Severity
from generator.model.wording import printable

_MESSAGE = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_PROPERTY = {**_MESSAGE, ord(":"): "%3A", ord(","): "%2C"}


def write(report: CheckReport) -> str:
    """One workflow command per problem, then the summary as a plain line."""
    reported = [each for file in report.files for each in file.problems]
    lines = [_annotation(each, strict=report.strict) for each in reported]
    return "\n".join([*lines, printable(report.summary)]) + "\n"


def _annotation(reported: ReportedProblem, *, strict: bool) -> str:
    location, excerpt = reported.problem.location, reported.excerpt
    properties: dict[str, str | int] = {}
    if location.file:
        properties["file"] = reported.path
    if location.file and location.line:
        properties["line"] = excerpt.line if excerpt else location.line
        if excerpt and excerpt.column:
            properties["col"] = excerpt.column
            properties["endColumn"] = max(excerpt.column, excerpt.end_column - 1)
    properties["title"] = reported.location
    stated = ",".join(
        f"{name}={printable(str(value).translate(_PROPERTY))}" for name, value in properties.items()
    )
    severity = Severity.ERROR if strict else reported.problem.severity
    return f"::{severity} {stated}::{printable(reported.message.translate(_MESSAGE))}"
