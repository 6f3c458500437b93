"""The folder of an edition: its files as text, and the manifest that has the hash of each.

The form of the folder is a number in the manifest. A reader takes the forms up to its own: it
leaves out files, columns and keys that it does not know, and gives those that are missing their
default. So files, columns and keys may be added without another number. It is raised only if one
of them is taken away or means something else.

1. Tables and measurements after suppression, a row without figures for each withheld cell;
   provenance; answers.csv for goals; series.csv for series.
2. answers.csv has the chance of each goal, its floor and the period that it is about. outlooks.csv
   has mean, 80 and 95 % band of every period ahead up to the furthest due date, starts.csv the
   levels found.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.model.codec import Code, decode, encode
from generator.model.dataset import AsOf
from generator.model.edition import COMMIT, NEXT, EditionSummary, is_edition_name
from generator.model.errors import ArchiveError
from generator.model.vocabulary import Audience
from generator.model.wording import escape_invisible

#: The folder of the site in which an edition keeps itself.
FOLDER = "edition"
#: The part of the folder that holds the edition that Changes compares with.
PREVIOUS = "previous/"
MANIFEST = "manifest.json"
PLACES = "places.csv"
#: The form of the folder: a program that reads one looks here first.
FORMAT = 2

_TAKE_AGAIN = "Take the folder again."
_OTHER_VERSION = "Take the version of the generator that the manifest names."


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestSummary:
    """What a list of editions tells of this one."""

    sentence: str = ""
    piles: Mapping[Code, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestPrevious:
    """The edition that this one was compared with."""

    edition: str
    commit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an edition is, what it was built with, and the SHA-256 of each of its other files."""

    edition: str
    commit: str | None
    generator: str
    audience: str
    as_of: AsOf
    figures_to: dt.date | None
    settings: Mapping[str, Any]
    summary: ManifestSummary | None = None
    previous: ManifestPrevious | None = None
    editions: tuple[EditionSummary, ...] = ()
    format: int = FORMAT
    files: Mapping[str, str]

    @property
    def list_entry(self) -> EditionSummary:
        """The edition as a list of editions has it."""
        summary = self.summary or ManifestSummary()
        return EditionSummary(
            edition=self.edition,
            as_of=self.as_of.day,
            figures_to=self.figures_to,
            piles=summary.piles,
            sentence=summary.sentence,
        )


def is_edition(folder: Path) -> bool:
    """Whether a folder is that of an edition, and not one that owners fill."""
    return (folder / MANIFEST).is_file() and (folder / PLACES).is_file()


def files_in(folder: Path) -> dict[str, str]:
    """The files of an edition's folder by name; none if it is no such folder."""
    if not is_edition(folder):
        return {}
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return as_texts({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def as_texts(files: Mapping[str, bytes]) -> dict[str, str]:
    """The files of an edition as text; ArchiveError if one is no text."""
    texts = {}
    for name, content in files.items():
        try:
            texts[name] = content.decode()
        except UnicodeDecodeError:
            raise ArchiveError(name, "It is no text.", _TAKE_AGAIN) from None
    return texts


def as_json(content: object) -> str:
    """Content as JSON text, always in the same form, with a number for each unseen sign."""
    return escape_invisible(json.dumps(encode(content), indent=1, ensure_ascii=False)) + "\n"


def hashes(files: Mapping[str, str]) -> dict[str, str]:
    """The SHA-256 of each file, as the manifest lists them."""
    return {name: _hash(files[name]) for name in sorted(files)}


def read_manifest(files: Mapping[str, str]) -> Manifest:
    """The manifest among the files of a folder; ArchiveError if there is none that can be read."""
    try:
        found = json.loads(files.get(MANIFEST, ""))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or type(found.get("format")) is not int:
        raise ArchiveError(MANIFEST, "This is not the manifest of an edition.", _TAKE_AGAIN)
    if not 1 <= found["format"] <= FORMAT:
        form = found["format"]
        message = f"This edition has the form {form}; this generator reads 1 to {FORMAT}."
        raise ArchiveError(MANIFEST, message, _OTHER_VERSION)
    with readable():
        manifest = decode(Manifest, found)
        Audience(manifest.audience)
        # It is a part of commands of git and of addresses.
        if manifest.commit is not None and not COMMIT.fullmatch(manifest.commit):
            raise ValueError(manifest.commit)
        names = [manifest.edition, *(one.edition for one in manifest.editions)]
        if not all(name == NEXT or is_edition_name(name) for name in names):
            raise ValueError(names)
        if manifest.settings.get("fiscal_year_start", 1) not in range(1, 13):
            raise ValueError(manifest.settings)
        return manifest


def check_files(
    manifest: Manifest, files: Mapping[str, str], needed: Iterable[str], *, but: str = ""
) -> None:
    """Raises ArchiveError if a file is missing or is not the one that the manifest names.

    Every edition has the `needed` files. Those in the folder `but` are not asked for.
    """
    for name, expected in manifest.files.items():
        if but and name.startswith(but):
            continue
        if name not in files:
            raise ArchiveError(name, "The manifest names it, and it is not there.", _TAKE_AGAIN)
        if _hash(files[name]) != expected:
            raise ArchiveError(name, "It has been changed since the edition was made.", _TAKE_AGAIN)
    for name in needed:
        if name not in files:
            raise ArchiveError(name, "An edition needs it.", _TAKE_AGAIN)


@contextmanager
def readable() -> Iterator[None]:
    """Raises ArchiveError if what is read inside has a form that this version does not know."""
    try:
        yield
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError, csv.Error):
        message = "This generator cannot read how the edition was kept."
        raise ArchiveError(MANIFEST, message, _OTHER_VERSION) from None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
