"""The old data judged by both rules: what the methods alone made another verdict of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.build import Site
from generator.measure.changes.change_kinds import GoalVerdict, SeriesVerdict
from generator.model.edition import EditionHistory
from generator.model.settings import Thresholds
from tests.changes.company import changes, edition, files, site

#: 0.6 points a month from 40: off pace towards 60.
SLOWLY = [round(40 + 0.6 * month, 1) for month in range(1, 9)]
MILD: Mapping[str, Any] = {"thresholds": Thresholds(off_pace=0.1, noise=0.0)}


def after(tmp_path: Path, past: Mapping[str, Any], **settings: Any) -> Site:
    """The site of the same figures a day after an edition with some other published answers."""
    published = replace(edition(tmp_path / "a", files(values=SLOWLY), "2026-09-20"), **past)
    history = EditionHistory(previous=published)
    return site(tmp_path / "b", files(values=SLOWLY), "2026-09-21", past=history, **settings)


def page(made: Site) -> list[str]:
    """The Changes page as lines of plain text."""
    (text,) = [page.markdown for page in made.pages if page.src_uri == "changes/index.md"]
    plain = re.sub(r"<[^>]+>", "", text).replace("\N{NO-BREAK SPACE}", " ")
    return [line.strip() for line in plain.splitlines() if line.strip()]


def test_the_same_methods_give_the_same_verdicts(tmp_path: Path) -> None:
    """New figures, moved targets and time make no difference to it."""
    now = files(values=[*SLOWLY, 60, 61], goal={"target": "47"})
    assert changes(tmp_path, files(values=SLOWLY), now).verdicts == ()


def test_another_threshold(tmp_path: Path) -> None:
    found = changes(tmp_path, files(values=SLOWLY), files(values=SLOWLY), settings=MILD)
    (verdict,) = found.verdicts
    assert isinstance(verdict, GoalVerdict)
    assert (verdict.before.status, verdict.after.status) == ("off-pace", "at-risk")


def test_another_rule_of_the_generator(tmp_path: Path) -> None:
    found = after(tmp_path, {"series_changes": {("solved", ""): "really-worse"}}).context.changes
    assert found is not None
    (verdict,) = found.verdicts
    assert isinstance(verdict, SeriesVerdict)
    assert (verdict.before, verdict.after) == ("really-worse", "cannot-be-told")


def test_it_opens_the_page_and_can_be_recounted(tmp_path: Path) -> None:
    published = {"series_changes": {("solved", ""): "really-worse"}}
    lines = page(after(tmp_path, published, **MILD))
    assert lines[:3] == [
        "# Changes",
        "Method changed: 2 verdicts differ for that reason alone.",
        "Since 2026-Q3: no goal has moved, and no target moved.",
    ]
    start = lines.index("Verdicts that differ by the method alone: 2") + 1
    assert lines[start : start + 2] == [
        (
            "Solved at once: ≥ 60 %: Off track (off pace) and needs a decision in 2026-Q3; the "
            "methods of now say of the same figures: at risk and watch."
        ),
        (
            "Solved at once: Worsened in 2026-Q3; the methods of now say of the same figures: "
            "could not be told."
        ),
    ]


def test_a_code_that_this_version_does_not_know(tmp_path: Path) -> None:
    lines = page(after(tmp_path, {"series_changes": {("solved", ""): "gone-quiet"}}))
    assert "Method changed: 1 verdict differs for that reason alone." in lines
    assert any("Gone quiet in 2026-Q3" in line for line in lines)
