"""Problems as one page that needs nothing else: it can be mailed, printed or served."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.messages.check_report import CheckReport
from generator.messages.excerpt import printable

_TEMPLATES = Path(__file__).parent / "templates"
#: More than these nobody reads in one go; the rest is counted.
MOST = 1000


def write(account: CheckReport) -> str:
    """The page. Whatever comes from the data stands in it as text and nothing else."""
    return _environment().get_template("page.html").render(account=account, most=MOST)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    environment.filters["printable"] = printable
    return environment
