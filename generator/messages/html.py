"""Problems as one page that needs nothing else: it can be mailed, printed or served."""

from __future__ import annotations

from generator.messages.check_report import CheckReport
from generator.pages.templating import render_html

#: More than these nobody reads in one go; the rest is counted.
MOST = 1000


def write(account: CheckReport) -> str:
    """The page. Whatever comes from the data stands in it as text and nothing else."""
    return render_html("page.html", account=account, most=MOST)
