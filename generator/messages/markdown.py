"""Problems as Markdown, for the summary of a job: a table a file, the worst first."""

from __future__ import annotations

from collections.abc import Iterator

from generator.messages.check_report import CheckReport, FileAccount, ReportedProblem
from generator.model.wording import printable
from generator.pages.escape import escaped

#: A job's summary may have a mebibyte; more problems than this are counted only.
MOST = 500


def write(account: CheckReport) -> str:
    """The account as a document."""
    return "\n".join(_lines(account)) + "\n"


def _lines(account: CheckReport) -> Iterator[str]:
    yield f"## {'The data is fine' if account.passes else 'The data cannot be published yet'}"
    yield ""
    yield str(escaped(account.summary))
    left = MOST
    for file in account.files:
        yield from _file(file, left)
        left = max(0, left - len(file.told))
    if len(account.told) > MOST:
        yield ""
        yield f"{len(account.told) - MOST} more are not listed here: mend these first."


def _file(file: FileAccount, most: int) -> Iterator[str]:
    if not most:
        return
    yield ""
    yield f"### {escaped(file.path)}: {file.counted}"
    yield ""
    yield "| Line | Column | What is wrong | How to mend it |"
    yield "|---:|---|---|---|"
    for told in file.told[:most]:
        yield _row(told)


def _row(told: ReportedProblem) -> str:
    problem, excerpt = told.problem, told.excerpt
    location = problem.location
    message = f"{'' if told.is_error else 'Warning: '}{escaped(problem.message)}"
    if excerpt and excerpt.text.strip():
        start, end = (excerpt.start, excerpt.end) if excerpt.column else (0, 0)
        before, cell, after = excerpt.text[:start], excerpt.text[start:end], excerpt.text[end:]
        marked = f"<mark>{escaped(cell)}</mark>" if cell else ""
        message += f"<br><code>{escaped(before)}{marked}{escaped(after)}</code>"
    cells = (str(location.line or ""), escaped(location.column), message, escaped(problem.fix))
    return f"| {' | '.join(printable(cell) for cell in cells)} |"
