"""Rows of totals: the words by which reports call the sum of the others."""

from __future__ import annotations

from generator.model.wording import folded, quoted

_WORDS = frozenset(
    (
        *("all", "grand total", "overall", "sub-total", "subtotal", "sum", "total", "totals"),
        *("alle", "gesamt", "gesamtergebnis", "gesamtsumme", "insgesamt", "summe", "zwischensumme"),
        *("ensemble", "somme", "sous-total", "total général", "tous", "toutes"),
        *("suma", "todas", "todos", "total general"),
        *("eindtotaal", "som", "subtotaal", "totaal"),
        *("ogółem", "razem", "suma końcowa", "total geral", "łącznie"),
        *("hovedtotal", "i alt", "samlet", "samtliga", "summa", "totalsumma", "totalt"),
        *("somma", "subtotale", "totale", "totale complessivo", "tutte", "tutti"),
    )
)


def is_total(text: str) -> bool:
    """Whether a cell is called a total in one of eleven languages."""
    return folded(text) in _WORDS


def total_message(text: str) -> str:
    """What is wrong with a segment of such a name."""
    return f"{quoted(text)} is a name for the total of the other segments."
