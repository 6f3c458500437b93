"""A company's colours: what stands in them can be read, in both schemes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NAMES = (
    *("red", "pink", "purple", "deep-purple", "indigo", "blue", "light-blue", "cyan", "teal"),
    *("green", "light-green", "lime", "yellow", "amber", "orange", "deep-orange", "brown"),
    *("grey", "blue-grey", "black", "white", "custom"),
)
#: What takes a palette's colours: the tabs, the title, the search, the drawer; links on hover.
COLOURED = {
    "a tab": ".md-tabs__link",
    "the title": ".md-header__title",
    "the search": ".md-search__input",
    "the head of the drawer": ".md-nav--primary > .md-nav__title",
    "the page": "[aria-current].probe",
}
MEASURE = """([coloured, names]) => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const over = (colours) => {  // from the back to the front, as the browser lays them
    canvas.fillStyle = "#fff";
    canvas.fillRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => rgb.map((one) => one / 255)
    .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (element, pseudo) => {
    const backs = [];
    for (let one = element; one; one = one.parentElement)
      backs.unshift(getComputedStyle(one).backgroundColor);
    const back = light(over(backs));
    const front = light(over([...backs, getComputedStyle(element, pseudo).color]));
    return (Math.max(back, front) + 0.05) / (Math.min(back, front) + 0.05);
  };
  const accented = document.createElement("span");
  accented.className = "probe";
  accented.setAttribute("aria-current", "true");
  accented.style.color = "var(--md-accent-fg-color)";
  document.querySelector(".md-content__inner").append(accented);
  const found = {};
  for (const scheme of ["default", "slate"]) for (const name of names) {
    document.body.dataset.mdColorScheme = scheme;
    document.body.dataset.mdColorPrimary = document.body.dataset.mdColorAccent = name;
    for (const [what, selector] of Object.entries(coloured))
      found[`${what}, ${name}, ${scheme}`] = contrast(
        document.querySelector(selector), what == "the search" ? "::placeholder" : undefined);
  }
  return found;
}"""


@pytest.mark.parametrize("width", [1366, 390])
def test_of_material_can_all_be_read(page: Page, width: int) -> None:
    coloured = dict(COLOURED)
    if width < 1220:  # there it stands on paper, and is tested by axe
        del coloured["the search"]
    page.goto("")
    found: dict[str, float] = page.evaluate(MEASURE, [coloured, NAMES])
    assert len(found) == 2 * len(NAMES) * len(coloured)
    assert {what: round(ratio, 2) for what, ratio in found.items() if ratio < 4.5} == {}
