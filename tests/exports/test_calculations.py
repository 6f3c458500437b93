"""From rows to values: every calculation, period, condition and breakdown, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

import generator.read.export_stream
from generator.model.settings import Settings
from tests.check.folder import Content
from tests.exports.folder import Found, check_export, errors, measured, source

HEAD = "id,day,survey,answer,region,channels,hours\n"
ROWS = (
    "1,2026-09-01,A,10,North,phone; e-mail,4\n"
    "2,2026-09-15,A,9,south,e-mail,2\n"
    "3,2026-10-01,A,6, North ,phone,8\n"
    "4,2026-10-04,A,7,North,,1\n"
    "5,2026-10-31,A,n/a,South,chat,3\n"
)
FILE = "answers.csv"


def toml(**settings: str) -> str:
    stated = {
        "files": f'"{FILE}"',
        "layout": '"responses"',
        "date": '"day"',
        "period": '"month"',
        "answer": '"answer"',
    } | settings
    lines = (f"{key} = {value}" for key, value in stated.items() if value)
    return "[exports.answers]\n" + "\n".join(lines) + "\n"


def found(folder: Path, content: str = HEAD + ROWS, **settings: str) -> Found:
    return measured(check_export(folder, toml(**settings), files={FILE: content}))


SEPTEMBER, OCTOBER = "2026-09-30", "2026-10-31"
NPS = {"metric": '"nps"', "calculation": '"nps"', "scale": "[0, 10]"}


@pytest.mark.parametrize(
    ("settings", "september", "october"),
    [
        (NPS, 100, -50),
        ({"metric": '"csat"', "calculation": '"top-box"', "scale": "[0, 10]", "top": "2"}, 100, 0),
        (
            {"metric": '"csat"', "calculation": '"top-box"', "scale": "[0, 10]", "at_least": "7"},
            100,
            50,
        ),
        (
            {
                "metric": '"csat"',
                "calculation": '"top-box"',
                "scale": "[0, 10]",
                "favourable": "[6, 9]",
            },
            50,
            50,
        ),
        ({"metric": '"effort"', "calculation": '"mean"'}, 9.5, 6.5),
        ({"metric": '"views"', "calculation": '"sum"', "answer": '"hours"'}, 6, 12),
        ({"metric": '"median-days"', "calculation": '"median"', "answer": '"hours"'}, 3, 3),
        (
            {
                "metric": '"slow-days"',
                "calculation": '"percentile"',
                "percentile": "75",
                "answer": '"hours"',
            },
            3.5,
            5.5,
        ),
        ({"metric": '"cases"', "calculation": '"count"', "answer": ""}, 2, 3),
        ({"metric": '"cases"', "calculation": '"count"'}, 2, 2),
        (
            {"metric": '"csat"', "calculation": '"share"', "answer": '"hours"', "at_most": "3"},
            50,
            pytest.approx(200 / 3),
        ),
        (
            {
                "metric": '"csat"',
                "calculation": '"share"',
                "answer": '"channels"',
                "is": '["phone"]',
                "separator": '";"',
            },
            50,
            50,
        ),
        (
            {
                "metric": '"csat"',
                "calculation": '"share"',
                "answer": '"channels"',
                "filled": "true",
            },
            100,
            pytest.approx(200 / 3),
        ),
    ],
)
def test_a_calculation(
    settings: dict[str, str], september: float, october: float, tmp_path: Path
) -> None:
    numbers = found(tmp_path, **settings)
    values = {key[1]: value["value"] for key, value in numbers.items()}
    assert values == {SEPTEMBER: september, OCTOBER: october}


@pytest.mark.parametrize(
    ("period", "lasts"),
    [
        ('"day"', ["2026-09-01", "2026-09-15", "2026-10-01", "2026-10-04"]),
        ('"week"', ["2026-09-06", "2026-09-20", "2026-10-04"]),
        ('"month"', ["2026-09-30", "2026-10-31"]),
        ('"quarter"', ["2026-09-30", "2026-12-31"]),
        ('"year"', ["2026-12-31"]),
    ],
)
def test_a_period(period: str, lasts: list[str], tmp_path: Path) -> None:
    assert [key[1] for key in found(tmp_path, **NPS, period=period)] == lasts


def test_a_quarter_of_the_fiscal_year(tmp_path: Path) -> None:
    outcome = check_export(
        tmp_path,
        toml(**NPS, period='"quarter"'),
        files={FILE: HEAD + ROWS},
        settings=Settings(fiscal_year_start=2),
    )
    assert [key[1] for key in measured(outcome)] == ["2026-10-31"]


def test_segments_in_two_dimensions_and_of_several_choices(tmp_path: Path) -> None:
    segment = (
        '[{ column = "region", dimension = "region" }, '
        '{ column = "channels", dimension = "channel", separator = ";" }]'
    )
    numbers = found(tmp_path, **NPS, segment=segment)
    counts = {key[2]: value["n"] for key, value in numbers.items() if key[1] == SEPTEMBER}
    assert counts == {
        "": 2,
        "region: North": 1,
        "region: south": 1,
        "channel: phone": 1,
        "channel: e-mail": 2,
    }


SEGMENTS: dict[str, Content] = {
    "segments.csv": "segment,name,dimension\nnorth,North,region\nsouth,The South,region\n"
}


def test_texts_are_held_against_segments_csv(tmp_path: Path) -> None:
    settings = toml(**NPS, segment='{ column = "region", dimension = "region" }')
    outcome = check_export(
        tmp_path, settings, files={FILE: HEAD + ROWS.replace("south", "Sout")}, tables=SEGMENTS
    )
    assert errors(outcome) == [
        (
            f'exports/{FILE}:3:region: "Sout" is no segment of "region" in segments.csv. Did you '
            "mean "
            "south or the south?"
        )
    ]
    outcome = check_export(tmp_path, settings, files={FILE: HEAD + ROWS}, tables=SEGMENTS)
    assert {key[2] for key in measured(outcome)} == {"", "north", "south"}


def test_answers_in_words(tmp_path: Path) -> None:
    content = HEAD + "1,2026-10-01,A,Very satisfied,,,\n2,2026-10-02,A,Satisfied,,,\n"
    settings = {"metric": '"effort"', "calculation": '"mean"', "scale": "[1, 5]"}
    words = '{ "Very satisfied" = 5, "satisfied" = 4 }'
    assert found(tmp_path, content, **settings, answers=words)[("effort", OCTOBER, "")] == {
        "value": 4.5,
        "n": 2,
        "numerator": 9,
    }
    outcome = check_export(tmp_path, toml(**settings), files={FILE: content})
    assert errors(outcome) == [
        (
            f'exports/{FILE}:2:answer: "Very satisfied" is not a number. Say in exports.toml '
            "what it "
            'means: answers = { "Very satisfied" = 5 }, or leave such rows out by a filter.'
        ),
        (
            f'exports/{FILE}:3:answer: "Satisfied" is not a number. Say in exports.toml what it '
            "means: "
            'answers = { "Satisfied" = 5 }, or leave such rows out by a filter.'
        ),
    ]


@pytest.mark.parametrize(
    ("condition", "used"),
    [
        ('is = "North"', 3),
        ('one_of = ["north", "SOUTH"]', 5),
        ('is_not = "North"', 2),
        ("filled = true", 5),
        ("filled = false", 0),
    ],
)
def test_a_filter(condition: str, used: int, tmp_path: Path) -> None:
    filters = f'[{{ column = "region", {condition} }}]'
    settings = toml(
        metric='"cases"', calculation='"count"', answer="", filters=filters, metric_column=""
    )
    outcome = check_export(tmp_path, settings, files={FILE: HEAD + ROWS})
    assert source(outcome).rows_used == used


CHOICES = "1,2026-10-01,A,{},North,,1\n2,2026-10-02,A,{},North,,1\n3,2026-10-03,A,{},North,,1\n"
NEITHER = (
    'exports/answers.csv:{}:answer: Beside "Yes" there are other answers: {}. Declare which of '
    "them count as not met, such as is_not = [{}], and leave the others out by a filter."
)


@pytest.mark.parametrize(
    ("cells", "settings", "value", "told"),
    [
        (
            ("Yes", "No", "pending"),
            {"is": '"Yes"'},
            None,
            NEITHER.format(3, '"No" in 1 row and "pending" in 1 row', '"No", "pending"'),
        ),
        (
            ("Yes", "No", "No"),
            {"is": '"Yes"'},
            None,
            NEITHER.format(3, '"No" in 2 rows', '"No"'),
        ),
        (
            ("yes ", "No", "pending"),
            {"is": '"Yes"', "is_not": '"NO"'},
            None,
            NEITHER.format(4, '"pending" in 1 row', '"pending"'),
        ),
        (("Yes", "no", " NO"), {"is": '"Yes"', "is_not": '"No"'}, 100 / 3, ""),
        (("Yes", "", "No"), {"is": '"Yes"', "is_not": '"No"'}, 50, ""),
        (
            ("Yes", "No", "pending"),
            {"is": '"Yes"', "filters": '[{ column = "answer", one_of = ["Yes", "No"] }]'},
            50,
            "",
        ),
        (("Yes", "No", "pending"), {"is_not": '"No"'}, 200 / 3, ""),
    ],
)
def test_an_answer_that_is_neither(
    cells: tuple[str, ...], settings: dict[str, str], value: float | None, told: str, tmp_path: Path
) -> None:
    stated = {"metric": '"csat"', "calculation": '"share"'} | settings
    files: dict[str, Content] = {FILE: HEAD + CHOICES.format(*cells)}
    outcome = check_export(tmp_path, toml(**stated), files=files)
    if told:
        assert errors(outcome) == [told]
    else:
        assert errors(outcome) == []
        assert measured(outcome)["csat", OCTOBER, ""]["value"] == pytest.approx(value)


def test_a_filter_whose_word_no_row_has(tmp_path: Path) -> None:
    settings = toml(**NPS, filters='[{ column = "region", one_of = ["North", "Soth"] }]')
    outcome = check_export(tmp_path, settings, files={FILE: HEAD + ROWS})
    assert errors(outcome) == [
        (
            f'warning: exports.toml:10:filters: No row of exports/{FILE} has "Soth" in the column '
            '"region". Did you mean south, South or North?'
        )
    ]


def test_a_metric_that_metrics_csv_works_out_in_another_way(tmp_path: Path) -> None:
    settings = toml(**NPS | {"metric": '"effort"'})
    outcome = check_export(tmp_path, settings, files={FILE: HEAD + ROWS})
    assert errors(outcome) == [
        (
            'exports.toml:8:calculation: The export works out "effort" as nps, but metrics.csv '
            "says "
            'mean (metrics.csv:4). Write "nps" there, or correct the calculation here.'
        )
    ]


def test_a_metric_that_is_not_there(tmp_path: Path) -> None:
    settings = toml(**NPS | {"metric": '"npss"'})
    outcome = check_export(tmp_path, settings, files={FILE: HEAD + ROWS})
    assert errors(outcome) == [
        'exports.toml:7:metric: "npss" is not in metrics.csv. Did you mean nps?'
    ]


def test_the_owner_of_an_export_is_one_of_the_people(tmp_path: Path) -> None:
    people: dict[str, Content] = {"people.csv": "person,name\nlead-surveys,Lead of Surveys\n"}
    files: dict[str, Content] = {FILE: HEAD + ROWS}
    settings = toml(**NPS, owner='"Lead-Surveys"')
    outcome = check_export(tmp_path, settings, files=files, tables=people)
    assert source(outcome).owner == "Lead of Surveys"
    settings = toml(**NPS, owner='"Tom"')
    assert errors(check_export(tmp_path, settings, files=files, tables=people)) == [
        (
            'exports.toml:10:owner: "Tom" is not in people.csv. Write the id or the title of a '
            "role there, or add it."
        )
    ]


def test_several_metrics_from_one_file(tmp_path: Path) -> None:
    second = toml(metric='"effort"', calculation='"mean"', answer='"hours"')
    both = toml(**NPS) + second.replace("[exports.answers]", "[exports.hours]")
    outcome = check_export(tmp_path, both, files={FILE: HEAD + ROWS})
    assert {key[0] for key in measured(outcome)} == {"nps", "effort"}
    assert [s.fed for s in outcome.sound.sources if s.export] == [(("nps", 4),), (("effort", 5),)]


def test_files_that_no_export_declares(tmp_path: Path) -> None:
    outcome = check_export(
        tmp_path, toml(**NPS), files={FILE: HEAD + ROWS, "old/others.csv": "a,b\n1,2\n"}
    )
    assert errors(outcome) == [
        (
            "warning: exports/old/others.csv: No export in exports.toml declares this file, so "
            "it was "
            "not read. Declare it there, as python -m generator import shows, or move it elsewhere."
        )
    ]


def test_an_export_without_its_file(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, toml(**NPS), files={"answer.csv": HEAD + ROWS})
    told = 'exports.toml:2:files: No file in exports/ fits "answers.csv". Did you mean answer.csv?'
    assert told in errors(outcome)


@pytest.mark.parametrize("broken", [False, True])
def test_a_large_file_gives_the_same_cells_and_lines(
    broken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(
        f'{n},2026-{n % 10 + 1:02}-03,A,{n % 11},"No\nrth",x,{n}\r\n' for n in range(12_000)
    )
    content = HEAD + rows + ('x,2026-10-01,A,"5"5,,,\n' if broken else "")
    settings = toml(**NPS, segment='{ column = "region" }')
    small = check_export(tmp_path / "small", settings, files={FILE: content})
    monkeypatch.setattr(generator.read.export_stream, "_LARGE", 0)
    large = check_export(tmp_path / "large", settings, files={FILE: content})
    assert small.messages == large.messages
    if broken:
        assert f"exports/{FILE}:24002: A text goes on after its closing" in small.messages[0]
    else:
        frames = (small.sound.measurements, large.sound.measurements)
        assert frames[0].equals(frames[1])
        assert frames[0]["last_line"].max() == 24_000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04", "This is an Excel workbook, not a CSV file."),
        (b"<!DOCTYPE html><html>", "This is a web page, perhaps a login page, not a CSV file."),
        (b"  \n", "The file is empty."),
        (b"id,day\x00\n", "This is not a text file: it holds NUL bytes."),
        (b"\n\n,,\n", "The file has no header row."),
    ],
)
@pytest.mark.parametrize("size", [0, 1 << 30])
def test_what_is_no_export(
    content: bytes, message: str, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generator.read.export_stream, "_LARGE", size - 1)
    outcome = check_export(tmp_path, toml(**NPS), files={FILE: content})
    assert message in errors(outcome)[0]
