"""Where levels begin: an edition keeps it, and Changes says if restated figures moved it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.measure.changes.change_kinds import ChangeReason, Changes
from generator.model.edition import PublishedStart
from generator.model.settings import VariationRules
from tests.changes.company import changes, edition, files

#: A level begins with the ninth figure, September 2025, and is found with the fifteenth.
MOVED = [10, 12, 11, 9, 10, 11, 12, 10, 15, 16, 14, 15, 17, 16, 15, 16]
LATER = [*MOVED[:8], 11, *MOVED[9:]]
NEVER = [*MOVED[:8], 11, 13, 10, 12, 11, 10, 12, 11]
DAYS = ("2026-05-20", "2026-05-21")


def company(values: Sequence[float], events: str = "") -> dict[str, str | bytes]:
    """The company with a record that begins in January 2025."""
    rows = [
        f"solved,{2025 + place // 12}-{place % 12 + 1:02d},{value:g}"
        for place, value in enumerate(values)
    ]
    table = "\n".join(["metric,date,value", *rows]) + "\n"
    return files() | {"measurements/m.csv": table} | ({"events.csv": events} if events else {})


def test_an_edition_keeps_the_starts_of_levels(tmp_path: Path) -> None:
    assert edition(tmp_path, company(MOVED), DAYS[0]).starts == {
        ("solved", ""): (
            PublishedStart(
                metric="solved",
                first=dt.date(2025, 9, 1),
                last=dt.date(2025, 9, 30),
                found=dt.date(2026, 3, 31),
            ),
        )
    }


def told(found: Changes) -> list[tuple[str, str | None, tuple[ChangeReason, ...]]]:
    return [
        (
            one.before.last.isoformat(),
            None if one.after is None else one.after.last.isoformat(),
            one.reasons,
        )
        for one in found.moved_starts
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (MOVED, []),
        ([*MOVED, 11, 10, 12, 9, 11, 10, 12, 10], []),
        (LATER, [("2025-09-30", "2025-10-31", (ChangeReason.RESTATED,))]),
        (NEVER, [("2025-09-30", None, (ChangeReason.RESTATED,))]),
    ],
    ids=["the same", "new figures", "elsewhere", "nowhere"],
)
def test_restated_figures_move_a_beginning(
    values: Sequence[float],
    expected: list[tuple[str, str | None, tuple[ChangeReason, ...]]],
    tmp_path: Path,
) -> None:
    days = (DAYS[0], "2027-01-20" if len(values) > len(MOVED) else DAYS[1])
    assert told(changes(tmp_path, company(MOVED), company(values), days=days)) == expected


def test_a_rebase_is_a_changed_definition(tmp_path: Path) -> None:
    events = "date,title,metric,rebase\n2025-10-15,Another wording,solved,yes\n"
    now = company(MOVED, events=events)
    (one,) = told(changes(tmp_path, company(MOVED), now, days=DAYS))
    assert one == ("2025-09-30", None, (ChangeReason.DEFINITION,))


def test_a_setting_is_told_as_a_method_and_not_here(tmp_path: Path) -> None:
    found = changes(
        tmp_path,
        company(MOVED),
        company(MOVED),
        days=DAYS,
        settings={"variation": VariationRules(whole=True)},
    )
    assert found.moved_starts == ()
    assert [one.name for one in found.methods] == ["variation.whole"]
