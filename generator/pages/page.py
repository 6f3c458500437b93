"""What the room gives: pages, assets and the fragments that are put into pages at the end."""

from __future__ import annotations

from dataclasses import dataclass


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
    """Where a fragment goes; it is put in when Markdown and search are done with the page."""
    return f"<!-- cx:fragment {key} -->"
