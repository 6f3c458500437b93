"""Lists of very many rows: the groups by department as rows, and a page for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from markupsafe import Markup

from generator.measure.report import group_by
from generator.model.tables import Department
from generator.pages.context import SiteContext
from generator.pages.page import Fragment, Page
from generator.pages.tables import Filter, Item
from generator.pages.templating import component
from generator.pages.view_models import TextLink, TriageView, View
from generator.sentences.headings import group_title
from generator.sentences.words import full_name, shortened

#: A list of more rows is divided into pages by department.
_MOST_ROWS = 300


def divided(items: Sequence[Item], department: Callable[[Item], str]) -> Mapping[str, list[Item]]:
    """Items by their department if they are too many for one list; else none."""
    groups = group_by(items, department) if len(items) > _MOST_ROWS else {}
    return groups if len(groups) > 1 else {}


def group_list(
    context: SiteContext,
    origin: str,
    noun: str,
    groups: Mapping[str, Sequence[Item]],
    chosen: Filter[Item],
) -> Markup:
    """The groups as rows, with their items counted by the filter `chosen`, as links to these."""
    rows = [_group(context, origin, key, groups[key], chosen) for key in _order(context, groups)]
    return component("group_index", f"{noun}s-list", rows, [chosen], noun)


def group_pages(
    context: SiteContext,
    origin: str,
    groups: Mapping[str, Sequence[Item]],
    headline: Callable[[Sequence[Item]], str],
    rows: Callable[[str, Sequence[Item]], str],
) -> Iterator[Page]:
    """A page for each group of the list on the page `origin`, through the template of that."""
    section = origin.removesuffix("/index.md")
    for key in _order(context, groups):
        uri = _uri(origin, key)
        title = group_title(section.capitalize(), shortened(context.department(key).name))
        table = Fragment(f"/{uri}", rows(uri, groups[key]))
        sentence = headline(groups[key])
        yield context.page(uri, f"{section}.md", title, sentence=sentence, table=table)


def _uri(origin: str, key: str) -> str:
    return f"{origin.removesuffix('index.md')}department/{key}.md"


def _order(context: SiteContext, groups: Mapping[str, Sequence[Item]]) -> list[str]:
    return [key for key in context.report.dataset.by_id(Department) if key in groups]


def _group(
    context: SiteContext, origin: str, key: str, items: Sequence[Item], chosen: Filter[Item]
) -> View:
    links, name = context.links(origin), context.department(key).name
    by_value = group_by(items, chosen.value)
    return {
        "link": TextLink(text=shortened(name), href=links.to(_uri(origin, key))),
        "full": full_name(name),
        "count": len(items),
        "counts": [
            TriageView(
                count=len(by_value[option.value]),
                word=option.label,
                tone=option.tone or "",
                href=links.to(_uri(origin, key), query=f"{chosen.key}={option.value}"),
            )
            for option in chosen.options
            if option.value in by_value
        ],
        "tags": {chosen.key: " ".join(by_value)},
    }
