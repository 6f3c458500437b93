"""Other names: what a company's own glossary calls a metric besides its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.wording import collapse_whitespace

#: The page among those written by hand that is the glossary.
GLOSSARY = "glossary.md"

_TERM = re.compile(r"^#{2,6} +(.+?)(?: +\(([^)]+)\))? *#*$")
_OTHERS = re.compile(r"Also called:? +(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Names:
    """The terms of a glossary that have several names, each with all of them.

    A term is a heading below the first level; its short form stands in brackets behind it, and
    other names in a paragraph of their own: `Also called: retention, contracts kept.`
    """

    terms: tuple[tuple[str, ...], ...] = ()

    def of(self, name: str) -> tuple[str, ...]:
        """The other names of what a name speaks of, the longest term in it first."""
        found = sorted(self._in(name), key=lambda place: place[0] - place[1])
        covered: list[tuple[int, int]] = []
        others: list[str] = []
        for start, end, term in found:
            if any(first <= start and end <= last for first, last in covered):
                continue  # "net promoter score" within "employee net promoter score"
            covered.append((start, end))
            others += [other for other in term if other.casefold() not in name.casefold()]
        return tuple(dict.fromkeys(others))

    def _in(self, name: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        for term in self.terms:
            for word in term:
                place = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", name, re.IGNORECASE)
                if place:
                    yield *place.span(), term


def names_in(glossary: str) -> Names:
    """The names that a glossary states, in its order."""
    terms: list[list[str]] = []
    for paragraph in re.split(r"\n\s*\n", glossary):
        head = _TERM.match(paragraph.strip())
        others = _OTHERS.fullmatch(paragraph.strip())
        if head:
            terms.append([name for name in head.groups() if name])
        elif others and terms:
            listed = collapse_whitespace(others[1]).removesuffix(".")
            terms[-1] += [name.strip() for name in listed.split(",") if name.strip()]
    return Names(tuple(tuple(term) for term in terms if len(term) > 1))
