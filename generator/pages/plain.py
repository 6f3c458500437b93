"""A page without Markdown: its HTML, the words that search reads of it, and its anchors.

Templates make pages of HTML blocks and headings. To turn the headings is all that Markdown would
do, and to find the words among the tags most of what search would: here both take a tenth of that.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from markdown.extensions.toc import nest_toc_tokens, slugify, unique

_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
# Tags that search keeps, or takes for the head of a section; every other one is only in its way.
_IDLE_TAG = re.compile(r"<(?!/?(?:h[1-6]|p|ul|ol|li|code|pre|sub|sup)\b)[^>]*>")
_BLOCK = re.compile(r"</?(?:p|ul|ol|li|pre)\b[^>]*>")
_LEFT_OUT = "data-search-exclude"
_ANCHOR = re.compile(r'<[^>]* id="([^"]+)"')


def as_html(markdown: str) -> tuple[str, list[Any]]:
    """The HTML of a page of HTML blocks and headings, and its headings as Markdown tells them."""
    used: set[str] = set()
    headings: list[Any] = []

    def heading(line: re.Match[str]) -> str:
        level, text = len(line[1]), line[2].strip()
        name = _TAG.sub("", text)
        anchor = unique(slugify(unescape(name), "-"), used)
        headings.append({"level": level, "id": anchor, "name": name})
        return f'<h{level} id="{anchor}">{text}</h{level}>'

    html = _HEADING.sub(heading, markdown)
    return html, nest_toc_tokens(headings)


def words(html: str) -> str:
    """What search needs of a page: its text in sections, paragraphs and lists."""
    if _LEFT_OUT in html:
        return html
    title, end, text = _IDLE_TAG.sub("", html).partition("</h1>")
    opening, section, rest = text.partition("<h2")
    # What a page opens with is found in one piece, so that its answer shows whatever was sought.
    return title + end + _BLOCK.sub(" ", opening) + section + rest


def anchors(html: str) -> set[str]:
    """Every place of a page that a link can go to."""
    return set(_ANCHOR.findall(html))
