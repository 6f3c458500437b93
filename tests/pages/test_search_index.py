"""The index of the search: names first and small, the text after it in parts."""

from __future__ import annotations

import csv
import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

from generator.pages.glossary import Aliases
from generator.pages.prerendered import shown_first
from generator.pages.search_index import INDEX, SearchedPage, index_files, searched_page
from generator.sentences.headings import SearchGroup
from tests.bench.company import write_company

#: So many bytes the names of 800 metrics may take when they are sent.
MOST_SENT = 25_000


def index(pages: list[SearchedPage], docs: list[dict[str, str]]) -> dict[str, Any]:
    aliases = Aliases((("Net promoter score", "NPS"),))
    found = {"config": {"lang": ["en"]}, "docs": docs}
    files = index_files(found, pages, aliases)
    return {name: json.loads(text) for name, text in files}


def doc(location: str, title: str, text: str = "x") -> dict[str, str]:
    return {"location": location, "title": title, "text": text}


@pytest.mark.parametrize(
    ("html", "owner", "finding"),
    [
        ('<h1 id="a">NPS: 37; steady.</h1>', "", "NPS: 37; steady."),
        ('<h1>NPS</h1><p class="cx-finding">It is <b>37</b>.</p>', "", "It is 37."),
        ('<h1>NPS</h1><span class="f" data-cx-owner>Lead</span>', "Lead", ""),
        ('<h1>NPS</h1><span data-cx-owner><a href="../o/">R&amp;D</a></span>', "R&D", ""),
    ],
)
def test_under_a_name_stands_the_finding(html: str, owner: str, finding: str) -> None:
    assert shown_first(html, "NPS") == (owner, finding)


@pytest.mark.parametrize(
    ("source", "html", "group", "key"),
    [
        ("metrics/nps.md", "<h1>A</h1>", SearchGroup.METRICS, "nps"),
        ("people/head.md", "<h1>A</h1>", SearchGroup.PEOPLE, "head"),
        ("metrics/index.md", "<h1>A</h1>", SearchGroup.PAGES, "metrics"),
        ("goals/guide.md", None, SearchGroup.WRITTEN, ""),
    ],
)
def test_a_page_is_sought_in_its_group(
    source: str, html: str | None, group: SearchGroup, key: str
) -> None:
    page = searched_page("a/", source, "A", html)
    assert (page.group, page.key) == (group, key)


def test_names_come_first_and_text_in_the_same_order() -> None:
    guide = SearchedPage(url="guide/", group=SearchGroup.WRITTEN, name="Guide")
    lead = SearchedPage(
        url="people/lead/", group=SearchGroup.PEOPLE, name="Lead", key="lead", other="Kim Berg",
        finding="4 figures are due.",
    )  # fmt: skip
    nps = SearchedPage(
        url="metrics/nps/", group=SearchGroup.METRICS, name="Net promoter score", key="nps",
        other="Lead", finding="37, steady.",
    )  # fmt: skip
    files = index(
        [guide, lead, nps],
        [
            doc("guide/", "Guide", "<p>Read &amp; ask.</p>"),
            doc("guide/#part", "A <b>part</b>", "More"),
            doc("people/lead/", "Lead", "Keeps it"),
            doc("metrics/nps/", "Net promoter score: 37", "37"),
        ],
    )
    groups = files[INDEX]["docs"]["groups"]
    assert [(group["group"], group["names"]) for group in groups] == [
        ("Metrics", ["Net promoter score"]),
        ("People", ["Lead"]),
        ("Other pages", ["Guide"]),
    ]
    assert groups[0]["urls"] == ["metrics/*/"]
    assert groups[0]["also"] == ["NPS"]
    assert groups[1]["urls"] == ["people/*/"]
    assert groups[1]["others"] == ["Kim Berg"]
    assert files[INDEX]["docs"]["parts"] == [0]
    assert files["text-0.json"] == [
        ["37, steady.", [["", "", "37"]]],
        ["4 figures are due.", [["", "", "Keeps it"]]],
        ["", [["", "", "Read & ask."], ["part", "A part", "More"]]],
    ]


def test_whose_a_part_of_a_page_is_says_nothing_of_the_page() -> None:
    html = "<h1>Lead</h1><h2>Handoffs</h2><span data-cx-owner>Counsel</span>"
    assert shown_first(html, "Lead") == ("", "")


def test_a_page_that_is_left_out_of_the_search_is_not_found() -> None:
    hidden = SearchedPage(url="a/", group=SearchGroup.WRITTEN, name="A")
    assert index([hidden], [])[INDEX]["docs"]["groups"] == []


def test_a_long_text_comes_in_parts() -> None:
    pages = [
        SearchedPage(url=f"p{number}/", group=SearchGroup.WRITTEN, name="P") for number in range(5)
    ]
    files = index(pages, [doc(page.url, "P", "word " * 7_000) for page in pages])
    assert files[INDEX]["docs"]["parts"] == [0, 2, 4]
    assert [len(files[f"text-{number}.json"]) for number in range(3)] == [2, 2, 1]


def test_a_goal_is_named_by_its_metric() -> None:
    def page(folder: str, group: SearchGroup, key: str, name: str) -> SearchedPage:
        return SearchedPage(url=f"{folder}/{key}/", group=group, key=key, name=name)

    pages = [
        page("metrics", SearchGroup.METRICS, "nps", "Net promoter score"),
        page("metrics", SearchGroup.METRICS, "wait", "Wait: days"),
        page("goals", SearchGroup.GOALS, "nps-large-45", "Net promoter score, Large firms: ≥ 45"),
        page("goals", SearchGroup.GOALS, "quick", "Wait: days: ≤ 30 days"),
        page("goals", SearchGroup.GOALS, "brand-36", "Firms that know us when…: ≥ 36 %"),
    ]
    metrics, goals = index(pages, [doc(one.url, "A") for one in pages])[INDEX]["docs"]["groups"]
    assert metrics["of"] == []
    assert goals["of"] == [0, 1, -1]
    assert goals["names"] == [
        ", Large firms: ≥ 45",
        ": ≤ 30 days",
        "Firms that know us when…: ≥ 36 %",
    ]
    assert goals["keys"] == ["*-large-45", "quick", "brand-36"]
    assert goals["urls"] == ["goals/*/"] * 3


WORDS = """
answered arrived asked billed booked broken called carried changed checked chosen claims clean
clear closed complaints complete contracts correct cost counted customers daily days dealers
delivered deliveries devices drivers early effort engineers errors faults field filled first
fixed forms found free handed hours installed invoices kept kitchen large late leads learned
lines lost machines managers meetings members minutes missed monthly moved named new night
offers office online open orders outside paid parcels parts passed people phone pickers plain
planned plants posts prices printed promised quarter questions quiet ready refunds renewals
repairs replies reports requests returned reviews riders rooms routes safe said satisfied score
screens seats served service sessions shifts shipped shops signed sites small spare staff starts
stock stores suppliers surveys teams tests tickets tools trained trips trucks used users visits
waited weeks within won words workers written yards years
"""


def different_name(number: int) -> tuple[str, str]:
    """A key and a name of a metric; no two of 800 share more than a few words."""
    chosen = random.Random(number).choices(WORDS.split(), k=5)  # noqa: S311 -- no secret
    return "-".join(chosen[:3]), f"{chosen[0].capitalize()} {' '.join(chosen[1:])}"


def test_the_names_of_800_metrics_and_their_goals_are_small(tmp_path: Path) -> None:
    write_company(tmp_path, 800)

    def rows(table: str) -> list[dict[str, str]]:
        with (tmp_path / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    named = {row["metric"]: different_name(at) for at, row in enumerate(rows("metrics"))}
    assert len(set(named.values())) == 800
    pages = [
        SearchedPage(
            url=f"metrics/{key}/", group=SearchGroup.METRICS, name=name, key=key,
            other=row["owner"], finding=f"{name}: 44 days.",
        )
        for row in rows("metrics")
        for key, name in [named[row["metric"]]]
    ] + [
        SearchedPage(
            url=f"goals/{key}-{row['target']}/", group=SearchGroup.GOALS,
            key=f"{key}-{row['target']}", name=f"{name}: ≥ {row['target']} %", other=row["owner"],
        )
        for row in rows("goals")
        for key, name in [named[row["metric"]]]
    ]  # fmt: skip
    found = {"config": {}, "docs": [doc(page.url, page.name) for page in pages]}
    names, *_ = index_files(found, pages, Aliases())
    assert names[0] == INDEX
    assert len(gzip.compress(names[1].encode(), 9)) < MOST_SENT
