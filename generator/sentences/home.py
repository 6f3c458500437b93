"""What Home says first: how the promise stands, where the goals stand, how fresh it all is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.measure.assessment import GoalAssessment
from generator.measure.report import Report
from generator.measure.triage import TriageCounts, count_piles
from generator.model.tables import Department, Metric
from generator.model.vocabulary import Rule, Triage
from generator.sentences.goals import aim, latest
from generator.sentences.numbers import Formats, counted, day, listed
from generator.sentences.words import shortened

#: Each pile after its count, for one goal and for more.
TRIAGE_PHRASES: Mapping[Triage, tuple[str, str]] = {
    Triage.NEEDS_DECISION: ("needs a decision", "need a decision"),
    Triage.WATCH: ("to watch", "to watch"),
    Triage.GOING_WELL: ("going well", "going well"),
    Triage.CANNOT_SAY: ("cannot say yet", "cannot say yet"),
}

#: Within a sentence.
_SAID: Mapping[Triage, str] = {Triage.CANNOT_SAY: "cannot be judged yet"}

_MOST_NAMED = 4
_FEWEST_GOALS = 2


def promise_state(report: Report, formats: Formats) -> str:
    """How the goal that measures the promise stands; "" where no goal does."""
    goal_status = report.goal_statuses.get(report.settings.promise_goal)
    if goal_status is None:
        return ""
    series = report.series.get((goal_status.goal.metric, goal_status.goal.segment or ""))
    value = latest(series, formats, goal_status.goal.target)
    if not value:
        return f"{shortened(goal_status.metric.name)}: no figure has come yet."
    target = formats.stated(goal_status.goal.target, goal_status.metric)
    if goal_status.goal.rule is Rule.RANGE:
        target = aim(goal_status.goal, goal_status.metric, formats)
    return f"{shortened(goal_status.metric.name)}: {value}; we promise {target}."


def state(report: Report, formats: Formats) -> str:
    """Where we stand in one or two sentences: who does well, and what does not."""
    counts = count_piles(report.open_answers)
    if counts.total == 0:
        goals = "No goal is open." if report.goal_statuses else "No goals are set yet."
        if not report.dataset.rows(Metric):
            return f"{goals} Nothing is measured yet: the tables in the data folder are empty."
        metrics = counted(len(report.dataset.rows(Metric)), "metric is", "metrics are")
        return f"{goals} {metrics} measured."
    promise = promise_state(report, formats)
    answers = report.answers.get(report.settings.promise_goal)
    kept = answers is None or answers.pile in (Triage.GOING_WELL, Triage.CANNOT_SAY)
    well = _all_well(report)
    if promise and not kept:
        lead = f"{well}, and still the promise is not kept. " if well else ""
        return f"{lead}{promise}"
    if counts.needs_decision:
        verb = "needs" if counts.needs_decision == 1 else "need"
        text = f"{_of_all(counts.needs_decision, counts.total)} {verb} a decision."
    elif counts.watch:
        verb = "needs" if counts.watch == 1 else "need"
        text = f"No goal needs a decision; {counts.watch} {verb} watching."
    elif counts.going_well:
        verb = "is" if counts.going_well == 1 else "are"
        text = f"{_of_all(counts.going_well, counts.total)} {verb} going well."
    else:
        text = f"Nothing can be said yet of {counted(counts.total, 'goal')}."
    return f"{promise} {text}" if promise else text


def undecided_sentence(count: int, pile: int) -> str:
    """For how many of the goals that need a decision none is asked; "" where for each one is."""
    if count == 0:
        return ""
    if pile == 1:
        return "For the goal that needs a decision none is asked yet: ask its owner."
    if count == 1:
        return f"For 1 of the {pile} goals that need a decision none is asked yet: ask its owner."
    every = "both" if pile == 2 else f"all {pile}"
    some = f"{count} of the {pile}" if count < pile else every
    return f"For {some} goals that need a decision none is asked yet: ask their owners."


def counts_sentence(counts: TriageCounts) -> str:
    """The piles as a sentence: `2 need a decision, 1 to watch, 4 going well`."""
    if counts.total == 0:
        return "No open goal"
    parts = [
        f"{counts.of(pile)} {_SAID.get(pile, TRIAGE_PHRASES[pile][counts.of(pile) != 1])}"
        for pile in Triage
        if counts.of(pile)
    ]
    return ", ".join(parts)


def freshness_sentence(report: Report, formats: Formats) -> str:
    """How many metrics are up to date, and on which day."""
    if report.figures_to is None:
        return "No figure has come yet."
    known = [fresh for fresh in report.fresh.values() if fresh.newest is not None]
    late = sum(fresh.late for fresh in known)
    silent = len(report.fresh) - len(known)
    fine = len(known) - late
    text = f"{formats.number(fine)} of {formats.number(len(report.fresh))} "
    text += "metric " if len(report.fresh) == 1 else "metrics "
    text += "is up to date" if fine == 1 else "are up to date"
    text += f" on {day(report.dataset.as_of.day)}"
    rest = []
    if late:
        rest.append(f"{late} {'is' if late == 1 else 'are'} late")
    if silent:
        rest.append(f"{silent} {'has' if silent == 1 else 'have'} no figure yet")
    return f"{text}; {' and '.join(rest)}." if rest else f"{text}."


def department_state(name: str, answers: Iterable[GoalAssessment]) -> str:
    """One sentence of a department's goals, as counts."""
    counts = count_piles(answers)
    if counts.total == 0:
        return f"{name} has no open goal."
    goals = counted(counts.total, "open goal")
    if counts.going_well == counts.total:
        if counts.total == 1:
            return f"The one open goal of {name} is going well."
        if counts.total == 2:
            return f"Both open goals of {name} are going well."
        return f"All {goals} of {name} are going well."
    return f"{name} has {goals}: {counts_sentence(counts)}."


def _of_all(count: int, total: int) -> str:
    """`3 of 36 open goals`; `The one open goal` where there is no other."""
    return "The one open goal" if total == 1 else f"{count} of {counted(total, 'open goal')}"


def _all_well(report: Report) -> str:
    """The departments of whose goals two or more go well and none else can be judged, a clause."""
    by_department: dict[str, list[GoalAssessment]] = {}
    for one in report.open_answers:
        by_department.setdefault(one.goal.department, []).append(one)
    names = report.dataset.by_id(Department)
    well: list[tuple[int, str]] = []
    judged_all = True
    for key, answers in by_department.items():
        piles = [one.pile for one in answers]
        good = piles.count(Triage.GOING_WELL)
        silent = piles.count(Triage.CANNOT_SAY)
        if good >= _FEWEST_GOALS and good + silent == len(piles):
            well.append((-good, shortened(names[key].name)))
            judged_all = judged_all and not silent
    if not well:
        return ""
    well.sort(key=lambda entry: entry[0])
    shown = [name for _, name in well[:_MOST_NAMED]]
    more = len(well) - len(shown)
    if more:
        shown.append(f"{more} more {'department' if more == 1 else 'departments'}")
    judged = "" if judged_all else " that can be judged"
    return f"Every goal of {listed(shown)}{judged} is going well"
