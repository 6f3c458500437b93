"""Objectives: who serves which shared aim, whether all pull the same way, and who answers."""

from __future__ import annotations

from generator.measure.piles import count_piles
from generator.model.tables import Objective
from generator.pages import links as address
from generator.pages.book import Book
from generator.pages.findings import finding_views, gap_groups
from generator.pages.matrix import matrix
from generator.pages.page import Page
from generator.pages.parts import Fact, LinkGroup, Tile
from generator.sentences.alignment import counts_of, tried_sentence
from generator.sentences.objectives import objectives_state, role_with_holder
from generator.sentences.words import shortened

_NO_SPONSOR = "No sponsor named"


def objectives_page(book: Book) -> Page:
    """All objectives against all departments, the findings, and the sponsors."""
    objectives = book.report.dataset.rows(Objective)
    alignment, origin = book.alignment, address.OBJECTIVES
    return book.page(
        origin,
        "objectives.md",
        "Objectives",
        in_nav=True,
        sentence=objectives_state(alignment, len(objectives)),
        counts=counts_of(alignment),
        conflicts=finding_views(book, alignment.conflicts, origin),
        gaps=gap_groups(book, alignment.gaps, origin),
        tensions=finding_views(book, alignment.tensions.found, origin),
        tried=tried_sentence(alignment.tensions),
        matrix=matrix(book),
        tiles=() if alignment.serving else objective_tiles(book, origin),
        sponsors=_sponsors(book),
    )


def objective_tiles(book: Book, origin: str) -> list[Tile]:
    """Every objective with its goals counted by pile."""
    links, serving = book.links(origin), book.alignment.serving
    return [
        Tile(
            title=shortened(objective.name),
            full_title=None,
            href=links.to(address.objective_page(objective.objective)),
            who=objective.sponsor,
            text=None,
            piles=book.piles(count_piles(serving.get(objective.objective, [])), links, empty=False),
        )
        for objective in book.report.dataset.rows(Objective)
    ]


def _sponsors(book: Book) -> list[LinkGroup]:
    """Who answers for which objectives; those for which nobody does come last."""
    links, people = book.links(address.OBJECTIVES), book.report.dataset.roles()
    found: dict[str, list[Fact]] = {}
    for objective in book.report.dataset.rows(Objective):
        href = links.to(address.objective_page(objective.objective))
        fact = Fact(text=shortened(objective.name), href=href)
        found.setdefault(objective.sponsor or "", []).append(fact)
    if set(found) == {""}:
        return []
    named = [(role_with_holder(role, people), facts) for role, facts in found.items() if role]
    if "" in found:
        named.append((_NO_SPONSOR, found[""]))
    return [LinkGroup(label=label, links=tuple(facts)) for label, facts in named]
