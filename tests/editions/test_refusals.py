"""What a release refuses before it builds anything, each in one sentence with the mend."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.editions.clones import Repository, bare, environment, site, started
from tests.pages.company import ROOT

pytestmark = pytest.mark.slow
Prepare = Callable[[Repository], None]


def dirty(repository: Repository) -> None:
    (repository.folder / "data.csv").write_text("changed", encoding="utf-8")


def untracked(repository: Repository) -> None:
    for name in ("one.csv", "two.csv", "three.csv"):
        (repository.folder / name).write_text("new", encoding="utf-8")


def nobody(repository: Repository) -> None:
    repository.git("config", "--unset", "user.name")
    repository.git("config", "--unset", "user.email")


def another_site(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "gh-pages")
    repository.commit("index.html", "<h1>Another site</h1>")
    repository.git("checkout", "--quiet", "main")


def on_the_branch(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "gh-pages")


def tagged(repository: Repository) -> None:
    repository.git("tag", "edition-2026-Q4")
    repository.commit("data.csv", "later")


def unreachable(repository: Repository) -> None:
    repository.git("remote", "add", "origin", str(repository.folder / "nowhere"))


def damaged(repository: Repository) -> None:
    (repository.folder / ".git/refs/heads/gh-pages").write_text("damaged", encoding="utf-8")


def without_its_commit(repository: Repository) -> None:
    (repository.folder / ".git/refs/heads/gh-pages").write_text(f"{'1' * 40}\n", encoding="utf-8")


def packed_without_its_commit(repository: Repository) -> None:
    path = repository.folder / ".git/packed-refs"
    path.write_text(f"{'1' * 40} refs/heads/gh-pages\n", encoding="utf-8")


def without_its_figures(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "gh-pages")
    repository.commit("2026-Q3/edition/measurements/published.csv", "metric,date")
    name = repository.git("rev-parse", "HEAD:2026-Q3/edition/measurements/published.csv")
    repository.git("checkout", "--quiet", "main")
    (repository.folder / f".git/objects/{name[:2]}/{name[2:]}").unlink()


def damaged_at_the_remote(repository: Repository) -> None:
    """The branch at the remote names a commit that is not there."""
    there = repository.folder / "there.git"
    repository.git("init", "--quiet", "--bare", str(there))
    (there / "refs/heads/gh-pages").write_text(f"{'1' * 40}\n", encoding="utf-8")
    repository.git("remote", "add", "origin", str(there))
    (repository.folder / ".git/info/exclude").write_text("there.git\n", encoding="utf-8")


UNREADABLE = (
    "gh-pages cannot be read here, so what its editions withhold is not known. Mend it first: git "
    "fsck says what is missing. Where a remote has the branch whole, delete the one here with git "
    "update-ref -d refs/heads/gh-pages."
)


def many_remotes(repository: Repository) -> None:
    repository.git("remote", "add", "a", "nowhere")
    repository.git("remote", "add", "b", "nowhere")


def nothing(repository: Repository) -> None:
    """As it is."""


CASES: dict[str, tuple[Prepare, tuple[str, ...], str]] = {
    "a damaged branch": (damaged, (), UNREADABLE),
    "a branch without its commit": (without_its_commit, (), UNREADABLE),
    "a packed branch without its commit": (packed_without_its_commit, (), UNREADABLE),
    "a branch without its figures": (without_its_figures, (), UNREADABLE),
    "a branch that is damaged at the remote": (
        damaged_at_the_remote,
        (),
        (
            "gh-pages cannot be fetched from origin (remote error: upload-pack: not our ref "
            "1111111111111111111111111111111111111111). Mend that and run it again."
        ),
    ),
    "a changed file": (
        dirty,
        (),
        (
            "There are uncommitted changes (data.csv). Commit them first, so that the edition can "
            "be made again from its commit."
        ),
    ),
    "new files": (
        untracked,
        (),
        (
            "There are uncommitted changes (one.csv and 2 more). Commit them first, so that the "
            "edition can be made again from its commit."
        ),
    ),
    "nobody's name": (
        nobody,
        (),
        "Git does not know who you are. Tell it: git config user.name and user.email.",
    ),
    "a branch with another site": (
        another_site,
        (),
        (
            "The branch gh-pages holds a site without editions, which would be lost. Name another "
            "branch with --branch, or remove that site from it."
        ),
    ),
    "the branch checked out": (
        on_the_branch,
        (),
        (
            "The branch gh-pages is checked out in {folder}. Editions are put there without a "
            "checkout: switch to the branch with your data."
        ),
    ),
    "a tag of another commit": (
        tagged,
        (),
        (
            "The tag edition-2026-Q4 marks another commit, {first}. Check that one out, or move "
            "the tag with REPLACE=1."
        ),
    ),
    "a remote that is not there": (
        unreachable,
        (),
        (
            "The remote origin cannot be reached (Could not read from remote repository). Mend "
            "that and run it again."
        ),
    ),
    "several remotes": (many_remotes, (), "Say which remote with --remote: a, b."),
    "an unknown remote": (
        many_remotes,
        ("--remote", "c"),
        "There is no remote c here. Those there are: a, b.",
    ),
    "no name of a branch": (
        nothing,
        ("--branch", "a..b"),
        '"a..b" cannot be the name of a branch. Choose another one.',
    ),
}


@pytest.fixture
def ours(tmp_path: Path) -> Repository:
    repository = started(tmp_path / "ours")
    repository.commit("data.csv", "first")
    return repository


@pytest.mark.parametrize("case", CASES)
def test_situation(case: str, ours: Repository) -> None:
    prepare, arguments, sentence = CASES[case]
    first = ours.git("rev-parse", "--short=7", "HEAD")
    prepare(ours)
    before = references(ours)
    done = ours.run("generator", "release", "2026-Q4", *arguments)
    expected = sentence.format(folder=ours.folder, first=first)
    # Git tells of one fault in two ways, as the other end is done sooner or later.
    told = done.stderr.replace("(git upload-pack: not", "(remote error: upload-pack: not")
    assert (done.returncode, done.stdout, told) == (2, "", f"{expected}\n")
    assert references(ours) == before


def references(repository: Repository) -> dict[str, str]:
    """What all references stand for, also damaged ones."""
    folder = repository.folder / ".git"
    files = [*(folder / "refs").rglob("*"), folder / "packed-refs"]
    return {str(one): one.read_text() for one in files if one.is_file()}


@pytest.mark.parametrize(
    "name",
    ["", "next", "latest", "spring", "v1", "26-Q4", "2026/Q4", "2026 Q4", "2026-", "2026..1",
     "-2026", "../2026", "2026.lock", "2026-Q4é", "2026" + "-x" * 20],
)  # fmt: skip
def test_names_that_will_not_do(name: str, ours: Repository) -> None:
    done = ours.run("generator", "release", "--", name)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        (
            f'"{name}" cannot be the name of an edition. Begin with the year, and use letters, '
            "digits, hyphens and dots: 2026-Q4, 2026-10 or FY2027-Q1.\n"
        ),
    )


def test_outside_git_and_before_the_first_commit(tmp_path: Path) -> None:
    folder = Repository(folder=tmp_path)
    done = folder.run("generator", "release", "2026-Q4", GIT_CEILING_DIRECTORIES="/")
    assert (done.returncode, done.stderr) == (
        2,
        "This is not a repository of git. Editions are kept on a branch of one: git init.\n",
    )
    empty = started(tmp_path / "empty")
    done = empty.run("generator", "publish")
    assert (done.returncode, done.stderr) == (
        2,
        "Nothing is committed yet. Commit the data, then run it again.\n",
    )


def test_a_clone_without_its_history(ours: Repository, tmp_path: Path) -> None:
    ours.commit("data.csv", "second")
    shallow = Repository(folder=tmp_path / "shallow")
    ours.git("clone", "--quiet", "--depth", "1", f"file://{ours.folder}", str(shallow.folder))
    done = shallow.run("generator", "publish")
    assert (done.returncode, done.stderr) == (
        2,
        "This clone lacks the history. Fetch it: git fetch --unshallow.\n",
    )


def prepared(repository: Repository, *arguments: str) -> tuple[int, str]:
    done = repository.run("tests.editions.prepared", *arguments)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout


def test_locks_that_a_killed_command_left_are_removed(ours: Repository, tmp_path: Path) -> None:
    for name in ("heads/gh-pages", "tags/edition-2026-Q4"):
        lock = ours.folder / f".git/refs/{name}.lock"
        lock.parent.mkdir(parents=True, exist_ok=True)
        lock.touch()
        os.utime(lock, (time.time() - 60,) * 2)
    (ours.folder / ".git/editions/site").mkdir(parents=True)
    assert prepared(ours, "2026-Q4", str(site(tmp_path / "q4", "q4"))) == (0, "published\n")
    assert [*(ours.folder / ".git/refs").rglob("*.lock")] == []
    assert [path.name for path in (ours.folder / ".git/editions").iterdir()] == ["lock"]


def test_a_branch_that_parted_from_the_remotes_is_kept_aside(
    ours: Repository, tmp_path: Path
) -> None:
    remote = bare(tmp_path / "remote.git")
    ours.git("remote", "add", "origin", str(remote.folder))
    assert prepared(ours, "2026-Q1", str(site(tmp_path / "q1", "q1")))[0] == 0
    tree = ours.git("rev-parse", "gh-pages^{tree}")
    own = ours.git("commit-tree", tree, "-m", "By hand")
    ours.git("update-ref", "refs/heads/gh-pages", own)
    assert prepared(ours, "2026-Q2", str(site(tmp_path / "q2", "q2"))) == (
        0,
        (
            f"gh-pages had commits here that origin lacks. They are on the branch "
            f"gh-pages-kept-{own[:7]} now.\npublished\n"
        ),
    )
    assert ours.tip() == remote.tip()
    assert [*remote.versions()] == ["2026-Q2", "2026-Q1"]
    assert ours.git("rev-parse", f"gh-pages-kept-{own[:7]}") == own


@pytest.mark.sample  # a company may have rewritten the guide
def test_a_branch_may_forget_its_history(ours: Repository, tmp_path: Path) -> None:
    """As the guide says it: nothing that is published is lost, and the next release succeeds."""
    remote = bare(tmp_path / "remote.git")
    ours.git("remote", "add", "origin", str(remote.folder))
    for name in ("2026-Q1", "2026-Q2"):
        assert prepared(ours, name, str(site(tmp_path / name, name)))[0] == 0
    before = remote.tree("")
    guide = (ROOT / "content/hosting.md").read_text(encoding="utf-8")
    recipe = next(block for block in guide.split("```") if "git commit-tree" in block)
    done = subprocess.run(
        ["sh", "-e"],
        input=recipe.removeprefix("sh\n"),
        cwd=ours.folder,
        env=environment(),
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert remote.tree("") == before
    assert remote.git("rev-list", "--count", "gh-pages") == "1"
    assert prepared(ours, "2026-Q3", str(site(tmp_path / "q3", "q3"))) == (0, "published\n")
    assert [*remote.versions()] == ["2026-Q3", "2026-Q2", "2026-Q1"]


def test_another_remote_gets_its_own_editions_and_never_the_data(
    ours: Repository, tmp_path: Path
) -> None:
    """Two audiences: what is published for one never reaches the other."""
    origin, other = bare(tmp_path / "origin.git"), bare(tmp_path / "other.git")
    ours.git("remote", "add", "origin", str(origin.folder))
    ours.git("remote", "add", "other", str(other.folder))
    secret = str(site(tmp_path / "secret", "for leadership"))
    assert prepared(ours, "2026-Q1", secret) == (0, "published\n")
    here = ours.git("for-each-ref", "refs/heads", "refs/tags")
    for name in ("2026-Q1", "2026-Q2"):
        folder = str(site(tmp_path / name, "for all"))
        assert prepared(ours, name, folder, "--remote", "other") == (0, "published\n")
    assert other.versions() == {"2026-Q2": ["latest"], "2026-Q1": []}
    assert "for leadership" not in other.git("grep", "for ", "gh-pages")
    assert other.git("for-each-ref", "--format=%(refname)") == "refs/heads/gh-pages"
    commits = other.git("rev-list", "--all").split()
    assert ours.git("rev-parse", "HEAD") not in commits
    assert len(commits) == 2
    assert ours.git("for-each-ref", "refs/heads", "refs/tags") == here
