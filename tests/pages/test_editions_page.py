"""The list of editions: each with its day, its goals by pile and the sentence that summed it up."""

from __future__ import annotations

import re
from pathlib import Path

from generator.build import Site
from tests.changes.company import VALUES, files, past_of, site


def listed(made: Site) -> str:
    (page,) = [page.markdown for page in made.pages if page.src_uri == "editions/index.md"]
    return page


def words(html: str) -> str:
    plain = re.sub(r"<[^>]+>", " ", html).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", plain)


def test_this_edition_and_those_before_it(tmp_path: Path) -> None:
    first = site(tmp_path / "a", files(), "2026-09-20", version="2026-Q3")
    second = site(tmp_path / "b", files(values=VALUES[:10]), "2026-11-20", past=past_of(first))
    page = listed(second)
    assert "2 editions since 20 September 2026" in words(page)
    assert re.findall(r"<strong>(.*?)</strong>", page) == [
        "2026-Q4",
        '<a href="../../2026-Q3/index.html">2026-Q3</a>',
    ]
    assert [words(label) for label in re.findall(r'role="img" aria-label="([^"]*)"', page)] == [
        "2026-Q4: 1 open goal: 1 needs watching.",
        "2026-Q3: 1 open goal: 1 is on track.",
    ]
    assert page.index("No goal needs a decision; 1 needs") < page.index(
        "The one open goal is on track"
    )


def test_the_current_state_is_no_edition_yet(tmp_path: Path) -> None:
    first = site(tmp_path / "a", files(), "2026-09-20", version="2026-Q3")
    now = site(tmp_path / "b", files(), "2026-11-20", version="next", past=past_of(first))
    assert "1 edition, which speaks from 20 September 2026." in words(listed(now))
    assert "<strong>Next edition, as it is now</strong>" in listed(now)


def test_where_no_edition_was_released_there_is_no_list(tmp_path: Path) -> None:
    alone = site(tmp_path / "a", files(), "2026-09-20", version="next")
    assert "editions/index.md" not in {page.src_uri for page in alone.pages}
