"""Findings of alignment as a list under their titles, and gaps of a kind as links after a count."""

from __future__ import annotations

from collections.abc import Iterable

from generator.measure.alignment import Finding
from generator.measure.alignment.conflicts import ConflictingTargets, GuardrailConflict
from generator.measure.alignment.gaps import Gap
from generator.measure.alignment.handoffs import HandoffReview
from generator.measure.alignment.trade_offs import TradeOff
from generator.measure.report import group_by
from generator.model.schema import Row
from generator.model.tables import Goal, Metric
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.subjects import row_link
from generator.pages.view_models import FindingView, LinkGroups, TextLink
from generator.sentences.alignment import finding_sentence, finding_title, gap_title, gaps_counted


def finding_views(
    context: SiteContext, findings: Iterable[Finding], origin: str
) -> list[FindingView]:
    """Findings with what was found, and links to the rows that it is about, if elsewhere."""
    return [
        FindingView(
            title=finding_title(one, context.report, context.formats),
            href=_elsewhere(context, one, origin),
            sentence=finding_sentence(one, context.report, context.formats),
            more=tuple(row_link(context, row, origin) for row in _beside(one)),
        )
        for one in findings
    ]


def gap_groups(context: SiteContext, gaps: Iterable[Gap], origin: str) -> LinkGroups:
    """Gaps by kind: how many there are, and what each is missing of."""
    return [
        (
            gaps_counted(kind, len(alike), context.report),
            [_gap_link(context, gap, origin) for gap in alike],
        )
        for kind, alike in group_by(gaps, lambda gap: gap.kind).items()
    ]


def _gap_link(context: SiteContext, gap: Gap, origin: str) -> TextLink:
    if gap.stage is not None:
        anchor = address.anchor_of("stage", gap.stage)
        return TextLink(
            text=gap_title(gap, context.report, context.formats),
            href=context.links(origin).to(address.JOURNEY, anchor=anchor),
        )
    return row_link(context, gap.evidence_rows[0], origin)


def _elsewhere(context: SiteContext, finding: Finding, origin: str) -> str | None:
    """Where what gives the title has its place, unless that is the page on which it stands."""
    if isinstance(finding, TradeOff):
        return None
    if isinstance(finding, Gap):
        href = _gap_link(context, finding, origin).href
    else:
        href = row_link(context, finding.evidence_rows[0], origin).href
    return None if href == context.links(origin).to(origin) else href


def _beside(finding: Finding) -> tuple[Row, ...]:
    """The rows to which a finding leads beside its title; a gap says them in its sentence."""
    match finding:
        case GuardrailConflict():
            return (finding.guardrail,)
        case HandoffReview():
            return tuple(row for row in finding.evidence_rows if isinstance(row, Metric))
        case ConflictingTargets():
            return tuple(row for row in finding.evidence_rows if isinstance(row, Goal))
        case TradeOff():
            return finding.evidence_rows
        case Gap():
            return ()
