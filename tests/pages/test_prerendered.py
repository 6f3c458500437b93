"""Pages that are made without Markdown: as Markdown and search would have made them."""

from __future__ import annotations

import json
from pathlib import Path

import markdown
import pytest

from generator.pages.prerendered import anchors, as_html, words
from tests.pages.company import built, tiny_site, write_project

PAGE = """\
# Value &#38; more&#58; 100&#37;

<p class="cx-finding">Says it.</p>
<ul class="cx-list">
<li>One <a href="x/">link</a></li>
</ul>

## Part

<div id="here"><p>Text</p></div>

### Smaller

## Part
"""


def test_headings_are_those_of_markdown() -> None:
    by_markdown = markdown.Markdown(extensions=["toc"])
    html = by_markdown.convert(PAGE)
    mine, headings = as_html(PAGE)
    assert [line for line in mine.splitlines() if line.startswith("<h")] == [
        line for line in html.splitlines() if line.startswith("<h")
    ]
    told = by_markdown.toc_tokens  # type: ignore[attr-defined]  # set by the extension

    def bare(tokens: list[dict[str, object]]) -> list[object]:
        return [
            (token["level"], token["id"], bare(token["children"]))  # type: ignore[arg-type]
            for token in tokens
        ]

    assert bare(headings) == bare(told)


def test_every_page_of_a_company_is_made_of_headings_and_blocks() -> None:
    for page in tiny_site().pages:
        html, _ = as_html(page.markdown)
        starts = [line for block in html.split("\n\n") for line in block.strip().splitlines()[:1]]
        assert [start for start in starts if not start.startswith("<")] == [], page.src_uri


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<p class="a">One <span>two</span></p>', '<p class="a">One two</p>'),
        ("<dl><div><dt>Owner</dt> <dd>Lead</dd></div></dl>", "Owner Lead"),
        ("<h2 id='a'>A</h2>\n<ul><li>x</li></ul>", "<h2 id='a'>A</h2>\n<ul><li>x</li></ul>"),
        ("<pre><code>x</code></pre><!-- no -->", "<pre><code>x</code></pre>"),
        (
            '<h1>A</h1><p><span class="f" data-cx-owner>Lead</span> monthly</p>',
            "<h1>A</h1> Lead monthly ",
        ),
        (
            '<h1>A</h1><p><span data-cx-owner><a href="../o/#owner-1">Lead</a></span> monthly</p>',
            "<h1>A</h1> Lead monthly ",
        ),
        (
            "<h1>T</h1><h2>A</h2>\n<h2>B</h2><p>x</p><h2>C</h2>\n<!-- no -->",
            "<h1>T</h1><h2>B</h2><p>x</p>",
        ),
        ("<table><caption>A</caption><thead><tr><th>B</th></tr></thead><td>x</td></table>", "x"),
        ('<p class="cx-quiet">See: <a href="../">More</a></p><p>x</p>', "<p>x</p>"),
        ('<p class="cx-quiet">Said.</p>', '<p class="cx-quiet">Said.</p>'),
        ("<span data-search-exclude>x</span>", "<span data-search-exclude>x</span>"),
    ],
)
def test_words_lose_the_tags_that_search_has_no_use_for(html: str, said: str) -> None:
    assert words(html) == said


def test_anchors() -> None:
    assert anchors('<h1 id="a">x</h1><div class="c" id="b-2"></div>') == {"a", "b-2"}


def test_search_finds_the_words_and_pages_have_their_tags(tmp_path: Path) -> None:
    data = {
        "departments.csv": "department,name\nservice,Service\n",
        "metrics.csv": (
            "metric,name,department,better,owner\nspeed,Reply time,service,lower,Night owl\n"
        ),
        "measurements/a.csv": "metric,date,value\nspeed,2026-01,4\nspeed,2026-02,5\n",
    }
    site = built(write_project(tmp_path, data, options={"promise_goal": None}))
    search = site.folder / "search"
    names = json.loads((search / "search_index.json").read_text(encoding="utf-8"))["docs"]
    (metrics, *_) = names["groups"]
    assert (metrics["names"], metrics["others"]) == (["Reply time"], ["Night owl"])
    assert "Night owl" in (search / "text-0.json").read_text(encoding="utf-8")
    page = (site.folder / "metrics" / "speed" / "index.html").read_text(encoding="utf-8")
    assert '<h1 id="reply-time' in page
    assert 'class="md-skip"' in page
