"""Maturity: how far each competency has come, of the company and of each department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.charts.drawings import level_bar, level_places
from generator.measure.maturity import CompetencyHistory, competency_histories
from generator.model.schema import Subject
from generator.pages import links as address
from generator.pages.commentary import quotes_about
from generator.pages.context import SiteContext
from generator.pages.page import Page
from generator.pages.view_models import LabelledValue, TextLink, View
from generator.sentences.maturity import (
    SCALE,
    WHOLE,
    assessed_to,
    evidence,
    levels,
    maturity_sentence,
)
from generator.sentences.words import full_name, shortened


def maturity_pages(context: SiteContext) -> Iterator[Page]:
    """The page of maturity, if anything has been assessed."""
    found = competency_histories(context.report.dataset)
    if not found:
        return
    model = context.report.settings.maturity_model
    every = [history for made in found.values() for history in made]
    yield context.section(
        address.MATURITY,
        sentence=maturity_sentence(found.get(None) or every),
        about=[f"{model}. {SCALE}" if model else SCALE, assessed_to(every)],
        axis=[(at, context.formats.plain(level)) for level, at in level_places().items()],
        groups=[_group(context, key, made) for key, made in found.items()],
        evidence=[
            LabelledValue(shortened(history.competency), evidence(history) or None)
            for history in every
        ],
        quotes=_quotes(context, {history.competency for history in every}),
    )


def _group(context: SiteContext, key: str | None, found: Sequence[CompetencyHistory]) -> View:
    """The competencies of the company or of a department, a row each."""
    return {
        "head": TextLink(text=WHOLE)
        if key is None
        else context.department_link(key, address.MATURITY),
        "rows": [
            {
                "name": shortened(history.competency),
                "full": full_name(history.competency),
                "drawn": level_bar(
                    history.before.level if history.before else None,
                    history.newest.level,
                    history.target,
                ),
                "levels": levels(history, context.formats),
                "target": "" if history.target is None else context.formats.plain(history.target),
                "reached": history.gap == 0,
            }
            for history in found
        ],
    }


def _quotes(context: SiteContext, competencies: set[str]) -> list[LabelledValue]:
    """What owners say of competencies, the newest of each."""
    return [
        LabelledValue(shortened(name), quote.text, note=quote.by)
        for name in sorted(competencies)
        for quote in quotes_about(context, Subject(kind="competency", key=name))
    ]
