"""Parts of the report in hand-written pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from generator.build import Site
from generator.model.errors import EmbedError
from tests.pages.company import built, tiny, tiny_site, write_project
from tests.pages.crawl import facts_of


@pytest.fixture(scope="module")
def site() -> Site:
    return tiny_site()


def problems(site: Site, markdown: str) -> list[str]:
    with pytest.raises(EmbedError) as raised:
        site.embed(markdown, "strategy.md")
    return [str(problem) for problem in raised.value.problems]


class TestParts:
    def test_a_value_is_the_newest_with_its_period(self, site: Site) -> None:
        assert site.embed("It is [[value ready-as-named]] now.", "strategy.md") == (
            "It is 93.2\xa0% (March 2026) now."
        )

    def test_a_value_of_a_metric_without_figures_says_so(self, tmp_path: Path) -> None:
        files = tiny("departments.csv", "metrics.csv")
        folder = write_project(tmp_path, {**files, "measurements/m.csv": "metric,date,value\n"})
        empty = tiny_site(folder / "data", promise_goal="")
        assert empty.embed("[[value fees]]", "strategy.md") == "no figure yet"

    def test_a_status_is_a_word_that_leads_to_the_goal(self, site: Site) -> None:
        assert site.embed("[[status contract-range]]", "about/team.md") == (
            '<a href="../../goals/contract-range/"><span class="cx-chip cx-tone-bad">'
            '<span class="cx-shape" aria-hidden="true">■</span> needs a decision</span> '
            '<span class="cx-note">breached</span></a>'
        )

    def test_a_chart_stands_on_a_line_of_its_own_with_its_data(self, site: Site) -> None:
        page = site.complete(
            site.embed("Before [[chart recommend]] after", "strategy.md"), "strategy.md"
        )
        before, figure, after = page.partition("<figure")[0], page, page.rpartition("</details>")[2]
        assert before == "Before \n\n"
        assert after.strip() == "after"
        assert '<svg role="img" aria-label="Process chart of Would recommend us' in figure
        assert 'href="../downloads/recommend.csv"' in figure

    def test_a_table_holds_the_segments_and_the_whole(self, site: Site) -> None:
        text = site.embed("[[table ready-as-named]]", "strategy.md")
        assert text.startswith("\n\n<div")
        for cell in ("All", "Cargo bicycles", "City bicycles", "96.1\xa0%"):
            assert f">{cell}<" in text

    def test_a_sentence_is_that_of_a_goal_or_of_a_metric(self, site: Site) -> None:
        goal = site.embed("[[sentence recommend-45]]", "strategy.md")
        assert goal == "33 in March 2026; the target is ≥\xa045 by 31 December 2026."
        assert site.embed("[[sentence goal:recommend-45]]", "strategy.md") == goal
        metric = site.embed("[[sentence contract-days]]", "strategy.md").replace("\xa0", " ")
        assert metric.startswith("9.5 days in Q1 2026. ")
        assert metric.endswith("steady so far, on no more than five figures.")

    def test_goals_are_those_of_a_department_or_of_an_objective(self, site: Site) -> None:
        of_legal = site.embed("[[goals legal]]", "strategy.md")
        assert of_legal.startswith("\n\n<ul")
        assert of_legal.count("<li") == 1
        assert 'href="../goals/contract-range/"' in of_legal
        assert site.embed("[[goals department:legal]]", "strategy.md") == of_legal
        assert site.embed("[[goals riding-again]]", "strategy.md").count("<li") == 3
        assert site.embed("[[goals fair-price]]", "strategy.md") == "no open goal"

    def test_several_stand_in_one_line(self, site: Site) -> None:
        line = "[[value recommend]], [[value contract-days]] and 33 (March 2026)"
        assert site.embed(line, "strategy.md") == (
            "33 (March 2026), 9.5\xa0days (Q1 2026) and 33 (March 2026)"
        )


class TestFigures:
    """By hand from the tables of the tiny company, as the comments say."""

    @pytest.mark.parametrize(
        ("figure", "text"),
        [
            # 19 of 22 in March; 45 of 48 in January; 45 + 46 + 49 = 140 of 48 + 48 + 51 = 147.
            ("value ready-as-named of cargo", "86.4 % (March 2026)"),
            ("value ready-as-named of City in 2026-01", "93.8 % (January 2026)"),
            ("value ready-as-named of city in last 3", "95.2 % (January to March 2026)"),
            # 104 + 103 + 108 = 315 less 42 + 44 + 41 = 127, of 206 + 202 + 204 = 612.
            ("value recommend in the last 3", "31 (January to March 2026)"),
            # Without counts the mean: (8 + 9.5) / 2.
            ("value contract-days in last 2", "8.8 days (Q4 2025 to Q1 2026)"),
            ("value contract-days in Q3 2025", "7 days (Q3 2025)"),
            # 67 of 204 less 38 of 201; 49 of 51 less 19 of 22; 9.5 less 9.
            ("difference recommend from recommend in 2025-04",
             "+14 (March 2026 against April 2025)"),
            ("difference ready-as-named of city from ready-as-named of cargo",
             "+9.7 percentage points (March 2026)"),
            ("difference contract-days in 2025-Q1 from contract-days",
             "\u22120.5 days (Q1 2025 against Q1 2026)"),
            ("difference recommend from recommend", "0 (March 2026)"),
        ],
    )  # fmt: skip
    def test_a_figure_is_of_a_segment_a_period_or_the_last_few(
        self, figure: str, text: str, site: Site
    ) -> None:
        assert site.embed(f"[[{figure}]]", "strategy.md").replace("\xa0", " ") == text

    @pytest.mark.parametrize(
        ("figure", "message"),
        [
            ("value ready-as-named of citty",
             'There is no segment of ready-as-named "citty" to put in here. Did you mean city?'),
            ("value recommend of city",
             'There is no segment of recommend "city" to put in here. There is none.'),
            ("value recommend in 2024-01",
             ('There is no figure of "recommend" for "2024-01" to put in here. '
             "The nearest with a figure: 2025-04.")),
            ("value recommend in 2026-Q1",
             '"2026-Q1" is no period of recommend. Write it as 2026-10, or as last 3.'),
            ("value recommend in soon",
             ('"soon" is not a date. '
             "Write it as 2026-10-31, 2026-10, 2026-Q3, 2026-W43, 2026 or FY2027-Q1.")),
            ("value recommend in last 30",
             ('There is no figure of "recommend" over 30 periods to put in here. '
             "Its published record has 12\xa0months.")),
            ("value fees in last 3",
             ('There is no figure of "fees" over 3 periods to put in here: its newest figure holds '
             "the earlier ones already. Name one period.")),
            ("difference recommend from recomend",
             'There is no metric "recomend" to put in here. Did you mean recommend?'),
            ("difference recommend from contract-days",
             ('"recommend" and "contract-days" have no difference: their units are not the same. '
             "Name two figures of one unit.")),
            ("difference recommend",
             '"recommend" is no difference of two figures. Write FIGURE from FIGURE.'),
        ],
    )  # fmt: skip
    def test_an_unknown_one_is_named_with_its_line(
        self, figure: str, message: str, site: Site
    ) -> None:
        assert problems(site, f"# A\n\n[[{figure}]]\n") == [f"strategy.md:3: {message}"]

    def test_one_of_a_small_group_is_not_published(self, tmp_path: Path) -> None:
        """Of 9 answers no value is told; nor is that of the shield, from which it would follow."""
        rows = [
            "metric,date,segment,numerator,n",
            *(f"asked,2026-0{month},{group},{yes},{n}" for month in (1, 2)
              for group, yes, n in [("", 70, 100), ("a", 5, 9), ("b", 15, 20), ("c", 50, 71)]),
            "asked,2026-03,,72,100", "asked,2026-03,a,9,12",
        ]  # fmt: skip
        files = {
            "departments.csv": "department,name\nservice,Service\n",
            "metrics.csv": "metric,name,department,better,unit,calculation,kind,cadence\n"
            "asked,Asked,service,higher,percent,share,customer,monthly\n",
            "segments.csv": "segment,name,dimension\na,A,size\nb,B,size\nc,C,size\n",
            "measurements/m.csv": "\n".join(rows) + "\n",
        }
        made = tiny_site(write_project(tmp_path, files) / "data", promise_goal="")
        for figure in (
            "value asked of a in 2026-02",
            "value asked of b in 2026-01",
            "difference asked from asked of a in 2026-02",
            "difference asked of b in 2026-02 from asked of c in 2026-02",
        ):
            assert made.embed(f"[[{figure}]]", "x.md") == "no published figure"
        assert made.embed("[[value asked of a]]", "x.md") == "75\xa0% (March 2026)"
        assert problems(made, "[[value asked of a in last 2]]") == [
            (
                'strategy.md:1: There is no figure of "asked" over 2 periods to put in here. '
                "Its published record has 1\xa0month."
            )
        ]

    def test_of_colleagues_of_one_mind_the_bound_is_told(self, tmp_path: Path) -> None:
        """All 25, or all but one: nothing else is known of them."""
        files = {
            "departments.csv": "department,name\nservice,Service\n",
            "metrics.csv": "metric,name,department,better,unit,calculation,kind,cadence\n"
            "known,Known,service,higher,percent,share,employee,monthly\n",
            "measurements/m.csv": "metric,date,numerator,n\n"
            "known,2026-01,30,40\nknown,2026-02,0,25\nknown,2026-03,25,25\n",
        }
        made = tiny_site(write_project(tmp_path, files) / "data", promise_goal="")
        told = {
            "value known": "over 95\xa0% (March 2026)",
            "value known in 2026-02": "under 5\xa0% (February 2026)",
            "value known in 2026-01": "75\xa0% (January 2026)",
            "difference known from known in 2026-01": "no published figure",
            "sentence known": "Over 95\xa0% in March 2026: no figure is published where nearly all "
            "of a small group say the same. Too few figures yet to show a change.",
        }
        assert {part: made.embed(f"[[{part}]]", "x.md") for part in told} == told


class TestCode:
    @pytest.mark.parametrize(
        "markdown",
        [
            "Write `[[value recommend]]` for it.",
            "Write ``[[value nps]] ` `` for it.",
            "```\n[[value nps]]\n```",
            "~~~ text\n[[value nps]]\n```\n[[value nps]]\n~~~",
            "````\n```\n[[value nps]]\n````",
            "   ```\n   [[value nps]]\n   ```",
        ],
    )
    def test_is_left_alone(self, markdown: str, site: Site) -> None:
        assert site.embed(markdown, "strategy.md") == markdown

    def test_ends_where_it_is_closed(self, site: Site) -> None:
        assert site.embed("```\nx\n```\n[[value recommend]] `x` [[value recommend]]", "x.md") == (
            "```\nx\n```\n33 (March 2026) `x` 33 (March 2026)"
        )

    @pytest.mark.parametrize("markdown", ["", "[a](b)", "[[single]]", "a [b] [[c", "[ [x y] ]"])
    def test_nor_is_what_is_no_part(self, markdown: str, site: Site) -> None:
        assert site.embed(markdown, "strategy.md") == markdown


class TestFaults:
    def test_every_unknown_one_is_named_with_its_line_and_the_nearest(self, site: Site) -> None:
        text = (
            "# A\n\n[[value recomend]] [[status ready-9]]\n\n[[chart zzz]]\n[[valeu recommend]]\n"
        )
        assert problems(site, text) == [
            'strategy.md:3: There is no metric "recomend" to put in here. Did you mean recommend?',
            'strategy.md:3: There is no goal "ready-9" to put in here. Did you mean ready-90?',
            (
                'strategy.md:5: There is no metric "zzz" to put in here. '
                "Known are: contract-days, fees, ready-as-named, recommend."
            ),
            'strategy.md:6: There is no part "valeu" to put in here. Did you mean value or table?',
        ]

    def test_a_chart_needs_figures_to_draw(self, tmp_path: Path) -> None:
        files = {**tiny("departments.csv", "metrics.csv", "measurements/survey.csv")}
        folder = write_project(tmp_path, files)
        some = tiny_site(folder / "data", promise_goal="")
        assert problems(some, "[[chart fees]]") == [
            'strategy.md:1: There is no metric "fees" to put in here. Known are: recommend.'
        ]
        assert some.embed("[[value fees]]", "x.md") == "no figure yet"

    def test_in_mkdocs_the_line_is_that_of_the_file(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        page = "---\ntitle: Strategy\ntags:\n  - x\n---\n\n# Strategy\n\n[[value nps]]\n"
        folder = write_project(tmp_path, tiny(), content={"about/strategy.md": page})
        with pytest.raises(Abort):  # that is how MkDocs ends with code 1 and no traceback
            built(folder)
        assert caplog.records[-1].getMessage() == (
            'content/about/strategy.md:9: There is no metric "nps" to put in here. '
            "Known are: contract-days, fees, ready-as-named, recommend."
        )


def test_mkdocs_fills_every_part_of_a_page(tmp_path: Path) -> None:
    page = (
        "---\ntitle: Our strategy\n---\n\n# Strategy\n\nWe stand at [[value recommend]], "
        "[[status recommend-45]].\n\n[[chart recommend]]\n\n[[table ready-as-named]]\n\n"
        "- `[[value recommend]]`\n"
    )
    site = built(write_project(tmp_path, tiny(), content={"strategy.md": page}))
    facts = facts_of("strategy/index.html", site.page("strategy/index.html").html)
    assert "We stand at 33 (March 2026), ▲ watch on pace." in facts.blocks
    assert "[[value recommend]]" in facts.blocks
    assert len(set(facts.drawings)) == 1
    assert "Cargo bicycles" in facts.blocks
    assert site.broken() == []
