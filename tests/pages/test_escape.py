"""Text from tables is text: whatever it holds, it makes no element, no link and no formula.

Every text column of every table, found through the statement of the tables, is planted with
hostile text and with harmless text of the same shape; the two sites must have the same elements.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, partial
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeAlias

import pytest
from jinja2 import DictLoader, Environment
from markdown import Markdown

import generator.build
from generator.build import Site
from generator.model.schema import Column, ColumnType, Table
from generator.model.tables import TABLES
from generator.pages import templating
from generator.pages.escape import css_text, escaped
from tests.pages.company import DATA, built, no_drawing, tiny, tiny_site, write_files, write_project
from tests.pages.planting import (
    EVERYTHING,
    HOSTILE,
    Plant,
    everywhere,
    harmless,
    in_turn,
    planted,
    text_columns,
)

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

#: Attributes that carry text of the tables: that they are there counts, not what they say.
_TEXT_ATTRIBUTES = frozenset({"title", "aria-label", "alt", "content", "data-sort", "data-label"})

#: A class that follows from how long a text is: it lays out, and lets nothing in.
_BY_LENGTH = ("class", "cx-doing__beside")

Elements: TypeAlias = Counter[tuple[str, tuple[tuple[str, str], ...]]]


class _Elements(HTMLParser):
    """Counts the elements of a page with their attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Elements = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attrs = [each for each in attrs if each != _BY_LENGTH]
        kept = tuple(sorted((name, _kept(tag, name, value or "")) for name, value in attrs))
        self.found[tag, kept] += 1

    def handle_comment(self, data: str) -> None:
        self.found["!--", (("", data),)] += 1


def _kept(tag: str, name: str, value: str) -> str:
    # The id of a heading is made from its words, and a drawing leaves room for them.
    made_of_words = (
        name in _TEXT_ATTRIBUTES
        or (tag, name) == ("path", "d")
        or (name == "id" and re.fullmatch("h[1-6]", tag))
    )
    if tag == "a" and name == "href" and value.startswith("#"):
        return "#"
    return "" if made_of_words else value


def elements(html: str) -> Elements:
    """The elements of a page, whatever its words."""
    reader = _Elements()
    reader.feed(html)
    return reader.found


@cache
def converter() -> Markdown:
    """Python-Markdown with every extension there is, each as eager as it can be."""
    shorthand = {"repo_url_shorthand": True, "social_url_shorthand": True}
    return Markdown(
        extensions=EXTENSIONS,
        extension_configs={
            "pymdownx.snippets": {"base_path": ["/"]},
            "pymdownx.magiclink": {
                **shorthand,
                "repo_url_shortener": True,
                "user": "x",
                "repo": "x",
            },
        },
    )


@cache
def elements_after_markdown(text: str) -> Elements:
    """The elements of a page as another builder makes it."""
    converter().reset()
    return elements(converter().convert(text))


def elements_of_site(site: Site) -> dict[str, Elements]:
    """The elements of every page of a site."""
    return {
        page.src_uri: elements_after_markdown(site.complete(page.markdown, page.src_uri))
        for page in site.pages
    }


def elements_of(folder: Path, files: Mapping[str, str | bytes]) -> dict[str, Elements]:
    """The elements of every page of a data folder's site."""
    return elements_of_site(tiny_site(write_files(folder, files)))


def differences(
    found: Mapping[str, Elements], wanted: Mapping[str, Elements]
) -> dict[str, tuple[Elements, Elements]]:
    """What hostile text adds to the pages and takes from them."""
    assert found.keys() == wanted.keys()
    return {
        page: (found[page] - wanted[page], wanted[page] - found[page])
        for page in found
        if found[page] != wanted[page]
    }


def but_short(_table: Table, column: Column) -> bool:
    """Everywhere but in short names, which are planted one by one: the order of roles, which
    follows from their titles, is then the same for hostile and harmless texts."""
    return column.name != "short_name"


def places() -> Iterator[tuple[str, Plant]]:
    """Where hostile text may stand: each column for itself, those of segments together.

    A segment is named in several tables, and only one that is the same in all has figures.
    """

    def is_segment(table: Table, column: Column) -> bool:
        return column.type is ColumnType.SEGMENT or (table.name, column.name) == (
            "segments",
            "name",
        )

    yield "segments", is_segment
    for table, column in text_columns():
        if not is_segment(table, column):
            yield f"{table.name}-{column.name}", partial(_is, (table.name, column.name))


def _is(wanted: tuple[str, str], table: Table, column: Column) -> bool:
    return (table.name, column.name) == wanted


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Elements]:
    """The elements of the site in which every text is harmless."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generator.build, "draw", no_drawing)
        return elements_of(
            tmp_path_factory.mktemp("calm"), planted(harmless(EVERYTHING), everywhere)
        )


@pytest.mark.usefixtures("undrawn")
class TestPages:
    def test_hold_the_same_elements_whatever_the_texts(self, tmp_path: Path) -> None:
        """Every cell of text holds another family, so that one company holds them all."""
        found = elements_of(tmp_path / "hostile", planted(in_turn(HOSTILE.values()), but_short))
        calm_texts = in_turn(map(harmless, HOSTILE.values()))
        wanted = elements_of(tmp_path / "harmless", planted(calm_texts, but_short))
        assert differences(found, wanted) == {}

    @pytest.mark.slow
    @pytest.mark.parametrize("chosen", [pytest.param(place, id=name) for name, place in places()])
    def test_hold_the_same_elements_whatever_a_column_says(
        self, chosen: Plant, calm: dict[str, Elements], tmp_path: Path
    ) -> None:
        files = planted(EVERYTHING, chosen, harmless(EVERYTHING))
        assert differences(elements_of(tmp_path, files), calm) == {}

    @pytest.mark.slow
    @pytest.mark.parametrize("family", HOSTILE)
    def test_hold_the_same_elements_whatever_the_text(self, family: str, tmp_path: Path) -> None:
        text = HOSTILE[family]
        found = elements_of(tmp_path / "hostile", planted(text, everywhere))
        wanted = elements_of(tmp_path / "harmless", planted(harmless(text), everywhere))
        assert differences(found, wanted) == {}

    def test_hold_the_same_elements_whatever_the_settings_and_files_are_called(
        self, tmp_path: Path
    ) -> None:
        def site(text: str) -> Site:
            name = re.sub(r"[/\x00]", "x", text) + "?"  # Windows takes neither name, as is told
            files = tiny()
            files[f"measurements/{name}.csv"] = files.pop("measurements/survey.csv")
            files["events.csv"] = f'date,title,"{text.replace(chr(34), "x")}"\n2026-01-01,x,x\n'
            folder = write_files(tmp_path / ("hostile" if "<" in text else "harmless"), files)
            return tiny_site(folder, company=text, promise=text, promise_goal="")

        text = '<b>x</b> {{ 1 }} [x](y) `x` :smile: <!-- cx:held 0 --> *x* "x"'
        found, wanted = elements_of_site(site(text)), elements_of_site(site(harmless(text)))
        assert differences(found, wanted) == {}


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

    def test_hold_no_formula(self, tmp_path: Path) -> None:
        def words(table: Table, column: Column) -> bool:
            return column.type in (ColumnType.TEXT, ColumnType.SEGMENT)

        site = tiny_site(write_files(tmp_path, planted(in_turn(self.FORMULAS), words)))
        tables = [asset for asset in site.assets if asset.src_uri.endswith(".csv")]
        assert tables
        for asset in tables:
            assert isinstance(asset.content, str)
            for row in csv.reader(io.StringIO(asset.content, newline="")):
                for cell in row:
                    assert not re.match(r"\s*[=+@|%]|\s*-(?!\d+(\.\d+)?$)", cell), cell


@pytest.mark.usefixtures("undrawn")
def test_mkdocs_adds_nothing_either(tmp_path: Path) -> None:
    """The whole way through MkDocs: titles, breadcrumbs, navigation and search among it."""
    pages = []
    for name, text in (("a", EVERYTHING), ("b", harmless(EVERYTHING))):
        files = planted(text, everywhere)
        site = built(write_project(tmp_path / name, files))
        pages.append({facts.path: facts.html for facts in site.pages})
    hostile, expected = pages
    assert hostile.keys() == expected.keys()
    for path, html in hostile.items():
        found, wanted = elements(html), elements(expected[path])
        assert found - wanted == Counter(), path
        assert wanted - found == Counter(), path
    for file in (tmp_path / "a/site/search").glob("*.json"):
        assert "<" not in file.read_text(encoding="utf-8")  # the script escapes the rest


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


def test_a_template_of_html_alone_leaves_nothing_compiled_for_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same template escapes less there, and its code must not be taken for that of a page."""
    env = Environment(loader=DictLoader({"one": "{{ text }}"}), finalize=escaped, autoescape=True)
    monkeypatch.setattr(templating, "COMPILED", tmp_path)
    monkeypatch.setattr(templating, "environment", lambda: env)
    templating.keep_compiled(env)
    assert "{{" in templating.render_html("one", text="{{")
    assert "{{" not in templating.render("one", text="{{")


@pytest.mark.parametrize(
    ("text", "string"),
    [
        ("Tidewell · 2026-Q4", '"Tidewell · 2026-Q4"'),
        ('A "B" \\ C', r'"A \22 B\22  \5c  C"'),
        ("</style>\n}", r'"\3c /style\3e \a }"'),
    ],
)
def test_a_string_of_a_style_sheet_ends_where_it_should(text: str, string: str) -> None:
    assert css_text(text) == string
