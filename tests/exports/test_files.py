"""What exports.toml declares of the project's own tables, where a file does not say it itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.folder import Content, Outcome, check_changed
from tests.exports.folder import measured

METRICS = (
    "metric,name,department,better,calculation,cadence\n"
    "reply,First reply in hours,support,lower,,monthly\n"
)
FILE = "measurements/values.csv"


def declared(folder: Path, settings: str, content: str | bytes, **more: Content) -> Outcome:
    toml = f'[files."{FILE}"]\n{settings}\n'
    files: dict[str, Content] = {"metrics.csv": METRICS, "exports.toml": toml, FILE: content}
    return check_changed(folder, {**files, **more})


def found(outcome: Outcome) -> list[float]:
    return [numbers["value"] for numbers in measured(outcome).values()]


HEAD = "metric,date,value\n"
CASES = [
    ("thousands", 'decimal = "."', HEAD + 'reply,2026-10,"1,018"\n', [1018]),
    ("a decimal comma", 'decimal = ","', HEAD + 'reply,2026-10,"1,018"\n', [1.018]),
    ("a mark of thousands", 'thousands = ","', HEAD + 'reply,2026-10,"1,018"\n', [1018]),
    ("day first", 'dates = "day-first"', HEAD + "reply,03/09/2026,7\nreply,04/10/2026,8\n", [7, 8]),
    (
        "month first",
        'dates = "month-first"',
        HEAD + "reply,09/03/2026,7\nreply,10/04/2026,8\n",
        [7, 8],
    ),
    ("a format", 'dates = "%d.%m.%y"', HEAD + "reply,03.09.26,7\nreply,04.10.26,8\n", [7, 8]),
    ("Excel's days", 'dates = "excel-days"', HEAD + "reply,46295,7\nreply,46326,8\n", [7, 8]),
    ("an encoding", 'encoding = "utf-16"', (HEAD + "reply,2026-10,7\n").encode("utf-16-le"), [7]),
    (
        "a delimiter",
        'delimiter = "bar"',
        "metric|date|value|note\nreply|2026-10|7|a;b;c;d;e\n",
        [7],
    ),
    (
        "rows above",
        "skip_rows = 2",
        "Helpdesk\nby month, hours\n" + HEAD + "reply,2026-10,7\n",
        [7],
    ),
    (
        "rows below",
        "footer_rows = 2",
        HEAD + "reply,2026-10,7\n\nMade by,me,today\nTidewell\n",
        [7],
    ),
    ("totals", 'total_rows = ["Total"]', HEAD + "reply,2026-10,7\nTOTAL,,7\n", [7]),
    (
        "a column a month",
        'layout = "wide"',
        "metric,Aug 2026,Sep 2026,Oct 2026\nreply,7,,6\n",
        [7, 6],
    ),
]


@pytest.mark.parametrize(
    ("settings", "content", "values"), [pytest.param(*case[1:], id=case[0]) for case in CASES]
)
def test_a_declaration_is_obeyed(
    settings: str, content: str | bytes, values: list[float], tmp_path: Path
) -> None:
    outcome = declared(tmp_path, settings, content)
    assert found(outcome) == values
    for source in outcome.sound.sources:
        assert source.rows_read == source.rows_used + sum(count for _, count in source.skipped)


@pytest.mark.parametrize(
    ("settings", "content", "message"),
    [
        (
            'decimal = ","',
            HEAD + "reply,2026-10,7.5\n",
            (
                f'{FILE}:2:value: "7.5" has a decimal point, and exports.toml declares a comma. '
                "Correct the cell, or the declaration."
            ),
        ),
        (
            'dates = "day-first"',
            HEAD + "reply,10/31/2026,7\n",
            (
                f'{FILE}:2:date: "10/31/2026" is no date that is written day-first. Correct the '
                "cell, "
                "or what exports.toml declares of the dates."
            ),
        ),
        (
            'dates = "%d.%m.%Y"',
            HEAD + "reply,31/10/2026,7\n",
            (
                f'{FILE}:2:date: "31/10/2026" is not written as %d.%m.%Y. Correct the cell, or '
                "what "
                "exports.toml declares of the dates."
            ),
        ),
        (
            'encoding = "utf-8"',
            b"metric,date,value,note\nreply,2026-10,7,caf\xe9\n",
            (
                f"{FILE}:2: This line is not utf-8, which exports.toml declares for the file. "
                "Correct the encoding there, or leave it out to have it found."
            ),
        ),
        (
            'layout = "wide"',
            "metric,2026-09,2026-10\nreply,7,seven\n",
            (
                f'{FILE}:2:2026-10: "seven" is not a number. Write digits, such as 99.5, or '
                "leave it "
                "blank."
            ),
        ),
        (
            'layout = "wide"',
            HEAD + "reply,2026-10,7\n",
            (
                f"{FILE}:1: No column is named by a period, such as 2026-10 or Oct 2026, and "
                'exports.toml declares layout = "wide" for this file. Write the periods in the '
                "header, "
                "or remove the declaration."
            ),
        ),
    ],
)
def test_what_contradicts_a_declaration_is_refused(
    settings: str, content: str | bytes, message: str, tmp_path: Path
) -> None:
    assert declared(tmp_path, settings, content).messages[:1] == [message]


def test_a_footer_that_is_not_declared(tmp_path: Path) -> None:
    content = HEAD + "reply,2026-10,7\n\nConfidential\nMade by Tidewell\n"
    assert check_changed(tmp_path, {"metrics.csv": METRICS, FILE: content}).messages == [
        (
            f"{FILE}:4: Lines 4 to 5 are below the table and no part of it. Declare footer_rows = "
            f"2 for this file in exports.toml, or keep them in a file of your own elsewhere."
        )
    ]


def test_a_column_a_month_that_is_not_declared(tmp_path: Path) -> None:
    content = "metric,Aug 2026,Sep 2026\nreply,7,6\n"
    assert check_changed(tmp_path, {"metrics.csv": METRICS, FILE: content}).messages[0] == (
        f"{FILE}:1: The table has a column a period, and no column of dates. If that is meant, "
        f'declare it in exports.toml: [files."{FILE}"] with layout = "wide".'
    )


def test_a_second_table(tmp_path: Path) -> None:
    content = HEAD + "reply,2026-10,7\n\nregion,cases\nNorth,12\nSouth,14\n"
    assert check_changed(tmp_path, {"metrics.csv": METRICS, FILE: content}).messages == [
        (
            f"{FILE}:4: A second table begins here, below a blank row. Save each table as a file "
            "of "
            "its own."
        )
    ]


def test_next_month_s_file_restates_this_month_s(tmp_path: Path) -> None:
    files: dict[str, Content] = {
        "metrics.csv": METRICS,
        FILE: None,
        "measurements/helpdesk-09.csv": HEAD + "reply,2026-08,8\nreply,2026-09,7\n",
        "measurements/helpdesk-10.csv": HEAD
        + "reply,2026-08,8\nreply,2026-09,7.5\nreply,2026-10,6\n",
        "exports.toml": '[files."measurements/helpdesk-*.csv"]\noverlap = "newest-file"\n',
    }
    outcome = check_changed(tmp_path, files)
    assert found(outcome) == [8, 7.5, 6]
    skipped = {s.file: dict(s.skipped) for s in outcome.sound.sources if s.skipped}
    assert skipped == {
        "measurements/helpdesk-09.csv": {
            "rows that a newer file has too": 1,
            "rows restated by a newer file": 1,
        }
    }


def test_a_system_and_an_owner_may_be_declared(tmp_path: Path) -> None:
    outcome = declared(
        tmp_path, 'system = "Helpdesk"\nowner = "Head of Support"', HEAD + "reply,2026-10,7\n"
    )
    dataset = outcome.sound
    (source,) = [source for source in dataset.sources if source.file == FILE]
    assert (source.system, source.owner) == ("Helpdesk", "Head of Support")


def test_the_declared_owner_is_one_of_the_people(tmp_path: Path) -> None:
    people = {"people.csv": "person,name\nhead-support,Head of Support\n"}
    settings = 'owner = "head-support"'
    dataset = declared(tmp_path, settings, HEAD + "reply,2026-10,7\n", **people).sound
    (source,) = [source for source in dataset.sources if source.file == FILE]
    assert source.owner == "Head of Support"
    unknown = declared(tmp_path, 'owner = "Head of Suport"', HEAD + "reply,2026-10,7\n", **people)
    assert unknown.messages == [
        'exports.toml:1:owner: "Head of Suport" is not in people.csv. Did you mean Head of Support?'
    ]


def test_a_declaration_without_its_file(tmp_path: Path) -> None:
    toml = '\n[files."measurements/value.csv"]\ndecimal = ","\n'
    assert check_changed(tmp_path, {"exports.toml": toml}).messages == [
        (
            'exports.toml:2: No table\'s file is called "measurements/value.csv". Did you mean '
            "measurements/values.csv?"
        )
    ]
