"""Home in words: whether the promise is kept, how the goals do, and how fresh the figures are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from generator.measure.report import Report
from generator.measure.triage import count_triage
from generator.model.tables import Metric
from generator.model.vocabulary import Rule, Triage
from generator.sentences.goals import aim, latest
from generator.sentences.numbers import Formats, counted, day, listed, plural, tally
from generator.sentences.words import department_name, shortened

#: A group of goals after its count, for one goal and for more: in a sentence, in a row of counts,
#: and on a label.
TRIAGE_CLAUSES: Mapping[Triage, tuple[str, str]] = {
    Triage.NEEDS_DECISION: ("needs a decision", "need a decision"),
    Triage.WATCH: ("needs watching", "need watching"),
    Triage.GOING_WELL: ("is going well", "are going well"),
    Triage.CANNOT_SAY: ("cannot be judged yet", "cannot be judged yet"),
}
_IN_A_ROW: Mapping[Triage, tuple[str, str]] = {
    **TRIAGE_CLAUSES,
    Triage.WATCH: ("to watch", "to watch"),
    Triage.GOING_WELL: ("going well", "going well"),
}
TRIAGE_LABELS: Mapping[Triage, tuple[str, str]] = {
    **_IN_A_ROW,
    Triage.CANNOT_SAY: ("cannot say yet", "cannot say yet"),
}

_MOST_NAMED = 4
_FEWEST_GOALS = 2


def promise_sentence(report: Report, formats: Formats) -> str:
    """How the goal that measures the promise does; "" if no goal measures it."""
    assessment = report.assessments.get(report.settings.promise_goal)
    if assessment is None:
        return ""
    goal_status = assessment.goal_status
    series = report.series.get(goal_status.goal.series_key)
    value = latest(series, formats, goal_status.goal.target)
    if not value:
        return f"{shortened(goal_status.metric.name)}: no figure has come yet."
    target = formats.stated(goal_status.goal.target, goal_status.metric)
    if goal_status.goal.rule is Rule.RANGE:
        target = aim(goal_status.goal, goal_status.metric, formats)
    return f"{shortened(goal_status.metric.name)}: {value}; we promise {target}."


def state(report: Report, formats: Formats) -> str:
    """Where we stand in one or two sentences: who does well, and what does not."""
    counts = count_triage(report.open_assessments)
    total = counts.total()
    if not total:
        goals = "No goal is open." if report.assessments else "No goals are set yet."
        if not report.dataset.rows(Metric):
            return f"{goals} Nothing is measured yet: the tables in the data folder are empty."
        metrics = counted(len(report.dataset.rows(Metric)), "metric is", "metrics are")
        return f"{goals} {metrics} measured."
    promise = promise_sentence(report, formats)
    assessment = report.assessments.get(report.settings.promise_goal)
    kept = assessment is None or assessment.triage in (Triage.GOING_WELL, Triage.CANNOT_SAY)
    well = _all_well(report)
    if promise and not kept:
        lead = f"{well}, and still the promise is not kept. " if well else ""
        return f"{lead}{promise}"
    foremost, count = next((triage, count) for triage, count in counts.items() if count)
    clause = plural(count, *TRIAGE_CLAUSES[foremost])
    if foremost is Triage.CANNOT_SAY:
        text = f"Nothing can be said yet of {counted(total, 'goal')}."
    elif foremost is Triage.WATCH:
        text = f"No goal needs a decision; {count} {clause}."
    else:
        text = f"{_of_all(count, total)} {clause}."
    return f"{promise} {text}" if promise else text


def more_goals(count: int) -> str:
    """How many goals in trouble are not shown; "" without any."""
    if count <= 0:
        return ""
    return f"{counted(count, 'more goal needs', 'more goals need')} a decision or watching"


def changed_metrics(count: int, words: str) -> str:
    """How many metrics have changed: `12 metrics have improved.`."""
    return f"{counted(count, 'metric has', 'metrics have')} {words}."


def undecided_sentence(count: int, total: int) -> str:
    """How many of the `total` goals that need a decision wait for a request; "" for none."""
    if count == 0:
        return ""
    if total == 1:
        return "For the goal that needs a decision none is asked yet: ask its owner."
    some = f"{count} of the {total}"
    if count == total:
        some = "both" if total == 2 else f"all {total}"
    owners = plural(count, "its owner", "their owners")
    return f"For {some} goals that need a decision none is asked yet: ask {owners}."


def counts_sentence(counts: Counter[Triage]) -> str:
    """The counts as a sentence: `2 need a decision, 1 to watch, 4 going well`."""
    parts = (
        f"{count} {plural(count, *_IN_A_ROW[triage])}" for triage, count in counts.items() if count
    )
    return ", ".join(parts) or "No open goal"


def goals_sentence(counts: Counter[Triage]) -> str:
    """How many goals are open, and how they do: `3 open goals: 1 to watch, 2 going well.`."""
    return f"{counted(counts.total(), 'open goal')}: {counts_sentence(counts)}."


def closed_sentence(count: int) -> str:
    """How many closed goals stand at the end of a list; "" without any."""
    return f"{counted(count, 'closed goal is', 'closed goals are')} listed last." if count else ""


def freshness_sentence(report: Report, formats: Formats) -> str:
    """How many metrics are up to date, and on which day."""
    if report.figures_to is None:
        return "No figure has come yet."
    known = [fresh for fresh in report.freshness.values() if fresh.newest is not None]
    late = sum(fresh.late for fresh in known)
    silent = len(report.freshness) - len(known)
    fine = len(known) - late
    rest = tally(
        ((late, "is late", "are late"), (silent, "has no figure yet", "have no figure yet"))
    )
    text = (
        f"{formats.number(fine)} of {formats.number(len(report.freshness))} "
        f"{plural(len(report.freshness), 'metric')} {plural(fine, 'is', 'are')} up to date "
        f"on {day(report.dataset.as_of.day)}"
    )
    return f"{text}; {rest}." if rest else f"{text}."


def _of_all(count: int, total: int) -> str:
    """`3 of 36 open goals`; `The one open goal` if there is no other."""
    return plural(total, "The one open goal", f"{count} of {counted(total, 'open goal')}")


def _all_well(report: Report) -> str:
    """A clause on the departments with two goals or more that go well, and none that does not."""
    by_department = report.open_by("department")
    counted_well = {key: count_triage(goals) for key, goals in by_department.items()}
    well = {
        key: counts
        for key, counts in sorted(
            counted_well.items(), key=lambda item: -item[1][Triage.GOING_WELL]
        )
        if counts[Triage.GOING_WELL] >= _FEWEST_GOALS
        and not counts[Triage.NEEDS_DECISION] + counts[Triage.WATCH]
    }
    if not well:
        return ""
    names = [department_name(report.dataset, key) for key in well]
    shown = listed(names, _MOST_NAMED, ("more department", "more departments"))
    unjudged = any(counts[Triage.CANNOT_SAY] for counts in well.values())
    return f"Every goal of {shown}{' that can be judged' if unjudged else ''} is going well"
