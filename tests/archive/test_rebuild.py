"""An edition is made again from the folder that it keeps: every byte the same."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from generator.build import Site, build, check
from generator.model.edition import Commit
from generator.model.errors import DataError
from generator.model.settings import Settings
from tests.archive.kept import edition_folder, kept
from tests.changes import company
from tests.pages.company import (
    CACHE,
    RENDERER,
    ROOT,
    settings_of,
    tiny,
    tiny_site,
    write_files,
    write_project,
)
from tests.pages.company import built as built_site

#: Of two segments one is too small a group in February, so that the other one has to shield it.
SURVEY = """metric,date,segment,n,promoters,detractors
recommend,2026-02,,48,24,12
recommend,2026-02,city,44,22,11
recommend,2026-02,cargo,4,2,1
recommend,2026-03,,50,26,12
recommend,2026-03,city,30,16,7
recommend,2026-03,cargo,20,10,5
"""


def made_again(site: Site, folder: Path) -> Site:
    """The site made from nothing but the edition that it keeps, with no setting of its own."""
    return build(edition_folder(site, folder), Settings(), cache=CACHE, renderer=RENDERER)


def differences(one: Site, other: Site) -> list[str]:
    """What differs between two sites, by its address."""
    parts = [
        {page.src_uri: page for page in site.pages}
        | {asset.src_uri: asset.content for asset in site.assets}
        | dict(site.fragments)
        for site in (one, other)
    ]
    names = parts[0].keys() | parts[1].keys()
    return sorted(name for name in names if parts[0].get(name) != parts[1].get(name))


def test_the_tiny_company(tmp_path: Path) -> None:
    site = tiny_site()
    again = made_again(site, tmp_path / "kept")
    assert differences(site, again) == []
    assert again.frame == site.frame
    assert again.warnings == site.warnings


def test_groups_that_are_too_small_stay_unknown(tmp_path: Path) -> None:
    files = tiny() | {"measurements/survey.csv": SURVEY}
    site = tiny_site(write_files(tmp_path / "data", files))
    again = made_again(site, tmp_path / "kept")
    assert differences(site, again) == []
    measured = kept(site)["measurements/published.csv"].splitlines()
    assert [line for line in measured if re.match("recommend,.*,city,", line)] == [
        "recommend,2026-02-28,,,,,,,city,",
        "recommend,2026-03-31,30,30,,16,7,,city,",
    ]
    assert "recommend,2026-02-28,,,,,,,cargo," in measured


def test_an_edition_with_a_past(tmp_path: Path) -> None:
    """What changed, and in which commit, is kept as well: neither the branch nor git is asked."""
    first = company.site(tmp_path / "a", company.files(), "2026-09-20", version="2026-Q3")
    moved = Commit(id="0a1b2c3d4e", day=dt.date(2026, 11, 1))
    past = company.past_of(first, commits={("goals", "solved-60", "target"): moved})
    now = company.files(goal={"target": "55"}, values=company.VALUES[:10])
    second = company.site(tmp_path / "b", now, "2026-11-20", past=past)
    assert {"changes/index.md", "editions/index.md"} <= {page.src_uri for page in second.pages}
    again = made_again(second, tmp_path / "kept")
    assert differences(second, again) == []
    assert "previous/goals.csv" in kept(second)
    assert not any(name.startswith("previous/previous/") for name in kept(second))


@pytest.mark.sample
def test_the_sample(tmp_path: Path) -> None:
    folder = ROOT / "data"
    settings = settings_of(company="Tidewell", promise_goal="", fiscal_year_start=1)
    site = build(folder, settings, cache=CACHE, renderer=RENDERER)
    assert differences(site, made_again(site, tmp_path / "kept")) == []


def test_text_that_begins_like_a_formula_comes_back_as_it_was(tmp_path: Path) -> None:
    files = tiny()
    departments = files["departments.csv"]
    assert isinstance(departments, bytes)
    files["departments.csv"] = departments.replace(
        b"workshop,Workshop,", b"workshop,\"'=1+1, the 'workshop'\","
    )
    site = tiny_site(write_files(tmp_path / "data", files))
    assert differences(site, made_again(site, tmp_path / "kept")) == []


def test_the_whole_site_through_mkdocs(tmp_path: Path) -> None:
    first = write_project(tmp_path / "first", tiny())
    site = built_site(first).folder
    second = write_project(tmp_path / "second", {})
    shutil.copytree(site / "edition", second / "data")
    again = built_site(second).folder
    files = [
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.*")}
        for root in (site, again)
    ]
    assert files[0].keys() == files[1].keys()
    assert [name for name in files[0] if files[0][name] != files[1][name]] == []


def test_a_file_that_was_changed_since_is_refused(tmp_path: Path) -> None:
    folder = edition_folder(tiny_site(), tmp_path / "kept")
    goals = folder / "goals.csv"
    goals.write_text(goals.read_text(encoding="utf-8").replace("45", "40"), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        check(folder, Settings())
    assert [str(problem) for problem in refused.value.problems] == [
        "goals.csv: It has been changed since the edition was made. Take the folder again."
    ]


def test_a_later_form_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = edition_folder(tiny_site(), tmp_path / "kept")
    manifest = folder / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(re.sub(r'"format": \d+', '"format": 99', text), encoding="utf-8")
    with pytest.raises(DataError, match="has the form 99; this generator reads 1 to 2"):
        check(folder, Settings())
