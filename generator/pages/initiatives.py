"""Initiatives: all of them by phase, and each with its goals before and since it began."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.measure.initiatives import Effect, effects, has_ended
from generator.model.schema import Subject
from generator.model.tables import Initiative, Objective
from generator.model.vocabulary import Phase
from generator.pages import links as address
from generator.pages.commentary import said_about
from generator.pages.context import SiteContext
from generator.pages.goal_list import goal_cards
from generator.pages.page import Page, with_folds
from generator.pages.site_charts import initiative_key
from generator.pages.subjects import row_link
from generator.pages.view_models import Tile, View
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


def initiatives_page(context: SiteContext) -> Page:
    """All initiatives by phase; those that have ended stand last."""
    initiatives = context.report.dataset.rows(Initiative)
    today = context.report.dataset.as_of.day
    running = [one for one in initiatives if not has_ended(one, today)]
    phases: tuple[Phase | None, ...] = (*Phase, None)
    groups = {
        PHASE_NAMES[phase] if phase else headings.NO_PHASE: [
            _tile(context, one) for one in running if one.phase is phase
        ]
        for phase in phases
    }
    groups["Ended"] = [_tile(context, one) for one in initiatives if has_ended(one, today)]
    return context.section(
        address.INITIATIVES,
        sentence=initiatives_sentence(initiatives, running),
        caution=CAUTION,
        groups={name: tiles for name, tiles in groups.items() if tiles},
    )


def initiative_pages(context: SiteContext) -> Iterator[Page]:
    """One page per initiative."""
    for initiative in context.report.dataset.rows(Initiative):
        yield _initiative_page(context, initiative)


def _tile(context: SiteContext, initiative: Initiative) -> Tile:
    decision = initiative.decision_date
    who = [shortened(context.department(initiative.department).name), initiative.owner]
    dates = [f"Decision by {day(decision)}" if decision else "", running_dates(initiative)]
    badges = [evidence_badge(effect) for effect in effects(context.report, initiative)]
    page = address.page_of("initiative", initiative.initiative)
    return Tile(
        title=shortened(initiative.name),
        full_title=full_name(initiative.name),
        href=context.links(address.INITIATIVES).to(page),
        who=" · ".join(filter(None, who)),
        text=f"Next: {initiative.next_step}" if initiative.next_step else None,
        note=" · ".join(filter(None, dates)) or None,
        marks=tuple(dict.fromkeys(badges)),
    )


def _initiative_page(context: SiteContext, initiative: Initiative) -> Page:
    origin = address.page_of("initiative", initiative.initiative)
    subject = Subject(kind="initiative", key=initiative.initiative)
    found = effects(context.report, initiative)
    name = shortened(initiative.name)
    objective = context.report.dataset.by_id(Objective).get(initiative.objective or "")
    return context.page(
        origin,
        "initiative.md",
        name,
        facts=[
            PHASE_NAMES[initiative.phase] if initiative.phase else None,
            context.department_link(initiative.department, origin),
            context.owner(initiative.owner, origin),
            running_dates(initiative),
        ],
        sentence=evidence_sentence(found),
        initiative=initiative,
        objective=row_link(context, objective, origin) if objective else None,
        cost=cost(initiative, context.formats),
        **said_about(context, subject, origin),
        caution=CAUTION,
        effects=_effects(context, initiative, found, origin),
    )


def _effects(
    context: SiteContext, initiative: Initiative, found: Sequence[Effect], origin: str
) -> list[View]:
    shown: set[str] = set()
    views: list[View] = []
    for effect in found:
        key = initiative_key(initiative, *effect.assessment.goal.series_key)
        drawn = effect.series is not None and len(effect.series) > 0 and key not in shown
        shown.add(key)
        views.append(
            {
                "goals": goal_cards(context, [effect.assessment], origin),
                "sentence": effect_sentence(effect, context.formats),
                "also": other_causes_sentence(effect),
                "figure": with_folds(key) if drawn else None,
            }
        )
    return views
