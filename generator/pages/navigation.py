"""The navigation: the sections that the data has pages for, and what a company writes by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.pages.links import GROUPS, SECTIONS
from generator.pages.page import Page

_WRITTEN = "About"


def navigation(given: list[Any] | None, pages: Iterable[Page], written: list[str]) -> list[Any]:
    """The navigation: `given` in mkdocs.yml, without sections that this data has no page for.

    Where `given` names no section at all, the groups of those that exist come before it, and what
    it gives under the title of such a group joins the group. Without `given` the hand-written
    pages follow in a group of their own.
    """
    made = {page.src_uri for page in pages}
    if given is None:
        own = [uri for uri in written if uri.endswith(".md") and uri not in made]
        given = [{_WRITTEN: own}] if len(own) > 1 else own
    if _names(given) & SECTIONS.keys():
        kept: list[Any] = _pruned(given, SECTIONS.keys() - made)
        return kept
    groups: dict[str | None, list[Any]] = {
        title: [{name: uri} for uri, name in sections.items() if uri in made]
        for title, sections in GROUPS.items()
    }
    rest = []
    for entry in given:
        title, inner = next(iter(entry.items())) if isinstance(entry, dict) else (None, None)
        if groups.get(title) and isinstance(inner, list):
            groups[title] += inner
        else:
            rest.append(entry)
    # A page that is left alone in its group stands there without it, under its own title.
    return [
        {title: inner} if len(inner) > 1 else inner[0] for title, inner in groups.items() if inner
    ] + rest


def _names(nav: Any) -> set[str]:
    if isinstance(nav, str):
        return {nav}
    inner = nav.values() if isinstance(nav, dict) else nav
    return set().union(*map(_names, inner))


def _pruned(nav: Any, missing: set[str]) -> Any:
    if isinstance(nav, list):
        return [kept for entry in nav if (kept := _pruned(entry, missing))]
    if isinstance(nav, dict):
        return {title: kept for title, inner in nav.items() if (kept := _pruned(inner, missing))}
    return None if nav in missing else nav
