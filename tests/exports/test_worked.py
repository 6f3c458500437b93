"""Every worked example and every recipe is read as the site reads data, and gives its rows.

    CX_WRITE_WORKED=1 make test ARGS="-k worked"

writes the rows of the examples anew. Work each of them out by hand before you commit it.
"""

from __future__ import annotations

import csv
import io
import math
import os
import re
from pathlib import Path

import pytest

from generator.pages.worked import RECIPES, ROWS, WORKED, WorkedExample, worked_examples
from tests.check.folder import Content, Outcome, check, write_folder
from tests.workbooks import Cell, Rows, xlsx

WRITE = "CX_WRITE_WORKED"
TEMPLATES = Path(__file__).parents[2] / "generator/pages/templates"

#: The company of the examples: its metrics, segments and roles.
COMPANY = {
    "departments.csv": "department,name\nsupport,Support\n",
    "people.csv": "person,name\nsupport-head,Head of Support\nsales-head,Head of Sales\n",
    "segments.csv": ("segment,name,dimension\nnorth,North,region\nsouth,South,region\n"),
    "metrics.csv": (
        "metric,name,department,better,calculation,cadence,unit\n"
        "nps,Would recommend,support,higher,nps,,\n"
        "csat,Satisfied,support,higher,share,,\n"
        "effort,Effort,support,higher,mean,,\n"
        "rating,Rating,support,higher,mean,,\n"
        "easy-share,Very easy,support,higher,share,yearly,\n"
        "on-time,Answered in four hours,support,higher,share,,\n"
        "slow-share,Answered late,support,lower,share,,\n"
        "by-phone,By phone,support,neither,share,,\n"
        "solved-share,Solved,support,higher,share,,\n"
        "at-once,Solved at once,support,higher,share,,\n"
        "commented,With a comment,support,neither,share,,\n"
        "first-reply,First reply,support,lower,,monthly,hours\n"
        "reply-time,Median time to the first reply,support,lower,median,,hours\n"
        "resolution-time,Median time to a solution,support,lower,median,,hours\n"
        "slowest-tenth,Slowest tenth,support,lower,percentile,,hours\n"
        "cases,Cases,support,lower,count,,\n"
        "views,Views,support,neither,sum,,\n"
        "by-quarter,A score a quarter,support,higher,,quarterly,\n"
        "by-week,A score a week,support,higher,,weekly,\n"
        "by-day,A score a day,support,higher,,daily,\n"
        "revenue,Revenue,support,higher,sum,,\n"
    ),
    "measurements/values.csv": None,
}
_NUMBERS = ("value", "n", "numerator", "promoters", "detractors", "invited")
_CELL = re.compile(r"^```csv rows\n.*?^```$", re.MULTILINE | re.DOTALL)

EXAMPLES = [
    pytest.param(folder, example, id=f"{folder}-{example.anchor}")
    for folder in (WORKED, RECIPES)
    for example in worked_examples(folder)
]


def outcome_of(example: WorkedExample, folder: Path) -> Outcome:
    """What the check says of the company with an example's files."""
    workbooks: dict[str, dict[str, Rows]] = {}
    files: dict[str, Content] = {}
    for name, text in example.files.items():
        file, _, sheet = name.partition("#")
        if sheet:
            rows = csv.reader(io.StringIO(text))
            workbooks.setdefault(file, {})[sheet] = [[*map(_typed, row)] for row in rows]
        else:
            files[file] = text
    books = {name: xlsx(sheets) for name, sheets in workbooks.items()}
    write_folder(folder, {**COMPANY, **files, **books, "exports.toml": example.declared})
    return check(folder)


def _typed(cell: str) -> Cell:
    return float(cell) if re.fullmatch(r"\d+(\.\d+)?", cell) else cell


def rows_of(outcome: Outcome) -> str:
    """The measurements as a table of text, without the columns that have no number."""
    frame = outcome.sound.measurements
    used = [name for name in _NUMBERS if frame[name].notna().any()]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["metric", "date", "segment", *used])
    lines = [
        [row["metric"], str(row["last"].date()), row["segment"], *(_number(row[n]) for n in used)]
        for row in frame.to_dict("records")
    ]
    writer.writerows(sorted(lines))
    return written.getvalue()


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.6g}"


@pytest.mark.parametrize(("folder", "example"), EXAMPLES)
def test_an_example_gives_the_rows_that_it_says(
    folder: str, example: WorkedExample, tmp_path: Path
) -> None:
    rows = rows_of(outcome_of(example, tmp_path))
    if os.environ.get(WRITE):
        (path,) = (TEMPLATES / folder).glob(f"*{example.anchor}.md")
        text = _CELL.sub(lambda _: f"```csv rows\n{rows}```", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
    else:
        assert rows == example.blocks[ROWS]
