"""The pages of the tiny company as readable files; a change of any page shows as a diff.

    CX_WRITE_GOLDEN=1 make test ARGS="-k golden"

writes them again. Read the diff before you commit it: it is the review of what readers see.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from generator.build import Site
from tests.pages.company import tiny_site

GOLDEN = Path(__file__).parent / "golden"
WRITE = "CX_WRITE_GOLDEN"
_DRAWING = re.compile(r'(<svg role="img" aria-label="[^"]*")[^>]*>.*?</svg>', re.DOTALL)

PAGES = (
    "index.md",
    "goals/index.md",
    "goals/recommend-45.md",
    "goals/contract-range.md",
    "goals/fees-1200.md",
    "metrics/index.md",
    "metrics/ready-as-named.md",
    "departments/index.md",
    "departments/workshop.md",
    "objectives/index.md",
    "journey/index.md",
    "objectives/riding-again.md",
    "segments/index.md",
    "handoffs/index.md",
    "maturity/index.md",
    "ownership/index.md",
    "people/head-workshop.md",
    "people/chief-executive.md",
    "initiatives/index.md",
    "initiatives/second-lift.md",
    "data/index.md",
    "data/dictionary.md",
    "decisions/index.md",
    "methods/index.md",
    "board/index.md",
)
#: What these say follows from no table; test_settings.py holds it to the code.
REFERENCE = {"data/settings.md", "data/recipes.md"}
FRAGMENTS = (
    "/goals",
    "/metrics",
    "/sources",
    "/rows",
    "/warnings",
    "/arrivals",
    "/board",
    "/working/recommend-45",
    "recommend",
)
DOWNLOADS = (
    "downloads/ready-as-named.csv",
    "templates/goals.csv",
    "templates/measurements.csv",
    "datapackage.json",
)


@pytest.fixture(scope="module")
def site() -> Site:
    return tiny_site()


def matches(name: str, text: str, folder: Path = GOLDEN) -> None:
    """Compares a text with its golden file, or writes the file where that was asked for."""
    path = folder / name
    if os.environ.get(WRITE):
        if os.environ.get("CI"):
            pytest.fail(f"{WRITE} is refused in CI: there the golden files are what is tested")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), f'{name} is not written yet: {WRITE}=1 make test ARGS="-k golden"'
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("src_uri", PAGES)
def test_page(src_uri: str, site: Site) -> None:
    (page,) = [page for page in site.pages if page.src_uri == src_uri]
    matches(src_uri, page.markdown)


@pytest.mark.parametrize("key", FRAGMENTS)
def test_fragment(key: str, site: Site) -> None:
    # What the drawing looks like is the matter of tests/charts: here its name is enough.
    text = _DRAWING.sub(r"\1>…</svg>", site.fragments[key])
    matches(f"fragments/{key.strip('/')}.html", text.strip() + "\n")


@pytest.mark.parametrize("src_uri", DOWNLOADS)
def test_download(src_uri: str, site: Site) -> None:
    (asset,) = [asset for asset in site.assets if asset.src_uri == src_uri]
    assert isinstance(asset.content, str)
    matches(src_uri, asset.content)


def test_every_section_has_a_golden_file(site: Site) -> None:
    of_the_company = {page.src_uri for page in site.pages if page.in_nav} - REFERENCE
    assert of_the_company <= {*PAGES}


def test_no_golden_file_is_left_over() -> None:
    kept = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    wanted = {f"fragments/{key.strip('/')}.html" for key in FRAGMENTS}
    assert kept == {*PAGES, *DOWNLOADS, *wanted}


def test_a_golden_file_is_never_written_in_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WRITE, "1")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="refused in CI"):
        matches("page.md", "changed", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_builds_are_the_same(site: Site) -> None:
    again = tiny_site()
    assert again.pages == site.pages
    assert again.assets == site.assets
    assert again.fragments == site.fragments
