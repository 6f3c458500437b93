"""Figures that the newest published edition has and the data has not, or has otherwise."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.model.counts import FIGURE_COLUMNS
from generator.model.dataset import Dataset
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.schema import table_of
from generator.model.tables import Measurement, Metric
from generator.model.wording import counted, first_of, printable

if TYPE_CHECKING:
    import pandas as pd

_SHOWN, _LETTERS = 3, 40
_NEARLY = 1e-9
#: A metric, a segment, and the first and last day of a period.
_Key: TypeAlias = tuple[str, str, "pd.Timestamp", "pd.Timestamp"]


def warn_of_published(dataset: Dataset, earlier: Dataset, edition: str) -> Iterator[Problem]:
    """Two warnings at most: figures of closed periods that are gone, and those that have changed.

    `earlier` is the dataset of the edition, which was written by whoever may write to its branch:
    of it only names and days are printed. A figure that it withheld says nothing, and a metric
    that is hidden from this audience is not gone.
    """
    hidden = dataset.hidden.get(table_of(Metric).name, frozenset())
    now = _rows(dataset)
    then = {
        key: row
        for key, row in _rows(earlier).items()
        if key[3].date() <= earlier.as_of.day
        and key[0] not in hidden
        and not math.isnan(row["value"])
    }
    gone = [key for key in then if key not in now]
    changed = [key for key, row in then.items() if key in now and _differs(row, now[key])]
    if gone:
        yield _warning(
            SourceLocation(table_of(Measurement).file),
            f"{counted(len(gone), 'figure')} of edition {edition} {_be(gone)} in no file any more",
            gone,
            "Put the rows back, or say in commentary.csv why they went.",
        )
    if changed:
        first = now[changed[0]]
        yield _warning(
            SourceLocation(first["file"], int(first["line"]), "value"),
            f"{counted(len(changed), 'figure')} of closed periods {_be(changed)} not as in edition "
            f"{edition}",
            changed,
            "Correct what is wrong, or say in commentary.csv why it changed.",
        )


def _rows(dataset: Dataset) -> dict[_Key, Mapping[str, Any]]:
    frame = dataset.measurements
    keys = zip(*(frame[name] for name in ("metric", "segment", "first", "last")), strict=True)
    rows: list[Any] = frame[[*FIGURE_COLUMNS, "file", "line"]].to_dict("records")
    return dict(zip(keys, rows, strict=True))


def _differs(then: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether a number that was published is another one now, or is there no more."""
    stated = [name for name in FIGURE_COLUMNS if not math.isnan(then[name])]
    return not all(math.isclose(then[name], now[name], rel_tol=_NEARLY) for name in stated)


def _be(keys: Sequence[_Key]) -> str:
    return "is" if len(keys) == 1 else "are"


def _warning(place: SourceLocation, what: str, keys: Sequence[_Key], fix: str) -> Problem:
    names = [printable(name)[:_LETTERS] for name in dict.fromkeys(key[0] for key in keys)]
    days = f"{min(key[2] for key in keys).date()} to {max(key[3] for key in keys).date()}"
    message = f"{what}: {first_of(names, _SHOWN)}, from {days}."
    return Problem(place, ProblemCode.ROW_CONSTRAINT, message, fix, Severity.WARNING)
