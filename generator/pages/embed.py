"""Parts of the report inside hand-written pages: `[[value nps]]`, `[[chart nps]]` and the like.

A part stands in double brackets: a word for what it is and an id. In code it is left alone.
(`generator.pages.embedded_figures` reads what follows the word of a figure.)

    [[value FIGURE]]    a value with its period, as METRIC, METRIC of SEGMENT, METRIC in 2026-03 or
                        METRIC in last 3 (the mean, from counts where they exist)
    [[difference FIGURE from FIGURE]]   the first less the second
    [[status GOAL]]     where a goal stands, as a link to its page
    [[chart METRIC]]    the metric's chart with its data
    [[table METRIC]]    its newest value by segment
    [[sentence GOAL]]   where a goal stands, or what is said of a metric
    [[goals NAME]]      the open goals of a department, or those that serve an objective

Where a department and an objective share an id, `department:legal` says which is meant; the same
holds of a goal and a metric.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from generator.charts.chart_builder import metric_key
from generator.model.errors import EmbedError, UnknownFigureError
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.tables import Department, Metric, Objective
from generator.pages.context import SiteContext
from generator.pages.embedded_figures import find_figure, unknown
from generator.pages.escape import escaped
from generator.pages.goal_list import goal_cards
from generator.pages.links import page_of
from generator.pages.metric_list import segment_table
from generator.pages.page import with_folds
from generator.pages.templating import component
from generator.sentences import headings
from generator.sentences.change import change_sentence
from generator.sentences.embedded import difference_text, figure_text
from generator.sentences.metrics import metric_opening
from generator.sentences.numbers import unit_of

_PART = re.compile(r"\[\[ *(\w+) +([^\[\]]+?) *\]\]")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_CODE = re.compile(r"(`+)(?:.*?)\1")


def embed(markdown: str, context: SiteContext, src_uri: str) -> str:
    """A hand-written page with its parts put in; EmbedError names line and nearest ids."""
    if "[[" not in markdown:
        return markdown
    problems: list[Problem] = []
    lines = markdown.split("\n")
    fence = ""
    for number, line in enumerate(lines, 1):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        elif not fence and "[[" in line:
            lines[number - 1] = _filled(line, SourceLocation(src_uri, number), context, problems)
    if problems:
        raise EmbedError(tuple(problems))
    return "\n".join(lines)


def _filled(
    line: str, location: SourceLocation, context: SiteContext, problems: list[Problem]
) -> str:
    code = [match.span() for match in _CODE.finditer(line)]

    def fill(match: re.Match[str]) -> str:
        if any(start < match.start() < end for start, end in code):
            return match[0]
        word, name = match[1], match[2]
        try:
            return _written(word, name, context, location.file)
        except UnknownFigureError as fault:
            problems.append(
                Problem(
                    location=location,
                    code=ProblemCode.FOREIGN_KEY,
                    message=fault.message,
                    fix=fault.fix,
                )
            )
            return match[0]

    return _PART.sub(fill, line)


def _written(word: str, name: str, context: SiteContext, origin: str) -> str:
    """A part as it is put in; raises UnknownFigureError."""
    if word in _FIGURES:
        return escaped(_FIGURES[word](name, context))
    if word not in _PARTS:
        raise unknown("part", word, [*_FIGURES, *_PARTS])
    (tables, write), ids = _PARTS[word], _ids(context, word)
    if name not in ids:
        raise unknown(" or ".join(tables), name, ids)
    return write(context, *ids[name], origin)


def _ids(context: SiteContext, word: str) -> dict[str, tuple[str, str]]:
    """The ids that a part may name, each with its table.

    Of two tables each id stands bare (the first table goes first) and behind the table's name.
    """
    report, dataset = context.report, context.report.dataset
    known: dict[str, Iterable[str]] = {
        "goal": report.assessments,
        "metric": dataset.by_id(Metric),
        "department": dataset.by_id(Department),
        "objective": dataset.by_id(Objective),
    }
    if word == "chart":
        series = report.series.items()
        known["metric"] = [metric for (metric, segment), one in series if not segment and len(one)]
    tables, ids = _PARTS[word][0], dict[str, tuple[str, str]]()
    for table in tables:
        for key in known[table]:
            ids.setdefault(key, (table, key))
            if len(tables) > 1:
                ids[f"{table}:{key}"] = table, key
    return ids


def _value(text: str, context: SiteContext) -> str:
    return figure_text(find_figure(text, context), context.formats)


def _difference(text: str, context: SiteContext) -> str:
    first, between, second = text.partition(" from ")
    if not between:
        raise UnknownFigureError(
            f'"{text}" is no difference of two figures.', "Write FIGURE from FIGURE."
        )
    pair = find_figure(first.strip(), context), find_figure(second.strip(), context)
    units = [unit_of(each.metric) for each in pair]
    if units[0] != units[1]:
        raise UnknownFigureError(
            f'"{first.strip()}" and "{second.strip()}" have no difference: '
            "their units are not the same.",
            "Name two figures of one unit.",
        )
    return difference_text(*pair, context.formats)


def _status(context: SiteContext, table: str, goal: str, origin: str) -> str:
    badge = context.badge(context.report.assessments[goal])
    chip = component("status_chip", badge.word, badge.tone, badge.detail)
    return f'<a href="{escaped(context.links(origin).to(page_of("goal", goal)))}">{chip}</a>'


def _chart(context: SiteContext, table: str, metric: str, origin: str) -> str:
    return f"\n\n{with_folds(metric_key(metric))}\n\n"


def _table(context: SiteContext, table: str, metric: str, origin: str) -> str:
    row = context.report.dataset.by_id(Metric)[metric]
    parts = [part for part in context.report.segments_of(metric) if len(part) or part.bounds]
    whole = context.whole_series(metric)
    shown = [whole, *parts] if whole is not None else parts
    return f"\n\n{segment_table(context, row, shown)}\n\n"


def _sentence(context: SiteContext, table: str, key: str, origin: str) -> str:
    if table == "goal":
        return escaped(context.brief(context.report.assessments[key]))
    series = context.whole_series(key)
    text = metric_opening(series, context.report.dataset.by_id(Metric)[key], context.formats)
    if series is not None and series.closed:
        judged = context.report.judged_series.get((key, ""))
        text += f" {change_sentence(judged, series, context.formats)}"
    return escaped(text)


def _goals(context: SiteContext, table: str, key: str, origin: str) -> str:
    chosen = [one for one in context.report.open_assessments if getattr(one.goal, table) == key]
    if not chosen:
        return headings.NO_OPEN_GOAL.lower()
    return f"\n\n{component('goal_list', goal_cards(context, chosen, origin))}\n\n"


#: Each part with the tables whose ids it takes, and how it is written: of an id of a table, seen
#: from the page `origin`.
_PARTS: Mapping[str, tuple[tuple[str, ...], Callable[[SiteContext, str, str, str], str]]] = {
    "status": (("goal",), _status),
    "chart": (("metric",), _chart),
    "table": (("metric",), _table),
    "sentence": (("goal", "metric"), _sentence),
    "goals": (("department", "objective"), _goals),
}

#: The parts that take figures.
_FIGURES: Mapping[str, Callable[[str, SiteContext], str]] = {
    "value": _value,
    "difference": _difference,
}
