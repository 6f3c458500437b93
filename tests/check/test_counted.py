"""Every row of every file is accounted for: read is used, skipped and refused together."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check.references import known_ids
from generator.check.typed_rows import check_table
from generator.model.schema import table_of
from generator.model.tables import TABLES, Department
from generator.read.delimited import parse
from tests.check.folder import SOUND, check_changed

MEASURED = [
    ("all used", "nps,2026-09,38\nnps,2026-10,36\n", 2, 2, {}),
    ("an exact duplicate", "nps,2026-10,36\nnps,2026-10,36\n", 2, 1, {"exact duplicates": 1}),
    (
        "a day of the same month",
        "nps,2026-10,36\nnps,2026-10-31,36.0\n",
        2,
        1,
        {"exact duplicates": 1},
    ),
    ("a row without a value", "nps,2026-09,\nnps,2026-10,36\n", 2, 1, {"rows without a value": 1}),
    ("blank rows", "nps,2026-10,36\n,,\n\n", 3, 1, {"blank rows": 2}),
    (
        "all of these",
        "nps,2026-09,N/A\nnps,2026-10,36\n\nnps,2026-10,36\n",
        4,
        1,
        {"rows without a value": 1, "exact duplicates": 1, "blank rows": 1},
    ),
]


@pytest.mark.parametrize(
    ("rows", "read", "used", "skipped"), [pytest.param(*case[1:], id=case[0]) for case in MEASURED]
)
def test_measurements_add_up(
    rows: str, read: int, used: int, skipped: dict[str, int], tmp_path: Path
) -> None:
    changes = {
        "metrics.csv": "metric,name,department,better,cadence\nnps,N,sales,higher,monthly\n",
        "measurements/values.csv": f"metric,date,value\n{rows}",
    }
    dataset = check_changed(tmp_path, changes).sound
    source = next(source for source in dataset.sources if source.table == "measurements")
    assert (source.rows_read, source.rows_used, dict(source.skipped)) == (read, used, skipped)
    assert source.rows_read == source.rows_used + sum(dict(source.skipped).values())


def test_a_duplicate_in_another_file_is_counted_where_it_was_dropped(tmp_path: Path) -> None:
    changes = {"measurements/more.csv": "metric,date,value\nnps,2026-10,36\nnps,2026-08,35\n"}
    dataset = check_changed(tmp_path, changes).sound
    found = {s.file: (s.rows_read, s.rows_used, dict(s.skipped)) for s in dataset.sources}
    assert found["measurements/more.csv"] == (2, 2, {})
    assert found["measurements/values.csv"] == (4, 3, {"exact duplicates": 1})


def test_an_exact_duplicate_of_a_table_is_dropped_and_counted(tmp_path: Path) -> None:
    changes = {"departments.csv": f"{SOUND['departments.csv']}sales, Sales\n"}
    dataset = check_changed(tmp_path, changes).sound
    source = next(source for source in dataset.sources if source.table == "departments")
    assert (source.rows_read, source.rows_used) == (3, 2)
    assert source.skipped == (("exact duplicates", 1),)


def test_refused_rows_are_counted_too() -> None:
    raw, _ = parse("department,name\nA B,one\na,two\na,three\nb\n,\nb,four\nb,four\n", "x.csv")
    table = table_of(Department)
    rows, problems = check_table(raw, table, known_ids([table], {"departments": (raw,)}, 1))
    assert (raw.rows_read, raw.rows_used, raw.refused) == (7, 2, 3)
    assert sum(raw.skipped.values()) == 2
    assert [*rows] == ["a", "b"]
    assert len(problems) == 2  # the ragged row was told by the reading


def test_the_span_of_a_file_is_that_of_its_measurements(tmp_path: Path) -> None:
    dataset = check_changed(tmp_path, {}).sound
    spans = {source.file: (str(source.first), str(source.last)) for source in dataset.sources}
    assert spans["measurements/values.csv"] == ("2026-09-30", "2026-10-31")
    assert spans["departments.csv"] == ("None", "None")
    assert {source.table for source in dataset.sources} < {table.name for table in TABLES}
