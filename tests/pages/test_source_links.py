"""Links to the place where the data is kept: to the lines of a figure, and to hand in new ones."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any

import pytest

from generator.build import build
from generator.model.dataset import AsOf
from generator.model.edition import BuildContext
from generator.pages.links import filled_pattern, update_link
from tests.pages.company import (
    CACHE,
    DATA,
    RENDERER,
    TODAY,
    settings_of,
    tiny,
    tiny_site,
    write_files,
)

SOURCE = "https://git.test/{commit}/data/{file}#L{line}-L{last_line}"
UPDATE = "https://git.test/upload/main/data/{folder}"
RECOMMEND = "measurements/survey.csv"


def pages(commits: dict[str, str] | None = None, **settings: Any) -> dict[str, str]:
    site = build(
        DATA,
        settings_of(**settings),
        as_of=AsOf(day=TODAY, reason="the setting as_of"),
        origin=BuildContext(commits=commits or {}),
        cache=CACHE,
        renderer=RENDERER,
    )
    return {
        page.src_uri: unescape(site.complete(page.markdown, page.src_uri)) for page in site.pages
    }


def test_a_metric_leads_to_its_lines_in_the_commit() -> None:
    found = pages({RECOMMEND: "abc123"}, source_link=SOURCE)
    link = f"https://git.test/abc123/data/{RECOMMEND}#L2-L13"
    assert (
        f'<a href="{link}">measurements/survey.csv, lines 2 to 13</a>'
        in found["metrics/recommend.md"]
    )


@pytest.mark.parametrize("commits", [None, {}, {"goals.csv": "abc123"}])
def test_without_the_commit_it_only_names_them(commits: dict[str, str] | None) -> None:
    found = pages(commits, source_link=SOURCE)["metrics/recommend.md"]
    assert "measurements/survey.csv, lines 2 to 13" in found
    assert "git.test" not in found


def test_a_pattern_without_commit_needs_none() -> None:
    found = pages(source_link="https://git.test/{file}#L{line}")["metrics/recommend.md"]
    assert f'href="https://git.test/{RECOMMEND}#L2"' in found


def test_a_metric_and_the_data_page_lead_to_where_a_file_is_handed_in() -> None:
    found = pages(update_link=UPDATE)
    link = '<a href="https://git.test/upload/main/data/measurements">Update this file</a>'
    assert link in found["metrics/recommend.md"]
    assert found["data/index.md"].count(link) == 6
    assert (
        '<a href="https://git.test/upload/main/data/">Update this file</a>'
        in found["data/index.md"]
    )


def test_without_a_pattern_nothing_leads_there() -> None:
    found = pages()
    assert "Update this file" not in "".join(found.values())
    assert "New version" not in found["data/index.md"]


def test_a_metric_of_segments_alone_names_its_lines_too(tmp_path: Path) -> None:
    files = {
        **tiny("departments.csv"),
        "metrics.csv": "metric,name,department,better\nm,M,service,higher\n",
        "measurements/m.csv": (
            "metric,date,value,segment\nm,2026-02,4,a\nm,2026-03,4,b\nm,2026-03,5,a\n"
        ),
    }
    site = tiny_site(write_files(tmp_path, files), promise_goal="")
    (page,) = [page for page in site.pages if page.src_uri == "metrics/m.md"]
    assert "measurements/m.csv, lines 2 to 4" in page.markdown


@pytest.mark.parametrize(
    ("pattern", "file", "link"),
    [
        ("https://x/{file}", "a b#1/ü?.csv", "https://x/a%20b%231/%C3%BC%3F.csv"),
        ("https://x/{folder}", "goals.csv", "https://x/"),
        ("https://x/{folder}", "a/b/c.csv", "https://x/a/b"),
        ("https://x/{folder}?f={file}", "a/c.csv", "https://x/a?f=a/c.csv"),
        ("", "a.csv", ""),
    ],
)
def test_a_pattern_is_filled(pattern: str, file: str, link: str) -> None:
    assert update_link(pattern, file) == link


def test_a_place_without_a_value_makes_no_link() -> None:
    assert filled_pattern("https://x/{commit}/{file}", file="a", commit="") == ""
    assert filled_pattern("https://x/{file}", file="a", commit="") == "https://x/a"
