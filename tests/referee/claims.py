"""What a site says of its figures, what the referee says, and where the two differ.

A claim is named by its kind, what it is about and the field; `said` reads the claims from the JSON
files, the downloads and the records from which sentences are made, `true` works them out from the
CSV files.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from generator.model.dataset import Dataset
from generator.model.settings import Settings
from generator.model.tables import Department, Goal, Metric
from generator.model.vocabulary import Better, Cadence, GoalState, Triage
from generator.pages.context import SiteContext
from generator.pages.figure_html import downloads
from generator.pages.json_files import programs
from tests.referee.figures import Company, company
from tests.referee.goals import Verdict, closed, pile, sign_of, verdict
from tests.referee.moves import Move, judged

#: Kind, what it is about, the field.
Key: TypeAlias = tuple[str, str, str]
Claims: TypeAlias = dict[Key, Any]

#: Beyond so many steps only the word of a chance is stated.
_FURTHEST_STATED = {Cadence.MONTHLY: 12, Cadence.QUARTERLY: 8}
_UNASKED = ("met", "missed", "kept", "broken", "stale", "no-data", "awaiting-data", "not-reported")


def said(context: SiteContext) -> Claims:
    """What the site says."""
    found: Claims = {}
    names = {(metric, context.segment(key)): key for metric, key in context.report.series}
    for asset in downloads(context):
        for row in csv.DictReader(io.StringIO(str(asset.content))):
            series = f"{row['metric']}/{names[row['metric'], row['segment']]}"
            if row["bound"]:
                found["value", series, f"{row['last_day']} bound"] = row["bound"]
                continue
            for name in ("value", "n", "numerator", "promoters", "detractors"):
                found["value", series, f"{row['last_day']} {name}"] = _number(row[name])
    for asset in programs(context):
        if asset.src_uri == "json/schema.json":
            continue
        one = json.loads(asset.content)
        {"goal": _goal, "metric": _metric, "home": _counts, "department": _counts}[one["kind"]](
            found, one
        )
    _records(found, context)
    return found


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _goal(found: Claims, one: dict[str, Any]) -> None:
    goal = one["id"]
    found["status", goal, "status"] = one["status"]
    found["pile", goal, "pile"] = None if one["closed"] else one["pile"]
    found["count", goal, "closed"] = one["closed"] is not None
    current = one["current"] or {"value": None, "day": None, "n": None}
    for name, value in current.items():
        found["value", goal, name] = value
    for name in ("progress", "expected"):
        found["value", goal, name] = one[name]
    found["since", goal, "change"] = one["change"]
    found["chance", goal, "word"] = one["likelihood"]
    found["chance", goal, "stated"] = one["chance"]


def _metric(found: Claims, one: dict[str, Any]) -> None:
    for part in ({"segment": "", **one}, *one["segments"]):
        series = f"{one['id']}/{part['segment']}"
        newest = part["newest"] or {"first_day": None, "last_day": None, "value": None, "n": None}
        for name, value in newest.items():
            found["value", series, f"newest {name}"] = value
        found["since", series, "change"] = part["change"]
    found["count", one["id"], "goals"] = sorted(one["goals"])


def _counts(found: Claims, one: dict[str, Any]) -> None:
    about = one.get("id", one["kind"])
    for name, count in one["piles"].items():
        found["count", about, name] = count
    for name in ("goals", "metrics"):
        found["count", about, name] = sorted(one[name])


def _records(found: Claims, context: SiteContext) -> None:
    """The records from which sentences are made."""
    for (metric, segment), one in context.report.judged_series.items():
        series, chart = f"{metric}/{segment}", one.control_chart
        since = one.signal_since
        found["since", series, "since"] = since.first.isoformat() if since else None
        found["since", series, "direction"] = one.signal_direction
        claim = one.claim
        for at, mean in enumerate(claim.means if claim else ()):
            found["since", series, f"mean {at + 1}"] = mean
        limits = chart.groups[-1].limits if chart is not None and not one.not_judged else None
        found["inside or outside", series, "lower"] = limits.lower if limits else None
        found["inside or outside", series, "upper"] = limits.upper if limits else None
        found["inside or outside", series, "outside"] = (
            chart.labels[-1].value == "outside" if chart is not None and limits else None
        )
    for goal, assessment in context.report.assessments.items():
        kept, outlook = assessment.goal_status.kept, assessment.outlook
        pace = assessment.goal_status.pace
        found["count", goal, "kept"] = (kept.count, kept.of) if kept else None
        if pace is not None:
            found["value", goal, "sigma"] = pace.noise.sigma
        found["chance", goal, "worked out"] = outlook.chance
        found["chance", goal, "steps"] = outlook.steps


@dataclass(frozen=True, kw_only=True, eq=False)
class Referee:
    """What follows from the CSV files alone; it is worked out once and asked of any claims.

    `figures` are the true claims of metrics and their segments.
    """

    known: Company
    figures: Claims
    settings: Settings
    moves: dict[tuple[str, str], Move]
    verdicts: dict[str, Verdict]


def referee(folder: Path, dataset: Dataset, settings: Settings, claims: Claims) -> Referee:
    """Works out all figures; which cells are not published is taken from the claims."""
    known = company(folder, dataset, _published(claims))
    maybe = _maybe_totals(known)
    moves = {
        key: judged(one, known.as_of, settings.variation, maybe_total=key[0] in maybe)
        for key, one in known.figures.items()
        if (one.rows["last"] <= known.as_of).any()
    }
    return Referee(
        known=known,
        figures=_true_figures(known, moves),
        settings=settings,
        moves=moves,
        verdicts={
            goal.goal: verdict(known, goal, moves.get((goal.metric, goal.segment or "")), settings)
            for goal in dataset.rows(Goal)
        },
    )


def true(one: Referee, claims: Claims) -> Claims:
    """What the referee says; the likelihood of a goal is taken from its claim.

    A cell of too few answers has no figure, and in a period without one nothing is withheld.
    """
    found = dict(one.figures)
    _true_goals(found, one, claims)
    small = {(name, last) for name, _, last in one.known.small}
    for name, segment, last in one.known.shields:
        if (name, last) not in small:
            found["value", f"{name}/{segment}", f"{last} value"] = "withheld without a reason"
    for (name, segment, last), bound in one.known.bounds.items():
        key = ("value", f"{name}/{segment}", f"{last} bound")
        found |= {key: bound} if key in claims else {}
    for name, segment, last in one.known.small & _published(claims):
        found["value", f"{name}/{segment}", f"{last} value"] = "of too few answers"
    return found


def _published(claims: Claims) -> set[tuple[str, str, dt.date]]:
    """The cells whose value the downloads hold."""
    cells = set()
    for kind, about, field in claims:
        day, _, name = field.partition(" ")
        if kind == "value" and name == "value" and day[0].isdigit():
            metric, _, segment = about.partition("/")
            cells.add((metric, segment, dt.date.fromisoformat(day)))
    return cells


def _maybe_totals(known: Company) -> set[str]:
    """The metrics that the checks take for running totals that nobody has declared."""
    places = {
        (warning.location.file, warning.location.line)
        for warning in known.dataset.warnings
        if warning.location.column == "accumulates"
    }
    return {
        metric.metric
        for metric in known.dataset.rows(Metric)
        if (metric.location.file, metric.location.line) in places
    }


def _true_figures(known: Company, moves: dict[tuple[str, str], Move]) -> Claims:
    found: Claims = {}
    for (metric, segment), one in known.figures.items():
        series = f"{metric}/{segment}"
        if not one.pooled:
            for row in one.rows.to_dict("records"):
                for name in ("value", "n", "numerator", "promoters", "detractors"):
                    found["value", series, f"{row['last']} {name}"] = _plain(row[name])
        rows = one.rows[one.rows["last"] <= known.as_of]
        newest = rows.iloc[-1] if len(rows) else None
        for name in ("first_day", "last_day", "value", "n"):
            cell = None if newest is None else newest[name.removesuffix("_day")]
            found["value", series, f"newest {name}"] = _plain(cell)
        if (metric, segment) in moves:
            _true_move(found, series, moves[metric, segment], one.metric.better)
        else:
            found["since", series, "change"] = None
    for metric in known.dataset.by_id(Metric):
        if (metric, "") not in known.figures:
            for name in ("first_day", "last_day", "value", "n"):
                found["value", f"{metric}/", f"newest {name}"] = None
            found["since", f"{metric}/", "change"] = None
    return found


def _plain(cell: Any) -> Any:
    """A cell as JSON has it."""
    if isinstance(cell, float) and math.isnan(cell):
        return None
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def change_code(move: Move | None, sign: int) -> str:
    """What has changed, as a code."""
    if move is None or move.why_not:
        return "cannot-be-told"
    if not move.told:
        return "no-real-change"
    words = ("really-better", "really-worse", "really-changed")
    if move.sign:
        words = ("first-sign-better", "first-sign-worse", "first-sign-of-change")
    return words[{1: 0, -1: 1, 0: 2}[sign * move.told]]


def _true_move(found: Claims, series: str, move: Move, better: Better) -> None:
    sign = {Better.HIGHER: 1, Better.LOWER: -1, Better.NEITHER: 0}[better]
    found["since", series, "change"] = change_code(move, sign)
    since = move.told_since
    found["since", series, "since"] = since.isoformat() if since else None
    found["since", series, "direction"] = move.told
    for at, mean in enumerate(move.means):
        found["since", series, f"mean {at + 1}"] = mean
    known = not move.why_not
    found["inside or outside", series, "lower"] = move.lower if known else None
    found["inside or outside", series, "upper"] = move.upper if known else None
    found["inside or outside", series, "outside"] = move.outside if known else None


def _true_goals(found: Claims, referee: Referee, claims: Claims) -> None:
    known, verdicts, moves = referee.known, referee.verdicts, referee.moves
    dataset = known.dataset
    gone = closed(known, {goal: one.status for goal, one in verdicts.items()})
    piles: dict[str, str] = {}
    metrics = dataset.by_id(Metric)
    for goal in dataset.rows(Goal):
        key, one = goal.goal, verdicts[goal.goal]
        move = moves.get((goal.metric, goal.segment or ""))
        sign = sign_of(goal, metrics[goal.metric].better)
        found["status", key, "status"] = one.status
        found["value", key, "value"] = one.value
        found["value", key, "day"] = one.day.isoformat() if one.day else None
        found["value", key, "n"] = one.n
        found["value", key, "progress"] = one.progress if goal.rule.value == "reach" else None
        found["value", key, "expected"] = one.expected
        if ("value", key, "sigma") in claims:
            found["value", key, "sigma"] = one.sigma or 0.0
        found["count", key, "kept"] = one.kept
        found["count", key, "closed"] = key in gone
        found["since", key, "change"] = change_code(move, sign)
        word = claims.get(("chance", key, "word"))
        open_goal = key not in gone and goal.state is GoalState.ACTIVE
        if open_goal:
            chance = claims.get(("chance", key, "stated"))
            piles[key] = pile(goal, one.status, move, sign, word, chance)
        found["pile", key, "pile"] = piles.get(key)
        cadence = dataset.cadences.get(goal.metric)
        asked = open_goal and one.status not in _UNASKED
        _true_chance(found, key, claims, cadence if asked else None, referee.settings)
    goals_of: dict[str, list[str]] = {}
    for goal in dataset.rows(Goal):
        goals_of.setdefault(goal.metric, []).append(goal.goal)
    for metric in metrics:
        found["count", metric, "goals"] = sorted(goals_of.get(metric, []))
    owners = {goal.goal: goal.department for goal in dataset.rows(Goal)}
    of_home = (piles, sorted(owners), sorted(metrics))
    _true_counts(found, "home", *of_home)
    for department in dataset.by_id(Department):
        own = {goal: one for goal, one in piles.items() if owners[goal] == department}
        theirs = sorted(name for name, one in metrics.items() if one.department == department)
        _true_counts(found, department, own, sorted(own), theirs)


def _true_counts(
    found: Claims, about: str, piles: dict[str, str], goals: list[str], metrics: list[str]
) -> None:
    counts = Counter(piles.values())
    for one in Triage:
        found["count", about, one.value] = counts[one.value]
    found["count", about, "goals"] = goals
    found["count", about, "metrics"] = metrics


def _true_chance(
    found: Claims, goal: str, claims: Claims, cadence: Cadence | None, settings: Settings
) -> None:
    """A chance is held to its word, and the stated one to that worked out and to the floors."""
    worked, steps = (
        claims.get(("chance", goal, "worked out")),
        claims.get(("chance", goal, "steps")),
    )
    stated = claims.get(("chance", goal, "stated"))
    found["chance", goal, "worked out"], found["chance", goal, "steps"] = worked, steps
    if cadence is None or worked is None:
        found["chance", goal, "word"] = found["chance", goal, "stated"] = None
        if cadence is None:
            found["chance", goal, "worked out"] = found["chance", goal, "steps"] = None
        return
    likely, unlikely = settings.chances.likely, settings.chances.unlikely
    found["chance", goal, "word"] = (
        "likely" if worked >= likely else "unlikely" if worked <= unlikely else "open"
    )
    low = 0.05
    if stated is not None and 0.01 <= min(stated, 1 - stated) < 0.05 - 1e-9:
        low = 0.01
        if steps is None or steps > 12 or cadence in (Cadence.QUARTERLY, Cadence.YEARLY):
            low = 0.05
    far = steps is not None and steps > _FURTHEST_STATED.get(cadence, math.inf)
    found["chance", goal, "stated"] = None if far else min(max(worked, low), 1 - low)


def refused(claims: Claims, truth: Claims) -> list[str]:
    """The claims that are not true, and what was left out, in order."""
    missing = object()
    faults = []
    for key in {**claims, **truth}:
        one, other = claims.get(key, missing), truth.get(key, missing)
        if one is missing or other is missing or not _same(one, other):
            told = ["nothing" if each is missing else each for each in (one, other)]
            kind, about, field = key
            faults.append(f"{kind}: {about} {field}: the site says {told[0]}, true is {told[1]}")
    return sorted(faults)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=1e-7, abs_tol=1e-7)
    return bool(one == other)
