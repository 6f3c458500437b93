"""Problems as JSON, for programs.

The document is an object with these fields:

version    number   of this description: 1. A new field does not change it. A field that changes
                    its meaning or is removed does.
folder     text     the data folder, as it was given
passes     yes/no   whether the check ends well (exit code 0)
strict     yes/no   whether warnings count as problems
errors     number   of problems that stop the build
warnings   number   of problems that stop nothing unless the check is strict
summary    text     the result in one or two sentences
sound      object   what a folder without errors holds, else null: `rows` used, `files` read,
                    `as_of` (the day of the site, as 2026-11-20) and its `reason`
problems   list     one object each, in the order of files and lines

A problem has these fields:

severity   text     error or warning
code       text     its kind, in the words of Frictionless Data: type-error, foreign-key …
path       text     the file, from the folder in which the check ran; the folder if no file is meant
line       number   the line in the file, counted from 1; null for the whole file
column     text     the name of the column; null if no single cell is meant
what       text     what is wrong
mend       text     how to fix it
excerpt    object   the line as it can be shown, else null: its `line`, its `text`, and the `start`
                    and `end` of the cell in it (counted from 0; null if no cell is meant)
"""

from __future__ import annotations

from json import dumps
from typing import Any

from generator.messages.check_report import CheckReport, ReportedProblem

VERSION = 1


def write(report: CheckReport) -> str:
    """The report as one JSON document."""
    checked = report.checked
    document = {
        "version": VERSION,
        "folder": report.folder,
        "passes": report.passes,
        "strict": report.strict,
        "errors": report.errors,
        "warnings": report.warnings,
        "summary": report.summary,
        "sound": checked
        and {
            "rows": checked.rows,
            "files": checked.files,
            "as_of": checked.day.isoformat(),
            "reason": checked.reason,
        },
        "problems": [_problem(reported) for reported in report.problems],
    }
    return dumps(document, indent=2, ensure_ascii=False) + "\n"


def _problem(reported: ReportedProblem) -> dict[str, Any]:
    problem, excerpt = reported.problem, reported.excerpt
    location = problem.location
    return {
        "severity": str(problem.severity),
        "code": str(problem.code),
        "path": reported.path,
        "line": location.line or None,
        "column": location.column or None,
        "what": problem.message,
        "mend": problem.fix,
        "excerpt": excerpt
        and {
            "line": excerpt.line,
            "text": excerpt.text,
            "start": excerpt.start if excerpt.column else None,
            "end": excerpt.end if excerpt.column else None,
        },
    }
