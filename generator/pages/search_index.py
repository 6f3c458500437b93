"""The index of the search: the names of all pages first, and their text in parts after it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from generator.pages.context import SiteContext
from generator.pages.glossary import Aliases
from generator.pages.prerendered import shown_first, text_of_html
from generator.sentences.headings import MENTIONED, SEARCH_GROUPS, SearchGroup
from generator.sentences.words import shortened

#: The folder of the index in a built site, and the file that the theme asks for first.
FOLDER, INDEX = "search", "search_index.json"

_FOLDERS = {
    "metrics": SearchGroup.METRICS,
    "goals": SearchGroup.GOALS,
    "departments": SearchGroup.DEPARTMENTS,
    "people": SearchGroup.PEOPLE,
    "objectives": SearchGroup.OBJECTIVES,
    "initiatives": SearchGroup.INITIATIVES,
}
#: So many characters of text at least make a part.
_PART = 60_000
#: The longest finding that stands under a name.
_LONGEST_FINDING = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedPage:
    """A page as it is sought: `other` is its owner or holder, `finding` stands under its name."""

    url: str
    group: SearchGroup
    name: str
    key: str = ""
    other: str = ""
    finding: str = ""


_NO_PAGE = SearchedPage(url="", group=SearchGroup.PAGES, name="")


def searched_page(url: str, src_uri: str, title: str, html: str | None) -> SearchedPage:
    """A page by its address and title; `html` is that of a generated page, None of another."""
    if html is None:
        return SearchedPage(url=url, group=SearchGroup.WRITTEN, name=title)
    folder, _, file = src_uri.removesuffix(".md").rpartition("/")
    group = _FOLDERS.get(folder, SearchGroup.PAGES) if file != "index" else SearchGroup.PAGES
    owner, finding = shown_first(html, title)
    return SearchedPage(
        url=url,
        group=group,
        name=title,
        key=folder if file == "index" else file,
        other=owner,
        finding=shortened(finding, _LONGEST_FINDING),
    )


def put_index(site: Path, pages: Sequence[SearchedPage], context: SiteContext | None) -> None:
    """Puts our index in the place of the plugin's; without a `context` of a site with problems."""
    folder = site / FOLDER
    if not (folder / INDEX).is_file():
        return
    found = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    aliases = context.glossary.aliases if context else Aliases()
    for name, content in index_files(found, pages, aliases):
        (folder / name).write_text(content, encoding="utf-8", newline="\n")


def index_files(
    found: Mapping[str, Any],
    pages: Sequence[SearchedPage],
    aliases: Aliases,
) -> Iterator[tuple[str, str]]:
    """The files of the index by name: the first holds the names, the others the text in parts.

    `found` is what the search has read: its configuration and the text of each section by its
    address. `aliases` are what metrics are called, too.
    """
    by_url = {page.url: page for page in pages}
    texts: dict[str, list[tuple[str, str, str]]] = {}
    for doc in found["docs"]:
        url, (title, text) = doc["location"], (text_of_html(doc[key]) for key in ("title", "text"))
        page, _, anchor = url.partition("#")
        if page in by_url:
            texts.setdefault(page, []).append((anchor, title if anchor else "", text))
    # A page that is left out of the search has no text.
    sought = [page for url, page in by_url.items() if url in texts]
    order = list(SearchGroup)
    sought.sort(key=lambda one: order.index(one.group))
    parts = list(_parts(sought, texts))
    names = {
        "groups": list(_groups(sought, aliases)),
        "mentioned": MENTIONED,
        "parts": [first for first, _ in parts],
    }
    yield INDEX, _json({"config": found["config"], "docs": names})
    for number, (_, part) in enumerate(parts):
        yield f"text-{number}.json", _json(part)


def _groups(sought: Sequence[SearchedPage], aliases: Aliases) -> Iterator[dict[str, Any]]:
    """The names by group, in columns, because these are sent smaller than rows.

    Most of the name and the key of a goal is that of its metric: `of` is the place of that among
    the metrics (-1: of none), the name goes on after it, and `*` in the key stands for its key.
    """
    metrics = [page for page in sought if page.group is SearchGroup.METRICS]
    places = {page.name: place for place, page in enumerate(metrics)}
    for group, members in groupby(sought, key=lambda one: one.group):
        pages = list(members)
        others = list(dict.fromkeys(page.other for page in pages))
        of = [-1 if group is SearchGroup.METRICS else _metric_of(page, places) for page in pages]
        whole = [metrics[place] if place >= 0 else _NO_PAGE for place in of]
        yield {
            "group": SEARCH_GROUPS[group],
            "named": group not in (SearchGroup.PAGES, SearchGroup.WRITTEN),
            "written": group is SearchGroup.WRITTEN,
            "of": of if max(of) >= 0 else [],
            "names": [page.name[len(one.name) :] for page, one in zip(pages, whole, strict=True)],
            "urls": [_around(page) for page in pages],
            "keys": [
                page.key.replace(one.key, "*", 1) if one.key else page.key
                for page, one in zip(pages, whole, strict=True)
            ],
            "also": [" ".join(aliases.of(page.name)) for page in pages]
            if group is SearchGroup.METRICS
            else [],
            "others": others,
            "other": [others.index(page.other) for page in pages],
        }


def _metric_of(page: SearchedPage, places: Mapping[str, int]) -> int:
    """The place of the metric with whose name that of a page begins; -1 if it is of none."""
    name = page.name
    ends = [at for at in range(len(name), 0, -1) if name[at : at + 1] in (":", ",")]
    return next((places[name[:at]] for at in ends if name[:at] in places), -1)


def _around(page: SearchedPage) -> str:
    """The address of a page, with `*` where its key stands."""
    before, key, after = page.url.rpartition(page.key) if page.key else (page.url, "", "")
    return f"{before}*{after}" if key else page.url


def _parts(
    sought: Sequence[SearchedPage], texts: Mapping[str, list[tuple[str, str, str]]]
) -> Iterator[tuple[int, list[Any]]]:
    """The text in parts, each with the number of its first page: per page finding and sections."""
    part: list[Any] = []
    first = size = 0
    for number, page in enumerate(sought):
        sections = texts[page.url]
        part.append([page.finding, sections])
        size += sum(len(text) for _, _, text in sections)
        if size >= _PART:
            yield first, part
            part, first, size = [], number + 1, 0
    if part:
        yield first, part


def _json(value: object) -> str:
    """JSON in which nothing looks like a tag, wherever it is put by mistake."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
