"""A metric's page in the words of a reader: what is doubtful is said once, and without its id."""

from __future__ import annotations

from pathlib import Path

from tests.pages.company import REQUIRED, tiny, tiny_site, write_files

METRICS = """metric,name,department,better,unit,cadence
growing-sum,Visits,workshop,higher,count,monthly
without-any,Returns,workshop,lower,count,monthly
"""
VISITS = """metric,date,value
growing-sum,2026-01,10
growing-sum,2026-02,20
growing-sum,2026-03,30
"""


def page(folder: Path, metric: str) -> str:
    departments = REQUIRED[0]
    files = tiny(departments) | {"metrics.csv": METRICS, "measurements/visits.csv": VISITS}
    site = tiny_site(write_files(folder, files))
    return next(one.markdown for one in site.pages if one.src_uri == f"metrics/{metric}.md")


def test_what_may_be_a_running_total_is_said_once(tmp_path: Path) -> None:
    text = page(tmp_path, "growing-sum")
    assert text.count("It looks like a running total, and nobody has said whether it is one") == 1
    assert "never falls" not in text


def test_a_metric_without_a_figure_says_so_once(tmp_path: Path) -> None:
    text = page(tmp_path, "without-any")
    assert text.count("no figure yet") == 1
    assert "has no measurement yet" not in text
