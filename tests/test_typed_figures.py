"""The hand-written pages of the sample hold no figure of the data: each is an embedded part.

A digit on such a page is a part, or it stands in a phrase of the list below with its reason. A
phrase that quotes a target or the promise is held to the cell that it quotes. On the two pages that
speak of the company, numbers in words are read too.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.sample

#: What is not prose: code, parts, the numbers of a list, the addresses of links, tags.
_FENCED = re.compile(r"^ {0,3}(```+|~~~+).*?^ {0,3}\1[`~]*$", re.MULTILINE | re.DOTALL)
_NO_PROSE = re.compile(
    r"`[^`\n]*`|\[\[[^\]\n]*\]\]|^\s*\d+\. |\]\([^)]*\)|^\[[^\]]+\]: .*$|</?[a-z][^>\n]*>|oauth2",
    re.MULTILINE,
)
_DIGITS = re.compile(r"\d[\d.,]*")
_NUMBER_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|hundred)\b",
    re.IGNORECASE,
)
_OF_THE_COMPANY = ("strategy.md", "how-we-decide.md")

#: The reasons for which a number may be typed.
TARGET = "a target or a date that a table states, which the test below compares"
OWN = "a rule or a budget that the company sets on this very page"
STORY = "what was learned or arranged, not what is measured"
SCALE = "the scale of a question, or the bounds of a figure"
RULE = "a rule of the product, for whoever reads the site"
EXAMPLE = "an example that speaks of no company"
PRODUCT = "a fact about the product or its hosts"

ALLOWED = {
    "strategy.md": {
        "Up and running in 30 days, with one team that knows you.": TARGET,
        "in 30 days by June 2027": TARGET,
        "Since April 2026": TARGET,
        "in three sizes": TARGET,
        "Four steps": STORY,
        "six people from": STORY,
        "between two desks": STORY,
        "two trainers": STORY,
        "between two departments": STORY,
    },
    "how-we-decide.md": {
        "EUR 400,000 a year": OWN,
        "the 12th of each month": OWN,
        "half an hour": OWN,
        "two departments": OWN,
        "in two weeks": OWN,
        "three things": OWN,
    },
    "glossary.md": {
        "from 0 to 10": SCALE,
        "of 9 and 10": SCALE,
        "of 0 to\n": SCALE,
        "from −100 to 100": SCALE,
        "from 1 to 7": SCALE,
    },
    "how-to-read.md": {
        '"82 % green"': EXAMPLE,
        "44 days": EXAMPLE,
        "≤ 30 days": EXAMPLE,
        "&lt;5 %": EXAMPLE,
        "Jun 2027": EXAMPLE,
        "February 2025": EXAMPLE,
    },
    "owners-guide.md": {
        "never write 0": EXAMPLE,
        "UTF-8": PRODUCT,
        "26 October": EXAMPLE,
        "2026-11-03": EXAMPLE,
        "2026-11-05": EXAMPLE,
        "first-reply-4h": EXAMPLE,
        "2026-12-15": EXAMPLE,
        "rated 0 to 2": SCALE,
        "effort 1 to 7": SCALE,
        "recommendation 0 to 10": SCALE,
    },
    "hosting.md": {
        "at most 1 GB": PRODUCT,
        "with 404": PRODUCT,
        "in 150 words": PRODUCT,
        "(110 pages": PRODUCT,
        "| 8 MB |": PRODUCT,
        "| 1.1 MB |": PRODUCT,
        "| 0.4 MB |": PRODUCT,
        "about 100 MB": PRODUCT,
    },
    "writing.md": {},
}


def prose(markdown: str) -> str:
    """A page without what is no prose."""
    return _NO_PROSE.sub(" ", _FENCED.sub("", markdown))


def typed(page: str, markdown: str) -> list[str]:
    """The numbers that are typed on a page and not allowed there, each with its surroundings."""
    text = prose(markdown)
    for phrase in ALLOWED.get(page, {}):
        text = text.replace(phrase, "")
    patterns = [_DIGITS, *([_NUMBER_WORDS] if page in _OF_THE_COMPANY else [])]
    return [
        " ".join(text[max(found.start() - 20, 0) : found.end() + 20].split())
        for pattern in patterns
        for found in pattern.finditer(text)
    ]


def cells(table: str, key: str, row: str) -> dict[str, str]:
    """A row of a table of the sample by its id."""
    with (ROOT / "data" / table).open(encoding="utf-8-sig", newline="") as text:
        return next(one for one in csv.DictReader(text) if one[key] == row)


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "content").glob("*.md")))
def test_a_page_holds_no_typed_figure(page: str) -> None:
    assert typed(page, (ROOT / "content" / page).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted((ROOT / "generator" / "starting_pages").glob("*.md")),
                         ids=lambda path: path.name)  # fmt: skip
def test_nor_do_the_pages_that_a_company_begins_with(path: Path) -> None:
    assert _DIGITS.findall(prose(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("page", sorted(ALLOWED))
def test_every_allowed_phrase_is_there(page: str) -> None:
    text = (ROOT / "content" / page).read_text(encoding="utf-8")
    assert [phrase for phrase in ALLOWED[page] if phrase not in text] == []


def test_what_is_quoted_is_what_the_tables_say() -> None:
    goal = cells("goals.csv", "goal", "days-to-first-login-30")
    assert (goal["target"], goal["due"][:7]) == ("30", "2027-06")
    desk = cells("initiatives.csv", "initiative", "onboarding-desk")
    assert desk["start"][:7] == "2026-04"
    with (ROOT / "data" / "segments.csv").open(encoding="utf-8-sig", newline="") as text:
        assert sum(row["dimension"] == "size" for row in csv.DictReader(text)) == 3
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "promise: Up and running in 30 days, with one team that knows you.\n" in settings


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("The wait was 44 days in March.", "44"),
        ("Satisfaction fell to 77 % and then rose.", "77"),
        ("More than 9,000 firms rely on it.", "9,000"),
        ("They are nine in ten of our customers.", "nine"),
        ("| The terminals are delivered | Supply chain | 12 |", "12"),
    ],
)
def test_a_planted_one_is_found(planted: str, told: str) -> None:
    page = (ROOT / "content" / "strategy.md").read_text(encoding="utf-8")
    found = typed("strategy.md", f"{page}\n\n{planted}\n")
    assert found
    assert told in found[0]
