"""The words that a reader meets on a page with its folds closed: what a budget counts.

A word is a token with a letter or digit. Not counted: what stands inside pictures, in closed
folds but for their summaries, in navigation, among the choices of a field, and what is hidden.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"})
_SKIPPED = frozenset({"svg", "nav", "script", "style", "template", "footer", "noscript", "option"})
_UNSEEN = frozenset({"cx-unseen", "headerlink"})
_WORD = re.compile(r"[^\W_]")


class _Counter(HTMLParser):
    """Collects the text of the article that is seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._article = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        values = dict(attrs)
        parent, hidden = self._open[-1] if self._open else ("", False)
        folded = parent == "details" and tag != "summary"
        classes = set((values.get("class") or "").split())
        hidden = (
            hidden or folded or tag in _SKIPPED or "hidden" in values or bool(classes & _UNSEEN)
        )
        if tag == "details" and "open" in values:
            tag = "details open"
        self._open.append((tag, hidden))
        self._article += tag == "article"

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, _ = self._open.pop()
            if name.split()[0] == tag:
                break
        self._article -= tag == "article"
        self.text.append(" ")

    def handle_data(self, data: str) -> None:
        if self._article > 0 and not (self._open and self._open[-1][1]):
            self.text.append(data)


def seen_text(html: str) -> str:
    """The text of a page's article that is seen with folds closed."""
    counter = _Counter()
    counter.feed(html)
    return "".join(counter.text)


def words_seen(html: str) -> int:
    """How many words a reader meets on a page."""
    return sum(bool(_WORD.search(token)) for token in seen_text(html).split())
