"""The rim to MkDocs: settings, faults, addresses, navigation, and from where a site is built."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from generator.pages.links import GROUPS, SECTIONS
from tests.pages.company import DATA, REQUIRED, built, mkdocs, tiny, write_files, write_project
from tests.pages.crawl import BuiltSite

TABS = re.compile(r'<a href="([^"]*)" class="md-tabs__link"[^>]*>\s*([^<]+?)\s*</a>')
BROKEN = {
    "goals.csv": (
        "goal,department,metric,rule,target\n"
        "a,servce,recommend,reach,45\n"
        "b,service,recomend,reach,45\n"
    ),
    "metrics.csv": tiny("metrics.csv")["metrics.csv"],
}


def three_files() -> dict[str, str | bytes]:
    return tiny(*REQUIRED)


def tabs(site: BuiltSite, page: str = "index.html") -> list[str]:
    return [title for _, title in TABS.findall(site.page(page).html)]


def beside(site: BuiltSite, page: str) -> list[tuple[str, str]]:
    """The pages that the line above a page names: their addresses and titles."""
    return [(href, title) for href, _, title in _line(site, page)]


def current(site: BuiltSite, page: str) -> list[str]:
    """What the tabs and the line above a page mark as the place of the page."""
    marked = r'md-tabs__link" aria-current="\w+">([^<]+)<'
    tab = re.findall(marked, site.page(page).html)
    return tab + [title for _, mark, title in _line(site, page) if "aria-current" in mark]


def _line(site: BuiltSite, page: str) -> list[tuple[str, str, str]]:
    line = re.findall(r'<nav class="cx-beside".*?</nav>', site.page(page).html, re.DOTALL)
    return re.findall(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', "".join(line))


def address(uri: str) -> str:
    """Where a section's page stands in the site."""
    return uri.removesuffix("index.md") + "index.html"


def project(folder: Path, **changes: Any) -> Path:
    """A company with the theme's tabs, which show the whole navigation on every page."""
    theme = {"name": "material", "font": False, "features": ["navigation.tabs"]}
    config = {"theme": theme, **changes.pop("config", {})}
    return write_project(folder, changes.pop("data", tiny()), config=config, **changes)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny company, built once with MkDocs' defaults."""
    folder = project(tmp_path_factory.mktemp("whole"))
    built(folder)
    return folder


class TestSettings:
    def test_that_are_wrong_are_configuration_errors_of_mkdocs(self, tmp_path: Path) -> None:
        options = {"fiscal_year_start": 13, "thousands_mark": "."}
        folder = project(tmp_path, options=options)
        done = mkdocs(folder)
        assert done.returncode == 1
        assert "Traceback" not in done.stdout
        assert re.findall(r"Plugin 'cx' option .*", done.stdout) == [
            "Plugin 'cx' option 'fiscal_year_start': 13 is no month. Write 1 to 12.",
            (
                "Plugin 'cx' option 'thousands_mark': it is the same as decimal_mark. "
                "Change one of them."
            ),
        ]
        assert not (folder / "site").exists()

    def test_that_mkdocs_does_not_know_are_refused(self, tmp_path: Path) -> None:
        folder = project(tmp_path, options={"shade": "blue"})
        with pytest.raises((ConfigurationError, Abort)):
            load_config(str(folder / "mkdocs.yml"))


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    """A build of faulty data over an earlier site: its folder, its code and what it said."""
    folder = project(tmp_path_factory.mktemp("broken"), data={**tiny(), **BROKEN})
    write_files(folder / "site", {"index.html": "the earlier site"})
    done = mkdocs(folder, "--strict")
    return folder, done.returncode, done.stdout


class TestDataWithProblems:
    def test_end_the_build_with_code_1_and_no_traceback(
        self, failed: tuple[Path, int, str]
    ) -> None:
        assert failed[1] == 1
        assert "Traceback" not in failed[2]

    def test_are_all_listed_with_file_line_and_column(self, failed: tuple[Path, int, str]) -> None:
        listed = re.findall(r"data/\S+: .*", failed[2])
        assert [line for line in listed if line.startswith("data/goals.csv")] == [
            (
                'data/goals.csv:2:department: "servce" is not in departments.csv. '
                "Did you mean service?"
            ),
            'data/goals.csv:3:metric: "recomend" is not in metrics.csv. Did you mean recommend?',
        ]

    def test_leave_the_earlier_site_alone(self, failed: tuple[Path, int, str]) -> None:
        site = failed[0] / "site"
        assert [path.name for path in site.rglob("*")] == ["index.html"]
        assert (site / "index.html").read_text(encoding="utf-8") == "the earlier site"

    def test_are_told_where_the_data_folder_is_missing(self, tmp_path: Path) -> None:
        folder = project(tmp_path, options={"data": "figures"})
        done = mkdocs(folder)
        assert done.returncode == 1
        assert "figures/: There is no such folder." in done.stdout
        assert "Traceback" not in done.stdout


class TestWarnings:
    def test_leave_a_strict_build_standing(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        site = built(project(tmp_path, data={**three_files(), "metrics.csv": (
            "metric,name,department,better,unti\nrecommend,Recommend,service,higher,score\n"
        )}))  # fmt: skip
        told = [r for r in caplog.records if "data/metrics.csv:1" in r.getMessage()]
        assert [record.levelname for record in told] == ["INFO"]
        page = site.page("data/index.html")
        assert any("unti" in block for block in page.blocks)


class TestAddresses:
    @pytest.mark.parametrize(
        "name",
        [
            "index.md",
            "goals/recommend-45.md",
            "metrics/index.md",
            "README.md",
            "goals.md",
            "downloads/recommend.csv",
        ],
    )
    def test_of_the_report_are_refused_to_hand_written_files(
        self, name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        folder = project(tmp_path, content={name: "# Ours\n", "other.md": "# Other\n"})
        with pytest.raises(Abort):
            built(folder)
        what = "page" if name.endswith(".md") else "file"
        assert caplog.records[-1].getMessage() == (
            f"content/{name}: This {what} is generated from the data. "
            "Rename yours, or move its text to another page."
        )

    def test_are_all_told_and_leave_the_old_site(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        folder = project(tmp_path, content={"goals.md": "# Ours\n", "data/index.md": "# Ours\n"})
        (folder / "site").mkdir()
        (folder / "site/index.html").write_text("the last one", encoding="utf-8")
        with pytest.raises(Abort):
            built(folder)
        told = caplog.records[-1].getMessage().splitlines()
        assert [line.partition(": ")[0] for line in told] == [
            "content/goals.md",
            "content/data/index.md",
        ]
        assert (folder / "site/index.html").read_text(encoding="utf-8") == "the last one"

    def test_may_be_neighbours_of_hand_written_ones(self, tmp_path: Path) -> None:
        site = built(project(tmp_path, content={"goals/how-we-choose.md": "# How we choose\n"}))
        assert "goals/how-we-choose/index.html" in site.files
        assert site.broken() == []


class TestNavigation:
    def test_begins_with_the_sections_in_groups_and_goes_on_with_our_pages(
        self, whole: Path
    ) -> None:
        site = BuiltSite(folder=whole / "site")
        groups = [
            {title for uri, title in pages.items() if address(uri) in site.files}
            for pages in GROUPS.values()
        ]
        assert {"Objectives", "Initiatives"} <= groups[2]
        titles = [
            title if len(made) > 1 else made.pop()
            for title, made in zip(GROUPS, groups, strict=True)
            if made
        ]
        assert tabs(site) == [*titles, "About"]

    def test_reaches_every_section_by_a_tab_and_the_line_above_the_page(self, whole: Path) -> None:
        site = BuiltSite(folder=whole / "site")
        reached = set()
        for tab, _ in TABS.findall(site.page("index.html").html):
            there = site.target("index.html", tab)
            assert there is not None
            reached |= {there} | {site.target(there, href) for href, _ in beside(site, there)}
        assert {address(uri) for uri in SECTIONS} & site.files <= reached

    @pytest.mark.parametrize(
        ("page", "tab", "line"),
        [
            ("goals/recommend-45/index.html", "Goals", "Goals"),
            ("metrics/recommend/index.html", "Metrics", "Metrics"),
            ("departments/service/index.html", "Departments", "Departments"),
            ("board/index.html", "Goals", "Board pack"),
        ],
    )
    def test_says_on_every_page_where_it_stands(
        self, whole: Path, page: str, tab: str, line: str
    ) -> None:
        site = BuiltSite(folder=whole / "site")
        assert current(site, page) == [tab, line]

    def test_leaves_out_the_sections_that_the_data_has_not(self, tmp_path: Path) -> None:
        site = built(project(tmp_path, data=three_files(), options={"promise_goal": None}))
        assert tabs(site) == ["Home", "Departments", "Metrics", "Data", "About"]
        assert not any(name.startswith(("goals/", "objectives/")) for name in site.files)

    def test_takes_our_pages_into_its_groups(self, tmp_path: Path) -> None:
        nav: list[Any] = [{"Departments": ["about.md", {"More": ["more.md"]}]}, "last.md"]
        content = {f"{name}.md": f"# {name.title()}\n" for name in ("about", "more", "last")}
        folder = project(
            tmp_path,
            data=three_files(),
            config={"nav": nav},
            options={"promise_goal": None},
            content=content,
        )
        site = built(folder)
        assert tabs(site) == ["Home", "Departments", "Metrics", "Data", "Last"]
        line = [title for _, title in beside(site, "departments/index.html")]
        assert line == ["Home", "Departments", "Ownership", "About", "More"]
        for page, hidden in (("about", True), ("departments", True), ("more", False)):
            assert ('data-md-type="navigation" hidden' in site.page(f"{page}/index.html").html) == (
                hidden
            )

    def test_puts_our_pages_under_one_tab_where_none_is_given(self, tmp_path: Path) -> None:
        content = {"about.md": "# Us\n", "how/we-work.md": "# How we work\n"}
        site = built(
            project(tmp_path, data=three_files(), options={"promise_goal": None}, content=content)
        )
        assert tabs(site)[-2:] == ["Data", "About"]
        assert [title for _, title in beside(site, "about/index.html")] == [
            "Home",
            "Us",
            "How we work",
            "How to read this site",
            "Guide for owners of figures",
            "Writing pages",
            "Publishing and hosting",
            "Glossary",
        ]

    def test_stands_beside_the_page_where_a_company_has_no_tabs(self, tmp_path: Path) -> None:
        theme = {"name": "material", "font": False}
        site = built(project(tmp_path, data=three_files(), config={"theme": theme}))
        assert tabs(site) == []
        assert 'data-md-type="navigation" hidden' not in site.page("metrics/index.html").html

    def test_follows_the_one_that_is_given(self, tmp_path: Path) -> None:
        nav: list[Any] = [
            {"Start": "index.md"},
            {"Figures": ["metrics/index.md", "objectives/index.md"]},
            {"Aims": ["goals/index.md"]},
            {"Us": "about.md"},
        ]
        site = built(
            project(
                tmp_path, data=three_files(), config={"nav": nav}, options={"promise_goal": None}
            )
        )
        assert tabs(site) == ["Start", "Figures", "Us"]
        assert current(site, "metrics/recommend/index.html") == ["Figures", "Metrics"]

    def test_never_lists_a_goal_or_a_metric(self, whole: Path) -> None:
        for facts in BuiltSite(folder=whole / "site").pages:
            (sidebar,) = re.findall(
                r'<nav class="md-nav md-nav--primary.*?</nav>\s*</div>', facts.html, re.DOTALL
            )[:1] or [""]
            assert "recommend-45" not in sidebar
            assert "contract-days" not in sidebar

    def test_leads_home_from_an_address_without_a_page(self, whole: Path) -> None:
        site = BuiltSite(folder=whole / "site")
        html = (site.folder / "404.html").read_text(encoding="utf-8")
        assert "<h1>There is no page here</h1>" in html
        assert re.findall(r'<a href="([^"]*)">begin at Home</a>', html) == ["/."]


class TestBuilds:
    def sound(self, site: BuiltSite) -> None:
        assert site.broken() == []
        assert site.off_origin() == []

    def test_without_directory_urls(self, tmp_path: Path) -> None:
        site = built(project(tmp_path, config={"use_directory_urls": False}))
        self.sound(site)
        assert {"goals/recommend-45.html", "metrics/index.html", "about.html"} <= site.files

    def test_with_an_address_of_its_own(self, tmp_path: Path) -> None:
        site = built(project(tmp_path, config={"site_url": "https://cx.company.test/report/"}))
        self.sound(site)
        sitemap = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
        assert "<loc>https://cx.company.test/report/goals/recommend-45/</loc>" in sitemap
        assert set(re.findall(r"<lastmod>(.*?)</lastmod>", sitemap)) == {"2026-04-20"}
        assert "sitemap.xml.gz" not in site.files

    def test_from_another_folder_the_same(self, whole: Path, tmp_path: Path) -> None:
        done = mkdocs(
            whole, "--strict", "-f", str(whole / "mkdocs.yml"), "-d", str(tmp_path / "out"),
            cwd=tmp_path,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout
        one, other = BuiltSite(folder=whole / "site"), BuiltSite(folder=tmp_path / "out")
        assert one.files == other.files
        for name in one.files:
            assert (one.folder / name).read_bytes() == (other.folder / name).read_bytes(), name

    def test_with_the_data_elsewhere(self, tmp_path: Path) -> None:
        folder = project(tmp_path / "site", data={}, options={"data": "../figures"})
        shutil.copytree(DATA, tmp_path / "figures")
        self.sound(built(folder))

    def test_with_an_absolute_data_folder(self, tmp_path: Path) -> None:
        self.sound(built(project(tmp_path, data={}, options={"data": str(DATA)})))

    def test_with_templates_of_its_own(self, tmp_path: Path) -> None:
        folder = project(
            tmp_path,
            config={"theme": {"name": "material", "font": False, "custom_dir": "overrides"}},
        )
        write_files(folder, {"overrides/partials/copyright.html": "<p>Our own foot</p>"})
        site = built(folder)
        self.sound(site)
        home = site.page("index.html").html
        assert "Our own foot" in home
        assert "cx-dateline" in home  # all else is still the product's

    def test_with_its_docs_folder_called_otherwise(self, tmp_path: Path) -> None:
        folder = project(tmp_path, config={"docs_dir": "pages"})
        (folder / "content").rename(folder / "pages")
        self.sound(built(folder))

    def test_the_same_twice(self, whole: Path, tmp_path: Path) -> None:
        again = built(project(tmp_path))
        first = BuiltSite(folder=whole / "site")
        assert again.files == first.files
        for name in first.files:
            assert (again.folder / name).read_bytes() == (first.folder / name).read_bytes(), name

    def test_keep_charts_tables_and_working_out_of_search(self, whole: Path) -> None:
        files = sorted((whole / "site/search").glob("*.json"))
        index = "".join(file.read_text(encoding="utf-8") for file in files)
        assert "Would recommend us" in index
        assert "≥\N{NO-BREAK SPACE}45" in index
        assert "Asked two days late" not in index  # a note in a chart's data
        assert "Usual swing" not in index  # a step of a working
        assert "cx:fragment" not in index
        assert "cx:held" not in index


def test_only_editions_know_mike() -> None:
    """A site is built without it: mike lays editions beside each other, and nothing else."""
    root = Path(str(importlib.util.find_spec("generator.plugin").origin)).parent  # type: ignore[union-attr]
    for module in root.rglob("*.py"):
        if module.parent.name == "editions":
            continue
        assert not re.search(
            r"^\s*(import|from) mike\b", module.read_text(encoding="utf-8"), re.MULTILINE
        )
