"""The style sheet: every class and token in it is used, and nothing is used that it lacks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

GENERATOR = Path(__file__).parents[2] / "generator"
STYLE = GENERATOR / "theme/assets/cx.css"
#: A class that a template or a script completes: `cx-tone-{{ tone }}`, `"cx-chart__" + name`.
COMPLETED = re.compile(r"""(cx-[\w-]*(?:-|__))(?=\{\{|["'`]?\s*\+|\$\{)""")


@pytest.fixture(scope="module")
def style() -> str:
    return re.sub(r"/\*.*?\*/", "", STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture(scope="module")
def drawn() -> str:
    """All that writes a class: the templates of the pages, the theme's and the scripts."""
    folders = (GENERATOR / "pages/templates", GENERATOR / "theme")
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return "\n".join(path.read_text(encoding="utf-8") for path in files if path.suffix != ".css")


def test_has_no_class_that_no_page_and_no_script_writes(style: str, drawn: str) -> None:
    written = set(re.findall(r"cx-[\w-]+", drawn))
    beginnings = tuple(COMPLETED.findall(drawn))
    classes = set(re.findall(r"\.(cx-[\w-]+)", style))
    assert len(classes) > 100
    assert {"cx-tone-", "cx-notice--"} <= set(beginnings)
    assert [
        name for name in sorted(classes) if name not in written and not name.startswith(beginnings)
    ] == []


def test_uses_the_tokens_that_it_defines_and_no_others(style: str) -> None:
    used = set(re.findall(r"var\((--cx-[\w-]+)", style))
    assert used == set(re.findall(r"(--cx-[\w-]+):", style))


def test_gives_the_dark_scheme_every_colour(style: str) -> None:
    light, dark = (
        set(re.findall(r"(--cx-[\w-]+): #", block))
        for block in re.findall(
            r'\[data-md-color-scheme="(?:default|slate)"\] \{(.*?)\}', style, re.DOTALL
        )[:2]
    )
    assert len(light) > 10
    assert light == dark


def test_names_colours_among_the_tokens_alone(style: str) -> None:
    _, _, rules = style.partition(".cx-unseen {")
    screen, _, paper = rules.partition("@media print")
    assert re.findall(r"#[0-9a-f]{6}\b", screen) == []
    assert "@media screen" in screen
    assert "--cx-good:" not in paper
