"""Problems as a code-quality report of GitLab: each appears in the merge request."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from json import dumps

from generator.messages.check_report import CheckReport, ReportedProblem
from generator.model.problems import Severity

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor"}
_LINES = re.compile(r"\blines? \d+(?:(?:, | and )\d+)*(?: more)?")


def write(report: CheckReport) -> str:
    """A list of problems, each with a fingerprint that stays while lines are added or deleted."""
    numbers: Counter[str] = Counter()
    entries = []
    for reported in report.problems:
        key = _key_without_lines(reported)
        numbers[key] += 1
        severity = Severity.ERROR if report.strict else reported.problem.severity
        entries.append(
            {
                "description": reported.message,
                "check_name": str(reported.problem.code),
                "fingerprint": hashlib.sha256(f"{key}\x1f{numbers[key]}".encode()).hexdigest()[:32],
                "severity": _SEVERITY[severity],
                "location": {
                    "path": reported.path,
                    "lines": {"begin": reported.problem.location.line or 1},
                },
            }
        )
    return dumps(entries, indent=2, ensure_ascii=False) + "\n"


def _key_without_lines(reported: ReportedProblem) -> str:
    problem = reported.problem
    message = _LINES.sub("", problem.message)
    return "\x1f".join([reported.path, problem.location.column, str(problem.code), message])
