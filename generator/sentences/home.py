"""Home in words: whether the promise is kept, how the goals do, and how fresh the figures are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from generator.measure.assessment import GoalAssessment, newest_meets
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.parts import Parts
from generator.measure.report import Report
from generator.measure.triage import count_triage, does_well
from generator.model.tables import Metric
from generator.model.vocabulary import Change, Rule, Triage
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.charts import moved
from generator.sentences.goal_figures import latest_of_goal
from generator.sentences.goal_page import goal_headline
from generator.sentences.goals import aim
from generator.sentences.numbers import Formats, counted, day, listed, plural, tally
from generator.sentences.words import STATUS_WORDS, department_name, short_name, shortened

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

#: What no part of a figure says.
THE_REST = "rest"

_MOST_NAMED = 4
_TEN = 10
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
    text = foremost(counts)
    return f"{promise} {text}" if promise else text


def foremost(counts: Counter[Triage]) -> str:
    """How many goals are in the first pile that has some."""
    foremost, count = next((triage, count) for triage, count in counts.items() if count)
    clause = plural(count, *TRIAGE_CLAUSES[foremost])
    if foremost is Triage.WATCH:
        return f"No goal needs a decision; {count} {clause}."
    return f"{_of_all(count, counts.total())} {clause}."


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


def home_headline(report: Report, formats: Formats) -> str:
    """What a leader reads first, in one sentence.

    If over half of the open goals have no verdict, it is that; else how the promise does.
    """
    counts = count_triage(report.open_assessments)
    if not counts.total():
        return state(report, formats)
    if 2 * counts[Triage.CANNOT_SAY] > counts.total():
        return _no_verdict(report.open_assessments)
    promise = report.assessments.get(report.settings.promise_goal)
    if promise is None:
        return foremost(counts)
    name = shortened(promise.goal_status.metric.name)
    series = report.series.get(promise.goal.series_key)
    if series is not None and promise.worse and not promise.goal_status.frozen:
        from_to = moved(series, promise.judged_series, formats)
        if from_to:
            aimed = aim(promise.goal, promise.goal_status.metric, formats)
            return f"{name}: {from_to}; we promise {aimed}."
    return goal_headline(promise, series, name, formats)


def count_before(count: int) -> str:
    """How many goals were in a pile in the last edition: `was 13`."""
    return f"was {count}"


def unasked_words(count: int) -> str:
    """`No decision is recorded for 7 goals.`; "" for none."""
    return f"No decision is recorded for {counted(count, 'goal')}." if count else ""


def changed_since(judged: JudgedSeries, change: Change, formats: Formats) -> str:
    """`Offers won improved in August 2026`."""
    since, series = judged.signal_since, judged.series
    word = CHANGE_BADGES[change].word
    text = f"{short_name(series.metric)} {word}"
    return f"{text} since {formats.period(since, series.cadence)}" if since else text


def parts_heading(parts: Parts, formats: Formats) -> str:
    """`Where the 44 days go`."""
    return f"Where the {formats.value(parts.whole, parts.metric)} go"


def parts_in_words(parts: Parts, names: Sequence[str], formats: Formats) -> str:
    """The bar aloud: `Legal 14 days, Technology 9 days`."""
    values = [formats.value(value, metric) for metric, value in parts.parts]
    told = [f"{name} {value}" for name, value in zip(names, values, strict=True)]
    if parts.remainder:
        told.append(f"{THE_REST} {formats.value(parts.remainder, parts.metric)}")
    return listed(told)


def part_figure(value: float, parts: Parts, formats: Formats) -> str:
    """A part without its unit: `14`; with the decimals of the metric if the whole is below 10."""
    return formats.number(value, 0) if parts.whole >= _TEN else formats.figure(value, parts.metric)


def promised_words(target: float, metric: Metric, formats: Formats) -> str:
    """The rule in the bar: `30 days promised`."""
    return f"{formats.stated(target, metric)} promised"


def current_words(report: Report) -> str:
    """`43 of 46 up to date`."""
    fine = sum(one.newest is not None and not one.late for one in report.freshness.values())
    return f"{fine} of {len(report.freshness)} up to date"


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
    """`3 of 36 open goals`, `Both open goals`; `The one open goal` if there is no other."""
    every = {1: "The one open goal", 2: "Both open goals"}.get(total, f"All {total} open goals")
    return every if count == total else f"{count} of {counted(total, 'open goal')}"


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
