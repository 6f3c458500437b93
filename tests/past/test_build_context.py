"""The editions before a build: found on the published branch through git, or where one is named."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.model.edition import BuildContext, Commit
from generator.model.errors import SettingsError
from generator.model.vocabulary import Audience
from generator.past.build_context import day_and_context
from tests.changes.company import files
from tests.past.published import Company, with_editions


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    made = with_editions(tmp_path_factory.mktemp("past") / "company")
    made.publish("next")
    made.commit("2026-07-25", files(values=[41, 43, 45, 46, 47, 48]))
    made.commit("2026-07-28", files(values=[41, 43, 45, 46, 47, 48], goal={"target": "55"}))
    return made


def origin(
    company: Company, environ: Mapping[str, str] | None = None, **given: Any
) -> BuildContext:
    settings = company.settings(**given)
    return day_and_context(settings, environ or {}, company.data, company.folder)[1]


def previous(company: Company, environ: Mapping[str, str] | None = None, **given: Any) -> str:
    found = origin(company, environ, **given).past.previous
    return found.version if found else ""


def test_the_newest_released_edition_comes_before_the_next_one(company: Company) -> None:
    past = origin(company).past
    assert past.previous is not None
    assert past.previous.version == "2026-Q2"
    assert [one.edition for one in past.editions] == ["2026-Q2", "2026-Q1"]
    assert sum(past.editions[0].piles.values()) == 1


def test_an_edition_that_is_published_anew_has_its_own_past(company: Company) -> None:
    assert previous(company, {"MIKE_DOCS_VERSION": "2026-Q2"}) == "2026-Q1"
    assert previous(company, {"MIKE_DOCS_VERSION": "2026-Q1"}) == ""
    assert previous(company, {"MIKE_DOCS_VERSION": "2026-Q3"}) == "2026-Q2"


def test_a_commit_that_is_published_is_compared_with_the_edition_before(tmp_path: Path) -> None:
    """Its summary and a build without a name say what the edition said."""
    published = with_editions(tmp_path / "company")
    assert previous(published) == "2026-Q1"
    assert previous(published, {"MIKE_DOCS_VERSION": "2026-Q3"}) == "2026-Q2"
    assert [one.edition for one in origin(published).past.editions] == ["2026-Q1"]
    (published.data / "goals.csv").write_text("goal\n", encoding="utf-8")
    assert previous(published) == "2026-Q2"


def test_what_came_after_the_day_of_the_site_is_not_its_past(company: Company) -> None:
    assert previous(company, as_of=dt.date(2026, 5, 1)) == "2026-Q1"
    assert previous(company, as_of=dt.date(2026, 1, 1)) == ""


def test_a_release_says_upon_what_it_is_laid(company: Company) -> None:
    tip = company.git("rev-parse", "gh-pages")
    assert previous(company, {"CX_PUBLISHED": tip}) == "2026-Q2"
    assert previous(company, {"CX_PUBLISHED": f"{tip}~2"}) == "2026-Q1"
    assert previous(company, {"CX_PUBLISHED": ""}) == ""


def test_a_fresh_clone_knows_it_from_the_branch_of_the_remote(
    company: Company, tmp_path: Path
) -> None:
    subprocess.run(["git", "clone", "-q", str(company.folder), str(tmp_path / "c")], check=True)
    folder = tmp_path / "c"
    found = day_and_context(company.settings(), {}, folder / "data", folder)[1].past.previous
    assert found is not None
    assert found.version == "2026-Q2"


def test_the_commits_of_what_changed_since(company: Company) -> None:
    found = origin(company)
    last = company.git("rev-parse", "HEAD")
    assert found.commit == last
    assert dict(found.past.commits) == {
        ("goals", "solved-60", "target"): Commit(id=last, day=dt.date(2026, 7, 28))
    }


def test_data_that_was_changed_since_has_no_commit(tmp_path: Path) -> None:
    company = with_editions(tmp_path / "company", ["2026-Q1"])
    (company.data / "goals.csv").write_text("goal\n", encoding="utf-8")
    assert origin(company).commit == ""
    assert origin(company).past.commits == {}


def test_outside_git_there_is_no_past(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / ".git").write_text("no repository", encoding="utf-8")
    alone = Company.__new__(Company)
    found = day_and_context(alone.settings(), {}, tmp_path / "data", tmp_path)[1]
    assert (found.commit, found.past.previous, found.past.editions) == ("", None, ())


class TestNamed:
    def test_none(self, company: Company) -> None:
        assert previous(company, previous="none") == ""

    def test_an_address_in_git(self, company: Company) -> None:
        assert previous(company, previous="gh-pages:2026-Q1") == "2026-Q1"

    def test_a_folder(self, company: Company) -> None:
        tree = company.folder.parent / f"{company.folder.name}-published"
        assert previous(company, previous=str(tree / "2026-Q1")) == "2026-Q1"
        assert previous(company, previous=str(tree / "2026-Q1" / "edition")) == "2026-Q1"

    @pytest.mark.parametrize("named", ["gh-pages:2025-Q1", "nowhere", "nobranch:2026-Q1"])
    def test_nothing_there(self, named: str, company: Company) -> None:
        with pytest.raises(SettingsError) as refused:
            previous(company, previous=named)
        assert str(refused.value) == (
            f'previous: "{named}" holds no edition. Name its folder, or its address in git, such '
            "as gh-pages:2026-Q3; or write none."
        )

    def test_one_for_another_audience(self, company: Company) -> None:
        with pytest.raises(SettingsError) as refused:
            previous(company, previous="gh-pages:2026-Q1", audience=Audience.LEADERSHIP)
        assert str(refused.value) == (
            'previous: "gh-pages:2026-Q1" was made for another audience than this build. Name an '
            "edition for the same one."
        )


def test_an_edition_for_another_audience_is_never_found(company: Company) -> None:
    found = origin(company, audience=Audience.LEADERSHIP)
    assert (found.past.previous, found.past.editions) == (None, ())


def test_a_damaged_edition_is_passed_over(tmp_path: Path) -> None:
    company = with_editions(tmp_path / "company")
    tree = company.folder.parent / "company-published"
    (tree / "2026-Q2" / "edition" / "goals.csv").write_text("goal\n", encoding="utf-8")
    company.lay(tree)
    assert previous(company) == "2026-Q1"
