"""A small sound data folder, the files that a test changes in it, and what its check says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.check.folder_check import check_folder
from generator.model.dataset import AsOf, Dataset
from generator.model.errors import DataError
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.tables import TABLES
from generator.read.data_folder import read_folder

TODAY = dt.date(2026, 11, 20)

#: Three files that no check has anything to say about.
SOUND: dict[str, str] = {
    "departments.csv": "department,name\nsupport,Support\nsales,Sales\n",
    "metrics.csv": (
        "metric,name,department,better,calculation,cadence\n"
        "nps,Would recommend,support,higher,nps,monthly\n"
        "csat,Satisfied,support,higher,share,monthly\n"
        "reply,First reply in hours,sales,lower,,monthly\n"
    ),
    "measurements/values.csv": (
        "metric,date,value\nnps,2026-09,38\nnps,2026-10,36\ncsat,2026-10,81\nreply,2026-10,7.5\n"
    ),
}

#: What a file of a test holds; None takes it out of the folder.
Content = str | bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a check says of a folder: the problems, and the dataset if there is no error."""

    problems: tuple[Problem, ...]
    dataset: Dataset | None

    @property
    def messages(self) -> list[str]:
        """The problems as an owner reads them; warnings say so."""
        return [
            f"{'warning: ' if problem.severity == 'warning' else ''}{problem}"
            for problem in self.problems
        ]

    @property
    def sound(self) -> Dataset:
        """The dataset of a folder that must have no error."""
        assert self.dataset is not None, "\n".join(self.messages)
        return self.dataset


def write_folder(folder: Path, changes: Mapping[str, Content]) -> None:
    """Writes the sound folder with some of its files changed, added or taken out."""
    for name, content in {**SOUND, **changes}.items():
        if content is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def check(folder: Path, settings: Settings | None = None, as_of: dt.date | None = TODAY) -> Outcome:
    """Reads and checks a folder."""
    day = None if as_of is None else AsOf(day=as_of, reason="the test says so")
    try:
        dataset = check_folder(read_folder(folder, TABLES), settings or Settings(), day)
    except DataError as error:
        return Outcome(problems=error.problems, dataset=None)
    return Outcome(problems=dataset.warnings, dataset=dataset)


def check_changed(
    folder: Path,
    changes: Mapping[str, Content],
    settings: Settings | None = None,
    as_of: dt.date | None = TODAY,
) -> Outcome:
    """Checks the sound folder with some of its files changed."""
    write_folder(folder, changes)
    return check(folder, settings, as_of)
