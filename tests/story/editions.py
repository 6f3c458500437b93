"""``python -m tests.story.editions DIR`` publishes the sample's story month by month.

Twelve editions, each as its owners would have released it on the 20th of its month: the data as
it stood, committed on that day, released by the generator itself, and in the end copied to where
a server would serve it. It takes some minutes.
"""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from tests.editions.clones import Repository, started
from tests.pages.company import ROOT
from tests.story.write import write

#: The days of the editions, the first one first.
DAYS: Final = tuple(date(2025 + month // 12, month % 12 + 1, 20) for month in range(11, 23))


_LINK = re.compile(r"\[([^\]\[]+)\]\((?:goals|metrics|departments|decisions)/[^)]*\)")
#: A figure of a month that a page by hand puts in.
_FIGURE = re.compile(r"\[\[[^\]]* in (\d{4}-\d{2})\]\]")


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml; it holds nothing but plain values."""


def name_of(day: date) -> str:
    """The name of the edition of a day."""
    return f"{day:%Y-%m}"


def publish(folder: Path, out: Path, address: str, days: Iterable[date] = DAYS) -> Repository:
    """Publishes the editions in a repository in ``folder`` and copies them to ``out``."""
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)  # noqa: S506
    options: dict[str, Any] = next(one["cx"] for one in config["plugins"] if "cx" in one)
    del options["as_of"]  # each edition speaks from the day of its commit
    folder.mkdir(parents=True)
    text = yaml.safe_dump({**config, "site_url": address}, sort_keys=False, allow_unicode=True)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    (folder / ".gitignore").write_text("/site/\n/.cache/\n", encoding="utf-8")
    repository = started(folder)
    for day in days:
        for name in ("content", "data"):
            shutil.rmtree(folder / name, ignore_errors=True)
        _write_content(folder / "content", day)
        write(folder / "data", day)
        noon = f"{day.isoformat()}T12:00:00+00:00"
        repository.git("add", "--all")
        repository.git(
            *("commit", "--quiet", "--message", f"Figures of {day:%B %Y}"),
            GIT_AUTHOR_DATE=noon,
            GIT_COMMITTER_DATE=noon,
        )
        _done(repository, "release", name_of(day))
    _done(repository, "editions", "copy", str(out.resolve()))
    return repository


def _write_content(folder: Path, day: date) -> None:
    """The sample's pages by hand on a day: without links to what was agreed only later, and
    without figures of months that had not ended."""

    def known(figure: re.Match[str]) -> str:
        return figure[0] if figure[1] < f"{day:%Y-%m}" else "a figure that is not known yet"

    shutil.copytree(ROOT / "content", folder)
    for page in folder.rglob("*.md"):
        text = _FIGURE.sub(known, _LINK.sub(r"\1", page.read_text(encoding="utf-8")))
        page.write_text(text, encoding="utf-8", newline="\n")


def _done(repository: Repository, *arguments: str) -> None:
    run = repository.run("generator", *arguments)
    if run.returncode:
        raise RuntimeError(run.stdout + run.stderr)


def main() -> None:
    """Read the command line and publish."""
    parser = argparse.ArgumentParser(prog="python -m tests.story.editions", description=__doc__)
    parser.add_argument("folder", type=Path, help="a new folder for the repository and the site")
    parser.add_argument("--address", default="http://127.0.0.1:8000/", help="where it will stand")
    options = parser.parse_args()
    publish(options.folder / "company", options.folder / "public", options.address)


if __name__ == "__main__":
    main()
