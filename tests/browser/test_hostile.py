"""What stands in a table is text: it opens nothing, asks for nothing and becomes no element.

One company has hundreds of payloads in every text column of every table, in the names of its
files and in a raw export; another has harmless words of the same shape in their places. Both are
served without a policy, so that whatever can run does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect

from generator.policy.site_policy import UNDERSCORE
from tests.browser.conftest import UNFOLD, search
from tests.browser.payloads import PAYLOADS, dealt
from tests.browser.sites import Shared, Site, build_project
from tests.pages.planting import everywhere, harmless, planted

Tally = dict[str, int]
#: Controls, and what turns the reading direction of its neighbours.
_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]"
)
#: The parts of a drawing of which a text may take several.
_LINES = {"text svg", "tspan svg", "g svg", "line svg", "path svg"}

_EXPORT = """
[exports.answers]
files = "*.csv"
layout = "responses"
period = "month"
metric = "recommend"
calculation = "nps"
date = "day"
date_format = "%Y-%m-%d"
answer = "answer"
scale = [0, 10]
segment = {{ column = "kind", dimension = "{dimension}" }}
"""
#: Every element of each page, read as a browser reads it but not shown: its name, the names of
#: its attributes, and what those say that never carry text of a table.
TALLY = """
async (paths) => {
  const ofText = new Set(["title", "aria-label", "alt", "content", "data-sort", "data-label"]);
  const tallied = {};
  for (const path of paths) {
    const text = await (await fetch(path)).text();
    const found = {};
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const element of page.querySelectorAll("*")) {
      // A label finds its place by its length, so that the parts of a drawing differ in number.
      const part = ["text", "tspan", "g", "line", "path"].includes(element.localName);
      if (part && element.closest("svg")) {
        found[`${element.localName} svg`] = 1;
        continue;
      }
      const heading = /^h[1-6]$/.test(element.localName);
      const said = [...element.attributes].map(({ name, value }) => {
        const place = (name === "id" && heading) || (name === "href" && value[0] === "#");
        const silent = ofText.has(name) || place || element.closest("svg");
        return silent ? name : `${name}=${value.replace(location.origin, "")}`;
      });
      const key = `${element.localName} ${said.sort().join(" ")}`;
      found[key] = (found[key] || 0) + 1;
    }
    tallied[path] = found;
  }
  return tallied;
}
"""


@dataclass(slots=True, kw_only=True)
class Deeds:
    """What the pages did beyond being read."""

    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, page: Page, home: str) -> None:
        """Write down what a page does."""

        def answer(dialog: Dialog) -> None:
            self.dialogs.append(dialog.message)
            dialog.dismiss()

        def note(request: Request) -> None:
            if not request.url.startswith((home, "data:")):
                self.requests.append(request.url)

        page.on("dialog", answer)
        page.on("request", note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The site of a company, a page to look at it with, and what its pages do."""

    site: Site
    page: Page
    deeds: Deeds

    def tallies(self) -> dict[str, Tally]:
        """The elements of every page."""
        self.page.goto(self.site.address)
        tallied: dict[str, Tally] = self.page.evaluate(
            TALLY, [f"/{path}" for path in self.site.paths()]
        )
        return tallied


def test_there_are_hundreds_of_different_payloads() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) > 300


def _files(*, hostile: bool) -> dict[str, str | bytes]:
    def words(row: int, rows: int) -> str:
        return dealt(row, rows) if hostile else harmless(dealt(row, rows))

    files = planted(words, everywhere)
    name = "x<img src=x onerror=alert(1)>{{7*7}}[x](y)\u202e"
    name = f"{name if hostile else harmless(name)}?"  # Windows takes neither, as is told
    files[f"measurements/{name}.csv"] = files.pop("measurements/workshop.csv")
    answers = [f'2023-05-0{day},{score},"{kind}"' for day, score, kind in _answers(name)]
    files[f"exports/{name}.csv"] = "\n".join(["day,answer,kind", *answers, ""])
    files["exports.toml"] = _EXPORT.format(dimension=name.replace("{{", "{").strip("\u202e"))
    label = "<b>x</b>" if hostile else harmless("<b>x</b>")
    events = files["events.csv"]
    assert isinstance(events, str)
    head, rest = events.split("\n", 1)
    files["events.csv"] = f'{head},"{label}"\n' + re.sub(r'"$', '",""', rest, flags=re.MULTILINE)
    return files


def _answers(kind: str) -> Iterator[tuple[int, int, str]]:
    for number in range(24):
        yield 1 + number % 9, 9 - number % 4, kind


def build(folder: Path, address: str) -> None:
    """The site of either company, without the policy that would stop what runs."""
    options: dict[str, Any] = {"promise_goal": None, "policy_in_pages": False}
    build_project(folder, address, _files(hostile=folder.name == "hostile"), options)
    (folder / UNDERSCORE).unlink()


@pytest.fixture(scope="module")
def companies(browser: Browser, shared: Shared) -> Iterator[dict[str, Company]]:
    """The hostile company and the harmless one."""
    context = browser.new_context()
    made = {}
    for name in ("hostile", "harmless"):
        site = shared.site(name, build)
        deeds, page = Deeds(), context.new_page()
        deeds.watch(page, site.address)
        made[name] = Company(site=site, page=page, deeds=deeds)
    yield made
    context.close()


@pytest.fixture
def hostile(companies: dict[str, Company]) -> Iterator[Company]:
    """The hostile company; what its pages did is looked at when the test is over."""
    yield companies["hostile"]
    assert companies["hostile"].deeds == Deeds()


def test_no_page_has_an_element_or_an_attribute_more(
    hostile: Company, companies: dict[str, Company]
) -> None:
    found, wanted = hostile.tallies(), companies["harmless"].tallies()
    assert found.keys() == wanted.keys()
    for path, tally in found.items():
        differing = {
            key: tally.get(key, 0) - wanted[path].get(key, 0) for key in tally | wanted[path]
        }
        # In a drawing a longer or shorter label takes more or fewer lines of text, no other part.
        more = {key: count for key, count in differing.items() if count and key not in _LINES}
        assert more == {}, path


def test_nothing_happens_on_any_page(hostile: Company) -> None:
    for path in hostile.site.paths():
        hostile.page.goto(hostile.site.address + path, wait_until="load")
        assert hostile.page.locator("h1:visible").count() == 1, path


def test_nothing_happens_when_charts_come_alive(hostile: Company) -> None:
    page = hostile.page
    for path in ("metrics/recommend/", "metrics/ready-as-named/", "goals/ready-cargo-85/"):
        page.goto(hostile.site.address + path)
        page.evaluate(UNFOLD)
        for box in page.locator("[data-cx-chart]").all():
            box.hover()
            expect(box).to_have_attribute("data-cx-alive", "drawn")
            box.focus()
            page.keyboard.press("End")
            expect(box.locator(".cx-chart__tip")).to_be_visible()
            assert box.locator(".cx-chart__tip span > *").count() == 0
            assert box.locator("svg:visible :is(a, script, image, foreignObject)").count() == 0


def test_no_file_holds_what_nobody_sees(hostile: Company) -> None:
    holding = {
        path.name: found
        for path in hostile.site.folder.rglob("*")
        # An edition names the files that it came of as they are called, or it could not be made
        # again.
        if path.suffix in (".html", ".json", ".xml", ".csv")
        and path.name != "places.csv"
        and (found := set(_UNSEEN.findall(path.read_text(encoding="utf-8"))))
    }
    assert holding == {}


def test_what_a_search_finds_is_text(hostile: Company, companies: dict[str, Company]) -> None:
    wanted = _elements_found(companies["harmless"], "x")
    for words in ("alert", "script", "javascript", "x"):
        assert _elements_found(hostile, words) <= wanted, words


def _elements_found(company: Company, words: str) -> set[str]:
    company.page.goto(company.site.address)
    search(company.page, words)
    found: list[str] = company.page.evaluate(
        """() => [...document.querySelectorAll(".md-search-result__list *")].map((part) =>
             `${part.localName} ${[...part.attributes].map(({ name }) => name).sort()}`)"""
    )
    return set(found)


@pytest.mark.parametrize("payload", PAYLOADS[:40:3])
def test_what_an_address_says_is_text(hostile: Company, payload: str) -> None:
    query = hostile.page.evaluate("encodeURIComponent", payload)
    asked = f"?q={query}&pile={query}&sort={query}&h={query}#{query}"
    hostile.page.goto(f"{hostile.site.address}goals/{asked}", wait_until="load")
