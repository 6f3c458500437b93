"""Problems as JSON, for programs.

The document is an object with these fields:

version    number   of this description: 1. A new field does not change it; a field that changes
                    its meaning or goes away does.
folder     text     the data folder, as it was given
passes     yes/no   whether the check ends well (exit code 0)
strict     yes/no   whether warnings count as problems
errors     number   of problems that stop the build
warnings   number   of those that only deserve a look
summary    text     the whole in a sentence
sound      object   what a folder without errors holds, else null: `rows` used, `files` read,
                    `as_of` (the day from which the site speaks, as 2026-11-20) and its `reason`
problems   list     one object each, in the order of files and lines

A problem has these fields:

severity   text     error or warning
code       text     the kind of fault, in the words of Frictionless Data: type-error, foreign-key …
path       text     the file, as seen from where the check was run; the folder if it is no file's
line       number   the line in the file, counted from 1; null for the whole file
column     text     the name of the column; null where it is no single cell's
what       text     what is wrong
mend       text     how to mend it
excerpt    object   the line as it can be shown, else null: its `line`, its `text`, and the `start`
                    and `end` of the cell in it (counted from 0; null where no cell is meant)
"""

from __future__ import annotations

from json import dumps
from typing import Any

from generator.messages.check_report import CheckReport, ReportedProblem

VERSION = 1


def write(account: CheckReport) -> str:
    """The account as one JSON document."""
    sound = account.sound
    document = {
        "version": VERSION,
        "folder": account.folder,
        "passes": account.passes,
        "strict": account.strict,
        "errors": account.errors,
        "warnings": account.warnings,
        "summary": account.summary,
        "sound": sound
        and {
            "rows": sound.rows,
            "files": sound.files,
            "as_of": sound.day.isoformat(),
            "reason": sound.reason,
        },
        "problems": [_problem(told) for told in account.told],
    }
    return dumps(document, indent=2, ensure_ascii=False) + "\n"


def _problem(told: ReportedProblem) -> dict[str, Any]:
    problem, excerpt = told.problem, told.excerpt
    location = problem.location
    return {
        "severity": str(problem.severity),
        "code": str(problem.code),
        "path": told.path,
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
