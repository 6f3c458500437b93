"""Initiatives: all of them by phase, and each with its goals before and since it began."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from generator.charts.timeline import TimeAxis, initiative_axis
from generator.measure.initiatives import Effect, Evidence, effects, has_ended
from generator.model.schema import Subject
from generator.model.tables import Initiative, Objective
from generator.pages import links as address
from generator.pages.commentary import said_about
from generator.pages.context import SiteContext
from generator.pages.page import Page, with_folds
from generator.pages.rows import goal_row, goal_spark, row_table
from generator.pages.site_charts import initiative_key
from generator.pages.subjects import row_link
from generator.pages.view_models import View
from generator.sentences.initiatives import (
    CAUTION,
    NO_GOAL,
    cost,
    effect_sentence,
    evidence_sentence,
    evidence_sign,
    initiatives_sentence,
    other_causes_sentence,
    running_dates,
)
from generator.sentences.numbers import short_day
from generator.sentences.words import PHASE_NAMES, full_name, shortened


def initiatives_page(context: SiteContext) -> Page:
    """All initiatives on one time axis by the date of their decision; the ended ones stand last."""
    initiatives = context.report.dataset.rows(Initiative)
    today = context.report.dataset.as_of.day
    begun = [one for one in initiatives if one.start is not None and one.start <= today]
    found = {one.initiative: effects(context.report, one) for one in initiatives}
    improved = sum(
        any(effect.evidence is Evidence.BETTER for effect in found[one.initiative]) for one in begun
    )
    to_decide = sum(
        one.decision_date is not None and today <= one.decision_date <= dt.date(today.year, 12, 31)
        for one in initiatives
        if not has_ended(one, today)
    )
    axis = initiative_axis(initiatives, today)
    ordered = sorted(
        initiatives,
        key=lambda one: (has_ended(one, today), one.decision_date or dt.date.max),
    )
    return context.section(
        address.INITIATIVES,
        sentence=initiatives_sentence(len(initiatives), len(begun), improved, to_decide),
        caution=CAUTION,
        axis=axis,
        rows=[_row(context, axis, one, found[one.initiative]) for one in ordered],
    )


def initiative_pages(context: SiteContext) -> Iterator[Page]:
    """One page per initiative."""
    for initiative in context.report.dataset.rows(Initiative):
        yield _initiative_page(context, initiative)


def _row(
    context: SiteContext, axis: TimeAxis, initiative: Initiative, found: Sequence[Effect]
) -> View:
    decision = initiative.decision_date
    return {
        "link": row_link(context, initiative, address.INITIATIVES),
        "full": full_name(initiative.name),
        "bar": axis.bar(initiative),
        "decide": short_day(decision) if decision else "–",
        "drawn": goal_spark(context, found[0].assessment, initiative.start) if found else None,
        "badge": evidence_sign(found[0]) if found else NO_GOAL,
        "cost": cost(initiative, context.formats) or "–",
    }


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
                "goals": row_table(
                    "Goals", [goal_row(context, effect.assessment, origin)], headed=False
                ),
                "sentence": effect_sentence(effect, context.formats),
                "also": other_causes_sentence(effect),
                "figure": with_folds(key) if drawn else None,
            }
        )
    return views
