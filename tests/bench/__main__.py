"""``python -m tests.bench`` measures builds of made-up companies and prints what they took."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

from generator.pages.templating import COMPILED
from tests.bench.company import DEPARTMENTS, change_a_value, write_company, write_plain
from tests.bench.runs import Run, RunError, median_run, run, size_of
from tests.bench.served import saves

_BUILD = (sys.executable, "-m", "mkdocs", "build", "--strict")
_SIZES = (24, 240, 2400)
#: The same finished pages, rendered by MkDocs without the generator: the yardstick.
_PAGES = (sys.executable, "-m", "generator", "pages", "plain/docs")
_PLAIN = (sys.executable, "-m", "mkdocs", "build", "--config-file", "plain/mkdocs.yml")
_MEGA = 1_000_000
_COLUMNS = (
    ("metrics", 8),
    ("build", 12),
    ("CPU s", 7),
    ("wall s", 7),
    ("largest process MB", 19),
    ("all together MB", 16),
    ("pages", 6),
    ("site MB", 8),
    ("search kB", 9),
)


def main() -> None:
    """Read the command line, measure every size, print the figures."""
    options = _options()
    sizes = sorted(set(options.metrics))
    machine = _machine()
    if not options.json:
        print(machine)
        print("Each with 60 months, 8 departments and a goal a metric.\n")
        print(_line([name for name, _ in _COLUMNS]))
    try:
        measured = [_measure(size, options) for size in sizes]
    except RunError as fault:
        sys.exit(str(fault))
    if not options.json:
        for smaller, larger in pairwise(measured):
            print(_growth(smaller, larger))
    else:
        print(json.dumps({"machine": machine, "sizes": measured}, indent=2))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="Measure the build of sites of any size."
    )
    parser.add_argument(
        "--metrics",
        type=_size,
        nargs="+",
        default=list(_SIZES),
        help=f"how many metrics, each with a goal (default {' '.join(map(str, _SIZES))})",
    )
    parser.add_argument(
        "--runs", type=_positive, default=1, help="how often; the median counts (default 1)"
    )
    parser.add_argument("--no-serve", action="store_true", help="leave out the wait after a save")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _size(text: str) -> int:
    number = int(text)
    if number < len(DEPARTMENTS):
        raise argparse.ArgumentTypeError(f"must be {len(DEPARTMENTS)} or more, one a department")
    return number


def _machine() -> str:
    system = f"{platform.system()} {platform.machine()}"
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores, Python {platform.python_version()}, {system}"


def _measure(size: int, options: argparse.Namespace) -> dict[str, Any]:
    """All figures of one size; prints each as it comes."""
    with tempfile.TemporaryDirectory(prefix="cx-bench-") as place:
        folder, log = Path(place) / "company", Path(place) / "log"
        folder.mkdir()
        write_company(folder, size)
        builds: dict[str, list[Run]] = {"cold": [], "unchanged": [], "one row": []}
        for turn in range(options.runs):
            for kept in (folder / ".cache", *COMPILED.glob("templates-*")):
                shutil.rmtree(kept, ignore_errors=True)
            builds["cold"].append(run(_BUILD, folder, log))
            builds["unchanged"].append(run(_BUILD, folder, log))
            change_a_value(folder, f"{311 + turn}.5")
            builds["one row"].append(run(_BUILD, folder, log))
        write_plain(folder)
        run(_PAGES, folder, log)
        builds["plain MkDocs"] = [run(_PLAIN, folder, log)]
        site = size_of(folder / "site")
        found: dict[str, Any] = {"metrics": size, **site}
        for name, runs in builds.items():
            done = median_run(runs)
            found[name.replace(" ", "_")] = asdict(done)
            if not options.json:
                _print_build(size, name, done, site)
        if not options.no_serve:
            values = [f"{211 + turn}.5" for turn in range(options.runs)]
            waits = sorted(saves(folder, log, values), key=lambda save: save.wall_seconds)
            save = waits[len(waits) // 2]
            found["save"] = asdict(save)
            if not options.json:
                cells = [
                    size,
                    "save, served",
                    f"{save.cpu_seconds:.2f}",
                    f"{save.wall_seconds:.2f}",
                ]
                print(_line([*map(str, cells), "", "", "", "", ""]))
        return found


def _growth(smaller: dict[str, Any], larger: dict[str, Any]) -> str:
    """How many times the CPU seconds of a smaller company a larger one takes."""
    times = [
        f"{name} {larger[kind]['cpu_seconds'] / smaller[kind]['cpu_seconds']:.1f}"
        for name, kind in (("cold", "cold"), ("unchanged", "unchanged"), ("one row", "one_row"))
    ]
    return f"{larger['metrics']} : {smaller['metrics']} metrics, CPU: {', '.join(times)}"


def _print_build(size: int, name: str, done: Run, site: Mapping[str, int]) -> None:
    cells = [
        str(size),
        name,
        f"{done.cpu_seconds:.2f}",
        f"{done.wall_seconds:.2f}",
        f"{done.peak_bytes / _MEGA:.0f}",
        f"{done.together_bytes / _MEGA:.0f}" if done.together_bytes else "",
        str(site["pages"]),
        f"{site['bytes'] / _MEGA:.1f}",
        f"{site['search_bytes'] / 1000:.0f}",
    ]
    print(_line(cells), flush=True)


def _line(cells: list[str]) -> str:
    return "  ".join(
        cell.ljust(width) if name == "build" else cell.rjust(width)
        for cell, (name, width) in zip(cells, _COLUMNS, strict=True)
    ).rstrip()


if __name__ == "__main__":
    main()
