"""From bytes to text: which files are text at all, and in which encoding."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from generator.model.problems import Fault, Place, Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FALLBACKS = ["cp1252", "mac_roman", "latin_1"]
_SAVE_AS_CSV = "In Excel: File, Save As, CSV UTF-8, then use that file."


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A file's text without its byte order mark, and the encoding it was read in."""

    content: str
    encoding: str


def decode(data: bytes, file: str) -> Text | Problem:
    """The text of a file, or the reason why it is none and the way out."""
    refusal = _not_text(data, file)
    if refusal is not None:
        return refusal
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decoded(data, encoding, file)
    if b"\x00" in data:
        return _problem(
            file, "The file holds NUL bytes, so it is no plain text.", _SAVE_AS_CSV
        )
    try:
        return Text(content=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as fault:
        return _legacy(data, file, fault)


def _not_text(data: bytes, file: str) -> Problem | None:
    if not data.strip():
        return _problem(
            file,
            "The file is empty.",
            "Export it again, or remove it if it is not needed.",
            Fault.FORMAT_ERROR,
        )
    start = data[:512].lstrip().lower()
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _problem(
            file, "This is an Excel workbook, not a CSV file.", _SAVE_AS_CSV, Fault.FORMAT_ERROR
        )
    if start.startswith((b"<!doctype html", b"<html")):
        return _problem(
            file,
            "This is a web page, perhaps a login page, not a CSV file.",
            "Log in to the system and export the file again.",
            Fault.FORMAT_ERROR,
        )
    if data.startswith(b"%PDF"):
        return _problem(
            file,
            "This is a PDF, not a CSV file.",
            "Export the figures as CSV instead.",
            Fault.FORMAT_ERROR,
        )
    return None


def _decoded(data: bytes, encoding: str, file: str) -> Text | Problem:
    try:
        content = data.decode(encoding)
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        return Problem(
            place=Place(file, line),
            fault=Fault.ENCODING_ERROR,
            wrong=f"The file says it is {encoding.removesuffix('-sig')}, but this line is not.",
            mend=_SAVE_AS_CSV,
        )
    return Text(content=content.removeprefix("\ufeff"), encoding=encoding.removesuffix("-sig"))


def _legacy(data: bytes, file: str, fault: UnicodeDecodeError) -> Text | Problem:
    """Older encodings, told apart by charset-normalizer; a mix with UTF-8 is refused."""
    line = data[: fault.start].count(b"\n") + 1
    if _has_utf8_letters(data):
        return Problem(
            place=Place(file, line),
            fault=Fault.ENCODING_ERROR,
            wrong="The file mixes two encodings: this line is not UTF-8, others are.",
            mend=f"Mend the letters on this line. {_SAVE_AS_CSV}",
        )
    from charset_normalizer import from_bytes  # noqa: PLC0415 -- only for odd files

    best = from_bytes(data, cp_isolation=_FALLBACKS).best()
    encoding = best.encoding if best is not None else "cp1252"
    try:
        return Text(content=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError:
        return Text(content=data.decode("latin_1"), encoding="latin_1")


def _has_utf8_letters(data: bytes) -> bool:
    """Whether lines beyond ASCII exist that are sound UTF-8 with two-byte or longer letters."""
    for line in data.split(b"\n"):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False


def _problem(file: str, wrong: str, mend: str, fault: Fault = Fault.ENCODING_ERROR) -> Problem:
    return Problem(place=Place(file), fault=fault, wrong=wrong, mend=mend)
