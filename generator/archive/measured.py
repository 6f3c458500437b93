"""Measured: the measurements of an edition as text, and back to the same frame."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from generator.archive.cells import from_csv, number
from generator.model.counts import FIGURE_COLUMNS
from generator.model.periods import Period
from generator.model.tables import SeriesKey
from generator.model.vocabulary import Cadence

if TYPE_CHECKING:
    import pandas as pd

#: The columns of the file: those of the table, in which a period is written as its last day.
COLUMNS = ("metric", "date", *FIGURE_COLUMNS, "segment", "note")
_DAYS = "datetime64[s]"


def measured_rows(frame: pd.DataFrame) -> Iterator[Sequence[str]]:
    """The rows of the frame as text."""
    last = np.datetime_as_string(frame["last"].to_numpy(), unit="D").tolist()
    numbers = [[number(value) for value in frame[name].to_list()] for name in FIGURE_COLUMNS]
    notes = [note if isinstance(note, str) else "" for note in frame["note"].to_list()]
    yield from zip(
        frame["metric"].to_list(), last, *numbers, frame["segment"].to_list(), notes, strict=True
    )


def measured_places(frame: pd.DataFrame) -> Iterator[tuple[str, int, int]]:
    """The file, the line and the last line of each row of the frame."""
    last = frame["last_line"] if "last_line" in frame else frame["line"]
    yield from zip(frame["file"].to_list(), frame["line"].to_list(), last.to_list(), strict=True)


def measured_frame(
    text: str,
    places: Iterable[tuple[str, int, int]],
    cadences: Mapping[str, Cadence],
    fiscal_year_start: int,
) -> pd.DataFrame:
    """The frame of a file of measurements, with the places of its rows."""
    import pandas as pd  # noqa: PLC0415 -- slow to import, and only a build with a past needs it

    spans: dict[SeriesKey, Period] = {}
    kept = []
    for cells, location in zip(from_csv(text), places, strict=False):
        cadence = cadences.get(cells["metric"])
        if cadence is None:
            continue
        key = (cells["date"], cadence)
        if key not in spans:
            day = dt.date.fromisoformat(cells["date"])
            spans[key] = Period.containing(day, cadence, fiscal_year_start)
        kept.append((cells, spans[key], location))
    columns: dict[str, object] = {
        "metric": pd.Series([cells["metric"] for cells, _, _ in kept], dtype=object),
        "segment": pd.Series([cells["segment"] for cells, _, _ in kept], dtype=object),
        "first": np.array([span.first for _, span, _ in kept], dtype="datetime64[D]").astype(_DAYS),
        "last": np.array([span.last for _, span, _ in kept], dtype="datetime64[D]").astype(_DAYS),
    }
    for name in FIGURE_COLUMNS:
        texts = [cells[name] for cells, _, _ in kept]
        columns[name] = np.array([float(text) if text else np.nan for text in texts], dtype=float)
    columns["note"] = pd.Series([cells["note"] or None for cells, _, _ in kept], dtype=object)
    columns["file"] = pd.Series([file for _, _, (file, _, _) in kept], dtype=object)
    columns["line"] = np.array([line for _, _, (_, line, _) in kept], dtype=int)
    columns["last_line"] = np.array([last for _, _, (_, _, last) in kept], dtype=int)
    return pd.DataFrame(columns)
