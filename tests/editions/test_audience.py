"""A branch has one audience: what it is, where it stands, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.editions import release_commands
from tests.editions.clones import Repository, bare
from tests.editions.conftest import Run
from tests.pages.company import write_files


@pytest.fixture
def other(ours: Repository, remote: Repository, tmp_path: Path) -> Repository:
    """Another remote, for the leadership; and the first one under another name."""
    repository = bare(tmp_path / "leadership.git")
    ours.git("remote", "add", "leadership", str(repository.folder))
    ours.git("remote", "add", "alias", str(remote.folder))
    return repository


@pytest.fixture
def run(run_here: Run, other: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command under settings; the site says of itself whom it is `built` for."""
    del other
    config = tmp_path / "mkdocs.yml"

    def command(
        *arguments: str, audience: str = "all", built: str = "", remote: str = ""
    ) -> tuple[int, str]:
        def build(_: Path, site: Path, told: Mapping[str, str]) -> None:
            name = told["MIKE_DOCS_VERSION"]
            manifest = {"edition": name, "audience": built or audience}
            files = {"index.html": name, "edition/manifest.json": json.dumps(manifest)}
            write_files(site, files)

        monkeypatch.setattr(release_commands, "build_site", build)
        options = f"{{audience: {audience}, remote: '{remote}'}}"
        config.write_text(f"plugins: [{{cx: {options}}}]\n", encoding="utf-8")
        return run_here(*arguments, "--config", str(config))

    return command


def stated(repository: Repository) -> str:
    return repository.git("show", "gh-pages:audience.txt")


LEADERSHIP = {"audience": "leadership"}
THERE = ("--remote", "leadership")


def test_the_first_edition_fixes_it(run: Run, remote: Repository, other: Repository) -> None:
    assert run("release", "2026-Q1")[0] == 0
    assert run("release", "2026-Q1", *THERE, **LEADERSHIP)[0] == 0
    assert (stated(remote), stated(other)) == ("all", "leadership")


@pytest.mark.parametrize("command", [("release", "2026-Q2"), ("publish",)])
@pytest.mark.parametrize(("first", "second"), [("all", "leadership"), ("leadership", "all")])
def test_an_edition_for_another_is_refused(
    command: tuple[str, ...], first: str, second: str, run: Run, other: Repository
) -> None:
    assert run("release", "2026-Q1", *THERE, audience=first)[0] == 0
    tip = other.tip()
    assert run(*command, *THERE, audience=second) == (
        2,
        (
            f"The branch gh-pages is for the audience {first}, and this edition is for {second}. "
            "Name a branch or a remote of its own with --branch or --remote.\n"
        ),
    )
    assert other.tip() == tip


def test_a_branch_of_an_earlier_version_is_for_whom_its_editions_are(
    run: Run, other: Repository, ours: Repository
) -> None:
    assert run("release", "2026-Q1", *THERE, **LEADERSHIP)[0] == 0
    without(ours, other, "audience.txt")
    assert run("release", "2026-Q2", *THERE)[0] == 2
    assert run("release", "2026-Q2", *THERE, **LEADERSHIP)[0] == 0
    assert stated(other) == "leadership"


def test_a_branch_that_says_nothing_is_for_all(
    run: Run, other: Repository, ours: Repository
) -> None:
    assert run("release", "2026-Q1", *THERE, **LEADERSHIP)[0] == 0
    without(ours, other, "audience.txt", "2026-Q1/edition", "latest/edition")
    assert run("release", "2026-Q2", *THERE, **LEADERSHIP)[0] == 2


def test_a_branch_of_two_is_refused_until_one_is_dropped(
    run: Run, other: Repository, ours: Repository
) -> None:
    """As where it was published before branches had an audience."""
    for name in ("2026-Q1", "2026-Q2"):
        ours.commit("data.csv", name)
        assert run("release", name, *THERE)[0] == 0
    manifest = json.dumps({"edition": "2026-Q2", **LEADERSHIP})
    replaced(ours, other, "2026-Q2/edition/manifest.json", manifest)
    assert run("release", "2026-Q3", *THERE) == (
        2,
        (
            "The branch gh-pages holds editions for all and for leadership. Drop those of one "
            "audience, or name another branch with --branch.\n"
        ),
    )
    assert run("editions", "drop", "2026-Q2", *THERE)[0] == 0
    assert run("release", "2026-Q3", *THERE)[0] == 0


def test_the_root_leads_to_an_edition_of_the_same(
    run: Run, other: Repository, ours: Repository
) -> None:
    for name in ("2026-Q1", "2026-Q2", "2026-Q3"):
        ours.commit("data.csv", name)
        assert run("release", name, *THERE, **LEADERSHIP)[0] == 0
    manifest = other.git("show", "gh-pages:2026-Q2/edition/manifest.json")
    mixed = manifest.replace("leadership", "all")
    replaced(ours, other, "2026-Q2/edition/manifest.json", mixed)
    assert run("editions", "drop", "2026-Q3", *THERE)[0] == 0
    assert other.git("show", "gh-pages:latest/index.html") == "2026-Q1"


@pytest.mark.parametrize(
    ("arguments", "named", "code"),
    [
        ((), "", 2),
        (("--remote", "origin"), "", 2),
        (("--remote", "alias"), "", 2),  # the same place under another name
        (("--remote", "origin"), "leadership", 2),
        (("--remote", "alias"), "origin", 2),
        (("--remote", "leadership"), "", 0),
        ((), "leadership", 0),
        ((), "origin", 0),
        (("--remote", "origin"), "origin", 0),
    ],
)
def test_one_for_leadership_goes_to_origin_only_if_its_settings_name_it(
    arguments: tuple[str, ...],
    named: str,
    code: int,
    run: Run,
    remote: Repository,
    other: Repository,
) -> None:
    ended, said = run("publish", *arguments, **LEADERSHIP, remote=named)
    assert ended == code
    if code:
        assert said.startswith("This edition is for leadership, and whoever reads ")
        assert (remote.tip(), other.tip()) == ("", "")


def test_a_site_that_was_built_for_another_is_refused(run: Run, remote: Repository) -> None:
    """As where mkdocs.yml inherits the audience from another file."""
    assert run("publish", built="leadership") == (
        2,
        (
            "The site was built for leadership, and its settings say all. State the audience in "
            "the file that --config names, and not in one that it inherits from.\n"
        ),
    )
    assert remote.tip() == ""


def without(ours: Repository, there: Repository, *paths: str) -> None:
    """Takes files off the published branch."""
    on_the_branch(ours, there, lambda: [ours.git("rm", "-rq", "--cached", one) for one in paths])


def replaced(ours: Repository, there: Repository, path: str, text: str) -> None:
    """Puts a file onto the published branch."""

    def put() -> None:
        file = write_files(ours.folder.parent, {"put.txt": text}) / "put.txt"
        blob = ours.git("hash-object", "-w", str(file))
        ours.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")

    on_the_branch(ours, there, put)


def on_the_branch(ours: Repository, there: Repository, change: Callable[[], object]) -> None:
    ours.git("fetch", "-q", str(there.folder), "gh-pages")
    ours.git("read-tree", "FETCH_HEAD")
    change()
    commit = ours.git("commit-tree", ours.git("write-tree"), "-p", "FETCH_HEAD", "-m", "by hand")
    ours.git("read-tree", "HEAD")
    ours.git("push", "-q", str(there.folder), f"{commit}:refs/heads/gh-pages")
