"""From bytes to text: which files are text, and in which encoding."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass, replace

from generator.model.mending import EXPORT_AGAIN
from generator.model.problems import Problem, ProblemCode, SourceLocation

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FALLBACKS = ["cp1252", "mac_roman", "latin_1"]
_SAVE_AS_CSV = "In Excel: File, Save As, CSV UTF-8, then use that file."
_NUL_BYTES = "This is not a text file: it holds NUL bytes."
_RETYPE = "Type the accented letters of this line again, then save the file as CSV UTF-8."
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WEB_PAGE = re.compile(rb"<!doctype|<html|<head|<table|<!--", re.IGNORECASE)
_XML = b"<?xml"

# Letters, dashes and quotation marks of Europe in UTF-8; no older encoding has these pairs and
# triples in words.
_EUROPEAN_UTF8 = re.compile(rb"[\xc3-\xc5][\x80-\xbf]|\xe2\x80[\x93-\xa6]|\xe2\x82\xac")
_SURELY_UTF8 = 3
_UTF16_SHOWN = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A file's text without its byte order mark, and the encoding it was read in.

    `delimiter` is the one that is known beforehand, and `notes` what is to be said of the file.
    """

    content: str
    encoding: str
    delimiter: str = ""
    notes: tuple[Problem, ...] = ()


def decode_bytes(
    data: bytes, file: str, encoding: str = "", *, exported: bool = False
) -> Text | Problem:
    """The text of a file, or the problem if it is none.

    `encoding` is the declared one; without it the bytes decide. Nobody edits what is `exported`.
    """
    text = _decoded(data, file, encoding)
    if exported and isinstance(text, Problem) and text.fix in {_RETYPE, _SAVE_AS_CSV}:
        return replace(text, fix=EXPORT_AGAIN)
    return text


def _decoded(data: bytes, file: str, encoding: str) -> Text | Problem:
    mark, marked = next(
        ((bom, encoding) for bom, encoding in _BOMS if data.startswith(bom)), (b"", "")
    )
    body = data.removeprefix(mark)
    refusal = _not_text(body, file)
    if refusal is not None or encoding:
        return refusal or _declared(body, file, encoding, marked)
    if not marked.startswith("utf-16") and b"\x00" in body:
        return _misencoded(file, 0, _NUL_BYTES, _SAVE_AS_CSV)
    try:
        content = body.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        line = _line_of(body, error.start)
        if not marked:
            return _legacy(body, file, line)
        name = "UTF-16" if "16" in marked else "UTF-8"
        message = f"The file says that it is {name}, but this line is not."
        return _misencoded(file, line, message, _RETYPE)
    if "\x00" in content:
        return _misencoded(file, 0, _NUL_BYTES, _SAVE_AS_CSV)
    return Text(content=content, encoding="utf-16" if "16" in marked else "utf-8")


def _declared(data: bytes, file: str, encoding: str, marked: str) -> Text | Problem:
    """The text in the encoding that exports.toml declares."""
    wanted = codecs.lookup(encoding).name
    if wanted == "utf-16":
        wanted = marked if marked.startswith("utf-16") else _unmarked_utf16(data) or "utf-16-le"
    try:
        return Text(content=data.decode(wanted), encoding=encoding)
    except UnicodeDecodeError as error:
        message = f"This line is not {encoding}, which exports.toml declares for the file."
        fix = "Correct the encoding there, or leave it out to have it found."
        return _misencoded(file, _line_of(data, error.start), message, fix)


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its byte order mark: every second byte of the first characters is 0."""
    start = data[:_UTF16_SHOWN]
    if len(data) % 2 or len(start) < 4:
        return ""
    even, odd = start[::2], start[1::2]
    if not any(odd) and all(even):
        return "utf-16-le"
    return "utf-16-be" if not any(even) and all(odd) else ""


def _not_text(data: bytes, file: str) -> Problem | None:
    start = data[:512].lstrip()
    if not data.strip():
        message, fix = (
            "The file is empty.",
            "Export it again, or move it elsewhere if it is not needed.",
        )
    elif data.startswith(_WORKBOOKS):
        message, fix = "This is an Excel workbook, not a CSV file.", _SAVE_AS_CSV
    elif start.startswith(_XML) and b"<html" not in start.lower():
        message, fix = "This is an XML file, not a CSV file.", "Export it as CSV instead."
    elif start.startswith(_XML) or _WEB_PAGE.match(start):
        message = "This is a web page, perhaps a login page, not a CSV file."
        fix = "Log in to the system and export the file again."
    elif data.startswith(b"%PDF"):
        message, fix = "This is a PDF, not a CSV file.", "Export the figures as CSV instead."
    else:
        return None
    return Problem(SourceLocation(file), ProblemCode.FORMAT_ERROR, message, fix)


def _legacy(data: bytes, file: str, line: int) -> Text | Problem:
    """The text in an older encoding, found by charset-normalizer; a mix with UTF-8 is refused."""
    if _has_utf8_letters(data):
        message = "The file mixes two encodings: this line is not UTF-8, others are."
        return _misencoded(file, line, message, _RETYPE)
    from charset_normalizer import from_bytes  # noqa: PLC0415 -- only for odd files

    best = from_bytes(data, cp_isolation=_FALLBACKS).best()
    encoding = best.encoding if best is not None else "cp1252"
    try:
        return Text(content=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError:
        return Text(content=data.decode("latin_1"), encoding="latin_1")


def _has_utf8_letters(data: bytes) -> bool:
    """Whether a file that is not UTF-8 has letters in UTF-8."""
    if _EUROPEAN_UTF8.search(data):
        return True
    for line in data.splitlines():
        with suppress(UnicodeDecodeError):
            if sum(not letter.isascii() for letter in line.decode()) >= _SURELY_UTF8:
                return True
    return False


def _line_of(data: bytes, position: int) -> int:
    """The physical line of a byte, with any line ends."""
    return len((data[:position] + b".").splitlines())


def cannot_open(file: str, error: OSError) -> Problem:
    """The problem of a file that another program holds open, or that nobody may read."""
    message = f"The file cannot be opened ({error.strerror})."
    fix = "Close it in other programs, or give yourself the right to read it."
    return Problem(SourceLocation(file), ProblemCode.FORMAT_ERROR, message, fix)


def _misencoded(file: str, line: int, message: str, fix: str) -> Problem:
    return Problem(SourceLocation(file, line), ProblemCode.ENCODING_ERROR, message, fix)
