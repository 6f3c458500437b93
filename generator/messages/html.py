"""Problems as one page that loads nothing else: it can be mailed, printed or served."""

from __future__ import annotations

from generator.messages.check_report import CheckReport
from generator.pages.templating import render_html

#: The page lists so many problems; it only counts the others.
MOST_ON_PAGE = 1000


def write(report: CheckReport) -> str:
    """The page; all text from the data is escaped."""
    return render_html("page.html", report=report, most=MOST_ON_PAGE)
