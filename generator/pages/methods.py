"""Methods: how every answer is worked out, in plain words first, with the numbers in force."""

from __future__ import annotations

from dataclasses import dataclass

from generator.measure.worked_example import example_of
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.page import Fragment, Page
from generator.pages.tables import text_table
from generator.pages.templating import component
from generator.pages.view_models import LinkGroup, TextLink
from generator.sentences import worked_example as words
from generator.sentences.methods import ON_THIS_PAGE, methods_values
from generator.sentences.words import shortened

_EXAMPLE = "/methods/example"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """The worked example: what it is of, why, and its lines."""

    title: str
    href: str
    chosen: str
    workings: Fragment


def methods_page(context: SiteContext) -> Page:
    """The page by which every answer can be worked out again."""
    compared = context.alignment.trade_offs.pairs_tested
    values = methods_values(context.report, context.formats, compared)
    contents = [TextLink(text=title, href=f"#{key}") for key, title in values["sections"].items()]
    example = _example(context)
    return context.section(
        address.METHODS,
        contents=[LinkGroup(label=ON_THIS_PAGE, links=tuple(contents))],
        text_table=text_table,
        example=example,
        workings=example.workings if example else None,
        **values,
    )


def _example(context: SiteContext) -> ExampleView | None:
    """The example, its lines kept out of the search index."""
    example = example_of(context.report)
    if example is None:
        return None
    working = words.example_working(example, context.formats)
    parts = [(words.STATUS_LINES, working.status)]
    if working.limits is not None:
        parts.append((words.LIMITS_LINES, working.limits.steps))
    parts += [(words.INTERVAL_LINES, working.interval), (words.OTHER_LINES, working.others)]
    lines = [
        component("working", title, steps, words.WORKING_HEADS, open=True)
        for title, steps in parts
        if steps
    ]
    if working.limits is not None:
        figures = text_table(
            words.FIGURES_CAPTION,
            working.limits.figures_heads,
            working.limits.figures,
            kind="number",
        )
        lines.insert(bool(working.status), component("folded", words.FIGURES, figures))
    title = shortened(example.judged_series.series.metric.name)
    href = address.metric_page(example.judged_series.series.metric.metric)
    if example.assessment is not None:
        title = context.title(example.assessment.goal_status)
        href = address.goal_page(example.assessment.goal.goal)
    return ExampleView(
        title=title,
        href=context.links(address.METHODS).to(href),
        chosen=working.chosen,
        workings=Fragment(_EXAMPLE, "\n".join(lines)),
    )
