"""The pages of objectives, departments and segments as readers find them."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

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


class TestTheRows:
    def test_lead_from_each_dot_to_its_goal_and_say_its_pile(self, site_of: SiteOf) -> None:
        text = site_of("every table").page("objectives/index.html").html
        row = next(one for one in text.split("<tr>") if "riding-again/" in one)
        dots = re.findall(r'<a href="([^"]+)"[^>]*aria-label="[^"]*: on track"', row)
        assert len(dots) >= 2
        assert all(one.startswith("../goals/") for one in dots)

    def test_without_goals_are_the_objectives_alone(self, site_of: SiteOf) -> None:
        text = site_of("alone: objectives.csv").page("objectives/index.html").html
        assert '<span class="cx-dots">' not in text


class TestRealBodies:
    def test_the_objectives_of_21_departments_are_counted_rightly(self, site_of: SiteOf) -> None:
        text = site_of("federal").page("objectives/index.html")
        serving: dict[str, set[str]] = {}
        for goal in rows("federal", "goals"):
            serving.setdefault(goal["objective"], set()).add(goal["department"])
        objectives = [row["objective"] for row in rows("federal", "objectives")]
        without = sum(key not in serving for key in objectives)
        alone = sum(len(departments) == 1 for departments in serving.values())
        blocks = [block.replace("\u00a0", " ").strip() for block in text.blocks]
        assert f"{without} objectives have no open goal" in blocks
        assert f"{alone} objectives are carried by one department" in blocks
        assert text.html.count('<th scope="row" class="cx-rows__name">') >= len(objectives)

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
            "## What to notice",
            "## Initiatives",
        ]


class TestSegments:
    HEAD = "segment,name,dimension,promise,priority\n"

    def test_stand_in_one_table_a_dimension_beside_all(self, tmp_path: Path) -> None:
        text = page(
            tmp_path,
            "segments/index.md",
            segments=self.HEAD + "city,City,size,Ready soon.,no\ncargo,Cargo,size,,yes\n",
        )
        assert re.findall(r"<caption>([\w ]+)", text) == ["By size"]
        heads = re.findall(r'<th scope="col"(?: id="(\w+)")?><span>(\w+)</span>', text)
        assert heads == [("", "All"), ("city", "City"), ("cargo", "Cargo")]
        assert "What we promise City" in text

    def test_are_rows_where_there_are_many(self, tmp_path: Path) -> None:
        more = "".join(f"s{number},Size {number},size,,no\n" for number in range(6))
        text = page(
            tmp_path, "segments/index.md", segments=f"{self.HEAD}city,City,size,,no\n{more}"
        )
        assert re.findall(r'<th scope="row"><span>(\w+)', text)[:3] == ["All", "City", "Size"]

    def test_of_which_nothing_is_known_have_no_page(self, tmp_path: Path) -> None:
        data = tiny("departments.csv", "metrics.csv", "measurements/survey.csv")
        data["segments.csv"] = self.HEAD + "city,City,size,,no\n"
        pages = tiny_site(write_files(tmp_path, data), promise_goal="").pages
        assert [page.src_uri for page in pages if page.src_uri.startswith("segments")] == []


def test_departments_stand_in_the_order_of_their_table_and_are_never_ranked(
    site_of: SiteOf,
) -> None:
    text = site_of("every table").page("departments/index.html").html
    titles = re.findall(r'cx-rows__name"[^>]*><a[^>]*>([^<]*)</a>', text)
    assert titles == ["Customer service", "Workshop", "Legal"]
    row = text.split('cx-rows__name"')[1]
    assert ": watch" in row
