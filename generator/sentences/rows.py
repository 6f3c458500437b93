"""The words of a row in a list: what fits beside a picture, and what is said of it aloud."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

from generator.measure.assessment import TRIAGE_OF, GoalAssessment
from generator.measure.outlook import Outlook
from generator.model.periods import Period
from generator.model.tables import Metric
from generator.model.vocabulary import Better, Change, Triage
from generator.sentences.goals import SIDES
from generator.sentences.numbers import NBSP, Formats, short_day
from generator.sentences.outlook import outlook_answer
from generator.sentences.words import STATUS_WORDS, Badge, Tone

NOTHING = "–"
#: A way done of more than this, either way, is stated as a bound.
_FAR = 2

#: The sign of a metric without a goal: no arrow, and no shape of a pile.
CHANGE_SIGNS: Mapping[Change, Badge] = {
    Change.BETTER: Badge(word="improved", tone=Tone.BETTER, shape="◆"),
    Change.WORSE: Badge(word="worsened", tone=Tone.WORSE, shape="×"),
    Change.OTHER: Badge(word="changed", tone=Tone.NONE, shape="◇"),
    Change.NONE: Badge(word="steady", tone=Tone.NONE, shape="–"),
    Change.FIRST_BETTER: Badge(word="first sign of improvement", tone=Tone.NONE, shape="–"),
    Change.FIRST_WORSE: Badge(word="first sign of worsening", tone=Tone.NONE, shape="–"),
    Change.FIRST_OTHER: Badge(word="first sign of change", tone=Tone.NONE, shape="–"),
    Change.UNKNOWN: Badge(word="change cannot be told", tone=Tone.NONE, shape="?"),
}

#: The heads of a row's columns, by their names.
HEADS: Mapping[str, str] = {
    "sign": "Sign",
    "spark": "Three years",
    "now": "Now",
    "target": "Target",
    "way": "Way done",
    "chance": "Chance",
    "due": "Due",
    "owner": "Owner",
    "cost": "Cost",
    "outcome": "If not",
}
#: Of decisions, instead of these.
ASKED_HEADS: Mapping[str, str] = {"due": "By", "owner": "Decides"}
TAKEN_HEADS: Mapping[str, str] = {"due": "Taken", "owner": "By", "outcome": "Since then"}


def brief_value(text: str) -> str:
    """A value for a narrow column: `EUR 13.7 m`."""
    return text.replace(f"{NBSP}million", f"{NBSP}m")


def bound_in_signs(value: float, metric: Metric, better: Better, formats: Formats) -> str:
    """What a value is asked to be: `≤ 30 days`."""
    return brief_value(f"{SIDES[better]}{NBSP}{formats.stated(value, metric)}".lstrip())


def no_verdict(assessment: GoalAssessment) -> str:
    """Why a goal has no verdict: `too early`; "" if its status is one."""
    status = assessment.status
    return STATUS_WORDS[status] if TRIAGE_OF[status] is Triage.CANNOT_SAY else ""


def chance_text(outlook: Outlook, formats: Formats) -> str:
    """The chance as short as it can be: `62 %`, `<5 %`; else the word; `–` without an outlook."""
    chance = outlook.stated_chance
    if chance is None or outlook.chance is None:
        answer = outlook_answer(outlook, formats).lower()
        return answer if outlook.likelihood or answer == "past due" else NOTHING
    sign = "<" if outlook.chance < chance else ">" if outlook.chance > chance else ""
    return f"{sign}{formats.percent(chance)}"


def way_text(progress: float, formats: Formats) -> str:
    """The way done beside its picture: `76 %`; far beyond what that shows only a bound."""
    if progress < -_FAR or progress > _FAR:
        return f"{'<' if progress < 0 else '>'}{formats.percent(math.copysign(_FAR, progress))}"
    return formats.percent(progress)


def plan_words(expected: float, formats: Formats) -> str:
    """What the plan expects, after what is done: `, plan 75 %`."""
    return f", plan {formats.percent(expected)}"


def since_month(since: Period | None) -> str:
    """Since when something is worse: `since Nov 2024`; "" if it is not."""
    return "" if since is None else f"since {due_month(since.first)}"


def due_month(due: dt.date) -> str:
    """The month in which a goal is due: `Jun 2027`."""
    return short_day(due).partition(" ")[2]
