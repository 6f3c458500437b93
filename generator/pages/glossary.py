"""The glossary: which of its terms a page uses, and where each is explained."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown.extensions.toc import slugify

_HEADING = re.compile(r"(?m)^(#{2,6}) +(.+?) *#*$")
_SHORT_FORM = re.compile(r"^(.+?) +\(([^)]+)\)$")
_TAG = re.compile(r"<[^>]*>")
_SEPARATOR = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term with the words that stand for it, folded, and its place on the page."""

    name: str
    words: tuple[str, ...]
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """The terms in the order of the glossary."""

    terms: tuple[Term, ...] = ()

    def used_in(self, page: str) -> tuple[Term, ...]:
        """The terms that a page of HTML and Markdown says as whole words, once or more."""
        if not self.terms:
            return ()
        text = _TAG.sub(" ", page).casefold()
        return tuple(term for term in self.terms if any(_says(text, word) for word in term.words))


def glossary_in(text: str) -> Glossary:
    """The terms of a glossary: its headings of the lowest level, a short form in brackets."""
    headings = [(len(marks), title) for marks, title in _HEADING.findall(text)]
    lowest = max((level for level, _ in headings), default=0)
    return Glossary(terms=tuple(_term(title) for level, title in headings if level == lowest))


def _term(title: str) -> Term:
    short = _SHORT_FORM.match(title)
    names = short.groups() if short else (title,)
    return Term(
        name=names[0],
        words=tuple(name.casefold() for name in names),
        anchor=slugify(title, _SEPARATOR),
    )


def _says(text: str, word: str) -> bool:
    """Whether a text has a word, in its singular or plural."""
    if word not in text:  # by far the quickest answer, and the most frequent one
        return False
    return re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", text) is not None
