"""Methods: how every answer is worked out, in plain words first, with the numbers in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.measure.worked_example import example_of
from generator.model.tables import Objective
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.page import Fragment, Page
from generator.pages.templating import component
from generator.pages.view_models import LinkGroup, TableColumn, TextLink
from generator.sentences.methods.ahead import outlook
from generator.sentences.methods.change import real_change, way_of_working
from generator.sentences.methods.example import (
    FIGURES,
    INTERVAL_LINES,
    LIMITS_LINES,
    OTHER_LINES,
    STATUS_LINES,
    WORKING_HEADS,
    example_working,
)
from generator.sentences.methods.fresh import freshness
from generator.sentences.methods.pace import how_often_right, to_keep, to_reach
from generator.sentences.methods.piles import piles
from generator.sentences.methods.questions import FINDING, ON_THIS_PAGE, questions
from generator.sentences.methods.section import MethodsSection, SiteFeatures, Table
from generator.sentences.methods.together import together
from generator.sentences.methods.values import values
from generator.sentences.words import shortened

_EXAMPLE = "/methods/example"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """A table with its heads as columns."""

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section as the template takes it."""

    anchor: str
    title: str
    text: tuple[str, ...]
    steps: tuple[str, ...]
    table: TableView | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """The worked example: what it is of, why, and where its lines come in."""

    title: str
    href: str
    chosen: str
    workings: Fragment


def methods_page(context: SiteContext) -> Page:
    """The page by which every answer can be worked out again."""
    scope = SiteFeatures(context.report, context.formats)
    sections = [_view(section) for section in _sections(context, scope)]
    contents = tuple(TextLink(text=one.title, href=f"#{one.anchor}") for one in sections)
    example = _example(context, scope)
    return context.page(
        address.METHODS,
        "methods.md",
        "Methods",
        in_nav=True,
        finding=FINDING,
        contents=[LinkGroup(label=ON_THIS_PAGE, links=contents)],
        sections=sections,
        example=example,
        workings=example.workings if example else None,
    )


def _sections(context: SiteContext, scope: SiteFeatures) -> Iterator[MethodsSection]:
    """What this site has something to say about, in the order of reading."""
    goals = bool(scope.rules)
    if goals:
        yield questions(scope)
    if scope.reach:
        yield to_reach(scope)
        yield how_often_right(scope)
    if scope.keep:
        yield to_keep(scope)
    yield real_change(scope)
    if goals:
        yield way_of_working(scope)
        yield outlook(scope)
        yield piles(scope)
    tried = context.alignment.trade_offs.pairs_tested
    if scope.report.dataset.has(Objective) and (goals or tried):
        yield together(scope, tried)
    yield values(scope)
    yield freshness(scope)


def _view(section: MethodsSection) -> SectionView:
    return SectionView(
        anchor=section.anchor,
        title=section.title,
        text=section.text,
        steps=section.steps,
        table=_table(section.table) if section.table and section.table.rows else None,
        notes=section.notes,
    )


def _table(table: Table) -> TableView:
    columns = tuple(TableColumn(label=head) for head in table.heads)
    return TableView(caption=table.caption, columns=columns, rows=table.rows)


def _example(context: SiteContext, scope: SiteFeatures) -> ExampleView | None:
    """The example, its lines kept out of the search index."""
    found = example_of(context.report)
    if found is None:
        return None
    links, made = context.links(address.METHODS), example_working(found, scope)
    parts = []
    if made.status:
        parts.append(component("working", STATUS_LINES, made.status, WORKING_HEADS, open=True))
    if made.limits:
        parts.append(component("folded", FIGURES, _data_table(made.limits.figures)))
        parts.append(
            component("working", LIMITS_LINES, made.limits.steps, WORKING_HEADS, open=True)
        )
    if made.interval:
        parts.append(component("working", INTERVAL_LINES, made.interval, WORKING_HEADS, open=True))
    if made.others:
        parts.append(component("working", OTHER_LINES, made.others, WORKING_HEADS, open=True))
    title = shortened(found.series.metric.name)
    href = address.metric_page(found.series.metric.metric)
    if found.assessment is not None:
        title, href = (
            context.title(found.assessment.goal_status),
            address.goal_page(found.assessment.goal.goal),
        )
    return ExampleView(
        title=title,
        href=links.to(href),
        chosen=made.chosen,
        workings=Fragment(_EXAMPLE, "\n".join(parts)),
    )


def _data_table(table: Table) -> Markup:
    columns = [
        TableColumn(label=table.heads[0]),
        *(TableColumn(label=head, kind="number") for head in table.heads[1:]),
    ]
    return component("data_table", table.caption, columns, table.rows)
