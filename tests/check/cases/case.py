"""A case: files that differ from the sound folder, and what the check must say of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.settings import Settings
from tests.check.folder import TODAY, Content


@dataclass(frozen=True, slots=True)
class Case:
    """One way to get a table wrong.

    `says` has one message a paragraph line; an indented line continues the one before.
    """

    name: str
    files: Mapping[str, Content]
    says: str
    settings: Settings = field(default_factory=Settings)
    as_of: dt.date | None = TODAY

    @property
    def messages(self) -> list[str]:
        """The messages, each on one line."""
        return re.sub(r"\n +", " ", self.says.strip()).splitlines()


def values(*rows: str, header: str = "metric,date,value") -> dict[str, Content]:
    """The file of measurements with these rows in place of the sound ones."""
    return {"measurements/values.csv": "\n".join((header, *rows)) + "\n"}


def metrics(*rows: str, header: str = "metric,name,department,better") -> dict[str, Content]:
    """The table of metrics with these rows in place of the sound ones."""
    return {"metrics.csv": "\n".join((header, *rows)) + "\n"}


def goals(*rows: str, header: str = "goal,department,metric,rule,target") -> dict[str, Content]:
    """A table of goals."""
    return {"goals.csv": "\n".join((header, *rows)) + "\n"}
