"""From bytes to text: which files are text at all, and in which encoding."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from generator.model.problems import Problem, ProblemCode, SourceLocation

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FALLBACKS = ["cp1252", "mac_roman", "latin_1"]
_SAVE_AS_CSV = "In Excel: File, Save As, CSV UTF-8, then use that file."
_RETYPE = "Type the accented letters of this line again, then save the file as CSV UTF-8."
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WEB_PAGE = re.compile(rb"<!doctype|<html|<head|<table|<!--", re.IGNORECASE)
_XML = b"<?xml"

# Letters, dashes and quotation marks of Europe as UTF-8 writes them; no older encoding has such
# pairs and triples in words.
_EUROPEAN_UTF8 = re.compile(rb"[\xc3-\xc5][\x80-\xbf]|\xe2\x80[\x93-\xa6]|\xe2\x82\xac")
_SURELY_UTF8 = 3
_UTF16_SHOWN = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A file's text without its byte order mark, and the encoding it was read in."""

    content: str
    encoding: str


def decode(data: bytes, file: str, encoding: str = "") -> Text | Problem:
    """The text of a file, or the reason why it is none and the way out.

    `encoding` is what is declared of it; without one the file has to show it.
    """
    mark, declared = next(
        ((bom, encoding) for bom, encoding in _BOMS if data.startswith(bom)), (b"", "")
    )
    body = data.removeprefix(mark)
    if encoding:
        return _declared(body, file, encoding, declared)
    refusal = _not_text(body, file)
    if refusal is not None:
        return refusal
    if not declared.startswith("utf-16") and b"\x00" in body:
        return _no_text(file)
    try:
        content = body.decode(declared or "utf-8")
    except UnicodeDecodeError as fault:
        line = _line_of(body, fault.start)
        return _broken(file, declared, line) if declared else _legacy(body, file, line)
    if "\x00" in content:
        return _no_text(file)
    return Text(content=content, encoding="utf-16" if "16" in declared else "utf-8")


def _declared(data: bytes, file: str, encoding: str, marked: str) -> Text | Problem:
    """The text under the encoding that exports.toml declares."""
    refusal = _not_text(data, file)
    if refusal is not None:
        return refusal
    wanted = codecs.lookup(encoding).name
    if wanted == "utf-16":
        wanted = marked if marked.startswith("utf-16") else _unmarked_utf16(data) or "utf-16-le"
    try:
        return Text(content=data.decode(wanted), encoding=encoding)
    except UnicodeDecodeError as fault:
        return Problem(
            location=SourceLocation(file, _line_of(data, fault.start)),
            code=ProblemCode.ENCODING_ERROR,
            message=f"This line is not {encoding}, which exports.toml declares for the file.",
            fix="Correct the encoding there, or remove it to have it found.",
        )


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark: every second byte of the first characters is nought."""
    start = data[:_UTF16_SHOWN]
    if len(data) % 2 or len(start) < 4:
        return ""
    even, odd = start[::2], start[1::2]
    if not any(odd) and all(even):
        return "utf-16-le"
    return "utf-16-be" if not any(even) and all(odd) else ""


def _not_text(data: bytes, file: str) -> Problem | None:
    if not data.strip():
        return _refused(
            file, "The file is empty.", "Export it again, or remove it if it is not needed."
        )
    if data.startswith(_WORKBOOKS):
        return _refused(file, "This is an Excel workbook, not a CSV file.", _SAVE_AS_CSV)
    start = data[:512].lstrip()
    if start.startswith(_XML) and b"<html" not in start.lower():
        return _refused(file, "This is an XML file, not a CSV file.", "Export it as CSV instead.")
    if start.startswith(_XML) or _WEB_PAGE.match(start):
        return _refused(
            file,
            "This is a web page, perhaps a login page, not a CSV file.",
            "Log in to the system and export the file again.",
        )
    if data.startswith(b"%PDF"):
        return _refused(
            file, "This is a PDF, not a CSV file.", "Export the figures as CSV instead."
        )
    return None


def _legacy(data: bytes, file: str, line: int) -> Text | Problem:
    """Older encodings, told apart by charset-normalizer; a mix with UTF-8 is refused."""
    if _has_utf8_letters(data):
        return Problem(
            location=SourceLocation(file, line),
            code=ProblemCode.ENCODING_ERROR,
            message="The file mixes two encodings: this line is not UTF-8, others are.",
            fix=_RETYPE,
        )
    from charset_normalizer import from_bytes  # noqa: PLC0415 -- only for odd files

    best = from_bytes(data, cp_isolation=_FALLBACKS).best()
    encoding = best.encoding if best is not None else "cp1252"
    try:
        return Text(content=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError:
        return Text(content=data.decode("latin_1"), encoding="latin_1")


def _has_utf8_letters(data: bytes) -> bool:
    """Whether a file that is not UTF-8 has letters that only UTF-8 writes so."""
    if _EUROPEAN_UTF8.search(data):
        return True
    for line in data.splitlines():
        if line.isascii():
            continue
        try:
            letters = line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if sum(not letter.isascii() for letter in letters) >= _SURELY_UTF8:
            return True
    return False


def _line_of(data: bytes, position: int) -> int:
    """The physical line of a byte, whichever characters end the lines."""
    return len((data[:position] + b".").splitlines())


def _broken(file: str, encoding: str, line: int) -> Problem:
    name = "UTF-16" if "16" in encoding else "UTF-8"
    return Problem(
        location=SourceLocation(file, line),
        code=ProblemCode.ENCODING_ERROR,
        message=f"The file says that it is {name}, but this line is not.",
        fix=_RETYPE,
    )


def _no_text(file: str) -> Problem:
    return Problem(
        location=SourceLocation(file),
        code=ProblemCode.ENCODING_ERROR,
        message="This is not a text file: it holds NUL bytes.",
        fix=_SAVE_AS_CSV,
    )


def cannot_open(file: str, fault: OSError) -> Problem:
    """A file that another program holds, or that nobody may read."""
    return _refused(
        file,
        f"The file cannot be opened ({fault.strerror}).",
        "Close it in other programs, or give yourself the right to read it.",
    )


def _refused(file: str, message: str, fix: str) -> Problem:
    return Problem(
        location=SourceLocation(file), code=ProblemCode.FORMAT_ERROR, message=message, fix=fix
    )
