"""A made-up company of any size: its folder of tables, as true to life as their number allows."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import yaml

from tests.bench.series import (
    BASELINE_MONTH,
    MONTHS,
    SEGMENTS,
    Cells,
    baseline,
    has_segments,
    measurements,
    metric_id,
    month,
    month_end,
    sort_of,
)

_SETTINGS = Path(__file__).with_name("mkdocs.yml")
DEPARTMENTS: Final = (
    ("customer-service", "Customer service"),
    ("sales", "Sales"),
    ("marketing", "Marketing and brand"),
    ("product", "Product development"),
    ("technology", "Technology"),
    ("operations", "Operations"),
    ("talent", "Talent"),
    ("legal", "Legal"),
)
_OBJECTIVES = (
    ("easy-start", "An easy start", "cx"),
    ("keep-our-word", "We keep our word", "cx"),
    ("grow-with-those-who-stay", "Grow with customers who stay", "business"),
    ("cost-to-serve", "Serve well at a cost that we can bear", "economic"),
    ("always-there", "There whenever a customer works", "operational"),
    ("safe-data", "Customers' data is safe with us", "risk"),
)
_NAMES = (
    "Customers who are satisfied with",
    "Days from request to answer in",
    "Recommendation after",
    "Effort that customers report in",
    "Cases solved at first contact in",
    "Cost of a case in",
    "Requests answered in time in",
    "Complaints about",
)
_SUBJECTS = (
    "onboarding",
    "billing",
    "the help line",
    "delivery",
    "renewal",
    "training",
    "the web shop",
    "field service",
    "contract review",
    "returns",
    "the yearly audit",
)


def write_company(folder: Path, metrics: int) -> None:
    """Writes a company with so many metrics, each with a goal, and its settings."""
    data = folder / "data"
    (data / "measurements").mkdir(parents=True)
    names = [metric_id(number) for number in range(metrics)]
    _write(data / "departments.csv", _departments())
    _write(data / "objectives.csv", _objectives(names))
    _write(data / "segments.csv", _segments())
    _write(data / "metrics.csv", (_metric_row(number) for number in range(metrics)))
    _write(data / "goals.csv", (_goal_row(number, metrics) for number in range(metrics)))
    _write(data / "milestones.csv", _milestones(metrics))
    _write(data / "events.csv", _events(metrics))
    _write(data / "benchmarks.csv", _benchmarks(metrics))
    for place, (department, _) in enumerate(DEPARTMENTS):
        rows = [
            row
            for number in range(place, metrics, len(DEPARTMENTS))
            for row in measurements(number)
        ]
        if rows:
            _write(data / "measurements" / f"{department}.csv", rows)
    content = folder / "content"
    content.mkdir()
    for title in ("Strategy", "How to read", "Glossary"):
        text = f"# {title}\n\n" + "What customers were promised, and what they got.\n\n" * 20
        (content / f"{title.lower().replace(' ', '-')}.md").write_text(text, encoding="utf-8")
    shutil.copy(_SETTINGS, folder / "mkdocs.yml")


def write_plain(folder: Path) -> None:
    """Writes the settings of a site of the same look without the generator, into `plain`."""
    settings = yaml.safe_load(_SETTINGS.read_text(encoding="utf-8"))
    plain = {name: settings[name] for name in ("site_name", "site_url", "theme")}
    (folder / "plain").mkdir()
    text = yaml.safe_dump({**plain, "docs_dir": "docs", "plugins": ["search"]})
    (folder / "plain" / "mkdocs.yml").write_text(text, encoding="utf-8")


def change_a_value(folder: Path, value: str) -> str:
    """Writes a new newest value into the row of one metric; returns the metric's id.

    It is a metric whose value is stated, so that the page shows the very figure.
    """
    metric = metric_id(1)
    path = folder / "data" / "measurements" / f"{DEPARTMENTS[1][0]}.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    start = f"{metric},{month(MONTHS - 1)},"
    found = next(number for number, line in enumerate(lines) if line.startswith(start))
    cells = lines[found].split(",")
    cells[lines[0].split(",").index("value")] = value
    lines[found] = ",".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8")
    return metric


def _name(number: int) -> str:
    round_of_names = number // (len(_NAMES) * len(_SUBJECTS)) + 1
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    return f"{_NAMES[number % len(_NAMES)]} {subject} {round_of_names}"


def _departments() -> Iterator[Cells]:
    for key, name in DEPARTMENTS:
        yield {
            "department": key,
            "name": name,
            "lead": f"Head of {name}",
            "traditional_focus": "Its own plan, within its own budget",
            "customer_commitment": "A customer asks once, and gets one answer.",
            "customers": "external" if key in ("customer-service", "sales") else "sales",
        }


def _objectives(metrics: list[str]) -> Iterator[Cells]:
    for place, (key, name, model) in enumerate(_OBJECTIVES):
        yield {
            "objective": key,
            "name": name,
            "model": model,
            "sponsor": "Chief Customer Officer",
            "description": "What it means, in a sentence that a newcomer understands.",
            "outcome_metric": metrics[place] if place < len(metrics) else "",
        }


def _segments() -> Iterator[Cells]:
    for segment in SEGMENTS:
        yield {
            "segment": segment,
            "name": f"{segment.capitalize()} firms",
            "dimension": "size",
            "promise": "One person to call.",
            "priority": "yes" if segment == "small" else "no",
        }


def _metric_row(number: int) -> Cells:
    sort = sort_of(number)
    department, owner = DEPARTMENTS[number % len(DEPARTMENTS)]
    return {
        "metric": metric_id(number),
        "name": _name(number),
        "department": department,
        "better": sort.better,
        "unit": sort.unit,
        "calculation": sort.calculation,
        "cadence": "monthly",
        "kind": sort.kind,
        "owner": f"Head of {owner}",
        "source": f"{owner} system",
        "definition": "All cases that were closed in the month; those that were withdrawn do not "
        "count.",
        "minimum": "" if sort.calculation == "nps" else "0",
        "maximum": "100" if sort.unit == "percent" else "",
        "decimals": str(sort.decimals),
        "complete_dimensions": "size" if has_segments(number) else "",
        "note": "Counted anew since 2023." if number % 7 == 0 else "",
    }


def _goal_row(number: int, metrics: int) -> Cells:
    sort = sort_of(number)
    department, owner = DEPARTMENTS[number % len(DEPARTMENTS)]
    hold = number % 9 == 8
    return {
        "goal": f"goal-{number + 1:04d}",
        "department": department,
        "metric": metric_id(number),
        "rule": "hold" if hold else "reach",
        "target": f"{sort.level if hold else _aim(number, 1):g}",
        "baseline": "" if hold else baseline(number),
        "baseline_date": "" if hold else month_end(BASELINE_MONTH),
        "due": ("2026-10-31", "2026-12-31", "2027-06-30", "2027-12-31")[number % 4],
        "objective": _OBJECTIVES[number % 6][0] if number % 11 else "",
        "owner": f"Head of {owner}" if number % 13 else "",
        "guardrails": metric_id((number + 1) % metrics) if number % 3 == 0 else "",
        "next_step": "The team reads 40 cases together before the next review.",
        "note": "",
    }


def _aim(number: int, part: float) -> float:
    """What is expected when a part of the way from the baseline to the target is done."""
    sort = sort_of(number)
    return round(float(baseline(number)) + part * sort.gain * 0.6, sort.decimals + 1)


def _milestones(metrics: int) -> Iterator[Cells]:
    for number in range(0, metrics, 4):
        if number % 9 == 8:
            continue
        for day, part in (("2026-03-31", 0.3), ("2026-09-30", 0.75)):
            yield {
                "goal": f"goal-{number + 1:04d}",
                "date": day,
                "expected": f"{_aim(number, part):g}",
            }


def _events(metrics: int) -> Iterator[Cells]:
    for place, (department, name) in enumerate(DEPARTMENTS):
        yield {
            "date": f"2024-{place + 1:02d}-15",
            "title": f"New system in {name}",
            "metric": "",
            "department": department,
            "rebase": "no",
            "note": "Cases are counted by the day on which they arrive.",
        }
    for number in range(0, metrics, 10):
        yield {
            "date": "2023-06-01",
            "title": "Question asked inside the product",
            "metric": metric_id(number),
            "department": "",
            "rebase": "yes" if number % 20 == 0 else "no",
            "note": "",
        }


def _benchmarks(metrics: int) -> Iterator[Cells]:
    for number in range(0, metrics, 8):
        sort = sort_of(number)
        yield {
            "metric": metric_id(number),
            "date": "2025-12-31",
            "value": f"{sort.level + sort.gain / 2:g}",
            "source": "Industry panel 2025",
            "label": "Median of 41 firms",
            "comparability": "Same question",
        }


def _write(path: Path, rows: Iterable[Cells]) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
