"""What programs read: every JSON fulfils the schema beside it, and says what the pages say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.build import Site, build
from generator.model.codec import records_from_csv
from generator.model.edition import PublishedAssessment
from generator.pages.json_schema import schema
from tests.changes.company import VALUES, files, past_of, site
from tests.pages.company import CACHE, RENDERER, ROOT, settings_of, tiny_site

VALIDATOR = Draft202012Validator(schema())


def programs(made: Site) -> dict[str, Any]:
    """Every JSON of a site by its address, the schema left out."""
    return {
        asset.src_uri: json.loads(asset.content)
        for asset in made.assets
        if asset.src_uri.startswith("json/") and asset.src_uri != "json/schema.json"
    }


def faults(made: Site) -> dict[str, list[str]]:
    found = {name: [e.message for e in VALIDATOR.iter_errors(one)] for name, one in
             programs(made).items()}  # fmt: skip
    return {name: messages for name, messages in found.items() if messages}


def test_the_schema_is_one_and_is_published() -> None:
    Draft202012Validator.check_schema(schema())
    (published,) = [a.content for a in tiny_site().assets if a.src_uri == "json/schema.json"]
    assert json.loads(published) == schema()


def test_the_tiny_company() -> None:
    made = tiny_site()
    assert faults(made) == {}
    found = programs(made)
    assert {name.split("/")[1] for name in found} == {
        "home.json",
        "goals",
        "metrics",
        "departments",
    }
    assert (
        len(found)
        == 1 + len(made.context.report.assessments) + len(made.context.report.freshness) + 3
    )


@pytest.mark.sample
def test_the_sample() -> None:
    made = build(ROOT / "data", settings_of(promise_goal=""), cache=CACHE, renderer=RENDERER)
    assert faults(made) == {}
    assert floors(made) == {0.01, 0.05}


def floors(made: Site) -> set[float]:
    """The floors of the goals' chances: each chance is the stated one, the edition has its own."""
    goals = {name: one for name, one in programs(made).items() if one["kind"] == "goal"}
    kept = records_from_csv(
        PublishedAssessment,
        next(str(a.content) for a in made.assets if a.src_uri == "edition/answers.csv"),
    )
    known = {one.goal: one for one in kept}
    for one in goals.values():
        chance, floor, own = one["chance"], one["floor"], known[one["id"]]
        assert own.floor == floor
        assert (chance is None) == (floor is None)
        if floor is not None:
            assert own.chance is not None
            assert chance == min(max(own.chance, floor), 1 - floor)
        elif one["likelihood"] is None:
            assert own.chance is None
    return {one["floor"] for one in goals.values() if one["floor"] is not None}


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("name", ["us-federal-goals-fy2022", "nyc-transit-2008-2018"])
def test_real_companies(name: str) -> None:
    folder = ROOT.parent / "shared" / "real" / name
    if not folder.is_dir():
        pytest.skip("the real data sets are not here")
    made = build(folder, settings_of(promise_goal=""), cache=CACHE, renderer=RENDERER)
    assert faults(made) == {}


def test_what_a_goal_says(tmp_path: Path) -> None:
    first = site(tmp_path / "a", files(), "2026-09-20", version="2026-Q3")
    made = site(tmp_path / "b", files(values=VALUES[:10]), "2026-11-20", past=past_of(first))
    found = programs(made)
    goal = found["json/goals/solved-60.json"]
    assert (goal["version"], goal["kind"], goal["edition"]) == (1, "goal", "2026-Q4")
    assert (goal["target"], goal["due"], goal["owner"]) == (60, "2026-12-31", "Head of Support")
    # August to October: 53, 54, 55; from 40 to 60 they have come 70 % of the way.
    assert goal["current"] == {"value": 54, "day": "2026-09-30", "n": None}
    assert goal["progress"] == pytest.approx(0.7)
    assert goal["page"] == "goals/solved-60/"
    home = found["json/home.json"]
    assert (home["previous"], home["goals"]) == ("2026-Q3", ["solved-60"])
    newest = found["json/metrics/solved.json"]["newest"]
    assert (newest["last_day"], newest["value"]) == ("2026-10-31", 55)


def test_a_wrong_word_does_not_pass() -> None:
    goal = next(one for name, one in programs(tiny_site()).items() if "/goals/" in name)
    assert not VALIDATOR.is_valid(goal | {"status": "splendid"})
    assert not VALIDATOR.is_valid({key: value for key, value in goal.items() if key != "pile"})
