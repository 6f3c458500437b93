"""The indexes of goals and metrics: their columns, and the order of their rows."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

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
