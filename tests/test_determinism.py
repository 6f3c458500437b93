"""The same inputs give the same bytes: on another day, in another folder and time zone."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from tests.pages.company import run, tiny, write_project

_LATER_DAYS = 400
_DAY_SECONDS = 86_400
# Read by every Python at its start: all of its clocks go ahead by so many days.
_OTHER_CLOCK = f"""
import datetime, time

import pandas  # has to see the real classes: it knows their layout

AHEAD = {_LATER_DAYS * _DAY_SECONDS}


class Kind(type):
    def __instancecheck__(cls, one):
        return isinstance(one, cls.__mro__[1])


class Date(datetime.date, metaclass=Kind):
    @classmethod
    def today(cls):
        return REAL.fromtimestamp(time.time()).date()


class DateTime(datetime.datetime, metaclass=Kind):
    @classmethod
    def now(cls, tz=None):
        return REAL.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return REAL.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)


REAL = datetime.datetime
REAL_TIME, REAL_NS, REAL_LOCAL, REAL_GM = time.time, time.time_ns, time.localtime, time.gmtime
time.time = lambda: REAL_TIME() + AHEAD
time.time_ns = lambda: REAL_NS() + AHEAD * 10**9
time.localtime = lambda at=None: REAL_LOCAL(time.time() if at is None else at)
time.gmtime = lambda at=None: REAL_GM(time.time() if at is None else at)
datetime.date, datetime.datetime = Date, DateTime
"""


def built(folder: Path, environment: dict[str, str]) -> dict[str, bytes]:
    """Builds a folder as an owner does; every file of the site with its bytes."""
    done = run("-m", "mkdocs", "build", "--strict", cwd=folder, environment=environment)
    assert done.returncode == 0, done.stdout
    site = folder / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def compared(folder: Path, tmp_path: Path, root: Path) -> None:
    """Builds a folder and a copy of it elsewhere, on another day; every byte has to agree."""
    here = built(folder, {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"})
    there = tmp_path / "another place" / "with a longer name"
    shutil.copytree(folder, there, ignore=shutil.ignore_patterns("site", ".cache"))
    for path in there.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    other = built(there, {"PYTHONHASHSEED": "2", "LC_ALL": "C", **another_day(tmp_path, root)})
    assert other.keys() == here.keys()
    assert [name for name in here if here[name] != other[name]] == []
    assert "sitemap.xml" in here
    places = [str(place).encode() for place in (folder, there)]
    assert not any(place in content for place in places for content in here.values())


def another_day(folder: Path, root: Path) -> dict[str, str]:
    """An environment in which every clock is ahead, in another time zone."""
    clock = folder / "clock"
    clock.mkdir(parents=True)
    (clock / "sitecustomize.py").write_text(_OTHER_CLOCK, encoding="utf-8")
    path = os.pathsep.join([str(clock), str(root)])
    return {"PYTHONPATH": path, "TZ": "America/New_York"}


@pytest.mark.slow
def test_the_other_day_is_another_one(tmp_path: Path, root: Path) -> None:
    script = "import datetime, time; print(datetime.datetime.now().timestamp() - float({!r}))"
    done = run(
        "-c",
        script.format(str(time.time())),
        cwd=tmp_path,
        environment=another_day(tmp_path, root),
    )
    assert float(done.stdout) > _LATER_DAYS * _DAY_SECONDS


@pytest.mark.slow
def test_charts_out_of_the_cache_are_those_drawn(tmp_path: Path) -> None:
    folder = write_project(tmp_path, tiny(), options={"cache": None})
    here = built(folder, {})
    shutil.rmtree(folder / "site")
    assert built(folder, {}) == here


@pytest.mark.slow
def test_a_small_company_is_the_same_anywhere(tmp_path: Path, root: Path) -> None:
    config = {"site_url": "https://cx.example.com/"}
    folder = write_project(tmp_path / "here", tiny(), options={"cache": None}, config=config)
    compared(folder, tmp_path, root)


@pytest.mark.slow
@pytest.mark.sample
def test_the_sample_is_the_same_anywhere(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    shutil.copy(root / "mkdocs.yml", folder)
    for name in ("content", "data"):
        shutil.copytree(root / name, folder / name)
    compared(folder, tmp_path, root)
