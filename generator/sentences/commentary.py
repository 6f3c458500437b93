"""Commentary in words: who explains, asks for or takes a decision, and when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from generator.measure.assessment import GoalAssessment
from generator.measure.forecast_window import NoForecastReason
from generator.measure.initiatives import Aftermath
from generator.measure.series import Series
from generator.model.dataset import Dataset
from generator.model.tables import Commentary, Initiative, Metric, currency_of
from generator.model.vocabulary import CommentKind, Triage
from generator.model.wording import collapse_whitespace
from generator.sentences.initiatives import evidence_sign
from generator.sentences.numbers import Formats, counted, day, plural
from generator.sentences.outlook import outlook_answer
from generator.sentences.rows import brief_value, due_month

_BETWEEN_SENTENCES = re.compile(r"(?<=[a-z\d%)][.?!]) (?=[A-Z])")


def attribution(comment: Commentary) -> str:
    """Who said it and when: `Head of Onboarding, 3 November 2026`.

    A customer's words are the customer's: `A customer, heard by Lead of Surveys, 3 May 2026`.
    """
    who = [comment.by]
    if comment.kind is CommentKind.CUSTOMER_WORDS:
        who = ["A customer", f"heard by {comment.by}" if comment.by else None]
    return ", ".join(filter(None, [*who, day(comment.date)]))


def request_note(comment: Commentary) -> str:
    """Who asks for a decision, since when, and by when it is needed."""
    by = f"Asked by {comment.by}" if comment.by else "Asked"
    text = f"{by} on {day(comment.date)}"
    return f"{text}; needed by {day(comment.due)}" if comment.due else text


def overdue(comment: Commentary, as_of: dt.date) -> str:
    """`8 days late` if a decision was needed before `as_of`; else ""."""
    if comment.due is None or comment.due >= as_of:
        return ""
    return f"{counted((as_of - comment.due).days, 'day')} late"


def decision_cost(comment: Commentary, dataset: Dataset, formats: Formats) -> str:
    """What a decision costs: `EUR 180,000`; "" if that is not stated."""
    if comment.cost is None:
        return ""
    code = currency_of(comment, dataset.by_id(Initiative), dataset.rows(Metric))
    return formats.with_code(formats.plain(comment.cost), code)


def decision_note(taken: Commentary, asked: Commentary | None) -> str:
    """Who decided and when, and since when it had been asked."""
    by = f"Decided by {taken.by}" if taken.by else "Decided"
    text = f"{by} on {day(taken.date)}"
    return f"{text}, asked on {day(asked.date)}" if asked else text


def missing_explanation(assessment: GoalAssessment, comment: Commentary | None) -> str:
    """That a goal in trouble has no explanation, or none since its newest period began; else ""."""
    newest = assessment.goal_status.fresh.newest
    if assessment.triage not in (Triage.NEEDS_DECISION, Triage.WATCH) or newest is None:
        return ""
    if comment is None:
        return "No explanation from the owner yet."
    if comment.date >= newest.first:
        return ""
    return f"No explanation from the owner since {day(comment.date)}."


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of somebody's words, and what follows it."""
    first, *rest = _BETWEEN_SENTENCES.split(collapse_whitespace(text), maxsplit=1)
    return first, " ".join(rest)


def decisions_sentence(asked: Sequence[Commentary], as_of: dt.date) -> str:
    """How many decisions are asked for, by when the next one is needed, and how many are late."""
    if not asked:
        return "No decision is asked for."
    text = counted(len(asked), "decision is asked for", "decisions are asked for")
    ahead = [one.due for one in asked if one.due and one.due >= as_of]
    if ahead:
        text += f", {'by' if len(asked) == 1 else 'the next by'} {day(min(ahead))}"
    late = sum(bool(overdue(one, as_of)) for one in asked)
    return f"{text}; {late} {plural(late, 'is', 'are')} late." if late else f"{text}."


def unasked_goals(count: int) -> str:
    """`6 goals need a decision; none is recorded`."""
    return f"{counted(count, 'goal needs', 'goals need')} a decision; none is recorded"


def if_not(assessment: GoalAssessment, formats: Formats) -> str:
    """What to expect of a goal without a decision: `44 days by Jun 2027`, `past due`, `unlikely`.

    It is the outlook, which goes on from the figures so far; "" without one.
    """
    outlook, due = assessment.outlook, assessment.goal.due
    if outlook.likelihood is None or due is None:
        return "past due" if outlook.reason is NoForecastReason.PAST_DUE else ""
    if outlook.floor is None or outlook.mean is None:
        return outlook_answer(outlook, formats).lower()
    value = formats.value(outlook.mean, assessment.goal_status.metric)
    return f"{brief_value(value)} by {due_month(due)}"


def outcome(aftermath: Aftermath, series: Series | None, formats: Formats) -> str:
    """What has changed since a decision: `improved, was 66 minutes`; the word alone of totals."""
    word = evidence_sign(aftermath).word
    if series is None or aftermath.before is None or series.metric.is_total:
        return word
    was = formats.value(float(series.value[aftermath.before]), series.metric)
    return f"{word}, was {brief_value(was)}"
