"""The worked example of the Methods page: which is chosen, and every line redone by a reader."""

from __future__ import annotations

import pytest

from generator.check.folder_check import check_folder
from generator.measure.pooling import newest_interval
from generator.measure.report import Report, measure
from generator.measure.worked_example import example_of
from generator.model.dataset import AsOf
from generator.model.settings import Settings, VariationRules
from generator.model.tables import TABLES
from generator.model.vocabulary import Calculation
from generator.read.data_folder import read_folder
from generator.sentences.numbers import formats_of
from generator.sentences.worked_example import interval_working, limits_working
from generator.sentences.working import Step
from tests.measure.build import dataset, day, goal, metric
from tests.sentences.test_working import plain, redone, shown
from tests.story.write import TODAY, write

SETTINGS = Settings()


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("story")
    write(folder)
    day_of_the_site = AsOf(day=TODAY, reason="the option")
    return measure(
        check_folder(read_folder(folder, TABLES), Settings(), day_of_the_site), Settings()
    )


def holds(step: Step) -> bool:
    """Whether a line gives what is printed beside it, if it is one to be calculated."""
    if step.what in ("Newest figure", "Near limits", "Movement"):
        return True
    how = plain(step.how).rpartition("): ")[2] if "left out (" in step.how else plain(step.how)
    if step.what == "Usual step" and "none is left out" in how:
        return True
    number = redone(how)
    assert number is not None, step
    result, unit = shown(step.result)
    return abs(number - result) <= unit / 2 + 1e-9


def test_every_line_of_the_limits_can_be_redone(story: Report) -> None:
    """And they are the limits by which the charts and answers go, to the last place printed."""
    formats, count = formats_of(story.settings, story.series), 0
    for key, judged_series in story.judged_series.items():
        made = limits_working(judged_series, formats)
        if made is None:
            continue
        assert [step for step in made.steps if not holds(step)] == [], key
        assert judged_series.control_chart is not None
        limits = judged_series.control_chart.groups[-1].limits
        assert limits is not None
        ends = made.on_paper.group.limits
        assert ends is not None
        for end, exact in ((ends.lower, limits.lower), (ends.upper, limits.upper)):
            assert end == pytest.approx(exact, rel=0.002, abs=0.02), key
        count += 1
    assert count > 60


def test_every_line_of_the_intervals_can_be_redone(story: Report) -> None:
    formats, count = formats_of(story.settings, story.series), 0
    for key, series in story.series.items():
        made = interval_working(series, formats)
        if not made:
            continue
        assert [step for step in made if not holds(step)] == [], key
        exact = newest_interval(series)
        assert exact is not None
        low, high = (shown(step.result)[0] for step in made[-2:])
        assert (low, high) == pytest.approx((exact.low, exact.high), abs=0.06), key
        count += 1
    assert count > 20


def test_limits_step_by_step() -> None:
    """Thirteen figures of 50 and 54 and one leap to 70: 20 / 13 steps screened by hand."""
    values = [50.0, 54.0] * 6 + [50.0, 70.0]
    report = measured(values)
    made = limits_working(
        report.judged_series["speed", ""],
        formats_of(Settings(), report.series),
    )
    assert made is not None
    assert made.figures[-2:] == (
        ("September 2026", "50", "4"),
        ("October 2026", "70", "20"),
    )
    # Mean 744 / 14; steps 12 · 4 + 20 = 68 of 13; 3.267 · 5.231 = 17.09 leaves out the 20.
    assert [(step.what, plain(step.how), step.result) for step in made.steps] == [
        ("Mean", "sum of the 14 figures: 744 / 14", "53.143"),
        ("Mean step", "sum of the 13 steps: 68 / 13", "5.231"),
        (
            "Usual step",
            "3.267 × 5.231 = 17.09; 1 step of this size or more is left out (20): 48 / 12",
            "4",
        ),
        ("Lower natural limit", "53.143 − 2.66 × 4", "42.5"),
        ("Upper natural limit", "53.143 + 2.66 × 4", "63.78"),
        ("Near limits", "53.143 − ⅔ × 2.66 × 4 and 53.143 + ⅔ × 2.66 × 4", "46.05 and 60.24"),
        ("Newest figure", "70 is above the upper natural limit", "first sign of improvement"),
    ]


def test_without_screening_no_step_is_left_out() -> None:
    rules = VariationRules(screening=False)
    report = measured([50.0, 54.0] * 6 + [50.0, 70.0], Settings(variation=rules))
    made = limits_working(
        report.judged_series["speed", ""],
        formats_of(Settings(), report.series),
    )
    assert made is not None
    assert [step.what for step in made.steps][:3] == ["Mean", "Mean step", "Lower natural limit"]


def measured(values: list[float], settings: Settings = SETTINGS) -> Report:
    """A report on one metric with its newest value of October 2026."""
    of = metric()
    rows = [
        {"metric": of.metric, "date": f"{2026 - back // 12}-{12 - back % 12:02}-01", "value": value}
        for back, value in zip(range(len(values) + 1, 1, -1), values, strict=True)
    ]
    return measure(dataset(rows, [of]), settings)


COUNTED = {"n": 100.0, "numerator": 60.0, "value": 60.0}


def test_the_goal_with_the_fullest_working_is_chosen() -> None:
    """Counts before none, a pace before a level; then the fewer figures; then the id."""
    metrics = [
        metric(metric="plain"),
        metric(metric="counted", calculation=Calculation.SHARE),
        metric(metric="longer", calculation=Calculation.SHARE),
    ]
    lengths = {"plain": 14, "counted": 15, "longer": 16}
    rows = [
        {
            "metric": name,
            "date": f"{2026 - back // 12}-{12 - back % 12:02}-01",
            "value": 60.0 + back % 2,
        }
        | ({"n": 100.0, "numerator": 60.0 + back % 2} if name != "plain" else {})
        for name, length in lengths.items()
        for back in range(2, 2 + length)
    ]
    pace = {"baseline": 40.0, "baseline_date": day("2026-01-31"), "due": day("2027-01-31")}
    goals = [goal(goal=f"{name}-70", metric=name, **pace) for name in lengths]
    assert chosen(dataset(rows, [*metrics, *goals])) == "counted-70"
    assert chosen(dataset(rows, [*metrics, goals[2], goals[0]])) == "longer-70"
    assert chosen(dataset(rows, [*metrics, goals[0]])) == "plain-70"
    assert chosen(dataset(rows, metrics)) == "counted"
    assert chosen(dataset([], metrics)) is None


def chosen(of: object) -> str | None:
    found = example_of(measure(of, Settings()))  # type: ignore[arg-type]
    if found is None:
        return None
    return (
        found.assessment.goal.goal if found.assessment else found.judged_series.series.metric.metric
    )
