"""Objectives: the company's shared aims by the five models, and which goals serve each."""

from __future__ import annotations

from dataclasses import dataclass

from generator.measure.answers import Answers
from generator.measure.piles import count_piles
from generator.model.tables import Department, Metric, Objective
from generator.pages import links as address
from generator.pages.book import Book
from generator.pages.goal_list import goal_cards
from generator.pages.page import Page
from generator.pages.parts import Card, Fact, Tile
from generator.sentences.metrics import newest_period, newest_value
from generator.sentences.numbers import counted, listed
from generator.sentences.words import MODEL_NAMES, shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveView:
    """One objective on its page."""

    anchor: str
    name: str
    description: str | None
    facts: tuple[Fact, ...]
    sentence: str
    goals: tuple[Card, ...]


def objectives_page(book: Book) -> Page:
    """All objectives, grouped by model, with the goals that serve each."""
    dataset = book.report.dataset
    serving = _serving(book)
    groups: dict[str, list[ObjectiveView]] = {name: [] for name in MODEL_NAMES.values()}
    for objective in dataset.rows(Objective):
        view = _view(book, objective, serving.get(objective.objective, []))
        groups[MODEL_NAMES[objective.model]].append(view)
    return book.page(
        address.OBJECTIVES,
        "objectives.md",
        "Objectives",
        in_nav=True,
        sentence=_sentence(book, serving),
        gaps=_gaps(book, serving),
        groups={name: views for name, views in groups.items() if views},
        one_group=sum(map(bool, groups.values())) == 1,
    )


def objective_tiles(book: Book, origin: str) -> list[Tile]:
    """Every objective with its goals counted by pile."""
    links, serving = book.links(origin), _serving(book)
    return [
        Tile(
            title=shortened(objective.name),
            full_title=None,
            href=links.to(address.OBJECTIVES, anchor=objective.objective),
            who=objective.sponsor,
            text=None,
            piles=book.piles(count_piles(serving.get(objective.objective, [])), links, empty=False),
        )
        for objective in book.report.dataset.rows(Objective)
    ]


def _serving(book: Book) -> dict[str, list[Answers]]:
    found: dict[str, list[Answers]] = {}
    for one in book.report.open_answers:
        if one.goal.objective:
            found.setdefault(one.goal.objective, []).append(one)
    return found


def _view(book: Book, objective: Objective, answers: list[Answers]) -> ObjectiveView:
    links = book.links(address.OBJECTIVES)
    facts = [
        Fact(text=f"Sponsor: {objective.sponsor}" if objective.sponsor else "No sponsor named")
    ]
    outcome = book.report.dataset.by_id(Metric).get(objective.outcome_metric or "")
    if outcome is not None:
        series = book.report.series.get((outcome.metric, ""))
        value = newest_value(series, book.formats)
        stands = f": {value} in {newest_period(series, book.formats)}" if value else ""
        facts.append(
            Fact(
                text=f"We will know it by {shortened(outcome.name)}{stands}",
                href=links.to(address.metric_page(outcome.metric)),
            )
        )
    departments = book.report.dataset.by_id(Department)
    names = list(dict.fromkeys(departments[one.goal.department].name for one in answers))
    if not answers:
        sentence = "No open goal serves it."
    elif len(names) == 1:
        sentence = f"Carried by {shortened(names[0])} alone."
    else:
        sentence = f"Served by {listed([shortened(name) for name in names])}."
    return ObjectiveView(
        anchor=objective.objective,
        name=shortened(objective.name),
        description=objective.description,
        facts=tuple(facts),
        sentence=sentence,
        goals=tuple(goal_cards(book, answers, address.OBJECTIVES)),
    )


def _sentence(book: Book, serving: dict[str, list[Answers]]) -> str:
    objectives = book.report.dataset.rows(Objective)
    without = [o for o in objectives if o.objective not in serving]
    alone = [
        o for o in objectives if len({s.goal.department for s in serving.get(o.objective, [])}) == 1
    ]
    text = counted(len(objectives), "objective")
    parts = []
    if without:
        parts.append(f"{len(without)} {'has' if len(without) == 1 else 'have'} no open goal")
    if alone:
        verb = "is" if len(alone) == 1 else "are"
        parts.append(f"{len(alone)} {verb} carried by one department alone")
    if parts:
        return f"{text}: {listed(parts)}."
    return f"{text}, each served by two departments or more."


def _gaps(book: Book, serving: dict[str, list[Answers]]) -> str | None:
    siloed = [one for one in book.report.open_answers if not one.goal.objective]
    if not siloed:
        return None
    return f"{counted(len(siloed), 'open goal serves', 'open goals serve')} no objective."
