"""Initiatives: the moves by phase, and each with its goals before and since it began."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.measure.initiatives import Effect, effects, has_ended
from generator.model.subjects import Subject
from generator.model.tables import Initiative, Objective
from generator.model.vocabulary import Phase
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.decisions import asked_about, taken_about
from generator.pages.goal_list import goal_cards
from generator.pages.initiative_charts import move_key
from generator.pages.page import Page, placeholder
from generator.pages.quotes import quotes_about
from generator.pages.view_models import Card, LabelledValue, TextBlock, TextLink, Tile
from generator.sentences import headings
from generator.sentences.initiatives import (
    CAUTION,
    cost,
    effect_sentence,
    evidence_badge,
    evidence_sentence,
    initiatives_sentence,
    other_causes_sentence,
    running_dates,
)
from generator.sentences.numbers import day
from generator.sentences.words import PHASE_NAMES, full_name, shortened

_NO_PHASE = headings.NO_PHASE
_ENDED = "Ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectView:
    """One goal of an initiative; its chart stands with the first goal on that series."""

    goals: tuple[Card, ...]
    sentence: str
    also: str
    figure: str | None


def initiatives_page(context: SiteContext) -> Page:
    """All initiatives by phase; those that have ended stand last."""
    moves = context.report.dataset.rows(Initiative)
    today = context.report.dataset.as_of.day
    running = [move for move in moves if not has_ended(move, today)]
    phases: tuple[Phase | None, ...] = (*Phase, None)
    groups = {
        PHASE_NAMES[phase] if phase else _NO_PHASE: [
            _tile(context, move) for move in running if move.phase is phase
        ]
        for phase in phases
    }
    groups[_ENDED] = [_tile(context, move) for move in moves if has_ended(move, today)]
    return context.page(
        address.INITIATIVES,
        "initiatives.md",
        "Initiatives",
        in_nav=True,
        sentence=initiatives_sentence(moves, running),
        caution=CAUTION,
        groups={name: tiles for name, tiles in groups.items() if tiles},
    )


def initiative_pages(context: SiteContext) -> Iterator[Page]:
    """One page an initiative."""
    for move in context.report.dataset.rows(Initiative):
        yield _page(context, move)


def _tile(context: SiteContext, move: Initiative) -> Tile:
    who = [shortened(context.department(move.department).name), move.owner]
    dates = [
        f"Decision by {day(move.decision_date)}" if move.decision_date else "",
        running_dates(move),
    ]
    found = effects(context.report, move)
    return Tile(
        title=shortened(move.name),
        full_title=full_name(move.name),
        href=context.links(address.INITIATIVES).to(address.initiative_page(move.initiative)),
        who=" · ".join(filter(None, who)),
        text=f"Next: {move.next_step}" if move.next_step else None,
        note=" · ".join(filter(None, dates)) or None,
        piles=(),
        marks=tuple(dict.fromkeys(evidence_badge(one) for one in found)),
    )


def _page(context: SiteContext, move: Initiative) -> Page:
    origin = address.initiative_page(move.initiative)
    subject = Subject(kind="initiative", key=move.initiative)
    found = effects(context.report, move)
    department = TextLink(
        text=shortened(context.department(move.department).name),
        href=context.links(origin).to(address.department_page(move.department)),
    )
    facts = [
        *([TextLink(text=PHASE_NAMES[move.phase])] if move.phase else []),
        department,
        context.owner(move.owner, origin),
        *([TextLink(text=running_dates(move))] if running_dates(move) else []),
    ]
    name = shortened(move.name)
    return context.page(
        origin,
        "initiative.md",
        name,
        heading=name,
        full=full_name(move.name),
        facts=facts,
        sentence=evidence_sentence(found),
        sides=[
            TextBlock(label=label, text=text)
            for label, text in (
                (headings.TO_CHANGE, move.hypothesis),
                (headings.CAME_OF_IT, move.result),
            )
            if text
        ],
        pairs=_pairs(context, move, origin),
        decisions=[*asked_about(context, subject, origin), *taken_about(context, subject, origin)],
        voices=quotes_about(context, subject),
        caution=CAUTION,
        effects=_effects(context, move, found, origin),
    )


def _pairs(context: SiteContext, move: Initiative, origin: str) -> list[LabelledValue]:
    pairs = []
    objective = context.report.dataset.by_id(Objective).get(move.objective or "")
    if objective is not None:
        pairs.append(
            LabelledValue(
                label="Objective",
                value=shortened(objective.name),
                href=context.links(origin).to(address.objective_page(objective.objective)),
            )
        )
    if move.next_step:
        pairs.append(LabelledValue(label="Next step", value=move.next_step))
    if move.decision_date:
        pairs.append(LabelledValue(label="Next decision", value=f"by {day(move.decision_date)}"))
    spent = cost(move, context.formats)
    if spent:
        pairs.append(LabelledValue(label="Cost", value=spent))
    return pairs


def _effects(
    context: SiteContext, move: Initiative, found: Sequence[Effect], origin: str
) -> list[EffectView]:
    shown: set[str] = set()
    views = []
    for one in found:
        goal = one.assessment.goal
        key = move_key(move, *goal.series_key)
        drawn = one.series is not None and len(one.series) > 0 and key not in shown
        shown.add(key)
        views.append(
            EffectView(
                goals=tuple(goal_cards(context, [one.assessment], origin)),
                sentence=effect_sentence(one, context.formats),
                also=other_causes_sentence(one),
                figure=placeholder(key) if drawn else None,
            )
        )
    return views
