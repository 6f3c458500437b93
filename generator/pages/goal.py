"""A goal's page: where it stands, its chart, who answers for it, and the working."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.charts.pictures import metric_key
from generator.measure.alignment import Gap
from generator.measure.answers import Answers
from generator.measure.piles import ClosedBy
from generator.measure.series import Series
from generator.measure.status import Standing
from generator.measure.voice import about_goal
from generator.model.tables import Goal, Metric, Objective
from generator.model.words import Rule
from generator.pages import links as address
from generator.pages.book import Book, component
from generator.pages.changes.elsewhere import moved_warning, since_for_goal
from generator.pages.decisions import asked_about, taken_about
from generator.pages.findings import finding_views
from generator.pages.page import Page, placeholder
from generator.pages.parts import (
    BigNumber,
    Fact,
    Finding,
    Pair,
)
from generator.pages.said import said_about
from generator.pages.touching import touching_goal
from generator.sentences.answers import opening, questions
from generator.sentences.goals import aim_with_date, finding
from generator.sentences.metrics import newest_period, newest_value
from generator.sentences.numbers import day
from generator.sentences.reconcile import reconciled
from generator.sentences.words import RULE_NAMES, shortened
from generator.sentences.working import working

_WORKING = "Step by step, to be redone by hand"
_WORKING_HEADS = ("Step", "How", "Result")


def goal_pages(book: Book) -> Iterator[Page]:
    """One page a goal."""
    successors: dict[str, Standing] = {}
    for standing in book.report.standings.values():
        if standing.goal.replaces:
            successors[standing.goal.replaces] = standing
    for key, answers in book.report.answers.items():
        yield _goal_page(book, answers, successors.get(key))


def _goal_page(book: Book, answers: Answers, successor: Standing | None) -> Page:
    standing = answers.standing
    goal = standing.goal
    origin = address.goal_page(goal.goal)
    links = book.links(origin)
    department = book.department(goal.department)
    sign, series = book.sign(standing), book.series(standing)
    title = book.title(standing)
    full = book.title(standing, most=None)
    key = metric_key(goal.metric, goal.segment or "")
    facts = [Fact(text=shortened(department.name), href=links.to(
        address.department_page(goal.department)))]  # fmt: skip
    facts.insert(0, book.owner(goal.owner, origin))
    if goal.due:
        facts.append(Fact(text=f"due {day(goal.due)}"))
    return book.page(
        origin,
        "goal.md",
        title,
        heading=title,
        full=None if full == title else full,
        sign=sign,
        facts=facts,
        **_said(book, answers),
        closed=_CLOSED[book.report.closed[goal.goal]] if goal.goal in book.report.closed else None,
        successor=Fact(
            text=book.title(successor), href=links.to(address.goal_page(successor.goal.goal))
        )
        if successor
        else None,
        voices=said_about(book, about_goal(goal.goal)),
        decisions=[
            *asked_about(book, about_goal(goal.goal), origin),
            *taken_about(book, about_goal(goal.goal), origin),
        ],
        numbers=_numbers(book, standing),
        figure=placeholder(key) if series is not None and len(series) else None,
        conflicts=_conflicts(book, goal, origin),
        working=_working(book, standing, series),
        methods_href=links.to(address.METHODS),
        pairs=_pairs(book, standing, origin),
        moved=moved_warning(book, goal.goal),
        since=since_for_goal(book, goal.goal, links),
        sample=book.report.settings.sample,
    )


def _said(book: Book, answers: Answers) -> dict[str, Any]:
    """What is said first, and the four questions; of a closed goal only how it ended."""
    standing = answers.standing
    about = (book.series(standing), book.cadence(standing.metric), book.formats)
    if standing.goal.goal in book.report.closed:
        return {"sentence": finding(standing, *about), "questions": (), "together": None}
    return {
        "sentence": opening(answers, *about),
        "questions": questions(answers, *about),
        "together": reconciled(answers) or None,
    }


def _conflicts(book: Book, goal: Goal, origin: str) -> list[Finding]:
    """Where the goal does well at the cost of another, or another at the cost of it."""
    found = book.alignment.about(goal)
    return finding_views(book, [one for one in found if not isinstance(one, Gap)], origin)


def _working(book: Book, standing: Standing, series: Series | None) -> str | None:
    """The working's place: it is kept out of the search index, so it comes in after that."""
    report, goal = book.report, standing.goal.goal
    plan, thresholds = report.plans.get(goal, ()), report.settings.thresholds
    steps = working(standing, series, plan, book.formats, thresholds)
    if not steps:
        return None
    key = f"/working/{goal}"
    book.fragments[key] = str(component("working", _WORKING, steps, _WORKING_HEADS, open=True))
    return placeholder(key)


_CLOSED = {
    ClosedBy.DROPPED: "This goal is dropped. It no longer counts, and its page stays for the "
    "record.",
    ClosedBy.SUCCESSOR: "This goal is closed: another one continues it.",
    ClosedBy.DECISION: "This goal is closed: its due date has passed and it was decided about. It "
    "no longer counts, and its page stays for the record.",
    ClosedBy.EDITION: "This goal is closed: it was scored at its due date, and an earlier edition "
    "has told so. It no longer counts, and its page stays for the record.",
}


def _numbers(book: Book, standing: Standing) -> list[BigNumber]:
    goal, metric, formats = standing.goal, standing.metric, book.formats
    series = book.series(standing)
    made = []
    value = newest_value(series, formats)
    if value:
        made.append(
            BigNumber(
                label="Now",
                value=value,
                note=newest_period(series, formats),
                tone=book.sign(standing).tone,
            )
        )
    if goal.rule is Rule.RANGE:
        low, high = (
            formats.number(goal.target, 0 if goal.target.is_integer() else 1),
            goal.target_high,
        )
        made.append(
            BigNumber(label="Range", value=f"{low} to {formats.stated(high or 0.0, metric)}")
        )
    else:
        made.append(
            BigNumber(
                label="Target",
                value=formats.stated(goal.target, metric),
                note=f"by {day(goal.due)}" if goal.due and goal.rule is Rule.REACH else None,
            )
        )
    if goal.baseline is not None and goal.rule is Rule.REACH:
        made.append(
            BigNumber(
                label="Start",
                value=formats.stated(goal.baseline, metric),
                note=day(goal.baseline_date) if goal.baseline_date else None,
            )
        )
    if standing.progress is not None and standing.expected is not None:
        made.append(
            BigNumber(
                label="Of the way",
                value=formats.percent(standing.progress),
                note=f"plan: {formats.percent(standing.expected)}",
            )
        )
    if standing.inside is not None:
        made.append(
            BigNumber(
                label="Kept in",
                value=f"{standing.inside.kept} of {standing.inside.of}",
                note="periods",
            )
        )
    return made


def _pairs(book: Book, standing: Standing, origin: str) -> list[Pair]:
    goal, metric = standing.goal, standing.metric
    links, dataset = book.links(origin), book.report.dataset
    owner = book.owner(goal.owner, origin)
    pairs = [
        Pair(
            label="Asks to",
            value=RULE_NAMES[goal.rule],
            note=aim_with_date(goal, metric, book.formats),
        ),
        Pair(
            label="Metric",
            value=shortened(metric.name),
            href=links.to(address.metric_page(metric.metric)),
            note=f"only: {book.segment(goal.segment)}" if goal.segment else None,
        ),
        Pair(label="Owner", value=owner.text, href=owner.href),
    ]
    objective = dataset.by_id(Objective).get(goal.objective or "")
    if objective:
        pairs.append(
            Pair(
                label="Serves the objective",
                value=shortened(objective.name),
                href=links.to(address.objective_page(objective.objective)),
                note=f"sponsor: {objective.sponsor}" if objective.sponsor else None,
            )
        )
    pairs.append(Pair(label="Next step", value=goal.next_step or "None stated"))
    metrics = dataset.by_id(Metric)
    pairs.extend(
        Pair(
            label="Must not worsen",
            value=shortened(metrics[guard].name),
            href=links.to(address.metric_page(guard)),
            note=_guard_note(book, guard),
        )
        for guard in goal.guardrails
    )
    pairs.extend(touching_goal(book, goal, origin))
    earlier = book.report.standings.get(goal.replaces or "")
    if earlier:
        pairs.append(
            Pair(
                label="Continues",
                value=book.title(earlier),
                href=links.to(address.goal_page(earlier.goal.goal)),
            )
        )
    if goal.note:
        pairs.append(Pair(label="Note", value=goal.note))
    return pairs


def _guard_note(book: Book, metric: str) -> str | None:
    series = book.report.series.get((metric, ""))
    if series is None or not series.closed:
        return None
    return f"{newest_value(series, book.formats)} in {newest_period(series, book.formats)}"
