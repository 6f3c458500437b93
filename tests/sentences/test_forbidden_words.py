"""Words and turns that no reader meets: in sentences, templates and the pages of the sample."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from html import unescape
from pathlib import Path

import pytest

from generator.build import read_context
from generator.configuration import plugin_options
from generator.model.edition import BuildContext
from generator.model.settings import parse_settings
from generator.model.tables import TABLES
from generator.pages.context import SiteContext
from generator.pages.site import write_pages
from generator.past.build_date import resolve_as_of
from tests.syntax import tree_of

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "generator"
SENTENCES = sorted((PACKAGE / "sentences").glob("*.py"))
TEMPLATES = sorted(
    path
    for folder in ("pages/templates", "messages/templates", "theme")
    for path in (PACKAGE / folder).rglob("*")
    if path.suffix in (".md", ".html", ".txt")
)
#: What is not written, and how it is said instead.
FORBIDDEN = {
    r"\breally\b": "leave it out: improved, worsened",
    r"\bhardly be\b": "unlikely",
    r"\bof the way\b": "the share of the distance: 30 % done",
    r"\bstands\b": "is",
    r"\blies\b": "is",
    r"\bis told\b": "who says it: the site names",
    r"\b[Ww]hose\b[^.]*\bwhat\b": "one clause about each",
    r"\bone (?:may|can|must|should|has|knows|cannot)\b": "you, or who it is",
    r"(?:^|[.!?]\s+)(?:What|Whoever|Who)\b[^?.]*\b(?:is|are|has|have|comes?|counts?)\b[^?]*\.": (
        "the thing first: no sentence begins with a relative clause"
    ),
}
_PATTERNS = {re.compile(pattern): instead for pattern, instead in FORBIDDEN.items()}
_COMMENT = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<svg.*?</svg>|<script.*?</script>", re.DOTALL
)
_TAG = re.compile(r"<[^>]*>")


def faults(text: str) -> list[str]:
    """The forbidden pieces of a text, each with what to write instead."""
    return [
        f"{found[0].strip()[:80]!r}: {instead}"
        for pattern, instead in _PATTERNS.items()
        for found in pattern.finditer(text)
    ]


def literals(path: Path) -> list[str]:
    """The texts of a module that readers may see: no docstring, and nothing of one word."""
    tree = tree_of(path)
    quoted = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in quoted
        and " " in node.value
    ]


def shown(template: str) -> str:
    """The text of a template without its markup; each block is a line of its own."""
    bare = _COMMENT.sub("…", template)
    return unescape(_TAG.sub("\n", bare))


@pytest.mark.parametrize("path", SENTENCES, ids=lambda path: path.name)
def test_no_sentence_says_them(path: Path) -> None:
    assert [fault for text in literals(path) for fault in faults(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_says_them(path: Path) -> None:
    lines = shown(path.read_text(encoding="utf-8")).splitlines()
    assert [fault for line in lines for fault in faults(line)] == []


@pytest.mark.sample
def test_no_page_of_the_sample_says_them() -> None:
    settings = parse_settings(plugin_options((ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    context = read_context(
        ROOT / "data", settings, resolve_as_of(settings, {}, ROOT), BuildContext()
    )
    ours = own_words(context)
    found = []
    for page in write_pages(context):
        if page.src_uri == "data/dictionary.md":  # the dictionary describes columns by noun phrases
            continue
        for line in shown(page.markdown).splitlines():
            said = " ".join(line.split())
            for text in ours:
                said = said.replace(text, "…")
            found += [f"{page.src_uri}: {fault}" for fault in faults(said)]
    assert found == []


def own_words(context: SiteContext) -> list[str]:
    """The texts of the sample's tables: people write as they like."""
    return [
        " ".join(value.split())
        for table in TABLES
        for row in context.report.dataset.rows(table.row)
        for field in fields(row)
        if isinstance(value := getattr(row, field.name), str) and " " in value
    ]
