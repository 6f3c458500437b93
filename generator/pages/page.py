"""What the room gives: pages, assets and the fragments that are put into pages at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

#: Begins an address inside a fragment, in place of the way up to the site's root.
ROOT = "cx-root:/"

_FRAGMENT = re.compile(r"<!-- cx:fragment (\S+) -->")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its source address (`goals/nps.md`), its Markdown and its plain title.

    `in_nav` pages stand in the navigation; the others are reached by links and search.
    """

    src_uri: str
    markdown: str
    title: str
    in_nav: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file beside the pages."""

    src_uri: str
    content: str | bytes


def placeholder(key: str) -> str:
    """Where a fragment goes; it is put in when Markdown and search are done with the page.

    A key may hold the words of a segment, so it is written without a sign that means anything.
    """
    return f"<!-- cx:fragment {quote(key)} -->"


def with_fragments(text: str, fragments: Mapping[str, str], root: str) -> str:
    """A page with its fragments put in; `root` leads from the page to the site's root."""
    return _FRAGMENT.sub(lambda mark: fragments[unquote(mark[1])].replace(ROOT, root), text)
