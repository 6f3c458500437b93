"""One sheet of LibreOffice in German, saved in each way that its dialog offers, is read alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.folder import Content, check_changed

METRICS = (
    "metric,name,department,better,unit,cadence\n"
    "reply,First reply,sales,lower,minutes,monthly\n"
    "csat,Satisfied,support,higher,percent,monthly\n"
)
NOTE = "Müller & Söhne – „gut“"
SHEET = (
    ("metric", "date", "value", "n", "note"),
    ("reply", "30.09.2026", "1018,5", "412", NOTE),
    ("reply", "31.10.2026", "7,25", "398", ""),
    ("csat", "31.10.2026", "81,5%", "2104", "3"),
    ("csat", "30.09.2026", "79%", "1988", '"zwei\nZeilen"'),
)


def saved(delimiter: str, *, texts_quoted: bool = False) -> str:
    """The sheet as it is written: quotation marks where a cell needs them, or round all texts."""
    rows = []
    for cells in SHEET:
        written = [
            f'"{cell}"' if delimiter in cell or (texts_quoted and cell[:1].isalpha()) else cell
            for cell in cells
        ]
        rows.append(delimiter.join(written))
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("content", "encoding", "delimiter"),
    [
        pytest.param(saved(";").encode("cp1252"), "cp1252", "semicolon", id="as proposed"),
        pytest.param(saved(";", texts_quoted=True).encode(), "utf-8", "semicolon", id="UTF-8"),
        pytest.param(saved(",").encode("mac_roman"), "mac_roman", "comma", id="Macintosh"),
        pytest.param(saved("\t").encode("utf-16"), "utf-16", "tab", id="Unicode"),
    ],
)
def test_a_sheet_is_read_alike(
    content: bytes, encoding: str, delimiter: str, tmp_path: Path
) -> None:
    changes: dict[str, Content] = {"metrics.csv": METRICS, "measurements/values.csv": content}
    outcome = check_changed(tmp_path, changes)
    assert outcome.messages == []
    frame = outcome.sound.measurements
    columns = ("metric", "value", "n", "note", "line")
    assert [*zip(*(frame[name] for name in columns), strict=True)] == [
        ("csat", 79, 1988, "zwei\nZeilen", 5),
        ("csat", 81.5, 2104, "3", 4),
        ("reply", 1018.5, 412, NOTE, 2),
        ("reply", 7.25, 398, None, 3),
    ]
    assert [str(day.date()) for day in frame["last"]] == ["2026-09-30", "2026-10-31"] * 2
    (source,) = [source for source in outcome.sound.sources if source.table == "measurements"]
    assert (source.encoding, source.delimiter) == (encoding, delimiter)
