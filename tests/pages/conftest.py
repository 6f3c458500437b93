"""The built sites that the tests of this room share, each built once."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import generator.build
from tests.pages.company import REQUIRED, ROOT, Files, built, no_drawing, tiny, write_project
from tests.pages.crawl import BuiltSite

_ALONE = "alone: "
_GOALS = {
    "goals.csv": "goal,department,metric,rule,target,due\n"
    "recommend-45,service,recommend,reach,45,2026-12-31\n"
}
_SEGMENT_COLUMN = "metric,date,segment,promoters,detractors,n\nrecommend,2026-03,{},9,2,12\n"
_INITIATIVE = (
    "initiative,name,department,phase,owner\n"
    "second-lift,A second lift,workshop,start small,Head of the Workshop\n"
)
_HANDOFF = (
    "handoff,name,provider,receiver,promise,metric\n"
    "call-to-bench,From the call to the workbench,service,workshop,It is said what is broken,\n"
)
_COMMENT = (
    "date,about,kind,text,by\n"
    "2026-04-02,recommend,comment,Two more people answer the telephone.,Head of Service\n"
)


def _companies() -> Mapping[str, Files]:
    """Companies that have some tables and not others, by what they have."""
    three: dict[str, str | bytes] = {
        **tiny(*REQUIRED),
        "metrics.csv": _only(tiny("metrics.csv"), 2),
    }
    alone: dict[str, dict[str, str | bytes]] = {
        "objectives.csv": {
            "objectives.csv": _only(tiny("objectives.csv"), 2).replace(
                b"ready-as-named", b"recommend"
            )
        },
        "goals.csv": dict(_GOALS),
        "milestones.csv": {
            **_GOALS,
            "milestones.csv": "goal,date,expected\nrecommend-45,2026-06-30,34\n",
        },
        "segments.csv": tiny("segments.csv"),
        "segments of no table": {"measurements/parts.csv": _SEGMENT_COLUMN.format("size: cargo")},
        "benchmarks.csv": tiny("benchmarks.csv"),
        "events.csv": {"events.csv": _only(tiny("events.csv"), 3)},
        "initiatives.csv": {"initiatives.csv": _INITIATIVE},
        "touchpoints.csv": {
            "touchpoints.csv": _only(tiny("touchpoints.csv"), 5).replace(b"ready-as-named; ", b"")
        },
        "handoffs.csv": {"handoffs.csv": _HANDOFF},
        "commentary.csv": {"commentary.csv": _COMMENT},
        "maturity.csv": tiny("maturity.csv"),
        "people.csv": tiny("people.csv"),
    }
    return {
        "three files": three,
        "no figure yet": {**three, "measurements/survey.csv": "metric,date,value\n"},
        **{_ALONE + name: {**three, **files} for name, files in alone.items()},
        "every table": tiny(),
    }


def _only(files: Files, rows: int) -> bytes:
    """The first lines of the one file given."""
    (content,) = files.values()
    assert isinstance(content, bytes)
    return b"".join(content.splitlines(keepends=True)[:rows])


COMPANIES = _companies()
#: Public figures of public bodies, which may lie beside the repository.
REAL = ROOT.parent / "shared" / "real"
BODIES = {"federal": "us-federal-goals-fy2022", "transit": "nyc-transit-2008-2018"}
#: What the crawl goes over: the sample, every company and the public bodies.
SITES = ("sample", *COMPANIES, *BODIES)


@pytest.fixture(scope="session")
def site_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], BuiltSite]:
    """Gives a site by its name, built once for all workers by the first that asks for it."""
    made: dict[str, BuiltSite] = {}
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # that of the whole run

    def build_once(name: str) -> BuiltSite:
        if name not in made:
            folder = base / "companies" / f"{SITES.index(name)}"
            folder.mkdir(parents=True, exist_ok=True)
            done = folder / "built"
            with (folder / "lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not done.exists():
                    _build(name, folder)
                    done.touch()
            made[name] = BuiltSite(folder=folder / "site")
        return made[name]

    return build_once


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves the drawing out, where it is not the point."""
    monkeypatch.setattr(generator.build, "draw", no_drawing)


def _build(name: str, folder: Path) -> None:
    """Builds a site into `site` of a folder; the shipped one from where it stands."""
    if name == "sample":
        built(ROOT, into=folder / "site")
    elif name in BODIES:
        _build_body(folder, real_data(name))
    else:
        options = {} if name == "every table" else {"promise_goal": None}
        built(write_project(folder, COMPANIES[name], options=options))


def real_data(name: str) -> Path:
    """The data of a public body; without them a test is skipped, or fails where they must be."""
    data = REAL / BODIES[name]
    if not data.is_dir():
        reason = f"the real data set {data.name} is not beside the repository"
        if os.environ.get("CX_REQUIRE_REAL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return data


def _build_body(folder: Path, data: Path) -> None:
    """The site of a real data set."""
    options = {"data": str(data), "as_of": None, "promise_goal": None}
    built(write_project(folder, {}, options=options))


def _marks(name: str) -> tuple[pytest.MarkDecorator, ...]:
    if name == "sample":
        return (pytest.mark.sample,)
    return (pytest.mark.slow,) if name in BODIES else ()


@pytest.fixture(scope="session", params=[pytest.param(name, marks=_marks(name)) for name in SITES])
def site(request: pytest.FixtureRequest, site_of: Callable[[str], BuiltSite]) -> BuiltSite:
    """Each of the sites in turn."""
    return site_of(request.param)
