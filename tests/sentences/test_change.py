"""Is it changing: the sentence by rule, way, better side, cadence and unit.

They stand in `change.txt`, a case and its sentence on a line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.measure.control_chart_input import judge_series
from generator.model.settings import Settings
from generator.sentences.change import since
from generator.sentences.numbers import formats_of, in_words
from tests.measure.build import metric, series
from tests.sentences.records import CASES, ending, said_of

LINES = (Path(__file__).parent / "change.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = dict(line.split(" | ") for line in LINES)


def test_every_case_has_its_sentence() -> None:
    assert set(SENTENCES) == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_change(name: str) -> None:
    assert said_of(CASES[name]) == SENTENCES[name]


def test_what_is_steady_is_never_said_to_move() -> None:
    """Neither risen nor fallen, neither above nor below, where a record only swings."""
    calm = [said for said in SENTENCES.values() if "steady" in said]
    assert calm
    for word in ("risen", "fallen", "above", "below", "higher", "lower", "improve", "worse"):
        assert not [said for said in calm if word in said]


@pytest.mark.parametrize(
    ("end", "said"),
    [("outside again", "since July 2026"), ("shift", "since July 2026"), ("nothing", "")],
)
def test_since_when(end: str, said: str) -> None:
    found = series(ending(end), "2025-05-01", of=metric())
    formats = formats_of(Settings(), {("speed", ""): found})
    assert since(judge_series(found), formats) == said
    assert since(None, formats) == ""


@pytest.mark.parametrize(
    ("count", "said"), [(1, "one month"), (12, "twelve months"), (13, "13 months")]
)
def test_small_counts_in_words(count: int, said: str) -> None:
    assert in_words(count, "month", "months").replace("\u00a0", " ") == said
