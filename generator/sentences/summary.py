"""The edition in 150 words: what a leader reads in an e-mail before opening the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Longer than that it is not read.
MOST_WORDS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the summary: a title that may lead somewhere, and what is said.

    A point is one of several, and is left out where the words run out.
    """

    text: str
    title: str = ""
    href: str = ""
    point: bool = False

    @property
    def words(self) -> int:
        """How many words it has; an address is none."""
        return len(f"{self.title} {self.text}".split())


def within_words(lines: Iterable[Line], most: int = MOST_WORDS) -> Iterator[Line]:
    """The lines that fit into so many words: whole ones, the first points before later ones."""
    lines = list(lines)
    left = most - sum(line.words for line in lines if not line.point)
    for line in lines:
        if line.point:
            if line.words > left:
                left = 0
                continue
            left -= line.words
        yield line
