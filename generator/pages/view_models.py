"""The parts that templates are filled with; the macros of `components.html` name what they take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from markupsafe import Markup

from generator.sentences.headings import Counted, Part
from generator.sentences.words import Badge

#: What one template alone takes of a thing, by name.
View: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLink:
    """A text that may be a link; of an owner if it says who answers for what a page is about."""

    text: str
    href: str | None = None
    owner: bool = False


#: Links and texts in groups, each after its label.
LinkGroups: TypeAlias = Sequence[tuple[str, Sequence[TextLink | str]]]


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """A labelled fact, such as a large number or a text; blank if nothing is known."""

    label: str
    value: str | Markup | None
    href: str | None = None
    note: str | None = None
    tone: str | None = None


def linked(label: str, link: TextLink | None, note: str | None = None) -> LabelledValue:
    """A link as a labelled fact; blank without one."""
    return LabelledValue(label, link.text, link.href, note) if link else LabelledValue(label, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageView:
    """How many goals need the same of a reader."""

    count: int
    word: str
    tone: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody said, who and when."""

    text: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A goal: `tone` is that of its status, `triage_tone` that of what it needs of a reader."""

    title: str
    full_title: str | None
    href: str
    status: str
    tone: str
    triage_tone: str
    sentence: str
    owner: str
    due: str | None
    department: TextLink
    next_step: str | None = None
    marks: tuple[Badge, ...] = ()
    quote: Quote | None = None
    missing_explanation: str | None = None
    status_detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A short finding: what it is about, what is said of it, and where more stands."""

    title: str
    sentence: str
    href: str | None = None
    badge: Badge | None = None
    more: tuple[TextLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A department, an objective, a stage or an initiative with its goals counted."""

    title: str
    href: str
    full_title: str | None = None
    who: str | None = None
    text: str | None = None
    note: str | None = None
    counts: tuple[TriageView, ...] = ()
    marks: tuple[Badge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeItem:
    """One change since the previous edition: what it is about, and what to say of it.

    `target` is the page of that thing, "" without one. `headline` names the change on that page,
    `news` in the feed. `goal`, `metric` and `department` are those on whose pages it belongs.
    `counted` says as what the headline of the Changes page counts it, None if it does not.
    """

    part: Part
    title: str
    headline: str
    sentence: str
    badge: Badge | None = None
    target: str = ""
    anchor: str = ""
    goal: str = ""
    metric: str = ""
    department: str = ""
    news: str = ""
    counted: Counted | None = None
