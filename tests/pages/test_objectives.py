"""The pages of objectives, departments and segments as readers find them."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from tests.pages.company import tiny, tiny_site, write_files
from tests.pages.conftest import BODIES, REAL
from tests.pages.crawl import BuiltSite

SiteOf = Callable[[str], BuiltSite]


def page(folder: Path, src_uri: str, **files: str) -> str:
    """A page of the tiny company with some of its files replaced (`objectives` for its csv)."""
    data = tiny() | {f"{name}.csv": text for name, text in files.items()}
    site = tiny_site(write_files(folder, data))
    return next(page.markdown for page in site.pages if page.src_uri == src_uri)


def rows(body: str, table: str) -> list[dict[str, str]]:
    path = REAL / BODIES[body] / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


class TestTheMatrix:
    def test_leads_from_each_field_to_the_goals_behind_it(self, site_of: SiteOf) -> None:
        site = site_of("every table")
        text = site.page("objectives/index.html").html
        (field,) = re.findall(r'<td data-label="Workshop"><a href="([^"]*)">', text)
        assert unescape(field) == "../goals/?department=workshop&objective=riding-again"
        goals = site.page("goals/index.html").html
        both = r'data-cx-department="workshop" data-cx-objective="riding-again"'
        assert len(re.findall(both, goals)) == 2

    def test_says_in_words_what_its_shapes_say(self, site_of: SiteOf) -> None:
        text = site_of("every table").page("objectives/index.html").html
        (field,) = re.findall(r'<td data-label="Workshop"><a[^>]*>(.*?)</a>', text)
        assert re.sub("<[^>]*>|\\s+", " ", field).split() == ["●", "2", "on", "track"]

    def test_is_reached_and_named_for_those_who_scroll_by_keyboard(self, site_of: SiteOf) -> None:
        text = site_of("every table").page("objectives/index.html").html
        assert (
            'role="region" aria-label="Open goals by objective and department" tabindex="0"' in text
        )

    def test_without_goals_gives_way_to_the_objectives_alone(self, site_of: SiteOf) -> None:
        text = site_of("alone: objectives.csv").page("objectives/index.html").html
        assert "<table" not in text
        assert "cx-matrix" not in text
        assert "All objectives" in text
        assert "goal" not in text.split("<article")[1].split("</article>")[0].casefold()


@pytest.mark.slow
class TestRealBodies:
    def test_the_objectives_of_21_departments_are_counted_rightly(self, site_of: SiteOf) -> None:
        text = site_of("federal").page("objectives/index.html")
        serving: dict[str, set[str]] = {}
        for goal in rows("federal", "goals"):
            serving.setdefault(goal["objective"], set()).add(goal["department"])
        objectives = [row["objective"] for row in rows("federal", "objectives")]
        without = sum(key not in serving for key in objectives)
        alone = sum(len(departments) == 1 for departments in serving.values())
        said = (
            f"{len(objectives)} objectives: {without} have no open goal and {alone} are carried "
            "by one department alone."
        )
        assert said in [block.replace("\u00a0", " ").strip() for block in text.blocks]
        assert text.html.count('<th scope="row">') == len(objectives)

    def test_without_objectives_there_is_no_such_page(self, site_of: SiteOf) -> None:
        assert "objectives/index.html" not in site_of("transit").files


class TestAnObjective:
    def test_that_is_called_like_its_metric_has_a_title_of_its_own(self, tmp_path: Path) -> None:
        (objective,) = [
            page
            for page in tiny_site(
                write_files(
                    tmp_path,
                    tiny()
                    | {
                        "objectives.csv": "objective,name,outcome_metric\n"
                        "riding-again,Would recommend us,recommend\nfair-price,A fair price,\n"
                    },
                )
            ).pages
            if page.src_uri == "objectives/riding-again.md"
        ]
        assert objective.title == "Would recommend us (objective)"
        assert objective.markdown.startswith("# Would recommend us\n")

    def test_without_sponsor_outcome_and_goals_is_short(self, tmp_path: Path) -> None:
        text = page(
            tmp_path,
            "objectives/fair-price.md",
            objectives="objective,name\nriding-again,Riding again soon\nfair-price,A fair price\n",
        )
        assert "No sponsor named" in text
        assert re.findall(r"^#+ .*$", text, re.MULTILINE) == [
            "# A fair price",
            "## What stands out",
            "## Initiatives",
        ]


class TestSegments:
    HEAD = "segment,name,dimension,promise,priority\n"

    def test_put_first_those_the_strategy_is_for(self, tmp_path: Path) -> None:
        text = page(
            tmp_path,
            "segments/index.md",
            segments=self.HEAD + "city,City,size,Ready soon.,no\ncargo,Cargo,size,,yes\n",
        )
        assert re.findall(r"^#+ .*$", text, re.MULTILINE) == [
            "# Segments",
            "## The customers the strategy is for",
            "### Cargo",
            "## Other customers",
            "### City",
        ]

    def test_that_nobody_describes_stand_in_one_table(self, tmp_path: Path) -> None:
        text = page(
            tmp_path,
            "segments/index.md",
            segments=self.HEAD + "city,City,size,,no\ncargo,Cargo,size,,no\n",
        )
        assert re.findall(r"^#+ .*$", text, re.MULTILINE) == [
            "# Segments",
            "## Also measured apart",
        ]
        assert re.findall(r'<th scope="row">(\w+)', text) == ["City", "Cargo"]

    def test_of_which_nothing_is_known_have_no_page(self, tmp_path: Path) -> None:
        data = tiny("departments.csv", "metrics.csv", "measurements/survey.csv")
        data["segments.csv"] = self.HEAD + "city,City,size,,no\n"
        pages = tiny_site(write_files(tmp_path, data), promise_goal="").pages
        assert [page.src_uri for page in pages if page.src_uri.startswith("segments")] == []


def test_departments_are_counted_by_answers_and_never_ranked(site_of: SiteOf) -> None:
    text = site_of("every table").page("departments/index.html").html
    titles = re.findall(r'cx-tile__title"[^>]*><a[^>]*>([^<]*)</a>', text)
    assert titles == ["Customer service", "Workshop", "Legal"]
    tile = text.split('cx-tile__title"')[1]
    words = re.sub("<[^>]*>|\\s+", " ", tile)
    assert "1 to watch" in words
    assert "1 unlikely to be there on time" in words
