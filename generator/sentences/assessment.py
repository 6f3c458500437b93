"""The four questions about a goal or a metric, with their answers in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.measure.assessment import (
    GoalAssessment,
    newest_meets,
)
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.outlook import Likelihood
from generator.measure.series import Series
from generator.measure.variation import Assurance
from generator.model.vocabulary import Cadence, Change
from generator.sentences.change import change_sentence, since
from generator.sentences.goals import aim, aim_noun, aim_with_date, finding, newest_and_aim, why
from generator.sentences.numbers import Formats
from generator.sentences.outlook import (
    chance_in_brackets,
    outlook_answer,
    outlook_basis,
    outlook_sentence,
)
from generator.sentences.piles import status_beside_pile
from generator.sentences.words import LIKELIHOOD_BADGES, Badge, Tone, capitalised

CHANGED = "Is it changing?"
ABLE = "Can we hit it as we work today?"
ON_PACE = "Is it on pace?"
WILL_BE_ON_TIME = "Will it be there on time?"
ENDED = "How did it end?"

#: A change and what we can hit as we work today have icons of their own: a shape and a letter.
CHANGE_BADGES: Mapping[Change, Badge] = {
    Change.NONE: Badge(word="steady", tone=Tone.NONE, shape="circle", letter="S"),
    Change.BETTER: Badge(word="improved", tone=Tone.BETTER, shape="diamond", letter="I"),
    Change.WORSE: Badge(word="worsened", tone=Tone.WORSE, shape="square", letter="W"),
    Change.OTHER: Badge(word="changed", tone=Tone.NONE, shape="diamond", letter="C"),
    Change.FIRST_BETTER: Badge(
        word="first sign of improvement", tone=Tone.NONE, shape="diamond", letter="i"
    ),
    Change.FIRST_WORSE: Badge(
        word="first sign of worsening", tone=Tone.NONE, shape="square", letter="w"
    ),
    Change.FIRST_OTHER: Badge(
        word="first sign of change", tone=Tone.NONE, shape="diamond", letter="c"
    ),
    Change.UNKNOWN: Badge(word="cannot be told", tone=Tone.NONE, shape="circle", letter="?"),
}
ASSURANCE_BADGES: Mapping[Assurance | None, Badge] = {
    Assurance.PASSES: Badge(word="always", tone=Tone.BETTER, shape="hexagon", letter="A"),
    Assurance.HIT_OR_MISS: Badge(word="sometimes", tone=Tone.NONE, shape="hexagon", letter="S"),
    Assurance.FAILS: Badge(word="no", tone=Tone.WORSE, shape="hexagon", letter="N"),
    None: Badge(word="cannot be told", tone=Tone.NONE, shape="circle", letter="?"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its answer, a word with its badge, and why."""

    question: str
    answer: str
    badge: Badge
    why: str


def questions(
    assessment: GoalAssessment, series: Series | None, cadence: Cadence, formats: Formats
) -> tuple[Question, ...]:
    """The four questions about a goal, two if it was scored when due, none without a figure.

    Whether we can hit it as we work today is not asked where the newest figure does.
    """
    if series is None or not series.closed:
        return ()
    goal_status, status = assessment.goal_status, status_beside_pile(assessment)
    because = why(goal_status, series, cadence, formats)
    changed = _asked(
        CHANGED, CHANGE_BADGES[assessment.change], _change(assessment, series, formats)
    )
    if goal_status.frozen:
        return (_asked(ENDED, status, because), changed)
    asked = ASSURANCE_BADGES[assessment.assurance], able(assessment, series, formats)
    return (
        changed,
        *(() if newest_meets(goal_status, series) else (_asked(ABLE, *asked),)),
        _asked(ON_PACE, status, because),
        Question(
            question=WILL_BE_ON_TIME,
            answer=outlook_answer(assessment.outlook, formats),
            badge=LIKELIHOOD_BADGES[assessment.outlook.likelihood],
            why=outlook_basis(goal_status, assessment.outlook, cadence, formats),
        ),
    )


def metric_outlook(
    series: Series,
    judged_series: JudgedSeries | None,
    goals: Sequence[GoalAssessment],
    formats: Formats,
) -> str:
    """What follows a metric's figure: its change, and the outlook of the open goal due next."""
    if not series.closed:
        return ""
    sentences = [change_sentence(judged_series, series, formats)]
    foreseen = [one for one in goals if one.outlook.likelihood is not None and one.goal.due]
    for one in sorted(foreseen, key=lambda one: (one.goal.due, one.goal.goal))[:1]:
        aimed = aim_with_date(one.goal, one.goal_status.metric, formats)
        sentences.append(f"The goal is {aimed}.")
        sentences.append(outlook_sentence(one.goal_status, one.outlook, formats))
    return " ".join(sentences)


def brief(
    assessment: GoalAssessment, series: Series | None, cadence: Cadence, formats: Formats
) -> str:
    """A goal in a line or two, beside badges with its other answers: its figure and aim."""
    text = _lead(assessment, series, formats)
    if series is None or not text:
        return finding(assessment.goal_status, series, cadence, formats)
    begun = since(assessment.judged_series, formats)
    if begun and assessment.change in (Change.BETTER, Change.WORSE):
        text += f" {CHANGE_BADGES[assessment.change].word.capitalize()} {begun}."
    return text


def _lead(assessment: GoalAssessment, series: Series | None, formats: Formats) -> str:
    """The newest figure and the aim; "" if the goal is scored or its figures are too old."""
    goal_status = assessment.goal_status
    return "" if goal_status.fresh.stale else newest_and_aim(goal_status, series, formats)


def _change(assessment: GoalAssessment, series: Series, formats: Formats) -> str:
    better = assessment.goal_status.better
    return change_sentence(assessment.judged_series, series, formats, better)


def marks(assessment: GoalAssessment, formats: Formats) -> tuple[Badge, ...]:
    """The badges beside a goal's status: a real change, and what is likely or unlikely."""
    if assessment.goal_status.frozen or assessment.goal_status.fresh.stale:
        return ()
    badges = []
    if assessment.change in (Change.BETTER, Change.WORSE, Change.FIRST_WORSE):
        badges.append(CHANGE_BADGES[assessment.change])
    likelihood = assessment.outlook.likelihood
    if likelihood in (Likelihood.LIKELY, Likelihood.UNLIKELY):
        badge, chance = (
            LIKELIHOOD_BADGES[likelihood],
            chance_in_brackets(assessment.outlook, formats),
        )
        badges.append(replace(badge, word=f"{badge.word}{chance}"))
    return tuple(badges)


#: What the usual range does; {} is the target or goal.
_RANGE_DOES = {
    Assurance.PASSES: "all of it fulfils {}",
    Assurance.HIT_OR_MISS: "part of it fulfils {}",
    Assurance.FAILS: "none of it fulfils {}",
}


def able(assessment: GoalAssessment, series: Series, formats: Formats) -> str:
    """How the usual range lies to what a goal asks for."""
    judged_series, assurance = assessment.judged_series, assessment.assurance
    if judged_series is not None and judged_series.series.metric.is_total:
        return "A running total has no usual range to hold against the target."
    if assurance is None or judged_series is None or judged_series.control_chart is None:
        return "There is no usual range yet to hold against the target."
    goal = assessment.goal
    aimed, noun = aim(goal, assessment.goal_status.metric, formats), aim_noun(goal)
    group = judged_series.control_chart.groups[-1]
    if not group.usual_step and assurance is Assurance.FAILS:
        return f"It has not moved at all, and does not fulfil {noun}, {aimed}."
    assert judged_series.level_range is not None
    limits = formats.between(*judged_series.level_range, series.metric)
    what = "Its usual range"
    if judged_series.seasonal:
        what += ", its season taken out,"
    elif judged_series.by_month:
        what += " by complete months"
    return f"{what} is {limits}; {_RANGE_DOES[assurance].format(noun)}, {aimed}."


def _asked(question: str, badge: Badge, why: str) -> Question:
    detail = f" ({badge.detail})" if badge.detail else ""
    answer = capitalised(f"{badge.word}{detail}")
    return Question(question=question, answer=answer, badge=badge, why=why)
