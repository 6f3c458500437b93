"""Parts that are put into pages at the end: each in its place, whatever it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pages.page import ROOT, placeholder, with_fragments
from tests.pages.company import tiny, tiny_site, write_files


@pytest.mark.parametrize(
    "key",
    ["nps", "nps/cargo", "nps/cargo bicycles", "nps/--> <b>", "nps/100 % éàü", "/goals", "a/b\tc"],
)
def test_a_fragment_finds_its_place_by_any_key(key: str) -> None:
    mark = placeholder(key)
    assert mark.startswith("<!-- ")
    assert mark.count("-->") == 1
    assert with_fragments(f"a {mark} b", {key: "here"}, "") == "a here b"


def test_a_fragment_leads_to_the_root_from_every_page() -> None:
    fragments = {"nps": f'<a href="{ROOT}downloads/nps.csv">'}
    page = placeholder("nps")
    assert with_fragments(page, fragments, "../../") == '<a href="../../downloads/nps.csv">'
    assert with_fragments(page, fragments, "") == '<a href="downloads/nps.csv">'


def test_a_goal_on_a_segment_of_several_words_shows_its_chart(tmp_path: Path) -> None:
    files = {
        **tiny("departments.csv", "metrics.csv"),
        "measurements/parts.csv": (
            "metric,date,segment,promoters,detractors,n\n"
            "recommend,2026-02,Cargo & tandem bicycles,20,5,40\n"
            "recommend,2026-03,Cargo & tandem bicycles,22,5,40\n"
        ),
        "goals.csv": (
            "goal,department,metric,rule,target,segment\n"
            "tandem,service,recommend,hold,30,cargo & tandem bicycles\n"
        ),
    }
    site = tiny_site(write_files(tmp_path, files), promise_goal="")
    (page,) = [page for page in site.pages if page.src_uri == "goals/tandem.md"]
    shown = site.complete(page.markdown, page.src_uri)
    assert '<svg role="img" aria-label="Process chart of Would recommend us' in shown
    assert "Cargo &#38; tandem bicycles" in shown


@pytest.mark.parametrize("name", ["goals", "metrics", "sources", "arrivals"])
def test_a_metric_may_be_called_like_a_part_of_ours(name: str, tmp_path: Path) -> None:
    files = {
        **tiny("departments.csv"),
        "metrics.csv": f"metric,name,department,better\n{name},Named alike,service,higher\n",
        "measurements/m.csv": f"metric,date,value\n{name},2026-02,4\n{name},2026-03,5\n",
        "goals.csv": f"goal,department,metric,rule,target\n{name},service,{name},hold,4\n",
    }
    site = tiny_site(write_files(tmp_path, files), promise_goal="")
    pages = {page.src_uri: site.complete(page.markdown, page.src_uri) for page in site.pages}
    assert 'id="goals-list"' in pages["goals/index.md"]
    assert 'id="metrics-list"' in pages["metrics/index.md"]
    assert "Files of the data folder" in pages["data/index.md"]
    assert f'id="chart-{name}"' in pages[f"metrics/{name}.md"]
