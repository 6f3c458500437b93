"""The navigation: the sections that the data has pages for, and what a company writes by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.pages.links import SECTIONS
from generator.pages.page import Page


def navigation(given: list[Any] | None, pages: Iterable[Page], written: list[str]) -> list[Any]:
    """The navigation: `given` in mkdocs.yml, without sections that this data has no page for.

    Where `given` names no section at all, those that exist come before it; without `given` the
    hand-written pages follow them.
    """
    made = {page.src_uri for page in pages}
    if given is None:
        given = [uri for uri in written if uri.endswith(".md") and uri not in made]
    if _names(given) & SECTIONS.keys():
        kept: list[Any] = _pruned(given, SECTIONS.keys() - made)
        return kept
    return [{title: uri} for uri, title in SECTIONS.items() if uri in made] + given


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
