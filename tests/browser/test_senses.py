"""For other eyes and hands: twice as large, without motion, and in the reader's own few colours."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import Page

from generator.charts.theme import ACTUAL, TARGET
from tests.browser.conftest import EachType, brought_alive
from tests.browser.sites import Site

#: What moves for longer than an eye can see.
MOVING = """
() => [...document.querySelectorAll("*")].flatMap((part) => {
  const style = getComputedStyle(part);
  const longest = (text) => Math.max(...text.split(",").map((one) => parseFloat(one) || 0));
  const animated = style.animationName !== "none" && longest(style.animationDuration) > 0.01;
  const turning = longest(style.transitionDuration) + longest(style.transitionDelay) > 0.01;
  return animated || turning ? [part.outerHTML.slice(0, 100)] : [];
})
"""
#: How far a page is wider than the window, and the texts of its article that are cut off sideways.
CUT = """
() => {
  const root = document.documentElement;
  const cut = [...document.querySelectorAll("article :is(p, li, dd, dt, h1, h2, h3, td, th, a)")]
    .filter((part) => part.checkVisibility() && part.getClientRects().length
      && !part.closest("svg, .cx-scroll, .md-typeset__scrollwrap, .cx-unseen, details:not([open])"))
    .filter((part) => {
      const place = part.getBoundingClientRect();
      return place.width > 1 && (place.right > root.clientWidth + 1 || place.left < -1);
    });
  return [root.scrollWidth - root.clientWidth, cut.map((part) => part.outerHTML.slice(0, 120))];
}
"""
#: The words of an article, but for heads of tables, which a narrow page has before each cell, the
#: line of pages beside it, and what of a row its own page says too, which gives way to its name;
#: and the crossing of handoffs, whose rows say it all; and how many links and pictures it has.
CONTENT = """
() => {
  const gives = "owner, due, way, span, count, leads, what, spark, target".split(", ");
  const way = `:is(${gives.map((name) => `.cx-rows__${name}`)})`;
  const apart = `thead, .cx-handoffs__heads, .cx-top, .cx-crossings, ${way}`;
  const shown = (part) => part.checkVisibility() && !part.closest(apart);
  const found = (sorts) => [...document.querySelectorAll(sorts)].filter(shown);
  const texts = found("article :is(h1, h2, h3, h4, p, li, dt, dd, td, tbody th, summary)");
  const words = texts.flatMap((part) => part.innerText.split(/\\s+/)).filter(Boolean).sort();
  return [words, found("article a[href]").length, found("article figure svg").length];
}
"""


@pytest.mark.parametrize("width", [683])
def test_twice_as_large_nothing_is_lost(page: Page, each_type: EachType) -> None:
    """A window of 1366 px at 200 % has room for as much as one of 683 px."""
    for path in each_type():
        assert page.evaluate(CUT) == [0, []], path
        words, *enlarged = page.evaluate(CONTENT)
        page.set_viewport_size({"width": 1366, "height": 768})
        assert page.locator("h1:visible").count() == 1, path
        all_words, *whole = page.evaluate(CONTENT)
        assert Counter(all_words) - Counter(words) == Counter(), path
        assert all(map(int.__ge__, enlarged, whole)), path
        page.set_viewport_size({"width": 683, "height": 384})


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark")])
def test_nothing_moves_for_who_wants_no_motion(page: Page, each_type: EachType) -> None:
    for path in each_type():
        assert page.evaluate(MOVING) == [], path


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_motion_is_looked_for_where_there_is_some(page: Page) -> None:
    page.emulate_media(reduced_motion="no-preference")
    page.goto("")
    assert page.evaluate(MOVING) != []  # Material's own, such as that of its search


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_a_chart_that_comes_alive_does_not_move(page: Page) -> None:
    brought_alive(page)
    page.keyboard.press("+")
    assert page.evaluate(MOVING) == []
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
class TestForcedColours:
    """Only the system's colours are left: what colour said is still told by form and words."""

    def test_a_status_keeps_its_word_and_its_shape(self, page: Page, site: Site) -> None:
        page.emulate_media(forced_colors="active")
        page.goto("goals/")
        signs = page.evaluate(
            """() => [...document.querySelectorAll("tbody .cx-rows__sign")]
                 .filter((cell) => cell.checkVisibility())
                 .map((cell) => [cell.querySelector(".cx-shape").innerText.trim(),
                   cell.querySelector(".cx-unseen").textContent.trim()])"""
        )
        assert signs
        assert all(shape and word for shape, word in signs)
        words: dict[str, set[str]] = {}
        for shape, word in signs:
            words.setdefault(word, set()).add(shape)
        shapes = [shape for found in words.values() for shape in found]
        assert len(shapes) == len(set(shapes)) == len(words)  # a word has one shape of its own
        page.goto(site.path_below("goals"))
        told = page.evaluate(
            """() => [...document.querySelectorAll("article .cx-chip")]
                 .filter((chip) => chip.checkVisibility())
                 .map((chip) => [chip.innerText.trim().split(/\\s+/).length > 1,
                   chip.querySelector(".cx-shape") !== null,
                   parseFloat(getComputedStyle(chip).borderTopWidth) >= 1])"""
        )
        assert told
        assert all(all(one) for one in told)

    def test_the_focus_is_seen(self, page: Page) -> None:
        page.emulate_media(forced_colors="active")
        page.goto("")
        for _ in range(6):
            page.keyboard.press("Tab")
            outline = page.evaluate(
                """() => [document.activeElement, document.activeElement.nextElementSibling]
                     .filter(Boolean).map((one) => getComputedStyle(one))
                     .filter(({ outlineStyle, outlineWidth }) =>
                       outlineStyle !== "none" && parseFloat(outlineWidth) >= 2).length"""
            )
            assert outline > 0, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")

    def test_the_lines_of_a_chart_stand_out_and_differ(self, page: Page, site: Site) -> None:
        page.emulate_media(forced_colors="active")
        for path in site.different_pages():
            if 'class="cx-figure' not in site.html(path):
                continue
            page.goto(path)
            ground, drawn = page.evaluate(
                """([of_actual, of_target]) => {
                  const svg = document.querySelector("figure.cx-chart svg");
                  const style = (part) => getComputedStyle(part);
                  const lines = [...svg.querySelectorAll("path[stroke], line[stroke]")]
                    .filter((part) => part.getAttribute("stroke") !== "none");
                  const texts = [...svg.querySelectorAll("text")];
                  return [style(document.body).backgroundColor, {
                    texts: [...new Set(texts.map((part) => style(part).fill))],
                    actual: [...new Set(lines
                      .filter((part) => part.getAttribute("stroke") === of_actual)
                      .map((part) => style(part).stroke))],
                    target: [...new Set(lines
                      .filter((part) => part.getAttribute("stroke") === of_target)
                      .map((part) => style(part).stroke))],
                  }];
                }""",
                [ACTUAL.light, TARGET.light],
            )
            assert drawn["texts"], path
            assert ground not in drawn["texts"], path
            assert drawn["actual"], path
            assert ground not in drawn["actual"] + drawn["target"], path
            assert not set(drawn["actual"]) & set(drawn["target"]), path
