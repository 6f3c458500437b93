"""Pages on paper: whole figures under their titles, whole rows, and whose sheet it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import EachType
from tests.browser.paper import Printed, printed

ACROSS, UPRIGHT = {(842, 595)}, {(595, 842)}
#: At the foot of every sheet: whose it is and of what day, then which sheet of how many.
FOOT = re.compile(
    r"Tidewell · As of 20 November 2026 · Figures to 31 October 2026"
    r" · Sample data: ?a fictional company +(\d+) ?/ ?(\d+)"
)
#: The title of each figure that is shown with the words drawn in it; a title may be left out.
FIGURES = """() => [...document.querySelectorAll("figure.cx-figure")]
  .filter((figure) => figure.checkVisibility())
  .map((figure) => [...figure.querySelectorAll("figcaption, svg.cx-laptop text")]
    .filter((one) => one.checkVisibility()).map((one) => one.textContent).join(" "))
"""
HEADINGS = """() => [...document.querySelectorAll(".md-content :is(h2, h3, .cx-label)")]
  .filter((one) => one.checkVisibility()).map((one) => one.innerText)"""
CUT = """() => [...document.querySelectorAll(
    ".cx-rows tbody :is(.cx-rows__name, .cx-rows__now, .cx-rows__target, .cx-rows__due)"
  )].filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.innerText)"""
#: Folds with words in no element, which no rule of a style sheet could leave out.
BARE = """() => [...document.querySelectorAll('details[class^="cx-"]')]
  .filter((fold) => [...fold.childNodes].some((one) => one.nodeType === 3 && one.data.trim()))
  .map((fold) => fold.innerText)"""
#: The widths of a course and its run in a spark, and of both in a chart.
WIDTHS = """() => [".cx-spark path:not([class])", ".cx-spark__run",
    ".cx-chart path[stroke='#22354a'][stroke-linejoin]", ".cx-chart [stroke='#b45309']"]
  .map((one) => parseFloat(getComputedStyle(document.querySelector(one)).strokeWidth))"""

pytestmark = pytest.mark.parametrize("site", ["sample"], indirect=True)


def test_a_page_of_each_type_is_whole_on_paper(page: Page, each_type: EachType) -> None:
    figures = 0
    for path in each_type():
        drawn, headings = page.evaluate(FIGURES), page.evaluate(HEADINGS)
        paper = printed(page)
        written = page.locator(".md-sidebar--secondary").count() > 0
        assert paper.sizes == (UPRIGHT if written else ACROSS), path
        assert list(_mislabelled(paper)) == [], path
        assert [one for one in drawn if not paper.sheets_with(one)] == [], path
        ends = {sheet[-2] for sheet in paper.sheets[:-1]}
        assert ends & {" ".join(one.split()) for one in headings} == set(), path
        assert page.evaluate(BARE) == [], path
        figures += len(drawn)
    assert figures >= 4


def _mislabelled(paper: Printed) -> Iterator[str]:
    """The feet that are not as they should be."""
    for number, sheet in enumerate(paper.sheets, start=1):
        found = FOOT.fullmatch(sheet[-1])
        if found is None or found.groups() != (str(number), str(len(paper.sheets))):
            yield sheet[-1]


def test_no_row_is_cut_on_paper(page: Page, each_type: EachType) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1046, "height": 707})  # what is within the margins
    for path in each_type():
        assert page.evaluate(CUT) == [], path


def test_a_goal_is_one_sheet(page: Page) -> None:
    """The goal of the promise has the longest column beside its chart."""
    page.goto("goals/days-to-first-login-30/")
    assert len(printed(page).sheets) == 1


def test_a_fold_is_printed_as_the_reader_left_it(page: Page) -> None:
    page.goto("goals/complaints-90/")
    closed = printed(page)
    assert closed.sheets_with("On the site: + Show the calculation")
    assert not closed.sheets_with("Every rule, with the numbers in force:")
    page.locator("summary", has_text="Show the calculation").click()
    assert printed(page).sheets_with("Every rule, with the numbers in force:")


def test_in_grey_the_run_that_speaks_is_the_thickest_line(page: Page) -> None:
    page.goto("")
    course, run, line, claim = page.evaluate(WIDTHS)
    assert run >= 1.5 * course
    assert claim >= 1.5 * line
