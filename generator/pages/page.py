"""What this room gives: pages with the HTML that is put into them at the end, and assets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from markupsafe import Markup

#: Begins an address inside a fragment, in place of the way up to the site's root.
ROOT = "cx-root:/"

_FRAGMENT = re.compile(r"<!-- cx:fragment (\S+) -->")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its source address (`goals/nps.md`), its Markdown and its plain title.

    An `in_nav` page stands in the navigation; readers reach the others by links and search.
    `fragments` is HTML by the key of its placeholder; search and Markdown do not read it.
    """

    src_uri: str
    markdown: str
    title: str
    in_nav: bool = False
    fragments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fragment:
    """HTML that comes into a page when Markdown and search have read it, by a key of its own."""

    key: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file beside the pages."""

    src_uri: str
    content: str | bytes


def placeholder(key: str) -> Markup:
    """Where a fragment goes. A key may hold the words of a segment, so it is quoted."""
    return Markup(f"<!-- cx:fragment {quote(key)} -->")  # noqa: S704 -- nothing in it is left bare


def folds_key(key: str) -> str:
    """The key of what stands behind folds under a chart, by that of the chart."""
    return f"{key}//folds"


def folds_of(key: str) -> Markup:
    """Where the folds of a chart go."""
    return placeholder(folds_key(key))


def with_folds(key: str) -> Markup:
    """Where a chart goes with its folds under it."""
    return placeholder(key) + "\n\n" + folds_of(key)


def with_fragments(text: str, fragments: Mapping[str, str], root: str) -> str:
    """A page with its fragments put in; `root` leads from the page to the site's root."""
    return _FRAGMENT.sub(lambda mark: fragments[unquote(mark[1])].replace(ROOT, root), text)
