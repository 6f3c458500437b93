"""Text from tables is text: whatever it holds, it makes no element, no link and no formula.

Every text column of every table, found through the statement of the tables, is planted with
hostile text and with harmless text of the same shape; the two sites must have the same elements.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown import Markdown

import generator.build
from generator.build import Site
from generator.model.schema import Column, Form, Table
from generator.model.tables import TABLES
from generator.pages.escape import escaped
from tests.pages.company import DATA, built, tiny, tiny_site, write_files, write_project

EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "sane_lists",
    "smarty",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
]

HOSTILE = {
    "html": (
        '<script>x()</script><img src=x onerror=x()></p></div></td>"><b onclick="x()">'
        "<!-- x --><?php x ?><![CDATA[x]]></textarea><svg onload=x>"
    ),
    "emphasis": (
        "**x** __x__ *x* _x_ ~~x~~ ~x~ ^^x^^ ^x^ ==x== ++ctrl+alt++ {++x++} {>>x<<} `x` ``x``"
    ),
    "links": (
        "[x](y.md) ![x](y.png) [x]: https://x.test [x][y] [^1] <https://x.test> "
        "https://x.test www.x.test x@x.test [[value nps]] [[chart recommend]] #12 @someone"
    ),
    "blocks": (
        "# x\n## x\n- x\n* x\n+ x\n1. x\n1) x\n> x\n---\n===\n| a | b |\n|---|---|\n| 1 | 2 |\n"
        "```\nx\n```\n~~~\nx\n~~~\n\n    x\n\n!!! note\n    x\n??? x\n    x\nx\n:   x\n"
        "*[x]: y\n[^1]: x"
    ),
    "heading": "# x",
    "list": "- x",
    "number": "1. x",
    "bracket": "1) x",
    "plus": "+ x",
    "rule": "---",
    "quote": "> x",
    "code": "    x",
    "admonition": "!!! note",
    "snippet": '--8<-- "/etc/hosts"',
    "definition": ": x",
    "attributes": (
        'x {: .y #z onclick=x() } {#y} {.z} :smile: :+1: :material-waves: (c) (tm) --> 1/2 "x"'
    ),
    "templates": "{{ 7 * 7 }} {% raw %} {# x #} ${x} $x$ \\(x\\) %s {0}",
    "entities": "&lt;b&gt; &#60;b&#62; &amp;lt; &nbsp; &copy &#x3c;b&#x3e;",
    "ours": (
        "<!-- cx:fragment /goals --> cx:fragment /goals cx-root:/ <!-- cx:held 0 --> "
        "\x02wzxhzdk:0\x03"
    ),
    "unseen": "x\u202ey\u202c\u2066z\u2069\u200f x\x07\x1b[31mx\x7f\x85x\u2028x\u2029x",
    "escapes": "\\*x\\* \\<b\\> \\[x\\](y) \\\\`x`",
}
#: Every family at once, for the test of each column.
EVERYTHING = " ".join(HOSTILE.values())

#: Attributes that carry text of the tables: that they are there counts, not what they say.
_TEXT_ATTRIBUTES = frozenset({"title", "aria-label", "alt", "content", "data-sort"})

Plant = Callable[[Table, Column], bool]


def harmless(text: str) -> str:
    """The same words without a sign that means anything, as long and with the same spaces."""
    shown = " ".join(text.split())
    return re.sub(r"[^\w\s]|_", "x", re.sub(r"^\d", "x", shown))


def text_columns() -> Iterator[tuple[Table, Column]]:
    """Every column whose cells are text of the company's own."""
    for table in TABLES:
        for column in table.columns:
            if column.form in (Form.TEXT, Form.SEGMENT):
                yield table, column


def planted(text: str, chosen: Plant) -> dict[str, str | bytes]:
    """The tiny company with a text in every chosen column of every row."""
    files: dict[str, str | bytes] = {}
    for name, content in tiny().items():
        assert isinstance(content, bytes)
        table = next(table for table in TABLES if name.startswith(table.file))
        rows = list(csv.reader(io.StringIO(content.decode())))
        for column in table.columns:
            if column.form in (Form.TEXT, Form.SEGMENT) and chosen(table, column):
                _plant(rows, column, text)
        out = io.StringIO()
        csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
        files[name] = out.getvalue()
    return files


def _plant(rows: list[list[str]], column: Column, text: str) -> None:
    if column.name not in rows[0]:
        rows[0].append(column.name)
        for row in rows[1:]:
            row.append("")
    at = rows[0].index(column.name)
    # A semicolon would make several values of one, and a colon a dimension.
    one = text.replace(";", ",") if column.many else text
    if column.form is Form.SEGMENT:
        one = one.replace(":", "x")
    for row in rows[1:]:
        if column.form is Form.SEGMENT or (column.name, rows[0][0]) == ("name", "segment"):
            # Two segments of one name would be the same one.
            row[at] = f"{one} {row[at].rpartition(' ')[2]}" if row[at] else ""
        else:
            row[at] = one


class _Elements(HTMLParser):
    """Counts the elements of a page with their attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = tuple(sorted((name, _kept(tag, name, value or "")) for name, value in attrs))
        self.found[tag, kept] += 1

    def handle_comment(self, data: str) -> None:
        self.found["!--", (("", data),)] += 1


def _kept(tag: str, name: str, value: str) -> str:
    # The table of contents makes the id of a heading from its words.
    made_of_words = name in _TEXT_ATTRIBUTES or (name == "id" and re.fullmatch("h[1-6]", tag))
    if tag == "a" and name == "href" and value.startswith("#"):
        return "#"
    return "" if made_of_words else value


def elements(html: str) -> Counter[tuple[str, tuple[tuple[str, str], ...]]]:
    """The elements of a page, whatever its words."""
    reader = _Elements()
    reader.feed(html)
    return reader.found


def rendered(site: Site) -> dict[str, str]:
    """Every page as another builder makes it, with every extension of Markdown there is."""
    markdown = Markdown(extensions=EXTENSIONS, extension_configs={
        "pymdownx.snippets": {"base_path": ["/"], "check_paths": False},
        "pymdownx.magiclink": {"repo_url_shorthand": True, "social_url_shorthand": True,
                               "repo_url_shortener": True, "user": "x", "repo": "x"},
        "pymdownx.smartsymbols": {}, "pymdownx.tasklist": {}, "pymdownx.emoji": {},
    })  # fmt: skip
    pages = {}
    for page in site.pages:
        markdown.reset()
        pages[page.src_uri] = markdown.convert(site.complete(page.markdown, page.src_uri))
    return pages


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves the drawing out: its texts have a test of their own."""

    def draw(pictures: Sequence[object], **_: object) -> dict[str, str]:
        return {str(getattr(picture, "key", "")): '<svg role="img"></svg>' for picture in pictures}

    monkeypatch.setattr(generator.build, "draw", draw)


def differences(folder: Path, text: str, chosen: Plant) -> dict[str, object]:
    """What hostile text adds to or takes from the pages, against harmless text."""
    hostile = rendered(tiny_site(write_files(folder / "hostile", planted(text, chosen))))
    expected = rendered(
        tiny_site(write_files(folder / "harmless", planted(harmless(text), chosen)))
    )
    assert hostile.keys() == expected.keys()
    return {
        page: (found - wanted, wanted - found)
        for page in hostile
        if (found := elements(hostile[page])) != (wanted := elements(expected[page]))
    }


@pytest.mark.usefixtures("undrawn")
class TestPages:
    @pytest.mark.parametrize(
        ("table", "column"),
        [
            pytest.param(table, column, id=f"{table.name}-{column.name}")
            for table, column in text_columns()
        ],
    )
    def test_hold_the_same_elements_whatever_a_column_says(
        self, table: Table, column: Column, tmp_path: Path
    ) -> None:
        def this_one(other: Table, candidate: Column) -> bool:
            return (other.name, candidate.name) == (table.name, column.name)

        assert differences(tmp_path, EVERYTHING, this_one) == {}

    @pytest.mark.parametrize("family", HOSTILE)
    def test_hold_the_same_elements_whatever_the_text(self, family: str, tmp_path: Path) -> None:
        assert differences(tmp_path, HOSTILE[family], lambda *_: True) == {}

    def test_hold_the_same_elements_whatever_the_settings_and_files_are_called(
        self, tmp_path: Path
    ) -> None:
        def site(text: str) -> Site:
            name = re.sub(r"[/\x00]", "x", text)
            files = tiny()
            files[f"measurements/{name}.csv"] = files.pop("measurements/survey.csv")
            files["events.csv"] = f'date,title,"{text.replace(chr(34), "x")}"\n2026-01-01,x,x\n'
            folder = write_files(tmp_path / ("hostile" if "<" in text else "harmless"), files)
            return tiny_site(folder, company=text, promise=text, promise_goal="")

        text = '<b>x</b> {{ 1 }} [x](y) `x` :smile: <!-- cx:held 0 --> *x* "x"'
        hostile, expected = rendered(site(text)), rendered(site(harmless(text)))
        for page, html in hostile.items():
            assert elements(html) == elements(expected[page]), page


class TestDrawings:
    def test_hold_no_markup_of_a_text(self, tmp_path: Path) -> None:
        def words(table: Table, column: Column) -> bool:
            return column.name in ("name", "title", "label", "unit", "source", "segment")

        text = "<b>x</b> &lt; \"x\" 'y' {{ 1 }} <script>"
        hostile = tiny_site(write_files(tmp_path / "a", planted(text, words)))
        expected = tiny_site(write_files(tmp_path / "b", planted(harmless(text), words)))
        tags = re.compile(r"<(\w+)")
        charts = [
            [html for html in site.fragments.values() if "<svg" in html]
            for site in (hostile, expected)
        ]
        assert len(charts[0]) >= 5
        for found, wanted in zip(*charts, strict=True):
            # A longer or shorter label may take more or fewer lines, but of the same elements.
            assert set(tags.findall(found)) == set(tags.findall(wanted))
            assert "{{" not in found


class TestDownloads:
    FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=HYPERLINK(x)|x!A0")

    @pytest.mark.parametrize("formula", FORMULAS)
    def test_hold_no_formula(self, formula: str, tmp_path: Path) -> None:
        def words(table: Table, column: Column) -> bool:
            return column.form in (Form.TEXT, Form.SEGMENT)

        site = tiny_site(write_files(tmp_path, planted(formula, words)))
        assert site.assets
        for asset in site.assets:
            assert isinstance(asset.content, str)
            for row in csv.reader(io.StringIO(asset.content, newline="")):
                for cell in row:
                    assert not re.match(r"\s*[=+@|%]|\s*-(?!\d+(\.\d+)?$)", cell), cell


@pytest.mark.usefixtures("undrawn")
def test_mkdocs_adds_nothing_either(tmp_path: Path) -> None:
    """The whole way through MkDocs: titles, breadcrumbs, navigation and search among it."""
    pages = []
    for name, text in (("a", EVERYTHING), ("b", harmless(EVERYTHING))):
        files = planted(text, lambda *_: True)
        site = built(write_project(tmp_path / name, files))
        pages.append({facts.path: facts.html for facts in site.pages})
    hostile, expected = pages
    assert hostile.keys() == expected.keys()
    for path, html in hostile.items():
        found, wanted = elements(html), elements(expected[path])
        assert found - wanted == Counter(), path
        assert wanted - found == Counter(), path
    index = (tmp_path / "a/site/search/search_index.json").read_text(encoding="utf-8")
    assert "<script" not in index
    assert "<img" not in index


class TestEscaped:
    @pytest.mark.parametrize(
        ("text", "inert"),
        [
            ("Sales & marketing", "Sales &#38; marketing"),
            ("<b>", "&#60;b&#62;"),
            ("a_b_c", "a&#95;b&#95;c"),
            ("1. x", "1&#46; x"),
            ("12) x", "12&#41; x"),
            ("1.5 days", "1.5 days"),
            ("- x", "&#45; x"),
            ("+ x", "&#43; x"),
            ("-5", "-5"),
            (":smile:", "&#58;smile:"),
            ("Note: x", "Note: x"),
            ("10:30", "10:30"),
            ("line\nline", "line line"),
            ("a\x00b", "a b"),
            ("a\u202eb", "ab"),
            ("naïve – 日本", "naïve – 日本"),
            ("", ""),
        ],
    )
    def test_gives_text_that_stays_text(self, text: str, inert: str) -> None:
        assert escaped(text) == inert

    def test_leaves_ready_markup_alone(self) -> None:
        ready = escaped("<b>")
        assert escaped(ready) is ready
        assert escaped(None) == ""


def test_the_tiny_company_has_every_table() -> None:
    assert {table.name for table in TABLES} == {
        name.removesuffix(".csv").split("/")[0] for name in tiny()
    }
    assert DATA.is_dir()
