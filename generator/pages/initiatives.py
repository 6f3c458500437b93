"""Initiatives: all of them by phase, and each with its goals before and since it began."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from generator.charts.drawings import Look, level_steps
from generator.charts.timeline import TimeAxis, initiative_axis
from generator.measure.initiatives import (
    Effect,
    Evidence,
    before_and_beside,
    decision_about,
    effects,
    has_ended,
)
from generator.model.schema import Subject
from generator.model.tables import Initiative, Objective
from generator.pages import links as address
from generator.pages.commentary import said_about
from generator.pages.context import SiteContext
from generator.pages.page import Page
from generator.pages.rows import goal_row, goal_spark, row_table
from generator.pages.site_charts import initiative_key
from generator.pages.subjects import row_link
from generator.pages.view_models import View
from generator.sentences.initiatives import (
    CAUTION,
    NO_GOAL,
    cost,
    effect_sentence,
    evidence_sign,
    from_to,
    initiative_headline,
    initiatives_sentence,
    next_date,
    next_date_and_cost,
    of_segment,
    other_causes_sentence,
    others_for_comparison,
    running_dates,
    verdict,
)
from generator.sentences.rows import NOTHING
from generator.sentences.words import PHASE_NAMES, capitalised, full_name, shortened

_LOOKS = {Evidence.BETTER: Look.BETTER, Evidence.WORSE: Look.WORSE}


def initiatives_page(context: SiteContext) -> Page:
    """All initiatives on one time axis by the date of their decision; the ended ones stand last."""
    initiatives = context.report.dataset.rows(Initiative)
    today = context.report.dataset.as_of.day
    begun = [one for one in initiatives if one.start is not None and one.start <= today]
    found = {one.initiative: effects(context.report, one) for one in initiatives}
    improved = sum(
        any(effect.evidence is Evidence.BETTER for effect in found[one.initiative]) for one in begun
    )
    asked = context.report.commentary.open_requests
    to_decide = sum(
        decision_about(one, asked) is not None and not has_ended(one, today) for one in initiatives
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
    asked = decision_about(initiative, context.report.commentary.open_requests)
    return {
        "link": row_link(context, initiative, address.INITIATIVES),
        "full": full_name(initiative.name),
        "bar": axis.bar(initiative),
        "next": capitalised(next_date(initiative, asked)) or NOTHING,
        "drawn": goal_spark(context, found[0].assessment, initiative.start) if found else None,
        "badge": evidence_sign(found[0]) if found else NO_GOAL,
        "cost": cost(initiative, context.formats) or NOTHING,
    }


def _initiative_page(context: SiteContext, initiative: Initiative) -> Page:
    origin = address.page_of("initiative", initiative.initiative)
    subject = Subject(kind="initiative", key=initiative.initiative)
    found, formats = effects(context.report, initiative), context.formats
    name = shortened(initiative.name)
    objective = context.report.dataset.by_id(Objective).get(initiative.objective or "")
    charts = list(
        dict.fromkeys(
            initiative_key(initiative, *one.assessment.goal.series_key)
            for one in found
            if one.series is not None and len(one.series) > 0
        )
    )
    axis = initiative_axis([initiative], context.report.dataset.as_of.day)
    goals = row_table("Goals", [goal_row(context, one.assessment, origin) for one in found])
    return context.page(
        origin,
        "initiative.md",
        name,
        headline=initiative_headline(name, found, formats),
        verdict=verdict(found[0]) if found else NO_GOAL,
        facts=[
            PHASE_NAMES[initiative.phase] if initiative.phase else None,
            context.department_link(initiative.department, origin),
            context.owner(initiative.owner, origin),
            running_dates(initiative),
        ],
        initiative=initiative,
        decide=next_date_and_cost(
            initiative, decision_about(initiative, context.report.commentary.open_requests), formats
        ),
        objective=row_link(context, objective, origin) if objective else None,
        **said_about(context, subject, origin),
        chart=charts[0] if charts else None,
        more_charts=charts[1:],
        axis=axis,
        bar=axis.bar(initiative),
        **(_beside(context, found[0]) if found else {"steps": (), "others": ""}),
        goals=goals,
        also=other_causes_sentence(found[0]) if found else "",
        calculation=[effect_sentence(one, formats) for one in found],
        caution=CAUTION,
    )


def _beside(context: SiteContext, effect: Effect) -> View:
    """Before and now as steps: the goal's series coloured by its change, the others beside it."""
    found = before_and_beside(context.report, effect)
    every = [value for one in found for value in (one.before, one.now)]
    look = {Evidence.BETTER: Look.BETTER, Evidence.WORSE: Look.WORSE}.get(
        effect.evidence, Look.LINE
    )
    key = effect.assessment.goal.series_key
    names = [of_segment(shortened(context.segment(one.series.segment))) for one in found]
    steps = [
        {
            "label": name,
            "bar": level_steps(
                [one.before, one.now],
                1,
                look if one.series.segment == key[1] else (Look.WORSE if one.worse else Look.LINE),
                every,
            ),
            "text": from_to(one.before, one.now, one.series.metric, context.formats),
        }
        for name, one in zip(names, found, strict=True)
    ]
    worse = [name for name, one in zip(names[1:], found[1:], strict=True) if one.worse]
    return {"steps": steps, "others": others_for_comparison(worse) if found[1:] else ""}
