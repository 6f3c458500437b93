"""Objectives: who serves which shared aim, whether all pull the same way, and who answers."""

from __future__ import annotations

from generator.measure.triage import count_triage
from generator.model.tables import Objective
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.findings import finding_views, gap_groups
from generator.pages.matrix import matrix
from generator.pages.page import Page
from generator.pages.view_models import LinkGroup, TextLink, Tile
from generator.sentences import headings
from generator.sentences.alignment import finding_counts, trade_offs_sentence
from generator.sentences.objectives import objectives_sentence, role_with_holder
from generator.sentences.words import shortened

_NO_SPONSOR = headings.NO_SPONSOR


def objectives_page(context: SiteContext) -> Page:
    """All objectives against all departments, the findings, and the sponsors."""
    objectives = context.report.dataset.rows(Objective)
    alignment, origin = context.alignment, address.OBJECTIVES
    return context.page(
        origin,
        "objectives.md",
        "Objectives",
        in_nav=True,
        sentence=objectives_sentence(alignment, len(objectives)),
        counts=finding_counts(alignment),
        conflicts=finding_views(context, alignment.conflicts, origin),
        gaps=gap_groups(context, alignment.gaps, origin),
        trade_offs=finding_views(context, alignment.trade_offs.significant, origin),
        tried=trade_offs_sentence(alignment.trade_offs),
        matrix=matrix(context),
        tiles=() if alignment.serving else objective_tiles(context, origin),
        sponsors=_sponsors(context),
    )


def objective_tiles(context: SiteContext, origin: str) -> list[Tile]:
    """Every objective with its goals counted by pile."""
    links, serving = context.links(origin), context.alignment.serving
    return [
        Tile(
            title=shortened(objective.name),
            full_title=None,
            href=links.to(address.objective_page(objective.objective)),
            who=objective.sponsor,
            text=None,
            piles=context.piles(
                count_triage(serving.get(objective.objective, [])), links, empty=False
            ),
        )
        for objective in context.report.dataset.rows(Objective)
    ]


def _sponsors(context: SiteContext) -> list[LinkGroup]:
    """Who answers for which objectives; those for which nobody does come last."""
    links, people = context.links(address.OBJECTIVES), context.report.dataset.roles()
    found: dict[str, list[TextLink]] = {}
    for objective in context.report.dataset.rows(Objective):
        href = links.to(address.objective_page(objective.objective))
        fact = TextLink(text=shortened(objective.name), href=href)
        found.setdefault(objective.sponsor or "", []).append(fact)
    if set(found) == {""}:
        return []
    named = [(role_with_holder(role, people), facts) for role, facts in found.items() if role]
    if "" in found:
        named.append((_NO_SPONSOR, found[""]))
    return [LinkGroup(label=label, links=tuple(facts)) for label, facts in named]
