"""The methods in words: the numbers in force, nothing about what a site does not have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from generator.measure.method_accuracy import FALSE_ALARMS
from generator.measure.report import Report, measure
from generator.measure.variation import RULE_SET
from generator.model.schema import Row
from generator.model.settings import Chances, Settings, Thresholds, VariationRules
from generator.model.tables import Metric
from generator.model.vocabulary import Accumulates, Cadence, Calculation, Rule, Triage
from generator.sentences.methods.ahead import outlook
from generator.sentences.methods.change import real_change, way_of_working
from generator.sentences.methods.fresh import freshness
from generator.sentences.methods.pace import how_often_right, to_keep, to_reach
from generator.sentences.methods.piles import piles
from generator.sentences.methods.questions import questions
from generator.sentences.methods.section import MethodsSection, SiteFeatures
from generator.sentences.methods.values import values
from generator.sentences.numbers import NBSP, formats_of
from generator.sentences.words import STATUS_WORDS, TRIAGE_BADGES
from tests.bench.claims import every_rule_set
from tests.measure.build import dataset, day, event, goal, metric, milestone

REACH = goal(baseline=50.0, baseline_date=day("2025-12-31"), due=day("2026-12-31"))
HOLD = goal(goal="speed-hold", rule=Rule.HOLD, target=40.0)
RANGE = goal(goal="speed-range", rule=Rule.RANGE, target=40.0, target_high=60.0)
SECTIONS = (
    questions,
    to_reach,
    how_often_right,
    to_keep,
    real_change,
    way_of_working,
    outlook,
    piles,
    values,
    freshness,
)


def scope(
    *tables: Row,
    of: Metric | None = None,
    cadences: dict[str, Cadence] | None = None,
    settings: Settings | None = None,
) -> SiteFeatures:
    """A site of one metric with the rows that are given."""
    under = settings or Settings()
    rows = [{"metric": "speed", "date": "2026-09-01", "value": 50.0}]
    made = dataset(rows, [of or metric(), *tables], cadences=cadences)
    report: Report = measure(made, under)
    return SiteFeatures(report, formats_of(under, report.series))


def words(section: MethodsSection) -> str:
    """All that a section says."""
    cells: Sequence[tuple[str, ...]] = section.table.rows if section.table else ()
    parts = [
        *section.text,
        *section.steps,
        *(cell for row in cells for cell in row),
        *section.notes,
    ]
    return "\n".join(parts).replace(NBSP, " ")


def row(section: MethodsSection, name: str) -> str:
    assert section.table is not None
    (found,) = (cells[1] for cells in section.table.rows if name in cells[0].split(", "))
    return found.replace(NBSP, " ")


def test_the_thresholds_in_force() -> None:
    limits = Thresholds(
        on_pace=0.9, off_pace=0.555, too_early=0.2, wrong_way_without_noise=-0.1, noise=3.0,
        sustained=5, hold_window=8,
    )  # fmt: skip
    made = scope(REACH, HOLD, settings=Settings(thresholds=limits))
    pace, kept = to_reach(made), to_keep(made)
    assert row(pace, "on pace").startswith("Progress / expected is 90 % or more")
    assert "below 55.5 %" in row(pace, "off pace")
    assert "by more than 3 × noise" in row(pace, "off pace")
    assert row(pace, "too early").startswith("Expected is below 20 %")
    assert "From 5 figures in a row" in row(pace, "already there")
    assert "progress is below −10 %" in words(pace)
    assert "last 8 figures" in row(kept, "holding")


def test_the_chances_in_force() -> None:
    made = scope(REACH, settings=Settings(chances=Chances(likely=0.9, unlikely=0.25)))
    for section in (questions(made), outlook(made)):
        assert "likely from 90 %, unlikely up to 25 %" in words(section)


@pytest.mark.parametrize("rules", every_rule_set(), ids=str)
def test_the_rules_in_force_and_how_often_they_are_wrong(rules: VariationRules) -> None:
    text = words(real_change(scope(settings=Settings(variation=rules))))
    assert RULE_SET in text
    assert f"a row of {rules.run_length} figures" in text
    assert ("3.267 × this mean or more are left out" in text) is rules.screening
    assert ("A figure beyond a natural limit counts too." in text) is rules.beyond_counts
    assert f"a change in {FALSE_ALARMS[rules]:.1f} % under the rules in force" in text


def test_every_status_is_explained_and_lies_on_one_pile() -> None:
    made = scope(REACH, HOLD)
    explained: set[str] = set()
    for section in (to_reach(made), to_keep(made)):
        assert section.table is not None
        explained |= {name for cells in section.table.rows for name in cells[0].split(", ")}
    assert explained == set(STATUS_WORDS.values())
    listed = [name for pile in Triage for name in on_pile(made, pile)]
    assert sorted(listed) == sorted(STATUS_WORDS.values())


def on_pile(made: SiteFeatures, pile: Triage) -> list[str]:
    text = row(piles(made), TRIAGE_BADGES[pile].word).rstrip(".")
    names = text.partition("; or ")[0]
    return (names[:1].lower() + names[1:]).split(", ")


def test_a_pile_that_no_status_leads_to() -> None:
    """With levels to hold alone nothing is at risk."""
    assert row(piles(scope(HOLD)), "watch") == "Its metric is really worse."


@pytest.mark.parametrize(
    ("given", "section", "said"),
    [
        ({}, to_reach, "milestones"),
        ({}, to_reach, "running total"),
        ({}, to_reach, "median"),
        ({}, to_reach, "net promoter score"),
        ({}, to_reach, "began anew"),
        ({}, real_change, "begins anew"),
        ({}, real_change, "rolling average"),
        ({}, way_of_working, "range:"),
        ({}, values, "Wilson"),
        ({}, values, "fewer than"),
    ],
)
def test_what_a_site_does_not_have_is_not_spoken_of(
    given: dict[str, Any], section: Any, said: str
) -> None:
    assert said not in words(section(scope(REACH, **given)))


@pytest.mark.parametrize(
    ("made", "section", "said"),
    [
        (scope(REACH, milestone("2026-06-30", 60.0)), to_reach, "milestones"),
        (scope(REACH, of=metric(accumulates=Accumulates.YEAR)), to_reach, "running total"),
        (scope(REACH, of=metric(calculation=Calculation.MEDIAN)), to_reach, "never averaged"),
        (scope(REACH, of=metric(calculation=Calculation.SHARE)), to_reach, "of a share √("),
        (scope(RANGE), way_of_working, "Of a range: both lie within it."),
        (scope(of=metric(calculation=Calculation.NPS)), values, "adjusted Wald"),
        (scope(of=metric(calculation=Calculation.SHARE, min_n=7)), values, "fewer than 7 answers"),
        (scope(of=metric(lag_days=1)), freshness, "the delay of 1 day has passed"),
        (
            scope(REACH, cadences={"speed": Cadence.QUARTERLY}),
            to_reach,
            "the last 2 figures of periods",
        ),
        (scope(REACH, cadences={"speed": Cadence.QUARTERLY}), outlook, "has 4 periods"),
        (
            scope(REACH, cadences={"speed": Cadence.QUARTERLY}),
            outlook,
            "further away than 8 quarters",
        ),
    ],
)  # fmt: skip
def test_what_a_site_has_is_spoken_of(made: SiteFeatures, section: Any, said: str) -> None:
    assert said in words(section(made))


@pytest.mark.parametrize("section", SECTIONS)
def test_its_sentences_are_whole(section: Any) -> None:
    """No place is left unfilled, and each paragraph ends."""
    made = scope(REACH, HOLD, RANGE, event("2026-02-01"))
    found = section(made)
    assert "{" not in words(found)
    assert " None" not in words(found)
    for text in (*found.text, *found.steps, *found.notes):
        assert text.endswith("."), text


def test_no_metric_at_all() -> None:
    report = measure(dataset([], []), Settings())
    made = SiteFeatures(report, formats_of(Settings(), report.series))
    assert words(freshness(made)).startswith("A figure is due")
    table = values(made).table
    assert table is not None
    assert table.rows == ()
