"""What the first form of editions and JSON held is still read: files that it wrote, as they were.

The second form has what editions expect of their metrics beside it.

`fixtures/whole` is an edition of the tiny company, `fixtures/after-another` one that came after
another and keeps it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

from generator.archive.edition_files import OUTLOOKS, STARTS, read_archive
from generator.archive.edition_folder import files_in
from generator.build import build
from generator.model.codec import from_csv, to_csv
from generator.model.edition import Commit
from generator.model.settings import Settings
from generator.model.tables import Goal
from generator.model.vocabulary import Cadence, Rule
from generator.pages.json_schema import schema
from tests.archive.kept import kept
from tests.archive.test_rebuild import SURVEY
from tests.equivalence import RENAMED_CODES, renamed_codes
from tests.pages.company import CACHE, RENDERER, tiny, tiny_site, write_files

FIXTURES = Path(__file__).parent / "fixtures"
#: The files that hold codes, which may be spelt anew, sentences, or the version of the generator;
#: provenance said why groups were withheld.
WITH_CODES = (
    *("feed.json", "provenance.json", "previous/provenance.json"),
    *("answers.csv", "series.csv", "manifest.json"),
    *("previous/answers.csv", "previous/series.csv", "previous/manifest.json"),
)
PROGRAMS = json.loads((FIXTURES / "programs.json").read_text(encoding="utf-8"))


def test_an_edition_of_the_first_form() -> None:
    edition, context = read_archive(files_in(FIXTURES / "whole"))
    dataset = edition.dataset
    assert (edition.version, dataset.as_of.day) == ("next", dt.date(2026, 4, 20))
    assert edition.figures_to == dt.date(2026, 3, 31)
    assert edition.settings["promise_goal"] == "ready-90"
    assert [*edition.assessments] == [goal.goal for goal in dataset.rows(Goal)]
    assert edition.assessments["recommend-45"].closed is False
    assert dataset.by_id(Goal)["contract-range"].rule is Rule.RANGE
    assert dataset.cadences["recommend"] is Cadence.MONTHLY
    assert len(dataset.measurements) == 59
    assert dataset.withheld == {("recommend", "cargo"): 1, ("recommend", "city"): 1}
    assert sum(source.rows_used for source in dataset.sources) == 102
    assert context.past.previous is None
    assert (edition.outlooks, edition.starts) == ({}, {})
    assert {one.chance for one in edition.assessments.values()} == {None}


def test_an_edition_of_the_first_form_after_another() -> None:
    past = read_archive(files_in(FIXTURES / "after-another"))[1].past
    assert past.previous is not None
    assert past.previous.version == "2026-Q3"
    assert past.previous.series_changes == {("solved", ""): "cannot-be-told"}
    assert [(one.edition, one.piles["going-well"]) for one in past.editions] == [("2026-Q3", 1)]
    assert past.commits == {
        ("goals", "solved-60", "target"): Commit(id="0a1b2c3d4e", day=dt.date(2026, 11, 1))
    }


@pytest.mark.parametrize("name", ["whole", "after-another"])
def test_a_site_made_from_it_keeps_the_same_data(name: str) -> None:
    made = kept(build(FIXTURES / name, Settings(), cache=CACHE, renderer=RENDERER))
    wrote = files_in(FIXTURES / name)
    assert {*made} - {OUTLOOKS, STARTS} == {*wrote}
    later = {file: with_columns_of(wrote[file], made[file]) for file in wrote}
    assert [file for file in wrote if later[file] != wrote[file] and file not in WITH_CODES] == []


def with_columns_of(earlier: str, later: str) -> str:
    """A table without the columns that a later version of the generator has added."""
    names, *_ = csv.reader(io.StringIO(earlier))
    if not {*names} < {*next(csv.reader(io.StringIO(later)))}:
        return later
    return to_csv(names, ([row[name] for name in names] for row in from_csv(later)))


def test_the_schema_of_json_is_what_it_was_but_for_the_codes() -> None:
    earlier = renamed_codes(PROGRAMS["schema.json"], RENAMED_CODES)
    assert with_codes_of(earlier, schema()) == earlier


def with_codes_of(earlier: Any, later: Any) -> Any:
    """A schema without the codes and fields that a later version of the generator has added."""
    if isinstance(earlier, list) and all(isinstance(code, str | None) for code in earlier):
        return [code for code in later if code in earlier]
    if isinstance(earlier, list):
        return [with_codes_of(*pair) for pair in zip(earlier, later, strict=True)]
    if isinstance(earlier, dict):
        said = {"description"}  # prose, for readers of the schema
        return {
            key: value if key in said else with_codes_of(value, later[key])
            for key, value in earlier.items()
        }
    return later


def test_json_for_programs_says_what_it_said_but_for_the_codes(tmp_path: Path) -> None:
    files = tiny() | {"measurements/survey.csv": SURVEY}
    made = {
        asset.src_uri.removeprefix("json/"): asset.content
        for asset in tiny_site(write_files(tmp_path / "data", files)).assets
    }
    for name in PROGRAMS.keys() - {"schema.json"}:
        earlier = renamed_codes(PROGRAMS[name], RENAMED_CODES)
        later = json.loads(made[name])
        assert {*earlier} <= {*later}
        # Sentences and titles are for readers, and a later version may choose other words.
        worded = ("sentence", "title")
        said = {key: value for key, value in earlier.items() if key not in worded}
        assert with_fields_of(said, later) == said


def with_fields_of(earlier: Any, later: Any) -> Any:
    """What is said without sentences and the fields that a later version has added."""
    if isinstance(earlier, dict):
        return {
            key: with_fields_of(earlier[key], later[key]) for key in earlier if key != "sentence"
        }
    if isinstance(earlier, list):
        return [with_fields_of(*pair) for pair in zip(earlier, later, strict=True)]
    return later
