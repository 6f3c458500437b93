"""Editions: every edition with its date, its goals by pile and the sentence that summed it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.measure.triage import count_triage
from generator.model.edition import NEXT, EditionSummary
from generator.model.vocabulary import Triage
from generator.pages import links as address
from generator.pages.context import SiteContext, triage_view
from generator.pages.page import Page
from generator.pages.view_models import TriageView, View
from generator.sentences.editions import bar_label, edition_name, editions_sentence
from generator.sentences.home import state
from generator.sentences.numbers import short_day


def summary_of(context: SiteContext) -> EditionSummary:
    """What a list of editions tells of this one."""
    report = context.report
    return EditionSummary(
        edition=context.origin.version,
        as_of=report.dataset.as_of.day,
        figures_to=report.figures_to,
        piles={str(pile): n for pile, n in count_triage(report.open_assessments).items()},
        sentence=state(report, context.formats),
    )


def editions_page(context: SiteContext) -> Page:
    """The page that lists the editions, this one first."""
    here, earlier = summary_of(context), context.origin.past.editions
    # By its file: Material takes the bare address of an edition for a wish to stay on this page.
    root = context.links(address.EDITIONS).root
    most = max((sum(one.piles.values()) for one in (here, *earlier)), default=0)
    return context.section(
        address.EDITIONS,
        sentence=editions_sentence([one for one in (here, *earlier) if one.edition != NEXT]),
        legend=[triage_view(triage, 1) for triage in Triage],
        most=most,
        rows=[
            _row(here, None),
            *(_row(one, f"{root}../{one.edition}/index.html") for one in earlier),
        ],
    )


def _row(one: EditionSummary, href: str | None) -> View:
    return {
        "name": edition_name(one),
        "href": href,
        "day": short_day(one.as_of),
        "sentence": one.sentence,
        "bar": tuple(_bar(one.piles)),
        "label": bar_label(one),
    }


def _bar(counts: Mapping[str, int]) -> Iterable[TriageView]:
    for triage in Triage:
        if counts.get(str(triage)):
            yield triage_view(triage, counts[str(triage)])
