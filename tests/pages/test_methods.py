"""The methods in words: the numbers in force, nothing about what a site does not have."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any

import pytest

from generator.measure.method_accuracy import FALSE_ALARMS
from generator.measure.report import Report, measure
from generator.measure.variation import RULE_SET
from generator.model.schema import Row
from generator.model.settings import Chances, Settings, Thresholds, VariationRules
from generator.model.tables import Metric
from generator.model.vocabulary import Accumulates, Cadence, Calculation, Rule, Triage
from generator.pages.tables import text_table
from generator.pages.templating import render
from generator.sentences.methods import methods_values
from generator.sentences.numbers import NBSP, Formats, formats_of
from generator.sentences.words import STATUS_WORDS, TRIAGE_BADGES
from tests.bench.claims import every_rule_set
from tests.measure.build import dataset, day, event, goal, metric, milestone
from tests.measure.company import EASY, LEGAL, SERVICE, clauses, handoff, holds, reported, waiting

REACH = goal(baseline=50.0, baseline_date=day("2025-12-31"), due=day("2026-12-31"))
HOLD = goal(goal="speed-hold", rule=Rule.HOLD, target=40.0)
RANGE = goal(goal="speed-range", rule=Rule.RANGE, target=40.0, target_high=60.0)
SECTIONS = (
    "questions",
    "pace",
    "how-often-right",
    "keep",
    "change",
    "way-of-working",
    "outlook",
    "piles",
    "values",
    "fresh",
)
WHOLE = VariationRules(whole=True)
#: A site of one metric: its report, and how its numbers are formatted.
Measured = tuple[Report, Formats]


def scope(
    *tables: Row,
    of: Metric | None = None,
    cadences: dict[str, Cadence] | None = None,
    settings: Settings | None = None,
) -> Measured:
    """A site of one metric with the rows that are given."""
    under = settings or Settings()
    rows = [{"metric": "speed", "date": "2026-09-01", "value": 50.0}]
    report = measure(dataset(rows, [of or metric(), *tables], cadences=cadences), under)
    return report, formats_of(under, report.series)


def section(measured: Measured, name: str, tried: int = 0) -> str:
    """A section of the page as HTML."""
    values = methods_values(*measured, tried)
    return render(f"methods/{name}.md", text_table=text_table, **values)


def words(measured: Measured, name: str, tried: int = 0) -> str:
    """All that a section says, each paragraph and cell on a line of its own."""
    text = re.sub(r"</?(p|li|td|th|tr|caption)\b[^>]*>", "\n", section(measured, name, tried))
    lines = html.unescape(re.sub(r"<[^>]*>", "", text)).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip()).replace(NBSP, " ")


def rows(measured: Measured, name: str) -> dict[str, str]:
    """What the table of a section says of each of its names."""
    found = re.findall(
        r'<tr><th scope="row">(.*?)</th> <td>(.*?)</td></tr>', section(measured, name)
    )
    return {html.unescape(key): html.unescape(said).replace(NBSP, " ") for key, said in found}


def row(measured: Measured, name: str, wanted: str) -> str:
    (found,) = (said for key, said in rows(measured, name).items() if wanted in key.split(", "))
    return found


def test_the_thresholds_in_force() -> None:
    limits = Thresholds(
        on_pace=0.9, off_pace=0.555, too_early=0.2, wrong_way_without_noise=-0.1, noise=3.0,
        sustained=5, hold_window=8,
    )  # fmt: skip
    made = scope(REACH, HOLD, settings=Settings(thresholds=limits))
    assert row(made, "pace", "on pace").startswith("Progress / expected is 90 % or more")
    assert "below 55.5 %" in row(made, "pace", "off pace")
    assert "by more than 3 × noise" in row(made, "pace", "off pace")
    assert row(made, "pace", "too early").endswith("; or expected is below 20 %.")
    assert "each of the last 5 figures" in row(made, "pace", "already there")
    assert "progress is below −10 %" in words(made, "pace")
    assert "last 8 figures" in row(made, "keep", "holding")


def test_the_chances_in_force() -> None:
    made = scope(REACH, settings=Settings(chances=Chances(likely=0.9, unlikely=0.25)))
    for name in ("questions", "outlook"):
        assert "likely from 90 %, unlikely up to 25 %" in words(made, name)


@pytest.mark.parametrize("rules", every_rule_set(), ids=str)
def test_the_rules_in_force_and_how_often_they_are_wrong(rules: VariationRules) -> None:
    text = words(scope(settings=Settings(variation=rules)), "change")
    assert RULE_SET in text
    assert f"a row of {rules.run_length} figures" in text
    assert ("3.267 × this mean or more are left out" in text) is rules.screening
    assert ("A figure beyond a natural limit counts too." in text) is rules.beyond_counts
    assert f"Chance alone gives one in {FALSE_ALARMS[rules]:.1f} % of the metrics." in text
    assert "begins anew once at least seven figures differ" in text
    whole = words(scope(settings=Settings(variation=replace(rules, whole=True))), "change")
    assert f"a change in {FALSE_ALARMS[rules]:.1f} % under the rules in force" in whole
    assert "By a setting of this site (variation: whole) each record is judged as one" in whole
    assert "begins anew" not in whole


def test_how_often_a_change_is_told_that_there_is_not() -> None:
    text = words(scope(), "change")
    assert "400 simulated records of each kind" in text
    assert "within six months in 34 % at 1, 76 % at 2 and 98 % at 3 standard deviations" in text
    assert "to the very month in 84 % at 3 and 98 % at 5" in text
    assert "each keeps 60 % of it 0.73 1.06 2.77" in text.replace("\n", " ")
    assert "0.73" not in words(scope(settings=Settings(variation=WHOLE)), "change")


def test_every_status_is_explained_and_lies_on_one_pile() -> None:
    made = scope(REACH, HOLD)
    keys = [*rows(made, "pace"), *rows(made, "keep")]
    explained = {name for key in keys for name in named(key)}
    assert explained == set(STATUS_WORDS.values())
    listed = [name for pile in Triage for name in on_pile(made, pile)]
    assert sorted(listed) == sorted(STATUS_WORDS.values())


def on_pile(made: Measured, pile: Triage) -> list[str]:
    text = row(made, "piles", TRIAGE_BADGES[pile].word).rstrip(".")
    names = text.partition("; or ")[0]
    return (names[:1].lower() + names[1:]).split("; ")


def named(statuses: str) -> list[str]:
    """Statuses in a row; the word of one has a comma in it."""
    comma = next(word for word in STATUS_WORDS.values() if ", " in word)
    parts = statuses.replace(comma, comma.replace(", ", "; ")).split(", ")
    return [part.replace("; ", ", ") for part in parts]


def test_a_pile_that_no_status_leads_to() -> None:
    """With levels to hold alone nothing is at risk."""
    assert row(scope(HOLD), "piles", "watch") == (
        "Slipped; or worsened since its baseline; or unlikely to be there on time; or a first sign "
        "of worsening; or less likely than not to be there on time."
    )


@pytest.mark.parametrize(
    ("given", "name", "said"),
    [
        ({}, "pace", "milestones"),
        ({}, "pace", "running total"),
        ({}, "pace", "median"),
        ({}, "pace", "net promoter score"),
        ({}, "pace", "began anew"),
        ({}, "change", "After an event"),
        ({}, "change", "rolling average"),
        ({}, "way-of-working", "range:"),
        ({}, "values", "Wilson"),
        ({}, "values", "fewer than"),
    ],
)
def test_what_a_site_does_not_have_is_not_spoken_of(
    given: dict[str, Any], name: str, said: str
) -> None:
    assert said not in words(scope(REACH, **given), name)


@pytest.mark.parametrize(
    ("made", "name", "said"),
    [
        (scope(REACH, milestone("2026-06-30", 60.0)), "pace", "milestones"),
        (scope(REACH, of=metric(accumulates=Accumulates.YEAR)), "pace", "running total"),
        (scope(REACH, of=metric(calculation=Calculation.MEDIAN)), "pace", "never averaged"),
        (scope(REACH, of=metric(calculation=Calculation.SHARE)), "pace", "of a share √("),
        (scope(RANGE), "way-of-working", "Of a range: both are within it."),
        (scope(of=metric(calculation=Calculation.NPS)), "values", "adjusted Wald"),
        (scope(of=metric(calculation=Calculation.SHARE, min_n=7)), "values", "than 7 answers"),
        (scope(of=metric(lag_days=1)), "fresh", "the delay of 1 day has passed"),
        (
            scope(REACH, cadences={"speed": Cadence.QUARTERLY}),
            "pace",
            "the last 2 figures of periods",
        ),
        (scope(REACH, cadences={"speed": Cadence.QUARTERLY}), "outlook", "has 4 periods"),
        (
            scope(REACH, cadences={"speed": Cadence.QUARTERLY}),
            "outlook",
            "further away than 8 quarters",
        ),
    ],
)  # fmt: skip
def test_what_a_site_has_is_spoken_of(made: Measured, name: str, said: str) -> None:
    assert said in words(made, name)


@pytest.mark.parametrize("name", SECTIONS)
def test_its_sentences_are_whole(name: str) -> None:
    """No place is left unfilled, and each paragraph ends."""
    made = scope(REACH, HOLD, RANGE, event("2026-02-01"))
    assert not re.search(r"[{}]| None\b|  ", words(made, name))
    for text in re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", section(made, name)):
        assert text.endswith("."), text


def test_no_metric_at_all() -> None:
    report = measure(dataset([], []), Settings())
    made = report, formats_of(Settings(), report.series)
    assert words(made, "fresh").startswith("A figure is due")
    assert "<table" not in section(made, "values")


ALL: tuple[Row, ...] = (SERVICE, LEGAL, clauses(), waiting(), EASY)


def company(*tables: Row) -> Measured:
    report = reported((*ALL, *tables))
    return report, formats_of(Settings(), report.series)


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ((), []),
        ((handoff(),), ["A handoff that one side does not feel"]),
        (
            (holds(),),
            [
                "A goal at the cost of its guardrail",
                "Two goals that oppose each other",
                "A commitment with no goal behind it",
                "No back-office department",
            ],
        ),
    ],
)
def test_only_what_can_be_found_is_told(tables: tuple[Row, ...], told: list[str]) -> None:
    assert list(rows(company(*tables), "together")) == told


def test_tension_is_told_with_its_numbers_where_pairs_were_tried() -> None:
    text = words(company(holds()), "together", tried=3)
    for said in ("24 periods or more", "(of long ones by 199)", "Hochberg at 5 %"):
        assert said in text
    assert "Hochberg" not in words(company(holds()), "together")
