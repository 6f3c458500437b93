"""Home in words: whether the promise is kept, how the goals do, and how fresh the figures are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from generator.measure.assessment import GoalAssessment, newest_meets
from generator.measure.report import Report
from generator.measure.triage import count_triage, does_well
from generator.model.tables import Metric
from generator.model.vocabulary import Rule, Triage
from generator.sentences.goal_figures import latest_of_goal
from generator.sentences.goals import aim
from generator.sentences.numbers import Formats, counted, day, listed, plural, tally
from generator.sentences.words import STATUS_WORDS, department_name, shortened

#: A group of goals after its count, for one goal and for more: in a sentence, in a row of counts,
#: and on a label.
TRIAGE_CLAUSES: Mapping[Triage, tuple[str, str]] = {
    Triage.NEEDS_DECISION: ("needs a decision", "need a decision"),
    Triage.WATCH: ("needs watching", "need watching"),
    Triage.GOING_WELL: ("is on track", "are on track"),
    Triage.CANNOT_SAY: ("has no verdict", "have no verdict"),
}
_IN_A_ROW: Mapping[Triage, tuple[str, str]] = {
    **TRIAGE_CLAUSES,
    Triage.WATCH: ("to watch", "to watch"),
    Triage.GOING_WELL: ("on track", "on track"),
    Triage.CANNOT_SAY: ("without a verdict", "without a verdict"),
}
TRIAGE_LABELS: Mapping[Triage, tuple[str, str]] = {
    **_IN_A_ROW,
    Triage.CANNOT_SAY: ("no verdict", "no verdict"),
}

_MOST_NAMED, _MOST_CHANGED = 4, 12
_MOST_REASONS = 3


def promise_sentence(report: Report, formats: Formats) -> str:
    """How the goal that measures the promise does; "" if no goal measures it."""
    assessment = report.assessments.get(report.settings.promise_goal)
    if assessment is None:
        return ""
    goal_status = assessment.goal_status
    series = report.series.get(goal_status.goal.series_key)
    value = latest_of_goal(goal_status, series, formats)
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
    if 2 * counts[Triage.CANNOT_SAY] > total:
        return " ".join(filter(None, (_no_verdict(report.open_assessments), promise)))
    if promise and not _promise_kept(report):
        well = _all_well(report)
        return f"{well}, and still the promise is not kept. {promise}" if well else promise
    foremost, count = next((triage, count) for triage, count in counts.items() if count)
    clause = plural(count, *TRIAGE_CLAUSES[foremost])
    text = f"{_of_all(count, total)} {clause}."
    if foremost is Triage.WATCH:
        text = f"No goal needs a decision; {count} {clause}."
    return f"{promise} {text}" if promise else text


def _no_verdict(assessments: Sequence[GoalAssessment]) -> str:
    """How many goals have no verdict, and why: `5 of 8 open goals have no verdict: 4 stale …`."""
    reasons = Counter(one.status for one in assessments if one.triage is Triage.CANNOT_SAY)
    count = reasons.total()
    known = [STATUS_WORDS[status] for status, _ in reasons.most_common()]
    if len(reasons) > 1:
        known = [f"{many} {STATUS_WORDS[status]}" for status, many in reasons.most_common()]
    why = listed(known, _MOST_REASONS, ("more reason", "more reasons"))
    clause = plural(count, *TRIAGE_CLAUSES[Triage.CANNOT_SAY])
    return f"{_of_all(count, len(assessments))} {clause}: {why}."


def _promise_kept(report: Report) -> bool:
    """Whether the goal that measures the promise is on track, cannot be judged or is reached."""
    one = report.assessments[report.settings.promise_goal]
    fine = one.triage in (Triage.GOING_WELL, Triage.CANNOT_SAY)
    return fine or newest_meets(one.goal_status, report.series.get(one.goal.series_key))


def more_goals(count: int) -> str:
    """How many goals in trouble are not shown; "" without any."""
    if count <= 0:
        return ""
    return f"{counted(count, 'more goal needs', 'more goals need')} a decision or watching"


def more_changed(names: Sequence[str], words: str) -> str:
    """The changed metrics that are not shown: `2 more have improved within a year: A and B.`."""
    have = plural(len(names), "has", "have")
    return f"{len(names)} more {have} {words} within a year: {listed(names, _MOST_CHANGED)}."


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
    """The counts as a sentence: `2 need a decision, 1 to watch, 4 on track`."""
    parts = (
        f"{count} {plural(count, *_IN_A_ROW[triage])}" for triage, count in counts.items() if count
    )
    return ", ".join(parts) or "No open goal"


def goals_sentence(counts: Counter[Triage]) -> str:
    """How many goals are open, and how they do: `3 open goals: 1 to watch, 2 on track.`."""
    return f"{counted(counts.total(), 'open goal')}: {counts_sentence(counts)}."


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
    """A clause on the departments that do well, those with the most goals on track first."""
    well = {
        key: count_triage(goals)
        for key, goals in report.open_by("department").items()
        if does_well(goals)
    }
    if not well:
        return ""
    keys = sorted(well, key=lambda key: -well[key][Triage.GOING_WELL])
    names = [department_name(report.dataset, key) for key in keys]
    shown = listed(names, _MOST_NAMED, ("more department", "more departments"))
    unjudged = any(counts[Triage.CANNOT_SAY] for counts in well.values())
    return f"Every goal of {shown}{' that has a verdict' if unjudged else ''} is on track"
