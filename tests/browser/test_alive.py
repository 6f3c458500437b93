"""Charts that come alive: what each point says, a shorter time, segments, and what may fail."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import UNFOLD, Faults
from tests.browser.sites import Site

pytestmark = [
    pytest.mark.sample,
    pytest.mark.parametrize("site", ["sample"], indirect=True),
]

METRIC = "metrics/nps/"
#: So many periods are shown at first.
NEWEST = 36
BOX = "[data-cx-chart]"


@pytest.fixture
def chart(page: Page) -> Locator:
    """The chart of a metric, with the picture as it was drawn by the build."""
    page.goto(METRIC)
    return page.locator(BOX).first


def centre(box: Locator) -> tuple[float, float]:
    place = box.bounding_box()
    assert place is not None
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def alive(box: Locator) -> Locator:
    """The chart, pointed at and drawn by the browser."""
    box.hover()
    expect(box).to_have_attribute("data-cx-alive", "drawn")
    return box


def tip(box: Locator) -> list[str]:
    return box.locator(".cx-chart__tip span").all_text_contents()


def points(site: Site, metric: str, suffix: str = "") -> list[list[str]]:
    """What the first plot of a chart says of its points."""
    file = site.folder / f"assets/charts/{metric}{suffix}.json"
    panel = json.loads(file.read_text(encoding="utf-8"))["panels"][0]
    return [lines for _, _, lines in panel["points"]]


def test_a_page_loads_nothing_of_it_before_it_is_asked_for(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(METRIC, wait_until="networkidle")
    assert not [
        url for url in asked if "/vega/" in url or "/charts/" in url or "cx-chart.js" in url
    ]
    alive(page.locator(BOX).first)
    assert len([url for url in asked if url.endswith("/assets/vega/vega.js")]) == 1
    page.evaluate(UNFOLD)
    alive(page.locator(BOX).nth(1))
    assert len([url for url in asked if url.endswith("/assets/vega/vega.js")]) == 1


def test_pointing_at_it_tells_the_nearest_point(chart: Locator, site: Site) -> None:
    alive(chart)
    said = tip(chart)
    assert said in points(site, "nps")
    chart.page.mouse.move(0, 0)
    expect(chart.locator(".cx-chart__tip")).to_be_hidden()


def test_the_live_drawing_is_one_image_of_the_same_name_and_shape(chart: Locator) -> None:
    still = chart.locator("svg").first
    name, shape = still.get_attribute("aria-label"), still.get_attribute("viewBox")
    chart.scroll_into_view_if_needed()
    before = still.bounding_box()
    live = alive(chart).locator("svg:visible")
    expect(live).to_have_count(1)
    assert live.get_attribute("aria-label") == name
    assert live.get_attribute("viewBox") == shape
    assert live.bounding_box() == before
    assert live.locator("[role], [aria-label]").count() == 0


def test_arrow_keys_go_from_point_to_point_and_are_heard(chart: Locator, site: Site) -> None:
    said = points(site, "nps")
    keyboard, heard = chart.page.keyboard, chart.locator("[role=status]")
    chart.focus()
    expect(chart).to_have_attribute("data-cx-alive", "drawn")
    for key, lines in [
        ("End", said[-1]),
        ("ArrowLeft", said[-2]),
        ("ArrowLeft", said[-3]),
        ("ArrowRight", said[-2]),
        ("Home", said[-NEWEST]),
        ("ArrowLeft", said[-NEWEST]),
    ]:
        keyboard.press(key)
        expect(heard).to_have_text(", ".join(lines))
    keyboard.press("Escape")
    expect(chart.locator(".cx-chart__tip")).to_be_hidden()
    expect(chart).to_be_focused()


def test_drawing_across_it_shows_a_shorter_time(chart: Locator, site: Site) -> None:
    alive(chart)
    whole = chart.get_by_role("button", name="All periods")
    x, y = centre(chart)
    mouse = chart.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 60, y)
    mouse.move(x + 150, y)
    mouse.up()
    expect(chart.locator(".cx-chart__brush")).to_be_hidden()
    drawn = chart.locator("svg:visible text").all_text_contents()
    months = [text for text in drawn if re.fullmatch(r"[A-Z][a-z]{2}( 20\d\d)?", text)]
    assert 2 <= len(months) <= 12, drawn
    chart.focus()
    chart.page.keyboard.press("Home")
    first = tip(chart)
    assert first in points(site, "nps")[1 - NEWEST :]
    whole.click()
    expect(whole).to_be_disabled()
    chart.focus()
    chart.page.keyboard.press("Home")
    assert tip(chart) == points(site, "nps")[0]


def test_keys_show_a_shorter_time_and_escape_returns(chart: Locator, site: Site) -> None:
    said = points(site, "nps")
    chart.focus()
    expect(chart).to_have_attribute("data-cx-alive", "drawn")
    chart.page.keyboard.press("+")
    chart.page.keyboard.press("Home")
    assert tip(chart) in said[1 - NEWEST :]
    chart.page.keyboard.press("Escape")
    chart.page.keyboard.press("Home")
    assert tip(chart) == said[-NEWEST]


def test_segments_are_hidden_and_shown(page: Page) -> None:
    page.goto(METRIC)
    page.evaluate(UNFOLD)
    chart = alive(page.locator(f"{BOX}[data-cx-chart*='.segments.']"))
    names = chart.locator("label").all_text_contents()
    assert len(names) > 1
    chart.locator("summary").click()
    box = chart.get_by_role("checkbox", name=names[0])
    expect(chart.locator("svg:visible")).to_contain_text(names[0])
    box.uncheck()
    expect(chart.locator("svg:visible")).not_to_contain_text(names[0])
    box.check()
    expect(chart.locator("svg:visible")).to_contain_text(names[0])


def test_the_charts_of_an_initiative_come_alive_with_the_day_on_which_it_began(page: Page) -> None:
    page.goto("initiatives/onboarding-desk/")
    page.evaluate(UNFOLD)
    charts = page.locator(BOX)
    assert charts.count() == page.locator("figure.cx-chart").count() > 1
    drawn = alive(charts.nth(1)).locator("svg:visible")
    expect(drawn).to_contain_text("Start: Onboarding desk")
    assert tip(charts.nth(1))


def test_the_palette_recolours_what_is_alive(chart: Locator) -> None:
    alive(chart)
    line = chart.locator("svg:visible path[stroke='#22354a']").first
    assert line.evaluate("(path) => getComputedStyle(path).stroke") == "rgb(34, 53, 74)"
    chart.page.locator("label[title='Switch to dark']:visible").click()
    assert line.evaluate("(path) => getComputedStyle(path).stroke") == "rgb(228, 235, 243)"


def test_it_works_on_pages_that_turn_without_being_loaded(chart: Locator) -> None:
    page = chart.page
    alive(chart)
    page.evaluate("window.same = true")
    page.locator(".md-tabs").get_by_role("link", name="Departments", exact=True).click()
    expect(page.locator("h1")).to_have_text("Departments")
    page.go_back()
    expect(page.locator(BOX).first).to_have_attribute("role", "application")
    alive(page.locator(BOX).first)
    assert page.evaluate("window.same") is True


def test_a_chart_is_taken_along_as_a_picture_a_link_and_a_citation(
    chart: Locator, site: Site
) -> None:
    page = chart.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    alive(chart)

    def copied(name: str) -> str:
        chart.get_by_role("button", name=name, exact=True).click()
        expect(chart.get_by_role("status")).to_have_text("Copied")
        read = "async () => (await navigator.clipboard.read())[0].types[0]"
        kind = str(page.evaluate(read))
        page.reload()
        alive(chart)
        text = "navigator.clipboard.readText()"
        return kind if kind == "image/png" else str(page.evaluate(text))

    address = f"{site.address}{METRIC}#chart-nps"
    assert copied("Copy as PNG") == "image/png"
    assert copied("Copy link") == address
    said = copied("Cite")
    assert said.startswith("NPS: within 25 to 58 since 2021. ")
    assert said.endswith(f", {address}")


@pytest.mark.parametrize("blocked", ["vega.js", "cx-chart.js", "/charts/"])
def test_what_does_not_come_leaves_the_picture(
    chart: Locator, faults: Faults, blocked: str
) -> None:
    chart.page.route(f"**/*{blocked}*", lambda route: route.abort())
    chart.scroll_into_view_if_needed()
    before = chart.locator("svg:visible").bounding_box()
    with chart.page.expect_event("requestfailed"):
        chart.hover()
    chart.page.wait_for_timeout(200)
    assert chart.locator("svg:visible").bounding_box() == before
    assert (chart.get_attribute("data-cx-alive") == "points") is (blocked == "vega.js")
    faults.errors[:] = [error for error in faults.errors if "ERR_FAILED" not in error]


@pytest.mark.parametrize("width", [390])
def test_on_a_phone_it_is_told_what_is_tapped(chart: Locator, site: Site) -> None:
    alive(chart)
    assert tip(chart) in points(site, "nps")
    for text in chart.locator("svg:visible text").all():
        assert (
            text.evaluate(
                "(text) => parseFloat(getComputedStyle(text).fontSize) *"
                " text.ownerSVGElement.getScreenCTM().a"
            )
            >= 12
        )
