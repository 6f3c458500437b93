"""A company in git, with editions on its published branch as mike leaves them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.build import Site, build
from generator.model.dataset import AsOf
from generator.model.settings import Settings
from generator.past.build_context import day_and_context
from tests.changes.company import files
from tests.editions.clones import Repository
from tests.pages.company import CACHE, RENDERER, write_files

_WHO = {
    "GIT_AUTHOR_NAME": "An Owner",
    "GIT_AUTHOR_EMAIL": "owner@example.com",
    "GIT_COMMITTER_NAME": "An Owner",
    "GIT_COMMITTER_EMAIL": "owner@example.com",
}


class Company:
    """The company of `tests.changes` in a repository of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder, self.data = folder, folder / "data"
        self.repository = Repository(folder=folder)
        self.git = self.repository.git
        self.git("init", "-q", "-b", "main")
        self._published: list[tuple[str, Path]] = []

    def commit(self, day: str, data: Mapping[str, str | bytes]) -> str:
        """Commits a state of the data on a day; its commit."""
        write_files(self.data, data)
        when = f"{day}T12:00:00+00:00"
        self.git("add", "-A", "data")
        self.git("commit", "-q", "--allow-empty", "-m", "Figures", GIT_AUTHOR_DATE=when,
                 GIT_COMMITTER_DATE=when, **_WHO)  # fmt: skip
        return self.git("rev-parse", "HEAD")

    def settings(self, **given: Any) -> Settings:
        return Settings(company="Kestrel", **given)

    def publish(self, version: str, **given: Any) -> Site:
        """Builds the state that is checked out and lays it upon the published branch."""
        settings = self.settings(**given)
        environ = {"MIKE_DOCS_VERSION": version}
        as_of, origin = day_and_context(settings, environ, self.data, self.folder)
        assert isinstance(as_of, AsOf)
        site = build(
            self.data, settings, as_of=as_of, origin=origin, cache=CACHE, renderer=RENDERER
        )
        tree = self.folder.parent / f"{self.folder.name}-published"
        write_files(tree / version, {a.src_uri: a.content for a in site.assets})
        self._published = [entry for entry in self._published if entry[0] != version]
        self._published.insert(0, (version, tree))
        listed = [{"version": name, "title": name, "aliases": []} for name, _ in self._published]
        write_files(tree, {"versions.json": json.dumps(listed)})
        self.lay(tree)
        return site

    def lay(self, tree: Path) -> None:
        """Makes a folder what the published branch holds."""
        index = {"GIT_INDEX_FILE": str(self.folder.parent / f"{self.folder.name}-index")}
        self.git(f"--work-tree={tree}", "add", "-A", ".", **index)
        made = self.git("write-tree", **index)
        parents = [word for tip in [self.repository.tip()] if tip for word in ("-p", tip)]
        commit = self.git("commit-tree", made, *parents, "-m", "Published", **_WHO)
        self.git("update-ref", "refs/heads/gh-pages", commit)


def with_editions(folder: Path, versions: Sequence[str] = ("2026-Q1", "2026-Q2")) -> Company:
    """A company with an edition a quarter."""
    company = Company(folder)
    for quarter, version in enumerate(versions, start=1):
        company.commit(f"2026-{3 * quarter + 1:02d}-20", files(values=[41, 43, 45][: quarter + 1]))
        company.publish(version)
    return company
