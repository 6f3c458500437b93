"""A warning names no value of a group that is too small to be published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.changes.company import GOAL, files, site, table

MONTHS = [f"solved,{2024 + month // 12}-{month % 12 + 1:02d},100,{80 + month % 3}"
          for month in range(24)]  # fmt: skip


@pytest.mark.parametrize(("answers", "told"), [(7, False), (70, True)])
def test_the_value_at_a_baseline(answers: int, told: bool, tmp_path: Path) -> None:
    rows = ["metric,date,n,numerator", *MONTHS, f"solved,2026-01,{answers},{answers // 7}"]
    data = files(metric={"calculation": "share", "kind": "customer"}) | {
        "measurements/m.csv": "\n".join(rows) + "\n",
        "goals.csv": table(GOAL | {"baseline": "40", "baseline_date": "2026-01-31"}),
    }
    made = site(tmp_path, data, "2026-03-01")
    said = [warning.message for warning in made.warnings if "14.3" in warning.message]
    assert bool(said) is told
    if not told:
        assert not any("14.3" in text or "14.28" in text for text in made.fragments.values())
