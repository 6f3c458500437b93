"""Millions of responses become monthly NPS by segment: `python -m tests.bench.exports`.

Prints CPU seconds and peak memory of reading and checking, and the same aggregation done by
DuckDB in the same run, whose numbers must be equal.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time

ROWS = 5_000_000
MOST_CPU, MOST_MEMORY = 60.0, 1536.0
SIZES = ("small", "mid-size", "large")
_MAPPING = """\
timezone = "Europe/London"

[exports.relationship]
files = "responses.csv"
layout = "responses"
date = "recorded_at"
timezone = "America/New_York"
period = "month"
metric = "nps"
calculation = "nps"
answer = "likely_to_recommend"
scale = [0, 10]
segment = { column = "size", dimension = "size" }
"""
_WITH_IDS = 'response_id = "response_id"\n'
_TABLES = {
    "departments.csv": "department,name\nsupport,Support\n",
    "metrics.csv": (
        "metric,name,department,better,calculation,cadence\n"
        "nps,Would recommend,support,higher,nps,monthly\n"
    ),
}
_QUERY = """
SELECT strftime(moment, '%Y-%m') AS period, size, count(*) AS n,
       count(*) FILTER (WHERE answer >= 9) AS promoters,
       count(*) FILTER (WHERE answer <= 6) AS detractors
FROM (
    SELECT (recorded_at AT TIME ZONE 'America/New_York') AT TIME ZONE 'Europe/London' AS moment,
           size, likely_to_recommend AS answer
    FROM read_csv('{file}')
) GROUP BY ALL ORDER BY ALL
"""


def write_export(folder: Path, rows: int, *, ids: bool) -> Path:
    """A data folder with one export of so many responses, the same at every run."""
    for name, content in _TABLES.items():
        (folder / name).write_text(content, encoding="utf-8")
    mapping = _MAPPING + (_WITH_IDS if ids else "")
    (folder / "exports.toml").write_text(mapping, encoding="utf-8")
    (folder / "exports").mkdir()
    path = folder / "exports" / "responses.csv"
    chance = random.Random(20261120)  # noqa: S311 -- nothing secret
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("response_id,recorded_at,size,likely_to_recommend,channel,language\n")
        for number in range(rows):
            day = number * 1000 // rows
            year, month, date = 2024 + day // 336, day // 28 % 12 + 1, day % 28 + 1
            second = chance.randrange(86_400)
            moment = (
                f"{year}-{month:02}-{date:02} "
                f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
            )
            size, answer = SIZES[number % 3], chance.randrange(11)
            file.write(f"R_{number:012x},{moment},{size},{answer},e-mail,English (GB)\n")
    return path


def measure_ours(folder: Path) -> dict[str, object]:
    """Reads and checks the folder in this process."""
    from generator.check.folder_check import check_folder  # noqa: PLC0415 -- counts as ours
    from generator.model.settings import Settings  # noqa: PLC0415
    from generator.model.tables import TABLES  # noqa: PLC0415
    from generator.read.data_folder import read_folder  # noqa: PLC0415

    before = process_time()
    dataset = check_folder(read_folder(folder, TABLES), Settings(), None)
    cpu = process_time() - before
    frame = dataset.measurements
    parts = frame[frame["segment"] != ""]
    found = sorted(
        [f"{row['last']:%Y-%m}", row["segment"].removeprefix("size: "), int(row["n"]),
         int(row["promoters"]), int(row["detractors"])]
        for row in parts.to_dict("records")
    )  # fmt: skip
    return {"cpu": cpu, "memory": _peak(), "found": found}


def measure_duckdb(folder: Path) -> dict[str, object]:
    """Does the same aggregation in DuckDB, on one thread."""
    duckdb = import_module("duckdb")
    before = process_time()
    connection = duckdb.connect(config={"threads": 1})
    query = _QUERY.format(file=folder / "exports" / "responses.csv")
    found = sorted([*row] for row in connection.execute(query).fetchall())
    return {"cpu": process_time() - before, "memory": _peak(), "found": found}


def _peak() -> float:
    """The most memory that this process ever had, in MiB."""
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


def _in_own_process(what: str, folder: Path) -> dict[str, object]:
    command = [sys.executable, "-m", "tests.bench.exports", "--measure", what, str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        return {"failed": run.stderr.strip().splitlines()[-1]}
    result: dict[str, object] = json.loads(run.stdout)
    return result


def main() -> int:
    """Makes the export, measures both, and compares."""
    parser = argparse.ArgumentParser(description="Measure a large response export.")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--ids", action="store_true", help="count each response id once, too")
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        what, folder = options.measure
        measured = (measure_ours if what == "ours" else measure_duckdb)(Path(folder))
        print(json.dumps(measured))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = perf_counter()
        path = write_export(folder, options.rows, ids=options.ids)
        size = path.stat().st_size / 1e6
        print(f"{options.rows:,} rows, {size:.0f} MB, made in {perf_counter() - started:.0f} s")
        ours, duck = (_in_own_process(what, folder) for what in ("ours", "duckdb"))
    return _compare(ours, duck, full=options.rows >= ROWS)


def _compare(ours: dict[str, object], duck: dict[str, object], *, full: bool) -> int:
    for name, result in (("ours", ours), ("DuckDB, one thread", duck)):
        if "failed" in result:
            print(f"{name}: {result['failed']}")
        else:
            print(f"{name}: {result['cpu']:.1f} CPU s, {result['memory']:.0f} MiB at most")
    if "failed" in ours:
        return 1
    cpu, memory = float(str(ours["cpu"])), float(str(ours["memory"]))
    if "failed" not in duck:
        print(f"ratio: {cpu / float(str(duck['cpu'])):.1f} times DuckDB's CPU")
        if ours["found"] != duck["found"]:
            print("The numbers differ.")
            return 1
        print("Both find the same numbers.")
    if full and (cpu > MOST_CPU or memory > MOST_MEMORY):
        print(f"Too much: at most {MOST_CPU:.0f} CPU s and {MOST_MEMORY:.0f} MiB.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
