"""A built site as a reader's browser meets it: every page's links, headings, pictures and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "code",
        "em",
        "i",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "var",
        "bdi",
        "button",
    ]
)
VOID = frozenset(
    ["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_SILENT = frozenset({"script", "style", "svg", "template", "pre"})  # no prose
#: The inside of a drawing says nothing that its label does not say: it is left out at once.
_DRAWING = re.compile(r"(<svg\b[^>]*>).*?</svg>", re.DOTALL)
#: What makes a browser ask for a file without a reader's doing.
_FETCHING = frozenset(
    {
        ("img", "src"),
        ("script", "src"),
        ("link", "href"),
        ("iframe", "src"),
        ("source", "src"),
        ("source", "srcset"),
        ("object", "data"),
        ("embed", "src"),
        ("video", "src"),
        ("audio", "src"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An address in a page, and where it stands."""

    tag: str
    attribute: str
    address: str

    @property
    def fetches(self) -> bool:
        """Whether the browser asks for it by itself."""
        return (self.tag, self.attribute) in _FETCHING


@dataclass(slots=True, kw_only=True)
class Heading:
    """A heading, and how much stands under it before the next one."""

    level: int
    text: str = ""
    under: int = 0


@dataclass(slots=True, kw_only=True)
class Facts:
    """What one page holds; headings and words are those of its article."""

    path: str
    html: str
    ids: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    drawings: list[str | None] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, facts: Facts) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = facts
        self._open: list[str] = []
        self._heading: Heading | None = None
        self._picture = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if "id" in values:
            self.facts.ids.append(values["id"])
        self.facts.references += [
            Reference(tag=tag, attribute=name, address=values[name])
            for name in ("href", "src", "srcset", "data", "action", "poster")
            if name in values and (tag, name) != ("form", "data")
        ]
        if "article" not in self._open:
            return
        if tag == "svg" and values.get("role") == "img":
            # Of the pictures of a chart one is shown, so they have one name: that of the first.
            picture = values.get("class", "")
            if picture != "cx-phone" and (self._picture, picture) != ("cx-wide", "cx-laptop"):
                self.facts.drawings.append(values.get("aria-label"))
                self._note()
            self._picture = picture
        if tag not in INLINE:
            self._end_block()
        if re.fullmatch(r"h[1-6]", tag):
            self._heading = Heading(level=int(tag[1]))
            self.facts.headings.append(self._heading)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        if tag not in INLINE:
            self._end_block()
        if self._heading is not None and tag == f"h{self._heading.level}":
            self._heading = None
        while self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "article" not in self._open or _SILENT & set(self._open[-3:]):
            return
        self._text.append(data)
        if self._heading is not None:
            self._heading.text += data
        elif data.strip():
            self._note()

    def _note(self) -> None:
        if self._heading is None and self.facts.headings:
            self.facts.headings[-1].under += 1

    def _end_block(self) -> None:
        text = "".join(self._text).strip("\n")
        if text.strip():
            self.facts.blocks.append(text)
        self._text = []


def facts_of(path: str, html: str) -> Facts:
    """The facts of one page."""
    facts = Facts(path=path, html=html)
    _Reader(facts).feed(_DRAWING.sub(r"\1</svg>", html))
    return facts


@dataclass(frozen=True, kw_only=True)
class BuiltSite:
    """A built site on disk."""

    folder: Path

    @cached_property
    def pages(self) -> tuple[Facts, ...]:
        """Every page but 404, which stands at no address of its own."""
        return tuple(
            facts_of(path.relative_to(self.folder).as_posix(), path.read_text(encoding="utf-8"))
            for path in sorted(self.folder.rglob("*.html"))
            if path.name != "404.html"
        )

    def page(self, path: str) -> Facts:
        """One page by its file."""
        return next(facts for facts in self.pages if facts.path == path)

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file by its path from the root."""
        return frozenset(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.is_file()
        )

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        return {facts.path: frozenset(facts.ids) for facts in self.pages}

    def broken(self) -> list[str]:
        """Every reference that leads to no file or to no anchor."""
        return [
            f"{facts.path}: {reference.address}"
            for facts in self.pages
            for reference in set(facts.references)
            if not self._resolves(facts.path, reference.address)
        ]

    def target(self, path: str, address: str) -> str | None:
        """The file to which an address of this site leads from a page."""
        return _joined(path, unquote(urlsplit(address).path)) if address else path

    def _resolves(self, path: str, address: str) -> bool:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return parts.scheme in ("https", "http", "mailto", "data")
        target = path
        if parts.path:
            found = _joined(path, unquote(parts.path))
            if found is None:
                return False
            target = found
        if target not in self.files:
            return False
        anchor = unquote(parts.fragment)
        return not anchor or anchor in self._ids.get(target, ()) or anchor.startswith("__")

    def off_origin(self) -> list[str]:
        """What the browser would fetch from another origin, by page or style sheet."""
        found = [
            f"{facts.path}: {reference.address}"
            for facts in self.pages
            for reference in facts.references
            if reference.fetches
            and re.match(r"(?:[a-z]+:)?//", reference.address)
            and not _names_only(facts.html, reference)
        ]
        for name in sorted(self.files):
            if name.endswith(".css"):
                text = (self.folder / name).read_text(encoding="utf-8")
                found += [
                    f"{name}: {address}"
                    for address in re.findall(
                        r"""(?:@import\s+|url\()\s*["']?((?:https?:)?//[^"')\s]+)""", text
                    )
                ]
        return found


def _names_only(html: str, reference: Reference) -> bool:
    """A canonical address, or the page before or after, is named and not fetched."""
    pattern = rf'<link rel="(?:canonical|prev|next)" href="{re.escape(reference.address)}"'
    return reference.tag == "link" and re.search(pattern, html) is not None


def _joined(page: str, address: str) -> str | None:
    """The file that an address leads to from a page; None where it climbs above the root."""
    if address.startswith("/"):
        return None
    parts = page.split("/")[:-1]
    for part in address.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in (".", ""):
            parts.append(part)
    if address.endswith(("/", "/.", "..")) or address == "." or not parts:
        parts.append("index.html")
    return "/".join(parts)


def heading_faults(facts: Facts) -> Iterator[str]:
    """What is wrong with the headings of a page: too many h1, a level left out, an empty one."""
    levels = [heading.level for heading in facts.headings]
    if levels.count(1) != 1 or levels[:1] != [1]:
        yield f"{facts.path}: {levels.count(1)} h1, the first heading is h{levels[:1]}"
    for before, heading in zip(levels, facts.headings[1:], strict=False):
        if heading.level > before + 1:
            yield f"{facts.path}: h{heading.level} {heading.text!r} follows h{before}"
    following = [*levels[1:], 0]
    for heading, after in zip(facts.headings, following, strict=True):
        if not heading.text.strip():
            yield f"{facts.path}: an h{heading.level} without words"
        if heading.under == 0 and after <= heading.level:
            yield f"{facts.path}: nothing stands under {heading.text!r}"
