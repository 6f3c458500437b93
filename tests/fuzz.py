"""``python -m tests.fuzz`` spoils files and reads them: no traceback, no hang, no row lost.

The files are the project's own tables and the export of every preset. Each run is the same for
the same seed; what it finds is told with the seed of the file, and the file is kept.
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
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.check.exports.measurement_tables import check_exports
from generator.check.folder_check import check_folder
from generator.check.measurements import check_measurements
from generator.check.references import SegmentNames, known_ids
from generator.check.typed_rows import check_table
from generator.importing.import_command import add_import_options, run_import
from generator.model.dataset import AsOf
from generator.model.errors import DataError, ImportRefusedError
from generator.model.schema import table_of
from generator.model.settings import Settings
from generator.model.tables import TABLES, Measurement, Metric, Segment
from generator.read.data_folder import read_folder
from generator.read.exports import RawExport
from generator.read.raw_table import RawTable
from tests.check.folder import SOUND, TODAY, Content, write_folder
from tests.exports.folder import FIXTURES, fixture
from tests.exports.folder import TABLES as COMPANY
from tests.exports.test_sums import EVIL, MAPPINGS

LONGEST_SECONDS = 5.0
#: What takes longer is taken for a hang: the run ends, and says where it hung.
_HANG_SECONDS = 60
DATA = Path(__file__).resolve().parent.parent / "data"
FILES = 10_000
SEED = 20261120

_KEPT_KB = 200
_CELLS = (
    b"1.234", b"1,234", b"-1", b"1e309", b"NaN", b"'", b'""', b"\xc2\xa0", b"99/99/9999", b"45000",
    b"0000-00", b"9" * 400, b"2026-02-30", b"\xf0\x9f\x98\x80", b"Infinity", b"\xd9\xa3",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """A sound file, where it stands in a data folder, and what stands around it."""

    name: str
    content: bytes
    around: dict[str, Content]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A spoilt file that was not read as it must be."""

    name: str
    seed: str
    what: str
    content: bytes


def specimens() -> list[Specimen]:
    """The tables of the data folder, a small sound folder's, and every fixture of a preset."""
    found = [
        Specimen(name=name, content=content.encode(), around=dict(SOUND))
        for name, content in SOUND.items()
    ]
    own = {
        path.relative_to(DATA).as_posix(): path.read_bytes()
        for path in sorted(DATA.rglob("*.csv"))
        if path.stat().st_size < _KEPT_KB << 10
    }
    for name, content in own.items():
        if not name.startswith("exports/"):
            around: dict[str, Content] = {**dict.fromkeys(SOUND), **own}
            found.append(Specimen(name=name, content=content, around=around))
    for path in sorted(FIXTURES.rglob("*.csv")):
        name = path.relative_to(FIXTURES).as_posix()
        around = {**SOUND, **COMPANY, "exports.toml": MAPPINGS[name.partition("/")[0]]}
        found.append(Specimen(name=f"exports/{name}", content=fixture(name), around=around))
    return found


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """A file with a few faults: of bytes, of cells, of lines, of encoding, or cut short."""
    for _ in range(chance.randint(1, 5)):
        content = chance.choice(_FAULTS)(content, chance)
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
    lost = [fault for export in raw.exports.exports for fault in _uncounted(export)]
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
            metrics |= {key: row for key, row in rows.items() if isinstance(row, Metric)}
            segments += [row for row in rows.values() if isinstance(row, Segment)]
    names = SegmentNames(segments)
    exported, found = check_exports(raw.exports, metrics, names, known)
    values = [file for file in raw.tables.get(table_of(Measurement).name, ()) if file.labels]
    measured = check_measurements([*values, *exported], metrics, names, known)
    problems += [*found, *measured.problems]
    lost += [fault for table in (*read, *exported) for fault in _lost(table)]
    used = Counter(measured.frame["file"])
    for path in {table.file for table in (*values, *exported)}:
        tables = [table for table in (*values, *exported) if table.file == path]
        stated = sum(table.rows_used for table in tables)
        if all(set(table.weights) <= {1} for table in tables) and stated != used[path]:
            lost.append(f"{path}: {stated} rows are used, but {used[path]} stand")
    if name.startswith("exports/") and not exported and not problems:
        lost.append("the export is not read, and nothing is told")
    refused = sum(table.refused for table in (*read, *exported))
    if refused and not problems:
        lost.append(f"{refused} rows are refused, and nothing is told")
    return lost


def _uncounted(export: RawExport) -> list[str]:
    groups = export.groups
    counts = (sum(groups.counts), groups.skipped.total(), groups.refused)
    if sum(counts) != groups.rows_read:
        return [f"{export.file}: {groups.rows_read} rows read, but {counts} counted"]
    return []


def _lost(table: RawTable) -> list[str]:
    counts = (table.rows_used, *table.skipped.values(), table.refused)
    total = table.rows_used + sum(table.skipped.values()) + table.refused
    if min(counts) < 0 or total != table.rows_read:
        return [f"{table.file}: {table.rows_read} rows read, but {counts} accounted for"]
    goal_status = sum(table.weight(index) for index in range(len(table.rows)))
    if (
        not table.export
        and not table.from_columns
        and goal_status + sum(table.skipped.values()) < (table.rows_read - table.refused)
    ):
        return [f"{table.file}: {table.rows_read} rows read, of which only {goal_status} stand"]
    return []


def _tried(folder: Path, specimen: Specimen, content: bytes) -> list[str]:
    """Reads, checks and looks at a spoilt file; what went wrong, tracebacks among it."""
    write_folder(folder, {**specimen.around, specimen.name: content})
    faulthandler.dump_traceback_later(_HANG_SECONDS, exit=True, file=2)
    began = time.process_time()  # of the clock it may take any time on a busy machine
    lost: list[str] = []
    try:
        lost += faults_of(folder, specimen.name)
        try:
            day = AsOf(day=TODAY, reason="the run says so")
            check_folder(read_folder(folder, TABLES), Settings(), day)
        except DataError as refused:
            if not refused.problems:
                lost.append("it is refused, and nothing is told")
        if specimen.name.startswith("exports/"):
            parser = argparse.ArgumentParser()
            add_import_options(parser)
            try:
                run_import(parser.parse_args([str(folder / specimen.name)]), folder, 1)
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


def fuzz(files: int, seed: int) -> list[Finding]:
    """Spoils and reads so many files, each specimen in turn."""
    sound = specimens()
    findings = []
    for number in range(files):
        specimen = sound[number % len(sound)]
        named = f"{seed}-{number}"
        content = spoilt(specimen.content, random.Random(named))  # noqa: S311 -- nothing secret
        with tempfile.TemporaryDirectory(prefix="cx-") as folder:
            lost = _tried(Path(folder), specimen, content)
        findings += [
            Finding(name=specimen.name, seed=named, what=what, content=content) for what in lost
        ]
    return findings


def main() -> None:
    """Reads the command line, spoils and reads, and tells what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Read spoilt files.")
    parser.add_argument("--files", type=int, default=FILES, help=f"how many (default: {FILES})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"which ones (default: {SEED})")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="put the files that fail there")
    options = parser.parse_args()
    began = time.perf_counter()
    findings = fuzz(options.files, options.seed)
    for finding in findings:
        sys.stdout.write(f"{finding.name} ({finding.seed}): {finding.what}\n")
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            kept = options.keep / f"{finding.seed}-{Path(finding.name).name}"
            kept.write_bytes(finding.content)
    seconds = time.perf_counter() - began
    sys.stdout.write(f"{options.files} files, {seconds:.0f} seconds, {len(findings)} findings.\n")
    sys.exit(bool(findings))


if __name__ == "__main__":
    main()
