"""Headers that name segments, many rows of one period, short rows: each as it is declared."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.read.declarations import parse_declarations
from tests.exports.folder import check_export, errors, measured, source

OCTOBER, NOVEMBER = "2026-10-31", "2026-11-30"

LONG = """\
[exports.report]
files = "file.csv"
layout = "long"
date = "Month"
metric = "reply"
"""
REGIONS = LONG + 'value = "{segment}"\nsegment = { dimension = "region", whole = ["Total"] }\n'


def test_a_column_for_each_region(tmp_path: Path) -> None:
    text = "Month,North,South,Total\n2026-10,5,7,6\n2026-11,4,8,6.5\n"
    outcome = check_export(tmp_path, REGIONS, files={"file.csv": text})
    assert measured(outcome) == {
        ("reply", OCTOBER, ""): {"value": 6},
        ("reply", OCTOBER, "region: North"): {"value": 5},
        ("reply", OCTOBER, "region: South"): {"value": 7},
        ("reply", NOVEMBER, ""): {"value": 6.5},
        ("reply", NOVEMBER, "region: North"): {"value": 4},
        ("reply", NOVEMBER, "region: South"): {"value": 8},
    }
    assert (source(outcome).rows_read, source(outcome).rows_used) == (6, 6)


def test_a_pattern_in_headers_with_counts(tmp_path: Path) -> None:
    toml = LONG.replace('"reply"', '"csat"') + (
        'value = "CSAT {segment}"\nn = "Answers {segment}"\n'
        'segment = { values = { "NA" = "Americas", "EU" = "Europe" } }\n'
    )
    text = "Month,CSAT EU,Answers EU,CSAT NA,Answers NA,Comment\n2026-10,81,40,79,25,good\n"
    outcome = check_export(tmp_path, toml, files={"file.csv": text})
    assert measured(outcome) == {
        ("csat", OCTOBER, "Europe"): {"value": 81, "n": 40},
        ("csat", OCTOBER, "Americas"): {"value": 79, "n": 25},
    }


def test_a_blank_cell_is_a_row_without_a_value(tmp_path: Path) -> None:
    text = "Month,North,South,Total\n2026-10,5,,6\n,,,\n2026-11,4,8,6\n"
    outcome = check_export(tmp_path, REGIONS, files={"file.csv": text})
    assert len(measured(outcome)) == 5
    assert dict(source(outcome).skipped) == {"blank rows": 3, "rows without a value": 1}


def test_months_in_headers_are_read_as_before(tmp_path: Path) -> None:
    toml = LONG.replace("long", "wide").replace('date = "Month"\n', "")
    toml += 'segment = { column = "Region" }\n'
    text = "Region,Oct 26,Nov-26\nNorth,5,4\nSouth,7,8\n"
    outcome = check_export(tmp_path, toml, files={"file.csv": text})
    assert measured(outcome) == {
        ("reply", OCTOBER, "North"): {"value": 5},
        ("reply", NOVEMBER, "North"): {"value": 4},
        ("reply", OCTOBER, "South"): {"value": 7},
        ("reply", NOVEMBER, "South"): {"value": 8},
    }


def test_a_header_that_is_no_period_is_told(tmp_path: Path) -> None:
    toml = LONG.replace("long", "wide").replace('date = "Month"\n', "")
    outcome = check_export(tmp_path, toml, files={"file.csv": "Team,Oct 2026,Nov 20226\nA,5,4\n"})
    assert measured(outcome) == {("reply", OCTOBER, ""): {"value": 5}}
    assert outcome.messages[0] == (
        'warning: exports/file.csv:1:Nov 20226: "Nov 20226" is no period, so the column '
        "was not read. If it is one, write it like the others, such as 2026-10."
    )


REFUSED = [
    (
        "a total that is not declared",
        REGIONS.replace(', whole = ["Total"]', ""),
        "Month,North,Gesamt\n2026-10,5,6\n",
        (
            'exports/file.csv:1:Gesamt: "Gesamt" is a name for the total of the other '
            'segments. If it is that, declare whole = ["Gesamt"] for this segment.'
        ),
    ),
    (
        "a header that is none of the declared",
        REGIONS.replace("whole", 'values = { "N" = "North" }, whole'),
        "Month,N,S\n2026-10,5,6\n",
        (
            'exports/file.csv:1:S: "S" is no segment: exports.toml does not say what it means. '
            'Add it to values, such as "S" = "small", or leave it out by a filter.'
        ),
    ),
    (
        "a column that holds no figures",
        REGIONS,
        "Month,North,Comment\n2026-10,5,quiet\n",
        (
            'exports/file.csv:2:Comment: "quiet" is not a number. Correct it in the system that '
            "it comes from and export the file again, or leave such rows out by a filter in "
            "exports.toml."
        ),
    ),
    (
        "no column that fits",
        REGIONS.replace('"{segment}"', '"CSAT {segment}"'),
        "Month,North,South\n2026-10,5,6\n",
        (
            'exports/file.csv:1: No column is called "CSAT {segment}" (exports.toml:6:value). '
            "Correct the pattern there, or export the file with it."
        ),
    ),
    (
        "a segment without its count",
        REGIONS.replace('"{segment}"', '"CSAT {segment}"\nn = "n {segment}"'),
        "Month,CSAT North,CSAT South,n North\n2026-10,5,6,40\n",
        (
            'exports/file.csv:1: No column is called "n South" (exports.toml:7:n). Correct the '
            "pattern there, or export the file with it."
        ),
    ),
    (
        "two columns of one segment",
        REGIONS,
        "Month,North,north\n2026-10,5,6\n",
        (
            'exports/file.csv:1: 2 columns are called "{segment}" for the segment "north". '
            "Export the file with one of them."
        ),
    ),
]


@pytest.mark.parametrize(("toml", "text", "message"), [case[1:] for case in REFUSED])
def test_headers_that_are_refused(toml: str, text: str, message: str, tmp_path: Path) -> None:
    outcome = check_export(tmp_path, toml, files={"file.csv": text})
    assert errors(outcome)[0] == message


DAILY = (
    LONG.replace('"Month"', '"Day"')
    + 'value = "Value"\nperiod = "month"\nsegment = { column = "Region" }\n'
)
ROWS = (
    "Day,Region,Value,Answers\n2026-10-01,North,10,3\n2026-10-02,North,14,1\n2026-10-02,South,5,2\n"
)


@pytest.mark.parametrize(
    ("aggregate", "north"),
    [
        ("sum", {"value": 24, "n": 4}),
        ("mean", {"value": 11, "n": 4}),  # (10 · 3 + 14 · 1) / 4
        ("last", {"value": 14, "n": 1}),
        ("max", {"value": 14, "n": 1}),
    ],
)
def test_many_rows_of_a_period(aggregate: str, north: dict[str, float], tmp_path: Path) -> None:
    toml = f'{DAILY}n = "Answers"\naggregate = "{aggregate}"\n'
    outcome = check_export(tmp_path, toml, files={"file.csv": ROWS})
    assert measured(outcome) == {
        ("reply", OCTOBER, "North"): north,
        ("reply", OCTOBER, "South"): {"value": 5, "n": 2},
    }
    assert (source(outcome).rows_read, source(outcome).rows_used) == (3, 3)


def test_rows_that_look_alike_are_all_added(tmp_path: Path) -> None:
    text = "Day,Region,Value\n2026-10-01,North,10\n2026-10-01,North,10\n2026-10-02,North,1\n"
    outcome = check_export(tmp_path, f'{DAILY}aggregate = "sum"\n', files={"file.csv": text})
    assert measured(outcome) == {("reply", OCTOBER, "North"): {"value": 21}}
    assert source(outcome).rows_used == 3


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ((("1,5"), ("2,5")), 4),
        ((("1h 30m"), ("0:30:00")), 2),
        ((("12%"), ("30%")), 42),
        ((("3 EUR"), ("4 EUR")), 7),
    ],
)
def test_the_way_of_writing_is_kept(cells: tuple[str, str], value: float, tmp_path: Path) -> None:
    metrics = (
        "metric,name,department,better,calculation,unit\nreply,First reply,sales,lower,,hours\n"
    )
    rows = [f"2026-10-0{day};;{cell}\n" for day, cell in enumerate(cells, 1)]
    text = "".join(("Day;Region;Value\n", *rows))
    toml = f'{DAILY}aggregate = "sum"\n'
    outcome = check_export(
        tmp_path, toml, files={"file.csv": text}, tables={"metrics.csv": metrics}
    )
    assert measured(outcome) == {("reply", OCTOBER, ""): {"value": value}}


AGGREGATES = [
    (
        "two rows, and nothing says what becomes of them",
        "",
        ROWS,
        (
            'exports/file.csv:3:Day: There is another row for "reply", 2026-10, segment '
            '"North": value is 14 here and 10 on line 2. Correct it in the system that it comes '
            "from and export the file again, or leave such rows out by a filter in exports.toml."
        ),
    ),
    (
        "two last rows",
        'aggregate = "last"\n',
        "Day,Region,Value\n2026-10-01,North,9\n2026-10-02,North,10\n2026-10-02,North,14\n",
        (
            'exports/file.csv:4:Day: There is another row for "reply", 2026-10, segment '
            '"North": value is 14 here and 10 on line 3. Correct it in the system that it comes '
            "from and export the file again, or leave such rows out by a filter in exports.toml."
        ),
    ),
    (
        "a blank value among those that are added",
        'aggregate = "sum"\nn = "Answers"\n',
        ROWS.replace("14,1", ",1"),
        (
            'exports/file.csv:3:Value: "Value" is blank in 1 row and filled in others of '
            "2026-10, and all of them become one value. Correct it in the system that it comes "
            "from and export the file again, or leave such rows out by a filter in exports.toml."
        ),
    ),
    (
        "a text among those that are added",
        'aggregate = "sum"\n',
        ROWS.replace("14", "many"),
        (
            'exports/file.csv:3:Value: "many" is not a number. Correct it in the system that it '
            "comes from and export the file again, or leave such rows out by a filter in "
            "exports.toml."
        ),
    ),
    (
        "a percentage among plain numbers",
        'aggregate = "max"\n',
        ROWS.replace("14", "0.14%"),
        (
            'exports/file.csv:3:Value: "0.14%" is written in another way than "10", and both '
            "become one value. Export all of them in one way, such as 42% or 42."
        ),
    ),
]


@pytest.mark.parametrize(("settings", "text", "message"), [case[1:] for case in AGGREGATES])
def test_rows_that_do_not_become_one(
    settings: str, text: str, message: str, tmp_path: Path
) -> None:
    outcome = check_export(tmp_path, DAILY + settings, files={"file.csv": text})
    assert errors(outcome)[0] == message


def test_a_score_is_not_added(tmp_path: Path) -> None:
    toml = DAILY.replace('"reply"', '"nps"') + 'aggregate = "sum"\n'
    outcome = check_export(tmp_path, toml, files={"file.csv": ROWS})
    assert errors(outcome)[0] == (
        'exports.toml:9:aggregate: "nps" is a nps (metrics.csv:2), and such values are not added. '
        "Export it for whole periods, or hand in its counts alone."
    )


MISDECLARED = [
    (
        DAILY + 'aggregate = "mean"\n',
        (
            "exports.toml:9:aggregate: An average is weighted by the number behind each value. "
            'Write n = "Answers".'
        ),
    ),
    (
        DAILY.replace('period = "month"\n', "") + 'aggregate = "sum"\n',
        (
            "exports.toml:8:aggregate: Which rows become one is not stated. Write the period "
            'that they make: period = "month".'
        ),
    ),
    (
        DAILY + 'aggregate = "average"\n',
        'exports.toml:9:aggregate: "average" is not sum, mean, last or max. Write one of them.',
    ),
    (
        REGIONS.replace("whole", 'column = "Region", whole'),
        (
            'exports.toml:6:value: Both "segment" and the headers of "value" name the '
            "segments. Keep the column of the segment, or the pattern: a figure is of one "
            "segment."
        ),
    ),
    (
        LONG + 'value = "Value"\nsegment = { dimension = "region" }\n',
        (
            "exports.toml:7:segment: A segment needs its column. Write segment = { column = "
            '"Region" }, or value = "CSAT {segment}" if headers do.'
        ),
    ),
]


@pytest.mark.parametrize(("toml", "message"), MISDECLARED)
def test_what_is_declared_wrongly(toml: str, message: str) -> None:
    assert [str(problem) for problem in parse_declarations(toml)[1]] == [message]


SHORT = "Month,Value,Answers,Note\n2026-10,5,4\n2026-11,6,5,good\n"
FIGURES = f'{LONG}value = "Value"\nn = "Answers"\n'


def test_a_short_row_is_refused(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, FIGURES, files={"file.csv": SHORT})
    assert errors(outcome)[0] == (
        "exports/file.csv:2: This row has 3 cells where the header has 4. If it is a footer, "
        "declare footer_rows or total_rows for this export; else export the file again."
    )


def test_a_short_row_is_filled_with_blanks_at_its_end(tmp_path: Path) -> None:
    toml = f'{FIGURES}short_rows = "fill"\n'
    outcome = check_export(tmp_path, toml, files={"file.csv": SHORT})
    assert measured(outcome) == {
        ("reply", OCTOBER, ""): {"value": 5, "n": 4},
        ("reply", NOVEMBER, ""): {"value": 6, "n": 5},
    }


def test_a_long_row_is_refused_all_the_same(tmp_path: Path) -> None:
    toml = f'{FIGURES}short_rows = "fill"\n'
    text = SHORT.replace("good", "good,bad")
    outcome = check_export(tmp_path, toml, files={"file.csv": text})
    assert errors(outcome)[0] == (
        "exports/file.csv:3: This row has 5 cells where the header has 4. Export the file again, "
        "with each text that holds a comma in quotation marks."
    )


def test_short_rows_of_a_table(tmp_path: Path) -> None:
    toml = '[files."measurements/short.csv"]\nshort_rows = "fill"\n'
    table = "metric,date,value,n,note\nreply,2026-10,5\nreply,2026-11,6,5,good\n"
    tables = {"measurements/short.csv": table}
    outcome = check_export(tmp_path, toml, tables=tables)
    assert measured(outcome) == {
        ("reply", OCTOBER, ""): {"value": 5},
        ("reply", NOVEMBER, ""): {"value": 6, "n": 5},
    }
