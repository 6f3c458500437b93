"""Every address leads somewhere, every heading stands over something, every picture has a name."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from generator.pages.links import DATA, GOALS, HOME, Links, page_of
from tests.pages.company import ROOT
from tests.pages.crawl import BuiltSite, facts_of, heading_faults

#: These pages show values as they are typed.
AS_TYPED = ("data/settings/", "data/examples/", "data/recipes/")
#: What no sentence of ours may hold, whatever the data: the trace of a value that is not there,
#: of a word that does not fit its number, or of a sentence put together wrongly.
SLIPS = {
    "a missing value": r"\b(nan|NaN|NaT|inf|undefined|null)\b|\bNone\b(?! (stated|[a-z]+ ))",
    "a plus-minus": "±",
    # From one level to the next, and from a goal to what it harms, are the only arrows.
    "an arrow": r"[▼←↑↓⬆⬇⇧⇩]|→(?!\s(?:[A-Z]{3}\s|[€$£¥])?−?\d|\s?[■▲○×◆–])",
    "one of several": r"(?<![\d.,]) 1 (goals|metrics|departments|answers|cases|files|warnings)\b",
    "several of one": r"\b1 [a-z]+ (are|have|need|were)\b",
    "no space before a number": r"(?<=[a-z])\d+ (goals|metrics)\b",
    "empty parentheses": r"\(\s*\)|\( |(?<=\S) \)",
    "punctuation that meets": r"\.\.(?!\.)|\.,(?! )|,\.|;\.|, ,|:\.| ,| ;(?! ?$)| \.(?=\s|$)",
    "a hyphen for a minus": r"(?<![\w)-])-\d",
    "a minus before zero": r"(?<!\d)−0(\.0+)?(?![\d.])",
    "a power of ten": r"\b\d(\.\d+)?e[+-]?\d+\b",
    "markup left over": r"\{[{%]|%\}|\bcx[:-](fragment|root|held)",
    "an end of nothing": r"[:·]\s*$|^[,;.·]",
}


class TestAddresses:
    @pytest.mark.parametrize(
        ("origin", "target", "address"),
        [
            (HOME, GOALS, "goals/"),
            (HOME, HOME, "./"),
            (GOALS, HOME, "../"),
            (GOALS, page_of("goal", "nps"), "../goals/nps/"),
            (page_of("goal", "nps"), page_of("metric", "nps"), "../../metrics/nps/"),
            (page_of("goal", "nps"), HOME, "../../"),
            (page_of("goal", "nps"), "downloads/nps.csv", "../../downloads/nps.csv"),
            ("strategy.md", DATA, "../data/"),
            ("about/team.md", DATA, "../../data/"),
            ("about/index.md", DATA, "../data/"),
        ],
    )
    def test_lead_from_page_to_page(self, origin: str, target: str, address: str) -> None:
        assert Links(origin=origin).to(target) == address

    @pytest.mark.parametrize(
        ("origin", "target", "address"),
        [
            (HOME, GOALS, "goals/index.html"),
            (HOME, HOME, "index.html"),
            (page_of("goal", "nps"), page_of("metric", "nps"), "../metrics/nps.html"),
            (GOALS, page_of("goal", "nps"), "../goals/nps.html"),
            ("strategy.md", DATA, "data/index.html"),
        ],
    )
    def test_name_files_where_directory_urls_are_off(
        self, origin: str, target: str, address: str
    ) -> None:
        assert Links(origin=origin, directory_urls=False).to(target) == address

    def test_carry_a_query_before_their_anchor(self) -> None:
        links = Links(origin=HOME)
        assert links.to(GOALS, anchor="list", query="pile=watch") == "goals/?pile=watch#list"


class TestEverySite:
    def test_has_pages(self, site: BuiltSite) -> None:
        assert {"index.html", "metrics/index.html", "data/index.html"} <= site.files
        assert len(site.pages) > 5

    def test_has_no_link_that_leads_nowhere(self, site: BuiltSite) -> None:
        assert site.broken() == []

    def test_names_the_same_pages_in_the_navigation_of_every_page(self, site: BuiltSite) -> None:
        for kind in ("md-nav__link", "md-tabs__link"):
            found: dict[str, set[str]] = {}
            for facts in site.pages:
                pattern = rf'<a href="([^"#]*)" class="{kind}[^>]*>(.*?)</a>'
                for address, words in re.findall(pattern, facts.html, re.DOTALL):
                    title = re.sub("<[^>]*>|\\s+", " ", words).strip()
                    found.setdefault(title, set()).add(str(site.target(facts.path, address)))
            assert [title for title, pages in found.items() if len(pages) > 1] == [], kind

    def test_asks_nothing_of_another_origin(self, site: BuiltSite) -> None:
        assert site.off_origin() == []

    def test_has_one_h1_a_page_and_leaves_no_level_and_no_section_empty(
        self, site: BuiltSite
    ) -> None:
        assert [fault for facts in site.pages for fault in heading_faults(facts)] == []

    def test_has_no_list_and_no_table_without_an_entry(self, site: BuiltSite) -> None:
        # Those of the theme itself, such as its list of search results, have a class that says so.
        empty = re.compile(r'<(ul|ol|dl|select|tbody|figure)\b(?![^>]*"md-)[^>]*>\s*</\1>')
        for facts in site.pages:
            found = [match[0] for match in empty.finditer(facts.html)]
            assert found == [], facts.path

    def test_names_every_picture_and_no_two_of_a_page_alike(self, site: BuiltSite) -> None:
        for facts in site.pages:
            names = Counter(facts.drawings)
            assert None not in names, facts.path
            assert not [name for name, count in names.items() if count > 1 or not name], facts.path

    def test_gives_no_id_twice(self, site: BuiltSite) -> None:
        for facts in site.pages:
            assert [name for name, count in Counter(facts.ids).items() if count > 1] == []

    def test_says_nothing_that_a_reader_would_stumble_over(self, site: BuiltSite) -> None:
        assert [
            f"{facts.path}: {name}: {block[:160]}"
            for facts in site.pages
            if not facts.path.startswith(AS_TYPED)
            for block in facts.blocks
            for name, pattern in SLIPS.items()
            if re.search(pattern, block.strip())
        ] == []

    def test_never_shows_a_triangle_without_its_word(self, site: BuiltSite) -> None:
        # The shape of "watch" is the one triangle: never a sign for more or less.
        for facts in site.pages:
            for block in facts.blocks:
                # Dots, a goal each, are links that are named; a word stands before or beside them.
                words = re.sub(r"(?:[■▲●○]\s*)+$", "", block)
                assert not re.search(r"▲\s*(?:\d|$)(?! to watch|\d+ to watch)", words), block

    def test_holds_no_path_of_the_machine(self, site: BuiltSite) -> None:
        # The folder in which it was built, and the one in which the generator stands.
        paths = (str(site.folder), str(site.folder.parent), f"{ROOT.as_posix()}/")
        for name in sorted(site.files):
            if name.endswith((".html", ".json", ".csv", ".xml", ".css")):
                text = (site.folder / name).read_text(encoding="utf-8")
                assert not [path for path in paths if path in text], name

    def test_titles_every_page_for_itself(self, site: BuiltSite) -> None:
        titles = Counter(
            found[1]
            for facts in site.pages
            if (found := re.search(r"<title>(.*?)</title>", facts.html))
        )
        assert sum(titles.values()) == len(site.pages)
        # Two names of a hundred words may begin alike; whole ones never are.
        assert [t for t, count in titles.items() if count > 1 and "…" not in t] == []


class TestTheCrawl:
    """The crawl itself would notice: each fault, made on purpose."""

    @pytest.mark.parametrize(
        ("html", "fault"),
        [
            ("<h1>A</h1><h1>B</h1>", "p: 2 h1, the first heading is h[1]"),
            ("<h1>A</h1><p>x</p><h3>B</h3><p>x</p>", "p: h3 'B' follows h1"),
            ("<h1>A</h1><h2>B</h2><h2>C</h2><p>x</p>", "p: nothing stands under 'B'"),
            ("<h1>A</h1>x<h2></h2>x", "p: an h2 without words"),
        ],
    )
    def test_reports_headings(self, html: str, fault: str) -> None:
        assert fault in list(heading_faults(facts_of("p", f"<article>{html}</article>")))

    def test_reports_links_and_requests(self, tmp_path: object) -> None:
        from pathlib import Path  # noqa: PLC0415

        folder = Path(str(tmp_path))
        (folder / "a").mkdir()
        (folder / "index.html").write_text(
            '<a href="a/">1</a><a href="a/#here">2</a><a href="b/">3</a><a href="a/#gone">4</a>'
            '<a href="../">5</a><img src="https://elsewhere.test/x.png"><a href="/">6</a>'
            '<link rel="canonical" href="https://own.test/">'
        )
        (folder / "a/index.html").write_text('<p id="here"></p>')
        (folder / "s.css").write_text('@import "//elsewhere.test/f.css";')
        site = BuiltSite(folder=folder)
        assert sorted(site.broken()) == [
            "index.html: ../", "index.html: /", "index.html: a/#gone", "index.html: b/",
        ]  # fmt: skip
        assert site.off_origin() == [
            "index.html: https://elsewhere.test/x.png",
            "s.css: //elsewhere.test/f.css",
        ]
