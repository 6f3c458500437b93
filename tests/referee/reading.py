"""What a built page says: its texts as a reader meets them, each with what it is about.

A text is what stands in one block: a heading, a paragraph, an item of a list, a cell. A cell comes
as `head | cell`, after its row's own head where that is no link. What only some meet (titles, names
for those who cannot see, the words of a sign) is a text of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from tests.pages.crawl import INLINE, VOID

_SILENT = frozenset({"script", "style", "nav", "template", "option"})
#: Elements whose links say what the texts within are about.
_SUBJECTS = frozenset({"li", "tr", "p", "figure", "dd", "td", "th", "caption", "summary", "h2"})
#: What tells of the promise: Home, the cover of the board pack, the summary and the feed.
HOMES = ("", "board", "summary", "feed", "feed/before")
_NAMED = ("aria-label", "title", "data-cx-label")
#: Parts of a line that are texts of their own.
_APART = frozenset(
    {"cx-headline__fact", "cx-note", "cx-questions__why", "cx-facts__note", "cx-chip", "cx-mark"}
    | {"cx-findings__more", "cx-count", "cx-dots", "cx-more"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of a page; `about` are the addresses that it links to, from the site's top."""

    page: str
    text: str
    about: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Open:
    tag: str
    classes: frozenset[str]
    links: list[str] = field(default_factory=list)
    texts: list[tuple[str, list[str]]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the texts of an article."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.found: list[Text] = []
        self._open: list[_Open] = []
        self._text: list[str] = []
        self._unseen: list[str] = []
        self._heads: list[str] = []
        self._row: tuple[str, bool] | None = None
        self._term = ""
        self._how = ""
        self._column = 0
        self._label = ""
        self._group: list[str] = []

    # The place of a text: its subjects are the links of the nearest block that has any.
    def _emit(self, text: str, at: int) -> None:
        text = " ".join(text.split())
        if not re.search(r"\w", text):
            return
        for one in reversed(self._open[:at]):
            if one.tag in _SUBJECTS:
                one.texts.append((text, []))
                return
        self.found.append(Text(page=self.page, text=text))

    def _address(self, href: str) -> str:
        parts = urlsplit(urljoin(f"//site/{self.page}/" if self.page else "//site/", href))
        if parts.netloc != "site":
            return ""
        path = parts.path.strip("/")
        return unquote(f"{path}#{parts.fragment}" if parts.fragment else path)

    def _inside(self, *tags: str) -> bool:
        return any(one.tag in tags for one in self._open)

    def handle_starttag(  # noqa: C901, PLR0912 -- one kind of tag after the other
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        values = {name: value or "" for name, value in attrs}
        classes = frozenset(values.get("class", "").split())
        if not self._inside("article"):
            if tag == "article":
                self._open.append(_Open(tag=tag, classes=classes))
            return
        if (tag not in INLINE and not self._inside("thead")) or classes & _APART:
            self._end_block()
        if tag in VOID:
            return
        self._open.append(_Open(tag=tag, classes=classes))
        if tag == "thead":
            self._heads = []
        if tag == "figure" and self.page in HOMES:
            self._open[-1].links.append(f"metrics/{values.get('id', '').removeprefix('chart-')}")
        if re.match(r"(handoff|touchpoint)-", values.get("id", "")):
            self._open[-1].links.append(f"{self.page}#{values['id']}")
        if tag == "tr":
            self._row, self._column = None, 0
            self._open[-1].links += self._group
        if tag == "table":
            self._group = []
        if tag in ("td", "th"):
            self._label = values.get("data-label", "") if self._within("cx-heat") else ""
        if tag == "a" and values.get("href"):
            for one in reversed(self._open):
                if one.tag in _SUBJECTS:
                    one.links.append(self._address(values["href"]))
                    break
        if self._silent():
            return
        if "cx-phone" not in classes:
            for name in _NAMED:
                if values.get(name) and not (name == "title" and "cx-shape" in classes):
                    own = self._address(values["href"]) if values.get("href") else ""
                    self._named(values[name], own)

    def _named(self, text: str, own: str) -> None:
        if own:
            self.found.append(Text(page=self.page, text=" ".join(text.split()), about=(own,)))
        else:
            self._emit(text, len(self._open))

    def _within(self, *classes: str) -> bool:
        return any(one.classes & set(classes) for one in self._open)

    def _silent(self) -> bool:
        return self._inside(*_SILENT) or self._within("cx-handoffs__heads")

    def handle_endtag(self, tag: str) -> None:
        if not any(one.tag == tag for one in self._open):
            return
        if tag not in INLINE:
            self._end_block()
        while self._open:
            if self._open[-1].classes & _APART:
                self._end_block()
            one = self._open.pop()
            if "cx-unseen" in one.classes and self._unseen:
                self._emit(self._cell("".join(self._unseen)), len(self._open))
                self._unseen = []
            if one.tag in ("td", "th"):
                self._column += 1
            if "cx-rows__group" in one.classes:
                self._group = one.links
            self._close(one)
            if one.tag == tag:
                break

    def _close(self, one: _Open) -> None:
        """Texts of a block without links go to the block around it."""
        if not one.texts and not one.links:
            return
        outer = next((each for each in reversed(self._open) if each.tag in _SUBJECTS), None)
        if one.links or outer is None:
            for text, _ in one.texts:
                self.found.append(
                    Text(page=self.page, text=text, about=tuple(dict.fromkeys(one.links)))
                )
            if outer is not None and one.tag in ("th", "td", "p", "h2"):
                outer.links += one.links
        else:
            outer.texts += one.texts

    def handle_data(self, data: str) -> None:
        if not self._inside("article") or self._silent() or self._inside("svg"):
            return
        if self._within("cx-shape", "headerlink"):
            return
        unseen = self._within("cx-unseen")
        (self._unseen if unseen else self._text).append(data)

    def _cell(self, text: str) -> str:
        """A text with the heads of its column and row where it stands in a cell."""
        cell = next((one for one in reversed(self._open) if one.tag in ("td", "th", "dd")), None)
        if cell is None or self._inside("thead"):
            return text
        if cell.tag == "dd":
            return f"{self._term} | {text}" if self._term else text
        if cell.tag == "th":
            if self._row is None:
                self._row = (" ".join(text.split()), bool(cell.links))
            return text
        heads = dict(enumerate(self._heads))
        head = self._label or heads.get(self._column, "")
        row = f"{self._row[0]} | " if self._row and not self._row[1] else ""
        if head == "How":
            self._how = " ".join(text.split())
            return ""
        if head == "Result":
            return f"{row}{self._how} = {text}"
        return f"{row}{head} | {text}"

    def _end_block(self) -> None:
        text = "".join(self._text)
        self._text = []
        if self._inside("thead") and self._open[-1].tag in ("th", "td"):
            text = text if text.strip() else "".join(self._unseen)
            self._unseen = []
            self._heads.append(" ".join(text.split()))
        if self._inside("dt") and text.strip():
            self._term = " ".join(text.split())
        if text.strip():
            self._emit(self._cell(text), len(self._open))


def texts_of(html: str, page: str) -> list[Text]:
    """The texts of a page at an address, `""` being the first page of the site."""
    reader = _Reader(page)
    reader.feed(html)
    return list(dict.fromkeys(reader.found))


def feed_texts(xml: str, base: str = "//site/") -> list[Text]:
    """The texts of a feed, each about the page that its entry leads to.

    What an entry of the edition before says stands on `feed/before`.
    """
    name, found = "{http://www.w3.org/2005/Atom}", []
    for entry in ET.fromstring(xml).iter(f"{name}entry"):  # noqa: S314 -- our own
        link = entry.find(f"{name}link")
        href = (link.get("href") or "" if link is not None else "").removeprefix(base)
        page = "feed/before" if href.startswith("../") else "feed"
        about = tuple(filter(None, [href.strip("./")])) if page == "feed" else ()
        texts = (entry.findtext(f"{name}{part}") or "" for part in ("title", "summary"))
        found += [Text(page=page, text=" ".join(text.split()), about=about) for text in texts]
    return found


def pages_of(site: Path) -> Iterator[tuple[str, str]]:
    """Each page of a built site by its address."""
    for path in sorted(site.rglob("index.html")):
        place = path.parent.relative_to(site).as_posix()
        yield "" if place == "." else place, path.read_text(encoding="utf-8")
