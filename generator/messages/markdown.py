"""Problems as Markdown, for the summary of a job: one table per file, the worst file first."""

from __future__ import annotations

from generator.messages.check_report import CheckReport
from generator.model.wording import printable
from generator.pages.templating import render

#: The summary lists so many problems, because it may have a mebibyte; it only counts the others.
MOST_IN_SUMMARY = 500


def write(report: CheckReport) -> str:
    """The report as a document."""
    document = render("job_summary.md", report=report, most=MOST_IN_SUMMARY)
    return "\n".join(map(printable, document.split("\n")))
