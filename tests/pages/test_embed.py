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
            '<span class="cx-shape" aria-hidden="true">■</span> breached</span></a>'
        )

    def test_a_chart_stands_on_a_line_of_its_own_with_its_data(self, site: Site) -> None:
        page = site.complete(
            site.embed("Before [[chart recommend]] after", "strategy.md"), "strategy.md"
        )
        before, figure, after = page.partition("<figure")[0], page, page.rpartition("</figure>")[2]
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
        assert goal == (
            "33 in March 2026; the target is at least 45 by 31 December 2026. Really better since "
            "January 2026."
        )
        assert site.embed("[[sentence goal:recommend-45]]", "strategy.md") == goal
        metric = site.embed("[[sentence contract-days]]", "strategy.md").replace("\xa0", " ")
        assert metric.startswith("9.5 days in Q1 2026. ")
        assert metric.endswith("no real change so far, on no more than five figures.")

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
    assert "We stand at 33 (March 2026), ● on pace." in facts.blocks
    assert "[[value recommend]]" in facts.blocks
    assert len(facts.drawings) == 1
    assert "Cargo bicycles" in facts.blocks
    assert site.broken() == []
