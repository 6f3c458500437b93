"""The four questions about a goal or a metric, asked and answered in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.measure.answers import Answers, Change, change_of
from generator.measure.outlook import Likelihood
from generator.measure.record import Record
from generator.measure.series import Series
from generator.measure.variation import Assurance
from generator.model.words import Cadence, Rule, Status
from generator.sentences.change import change_sentence, since, usual_range
from generator.sentences.goals import aim, aim_with_date, finding, latest, why
from generator.sentences.numbers import Formats
from generator.sentences.outlook import outlook_answer, outlook_basis, outlook_sentence
from generator.sentences.words import Sign, Tone, sign_of

CHANGED = "Has it really changed?"
ABLE = "Could today's way of working get there?"
ON_PACE = "Is it on pace?"
ON_TIME = "Will it be there on time?"
ENDED = "How did it end?"

#: A change and what today's way of working can do have icons of their own: a shape and a letter.
CHANGE_SIGNS: Mapping[Change, Sign] = {
    Change.NONE: Sign(word="no real change", tone=Tone.NONE, shape="circle", letter="N"),
    Change.BETTER: Sign(word="really better", tone=Tone.BETTER, shape="diamond", letter="B"),
    Change.WORSE: Sign(word="really worse", tone=Tone.WORSE, shape="square", letter="W"),
    Change.OTHER: Sign(word="really changed", tone=Tone.NONE, shape="diamond", letter="C"),
    Change.UNKNOWN: Sign(word="cannot be told", tone=Tone.NONE, shape="circle", letter="?"),
}
ASSURANCE_SIGNS: Mapping[Assurance | None, Sign] = {
    Assurance.PASSES: Sign(word="every time", tone=Tone.BETTER, shape="hexagon", letter="E"),
    Assurance.HIT_OR_MISS: Sign(word="sometimes", tone=Tone.NONE, shape="hexagon", letter="S"),
    Assurance.FAILS: Sign(
        word="not without a change", tone=Tone.WORSE, shape="hexagon", letter="X"
    ),
    None: Sign(word="cannot be told", tone=Tone.NONE, shape="circle", letter="?"),
}
LIKELIHOOD_SIGNS: Mapping[Likelihood | None, Sign] = {
    Likelihood.LIKELY: Sign(word="likely", tone=Tone.GOOD, shape="●"),
    Likelihood.OPEN: Sign(word="open", tone=Tone.NONE, shape="○"),
    Likelihood.UNLIKELY: Sign(word="unlikely", tone=Tone.BAD, shape="■"),
    None: Sign(word="no outlook", tone=Tone.NONE, shape="○"),
}


#: Statuses that speak of the figure that has not come.
_WITHOUT_FIGURE = (Status.NO_DATA, Status.AWAITING_DATA, Status.NOT_REPORTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its answer, which is a word under its sign, and why."""

    question: str
    answer: str
    sign: Sign
    why: str


def opening(answers: Answers, series: Series | None, cadence: Cadence, formats: Formats) -> str:
    """The first sentences of a goal's page: its figure and aim, its change, its outlook."""
    standing = answers.standing
    text = _lead(answers, series, formats)
    if series is None or not text:
        return finding(standing, series, cadence, formats)
    said = [text, change_sentence(answers.record, series, formats, standing.sign)]
    said.append(outlook_sentence(standing, answers.outlook, formats))
    return " ".join(filter(None, said))


def questions(
    answers: Answers, series: Series | None, cadence: Cadence, formats: Formats
) -> tuple[Question, ...]:
    """The four questions about a goal; without a figure there is nothing to ask.

    Of a goal that was scored at its due date is asked how it ended, and whether what it is about
    has really changed.
    """
    if series is None or not series.closed:
        return ()
    standing, status = answers.standing, sign_of(answers.status)
    if standing.frozen:
        return (
            _asked(ENDED, status, why(standing, series, cadence, formats)),
            _asked(CHANGED, CHANGE_SIGNS[answers.change],
                   change_sentence(answers.record, series, formats, standing.sign)),
        )  # fmt: skip
    return (
        _asked(CHANGED, CHANGE_SIGNS[answers.change],
               change_sentence(answers.record, series, formats, standing.sign)),
        _asked(ABLE, ASSURANCE_SIGNS[answers.assurance], able(answers, series, formats)),
        _asked(ON_PACE, status, why(standing, series, cadence, formats)),
        Question(
            question=ON_TIME,
            answer=outlook_answer(answers.outlook, formats),
            sign=LIKELIHOOD_SIGNS[answers.outlook.likelihood],
            why=outlook_basis(standing, answers.outlook, cadence, formats),
        ),
    )  # fmt: skip


def metric_opening(
    series: Series,
    record: Record | None,
    goals: Sequence[Answers],
    cadence: Cadence,
    formats: Formats,
) -> str:
    """What follows a metric's figure: its change, and the outlook of the open goal due next."""
    if not series.closed:
        return ""
    said = [change_sentence(record, series, formats)]
    ahead = [one for one in goals if one.outlook.likelihood is not None and one.goal.due]
    for one in sorted(ahead, key=lambda one: (one.goal.due, one.goal.goal))[:1]:
        goal, metric = one.goal, one.standing.metric
        said.append(f"The goal is {aim_with_date(goal, metric, formats)}.")
        said.append(outlook_sentence(one.standing, one.outlook, formats))
    return " ".join(said)


def change_mark(record: Record | None) -> Sign:
    """Whether a metric has really changed, as a sign with its word."""
    return CHANGE_SIGNS[change_of(record)]


def brief(answers: Answers, series: Series | None, cadence: Cadence, formats: Formats) -> str:
    """A goal in a line or two, where signs beside it give the other answers: figure and aim."""
    text = _lead(answers, series, formats)
    if series is None or not text:
        return finding(answers.standing, series, cadence, formats)
    begun = since(answers.record, series, formats)
    if begun and answers.change in (Change.BETTER, Change.WORSE):
        text += f" {CHANGE_SIGNS[answers.change].word.capitalize()} {begun}."
    return text


def _lead(answers: Answers, series: Series | None, formats: Formats) -> str:
    """The newest figure and the aim; "" where the goal is scored or its figures are too old."""
    standing, goal = answers.standing, answers.goal
    told = standing.frozen or standing.fresh.stale or answers.status in _WITHOUT_FIGURE
    if series is None or not series.closed or told:
        return ""
    word = "the goal" if goal.rule is not Rule.REACH else "the target"
    newest = latest(series, formats, goal.target)
    text = f"{newest}; {word} is {aim_with_date(goal, standing.metric, formats)}."
    return f"{text[:1].upper()}{text[1:]}"


def marks(answers: Answers, formats: Formats) -> tuple[Sign, ...]:
    """What stands beside a goal's status: a real change, and what is likely or unlikely."""
    if answers.standing.frozen or answers.standing.fresh.stale:
        return ()
    found = []
    if answers.change in (Change.BETTER, Change.WORSE):
        found.append(CHANGE_SIGNS[answers.change])
    ahead = answers.outlook
    if ahead.chance is not None and ahead.likelihood in (Likelihood.LIKELY, Likelihood.UNLIKELY):
        sign = LIKELIHOOD_SIGNS[ahead.likelihood]
        word = f"{sign.word} to be there on time ({formats.chance(ahead.chance)})"
        found.append(replace(sign, word=word))
    return tuple(found)


def able(answers: Answers, series: Series, formats: Formats) -> str:
    """How the usual range lies to what a goal asks for."""
    record = answers.record
    if record is not None and record.of_increments:
        return "A running total has no usual range to hold against the target."
    if answers.assurance is None or record is None or record.process is None:
        return "There is no usual range yet to hold against the target."
    goal = answers.goal
    asked = aim(goal, answers.standing.metric, formats)
    word = "the goal" if goal.rule is not Rule.REACH else "the target"
    group = record.process.groups[-1]
    if group.limits is not None and group.limits.lower == group.limits.upper:
        does = {
            Assurance.PASSES: "fulfils",
            Assurance.HIT_OR_MISS: "just fulfils",
            Assurance.FAILS: "does not fulfil",
        }[answers.assurance]
        return f"It has not moved at all, and where it stands {does} {word}, {asked}."
    how = {
        Assurance.PASSES: f"all of it fulfils {word}",
        Assurance.HIT_OR_MISS: f"part of it fulfils {word}",
        Assurance.FAILS: f"none of it fulfils {word}",
    }[answers.assurance]
    limits = usual_range(group, series, formats)
    return f"Its usual range is {limits}; {how}, {asked}."


def _asked(question: str, sign: Sign, why: str) -> Question:
    word = f"{sign.word[:1].upper()}{sign.word[1:]}"
    return Question(question=question, answer=word, sign=sign, why=why)
