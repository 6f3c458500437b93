"""The indexes of goals and metrics: their columns, and the order of their rows."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from generator.build import Site
from generator.measure.triage import rank_attention
from tests.pages.company import DATA, tiny, tiny_site, write_files


def heads(folder: Path, page: str) -> list[str]:
    site = tiny_site(folder, promise_goal="")
    (found,) = [one for one in site.pages if one.src_uri == f"{page}/index.md"]
    return re.findall(r'<th scope="col"[^>]*>([^<]+)<', site.complete(found.markdown, page))


def without_owners(table: str) -> str:
    """A table of the tiny company with nobody in its column of owners."""
    rows = list(csv.DictReader(io.StringIO((DATA / table).read_text(encoding="utf-8"))))
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "owner": ""} for row in rows)
    return text.getvalue()


@pytest.mark.parametrize("page", ["goals", "metrics"])
def test_owners_have_a_column_where_one_is_named(page: str, tmp_path: Path) -> None:
    named = heads(write_files(tmp_path / "named", tiny()), page)
    unnamed = {**tiny(), f"{page}.csv": without_owners(f"{page}.csv")}
    assert "Owner" in named
    assert heads(write_files(tmp_path / "unnamed", unnamed), page) == [
        head for head in named if head != "Owner"
    ]


def test_what_needs_attention_stands_in_the_order_of_home() -> None:
    site = tiny_site(promise_goal="contract-range")
    (goals,) = [one for one in site.pages if one.src_uri == "goals/index.md"]
    listed = re.findall(
        r'class="cx-main[^>]*><a href="([^"]+)"', site.complete(goals.markdown, "goals")
    )
    report = site.context.report
    ranked = rank_attention(report.open_assessments, "contract-range")
    assert len(ranked) > 1
    assert ranked[0].goal.goal == "contract-range"
    assert [path.split("/")[-2] for path in listed][: len(ranked)] == [
        one.goal.goal for one in ranked
    ]


#: 301 metrics and as many goals: 200 of the workshop, the others of service.
MANY = [(f"job-{number}", "workshop" if number < 200 else "service") for number in range(301)]


@pytest.fixture
def long_lists(tmp_path: Path, undrawn: None) -> Site:
    del undrawn
    files = {
        **tiny("departments.csv"),
        "metrics.csv": "metric,name,department,better,unit\n"
        + "".join(f"{key},Job {key},{whose},lower,days\n" for key, whose in MANY),
        "goals.csv": "goal,department,metric,rule,target,due\n"
        + "".join(f"{key}-5,{whose},{key},reach,5,2026-12-31\n" for key, whose in MANY),
        "measurements/jobs.csv": "metric,date,value\n"
        + "".join(f"{key},2026-03,{4 if whose == 'service' else 9}\n" for key, whose in MANY),
    }
    return tiny_site(write_files(tmp_path, files), promise_goal="")


@pytest.mark.parametrize("page", ["goals", "metrics"])
def test_a_list_of_over_300_rows_is_a_page_for_each_department(page: str, long_lists: Site) -> None:
    pages = {one.src_uri: one for one in long_lists.pages}
    whole = long_lists.complete(pages[f"{page}/index.md"].markdown, page)
    links = re.findall(r'cx-main cx-rows__name"><a href="([^"]+)"', whole)
    assert links == [f"../{page}/department/{key}/" for key in ("service", "workshop")]
    for key, count in (("service", 101), ("workshop", 200)):
        own = pages[f"{page}/department/{key}.md"]
        assert own.markdown.startswith(f"# {page.capitalize()} of ")
        rows = long_lists.complete(own.markdown, f"{page}/department/{key}")
        assert rows.count('class="cx-main cx-rows__name"') == count
        assert 'name="words"' in rows
        assert 'data-cx-copy="Link copied"' in rows


def test_its_rows_are_chosen_like_those_of_a_list(long_lists: Site) -> None:
    (goals,) = [one for one in long_lists.pages if one.src_uri == "goals/index.md"]
    whole = long_lists.complete(goals.markdown, "goals")
    assert re.findall(r'<tr data-cx-pile="([^"]+)"', whole) == ["watch", "cannot-say-yet"]
    assert 'href="../goals/department/service/?pile=watch"' in whole
