"""The claims of pages about a company: cells of its tables, counts of their rows, and lists.

Most are rows of three tables: `CELLS` says which cell a slot prints, `SETS` what is counted or
listed. Each checker registers itself beside those of `slots`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from generator.model.tables import (
    Commentary,
    Department,
    Event,
    Goal,
    Handoff,
    Initiative,
    Metric,
    Objective,
    Person,
    Segment,
    Touchpoint,
)
from generator.model.vocabulary import CommentKind, Kind, Stage, YesNo
from tests.referee.goals import stale_rows, worsened
from tests.referee.slots import (
    PILES,
    SLOTS,
    Known,
    Subject,
    Told,
    called,
    is_day,
    looks,
    metric_subject,
    near,
    printed,
    slot,
    span,
    squeezed,
    whole,
)
from tests.referee.slots import (
    next_due_of as next_due,
)

_TABLES = (Department, Goal, Handoff, Initiative, Metric, Objective, Person, Segment, Touchpoint)
TABLES: dict[str, Any] = {each.__name__.lower(): each for each in _TABLES}
PILES_IN_ORDER = ("needs-a-decision", "watch", "going-well", "cannot-say-yet")
NOT_KEPT = ("missed", "broken", "breached")
WELL = ("met", "already-there", "on-pace", "holding", "kept")


def row(known: Known, one: Subject) -> Any:
    """The row of a subject in its table; None without one."""
    table = TABLES.get(one.kind)
    return known.dataset.by_id(table).get(one.key) if table else None


def _cell(name: str) -> Callable[[Known, Subject, str, str], Told]:
    return lambda known, one, said, _: printed(known, said, getattr(row(known, one), name, None))


#: Slots that print a cell of their subject's row.
CELLS = ("start", "end", "phase", "stage", "sponsor", "holder", "next_step")
SLOTS |= {name: _cell(name) for name in CELLS} | {
    "own_department": _cell("department"), "decide": _cell("decision_date")}  # fmt: skip


# ── handoffs ───────────────────────────────────────────────────────────────────────────────────


def handoff_state(known: Known, each: Any) -> str:
    """Whether the newest figure of a handoff's metric meets what is promised."""
    if not each.metric or each.promise_value is None:
        return "not measurable"
    one = metric_subject(each.metric)
    rows, sign = known.rows(one), known.sign(one)
    if not len(rows) or not sign or stale_rows(known.referee.known, known.figures(one), rows):
        return "not measurable"
    value = float(rows["value"].iloc[-1])
    return "kept" if sign * value >= sign * each.promise_value - 1e-9 else "not kept"


def _promises(known: Known, state: str) -> list[str]:
    rows = known.dataset.rows(Handoff)
    return [each.handoff for each in rows if handoff_state(known, each) == state]


@slot
def promised(known: Known, one: Subject, said: str, _: str) -> Told:
    """What is promised of a metric: `≤ 7 days`."""
    sign, _, rest = said.partition(" ")
    return bool(one.metric) and {"≥": 1, "≤": -1}.get(sign) == known.sign(one) and any(
        each.metric == one.metric and near(rest, each.promise_value, known.metrics[one.metric].unit)
        for each in known.dataset.rows(Handoff))  # fmt: skip


@slot
def failing(known: Known, one: Subject, said: str, _: str) -> Told:
    """Whether one goal of a metric needs a decision, or more."""
    bad = [each for each in known.related(one) if each.kind == "goal"
           and SLOTS["pile"](known, each, "needs a decision", "")]  # fmt: skip
    return (len(bad) == 1) == (said == "goal needs") and bool(bad)


@slot
def stale(known: Known, one: Subject, said: str, _: str) -> Told:
    """That the newest figure is too old to judge by."""
    figures = known.figures(one)
    return figures is not None and bool(
        stale_rows(known.referee.known, figures, known.rows(one))
    ) == (said == "yes")


# ── counts and lists ───────────────────────────────────────────────────────────────────────────


def _of(known: Known, one: Subject, table: Any, *fields: str) -> list[str]:
    """The ids of the rows of a table that name the subject; all of them for the whole."""
    rows = known.dataset.by_id(table)
    names = {one.key, getattr(row(known, one), "name", None)}
    if one.kind == "whole":
        return list(rows)
    wanted = fields or (one.kind,)
    return [key for key, each in rows.items()
            if any(getattr(each, name, None) in names for name in wanted)]  # fmt: skip


def _goals(known: Known, one: Subject, *piles: str) -> list[str]:
    return [goal.goal for goal in known.scope(one) if not piles or known.pile(goal) in piles]


def _scoped(known: Known, kind: str, key: str) -> list[Goal]:
    return known.scope(Subject(kind=kind, key=key))


def _acute(known: Known, kind: str) -> list[str]:
    return [key for key in known.dataset.by_id(TABLES[kind])
            if _goals(known, Subject(kind=kind, key=key), "needs-a-decision")]  # fmt: skip


def _felt(known: Known, goals: Iterable[Goal]) -> list[Goal]:
    """The goals that may measure what customers, or the colleagues served, experience."""
    felt = (Kind.CUSTOMER, Kind.RELATIONSHIP, Kind.INTERNAL_CUSTOMER, None)
    return [each for each in goals if known.metrics[each.metric].kind in felt]


def _inside(known: Known, key: str) -> bool:
    customers = known.dataset.by_id(Department)[key].customers
    return bool(customers) and "external" not in customers


def _unanswered(known: Known, goal: Goal) -> bool:
    served = {key for each in known.dataset.rows(Initiative) for key in each.goals}
    said = {each.about.key for each in known.dataset.rows(Commentary)
            if each.kind is not CommentKind.CUSTOMER_WORDS}  # fmt: skip
    return known.pile(goal) == "needs-a-decision" and not {goal.goal} & served and (
        not {goal.goal, goal.metric} & said)  # fmt: skip


def _open_initiatives(known: Known) -> list[Any]:
    rows = known.dataset.rows(Initiative)
    return [each for each in rows if each.end is None or each.end >= known.as_of]


def _bad(known: Known, key: str, goals: Iterable[Goal]) -> bool:
    """Whether a metric has worsened since the baseline of one of some goals."""
    one = metric_subject(key)
    old = SLOTS["stale"](known, one, "yes", "")
    return not old and any(worsened(each, known.move(one), known.sign(one)) for each in goals)


def _on(known: Known, key: str | None) -> list[Goal]:
    """The open goals on a metric as a whole."""
    return [each for each in known.scope(Subject(kind="whole"))
            if each.metric == key and not each.segment]  # fmt: skip


def _conflicts(known: Known) -> set[str]:
    """The goals that do well, each with the guardrail or the handoff's other side that it harms."""
    status, some = known.referee.verdicts, next(iter(known.goals.values()))
    found = {
        f"{goal.goal} {key}"
        for goal in known.scope(Subject(kind="whole"))
        for key in goal.guardrails
        if status[goal.goal].status in WELL
        and (_bad(known, key, [goal]) or any(status[each.goal].status in NOT_KEPT
                                             for each in _on(known, key)))
    }  # fmt: skip
    for each in known.dataset.rows(Handoff):
        own = _on(known, each.provider_metric)
        piles = {known.pile(goal) for goal in own} - {"cannot-say-yet"}
        harmed = [
            key for key in (each.metric, each.receiver_metric) if key
            and (_bad(known, key, _on(known, key) or [replace(some, baseline_date=None)])
                 or any(known.pile(goal) == "needs-a-decision" for goal in _on(known, key)))
        ]  # fmt: skip
        if piles == {"going-well"} and harmed and not _bad(known, each.provider_metric, own):
            found.add(f"{own[0].goal} {harmed[0]}")
    return found


_SET = Callable[[Known, Subject], Iterable[str]]
#: What is counted, or listed by name.
SETS: dict[str, _SET] = {
    "open": _goals,
    "silent": lambda known, _: [
        key for key in known.metrics if not len(known.rows(metric_subject(key)))],
    "departments": lambda known, _: known.dataset.by_id(Department),
    "objectives": lambda known, _: known.dataset.by_id(Objective),
    "handoffs": lambda known, _: known.dataset.by_id(Handoff),
    "kept": lambda known, _: _promises(known, "kept"),
    "not kept": lambda known, _: _promises(known, "not kept"),
    "not measurable": lambda known, _: _promises(known, "not measurable"),
    "acute departments": lambda known, _: _acute(known, "department"),
    "acute objectives": lambda known, _: _acute(known, "objective"),
    "moments": lambda known, _: _moments(known),
    "suffering": lambda known, _: [each for each in _moments(known) if _suffers(known, each)],
    "touchpoints without metric": lambda known, _: [
        each.touchpoint for each in known.dataset.rows(Touchpoint) if not each.metrics],
    "begun": lambda known, _: [each.initiative for each in known.dataset.rows(Initiative)
                               if each.start and each.start <= known.as_of],
    "helping": lambda known, _: _helping(known),
    "to decide": lambda known, _: [
        each.initiative for each in known.dataset.rows(Initiative)
        if any(f"initiative:{each.initiative}" == str(one.about)
               or (one.due == each.decision_date
                   and str(one.about) in {f"goal:{goal}" for goal in each.goals})
               for one in known.dataset.rows(Commentary) if one.due)],
    "asked": lambda known, _: known.asked,
    "owned metrics": lambda known, one: _of(known, one, Metric, "owner"),
    "owned handoffs": lambda known, one: _of(known, one, Handoff, "owner"),
    "owned initiatives": lambda known, one: _of(known, one, Initiative, "owner"),
    "led": lambda known, one: _of(known, one, Department, "lead"),
    "without goals": lambda known, _: [key for key in known.dataset.by_id(Department)
                                       if not _scoped(known, "department", key)],
    "serving": lambda known, one: dict.fromkeys(each.department for each in known.scope(one)),
    "serves": lambda known, one: [key for key in getattr(row(known, one), "customers", ())
                                  if key != "external"],
    "served by": lambda known, one: [each.department for each in known.dataset.rows(Department)
                                     if one.key in each.customers],
    "touchpoints": lambda known, one: _of(known, one, Touchpoint),
    "sponsored": lambda known, one: _of(known, one, Objective, "sponsor"),
    "conflicts": lambda known, _: _conflicts(known),
    "commitments alone": lambda known, _: [
        each.department for each in known.dataset.rows(Department) if each.customer_commitment
        and not _felt(known, _scoped(known, "department", each.department))],
    "touchpoints without owner": lambda known, _: [
        each.touchpoint for each in known.dataset.rows(Touchpoint) if not each.department],
    "stages unmeasured": lambda known, _: [
        stage for stage in Stage if not any(each.metrics for each in known.dataset.rows(Touchpoint)
                                            if each.stage is stage)],
    "objectives without goal": lambda known, _: [
        key for key in known.dataset.by_id(Objective) if not _scoped(known, "objective", key)],
    "no back office": lambda known, _: [
        key for key in known.dataset.by_id(Objective) if (mine := _scoped(known, "objective", key))
        and not any(_inside(known, each.department)
                    or not known.dataset.by_id(Department)[each.department].customers
                    for each in mine)],
    "carried alone": lambda known, _: [
        key for key in known.dataset.by_id(Objective)
        if len({each.department for each in _scoped(known, "objective", key)}) == 1],
    "nothing shared": lambda known, _: [
        key for key in known.dataset.by_id(Department)
        if not any(each.objective for each in _scoped(known, "department", key))],
    "unanswered": lambda known, one: [
        each.goal for each in known.scope(one) if _unanswered(known, each)],
    "siloed": lambda known, one: [each.goal for each in known.scope(one) if not each.objective],
    "initiatives without goal": lambda known, _: [
        each.initiative for each in _open_initiatives(known)
        if not any(known.is_open(known.goals[key]) for key in each.goals)],
    "goals without owner": lambda known, one: [
        each.goal for each in known.scope(one) if not each.owner],
    "metrics without owner": lambda known, _: [
        key for key, each in known.metrics.items() if not each.owner],
}  # fmt: skip


@cache
def members(known: Known, one: Subject, what: str) -> tuple[str, ...]:
    """What a set has for a subject."""
    return tuple(SETS[what](known, one))


@slot
def number_of(known: Known, one: Subject, said: str, what: str) -> Told:
    """How many there are of a set."""
    words = {"none": 0, "the": 1, "it": 1, "its one": 1, "both": 2, "all": 2}
    return words.get(said.lower(), whole(said.lower())) == len(members(known, one, what))


@slot
def all_of(known: Known, one: Subject, said: str, what: str) -> Told:
    """The names of a set; the last of many perhaps as a count."""
    left, rest = set(members(known, one, what)), said
    if more := re.search(r",? (?:and )?(\d+) (?:more|other [a-z]+)$", said):
        rest = said[: more.start()]
    texts = re.split(r"(, | and )", rest)
    while texts:
        for end in range(len(texts), 0, -2):
            found = {each.key for each in known.named("".join(texts[:end]))} & left
            if found:
                break
        else:
            return False
        left -= found
        texts = texts[end + 1 :]
    return len(left) == (int(more[1]) if more else 0)


@slot
def one_of(known: Known, one: Subject, said: str, what: str) -> Told:
    """A name of one of a set; the rest is about it."""
    wanted = set(members(known, Subject(kind="whole"), what))
    return [each for each in known.named(said) if each.key in wanted] or [
        each for each in (one,) if one.key in wanted and SLOTS["name"](known, one, said, "")
    ]


@slot
def tally(known: Known, one: Subject, said: str, _: str) -> Told:
    """How many open goals of a subject are in each pile: `1 needs a decision, 2 to watch`."""
    words = {**PILES, "to watch": "watch", "without a verdict": "cannot-say-yet",
             "needs watching": "watch", "need watching": "watch"}  # fmt: skip
    parts = (text.partition(" ") for text in re.split(r", | and ", said))
    told = {words.get(re.sub(r"^(?:is|are|has|have) ", "", rest)): whole(count)
            for count, _, rest in parts}  # fmt: skip
    return all(count == len(_goals(known, one, str(pile))) for pile, count in told.items()) and (
        sum(told.values()) == len(_goals(known, one)))  # fmt: skip


@slot
def alike(known: Known, one: Subject, said: str, _: str) -> Told:
    """That all open goals of a subject are in one pile."""
    words = {"on track": "going-well", "a decision": "needs-a-decision", "watched": "watch",
             "no verdict": "cannot-say-yet"}  # fmt: skip
    pile = next((pile for word, pile in words.items() if said.endswith(word)), "")
    return _goals(known, one, pile) == _goals(known, one) != []


@slot
def person(known: Known, one: Subject, said: str, _: str) -> Told:
    """A role by its title; the rest is about it."""
    return [each for each in known.named(said) if each.kind == "person"]


@slot
def outcome_metric(known: Known, one: Subject, said: str, _: str) -> Told:
    """The metric by which an objective is known; the rest is about it."""
    key = getattr(row(known, one), "outcome_metric", None)
    return [each for each in known.named(said) if each.kind == "metric" and each.key == key]


# ── the journey ────────────────────────────────────────────────────────────────────────────────


def _moments(known: Known) -> list[str]:
    return [key for key, each in known.dataset.by_id(Touchpoint).items()
            if each.moment_of_truth is YesNo.YES]  # fmt: skip


def _suffers(known: Known, key: str) -> bool:
    """Whether a metric of a touchpoint has worsened of late, or a goal on it needs a decision."""
    some = replace(next(iter(known.goals.values())), baseline_date=None)
    metrics = known.dataset.by_id(Touchpoint)[key].metrics
    return any(known.pile(goal) == "needs-a-decision" for goal in known.scope(Subject(kind="whole"))
               if goal.metric in metrics) or any(
        worsened(some, known.referee.moves.get((metric, part)),
                 known.sign(metric_subject(metric)))
        for metric, part in known.referee.moves if metric in metrics)  # fmt: skip


def _part(known: Known, one: Subject, name: str | None) -> list[Subject]:
    return SLOTS["segment"](known, one, name, "") if name else [one]  # type: ignore[return-value]


@slot
def worse_whom(known: Known, one: Subject, said: str, _: str) -> Told:
    """Since when, and for whom: `since May 2025, for Large firms since July 2025`."""
    told = re.findall(r"(?:for (.+?) )?since (.+?)(?=, (?:for|since)| and (?:for|since)|$)", said)
    return bool(told) and all(
        any(SLOTS["since"](known, part, begun, "") is True for part in _part(known, one, name))
        for name, begun in told)  # fmt: skip


@slot
def failing_whom(known: Known, one: Subject, said: str, _: str) -> Told:
    """Whose goals need a decision: `goal for Small firms needs`."""
    found = re.fullmatch(r"goals? (?:as a whole and )?(?:for (.+) )?needs?", said)
    if found is None:
        return False
    names = re.split(r", | and ", found[1]) if found[1] else [""]
    failing = {(goal.metric, goal.segment or "") for goal in known.scope(Subject(kind="whole"))
               if known.pile(goal) == "needs-a-decision"}  # fmt: skip
    parts = [part for name in names for part in _part(known, one, name)]
    return bool(parts) and {(one.metric, part.segment) for part in parts} <= failing


# ── before and since ───────────────────────────────────────────────────────────────────────────


def starts(known: Known, one: Subject) -> list[dt.date | None]:
    """The days since which a series is looked at: of initiatives for it, and of decisions."""
    goals = {each.goal for each in known.goals.values() if each.metric == one.metric}
    mine = [each for each in known.dataset.rows(Initiative) if goals & set(each.goals)]
    about = {one.metric, *goals, *(each.initiative for each in mine)}
    return [each.start for each in mine] + [
        each.date for each in known.dataset.rows(Commentary)
        if each.kind is CommentKind.DECISION_TAKEN and each.about.key in about]  # fmt: skip


def evidence_of(known: Known, one: Subject, start: dt.date | None) -> str:
    """What has changed in a series since a day, in a few words."""
    rows, move = known.rows(one), known.move(one)
    if start is None or start > known.as_of:
        return "not begun"
    if not len(rows) or SLOTS["stale"](known, one, "yes", ""):
        return "cannot be told"
    if rows["last"].iloc[-1] < start:
        return "too early to tell"
    words = [word for word in ("improved", "worsened", "changed", "steady", "cannot be told")
             if SLOTS["change"](known, one, word, "")]  # fmt: skip
    word = words[0] if words else "steady"
    moved = word in ("improved", "worsened", "changed")
    return f"{word} before" if moved and move.last_start < start else word


@slot
def evidence(known: Known, one: Subject, said: str, _: str) -> Told:
    """What has changed since an initiative began, or a decision was taken."""
    word = re.sub(r"( since)? before( it began)?$", " before", said.replace("-", " "))
    word = re.sub(r" since (start|it began)$", "", word)
    word = re.sub(r"^was already getting better$", "improved before", word)
    word = re.sub(r"^was already getting worse$", "worsened before", word)
    word = re.sub(r"^did not change$", "steady", word)
    if one.kind == "initiative" and (each := row(known, one)):
        goals = [goal for key in each.goals for goal in known.at(f"goals/{key}")]
        return any(evidence_of(known, goal, each.start) == word for goal in goals) or (
            not goals and word == "serves no goal")  # fmt: skip
    return bool(one.metric) and any(
        evidence_of(known, one, start) == word for start in starts(known, one)
    )


def _before(known: Known, one: Subject) -> list[Any]:
    rows = known.rows(one)
    found = [rows[rows["last"] < start] for start in starts(known, one) if start]
    return [each.iloc[-1] for each in found if len(each)]


@slot
def was(known: Known, one: Subject, said: str, _: str) -> Told:
    """The last figure before that day."""
    unit = known.metrics[one.metric].unit or "" if one.metric else ""
    return any(near(said, float(each["value"]), unit) for each in _before(known, one))


@slot
def before(known: Known, one: Subject, said: str, _: str) -> Told:
    """The last figure before that day, with its period."""
    value, _, period = said.partition(" in ")
    days = span(period, known.year_start)
    return days is not None and any(
        each["last"] == days[1] and was(known, one, value, "") for each in _before(known, one)
    )


@slot
def from_to(known: Known, one: Subject, said: str, _: str) -> Told:
    """The last figure before that day and the newest: `44 → 27 days`."""
    old, mark, new = said.partition(" → ")
    return bool(mark) and was(known, one, old, "") is True and (
        SLOTS["newest"](known, one, new, "") is True)  # fmt: skip


@slot
def effects(known: Known, one: Subject, said: str, _: str) -> Told:
    """What has come of the goals of an initiative, each by name."""
    figure = r"(?:[A-Z]{3} )?[−\d][\d.,]*(?: →|[^→]{,9} → )"
    each_apart = re.sub(
        r"([A-Z][^→]*?) and ([A-Z][^→]*?) were already (getting \w+)",
        r"\1 was already \3 and \2 was already \3",
        re.sub(r" and \d+ more$", "", said),
    )
    texts = re.split(r" and (?=[A-Z])", each_apart)
    words = "improved|worsened|changed|did not|was already"
    found = [re.fullmatch(rf"(.+?) ({figure}.+|(?:{words}).*)", text)
             for text in texts]  # fmt: skip
    return one.kind == "initiative" and all(
        each is not None and any(
            SLOTS["from_to" if "→" in each[2] else "evidence"](known, about, each[2], "") is True
            for about in known.named(each[1])) for each in found)  # fmt: skip


@slot
def parts_worsened(known: Known, one: Subject, said: str, _: str) -> Told:
    """Segments beside those of an initiative, each now worse than before that day."""
    names = re.split(r", | and ", said)
    goals = [each for each in known.dataset.rows(Initiative) if each.initiative == one.key]
    metrics = {known.goals[goal].metric for each in goals for goal in each.goals}
    parts = [
        Subject(kind="part", key=metric, metric=metric, segment=segment)
        for metric, segment in known.referee.known.figures
        if metric in metrics and segment
    ]
    worse = {
        squeezed(known.dataset.segment_name(each.segment))
        for each in parts
        if _is_worse(known, each)
    }
    return set(names) <= worse


def _is_worse(known: Known, part: Subject) -> bool:
    sign = {"higher": 1, "lower": -1}.get(known.metrics[part.metric].better, 0)
    now = known.last(part)[1]
    return any(sign * (now - float(each["value"])) < 0 for each in _before(known, part))


@slot
def since_step(known: Known, one: Subject, said: str, _: str) -> Told:
    """Since when the newest level is there, with or without earlier steps."""
    days, move = span(said, known.year_start), known.move(one)
    return (
        days is not None
        and move is not None
        and (SLOTS["since"](known, one, said, "") is True or days[0] <= move.last_start <= days[1])
    )


@slot
def also(known: Known, one: Subject, said: str, _: str) -> Told:
    """What else happened: `Price list (1 October 2025) and New desk (began 2 May 2026)`."""
    known_days = [(each.title, each.date) for each in known.dataset.rows(Event)]
    known_days += [(each.name, each.start) for each in known.dataset.rows(Initiative)]
    told = re.findall(r"(?:^|, | and )(.+?) \((?:began )?(\d+ \w+ \d{4})\)", said)
    return bool(told) and all(
        any(printed(known, title, name) and is_day(day, when) for name, when in known_days)
        for title, day in told)  # fmt: skip


def _helping(known: Known) -> list[str]:
    return [each.initiative for each in known.dataset.rows(Initiative)
            if each.start and each.start <= known.as_of
            and any(evidence_of(known, one, each.start) == "improved"
                    for key in each.goals for one in known.at(f"goals/{key}"))]  # fmt: skip


@slot
def newest_of(known: Known, one: Subject, said: str, _: str) -> Told:
    """The newest figure of a metric, before its name: `34 % Awareness`."""
    words = said.split()
    return any(
        each.kind == "metric" and each.key == one.metric
        and SLOTS["newest"](known, each, " ".join(words[:at]), "") is True
        for at in range(1, len(words)) for each in known.named(" ".join(words[at:])))  # fmt: skip


@slot
def station(known: Known, one: Subject, said: str, _: str) -> Told:
    """A touchpoint with the department that owns it."""
    each = row(known, one) if one.kind == "touchpoint" else None
    if each is None or not said.startswith(name := squeezed(each.name)):
        return False
    rest = said[len(name) :].strip()
    return called(known, each.department, rest) if each.department else rest == "nobody"


# ── what is due ────────────────────────────────────────────────────────────────────────────────


@cache
def dues(known: Known, one: Subject) -> list[tuple[dt.date, str, str]]:
    """What is due of a person, or of all: its day, its kind and how a calendar names it."""
    who = row(known, one).name if one.kind == "person" else None
    found: list[tuple[dt.date | None, str, str, str | None]] = []
    for metric in known.metrics.values():
        mine = metric_subject(metric.metric)
        name = metric.short_name or metric.name
        found.append((next_due(known, mine), "figure", f"Figure: {name}", metric.owner))
    requests = [each for each in known.dataset.rows(Commentary)
                if each.kind is CommentKind.DECISION_NEEDED and each.about.key in known.asked
                and who in (None, each.by, each.decides)]  # fmt: skip
    for each in requests:
        question = squeezed(re.split(r"(?<=[.?!])\s", each.text)[0])
        found.append((each.due, "decision", question, who))
    about = {each.about.key for each in requests}
    found += [(each.decision_date, "review", f"Review: {each.name}", each.owner)
              for each in known.dataset.rows(Initiative)
              if not about & {each.initiative, *each.goals}]  # fmt: skip
    for goal in known.scope(Subject(kind="whole")):
        if goal.due is not None and goal.due >= known.as_of:
            metric = known.metrics[goal.metric]
            name = goal.short_name or metric.short_name or metric.name
            found.append((goal.due, "goal", f"Goal: {name}", goal.owner))
    return [(day, kind, squeezed(name)) for day, kind, name, owner in found
            if day and who in (None, owner)]  # fmt: skip


def _counts(said: str, items: list[tuple[dt.date, str, str]]) -> bool:
    """Whether things due are counted right: `4 figures and 1 goal`."""
    told = {kind: int(count) for count, kind in re.findall(r"(\d+) (\w+?)s?(?=$|,| and )", said)}
    kinds = [kind for _, kind, _ in items]
    return told == {kind: kinds.count(kind) for kind in kinds}


@slot
def due_counted(known: Known, one: Subject, said: str, which: str) -> Told:
    """What is due first, until a day, or late, counted by kind."""
    items = dues(known, one)
    ahead = [each for each in items if each[0] >= known.as_of]
    if which == "late":
        return _counts(said, [each for each in items if each[0] < known.as_of])
    if which == "first":
        first = min((day for day, *_ in items), default=None)
        return _counts(said, [each for each in items if each[0] == first])
    if which == "asked":
        asked = sorted(day for day, kind, _ in ahead if kind == "decision")
        found = re.fullmatch(r"(\d+) decisions? waits?, (?:the first )?by (.+)", said)
        return found is not None and int(found[1]) == len(asked) and is_day(found[2], asked[0])
    what, _, until = said.rpartition(" on " if which == "next" else " by ")
    what = re.sub(r" (is|are) due$", "", what)
    day = min((day for day, *_ in ahead), default=None) if which == "next" else None
    if which == "next":
        return is_day(until, day) and _counts(what, [each for each in ahead if each[0] == day])
    days = span(until)
    return days is not None and _counts(what, [each for each in ahead if each[0] <= days[1]])


@slot
def first_due(known: Known, one: Subject, said: str, _: str) -> Told:
    """The first day on which something is due: `10 Dec`, `late since 10 May`."""
    day = min((day for day, *_ in dues(known, one)), default=None)
    return day is not None and said.startswith("late since ") == (day < known.as_of) and is_day(
        said.removeprefix("late since "), day)  # fmt: skip


def _year(known: Known, said: str) -> int:
    """The year of the next such day and month."""
    days = span(f"{said} {known.as_of.year}")
    return known.as_of.year + (days is None or days[1] < known.as_of)


@slot
def calendar(known: Known, one: Subject, said: str, _: str) -> Told:
    """What is due on a day: `15 Dec Review: A price table 2 figures`."""
    found = re.fullmatch(r"(late|\d{1,2} [A-Z][a-z]+) (.+)", said)
    if found is None:
        return False
    day = found[1] if found[1] == "late" else f"{found[1]} {_year(known, found[1])}"
    items = [each for each in dues(known, one)
             if (each[0] < known.as_of if day == "late" else is_day(day, each[0]))]  # fmt: skip
    rest, left = found[2], []
    for each in items:
        if each[2] in rest:
            rest = rest.replace(each[2], "", 1)
        else:
            left.append(each)
    return bool(items) and _counts(re.sub(r" (?=\d)", ", ", squeezed(rest)), left)


@slot
def file_due(known: Known, one: Subject, said: str, late: str) -> Told:
    """When a file's next figures are due."""
    file, _, day = said.rpartition(", ")
    metrics = {metric for at, metric in known.lines if not file or at == file}
    days = [next_due(known, metric_subject(key))
            for key in metrics & set(known.metrics)]  # fmt: skip
    word, _, rest = day.partition(" " if day.startswith("due") else " since ")
    return any(each and is_day(rest, each) and (word == "late") == (each < known.as_of)
               for each in days)  # fmt: skip


@slot
def foremost(known: Known, one: Subject, said: str, _: str) -> Told:
    """What matters most in the open goals of a person."""
    goals = len(_goals(known, one))
    if said.startswith("The one open goal "):
        return goals == 1 and alike(known, one, said, "") is True
    count = [len(_goals(known, one, pile)) for pile in PILES_IN_ORDER]
    if not count[0] and count[1]:
        verb = "needs" if count[1] == 1 else "need"
        return said == f"No goal needs a decision; {count[1]} {verb} watching"
    found = re.fullmatch(
        r"(\d+) of (\d+) open goals (?:needs? a decision|(?:is|are) on track)", said
    )
    at = 2 if said.endswith("on track") else 0
    if at == 2 and count[0]:
        return False
    return bool(found and found[1] == str(count[at]) and found[2] == str(goals)) or (
        said in (f"All {goals} open goals are on track", "Both open goals are on track")
        and count[2] == goals)  # fmt: skip


@slot
def piles_in_row(known: Known, one: Subject, said: str, any_: str) -> Told:
    """How many open goals of a department, or of any, are in each pile, without those of none."""
    told = [whole(text) for text in said.split()]
    return any(told == [count for pile in PILES_IN_ORDER
                        if (count := len(_goals(known, each, pile)))]
               for each in _departments(known, one, any_))  # fmt: skip


@slot
def some_pile(known: Known, one: Subject, said: str, any_: str) -> Told:
    """That a department, or any, has goals in a pile: one `needs a decision`, more `need` one."""
    pile = {**PILES, "to watch": "watch"}[said]
    counts = [len(_goals(known, each, pile)) for each in _departments(known, one, any_)]
    one_alone = {"needs": True, "need": False}.get(said.partition(" ")[0])
    return any(count and one_alone in (None, count == 1) for count in counts)


def _departments(known: Known, one: Subject, any_: str) -> list[Subject]:
    if any_:
        return [Subject(kind="department", key=key) for key in known.dataset.by_id(Department)]
    return [one] if one.kind == "department" else []


def _starts_of(known: Known, one: Subject) -> list[dt.date]:
    move = known.move(one)
    return [move.day(int(at)) for at in move.starts] if move is not None else []


looks({
    "handoff_kept": lambda known, one, said: one.kind == "handoff" and (
        handoff_state(known, row(known, one)) == said),
    "no_promise": lambda known, one, said: called(known, one.key, said),
    "unanswered": lambda known, one, _: one.kind == "goal" and _unanswered(
        known, known.goals[one.key]),
    "sponsor_holder": lambda known, one, said: any(
        each.name == getattr(row(known, one), "sponsor", None) and each.holder == said
        for each in known.dataset.rows(Person)),
    "comment": lambda known, _, said: any(
        squeezed(each.text).startswith(said.removesuffix("…"))
        for each in known.dataset.rows(Commentary)),
    "begins": lambda known, one, said: any(is_day(said, day) for day in starts(known, one)),
    "any_due": lambda known, _, said: said == "late" or any(
        is_day(said, day) for day, *_ in dues(known, Subject(kind="whole"))),
    "titles": lambda known, one, said: one.kind == "goal" and any(
        one in found and name in said for name, found in known.names.items()),
    "moved_when": lambda known, one, said: all(any(
        (days := span(text, known.year_start)) is not None and days[0] <= day <= days[1]
        for day in _starts_of(known, one)) for text in said.split(" and ")),
})  # fmt: skip
