"""Maturity: how far each competency has come, of the company and of each department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.measure.maturity import CompetencyHistory, competency_histories
from generator.model.subjects import Subject
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.page import Page
from generator.pages.quotes import quotes_about
from generator.pages.templating import component
from generator.pages.view_models import Cell, LabelledValue, TableColumn, TextLink
from generator.sentences import headings
from generator.sentences.maturity import (
    SCALE,
    WHOLE,
    evidence,
    gap_sentence,
    level,
    maturity_sentence,
)
from generator.sentences.numbers import short_day
from generator.sentences.words import Tone, full_name, shortened

#: How many of the newest assessments stand side by side.
_MOST_DATES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """The competencies of the company or of one department."""

    head: TextLink
    sentence: str
    table: Markup


def maturity_pages(context: SiteContext) -> Iterator[Page]:
    """The page of maturity, where anything has been assessed."""
    found = competency_histories(context.report.dataset)
    if not found:
        return
    groups = [_assessed(context, key, made) for key, made in found.items()]
    model = context.report.settings.maturity_model
    yield context.page(
        address.MATURITY,
        "maturity.md",
        "Maturity",
        in_nav=True,
        sentence=groups[0].sentence if None in found else None,
        scale=f"{model}. {SCALE}" if model else SCALE,
        groups=groups,
        has_whole=None in found,
        said=_said(context, {course.competency for made in found.values() for course in made}),
    )


def _assessed(
    context: SiteContext, key: str | None, found: Sequence[CompetencyHistory]
) -> Assessed:
    head = TextLink(text=WHOLE)
    if key is not None:
        head = TextLink(
            text=shortened(context.department(key).name),
            href=context.links(address.MATURITY).to(address.department_page(key)),
        )
    return Assessed(
        head=head, sentence=maturity_sentence(found), table=_table(context, head, found)
    )


def _table(context: SiteContext, head: TextLink, found: Sequence[CompetencyHistory]) -> Markup:
    """A row a competency: its levels by date, and where it stands to its target."""
    dates = sorted({one.date for course in found for one in course.assessments})[-_MOST_DATES:]
    columns = (
        TableColumn(label="Competency"),
        *(TableColumn(label=short_day(date), kind="number") for date in dates),
        TableColumn(label="Target", kind="status"),
    )
    rows = []
    for course in found:
        assessed = [course.on(date) for date in dates]
        target = gap_sentence(course, context.formats)
        rows.append(
            [
                Cell(
                    text=shortened(course.competency),
                    full=full_name(course.competency),
                    note=evidence(course) or None,
                ),
                *(Cell(text=level(one.level, context.formats) if one else "") for one in assessed),
                Cell(text=target, tone=_tone(course) if target else None),
            ]
        )
    return component("data_table", headings.levels_of(head.text), columns, rows, cells=True)


def _tone(course: CompetencyHistory) -> Tone:
    return Tone.GOOD if course.gap == 0 else Tone.NONE


def _said(context: SiteContext, competencies: set[str]) -> list[LabelledValue]:
    """What owners say of competencies, the newest of each."""
    return [
        LabelledValue(label=shortened(name), value=said.text, note=said.by)
        for name in sorted(competencies)
        for said in quotes_about(context, Subject(kind="competency", key=name))
    ]
