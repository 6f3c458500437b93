"""A page without Markdown: its HTML, the words that search reads of it, and its anchors.

Templates make pages of HTML blocks and headings. To turn the headings is all that Markdown would
do, and to find the words among the tags most of what search would: here both take a tenth of that.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from markdown.extensions.toc import nest_toc_tokens, slugify, unique

from generator.model.wording import collapse_whitespace

_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
# Tags that search keeps, or takes for the head of a section; every other one is only in its way.
_IDLE_TAG = re.compile(r"<(?!/?(?:h[1-6]|p|ul|ol|li|code|pre|sub|sup)\b)[^>]*>")
_BLOCK = re.compile(r"</?(?:p|ul|ol|li|pre)\b[^>]*>")
# Heads of tables, and lines that lead on: the same on many pages, and nothing is found by them.
_IDLE = re.compile(
    r"<(caption|thead)\b.*?</\1>"
    r"|<p class=\"cx-quiet\">[^<]*<a href=\"[^\"]*\">[^<]*</a></p>",
    re.DOTALL,
)
_EMPTY = re.compile(r"<h([2-6])\b[^>]*>(?:(?!</h\1>).)*</h\1>\s*(?=<h[2-6]\b|\Z)", re.DOTALL)
_OWNER = re.compile(r"<span [^>]*data-cx-owner>(?:<a [^>]*>)?([^<]*)(?:</a>)?</span>")
_H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_FINDING = re.compile(r'<p class="cx-finding">(.*?)(?:<a class="cx-more"|</p>)', re.DOTALL)
_LEFT_OUT = "data-search-exclude"
_FOLD = re.compile(rf"<details\b[^>]*{_LEFT_OUT}(?:(?!<details\b).)*?</details>", re.DOTALL)
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
    html = _FOLD.sub("", html)
    if _LEFT_OUT in html:
        return html
    title, end, text = _IDLE_TAG.sub("", _IDLE.sub("", html)).partition("</h1>")
    opening, section, rest = _EMPTY.sub("", text).partition("<h2")
    return title + end + _BLOCK.sub(" ", opening) + section + rest


def shown_first(html: str, title: str) -> tuple[str, str]:
    """The owner that a page names under its title, and its finding; "" for each without one.

    Where the heading is not the title it is the finding.
    """
    top = html.partition("<h2")[0]
    owner, heading, finding = (pattern.search(top) for pattern in (_OWNER, _H1, _FINDING))
    said = _inline(heading[1]) if heading else ""
    if said == collapse_whitespace(title):
        said = _inline(finding[1]) if finding else ""
    return _inline(owner[1]) if owner else "", said


def text_of_html(html: str) -> str:
    """The text of a piece of HTML, on one line."""
    return collapse_whitespace(unescape(_TAG.sub(" ", html)))


def _inline(html: str) -> str:
    """The text of a heading or paragraph: what its tags divide stays together."""
    return collapse_whitespace(unescape(_TAG.sub("", html)))


def anchors(html: str) -> set[str]:
    """Every place of a page that a link can go to."""
    return set(_ANCHOR.findall(html))
