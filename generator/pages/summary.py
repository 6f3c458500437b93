"""The summary: the edition in 150 words with links, as text, Markdown or HTML to be pasted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.measure.triage import rank_attention
from generator.pages import links as address
from generator.pages.changes_page import grave_changes
from generator.pages.context import SiteContext
from generator.pages.editions import summary_of
from generator.pages.templating import render
from generator.sentences import headings
from generator.sentences.changes import since_line, what_moved
from generator.sentences.editions import edition_title, feed_title, triage_sentence
from generator.sentences.numbers import day
from generator.sentences.piles import status_beside_pile
from generator.sentences.words import capitalised

_MOST_POINTS = 4
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")
#: Nobody reads a longer one.
MOST_WORDS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the summary: a title that may lead somewhere, and a text.

    A point is one of several, and is left out if there are too many words.
    """

    text: str
    title: str = ""
    href: str = ""
    point: bool = False

    @property
    def words(self) -> int:
        """How many words it has; an address is none."""
        return len(f"{self.title} {self.text}".split())


def summary(context: SiteContext, form: str) -> str:
    """The edition in 150 words in one of the forms of `FORMS`."""
    return FORMS[form](list(within_words(_lines(context))))


def within_words(lines: Iterable[Line], most: int = MOST_WORDS) -> Iterator[Line]:
    """The lines that fit into so many words: all that are no points, then the first points."""
    lines = list(lines)
    left = most - sum(line.words for line in lines if not line.point)
    for line in lines:
        if not line.point:
            yield line
        elif line.words <= left:
            left -= line.words
            yield line
        else:
            left = 0


def _lines(context: SiteContext) -> Iterator[Line]:
    report, edition = context.report, summary_of(context)
    yield Line(
        text=edition_title(edition.edition) + ".",
        title=feed_title(report.settings.company),
        href=_address(context, address.HOME),
    )
    if edition.figures_to:
        yield Line(text=f"Figures to {day(edition.figures_to)}.")
    yield Line(text=edition.sentence)
    if report.open_assessments:
        counts = triage_sentence(edition.piles)
        yield Line(text=capitalised(counts))
    if context.changes is not None:
        yield Line(
            text="",
            title=since_line(context.changes).rstrip("."),
            href=_address(context, address.CHANGES),
        )
    yield from _points(context)


def _points(context: SiteContext) -> Iterator[Line]:
    """What needs attention, the most pressing first; targets that moved before all."""
    report, changes = context.report, grave_changes(context)
    for change in changes:
        yield Line(
            text=what_moved(change, context.formats),
            title=context.title(change.assessment.goal_status),
            href=_address(context, address.page_of("goal", change.goal.goal)),
            point=True,
        )
    moved = {change.goal.goal for change in changes}
    ranked = rank_attention(report.open_assessments, report.settings.promise_goal)
    for one in [one for one in ranked if one.goal.goal not in moved][:_MOST_POINTS]:
        yield Line(
            text=f"{status_beside_pile(one).word} · {one.goal.owner or headings.NO_OWNER.lower()}",
            title=context.title(one.goal_status),
            href=_address(context, address.page_of("goal", one.goal.goal)),
            point=True,
        )


def _address(context: SiteContext, page: str) -> str:
    """The whole address of a page; "" if that of the site is not known."""
    base, path = context.origin.address, context.links(address.HOME).to(page)
    return f"{base.rstrip('/')}/{path.removeprefix('./')}" if base else ""


def _text_line(line: Line) -> str:
    text = " · ".join(filter(None, (line.title, line.text)))
    first, indent = (f"- {text}\n", "  ") if line.point else (f"{text}\n", "")
    return f"{first}{indent}{line.href}\n" if line.href else first


def _markdown_line(line: Line) -> str:
    title, text = (_MARKDOWN.sub(r"\\\1", one) for one in (line.title, line.text))
    if title and line.href:
        title = f"[{title}]({line.href})"
    whole = " · ".join(filter(None, (title, text)))
    return f"- {whole}\n" if line.point else f"{whole}\n\n"


FORMS: Mapping[str, Callable[[list[Line]], str]] = {
    "text": lambda lines: "".join(map(_text_line, lines)),
    "markdown": lambda lines: "".join(map(_markdown_line, lines)),
    "html": lambda lines: render("summary.html", lines=lines),
}
