"""axe, which looks in a page for what shuts readers out: how it is run and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

#: The rules that a palette can break; what else they find does not depend on colours.
OF_COLOURS = ("color-contrast", "link-in-text-block")

#: Opens what is closed, so that it is judged too, and shortens what is long: of the sections, rows,
#: entries, cards, links and words of one kind that stand side by side those stay that come first,
#: and each that has a part, a tone or an attribute of its own, or says nothing. axe judges nothing
#: inside a drawing, which is one image: its inside only costs time.
SHORTEN = """
([kept, drawings]) => {
  document.querySelectorAll("details").forEach((part) => { part.open = true; });
  const thin = (kinds) => {
    const [seen, counts] = [new Set(), {}];
    for (const [kind, parts] of kinds) {
      const names = parts.flatMap((part) => [part, ...part.querySelectorAll("*")]).map((one) => {
        const says = one.textContent.trim() ? "" : "nothing";
        const tone = one.getAttribute("class");
        return [one.localName, tone, one.getAttributeNames().sort(), says].join(" ");
      });
      counts[kind] = (counts[kind] || 0) + 1;
      const isNew = names.some((name) => !seen.has(name));
      if (counts[kind] > kept && !isNew) parts.forEach((part) => part.remove());
      else names.forEach((name) => seen.add(name));
    }
  };
  const repeated = "tbody > tr, li, dt, dd, p, a, span, div, article, section";
  const places = (sorts) =>
    new Set([...document.querySelectorAll(sorts)].map((part) => part.parentElement));
  for (const place of places(repeated)) {
    const parts = [...place.children].filter((part) => part.matches(repeated));
    thin(parts.map((part) => [part.localName, [part]]));
  }
  for (const place of places("h2, h3")) {
    for (const level of ["H3", "H2"]) {
      const sections = [];
      let open = null;
      for (const part of place.children) {
        if (/^H[1-6]$/.test(part.tagName) && part.tagName <= level) {
          open = part.tagName === level ? [level, []] : null;
          if (open) sections.push(open);
        }
        if (open) open[1].push(part);
      }
      thin(sections);
    }
  }
  if (drawings) document.querySelectorAll("svg").forEach((svg) => svg.replaceChildren());
}
"""
_RUN = """
async ([within, rules]) => {
  // What is left out costs time and is not asked for: style sheets read once more, and the places
  // of nodes as selectors.
  const lean = { preload: false, iframes: false, selectors: false, elementRef: false };
  const options = { ...lean, resultTypes: ["violations"], ...(rules && { runOnly: rules }) };
  const { violations, passes } = await axe.run(within || document, options);
  return [
    violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any, all, none }) => {
        const why = [...any, ...all, ...none].map(({ message }) => message).join(" ");
        return `${id}: ${html.slice(0, 160)}: ${why}`;
      })),
    passes.map(({ id }) => id),
  ];
}
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What axe says of a page: each violation in words, and the rules that hold."""

    violations: list[str]
    holding: list[str]


def load_axe(page: Page) -> None:
    """Brings axe into the page that is open, past its policy."""
    page.evaluate(AXE_SCRIPT)


def judged(page: Page, within: str = "", rules: tuple[str, ...] = ()) -> Verdict:
    """What axe says: of the whole page or of the parts `within`, by all rules or by some."""
    said: list[Any] = page.evaluate(_RUN, [within, list(rules) or None])
    return Verdict(*said)


def resize(page: Page, width: int, height: int) -> None:
    """Gives the page another size, and the time to find what is wide in it: two frames."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def paint(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Gives the page a palette, as the reader's choice of one does."""
    name = {"light": "default", "dark": "slate"}[scheme]
    page.evaluate("(name) => document.body.setAttribute('data-md-color-scheme', name)", name)
