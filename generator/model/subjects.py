"""Subjects: what a row of commentary is about, a row of another table by its id."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A row of another table: the kind is the name of that table's first key column."""

    kind: str
    key: str

    def __str__(self) -> str:
        """As a cell may write it, whatever other tables have the same id: `goal:nps-45`."""
        return f"{self.kind}:{self.key}"
