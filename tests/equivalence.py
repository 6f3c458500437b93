"""Whether a rebuilt generator makes the same site as an earlier commit made.

    python -m tests.equivalence COMMIT [--keep FOLDER] [--only NAME]

The sample and, if they lie beside the repository, both public data sets are built twice, without
git and with a fixed date: by the generator of COMMIT and by the one of this working tree. Then
every file is compared:

- The text of a page and each of its pictures must be the same byte for byte. The rest of its HTML
  must be the same after the classes in `RENAMED_CLASSES` are renamed.
- JSON and the tables of an edition must hold the same values after `RENAMED_CODES`.
- The page of Methods may change its wording, but not its figures.
- All other files must be the same byte for byte.

`MEANT` lists the differences that are meant. The command prints all others and ends with 1.
"""

from __future__ import annotations

import argparse
import difflib
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

from generator.model.codec import from_csv

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"

#: The data sets, each with the date from which it is judged.
DATES = {"us-federal-goals-fy2022": "2022-11-15", "nyc-transit-2008-2018": "2018-06-15"}

#: A class of the earlier pages and what it is called now.
RENAMED_CLASSES: Mapping[str, str] = {}

#: A code of the earlier JSON and edition files and what it is now.
RENAMED_CODES: Mapping[str, str] = {
    "already there": "already-there",
    "at risk": "at-risk",
    "awaiting data": "awaiting-data",
    "cannot be told": "cannot-be-told",
    "cannot say yet": "cannot-say-yet",
    "consistently fails": "consistently-fails",
    "consistently passes": "consistently-passes",
    "continued by another goal": "continued-by-another-goal",
    "decided about": "decided-about",
    "going well": "going-well",
    "hit or miss": "hit-or-miss",
    "moving the wrong way": "moving-the-wrong-way",
    "needs a decision": "needs-a-decision",
    "no data": "no-data",
    "no real change": "no-real-change",
    "no starting point": "no-starting-point",
    "not reported": "not-reported",
    "off pace": "off-pace",
    "on pace": "on-pace",
    "really better": "really-better",
    "really changed": "really-changed",
    "really worse": "really-worse",
    "scored in an earlier edition": "scored-in-an-earlier-edition",
    "too early": "too-early",
    "too noisy to tell": "too-noisy-to-tell",
}

#: Files whose wording may change; the figures in them may not.
REWORDED = ("methods/index.html",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A difference that is meant: in files of this name, `old` has become `new`.

    If `old` is empty, the whole file may differ.
    """

    file: str
    old: str
    new: str
    why: str


_NO_TARGETS = "A chart by segment never had a target: its places for targets are gone."
MEANT: tuple[Meant, ...] = (
    Meant(file="assets/vega/segments.json", old="", new="", why=_NO_TARGETS),
    Meant(
        file="assets/charts/*.json",
        old=',{"panel":0,"kind":"target","text":""}',
        new="",
        why=_NO_TARGETS,
    ),
    Meant(file="assets/cx-chart.js", old=', "target"])', new="])", why=_NO_TARGETS),
)


class _Page(HTMLParser):
    """The text of a page, and its pictures as they are written."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


_PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_CLASS = re.compile(r'(?<=class=")[^"]*(?=")')
_FIGURE = re.compile(r"\d[\d.,\u202f]*")


def text_of(html: str) -> str:
    """What a page says, without its markup."""
    return "".join(_Page(html).text)


def renamed_classes(html: str, names: Mapping[str, str]) -> str:
    """A page with its classes renamed."""
    return _CLASS.sub(lambda m: " ".join(names.get(n, n) for n in m[0].split(" ")), html)


def figures_of(html: str) -> Counter[str]:
    """The figures that a page tells, each with how often."""
    return Counter(found.rstrip(".,") for found in _FIGURE.findall(text_of(html)))


def renamed_codes(value: Any, codes: Mapping[str, str]) -> Any:
    """A value of JSON with its codes renamed, in keys too."""
    match value:
        case dict():
            return {codes.get(k, k): renamed_codes(v, codes) for k, v in value.items()}
        case list():
            return [renamed_codes(item, codes) for item in value]
        case str():
            return codes.get(value, value)
        case _:
            return value


def compare_file(name: str, old: bytes, new: bytes) -> Iterator[str]:
    """Yields what differs between two versions of a file, and is not meant."""
    if old == new:
        return
    if name.endswith((".html", ".json", ".csv", ".xml", ".js")):
        before, after = old.decode(), new.decode()
        for meant in MEANT:
            if fnmatch.fnmatch(name, meant.file):
                before = before.replace(meant.old, meant.new) if meant.old else after
        yield from _compare_text(name, before, after)
    else:
        yield f"{name}: other bytes ({len(old)}, {len(new)})"


def _compare_text(name: str, before: str, after: str) -> Iterator[str]:
    if before == after:
        return
    if name in REWORDED:
        lost, added = figures_of(before) - figures_of(after), figures_of(after) - figures_of(before)
        if lost or added:
            yield f"{name}: figures lost {dict(lost)}, figures added {dict(added)}"
    elif name.endswith(".html"):
        yield from _compare_page(name, before, after)
    elif name.endswith(".json"):
        yield from _compare_json(name, json.loads(before), json.loads(after))
    elif name.startswith("edition/"):
        rows = [list(from_csv(text)) for text in (before, after)]
        if renamed_codes(rows[0], RENAMED_CODES) != rows[1]:
            yield _first_difference(name, before, after)
    else:
        yield _first_difference(name, before, after)


def _compare_page(name: str, before: str, after: str) -> Iterator[str]:
    if text_of(before) != text_of(after):
        yield _first_difference(f"{name} (text)", text_of(before), text_of(after))
    pictures = [_PICTURE.findall(html) for html in (before, after)]
    if pictures[0] != pictures[1]:
        yield f"{name}: other pictures"
    renamed = renamed_classes(before, RENAMED_CLASSES)
    if renamed != after:
        yield _first_difference(f"{name} (HTML)", renamed, after)


def _compare_json(name: str, before: Any, after: Any) -> Iterator[str]:
    if name == "edition/manifest.json":  # the hashes of files that are compared themselves
        before, after = ({**value, "files": sorted(value["files"])} for value in (before, after))
    if name.startswith("search/"):
        return  # what it holds stands in the pages, which are compared
    if before != after and renamed_codes(before, RENAMED_CODES) != after:
        texts = [json.dumps(value, indent=1, ensure_ascii=False) for value in (before, after)]
        yield _first_difference(name, *texts)


def _first_difference(name: str, before: str, after: str) -> str:
    lines = [re.split(r"\n|(?<=>)(?=<)", text) for text in (before, after)]
    changes = [
        line[:300]
        for line in difflib.unified_diff(lines[0], lines[1], lineterm="", n=0)
        if not line.startswith(("---", "+++", "@@"))
    ]
    return "\n    ".join([f"{name}: {len(changes)} lines differ", *changes[:6]])


def compare_sites(old: Path, new: Path) -> list[str]:
    """Everything that differs between two built sites and is not meant."""
    files = [
        {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
        for site in (old, new)
    ]
    found = [f"{name}: gone" for name in sorted(files[0].keys() - files[1].keys())]
    found += [f"{name}: new" for name in sorted(files[1].keys() - files[0].keys())]
    for name in sorted(files[0].keys() & files[1].keys()):
        found += compare_file(name, files[0][name].read_bytes(), files[1][name].read_bytes())
    return found


def write_projects(folder: Path) -> list[str]:
    """Writes the data sets as projects outside git into a folder; their names."""
    sample = folder / "sample"
    for part in ("data", "content"):
        shutil.copytree(ROOT / part, sample / part)
    shutil.copy(ROOT / "mkdocs.yml", sample)
    for name, day in DATES.items():
        if not (REAL / name).is_dir():
            print(f"{name}: skipped, the public data sets are not beside the repository")
            continue
        project = folder / name
        shutil.copytree(REAL / name, project / "data")
        (project / "content").mkdir()
        options = {"company": name, "as_of": day, "cache": None}
        config = {
            "site_name": name,
            "docs_dir": "content",
            "strict": True,
            "theme": {"name": "material", "font": False},
            "plugins": ["search", {"cx": options}],
        }
        (project / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return sorted(path.name for path in folder.iterdir())


def build_site(project: Path, generator: Path, site: Path) -> None:
    """Builds a project with the generator of a checkout; raises CalledProcessError."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(generator),
        "TZ": "UTC",
        "NO_MKDOCS_2_WARNING": "1",
        "GIT_CEILING_DIRECTORIES": str(project.parent),
    }
    shutil.rmtree(project / ".cache", ignore_errors=True)
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(site)],
        cwd=project,
        env=environment,
        check=True,
        capture_output=True,
    )


def build_sites(projects: Path, generator: Path, sites: Path) -> None:
    """Builds every project with the generator of a checkout, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(build_site, project, generator, sites / project.name)
            for project in sorted(projects.iterdir())
        ]
    for job in jobs:
        job.result()


def build_earlier(commit: str, projects: Path, sites: Path) -> None:
    """Builds every project with the generator of a commit, unless its sites are there."""
    if sites.is_dir():
        return
    with tempfile.TemporaryDirectory() as temporary:
        checkout = Path(temporary) / "checkout"
        _git("worktree", "add", "--detach", str(checkout), commit)
        try:
            build_sites(projects, checkout, Path(temporary) / "sites")
            sites.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(Path(temporary) / "sites", sites)
        finally:
            _git("worktree", "remove", "--force", str(checkout))


def main() -> int:
    """Builds with both generators and prints what differs; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("commit", help="the commit to compare with")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the earlier sites")
    parser.add_argument("--only", metavar="NAME", help="the one data set to compare")
    given = parser.parse_args()
    differs = False
    with tempfile.TemporaryDirectory() as temporary:
        projects, now = Path(temporary) / "projects", Path(temporary) / "now"
        names = write_projects(projects)
        commit = _git("rev-parse", given.commit)
        earlier = (given.keep or Path(temporary)).resolve() / commit
        build_earlier(commit, projects, earlier)
        if given.only:
            names = [name for name in names if name == given.only]
            for other in projects.iterdir():
                if other.name not in names:
                    shutil.rmtree(other)
        build_sites(projects, ROOT, now)
        for name in names:
            found = compare_sites(earlier / name, now / name)
            differs |= bool(found)
            print(f"{name}: {len(found)} differences that are not meant")
            print(*(f"  {line}" for line in found), sep="\n", end="\n" if found else "")
    return int(differs)


def _git(*arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True)
    return run.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
