"""The company's glossary: which terms a page uses, and what else the company calls its metrics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown.extensions.toc import slugify

from generator.model.wording import collapse_whitespace

#: The hand-written page that is the glossary.
GLOSSARY = "glossary.md"

_HEADING = re.compile(r"(?m)^(#{2,6}) +(.+?) *#*$")
_SHORT_FORM = re.compile(r"^(.+?) +\(([^)]+)\)$")
_ALSO_CALLED = re.compile(r"Also called:? +(.+)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SEPARATOR = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term with the words that stand for it, folded, and its place on the page."""

    name: str
    words: tuple[str, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Aliases:
    """The terms of a glossary that have several names, each with all of them."""

    terms: tuple[tuple[str, ...], ...] = ()

    def of(self, name: str) -> tuple[str, ...]:
        """The other names of the terms in a metric's name, the longest term first."""
        places = sorted(self._in(name), key=lambda place: place[0] - place[1])
        covered: list[tuple[int, int]] = []
        others: list[str] = []
        for start, end, term in places:
            if any(first <= start and end <= last for first, last in covered):
                continue  # "net promoter score" within "employee net promoter score"
            covered.append((start, end))
            others += [other for other in term if other.casefold() not in name.casefold()]
        return tuple(dict.fromkeys(others))

    def _in(self, name: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        for term in self.terms:
            for word in term:
                match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", name, re.IGNORECASE)
                if match:
                    yield *match.span(), term


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """The terms in the order of the glossary, and the names of those with several."""

    terms: tuple[Term, ...] = ()
    aliases: Aliases = field(default_factory=Aliases)

    def used_in(self, page: str) -> tuple[Term, ...]:
        """The terms that a page of HTML and Markdown says as whole words, once or more."""
        if not self.terms:
            return ()
        text = _TAG.sub(" ", page).casefold()
        return tuple(term for term in self.terms if any(_says(text, word) for word in term.words))


def glossary_in(text: str) -> Glossary:
    """The glossary in a text of Markdown; its terms are the headings of the lowest level.

    A short form stands in brackets behind the term, and other names in a paragraph of their own:
    `Also called: retention, contracts kept.`
    """
    headings = [(len(marks), title) for marks, title in _HEADING.findall(text)]
    lowest = max((level for level, _ in headings), default=0)
    terms = tuple(_term(title) for level, title in headings if level == lowest)
    return Glossary(terms=terms, aliases=_aliases_in(text))


def _term(title: str) -> Term:
    names = _names(title)
    return Term(
        name=names[0],
        words=tuple(name.casefold() for name in names),
        anchor=slugify(title, _SEPARATOR),
    )


def _names(title: str) -> list[str]:
    """A heading's term and its short form."""
    short = _SHORT_FORM.match(title)
    return list(short.groups()) if short else [title]


def _aliases_in(text: str) -> Aliases:
    terms: list[list[str]] = []
    for paragraph in re.split(r"\n\s*\n", text):
        heading = _HEADING.fullmatch(paragraph.strip())
        others = _ALSO_CALLED.fullmatch(paragraph.strip())
        if heading:
            terms.append(_names(heading[2]))
        elif others and terms:
            names = collapse_whitespace(others[1]).removesuffix(".")
            terms[-1] += [name.strip() for name in names.split(",") if name.strip()]
    return Aliases(tuple(tuple(term) for term in terms if len(term) > 1))


def _says(text: str, word: str) -> bool:
    """Whether a text has a word, in its singular or plural."""
    if word not in text:  # by far the quickest answer, and the most frequent one
        return False
    return re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", text) is not None
