"""The codec: values of every type become JSON and cells, and the same values again."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

import pytest

from generator.model.codec import (
    Code,
    decode,
    encode,
    from_csv,
    is_formula,
    json_schema,
    records_from_csv,
    records_to_csv,
    to_csv,
    without_formula,
)
from generator.model.schema import Subject
from generator.model.vocabulary import Better, Cadence, Triage


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    day: dt.date
    pairs: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    name: str
    better: Better
    value: float
    inner: Inner | None = None
    counts: Mapping[Better, int] | None = None
    code: Code = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    name: str
    about: Subject
    on: dt.date | None = None
    flag: bool = False
    parts: tuple[str, ...] = ()
    value: float | None = None


WHOLE = Outer(
    name="=1",
    better=Better.HIGHER,
    value=0.1,
    inner=Inner(day=dt.date(2026, 4, 20), pairs=(("a", 1), ("b", 2))),
    counts={Better.LOWER: 3},
    code="a-code",
)


def test_a_dataclass_goes_through_json_and_back() -> None:
    for value in (WHOLE, Outer(name="", better=Better.NEITHER, value=1)):
        assert decode(Outer, json.loads(json.dumps(encode(value)))) == value
    assert encode(math.nan) is None


def test_what_a_later_version_adds_is_ignored_and_what_an_earlier_lacks_has_its_default() -> None:
    assert decode(Inner, {"day": "2026-04-20", "later": 1}) == Inner(day=dt.date(2026, 4, 20))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Inner, {}),
        (Inner, {"day": 5}),
        (Inner, {"day": "today"}),
        (Inner, {"day": "2026-04-20", "pairs": [["a"]]}),
        (Better, "upwards"),
        (Mapping[str, int], ["a"]),
        (tuple[int, ...], {"a": "b"}),
    ],
)
def test_what_is_of_another_type_is_refused(kind: type, value: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        decode(kind, value)


def test_a_code_of_an_earlier_version_is_read_as_it_is_spelt_now() -> None:
    assert decode(Triage, "going well") is Triage.GOING_WELL
    assert decode(Outer, encode(WHOLE) | {"code": "going well"}).code == "going-well"
    assert decode(dict[Triage, int], {"going well": 1}) == {Triage.GOING_WELL: 1}


def test_dataclasses_go_through_csv_and_back() -> None:
    about = Subject(kind="goal", key="a")
    lines = [
        Line(name='\'=1, "x"\ny', about=about, on=dt.date(2026, 1, 2), flag=True, value=-2.5),
        Line(name="-1", about=about, parts=("a", "b"), value=3),
    ]
    text = records_to_csv(Line, lines)
    assert text.splitlines()[0] == "name,about,on,flag,parts,value"
    assert text.splitlines()[-1] == "-1,goal:a,,no,a; b,3"
    assert [*records_from_csv(Line, text)] == lines


@pytest.mark.parametrize(
    "text",
    [
        *("=1", "+1", "-a", "@x", "'x", " =1", "\t=1"),
        *("＝1", "＋1", "－a", "＠x", "﹦1", "﹢1", "﹣a", "﹫x", "−a", "⁼1"),
        *("\u3000＝1", "\u200b=1", "\ufeff＝1"),
    ],
)
def test_a_formula_is_made_harmless_and_comes_back(text: str) -> None:
    assert without_formula(text) == f"'{text}"
    assert is_formula(text) == (text not in {"'x", "+1", "＋1", "﹢1"})
    assert [*from_csv(to_csv(["cell"], [[text]]))] == [{"cell": text}]


@pytest.mark.parametrize("text", ["", "a=1", "-1", "-1.5e-05", "1", "é", "１", "5 ＝ 5"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert without_formula(text) == text
    assert not is_formula(text)


def test_the_schema_of_a_type() -> None:
    assert json_schema(Annotated[dt.date | None, "When."]) == {
        "type": ["string", "null"],
        "format": "date",
        "description": "When.",
    }
    assert json_schema(Literal[1]) == {"const": 1}
    assert json_schema(Cadence | None)["enum"][:2] == [None, "daily"]
    assert json_schema(Inner)["required"] == ["day", "pairs"]
