"""A company of one department, one metric and one goal, edition after edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.archive.edition_files import read_edition
from generator.archive.edition_folder import read_manifest
from generator.build import Site, build
from generator.measure.changes.change_kinds import Changes
from generator.model.dataset import AsOf
from generator.model.edition import BuildContext, Edition, EditionHistory
from generator.model.settings import Settings
from tests.archive.kept import kept
from tests.pages.company import CACHE, RENDERER, write_files

DEPARTMENTS = "department,name\nservice,Customer service\n"
METRIC = {
    "metric": "solved",
    "name": "Solved at once",
    "department": "service",
    "better": "higher",
    "unit": "percent",
    "cadence": "monthly",
    "owner": "Head of Support",
}
GOAL = {
    "goal": "solved-60",
    "department": "service",
    "metric": "solved",
    "rule": "reach",
    "target": "60",
    "baseline": "40",
    "baseline_date": "2025-12-31",
    "due": "2026-12-31",
    "owner": "Head of Support",
}
#: On the straight line from 40 to 60 the plan expects about 1.7 points a month.
VALUES = [41, 43, 45, 47, 48, 50, 51, 53, 54, 55, 56]


def table(*rows: Mapping[str, str]) -> str:
    """Rows as CSV."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [",".join(row.get(name, "") for name in names) for row in rows]
    return "\n".join([",".join(names), *lines]) + "\n"


def measured(values: Sequence[float], first: int = 1, metric: str = "solved") -> str:
    """One value a month of 2026."""
    rows = [f"{metric},2026-{first + place:02d},{value:g}" for place, value in enumerate(values)]
    return "\n".join(["metric,date,value", *rows]) + "\n"


def files(
    *,
    goal: Mapping[str, str] | None = None,
    metric: Mapping[str, str] | None = None,
    values: Sequence[float] | None = None,
    **more: str,
) -> dict[str, str | bytes]:
    """The company with some cells changed; `more` are whole tables by name."""
    return {
        "departments.csv": DEPARTMENTS,
        "metrics.csv": table({**METRIC, **(metric or {})}),
        "goals.csv": table({**GOAL, **(goal or {})}),
        "measurements/m.csv": measured(VALUES[:8] if values is None else values),
        **{f"{name}.csv": text for name, text in more.items()},
    }


def site(
    folder: Path,
    data: Mapping[str, str | bytes],
    day: str,
    *,
    version: str = "2026-Q4",
    past: EditionHistory | None = None,
    address: str = "",
    **settings: Any,
) -> Site:
    """The site of a company's data as on a day."""
    return build(
        write_files(folder, data),
        Settings(company="Kestrel", **settings),
        as_of=AsOf(day=dt.date.fromisoformat(day), reason="the setting as_of"),
        origin=BuildContext(version=version, past=past or EditionHistory(), address=address),
        cache=CACHE,
        renderer=RENDERER,
    )


def edition(folder: Path, data: Mapping[str, str | bytes], day: str, **settings: Any) -> Edition:
    """The edition 2026-Q3 that a company published."""
    return read_edition(kept(site(folder, data, day, version="2026-Q3", **settings)))


def past_of(previous: Site, **known: Any) -> EditionHistory:
    """The past of a build that comes after a published site."""
    files_kept = kept(previous)
    summary = read_manifest(files_kept).list_entry
    return EditionHistory(previous=read_edition(files_kept), editions=(summary,), **known)


def changes(
    tmp_path: Path,
    before: Mapping[str, str | bytes],
    now: Mapping[str, str | bytes],
    *,
    days: tuple[str, str] = ("2026-09-20", "2026-11-20"),
    settings: Mapping[str, Any] | None = None,
    **known: Any,
) -> Changes:
    """What changed between two states of the company, `settings` being those of now."""
    previous = edition(tmp_path / "before", before, days[0])
    after = site(
        tmp_path / "now",
        now,
        days[1],
        past=EditionHistory(previous=previous, **known),
        **(settings or {}),
    )
    assert after.context.changes is not None
    return after.context.changes
