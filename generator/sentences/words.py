"""The words for the members of enumerations, and the badges that show some of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.measure.assessment import TRIAGE_OF
from generator.measure.outlook import Likelihood
from generator.measure.triage import ClosureReason
from generator.model.dataset import Dataset
from generator.model.tables import Department, Metric
from generator.model.vocabulary import (
    Bound,
    BusinessModel,
    Calculation,
    Kind,
    Phase,
    Rule,
    Stage,
    Status,
    Triage,
)
from generator.model.wording import collapse_whitespace


class Tone(StrEnum):
    """The colour of an answer, which always has a word too.

    A change is no status, so better and worse have colours of their own.
    """

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    NONE = "none"
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A word with its tone and its shape, which may hold a letter; `detail` says it precisely."""

    word: str
    tone: Tone
    shape: str
    letter: str = ""
    detail: str = ""


TRIAGE_BADGES: Mapping[Triage, Badge] = {
    Triage.NEEDS_DECISION: Badge(word="needs a decision", tone=Tone.BAD, shape="■"),
    Triage.WATCH: Badge(word="watch", tone=Tone.WATCH, shape="▲"),
    Triage.GOING_WELL: Badge(word="on track", tone=Tone.GOOD, shape="●"),
    Triage.CANNOT_SAY: Badge(word="no verdict", tone=Tone.NONE, shape="○"),
}

MODEL_NAMES: Mapping[BusinessModel | None, str] = {
    BusinessModel.CX: "Customer experience",
    BusinessModel.BUSINESS: "Business",
    BusinessModel.ECONOMIC: "Economic",
    BusinessModel.OPERATIONAL: "Operational",
    BusinessModel.RISK: "Risk",
    None: "Other objectives",
}

KIND_NAMES: Mapping[Kind, str] = {
    Kind.OPERATIONAL: "what we do",
    Kind.CUSTOMER: "how one contact felt",
    Kind.RELATIONSHIP: "whether customers trust us and stay",
    Kind.BUSINESS: "what it earns",
    Kind.INTERNAL_CUSTOMER: "what colleagues we serve say",
    Kind.EMPLOYEE: "what our people say",
}

CALCULATION_NAMES: Mapping[Calculation, str] = {
    Calculation.GIVEN: "as stated by the source",
    Calculation.SHARE: "share of all answers or cases, in percent",
    Calculation.NPS: "share of promoters (9 and 10) less share of detractors (0 to 6)",
    Calculation.MEAN: "mean",
    Calculation.SUM: "sum",
    Calculation.MEDIAN: "median",
    Calculation.PERCENTILE: "percentile",
    Calculation.COUNT: "count",
}

STAGE_NAMES: Mapping[Stage, str] = {
    Stage.BEFORE: "Before",
    Stage.DURING: "During",
    Stage.AFTER: "After",
}

PHASE_NAMES: Mapping[Phase, str] = {
    Phase.THINK_BIG: "Think big",
    Phase.START_SMALL: "Start small",
    Phase.LEARN_FAST: "Learn fast",
    Phase.SCALE: "Scale",
}

RULE_NAMES: Mapping[Rule, str] = {
    Rule.REACH: "reach the target by the due date",
    Rule.HOLD: "hold the level",
    Rule.RANGE: "stay within the range",
}

CLOSED_WORDS: Mapping[ClosureReason, str] = {
    ClosureReason.DROPPED: "dropped",
    ClosureReason.SUCCESSOR: "replaced",
    ClosureReason.DECISION: "closed",
    ClosureReason.EDITION: "closed",
}

_OUT_OF_COUNTS = "It no longer counts, and its page stays for the record."
CLOSED_SENTENCES: Mapping[ClosureReason, str] = {
    ClosureReason.DROPPED: f"This goal is dropped. {_OUT_OF_COUNTS}",
    ClosureReason.SUCCESSOR: "This goal is closed: another one continues it.",
    ClosureReason.DECISION: "This goal is closed: its due date has passed and it was decided "
    f"about. {_OUT_OF_COUNTS}",
    ClosureReason.EDITION: "This goal is closed: it was scored at its due date, and an earlier "
    f"edition has told so. {_OUT_OF_COUNTS}",
}

#: Why no figure is published; never whether its own group is small.
WITHHELD = "No figure is published, so that no small group can be worked out."

#: What is told in place of a figure.
BOUND_WORDS: Mapping[Bound, str] = {
    Bound.UNDER: "under 5\u00a0%",
    Bound.OVER: "over 95\u00a0%",
}
TOLD_AS_BOUND = "no figure is published where nearly all of a small group say the same"

#: The precise status: a quiet word behind that of `STATE_WORDS`, and in every calculation.
STATUS_WORDS: Mapping[Status, str] = {
    Status.NO_DATA: "no data",
    Status.MET: "met",
    Status.MISSED: "missed",
    Status.AWAITING_DATA: "awaiting data",
    Status.NOT_REPORTED: "not reported",
    Status.STALE: "stale",
    Status.ALREADY_THERE: "already there",
    Status.REACHED: "reached, not yet sure",
    Status.NO_STARTING_POINT: "no starting point",
    Status.TOO_EARLY: "too early",
    Status.TOO_NOISY: "too noisy",
    Status.ON_PACE: "on pace",
    Status.WRONG_WAY: "moving the wrong way",
    Status.OFF_PACE: "off pace",
    Status.AT_RISK: "at risk",
    Status.KEPT: "kept",
    Status.BROKEN: "broken",
    Status.HOLDING: "holding",
    Status.SLIPPED: "slipped",
    Status.BREACHED: "breached",
}

_ON_TRACK, _AT_RISK, _OFF_TRACK, _NO_VERDICT = "on track", "at risk", "off track", "no verdict"
#: What readers are told of a goal.
STATE_WORDS: Mapping[Status, str] = {
    Status.NO_DATA: _NO_VERDICT,
    Status.MET: "met",
    Status.MISSED: "missed",
    Status.AWAITING_DATA: _NO_VERDICT,
    Status.NOT_REPORTED: _NO_VERDICT,
    Status.STALE: _NO_VERDICT,
    Status.ALREADY_THERE: _ON_TRACK,
    Status.REACHED: _AT_RISK,
    Status.NO_STARTING_POINT: _NO_VERDICT,
    Status.TOO_EARLY: _NO_VERDICT,
    Status.TOO_NOISY: _NO_VERDICT,
    Status.ON_PACE: _ON_TRACK,
    Status.WRONG_WAY: _OFF_TRACK,
    Status.OFF_PACE: _OFF_TRACK,
    Status.AT_RISK: _AT_RISK,
    Status.KEPT: "met",
    Status.BROKEN: "missed",
    Status.HOLDING: _ON_TRACK,
    Status.SLIPPED: _AT_RISK,
    Status.BREACHED: _OFF_TRACK,
}

LIKELIHOOD_BADGES: Mapping[Likelihood | None, Badge] = {
    Likelihood.LIKELY: Badge(word="likely", tone=Tone.GOOD, shape="●"),
    Likelihood.OPEN: Badge(word="could go either way", tone=Tone.NONE, shape="○"),
    Likelihood.UNLIKELY: Badge(word="unlikely", tone=Tone.BAD, shape="■"),
    None: Badge(word="no outlook", tone=Tone.NONE, shape="○"),
}


def badge_of(status: Status) -> Badge:
    """The badge of a status: what readers are told, in the tone and shape of its triage."""
    word, detail = STATE_WORDS[status], STATUS_WORDS[status]
    detail = "" if detail == word else detail
    return replace(TRIAGE_BADGES[TRIAGE_OF[status]], word=word, detail=detail)


def state_of(status: Status, pile: str) -> str:
    """What readers are told of a goal in its pile: `off track`, `no verdict (too early)`.

    No goal to watch is said to be on track: it is `on pace`.
    """
    word = STATE_WORDS[status]
    if word == _NO_VERDICT or (word == _ON_TRACK and pile == Triage.WATCH):
        return state_in_full(status, pile)
    return word


def states_apart(then: tuple[Status, str], now: tuple[Status, str]) -> tuple[str, str]:
    """What is told of a goal and its pile at two times, precisely if the words are the same."""
    same = then[0] is not now[0] and STATE_WORDS[then[0]] == STATE_WORDS[now[0]]
    told = state_in_full if same else state_of
    return told(*then), told(*now)


def state_in_full(status: Status, pile: str = "") -> str:
    """What is told of a goal with its precise status: `off track (off pace)`, `met`."""
    word, detail = STATE_WORDS[status], STATUS_WORDS[status]
    alone = detail == word or (word == _ON_TRACK and pile == Triage.WATCH)
    return detail if alone else f"{word} ({detail})"


#: The longest name within a sentence or a title.
LONGEST_NAME = 60
#: The longest name in a list: it wraps, and its neighbours may begin alike.
LONGEST_IN_LIST = 120


def with_segment(name: str, segment: str) -> str:
    """A name with the segment that is meant: `Renewal rate, Small firms`; "" is the whole."""
    return f"{name}, {segment}" if segment else name


def shortened(text: str, most: int = LONGEST_NAME) -> str:
    """A name of at most `most` characters, cut at a word; whole names stay as they are."""
    plain = collapse_whitespace(text)
    if len(plain) <= most:
        return plain
    cut = plain[: most - 1].rsplit(" ", 1)[0]
    return (cut if len(cut) > most // 2 else plain[: most - 1]).rstrip(" ,;:-") + "…"


def full_name(text: str, most: int = LONGEST_NAME) -> str | None:
    """The whole of a name that `shortened` cuts, on one line; None if nothing is cut."""
    plain = collapse_whitespace(text)
    return None if plain == shortened(plain, most) else plain


def department_name(dataset: Dataset, key: str) -> str:
    """A department's short name by its id."""
    return shortened(dataset.by_id(Department)[key].name)


def brief_department(dataset: Dataset, key: str) -> str:
    """A department by its id as lists name it: by its stated short name, if it has one."""
    department = dataset.by_id(Department)[key]
    return department.short_name or shortened(department.name)


def short_name(row: Metric | Department) -> str:
    """The short name of a metric or a department; its name without one."""
    return shortened(row.short_name or row.name)


def capitalised(text: str) -> str:
    """A text with a capital at its beginning; the rest stays as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def possessive(name: str) -> str:
    """Whose it is: `Legal's`, `Operations'`."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"
