"""Methods: how every answer is worked out, in plain words first, with the numbers in force."""

from __future__ import annotations

from generator.measure.worked_example import example_of
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.page import Fragment, Page
from generator.pages.tables import text_table
from generator.pages.templating import component
from generator.pages.view_models import TextLink, View
from generator.sentences import worked_example as words
from generator.sentences.methods import ON_THIS_PAGE, methods_values
from generator.sentences.words import shortened


def methods_page(context: SiteContext) -> Page:
    """The page by which every answer can be worked out again."""
    compared = context.alignment.trade_offs.pairs_tested
    values = methods_values(context.report, context.formats, compared)
    contents = [TextLink(text=title, href=f"#{key}") for key, title in values["sections"].items()]
    return context.section(
        address.METHODS,
        contents=[(ON_THIS_PAGE, contents)],
        text_table=text_table,
        **_example(context),
        **values,
    )


def _example(context: SiteContext) -> View:
    """The example, its lines kept out of the search index."""
    example = example_of(context.report)
    if example is None:
        return {"example": None}
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
    href = address.page_of("metric", example.judged_series.series.metric.metric)
    if example.assessment is not None:
        title = context.title(example.assessment.goal_status)
        href = address.page_of("goal", example.assessment.goal.goal)
    return {
        "example": {
            "title": title,
            "href": context.links(address.METHODS).to(href),
            "chosen": working.chosen,
        },
        "workings": Fragment("/methods/example", "\n".join(lines)),
    }
