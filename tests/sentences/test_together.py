"""How alignment is found, as the Methods page says it: nothing of what a site does not have."""

from __future__ import annotations

import pytest

from generator.model.schema import Row
from generator.model.settings import Settings
from generator.sentences.methods.section import MethodsSection, SiteFeatures
from generator.sentences.methods.together import together
from generator.sentences.numbers import NBSP, formats_of
from tests.measure.company import EASY, LEGAL, SERVICE, clauses, handoff, holds, reported, waiting

ALL: tuple[Row, ...] = (SERVICE, LEGAL, clauses(), waiting(), EASY)


def section(*tables: Row, tried: int = 0) -> MethodsSection:
    report = reported((*ALL, *tables))
    return together(SiteFeatures(report, formats_of(Settings(), report.series)), tried)


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ((), []),
        ((handoff(),), ["A handoff that one side does not feel"]),
        (
            (holds(),),
            [
                "A goal at the cost of its guardrail",
                "Two goals that oppose each other",
                "A commitment with no goal behind it",
                "No back-office department",
            ],
        ),
    ],
)
def test_only_what_can_be_found_is_told(tables: tuple[Row, ...], told: list[str]) -> None:
    table = section(*tables).table
    assert table is not None
    assert [name for name, _ in table.rows] == told


def test_tension_is_told_with_its_numbers_where_pairs_were_tried() -> None:
    (note,) = section(holds(), tried=3).notes
    for said in ("24 periods or more", "(of long ones by 199)", f"Hochberg at 5{NBSP}%"):
        assert said in note
    assert section(holds()).notes == ()
