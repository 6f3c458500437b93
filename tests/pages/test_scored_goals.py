"""A goal that was scored shows the figure that decided it on every page."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from generator.build import Site
from tests.changes.company import VALUES, files, site


def made_of(made: Site, page: str) -> str:
    """The HTML of a page with what is put into it."""
    (found,) = [one for one in made.pages if one.src_uri == page]
    return unescape("".join(found.fragments.values())).replace("\N{NO-BREAK SPACE}", " ")


def test_the_figure_that_decided_stands_everywhere(tmp_path: Path) -> None:
    """Due in June with 50 %; October has 55 %."""
    goal = {"due": "2026-06-30"}
    made = site(tmp_path, files(goal=goal, values=VALUES[:10]), "2026-11-20")
    texts = {
        page.src_uri: unescape(
            re.sub(r"<[^>]+>", " ", page.markdown + "".join(page.fragments.values()))
        ).replace("\N{NO-BREAK SPACE}", " ")
        for page in made.pages
    }
    since = "June 2026; since then 55 % in October 2026"
    for page in ("goals/index.md", "goals/solved-60.md", "board/index.md"):
        text = re.sub(r"\s+", " ", texts[page])
        assert "50 %" in text, page
        assert page == "goals/index.md" or since in text, page
    assert since in made_of(made, "goals/index.md")
    for page, text in texts.items():
        if not page.startswith(("metrics", "methods", "index", "departments", "people")):
            assert "55 %" not in text.replace(since, ""), page
