"""The site: every page of the report, and the navigation among them and hand-written ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.model.tables import Goal, Handoff, Initiative, Objective, Touchpoint
from generator.pages.board import board_page
from generator.pages.changes_page import changes_page
from generator.pages.context import SiteContext
from generator.pages.data import data_page
from generator.pages.decisions import decisions_pages
from generator.pages.departments import department_pages, departments_page
from generator.pages.dictionary import dictionary_page
from generator.pages.editions import editions_page
from generator.pages.goal_page import goal_pages
from generator.pages.goals import goals_pages
from generator.pages.handoffs import handoffs_page
from generator.pages.home import home_page
from generator.pages.initiatives import initiative_pages, initiatives_page
from generator.pages.journey import journey_page
from generator.pages.links import GROUPS, SECTIONS
from generator.pages.maturity import maturity_pages
from generator.pages.methods import methods_page
from generator.pages.metric_page import metric_pages
from generator.pages.metrics import metrics_pages
from generator.pages.objectives import objective_pages, objectives_page
from generator.pages.ownership import ownership_pages
from generator.pages.page import Page
from generator.pages.people import person_pages
from generator.pages.segments import segments_page
from generator.pages.settings import recipes_page, settings_page, worked_examples_page
from generator.pages.subjects import has_segments

_WRITTEN = "About"


def write_pages(context: SiteContext) -> list[Page]:
    """All pages; a section exists only if its table does. Their order means nothing."""
    dataset = context.report.dataset
    pages = [
        home_page(context),
        departments_page(context),
        *metrics_pages(context),
        data_page(context),
        dictionary_page(context),
        settings_page(context),
        recipes_page(context),
        worked_examples_page(context),
        methods_page(context),
    ]
    if dataset.has(Goal):
        pages += [*goals_pages(context), *goal_pages(context), board_page(context)]
    if dataset.has(Objective):
        pages += [objectives_page(context), *objective_pages(context)]
    if has_segments(context):
        pages.append(segments_page(context))
    if dataset.has(Touchpoint):
        pages.append(journey_page(context))
    if dataset.has(Handoff):
        pages.append(handoffs_page(context))
    if dataset.has(Initiative):
        pages += [initiatives_page(context), *initiative_pages(context)]
    pages += [*ownership_pages(context), *person_pages(context), *maturity_pages(context)]
    pages += decisions_pages(context)
    if context.changes is not None:
        pages.append(changes_page(context, context.changes))
    if context.origin.past.editions:
        pages.append(editions_page(context))
    pages += [*department_pages(context), *metric_pages(context)]
    return pages


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
