"""The four questions about a goal or a metric, asked and answered in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.measure.assessment import Change, GoalAssessment, change_of
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.outlook import Likelihood
from generator.measure.series import Series
from generator.measure.variation import Assurance
from generator.model.vocabulary import Cadence, Rule, Status
from generator.sentences.change import change_sentence, since, usual_range_in_words
from generator.sentences.goals import aim, aim_with_date, finding, latest, why
from generator.sentences.numbers import Formats
from generator.sentences.outlook import outlook_answer, outlook_basis, outlook_sentence
from generator.sentences.words import LIKELIHOOD_WORDS, Badge, Tone, badge_of

CHANGED = "Has it really changed?"
ABLE = "Could today's way of working get there?"
ON_PACE = "Is it on pace?"
ON_TIME = "Will it be there on time?"
ENDED = "How did it end?"

#: A change and what today's way of working can do have icons of their own: a shape and a letter.
CHANGE_BADGES: Mapping[Change, Badge] = {
    Change.NONE: Badge(word="no real change", tone=Tone.NONE, shape="circle", letter="N"),
    Change.BETTER: Badge(word="really better", tone=Tone.BETTER, shape="diamond", letter="B"),
    Change.WORSE: Badge(word="really worse", tone=Tone.WORSE, shape="square", letter="W"),
    Change.OTHER: Badge(word="really changed", tone=Tone.NONE, shape="diamond", letter="C"),
    Change.UNKNOWN: Badge(word="cannot be told", tone=Tone.NONE, shape="circle", letter="?"),
}
ASSURANCE_BADGES: Mapping[Assurance | None, Badge] = {
    Assurance.PASSES: Badge(word="every time", tone=Tone.BETTER, shape="hexagon", letter="E"),
    Assurance.HIT_OR_MISS: Badge(word="sometimes", tone=Tone.NONE, shape="hexagon", letter="S"),
    Assurance.FAILS: Badge(
        word="not without a change", tone=Tone.WORSE, shape="hexagon", letter="X"
    ),
    None: Badge(word="cannot be told", tone=Tone.NONE, shape="circle", letter="?"),
}
LIKELIHOOD_BADGES: Mapping[Likelihood | None, Badge] = {
    Likelihood.LIKELY: Badge(word=LIKELIHOOD_WORDS[Likelihood.LIKELY], tone=Tone.GOOD, shape="●"),
    Likelihood.OPEN: Badge(word=LIKELIHOOD_WORDS[Likelihood.OPEN], tone=Tone.NONE, shape="○"),
    Likelihood.UNLIKELY: Badge(
        word=LIKELIHOOD_WORDS[Likelihood.UNLIKELY], tone=Tone.BAD, shape="■"
    ),
    None: Badge(word="no outlook", tone=Tone.NONE, shape="○"),
}


#: Statuses that speak of the figure that has not come.
_WITHOUT_FIGURE = (Status.NO_DATA, Status.AWAITING_DATA, Status.NOT_REPORTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its answer, which is a word under its sign, and why."""

    question: str
    answer: str
    sign: Badge
    why: str


def opening(
    assessment: GoalAssessment, series: Series | None, cadence: Cadence, formats: Formats
) -> str:
    """The first sentences of a goal's page: its figure and aim, its change, its outlook."""
    goal_status = assessment.goal_status
    text = _lead(assessment, series, formats)
    if series is None or not text:
        return finding(goal_status, series, cadence, formats)
    said = [text, change_sentence(assessment.judged_series, series, formats, goal_status.sign)]
    said.append(outlook_sentence(goal_status, assessment.outlook, formats))
    return " ".join(filter(None, said))


def questions(
    assessment: GoalAssessment, series: Series | None, cadence: Cadence, formats: Formats
) -> tuple[Question, ...]:
    """The four questions about a goal; without a figure there is nothing to ask.

    Of a goal that was scored at its due date is asked how it ended, and whether what it is about
    has really changed.
    """
    if series is None or not series.closed:
        return ()
    goal_status, status = assessment.goal_status, badge_of(assessment.status)
    if goal_status.frozen:
        return (
            _asked(ENDED, status, why(goal_status, series, cadence, formats)),
            _asked(CHANGED, CHANGE_BADGES[assessment.change],
                   change_sentence(assessment.judged_series, series, formats, goal_status.sign)),
        )  # fmt: skip
    return (
        _asked(CHANGED, CHANGE_BADGES[assessment.change],
               change_sentence(assessment.judged_series, series, formats, goal_status.sign)),
        _asked(ABLE, ASSURANCE_BADGES[assessment.assurance], able(assessment, series, formats)),
        _asked(ON_PACE, status, why(goal_status, series, cadence, formats)),
        Question(
            question=ON_TIME,
            answer=outlook_answer(assessment.outlook, formats),
            sign=LIKELIHOOD_BADGES[assessment.outlook.likelihood],
            why=outlook_basis(goal_status, assessment.outlook, cadence, formats),
        ),
    )  # fmt: skip


def metric_opening(
    series: Series,
    judged_series: JudgedSeries | None,
    goals: Sequence[GoalAssessment],
    cadence: Cadence,
    formats: Formats,
) -> str:
    """What follows a metric's figure: its change, and the outlook of the open goal due next."""
    if not series.closed:
        return ""
    said = [change_sentence(judged_series, series, formats)]
    ahead = [one for one in goals if one.outlook.likelihood is not None and one.goal.due]
    for one in sorted(ahead, key=lambda one: (one.goal.due, one.goal.goal))[:1]:
        goal, metric = one.goal, one.goal_status.metric
        said.append(f"The goal is {aim_with_date(goal, metric, formats)}.")
        said.append(outlook_sentence(one.goal_status, one.outlook, formats))
    return " ".join(said)


def change_mark(judged_series: JudgedSeries | None) -> Badge:
    """Whether a metric has really changed, as a sign with its word."""
    return CHANGE_BADGES[change_of(judged_series)]


def brief(
    assessment: GoalAssessment, series: Series | None, cadence: Cadence, formats: Formats
) -> str:
    """A goal in a line or two, where signs beside it give the other answers: figure and aim."""
    text = _lead(assessment, series, formats)
    if series is None or not text:
        return finding(assessment.goal_status, series, cadence, formats)
    begun = since(assessment.judged_series, formats)
    if begun and assessment.change in (Change.BETTER, Change.WORSE):
        text += f" {CHANGE_BADGES[assessment.change].word.capitalize()} {begun}."
    return text


def _lead(assessment: GoalAssessment, series: Series | None, formats: Formats) -> str:
    """The newest figure and the aim; "" where the goal is scored or its figures are too old."""
    goal_status, goal = assessment.goal_status, assessment.goal
    told = goal_status.frozen or goal_status.fresh.stale or assessment.status in _WITHOUT_FIGURE
    if series is None or not series.closed or told:
        return ""
    word = "the goal" if goal.rule is not Rule.REACH else "the target"
    newest = latest(series, formats, goal.target)
    text = f"{newest}; {word} is {aim_with_date(goal, goal_status.metric, formats)}."
    return f"{text[:1].upper()}{text[1:]}"


def marks(assessment: GoalAssessment, formats: Formats) -> tuple[Badge, ...]:
    """What stands beside a goal's status: a real change, and what is likely or unlikely."""
    if assessment.goal_status.frozen or assessment.goal_status.fresh.stale:
        return ()
    found = []
    if assessment.change in (Change.BETTER, Change.WORSE):
        found.append(CHANGE_BADGES[assessment.change])
    ahead = assessment.outlook
    if ahead.chance is not None and ahead.likelihood in (Likelihood.LIKELY, Likelihood.UNLIKELY):
        sign = LIKELIHOOD_BADGES[ahead.likelihood]
        word = f"{sign.word} to be there on time ({formats.chance(ahead.chance)})"
        found.append(replace(sign, word=word))
    return tuple(found)


def able(assessment: GoalAssessment, series: Series, formats: Formats) -> str:
    """How the usual range lies to what a goal asks for."""
    judged_series = assessment.judged_series
    if judged_series is not None and judged_series.of_increments:
        return "A running total has no usual range to hold against the target."
    if assessment.assurance is None or judged_series is None or judged_series.control_chart is None:
        return "There is no usual range yet to hold against the target."
    goal = assessment.goal
    asked = aim(goal, assessment.goal_status.metric, formats)
    word = "the goal" if goal.rule is not Rule.REACH else "the target"
    group = judged_series.control_chart.groups[-1]
    if not group.usual_step:
        does = {
            Assurance.PASSES: "fulfils",
            Assurance.HIT_OR_MISS: "just fulfils",
            Assurance.FAILS: "does not fulfil",
        }[assessment.assurance]
        return f"It has not moved at all, and where it stands {does} {word}, {asked}."
    how = {
        Assurance.PASSES: f"all of it fulfils {word}",
        Assurance.HIT_OR_MISS: f"part of it fulfils {word}",
        Assurance.FAILS: f"none of it fulfils {word}",
    }[assessment.assurance]
    limits = usual_range_in_words(group, series, formats)
    return f"Its usual range is {limits}; {how}, {asked}."


def _asked(question: str, sign: Badge, why: str) -> Question:
    word = f"{sign.word[:1].upper()}{sign.word[1:]}"
    return Question(question=question, answer=word, sign=sign, why=why)
