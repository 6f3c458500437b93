"""``python -m tests.fuzz`` spoils files and reads them: no traceback, no hang, no row lost.

The files are the project's own tables, the export of every preset, exports.toml, mkdocs.yml, the
files of an edition and of the published branch; and odd things are laid into a data folder. Rows
are counted a second time (`tests/recount.py`). Each run is the same for the same seed; what it
finds is told with the seed of the file, and the file is kept.
"""

from __future__ import annotations

import argparse
import faulthandler
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.check.exports.measurement_tables import check_exports
from generator.check.measurements import check_measurements
from generator.check.references import SegmentNames, known_ids
from generator.check.typed_rows import check_table
from generator.importing.import_command import add_import_options, run_import
from generator.model.errors import ImportRefusedError
from generator.model.schema import table_of
from generator.model.settings import Settings
from generator.model.tables import TABLES, Measurement, Metric, Segment
from generator.read.data_folder import read_folder
from generator.read.exports import ENDINGS
from generator.read.raw_table import RawTable
from tests.check.folder import SOUND, Content, write_folder
from tests.exports.folder import FIXTURES, fixture
from tests.exports.folder import TABLES as COMPANY
from tests.exports.test_sums import EVIL, MAPPINGS
from tests.fuzz_kinds import (
    EDITION,
    SETTINGS,
    archive_texts,
    branch_faults,
    edition_faults,
    file_system_faults,
    nested,
    settings_faults,
    site_faults,
    stated,
)
from tests.pages.company import tiny
from tests.recount import export_faults, table_faults

LONGEST_SECONDS = 5.0
SLOW = f"over {LONGEST_SECONDS:.0f} CPU seconds"
#: What takes longer is taken for a hang: the run ends, and says where it hung.
_HANG_SECONDS = 60
FILES = 20_000
SEED = 20261120

#: How often in a round each of the kinds is tried of which there is one file alone.
_OFTEN = 12
EDITIONS = Path(__file__).parent / "archive" / "fixtures"
VERSIONS = (
    b'[{"version": "next", "title": "next", "aliases": []},\n'
    b'{"version": "2026-Q4", "title": "2026-Q4", "aliases": ["latest"],\n'
    b'"properties": {"commit": "0123456789abcdef"}}]\n'
)
#: Of an edition and a branch nothing stands at the root but what is theirs.
_NOTHING: dict[str, Content] = dict.fromkeys(SOUND)
Fault = Callable[[bytes, random.Random], bytes]
_CELLS = (
    b"1.234", b"1,234", b"-1", b"1e309", b"NaN", b"'", b'""', b"\xc2\xa0", b"99/99/9999", b"45000",
    b"0000-00", b"9" * 400, b"2026-02-30", b"\xf0\x9f\x98\x80", b"Infinity", b"\xd9\xa3",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """A sound file, where it stands in a data folder, and what stands around it."""

    name: str
    content: bytes
    around: Mapping[str, Content]
    faults: tuple[Fault, ...] = ()
    tried: Callable[[Path], list[str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A spoilt file that was not read as it must be."""

    name: str
    seed: str
    what: str
    content: bytes


def specimens() -> list[Specimen]:
    """One sound file of each kind: tables, exports, declarations, settings, editions, folders."""
    tables: dict[str, Content] = {"measurements/values.csv": None, **tiny()}
    found = [
        Specimen(name=name, content=content.encode(), around=dict(SOUND))
        for name, content in SOUND.items()
    ]
    found += [
        Specimen(name=name, content=bytes_of(content), around=tables)
        for name, content in tables.items()
        if content is not None
    ]
    for path in sorted(FIXTURES.rglob("*.*")):
        name = path.relative_to(FIXTURES).as_posix()
        kind = name.partition("/")[0]
        if path.suffix not in ENDINGS or kind not in MAPPINGS:
            continue
        around = {**SOUND, **COMPANY, "exports.toml": MAPPINGS[kind]}
        found.append(Specimen(name=f"exports/{name}", content=fixture(name), around=around))
        around = {**around, f"exports/{name}": fixture(name)}
        found.append(
            Specimen(
                name="exports.toml",
                content=MAPPINGS[kind].encode(),
                around=around,
                faults=(stated, stated, nested, *_FAULTS),
            )
        )
    data = {f"data/{name}": content for name, content in SOUND.items()}
    found += [
        Specimen(
            name="mkdocs.yml",
            content=SETTINGS,
            around=data,
            faults=(stated, stated, stated, nested, *_FAULTS),
            tried=settings_faults,
        )
    ] * _OFTEN
    found += [
        Specimen(name="seed", content=b"", around=dict(SOUND), tried=file_system_faults)
    ] * _OFTEN
    whole, after = (archive_texts(EDITIONS / name) for name in ("whole", "after-another"))
    found += [
        Specimen(name=name, content=content, around={**_NOTHING, **whole}, tried=edition_faults)
        for name, content in whole.items()
        if name.endswith((".csv", ".json"))
    ]
    branch = {f"{EDITION}/edition/{name}": content for name, content in after.items()}
    branch["versions.json"] = VERSIONS
    found += [
        Specimen(
            name=name, content=content, around={**_NOTHING, **data, **branch}, tried=branch_faults
        )
        for name, content in branch.items()
        if "/previous/" not in name
    ]
    return found


def bytes_of(content: str | bytes) -> bytes:
    """A file's bytes."""
    return content.encode() if isinstance(content, str) else content


def spoilt(specimen: Specimen, chance: random.Random) -> bytes:
    """A file with a few faults: of bytes, of cells, of lines, of encoding, or cut short."""
    if specimen.tried is file_system_faults:
        return str(chance.random()).encode()
    content, faults = specimen.content, specimen.faults or _FAULTS
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        content = chance.choice(faults)(content, chance)
    return content


def _byte(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(EVIL) + content[at + chance.randrange(2) :]


def _line(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    if not lines:
        return b"\n"
    at, kind = chance.randrange(len(lines)), chance.randrange(4)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(chance.randrange(len(lines)), lines[at])
    elif kind == 2:
        lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)] + b"\n"
    else:
        lines.insert(at, chance.choice([b"Total,,,\n", b"\n", b",,,,\n", b"sep=;\n", b"# note\n"]))
    return b"".join(lines)


def _cell(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    at = chance.randrange(len(lines))
    mark = b";" if lines[at].count(b";") > lines[at].count(b",") else b","
    cells = lines[at].split(mark)
    cells[chance.randrange(len(cells))] = chance.choice(_CELLS)
    lines[at] = mark.join(cells)
    return b"\n".join(lines)


def _marks(content: bytes, chance: random.Random) -> bytes:
    old, new = chance.sample([b",", b";", b"\t", b"\n", b"\r\n", b"\r", b'"'], 2)
    return content.replace(old, new)


def _encoding(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(chance.choice(["utf-16", "utf-16-le", "utf-8-sig", "cp1252"]), "replace")


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


_FAULTS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _byte, _byte, _line, _line, _line, _cell, _cell, _cell, _marks, _encoding, _cut,
)  # fmt: skip


def faults_of(folder: Path, name: str) -> list[str]:
    """What is wrong with how a folder is read: rows that are lost, or a check without a word."""
    raw = read_folder(folder, TABLES)
    problems = list(raw.problems)
    lost = [fault for export in raw.exports.exports for fault in export_faults(folder, export)]
    known = known_ids(TABLES, raw.tables, 1)
    metrics: dict[str, Metric] = {}
    segments: list[Segment] = []
    read: list[RawTable] = []
    for table in TABLES:
        files = [file for file in raw.tables.get(table.name, ()) if file.labels]
        read += files
        for file in files if table is not table_of(Measurement) else ():
            rows, found = check_table(file, table, known)
            problems += found
            lost += table_faults(folder, file, len(rows))
            metrics |= {key: row for key, row in rows.items() if isinstance(row, Metric)}
            segments += [row for row in rows.values() if isinstance(row, Segment)]
    names = SegmentNames(segments)
    exported, found = check_exports(raw.exports, metrics, names, known)
    values = [file for file in raw.tables.get(table_of(Measurement).name, ()) if file.labels]
    measured = check_measurements([*values, *exported], metrics, names, known)
    problems += [*found, *measured.problems]
    used = Counter(measured.frame["file"])
    for file in values:
        lost += table_faults(folder, file, used[file.file])
    lost += [fault for table in exported for fault in _lost(table)]
    for path in {table.file for table in exported}:
        tables = [table for table in exported if table.file == path]
        made = sum(table.rows_used for table in tables)
        if all(set(table.weights) <= {1} for table in tables) and made != used[path]:
            lost.append(f"{path}: {made} rows are used, but {used[path]} stand in the dataset")
    if name.startswith("exports/") and not exported and not problems:
        lost.append("the export is not read, and nothing is told")
    refused = sum(table.refused for table in (*read, *exported))
    if refused and not problems:
        lost.append(f"{refused} rows are refused, and nothing is told")
    return lost


def _lost(table: RawTable) -> list[str]:
    counts = (table.rows_used, *table.skipped.values(), table.refused)
    if min(counts) < 0 or sum(counts) != table.rows_read:
        return [f"{table.file}: {table.rows_read} rows read, but {counts} accounted for"]
    return []


def _tried(folder: Path, specimen: Specimen, content: bytes) -> list[str]:
    """Reads, checks and looks at a spoilt file; what went wrong, tracebacks among it."""
    write_folder(folder, {**specimen.around, specimen.name: content})
    if specimen.tried in {edition_faults, branch_faults}:
        (folder / "forged").write_bytes(content)
    faulthandler.dump_traceback_later(_HANG_SECONDS, exit=True, file=2)
    began = time.process_time()  # of the clock it may take any time on a busy machine
    lost: list[str] = []
    try:
        if specimen.tried is not None:
            lost += specimen.tried(folder)
        else:
            lost += faults_of(folder, specimen.name)
            lost += site_faults(folder)
        if specimen.name.startswith("exports/"):
            parser = argparse.ArgumentParser()
            add_import_options(parser)
            try:
                run_import(parser.parse_args([str(folder / specimen.name)]), folder, Settings())
            except ImportRefusedError as refusal:
                if not str(refusal):
                    lost.append("it is not looked at, and nothing is told")
    except Exception:  # noqa: BLE001 -- whatever it is, it is what is looked for
        lost.append(traceback.format_exc())
    seconds = time.process_time() - began
    faulthandler.cancel_dump_traceback_later()
    if seconds > LONGEST_SECONDS:
        lost.append(f"it took {seconds:.1f} CPU seconds")
    return lost


def fuzz(files: int, seed: int, first: int = 0) -> Iterator[Finding]:
    """Spoils and reads so many files from a number on, each specimen in turn."""
    sound = specimens()
    for number in range(first, first + files):
        specimen = sound[number % len(sound)]
        named = f"{seed}-{number}"
        content = spoilt(specimen, random.Random(named))  # noqa: S311 -- nothing secret
        with tempfile.TemporaryDirectory(prefix="cx-") as folder:
            lost = _tried(Path(folder), specimen, content)
        for what in lost:
            yield Finding(name=specimen.name, seed=named, what=what, content=content)


def _kind(finding: Finding) -> str:
    if finding.what.startswith("Traceback"):
        return "tracebacks"
    return SLOW if finding.what.startswith("it took") else "faults of rows or words"


def main() -> None:
    """Reads the command line, spoils and reads, and tells what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Read spoilt files.")
    parser.add_argument("--files", type=int, default=FILES, help=f"how many (default: {FILES})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"which ones (default: {SEED})")
    parser.add_argument("--first", type=int, default=0, help="from which number on (default: 0)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="put the files that fail there")
    options = parser.parse_args()
    began = time.perf_counter()
    counts = Counter(dict.fromkeys(("tracebacks", SLOW, "faults of rows or words"), 0))
    for finding in fuzz(options.files, options.seed, options.first):
        counts[_kind(finding)] += 1
        sys.stdout.write(f"{finding.name} ({finding.seed}): {finding.what}\n")
        sys.stdout.flush()
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            kept = options.keep / f"{finding.seed}-{Path(finding.name).name}"
            kept.write_bytes(finding.content)
    seconds = time.perf_counter() - began
    told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    sys.stdout.write(f"{options.files} inputs, {seconds:.0f} seconds: {told}.\n")
    sys.exit(any(counts.values()))


if __name__ == "__main__":
    main()
