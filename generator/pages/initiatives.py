"""Initiatives: the moves by phase, and each with its goals before and since it began."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.measure.moves import Effect, effects, has_ended
from generator.model.subjects import Subject
from generator.model.tables import Initiative, Objective
from generator.model.words import Phase
from generator.pages import links as address
from generator.pages.book import Book
from generator.pages.decisions import asked_about, taken_about
from generator.pages.goal_list import goal_cards
from generator.pages.move_figures import move_key
from generator.pages.page import Page, placeholder
from generator.pages.parts import Card, Fact, Pair, Side, Tile
from generator.pages.said import said_about
from generator.sentences.moves import (
    CAUTION,
    also_sentence,
    cost,
    effect_sentence,
    evidence_sentence,
    evidence_sign,
    lasting,
    moves_sentence,
)
from generator.sentences.numbers import day
from generator.sentences.words import PHASE_NAMES, full_name, shortened

_NO_PHASE = "Phase not stated"
_ENDED = "Ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectView:
    """One goal of an initiative; its chart stands with the first goal on that series."""

    goals: tuple[Card, ...]
    sentence: str
    also: str
    figure: str | None


def initiatives_page(book: Book) -> Page:
    """All initiatives by phase; those that have ended stand last."""
    moves = book.report.dataset.rows(Initiative)
    today = book.report.dataset.as_of.day
    running = [move for move in moves if not has_ended(move, today)]
    phases: tuple[Phase | None, ...] = (*Phase, None)
    groups = {
        PHASE_NAMES[phase] if phase else _NO_PHASE: [
            _tile(book, move) for move in running if move.phase is phase
        ]
        for phase in phases
    }
    groups[_ENDED] = [_tile(book, move) for move in moves if has_ended(move, today)]
    return book.page(
        address.INITIATIVES,
        "initiatives.md",
        "Initiatives",
        in_nav=True,
        sentence=moves_sentence(moves, running),
        caution=CAUTION,
        groups={name: tiles for name, tiles in groups.items() if tiles},
    )


def initiative_pages(book: Book) -> Iterator[Page]:
    """One page an initiative."""
    for move in book.report.dataset.rows(Initiative):
        yield _page(book, move)


def _tile(book: Book, move: Initiative) -> Tile:
    who = [shortened(book.department(move.department).name), move.owner]
    dates = [f"Decision by {day(move.decision_date)}" if move.decision_date else "", lasting(move)]
    found = effects(book.report, move)
    return Tile(
        title=shortened(move.name),
        full_title=full_name(move.name),
        href=book.links(address.INITIATIVES).to(address.initiative_page(move.initiative)),
        who=" · ".join(filter(None, who)),
        text=f"Next: {move.next_step}" if move.next_step else None,
        note=" · ".join(filter(None, dates)) or None,
        piles=(),
        marks=tuple(dict.fromkeys(evidence_sign(one) for one in found)),
    )


def _page(book: Book, move: Initiative) -> Page:
    origin = address.initiative_page(move.initiative)
    subject = Subject(kind="initiative", key=move.initiative)
    found = effects(book.report, move)
    department = Fact(
        text=shortened(book.department(move.department).name),
        href=book.links(origin).to(address.department_page(move.department)),
    )
    facts = [
        *([Fact(text=PHASE_NAMES[move.phase])] if move.phase else []),
        department,
        book.owner(move.owner, origin),
        *([Fact(text=lasting(move))] if lasting(move) else []),
    ]
    name = shortened(move.name)
    return book.page(
        origin,
        "initiative.md",
        name,
        heading=name,
        full=full_name(move.name),
        facts=facts,
        sentence=evidence_sentence(found),
        sides=[
            Side(label=label, text=text)
            for label, text in (
                ("What is to change by it", move.hypothesis),
                ("What has come of it so far", move.result),
            )
            if text
        ],
        pairs=_pairs(book, move, origin),
        decisions=[*asked_about(book, subject, origin), *taken_about(book, subject, origin)],
        voices=said_about(book, subject),
        caution=CAUTION,
        effects=_effects(book, move, found, origin),
    )


def _pairs(book: Book, move: Initiative, origin: str) -> list[Pair]:
    pairs = []
    objective = book.report.dataset.by_id(Objective).get(move.objective or "")
    if objective is not None:
        pairs.append(
            Pair(
                label="Objective",
                value=shortened(objective.name),
                href=book.links(origin).to(address.objective_page(objective.objective)),
            )
        )
    if move.next_step:
        pairs.append(Pair(label="Next step", value=move.next_step))
    if move.decision_date:
        pairs.append(Pair(label="Next decision", value=f"by {day(move.decision_date)}"))
    spent = cost(move, book.formats)
    if spent:
        pairs.append(Pair(label="Cost", value=spent))
    return pairs


def _effects(
    book: Book, move: Initiative, found: Sequence[Effect], origin: str
) -> list[EffectView]:
    shown: set[str] = set()
    views = []
    for one in found:
        goal = one.answers.goal
        key = move_key(move, goal.metric, goal.segment or "")
        drawn = one.series is not None and len(one.series) > 0 and key not in shown
        shown.add(key)
        views.append(
            EffectView(
                goals=tuple(goal_cards(book, [one.answers], origin)),
                sentence=effect_sentence(one, book.formats),
                also=also_sentence(one),
                figure=placeholder(key) if drawn else None,
            )
        )
    return views
