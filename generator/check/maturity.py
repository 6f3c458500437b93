"""Maturity: one spelling a competency, whoever assessed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.model.tables import Maturity


def spelled_alike(rows: Mapping[str, Maturity]) -> dict[str, Maturity]:
    """The rows with each competency as it is written first."""
    spelling = _first_spelling(row.competency for row in rows.values())
    return {
        key: replace(row, competency=spelling[row.competency.casefold()])
        for key, row in rows.items()
    }


def _first_spelling(names: Iterable[str]) -> dict[str, str]:
    spelling: dict[str, str] = {}
    for name in names:
        spelling.setdefault(name.casefold(), name)
    return spelling
