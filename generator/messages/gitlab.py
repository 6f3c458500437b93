"""Problems as a code-quality report of GitLab: each is shown in the merge request."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from json import dumps

from generator.messages.check_report import CheckReport, ReportedProblem
from generator.model.problems import Severity

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor"}
_LINES = re.compile(r"\blines? \d+(?:(?:, | and )\d+)*(?: more)?")


def write(account: CheckReport) -> str:
    """The report: a list of problems with a fingerprint each."""
    seen: Counter[str] = Counter()
    report = []
    for told in account.told:
        likeness = _likeness(told)
        seen[likeness] += 1
        report.append(
            {
                "description": told.message,
                "check_name": str(told.problem.code),
                "fingerprint": _digest(f"{likeness}\x1f{seen[likeness]}"),
                "severity": _SEVERITY[Severity.ERROR if account.strict else told.problem.severity],
                "location": {
                    "path": told.path,
                    "lines": {"begin": told.problem.location.line or 1},
                },
            }
        )
    return dumps(report, indent=2, ensure_ascii=False) + "\n"


def _likeness(told: ReportedProblem) -> str:
    """What stays the same while other lines of the file come and go: no line number."""
    problem = told.problem
    message = _LINES.sub("", problem.message)
    return "\x1f".join([told.path, problem.location.column, str(problem.code), message])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
