"""Codes: cells that hold a code or an address whose form the world has agreed on."""

from __future__ import annotations

import re

from generator.check.fault_wording import CellFault
from generator.model.currencies import CURRENCIES
from generator.model.wording import did_you_mean, quoted

_EMAIL = re.compile(r"""[^\s@<>()"',;:]+@[^\s@<>()"',;:]+""")


def currency(word: str) -> str | CellFault:
    """The code of a currency as it is written in capitals."""
    code = word.upper()
    if code in CURRENCIES:
        return code
    return CellFault(
        f"{quoted(word)} is not the code of a currency.",
        did_you_mean(word, sorted(CURRENCIES)) or "Write its three letters, such as EUR.",
    )


def email(word: str) -> str | CellFault:
    """An address for mail, as far as its look can tell."""
    if _EMAIL.fullmatch(word):
        return word
    return CellFault(f"{quoted(word)} is not an e-mail address.", "Correct it, or leave it blank.")
