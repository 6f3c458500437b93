"""The claims of Changes, the feed and the summary: now is held against the edition before.

Figures, statuses and piles of both are the referee's own. What made a difference is found by
judging the goals of then by the settings of now, and those of now by the targets of then.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

from generator.model.tables import Department, Goal, Metric, Objective
from generator.model.vocabulary import GoalState, Rule
from tests.referee.company import PILES_IN_ORDER, SETS, row
from tests.referee.goals import pile, sign_of, verdict
from tests.referee.slots import (
    PILES,
    SLOTS,
    STATES,
    Known,
    Subject,
    Told,
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

_COMMITMENT = ("target", "target_high", "baseline", "baseline_date", "due")
#: What else than a commitment a row is compared by.
_MEANING = {Goal: ("metric", "segment", "rule", "objective", "guardrails", "department", "owner"),
            Metric: ("better", "calculation", "counted", "definition", "unit", "cadence", "kind",
                     "accumulates", "smoothing", "minimum", "maximum", "min_n", "lag_days",
                     "complete_dimensions", "fix_limits_after", "source", "name", "department",
                     "owner"),
            Objective: ("name", "model", "description", "outcome_metric", "sponsor"),
            Department: ("name", "traditional_focus", "customer_commitment", "customers", "lead"),
            }  # fmt: skip
_REASONS = {"new figures": "new", "no new figure came": "time", "a changed definition": "meaning",
            "restated figures of the past": "past", "a moved target, due date or plan": "target",
            "a changed way of working it out": "method"}  # fmt: skip


def _was(known: Known) -> Known:
    return known.before or known


@cache
def _both(known: Known) -> list[str]:
    """The goals that were open in the edition before and are open now."""
    was = _was(known)
    return [key for key, goal in known.goals.items() if known.is_open(goal)
            and key in was.goals and was.is_open(was.goals[key])]  # fmt: skip


def _answer(known: Known, key: str) -> tuple[str, str]:
    return known.referee.verdicts[key].status, known.pile(known.goals[key])


def _judged(known: Known, key: str, goal: Goal, settings: Any) -> tuple[str, str]:
    """What a goal would be by other settings, or by another commitment."""
    move, sign = known.move(_subject(known, key)), sign_of(goal, known.metrics[goal.metric].better)
    status = verdict(known.referee.known, goal, move, settings).status
    likelihood, chance = (known.truth["chance", key, what] for what in ("word", "stated"))
    return status, pile(goal, status, move, sign, likelihood, chance)


def _subject(known: Known, key: str) -> Subject:
    return next(known.at(f"goals/{key}"))


@cache
def _changed(known: Known, key: str) -> set[str]:
    """What of a goal's ground is another than then."""
    was, one = _was(known), _subject(known, key)
    then, now = was.rows(one), known.rows(one)
    had = dict(zip(then["last"], then["value"], strict=True))
    has = dict(zip(now["last"], now["value"], strict=True))
    goal, before = known.goals[key], was.goals[key]
    pairs = [(goal, before), (known.metrics[goal.metric], was.metrics.get(before.metric))]
    found = {"new" if set(has) - set(had) else "time"}
    if any(has.get(day) != value for day, value in had.items()):
        found.add("past")
    if any(getattr(a, name) != getattr(b, name, None) for a, b in pairs for name in
           _MEANING[type(a)]):  # fmt: skip
        found.add("meaning")
    if any(getattr(goal, name) != getattr(before, name) for name in _COMMITMENT):
        found.add("target")
    return found


@cache
def reasons_of(known: Known, key: str) -> tuple[set[str], set[str]]:
    """What surely made the answer another, and all that may have."""
    was, changed = _was(known), _changed(known, key)
    then, now = _answer(was, key), _answer(known, key)
    by_method = _judged(was, key, was.goals[key], known.referee.settings)
    renewed = now
    if "target" in changed:
        renewed = _judged(known, key, _as_before(known, key), known.referee.settings)
    found = {"method"} if by_method != then else set()
    figures = changed - {"target"}
    if renewed != by_method and len(figures) == 1:
        found |= figures
    if renewed != now:
        found.add("target")
    unsure = figures if len(figures) > 1 else set()
    return found, found | unsure | (changed & {"target"})


@cache
def way(known: Known, key: str) -> str:
    """Which way a goal went by its piles; "" for neither."""
    then, now = _answer(_was(known), key)[1], _answer(known, key)[1]
    order = PILES_IN_ORDER[:3]
    if then == now or then not in order or now not in order:
        return ""
    return "improved" if order.index(now) > order.index(then) else "worsened"


@cache
def _gone(known: Known, which: str) -> list[str]:
    """The goals that are new, dropped, replaced or in the tables no more."""
    was = _was(known)
    still = [key for key in known.goals if key in was.goals
             and was.goals[key].state is GoalState.ACTIVE]  # fmt: skip
    continued = {each.replaces for each in known.goals.values() if each.state is GoalState.ACTIVE}
    return {
        "added": [key for key in known.goals if key not in was.goals],
        "gone": [key for key in was.goals if key not in known.goals],
        "dropped": [key for key in still if known.goals[key].state is GoalState.DROPPED],
        "replaced": [key for key in still if key in continued and key not in was.gone],
    }[which]


def _eased(known: Known, key: str) -> str:
    """Whether what moved made a goal easier or harder."""
    goal, before = known.goals[key], _was(known).goals[key]
    sign = sign_of(goal, known.metrics[goal.metric].better)
    told = set()
    for name in _COMMITMENT:
        now, then = getattr(goal, name), getattr(before, name)
        if now == then:
            continue
        if name in ("target", "baseline") and goal.rule is not Rule.RANGE and None not in (
            now, then) and sign:  # fmt: skip
            told.add("easier" if sign * now < sign * then else "harder")
        elif name in ("due", "baseline_date") and goal.rule is Rule.REACH and then is not None:
            told.add("easier" if now is None or now > then else "harder")
        else:
            told.add("moved")
    return told.pop() if len(told) == 1 else "moved"


@cache
def figures_changed(known: Known, which: str) -> list[tuple[Subject, dt.date]]:
    """The figures of closed periods that are new, restated or withdrawn."""
    was, found = _was(known), []
    for key in {**was.referee.known.figures, **known.referee.known.figures}:
        one = metric_subject(*key)
        then, now = (
            dict(zip(rows["last"], rows["value"], strict=True))
            for rows in (was.rows(one), known.rows(one))
        )
        if which == "added":
            days = set(now) - set(then)
        elif which == "withdrawn":
            days = set(then) - set(now) if key[0] in known.metrics else set()
        else:
            days = {day for day in set(then) & set(now)
                    if not math.isclose(then[day], now[day], rel_tol=1e-9)}  # fmt: skip
        found += [(one, day) for day in sorted(days)]
    return found


@cache
def _counts(known: Known) -> dict[str, tuple[int, int]]:
    """The fewest and the most that the headline may count of each kind."""
    moved = Counter(_eased(known, key) for key in _both(known) if "target" in _changed(known, key))
    counts = {"made easier": moved["easier"], "made harder": moved["harder"],
              "moved": moved["moved"], "added": len(_gone(known, "added")),
              "dropped": len(_gone(known, "dropped") + _gone(known, "gone")),
              "replaced": len(_gone(known, "replaced")),
              "restated": len(figures_changed(known, "restated")),
              "withdrawn": len(figures_changed(known, "withdrawn"))}  # fmt: skip
    found = {kind: (count, count) for kind, count in counts.items()}
    for kind in ("improved", "worsened"):
        keys = [key for key in _both(known) if way(known, key) == kind]
        found[kind] = tuple(sum("new" in reasons_of(known, key)[at] for key in keys)
                            for at in (0, 1))  # type: ignore[assignment]  # fmt: skip
    return found


def _is_edition(known: Known, said: str) -> bool:
    name, _, day = said.partition(", ")
    return name == known.version and (not day or is_day(day, known.as_of))


def _as_before(known: Known, key: str) -> Goal:
    """A goal with the commitment that it had."""
    kept = {name: getattr(_was(known).goals[key], name) for name in _COMMITMENT}
    return replace(known.goals[key], **kept)


@slot
def then(known: Known, one: Subject, said: str, what: str) -> Told:
    """A claim about the edition before."""
    was = _was(known)
    if (one.kind == "goal" and one.key not in was.goals) or (
        one.metric and one.metric not in was.metrics):  # fmt: skip
        return False
    return SLOTS[what](was, one, said, "")


@slot
def change_counts(known: Known, one: Subject, said: str, which: str) -> Told:
    """What has changed by kind: `3 goals improved, 2 worsened and 1 figure restated`."""
    told = {kind: int(count) for count, kind in re.findall(
        r"(\d+) (?:goals? |targets? |figures? )?(made \w+|\w+)(?=, | and |$)", said)}  # fmt: skip
    true = _counts(known)
    kinds = told if which else true
    return (bool(told) or said == "none") and told.keys() <= true.keys() and all(
        true[kind][0] <= told.get(kind, 0) <= true[kind][1] for kind in kinds)  # fmt: skip


@slot
def reasons(known: Known, one: Subject, said: str, _: str) -> Told:
    """What made the difference: `new figures and a moved target, due date or plan`."""
    told = {code for text, code in _REASONS.items() if text in said}
    if one.kind != "goal" or one.key not in _both(known):
        return bool(told) and bool(one.metric)
    sure, all_ = reasons_of(known, one.key)
    return bool(told) and sure <= told <= all_


@slot
def fate(known: Known, one: Subject, said: str, which: str) -> Told:
    """That a goal is new, dropped or replaced, or a metric new."""
    return one.key in (_gone(known, which) if one.kind == "goal" else
                       known.metrics.keys() - _was(known).metrics.keys())  # fmt: skip


@slot
def gone(known: Known, one: Subject, said: str, _: str) -> Told:
    """A goal or a metric that the tables no longer hold."""
    was, name = _was(known), said.partition(": ")[0]
    found = [each for each in was.named(name) if each.key not in
             (known.goals if each.kind == "goal" else known.metrics)]  # fmt: skip
    return any(name == said or SLOTS["aim"](was, each, said.partition(": ")[2], "") is True
               for each in found)  # fmt: skip


@slot
def moved_parts(known: Known, one: Subject, said: str, _: str) -> Told:
    """What of a commitment moved: `target moved from 95 % to 90 %`."""
    if one.key not in _both(known):
        return False
    columns = {"target": "target", "range": "target", "due date": "due", "baseline": "baseline",
               "baseline's date": "baseline_date"}  # fmt: skip
    told = re.findall(r"(?:^|, | and )([a-z' ]+) moved from (.+?) to (.+?)(?=, [a-z]| and [a-z]|$)",
                      said)  # fmt: skip
    goals = (_was(known).goals[one.key], known.goals[one.key])
    found = {columns[name] for name, *_ in told}
    return found == {
        name for name in _COMMITMENT if getattr(goals[0], name) != getattr(goals[1], name)
    } - {"target_high"} and all(
        _is_cell(text, getattr(goal, columns[name]))
        for name, *texts in told for text, goal in zip(texts, goals, strict=True))  # fmt: skip


def _is_cell(said: str, cell: Any) -> bool:
    if isinstance(cell, float) and said[-1:].isalpha():
        said = said.rstrip(" %abcdefghijklmnopqrstuvwxyz") if "million" not in said else said
    return said == "none" if cell is None else printed_cell(said, cell)


def printed_cell(said: str, cell: Any) -> bool:
    """Whether a number or a day is printed so, whatever its unit."""
    if isinstance(cell, dt.date):
        return is_day(said, cell)
    return near(said, float(cell))


def is_state(said: str, status: str) -> bool:
    """Whether words are those of a status: `off track (off pace)`, or of one to watch `on pace`."""
    word, _, exact = said.lower().removesuffix(")").partition(" (")
    well = word.replace(" ", "-") == status in STATES["on track"]
    return well or (status in STATES.get(word, ()) and exact.replace(" ", "-") in status)


@slot
def restated(known: Known, one: Subject, said: str, _: str) -> Told:
    """Figures of the past that are others now: `June 2026: 87.2 % instead of 88.1 %`."""
    end = r"(?=, [A-Zw\d]| and [A-Zw\d]|$)"
    told = re.findall(rf"(?:^|, | and )([^:]+?): (.+?) instead of (.+?){end}", said)
    days = {(each.metric, day): each for each, day in figures_changed(known, "restated")}
    for period, now, before in told:
        found = span(period, known.year_start)
        each = days.get((one.metric, found[1])) if found else None
        if each is None or found is None:
            return False
        values = (known.cells[each.metric, each.segment][found[1]]["value"],
                  _was(known).cells[each.metric, each.segment][found[1]]["value"])  # fmt: skip
        if not near(now, float(values[0])) and not near(now, float(values[0]), _unit(known, one)):
            return False
        if not near(before, float(values[1]), _unit(known, one)):
            return False
    return bool(told)


def _unit(known: Known, one: Subject) -> str:
    return known.metrics[one.metric].unit or ""


@slot
def withdrawn(known: Known, one: Subject, said: str, _: str) -> Told:
    """Periods whose figures are no longer there."""
    days = {day for each, day in figures_changed(known, "withdrawn") if each.metric == one.metric}
    found = [span(text, known.year_start) for text in re.split(r", | and (?!\d+ more)", said)
             if not re.match(r"(?:and )?\d+ more", text)]  # fmt: skip
    return bool(found) and all(each is not None and each[1] in days for each in found)


@slot
def added(known: Known, one: Subject, said: str, what: str) -> Told:
    """How many figures are new, or of how many metrics."""
    found = figures_changed(known, "added")
    return whole(said) == len(found if what == "figures" else {each.metric for each, _ in found})


@slot
def redefined(known: Known, one: Subject, said: str, _: str) -> Told:
    """A cell that holds something else: `Head of Support; it was: Head of Service`."""
    found = re.fullmatch(r"(.+); it was: (.+)", said)
    now, was = row(known, one), row(_was(known), one)
    if found is None or now is None or was is None:
        return False
    return any(getattr(now, name) != getattr(was, name) and all(
        printed(known, text, getattr(each, name)) or (text == "none" and not getattr(each, name))
        or text.startswith(squeezed(str(getattr(each, name))).rstrip("….")[:150])
        for text, each in ((found[1], now), (found[2], was)))
        for name in _MEANING[type(now)])  # fmt: skip


@slot
def setting(known: Known, one: Subject, said: str, which: str) -> Told:
    """A setting of the methods with its value now and then: `thresholds.noise is 2.0; ... 1.0`."""
    found = re.fullmatch(r"([\w.]+) is (.+); it was (.+)", said)
    return found is not None and all(
        str(_at(each.referee.settings, found[1])) == text
        for each, text in ((known, found[2]), (_was(known), found[3])))  # fmt: skip


def _at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = getattr(value, name)
    return value


@cache
def by_method(known: Known) -> list[str]:
    """The goals and series that the settings of now alone judge otherwise."""
    was = _was(known)
    return [key for key, goal in was.goals.items() if was.is_open(goal) and key in known.goals
            and _judged(was, key, goal, known.referee.settings) != _answer(was, key)]  # fmt: skip


@slot
def rejudged(known: Known, one: Subject, said: str, which: str) -> Told:
    """What a goal of the edition before is by the settings of then, or by those of now."""
    was = _was(known)
    if one.kind != "goal" or one.key not in was.goals or not was.is_open(was.goals[one.key]):
        return False
    then_, now = _answer(was, one.key), _judged(was, one.key, was.goals[one.key],
                                                known.referee.settings)  # fmt: skip
    status, pile_ = now if which == "now" else then_
    words = [each.lower() for each in said.split(" and ")]
    states = [word for word in words if is_state(word, status)]
    piles = [word for word in words if PILES.get(word) == pile_]
    return then_ != now and len(words) <= len(states) + len(piles) and (
        bool(states) == (then_[0] != now[0]) or bool(piles))  # fmt: skip


@slot
def moved_start(known: Known, one: Subject, said: str, _: str) -> Told:
    """Where a level begins now: `the level that began in May 2025 now begins in April 2025`."""
    found = re.fullmatch(r"the level that began in (.+) now begins in (.+)"
                         r"|no level begins in (.+) any more", said)  # fmt: skip
    moves = [each.move(one) for each in (_was(known), known)]
    if found is None or any(move is None for move in moves):
        return False
    then_, now = ({move.day(int(at)) for at in move.starts} for move in moves)
    old, new = span(found[1] or found[3], known.year_start), span(found[2] or "", known.year_start)
    told = not found[2] or (new is not None and new[0] in now - then_)
    return told and old is not None and old[0] in then_ - now


@slot
def then_pile(known: Known, one: Subject, said: str, _: str) -> Told:
    """How many open goals of the edition before were in a pile: `on track 13`."""
    (word, _, count), was = said.rpartition(" "), _was(known)
    open_ = was.scope(Subject(kind="whole"))
    return whole(count) == sum(was.pile(goal) == PILES.get(word) for goal in open_)


@slot
def well(known: Known, one: Subject, said: str, _: str) -> Told:
    """Departments of which every open goal, or every one with a verdict, is on track."""
    names = said.removesuffix(" that has a verdict")
    listed = re.sub(r",? and \d+ more departments?$", "", names)
    piles = {key: {known.pile(goal) for goal in known.scope(Subject(kind="department", key=key))}
             for key in known.dataset.by_id(Department)}  # fmt: skip
    fine = {key for key, own in piles.items()
            if "going-well" in own and own <= {"going-well", "cannot-say-yet"}}  # fmt: skip
    return all(any(each.key in fine for each in known.named(name))
               for name in re.split(r", | and ", listed))  # fmt: skip


@slot
def came_into(known: Known, one: Subject, said: str, _: str) -> Told:
    """Goals now in a pile, and those that came into it: `16 on track: Leads, Trust, + 2`."""
    head, _, names = said.partition(": ")
    count, _, word = head.partition(" ")
    goals = [goal for goal in known.goals.values() if known.is_open(goal)]
    here = [goal.goal for goal in goals if known.pile(goal) == PILES.get(word)]
    came = [key for key in here if key in _both(known)
            and _answer(_was(known), key)[1] != PILES[word]]  # fmt: skip
    more = re.search(r", \+ (\d+)$", names)
    listed = names[: more.start()] if more else names
    return whole(count) == len(here) and (
        not names or len(listed.split(", ")) + (int(more[1]) if more else 0) >= len(came) > 0) and (
        not names or (one.kind == "goal" and one.key in came))  # fmt: skip


SETS |= {
    "method alone": lambda known, _: by_method(known),
    "another status": lambda known, _: [
        key for key in _both(known) if _answer(known, key) != _answer(_was(known), key)
        and not (way(known, key) and "new" in reasons_of(known, key)[0])
        and reasons_of(known, key)[0] != {"method"}],
    "redefined": lambda known, _: [
        f"{key} {name}" for table in _MEANING
        for key, each in known.dataset.by_id(table).items()
        if (old := _was(known).dataset.by_id(table).get(key)) is not None
        for name in _MEANING[table] if getattr(each, name) != getattr(old, name)],
    "metrics changed": lambda known, _: known.metrics.keys() ^ _was(known).metrics.keys(),
}  # fmt: skip
looks({
    "edition": lambda known, _, said: _is_edition(_was(known), said),
    "this_edition": lambda known, _, said: _is_edition(known, said),
    "was_count": lambda known, one, said: any(
        then_pile(known, one, f"{word} {said}", "") for word in PILES),
    "some_gone": lambda known, _, __: _gone(known, "gone"),
    "headline": lambda _, __, ___: True,
    "fated": lambda known, one, _: any(
        one.key in _gone(known, which) for which in ("added", "dropped", "replaced")),
    "by_now": lambda known, one, _: one.key in by_method(known),
    "no_owner": lambda known, one, _: _gone(known, "gone") or not getattr(
        known.goal(one) or known.metrics.get(one.metric), "owner", None),
})  # fmt: skip
looks({
    "went": lambda known, one, said: way(known, one.key) == said.lower() and (
        "new" in reasons_of(known, one.key)[1]),
    "other_answer": lambda known, one, _: _answer(known, one.key) != _answer(
        _was(known), one.key),
    "as_before": lambda known, one, said: known.status(one) == _was(known).status(one) and
    SLOTS["state"](known if _answer(known, one.key)[1] == "watch" else _was(known), one, said, ""),
    "eased": lambda known, one, said: _eased(known, one.key) == said,
    "moved_target": lambda known, one, _: "target" in _changed(known, one.key),
    "by_old": lambda known, one, said: is_state(said, _judged(
        known, one.key, _as_before(known, one.key), known.referee.settings)[0]),
}, lambda known, one: one.key in _both(known))  # fmt: skip
