"""Maturity: how far each competency has come, of the company and of each department."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from generator.measure.maturity import CompetencyHistory, competency_histories
from generator.model.schema import Subject
from generator.pages import links as address
from generator.pages.commentary import quotes_about
from generator.pages.context import SiteContext
from generator.pages.page import Page
from generator.pages.tables import Cell, TableColumn, data_table
from generator.pages.view_models import LabelledValue, TextLink, View
from generator.sentences import headings
from generator.sentences.maturity import (
    SCALE,
    WHOLE,
    evidence,
    level_gap_sentence,
    maturity_sentence,
)
from generator.sentences.numbers import short_day
from generator.sentences.words import Tone, full_name, shortened

#: How many of the newest assessments stand side by side.
_MOST_DATES = 6


def maturity_pages(context: SiteContext) -> Iterator[Page]:
    """The page of maturity, if anything has been assessed."""
    found = competency_histories(context.report.dataset)
    if not found:
        return
    groups = [_assessed(context, key, made) for key, made in found.items()]
    model = context.report.settings.maturity_model
    yield context.section(
        address.MATURITY,
        sentence=groups[0]["sentence"] if None in found else None,
        scale=f"{model}. {SCALE}" if model else SCALE,
        groups=groups,
        has_whole=None in found,
        quotes=_quotes(
            context, {history.competency for made in found.values() for history in made}
        ),
    )


def _assessed(context: SiteContext, key: str | None, found: Sequence[CompetencyHistory]) -> View:
    head = TextLink(text=WHOLE)
    if key is not None:
        head = context.department_link(key, address.MATURITY)
    return {
        "head": head,
        "sentence": maturity_sentence(found),
        "table": _table(context, head, found),
    }


def _table(context: SiteContext, head: TextLink, found: Sequence[CompetencyHistory]) -> Markup:
    """A row per competency: its levels by date, and where it stands to its target."""
    dates = sorted({one.date for history in found for one in history.assessments})[-_MOST_DATES:]

    def name(history: CompetencyHistory) -> Cell:
        return Cell(
            shortened(history.competency),
            full=full_name(history.competency),
            note=evidence(history) or None,
        )

    def level_on(date: dt.date) -> Callable[[CompetencyHistory], str]:
        def cell(history: CompetencyHistory) -> str:
            assessed = history.on(date)
            return context.formats.plain(assessed.level) if assessed else ""

        return cell

    def target(history: CompetencyHistory) -> Cell:
        text = level_gap_sentence(history, context.formats)
        return Cell(text, tone=_tone(history) if text else None)

    columns = [
        TableColumn("Competency", name),
        *(TableColumn(short_day(date), level_on(date), kind="number") for date in dates),
        TableColumn("Target", target, kind="status"),
    ]
    return data_table(headings.levels_of(head.text), columns, found)


def _tone(history: CompetencyHistory) -> Tone:
    return Tone.GOOD if history.gap == 0 else Tone.NONE


def _quotes(context: SiteContext, competencies: set[str]) -> list[LabelledValue]:
    """What owners say of competencies, the newest of each."""
    return [
        LabelledValue(shortened(name), quote.text, note=quote.by)
        for name in sorted(competencies)
        for quote in quotes_about(context, Subject(kind="competency", key=name))
    ]
