"""Releases of a small site that is built already, in this process: real git, real mike.

`test_release` and its neighbours do the same through MkDocs and several processes; these are quick
enough for every check.
"""

from __future__ import annotations

import io
import shutil
import tarfile
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path

import pytest

from generator.editions import release_commands
from generator.editions.preconditions import clean_commit, repository
from generator.editions.publish_target import PublishTarget
from generator.editions.releasing import ReleaseOutcome, ReleaseRequest, release
from generator.editions.remote import remote_of
from generator.editions.workspace import workspace_of
from generator.git import Git
from generator.model.errors import SiteBuildError
from generator.write import write_site
from tests.changes import company
from tests.editions.clones import Repository, cloned, tree_of
from tests.editions.conftest import Run
from tests.pages.company import write_files

AT_ORIGIN = "the branch gh-pages at origin"


def site(folder: Path, mark: str) -> Path:
    """Two pages, because mike starts git for each of them."""
    return write_files(folder, {"index.html": f"<h1>{mark}</h1>\n", "goals/index.html": mark})


@pytest.fixture
def run(run_here: Run, ours: Repository, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in the clone; its site has the name of the edition and of the data on it."""

    def build(_: Path, folder: Path, told: Mapping[str, str]) -> None:
        data = (ours.folder / "data.csv").read_text(encoding="utf-8")
        if data == "broken":
            raise SiteBuildError
        site(folder, f"{told['MIKE_DOCS_VERSION']} of {data}")

    monkeypatch.setattr(release_commands, "build_site", build)
    return run_here


def home(repository: Repository, edition: str) -> str:
    return repository.git("show", f"gh-pages:{edition}/index.html")


def test_two_editions_in_a_row(run: Run, ours: Repository, remote: Repository) -> None:
    assert run("release", "2026-Q1") == (0, f"2026-Q1: published on {AT_ORIGIN}.\n")
    first, tree = ours.git("rev-parse", "HEAD"), remote.tree("2026-Q1")
    assert (remote.versions(), remote.tag("2026-Q1")) == ({"2026-Q1": ["latest"]}, first)
    second = ours.commit("data.csv", "second")
    assert run("release", "2026-Q2") == (0, f"2026-Q2: published on {AT_ORIGIN}.\n")
    assert remote.versions() == {"2026-Q2": ["latest"], "2026-Q1": []}
    assert remote.tree("2026-Q1") == tree
    assert home(remote, "latest") == "<h1>2026-Q2 of second</h1>"
    assert (ours.tip(), ours.tag("2026-Q2")) == (remote.tip(), second)
    assert remote.git("log", "--format=%s", "gh-pages").splitlines() == [
        "Publish 2026-Q2",
        "Publish 2026-Q1",
    ]
    assert "url=latest/" in remote.git("show", "gh-pages:index.html")
    assert ours.git("status", "--porcelain") == ""
    assert run("editions", "list") == (
        0,
        (
            f"2026-Q2 (latest), made from commit {second[:7]}\n"
            f"2026-Q1, made from commit {first[:7]}\n"
        ),
    )


def test_a_release_ends_with_its_summary(
    run: Run, ours: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = company.site(tmp_path / "a", company.files(), "2026-09-20", version="2026-Q3")
    past = company.past_of(before)
    made = company.site(
        tmp_path / "b", company.files(goal={"target": "55"}), "2026-11-20", past=past
    )

    def build(_: Path, folder: Path, *__: object) -> None:
        write_site(made, site(folder, "2026-Q4"))

    monkeypatch.setattr(release_commands, "build_site", build)
    config = ours.folder.parent / "mkdocs.yml"
    config.write_text("site_name: CX\nsite_url: https://example.com/cx/\n", encoding="utf-8")
    code, said = run("release", "2026-Q4", "--config", str(config))
    lines = said.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert (code, lines[0]) == (0, f"2026-Q4: published on {AT_ORIGIN}.")
    assert lines[1].endswith("Edition 2026-Q4.")
    assert lines[2] == "https://example.com/cx/2026-Q4/"
    assert "Since 2026-Q3: 1 target made easier" in lines


def test_an_edition_is_replaced_only_on_request(
    run: Run, ours: Repository, remote: Repository
) -> None:
    first = ours.git("rev-parse", "HEAD")
    assert run("release", "2026-Q1")[0] == 0
    tip = remote.tip()
    assert run("release", "2026-Q1") == (
        0,
        f"2026-Q1: published already, from this commit, on {AT_ORIGIN}.\n",
    )
    second = ours.commit("data.csv", "second")
    assert run("release", "2026-Q1") == (
        2,
        (
            f"2026-Q1 is published already, from commit {first[:7]}. Choose another name, or "
            "replace it with REPLACE=1.\n"
        ),
    )
    assert remote.tip() == tip
    assert run("release", "2026-Q1", "--replace")[0] == 0
    assert home(remote, "2026-Q1") == home(remote, "latest") == "<h1>2026-Q1 of second</h1>"
    assert remote.tag("2026-Q1") == second


def test_the_current_state_follows_the_commits(
    run: Run, ours: Repository, remote: Repository
) -> None:
    first = ours.git("rev-parse", "HEAD")
    assert run("publish") == (0, f"next: published on {AT_ORIGIN}.\n")
    assert "url=next/" in remote.git("show", "gh-pages:index.html")
    assert run("publish") == (0, f"next: the same is published already on {AT_ORIGIN}.\n")
    ours.commit("data.csv", "second")
    assert run("publish")[0] == 0
    ours.git("checkout", "--quiet", first)
    assert run("publish") == (0, f"next: a later commit is published already on {AT_ORIGIN}.\n")
    assert home(remote, "next") == "<h1>next of second</h1>"


def test_an_edition_is_dropped(run: Run, ours: Repository, remote: Repository) -> None:
    assert run("release", "2026-Q1")[0] == 0
    assert run("editions", "drop", "2026-Q1") == (
        2,
        "2026-Q1 is the only edition. To publish nothing at all, delete the branch gh-pages.\n",
    )
    ours.commit("data.csv", "second")
    assert run("release", "2026-Q2")[0] == 0
    assert run("editions", "drop", "2026-Q9") == (
        2,
        "There is no edition 2026-Q9. Published are: 2026-Q2, 2026-Q1.\n",
    )
    assert run("editions", "drop", "2026-Q2") == (0, f"2026-Q2: dropped from {AT_ORIGIN}.\n")
    assert remote.versions() == {"2026-Q1": ["latest"]}
    assert remote.folders() == {"2026-Q1", "latest"}
    assert home(remote, "latest") == "<h1>2026-Q1 of first</h1>"


def test_what_is_published_is_copied(run: Run, ours: Repository) -> None:
    assert run("editions", "copy", "public") == (
        2,
        f"Nothing is published on {AT_ORIGIN} yet: make publish.\n",
    )
    assert run("release", "2026-Q1")[0] == 0
    assert run("editions", "copy", "public") == (0, "public: 1 edition.\n")
    public = ours.folder / "public"
    page = (public / "latest/index.html").read_text(encoding="utf-8")
    assert page == "<h1>2026-Q1 of first</h1>\n"
    assert "frame-ancestors 'none'" in (public / "_headers").read_text(encoding="utf-8")
    assert run("editions", "copy", "public") == (
        2,
        "public: it is there already and not empty. Name a new folder.\n",
    )


def test_what_does_not_build_is_not_published(
    run: Run, ours: Repository, remote: Repository
) -> None:
    ours.commit("data.csv", "broken")
    assert run("release", "2026-Q1") == (
        1,
        "The site does not build, so nothing was published.\n",
    )
    assert (remote.tip(), ours.tip(), remote.tag("2026-Q1")) == ("", "", "")


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("spring", "first", '"spring" cannot be the name of an edition.'),
        ("2026-Q1", "changed", "There are uncommitted changes (data.csv). Commit them first,"),
    ],
)
def test_what_is_refused_before_the_build(
    name: str, text: str, sentence: str, run: Run, ours: Repository, remote: Repository
) -> None:
    (ours.folder / "data.csv").write_text(text, encoding="utf-8")
    code, said = run("release", name)
    assert (code, said.startswith(sentence)) == (2, True)
    assert (remote.tip(), ours.tip()) == ("", "")


def published(clone: Repository, name: str, folder: Path, first: Callable[[], None]) -> list[str]:
    """Releases a site from a clone; `first` happens while it is built. What the release said."""
    said: list[str] = []
    git = repository(clone.folder)
    with workspace_of(git) as workspace:
        target = PublishTarget(
            workspace=workspace,
            branch="gh-pages",
            remote=remote_of(git, None),
            say=said.append,
        )

        def build(*_: object) -> None:
            first()
            shutil.rmtree(workspace.site, ignore_errors=True)
            shutil.copytree(folder, workspace.site)

        outcome = release(target, ReleaseRequest(name=name, commit=clean_commit(git)), build)
    assert outcome is ReleaseOutcome.PUBLISHED
    return said


def test_a_lost_race_is_run_again_from_the_other_release(
    ours: Repository, remote: Repository, tmp_path: Path
) -> None:
    theirs = cloned(remote, tmp_path / "theirs")
    sites = {name: site(tmp_path / name, name) for name in ("2026-Q1", "2026-Q2")}
    turns: list[int] = []

    def other_release() -> None:
        turns.append(1)
        if len(turns) == 1:
            assert published(theirs, "2026-Q1", sites["2026-Q1"], lambda: None) == []

    assert published(ours, "2026-Q2", sites["2026-Q2"], other_release) == [
        "Another release came first: once more, from that one."
    ]
    assert len(turns) == 2
    assert remote.versions() == {"2026-Q2": ["latest"], "2026-Q1": []}
    for name, folder in sites.items():
        assert remote.tree(name) == tree_of(remote, folder)
    assert ours.tip() == remote.tip()


def planted(ours: Repository, *entries: str) -> None:
    """Puts entries of a tree on the published branch, each a mode, a kind and a name."""
    page = ours.git("rev-parse", "gh-pages:2026-Q1/index.html")
    inner = ours.git("mktree", given=f"100644 blob {page}\tout.html\n")
    objects = {"blob": page, "tree": inner}
    lines = [ours.git("ls-tree", "gh-pages")]
    for mode, kind, name in (entry.split(" ", 2) for entry in entries):
        lines.append(f"{mode} {kind} {objects[kind]}\t{name}")
    tree = ours.git("mktree", given="".join(f"{line}\n" for line in lines))
    commit = ours.git("commit-tree", tree, "-m", "planted")
    ours.git("push", "-qf", "origin", f"{commit}:refs/heads/gh-pages")


def test_a_copy_names_the_links_that_it_leaves_out(run: Run, ours: Repository) -> None:
    assert run("release", "2026-Q1")[0] == 0
    planted(ours, *(f"120000 blob {name}" for name in ("a\x1b[31m", "b", "c", "d")))
    assert run("editions", "copy", "public") == (
        0,
        (
            "public: 4 files are left out, links or paths out of the folder: "
            "a\N{REPLACEMENT CHARACTER}[31m, b, c and 1 more.\npublic: 1 edition.\n"
        ),
    )
    assert not any(path.is_symlink() for path in (ours.folder / "public").rglob("*"))


def test_a_copy_writes_nothing_beside_its_folder(run: Run, ours: Repository) -> None:
    """Git itself refuses such a tree; where one does not, the path is named like a link."""
    assert run("release", "2026-Q1")[0] == 0
    planted(ours, "040000 tree ..")
    code, said = run("editions", "copy", "public/inner")
    assert (code, said.startswith("git cannot read what is published (")) == (2, True)
    assert not (ours.folder / "public/out.html").exists()


@pytest.mark.parametrize("name", ["../out.html", "a/../../out.html", "/out.html"])
def test_a_path_out_of_the_folder_is_named(
    name: str, ours: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As from a git that writes it."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as files:
        for each in (name, "in.html"):
            files.addfile(tarfile.TarInfo(each))
    packed.seek(0)
    monkeypatch.setattr(Git, "stream", lambda *_: nullcontext(packed))
    out = tmp_path / "inner" / "public"
    assert release_commands._copy(Git(folder=ours.folder), "x", out) == [name]
    assert [path.name for path in (tmp_path / "inner").rglob("*")] == ["public", "in.html"]
