"""Two real data sets, kept beside the repository, are accepted without a change to their files.

They are read where they stand and never copied. Where they are not there the tests are skipped;
CX_REQUIRE_REAL=1 makes that a failure.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from generator.model.settings import Settings
from generator.model.tables import Goal, Metric
from generator.model.vocabulary import Better, Cadence, Rule
from tests.check.folder import Outcome, check

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"


def checked(name: str) -> Outcome:
    folder = REAL / name
    if not folder.is_dir():
        if os.environ.get("CX_REQUIRE_REAL") == "1":
            pytest.fail("the real data sets are required, and they are not beside the repository")
        pytest.skip("the real data sets are not beside the repository")
    return check(folder, Settings(), as_of=None)


@pytest.fixture(scope="module")
def federal() -> Outcome:
    return checked("us-federal-goals-fy2022")


@pytest.fixture(scope="module")
def transit() -> Outcome:
    return checked("nyc-transit-2008-2018")


def test_the_federal_goals_are_accepted_whole(federal: Outcome) -> None:
    dataset = federal.sound
    counts = {name: len(rows) for name, rows in dataset.tables.items() if rows}
    assert counts == {"departments": 21, "objectives": 69, "metrics": 220, "goals": 181}
    used = {source.file: (source.rows_read, source.rows_used) for source in dataset.sources}
    assert used == {
        "departments.csv": (21, 21),
        "objectives.csv": (69, 69),
        "metrics.csv": (220, 220),
        "goals.csv": (181, 181),
        "measurements/fy2022.csv": (559, 554),
    }
    assert len(dataset.measurements) == 554


def test_five_exact_duplicates_of_the_federal_goals_are_dropped(federal: Outcome) -> None:
    skipped = {s.file: dict(s.skipped) for s in federal.sound.sources if s.skipped}
    assert skipped == {"measurements/fy2022.csv": {"exact duplicates": 5}}


def test_the_federal_goals_deserve_these_looks(federal: Outcome) -> None:
    found = Counter(problem.location.column for problem in federal.problems)
    assert found["metric"] == 18  # metrics without a measurement
    assert found["accumulates"] >= 66  # series that look like running totals
    assert found["date"] == 1  # three indicators that fell silent, in one file
    assert set(found) == {"metric", "accumulates", "date"}


def test_long_and_broken_texts_of_the_federal_goals_are_kept(federal: Outcome) -> None:
    metrics = federal.sound.rows(Metric)
    assert sum("\n" in metric.name for metric in metrics) == 9
    assert sum("\n" in (metric.definition or "") for metric in metrics) == 20
    assert max(len(metric.name) for metric in metrics) == 294
    assert {metric.unit for metric in metrics} == {None}


def test_the_federal_days_are_quarters(federal: Outcome) -> None:
    dataset = federal.sound
    assert set(dataset.cadences.values()) == {Cadence.QUARTERLY}
    assert str(dataset.as_of.day) == "2022-09-30"
    assert {str(day.date()) for day in dataset.measurements["last"]} <= {
        "2021-12-31",
        "2022-03-31",
        "2022-06-30",
        "2022-09-30",
    }


def test_the_transit_figures_are_accepted_whole(transit: Outcome) -> None:
    dataset = transit.sound
    counts = {name: len(rows) for name, rows in dataset.tables.items() if rows}
    assert counts == {"departments": 5, "metrics": 12, "goals": 12}
    used = {s.file: (s.rows_read, s.rows_used, s.skipped) for s in dataset.sources}
    assert used["measurements/monthly.csv"] == (6272, 6272, ())
    assert len(dataset.measurements) == 6272
    assert set(dataset.cadences.values()) == {Cadence.MONTHLY}
    assert {goal.rule for goal in dataset.rows(Goal)} == {Rule.HOLD}
    assert Better.NEITHER not in {metric.better for metric in dataset.rows(Metric)}


def test_the_transit_figures_deserve_these_looks(transit: Outcome) -> None:
    assert str(transit.sound.as_of.day) == "2017-12-31"
    early = [problem for problem in transit.problems if " begins on " in problem.message]
    far, late = [problem for problem in transit.problems if problem not in early]
    assert far.message == (
        '78.8 is far outside the history of "wait-assessment-subways-inactive-historic-'
        'calculations": its 30 earlier values lie between 84.6 and 90.6.'
    )
    assert late.message == (
        'The next figure of "wait-assessment-subways-inactive-historic-calculations" was due on '
        "2012-04-10; the newest is for the period to 2012-02-29."
    )
    assert [problem.message for problem in early] == [
        f"The period begins on 2018-0{month}-01, after the day of this site, 2017-12-31{also}."
        for month, also in [(1, " (here and on lines 6152 and 6273)"), (2, ""), (3, ""), (4, "")]
    ]
