"""The files on the Data page: how many of the metrics of each are late."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pages.company import tiny, tiny_site, write_files

METRICS = (
    "metric,name,department,better,cadence\n"
    "visits,Visits,service,higher,monthly\n"
    "calls,Calls,service,lower,monthly\n"
)
EARLIER = "metric,date,value\nvisits,2024-03,4\ncalls,2024-03,5\n"


@pytest.mark.parametrize(
    ("rows", "state", "older"),
    [
        ("visits,2026-03,4\ncalls,2026-03,5\n", "up to date", "older figures"),
        ("visits,2026-03,4\ncalls,2025-03,5\n", "late: 1 of 2", "older figures"),
        ("visits,2025-03,4\ncalls,2025-03,5\n", "late", "older figures"),
        ("visits,2026-03,4\n", "up to date", "late"),
    ],
)
def test_a_file_says_how_many_of_its_metrics_are_late(
    rows: str, state: str, older: str, tmp_path: Path
) -> None:
    files = {
        **tiny("departments.csv"),
        "metrics.csv": METRICS,
        "measurements/new.csv": f"metric,date,value\n{rows}",
        "measurements/old.csv": EARLIER,
    }
    site = tiny_site(write_files(tmp_path, files), promise_goal="")
    (page,) = [page for page in site.pages if page.src_uri == "data/index.md"]
    text = site.complete(page.markdown, page.src_uri)
    table = text[text.index("Files with figures") : text.index("Every file and its rows")]
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", table))
    said = re.findall(
        r"measurements/(?:new|old)\.csv .*?(older figures|up to date|late(?:: \d of \d)?)", words
    )
    assert [one.strip() for one in said] == [state, older]
