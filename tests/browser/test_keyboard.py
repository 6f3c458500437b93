"""By keyboard: everything is reached in the order of reading, is seen when it is, and let go."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generator.charts.theme import contrast
from tests.browser.axe import SHORTEN
from tests.browser.conftest import brought_alive
from tests.browser.sites import Site

#: So many rows or entries of one kind stay in a page.
KEPT = 1
#: What a reader can act upon, in the order of the page, each with a number. What is not shown and
#: what is disabled is left out, and of radio buttons all but the one that Tab goes to.
NUMBER = """
() => {
  const sorts = "a[href], button, input, select, textarea, summary, [tabindex]";
  const parts = [...document.querySelectorAll(sorts)].filter((part) => {
    const group = part.type === "radio" && [...document.getElementsByName(part.name)];
    const other = group && part !== (group.find(({ checked }) => checked) || group[0]);
    const place = part.getBoundingClientRect();
    const closed = part.closest("details:not([open])");
    const hidden = closed && !(part.localName === "summary" && part.parentElement === closed);
    const unseen = !(place.width * place.height) && part.localName !== "input";
    return !part.disabled && part.tabIndex >= 0 && !other && !hidden && !unseen
      && part.checkVisibility({ visibilityProperty: true });
  });
  parts.forEach((part, number) => { part.dataset.number = number; });
  return parts.map((part) => part.outerHTML.slice(0, 120));
}
"""
#: Where the focus is: its number, its outline, and whether that is on the screen. A field that is
#: itself not seen, such as a round button behind its words, shows it on what follows.
HERE = """
() => {
  const part = document.activeElement;
  if (!part || part === document.body) return null;
  const shown = [part, part.nextElementSibling].filter(Boolean).find((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  const place = (shown || part).getBoundingClientRect();
  const at = [place.x + place.width / 2, place.y + place.height / 2];
  const inside = at[0] > 0 && at[1] > 0 && at[0] < innerWidth && at[1] < innerHeight;
  const painted = (one) => {
    const colour = one ? getComputedStyle(one).backgroundColor : "rgb(255, 255, 255)";
    return colour.startsWith("rgba") ? painted(one.parentElement) : colour;
  };
  return {
    number: part.dataset.number === undefined ? -1 : Number(part.dataset.number),
    tool: part.closest("[data-cx-chart]") !== null, // of a chart that the walk has brought alive
    what: part.outerHTML.slice(0, 120),
    outline: shown ? getComputedStyle(shown).outlineColor : "",
    ground: shown ? painted(shown.parentElement) : "",
    inside: inside || place.height > innerHeight / 2,
  };
}
"""


def as_hex(colour: str) -> str:
    """`rgb(11, 84, 136)` as #0b5488."""
    channels = colour.removeprefix("rgb(").rstrip(")").split(",")
    return "#" + "".join(f"{int(channel):02x}" for channel in channels)


def walked(page: Page) -> list[dict[str, Any]]:
    """Where Tab leads from the beginning of the page until it leaves the page."""
    steps: list[dict[str, Any]] = []
    while True:
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here and not here["inside"]:  # it is still on its way
            page.wait_for_timeout(150)
            here = page.evaluate(HERE)
        if here is None or len(steps) > 400 or (steps and here["number"] == steps[0]["number"]):
            return steps
        steps.append(here)


@pytest.mark.parametrize(
    ("width", "scheme", "part", "parts"),
    [
        (1366, "light", 0, 2),
        (1366, "light", 1, 2),
        (390, "dark", 0, 1),
    ],
)
def test_everything_is_reached_in_order_and_seen(
    page: Page, site: Site, part: int, parts: int, width: int
) -> None:
    for path in site.one_of_each_type()[part :: parts if width > 390 else 5]:
        page.goto(path)
        if path:  # Home is walked whole
            page.evaluate(SHORTEN, [KEPT, False])
        page.evaluate(
            "document.querySelectorAll('details').forEach((one) => { one.open = false; })"
        )
        page.wait_for_timeout(50)  # what is wide is found in the next frame
        wanted = page.evaluate(NUMBER)
        steps = walked(page)
        seen = [step["number"] for step in steps if step["number"] >= 0]
        missed = [html for number, html in enumerate(wanted) if number not in seen]
        assert missed == [], path
        assert seen == sorted(seen), path
        for step in steps:
            assert step["number"] >= 0 or step["tool"], (path, step)
            assert step["inside"], (path, step)
            assert step["outline"], (path, step)
            assert contrast(as_hex(step["outline"]), as_hex(step["ground"])) >= 3, (path, step)


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_the_first_step_leads_past_what_every_page_has(page: Page) -> None:
    page.goto("goals/")
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#"))
    page.wait_for_timeout(100)  # the page goes there first
    page.keyboard.press("Tab")
    expect(page.locator("article :focus")).to_have_count(1)


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_the_palette_is_switched_by_keyboard(page: Page) -> None:
    page.goto("")
    page.locator(".md-option").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert page.evaluate("document.activeElement.matches('.md-option')")


@pytest.mark.parametrize("site", ["transit"], indirect=True)
@pytest.mark.parametrize("width", [390])
def test_what_is_wide_is_scrolled_by_keyboard(page: Page) -> None:
    page.goto("about/")  # with a table that is wider than a phone
    wide = page.locator("[data-cx-wide]")
    expect(wide).to_have_accessible_name("who")
    wide.focus()
    page.keyboard.press("ArrowRight")
    expect(wide).not_to_have_js_property("scrollLeft", 0)


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_a_chart_that_is_alive_is_no_trap(page: Page) -> None:
    box = brought_alive(page)
    page.keyboard.press("ArrowLeft")
    expect(box.locator(".cx-chart__tip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(box.locator(".cx-chart__tip")).to_be_hidden()
    inside = "document.querySelector('[data-cx-chart]').contains(document.activeElement)"
    for tool in box.locator(".cx-chart__tools button:enabled").all():
        page.keyboard.press("Tab")
        expect(tool).to_be_focused()
    page.keyboard.press("Tab")
    assert not page.evaluate(inside)
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(inside)


@pytest.mark.parametrize("site", ["sample"], indirect=True)
@pytest.mark.parametrize("width", [390])
def test_the_menu_of_a_narrow_screen_opens_and_closes_by_keyboard(page: Page) -> None:
    page.goto("")
    menu = page.locator(".cx-menu")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    links = page.locator(".md-sidebar--primary a:visible:not(.md-logo)")
    for link in links.all():  # what lies in a closed section is not seen and not reached
        expect(link).to_be_in_viewport()
    metrics = links.filter(has_text="Metrics")
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    metrics.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Metrics")
