"""Findings of alignment as a list under their titles, and gaps of a kind as links after a count."""

from __future__ import annotations

from collections.abc import Iterable

from generator.measure.alignment import (
    Finding,
    Gap,
    GapKind,
    GuardrailConflict,
    HandoffConflict,
    Opposition,
    Tension,
)
from generator.model.schema import Row, table_of
from generator.model.subjects import Subject
from generator.model.tables import Goal, Metric
from generator.pages import links as address
from generator.pages.book import Book
from generator.pages.parts import Fact, LinkGroup
from generator.pages.parts import Finding as FindingView
from generator.pages.subjects import subject_fact
from generator.sentences.alignment import finding_sentence, finding_title
from generator.sentences.gaps import gap_title, gaps_counted


def finding_views(book: Book, findings: Iterable[Finding], origin: str) -> list[FindingView]:
    """Findings with what was found, and links to the rows that it is about, if elsewhere."""
    return [
        FindingView(
            title=finding_title(one, book.report, book.formats),
            href=_elsewhere(book, one, origin),
            sentence=finding_sentence(one, book.report, book.formats),
            more=tuple(row_fact(book, row, origin) for row in _beside(one)),
        )
        for one in findings
    ]


def gap_groups(book: Book, gaps: Iterable[Gap], origin: str) -> list[LinkGroup]:
    """Gaps by kind: how many there are, and what each is missing of."""
    found: dict[GapKind, list[Gap]] = {}
    for gap in gaps:
        found.setdefault(gap.kind, []).append(gap)
    return [
        LinkGroup(
            label=gaps_counted(kind, len(alike), book.report),
            links=tuple(_gap_fact(book, gap, origin) for gap in alike),
        )
        for kind, alike in found.items()
    ]


def row_fact(book: Book, row: Row, origin: str) -> Fact:
    """A row by its name, as a link to its page where it has one."""
    kind = table_of(type(row)).key[0]
    return subject_fact(book, Subject(kind=kind, key=str(getattr(row, kind))), origin)


def _gap_fact(book: Book, gap: Gap, origin: str) -> Fact:
    if gap.stage is not None:
        anchor = address.stage_anchor(gap.stage)
        return Fact(
            text=gap_title(gap, book.report, book.formats),
            href=book.links(origin).to(address.JOURNEY, anchor=anchor),
        )
    return row_fact(book, gap.rows[0], origin)


def _elsewhere(book: Book, finding: Finding, origin: str) -> str | None:
    """Where what gives the title has its place, unless that is the page on which it stands."""
    if isinstance(finding, Tension):
        return None
    if isinstance(finding, Gap):
        href = _gap_fact(book, finding, origin).href
    else:
        href = row_fact(book, finding.rows[0], origin).href
    return None if href == book.links(origin).to(origin) else href


def _beside(finding: Finding) -> tuple[Row, ...]:
    """The rows to which a finding leads beside its title; a gap says them in its sentence."""
    match finding:
        case GuardrailConflict():
            return (finding.guardrail,)
        case HandoffConflict():
            return tuple(row for row in finding.rows if isinstance(row, Metric))
        case Opposition():
            return tuple(row for row in finding.rows if isinstance(row, Goal))
        case Tension():
            return finding.rows
        case Gap():
            return ()
