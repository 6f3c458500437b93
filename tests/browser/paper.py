"""Pages on paper: printed by the browser, and read back as the words of each sheet."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.sites import Site

_WORD = re.compile(r"\w+")  # a hyphen may end a line
_SIZE = re.compile(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")


@dataclass(frozen=True, slots=True)
class Printed:
    """The sheets of a page: the words on each, line by line, and their sizes in points."""

    sheets: list[list[str]]
    sizes: set[tuple[int, int]]

    def words(self, sheet: int) -> set[str]:
        """The words and numbers on a sheet."""
        return {word for line in self.sheets[sheet] for word in _WORD.findall(line)}

    def sheets_with(self, text: str) -> list[int]:
        """The sheets on which a text stands, in one line or in two columns beside others."""
        wanted = _WORD.findall(text)
        return [at for at in range(len(self.sheets)) if self.words(at).issuperset(wanted)]


def lay_on(page: Page, site: Site, sheet: str) -> None:
    """Give the style sheet of paper another sheet, as another setting would."""
    style = (site.folder / "assets/cx-print.css").read_text(encoding="utf-8")
    body = style.replace("a4 landscape", sheet)
    page.route(
        "**/assets/cx-print.css", lambda route: route.fulfill(body=body, content_type="text/css")
    )


def printed(page: Page, **how: Any) -> Printed:
    """What the printer gets, on the sheets that the style sheet asks for unless `how` differs."""
    tool = shutil.which("pdftotext")
    if tool is None:
        reason = "no pdftotext found: install poppler-utils"
        if os.environ.get("CX_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    pdf = page.pdf(**{"prefer_css_page_size": True, **how})
    text = subprocess.run(
        [tool, "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    lines = [sheet.splitlines() for sheet in text.split("\f")[:-1]]
    return Printed(
        sheets=[[line.strip() for line in sheet if line.strip()] for sheet in lines],
        sizes={(round(float(wide)), round(float(high))) for wide, high in _SIZE.findall(pdf)},
    )
