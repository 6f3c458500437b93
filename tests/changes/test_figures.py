"""Figures added, restated and withdrawn; cells of tables; goals that came, went or were closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.measure.triage import ClosureReason
from generator.sentences.changes import (
    cell_label,
    cell_sentence,
    restated_sentence,
    since_line,
    withdrawn_sentence,
)
from tests.changes.company import GOAL, METRIC, VALUES, changes, files, past_of, site, table


def test_figures_of_the_past(tmp_path: Path) -> None:
    restated = [*VALUES[:4], 46.5, 50, *VALUES[6:10]]
    found = changes(tmp_path, files(), files(values=restated))
    (figures,) = found.figures
    assert len(figures.added) == 2
    assert [(one.before, one.after) for one in figures.restated] == [(48, 46.5)]
    site_formats = site(tmp_path / "x", files(values=restated), "2026-11-20").context.formats
    said = restated_sentence(figures, site_formats).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "May 2026: 46.5 % instead of 48 %."


def test_figures_that_were_withdrawn(tmp_path: Path) -> None:
    found = changes(tmp_path, files(), files(values=VALUES[:6]))
    (figures,) = found.figures
    formats = site(tmp_path / "x", files(), "2026-11-20").context.formats
    assert withdrawn_sentence(figures, formats) == "No longer there: August 2026 and July 2026."
    assert since_line(found) == "Since 2026-Q3: 2\N{NO-BREAK SPACE}figures withdrawn."


def test_a_period_that_was_open_is_no_restatement(tmp_path: Path) -> None:
    before, now = files(values=VALUES[:9]), files(values=[*VALUES[:8], 70])
    found = changes(tmp_path, before, now, days=("2026-09-20", "2026-10-20"))
    (figures,) = found.figures
    assert (figures.restated, len(figures.added)) == ((), 1)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (files(goal={"owner": "Head of Service"}), [("goals", "solved-60", "owner")]),
        (files(metric={"owner": "Head of Service"}), [("metrics", "solved", "owner")]),
        (files(metric={"definition": "All"}), [("metrics", "solved", "definition")]),
        (files(metric={"name": "At once"}), [("metrics", "solved", "name")]),
        (files(goal={"next_step": "Ask"}), []),
    ],
)
def test_cells(
    now: dict[str, str | bytes], told: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    found = changes(tmp_path, files(), now)
    assert [(cell.table, cell.key, cell.column) for cell in found.cells] == told


def test_a_cell_is_named_once_and_ends_once(tmp_path: Path) -> None:
    before = files(metric={"definition": "Cases with the closed ones."})
    now = files(metric={"definition": "All cases."})
    found = changes(tmp_path, before, now)
    assert [(cell_label(cell), cell_sentence(cell, {})) for cell in found.cells] == [
        ("What is counted", "All cases; it was: Cases with the closed ones.")
    ]
    previous = site(tmp_path / "a", before, "2026-09-20", version="2026-Q3")
    made = site(tmp_path / "b", now, "2026-10-20", past=past_of(previous))
    pages = {page.src_uri: page.markdown for page in made.pages}
    said = "</strong>: All cases; it was: Cases with the closed ones."
    assert f"<strong>What is counted{said}" in pages["metrics/solved.md"]
    assert f">Solved at once: What is counted</a>{said}" in pages["changes/index.md"]


def test_goals_that_come_and_go(tmp_path: Path) -> None:
    other = GOAL | {"goal": "solved-70", "target": "70", "due": "2027-12-31"}
    two = files() | {"goals.csv": table(GOAL, other)}
    assert [goal.goal for goal in changes(tmp_path / "a", files(), two).added] == ["solved-70"]
    assert [goal.goal for goal in changes(tmp_path / "b", two, files()).gone] == ["solved-70"]
    dropped = files() | {"goals.csv": table(GOAL, other | {"state": "dropped"})}
    assert [goal.goal for goal in changes(tmp_path / "c", two, dropped).dropped] == ["solved-70"]
    replaced = files() | {"goals.csv": table(GOAL, other | {"replaces": "solved-60"})}
    assert [goal.goal for goal in changes(tmp_path / "d", two, replaced).replaced] == ["solved-60"]


def test_a_goal_scored_at_its_due_date_is_closed_an_edition_later(tmp_path: Path) -> None:
    data = files(goal={"due": "2026-08-31"})
    first = site(tmp_path / "a", data, "2026-09-20", version="2026-Q3")
    assert not first.context.report.closed_goals
    second = site(tmp_path / "b", data, "2026-12-20", past=past_of(first))
    assert second.context.report.closed_goals == {"solved-60": ClosureReason.EDITION}
    (page,) = [page.markdown for page in second.pages if page.src_uri == "goals/solved-60.md"]
    assert "closed; was missed" in page
    assert "it was scored at its due date, and an earlier edition has told so" in page


def test_without_a_previous_edition_nothing_is_mentioned(tmp_path: Path) -> None:
    alone = site(tmp_path / "a", files(), "2026-09-20")
    assert {"changes/index.md", "editions/index.md"}.isdisjoint(p.src_uri for p in alone.pages)
    told = [page for page in alone.pages if page.src_uri not in REFERENCE]
    assert not any("Since" in page.markdown or "edition" in page.markdown for page in told)


#: These explain every setting and every column, whatever a company has.
REFERENCE = {"data/settings.md", "data/examples.md", "data/recipes.md"}
SECRET = METRIC | {"metric": "margin", "name": "Margin on each case"}


def test_what_has_become_a_matter_of_the_leadership_does_not_come_back(tmp_path: Path) -> None:
    values = "metric,date,value\nmargin,2026-07,17.31\nmargin,2026-08,17.32\n"
    goal = GOAL | {"goal": "margin-20", "metric": "margin", "target": "20", "baseline": "15"}
    both = files() | {
        "metrics.csv": table(METRIC, SECRET),
        "goals.csv": table(GOAL, goal),
        "measurements/margin.csv": values,
    }
    first = site(tmp_path / "a", both, "2026-09-20", version="2026-Q3")
    hidden = both | {"metrics.csv": table(METRIC, SECRET | {"audience": "leadership"})}
    second = site(tmp_path / "b", hidden, "2026-11-20", past=past_of(first))
    everything = "".join(
        [page.markdown for page in second.pages]
        + [str(asset.content) for asset in second.assets]
        + list(second.fragments.values())
    )
    for word in ("margin", "Margin", "17.3"):
        assert word not in everything


def test_a_group_that_is_too_small_now_does_not_come_back(tmp_path: Path) -> None:
    metric = {"calculation": "share", "kind": "customer", "min_n": "5"}
    values = "metric,date,n,numerator\nsolved,2026-07,90,41\nsolved,2026-08,7,3\n"
    before = files(metric=metric) | {"measurements/m.csv": values}
    now = files(metric=metric | {"min_n": "10"}) | {"measurements/m.csv": values}
    first = site(tmp_path / "a", before, "2026-09-20", version="2026-Q3")
    assert "42.857" in "".join(str(asset.content) for asset in first.assets)
    second = site(tmp_path / "b", now, "2026-11-20", past=past_of(first))
    everything = "".join(
        [page.markdown for page in second.pages] + [str(asset.content) for asset in second.assets]
    )
    assert "42.8" not in everything
    assert second.context.changes is not None
    assert second.context.changes.figures == ()
