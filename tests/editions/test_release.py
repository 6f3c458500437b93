"""Editions from the command line, with MkDocs and mike: what is published, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.editions.clones import Repository, bare, company

pytestmark = pytest.mark.slow


@pytest.fixture
def ours(tmp_path: Path, remote: Repository) -> Repository:
    """The tiny company, with a remote to which nothing is pushed yet."""
    repository = company(tmp_path / "ours", config={"site_url": "https://cx.example.com/report/"})
    repository.git("remote", "add", "origin", str(remote.folder))
    return repository


def generator(repository: Repository, *arguments: str, **changes: str) -> tuple[int, str]:
    """Runs the command line; the exit code, and what was published or else the last line."""
    done = repository.run("generator", *arguments, **changes)
    assert "Traceback" not in done.stderr, done.stderr
    said = [line for line in (done.stdout + done.stderr).splitlines() if line[:4] != "INFO"]
    published = (line for line in said if ": published on " in line)
    return done.returncode, next(published, said[-1])


def page(repository: Repository, path: str) -> str:
    return repository.git("show", f"gh-pages:{path}")


def test_three_editions_in_a_row_and_the_current_state(
    ours: Repository, remote: Repository
) -> None:
    trees = {}
    for number, name in enumerate(("2026-Q1", "2026-Q2", "2026-Q3")):
        commit = ours.commit("content/about.md", f"# About\n\nWords of {name}.\n")
        where = "the branch gh-pages at origin"
        assert generator(ours, "release", name) == (0, f"{name}: published on {where}.")
        trees[name] = remote.tree(name)
        assert next(iter(remote.versions().items())) == (name, ["latest"])
        assert remote.tree("latest") == trees[name]
        assert {kept: remote.tree(kept) for kept in trees} == trees
        assert remote.tag(name) == commit
        assert len(remote.versions()) == number + 1
    later = ours.commit("content/about.md", "# About\n\nWords since.\n")
    assert generator(ours, "publish")[0] == 0
    assert remote.folders() == {*trees, "latest", "next"}
    assert {kept: remote.tree(kept) for kept in trees} == trees
    listed = json.loads(page(remote, "versions.json"))
    assert [(one["version"], one["title"]) for one in listed] == [
        ("next", "Current state"),
        ("2026-Q3", "2026-Q3"),
        ("2026-Q2", "2026-Q2"),
        ("2026-Q1", "2026-Q1"),
    ]
    assert listed[0]["properties"]["commit"] == later

    says_so = '<span>Edition 2026-Q2.</span>\n  <a href="../../">Go to the latest edition</a>'
    assert says_so in page(remote, "2026-Q2/goals/index.html")
    assert "which is not an edition yet" in page(remote, "next/index.html")
    assert "Words of 2026-Q3." in page(remote, "latest/about/index.html")
    home = page(remote, "2026-Q2/index.html")
    assert '<link rel="canonical" href="https://cx.example.com/report/2026-Q2/">' in home
    assert re.search(r"url=latest/", page(remote, "index.html"))
    assert "<script" not in page(remote, "index.html")
    assert ours.git("status", "--porcelain") == ""


def test_the_same_commit_gives_the_same_tree_in_another_clone(
    ours: Repository, remote: Repository, tmp_path: Path
) -> None:
    assert generator(ours, "release", "2026-Q1")[0] == 0
    other = bare(tmp_path / "other.git")
    ours.git("remote", "set-url", "origin", str(other.folder))
    ours.git("update-ref", "-d", "refs/heads/gh-pages")
    ours.git("update-ref", "-d", "refs/remotes/origin/gh-pages")
    assert generator(ours, "release", "2026-Q1")[0] == 0
    assert other.tree("") == remote.tree("")


def test_an_edition_is_published_once_unless_it_is_to_be_replaced(
    ours: Repository, remote: Repository
) -> None:
    made = ours.git("rev-parse", "HEAD")
    assert generator(ours, "release", "2026-Q1")[0] == 0
    tip = remote.tip()
    assert generator(ours, "release", "2026-Q1") == (
        0,
        "2026-Q1: published already, from this commit, on the branch gh-pages at origin.",
    )
    later = ours.commit("content/about.md", "# About\n\nOther words.\n")
    assert generator(ours, "release", "2026-Q1") == (
        2,
        (
            f"2026-Q1 is published already, from commit {made[:7]}. Choose another name, or "
            "replace it with REPLACE=1."
        ),
    )
    assert remote.tip() == tip
    assert generator(ours, "release", "2026-Q1", "--replace")[0] == 0
    assert "Other words." in page(remote, "2026-Q1/about/index.html")
    assert "Other words." in page(remote, "latest/about/index.html")
    assert remote.tag("2026-Q1") == ours.tag("2026-Q1") == later


def test_an_edition_of_an_older_commit_does_not_become_the_latest(
    ours: Repository, remote: Repository
) -> None:
    ours.commit("content/about.md", "# About\n\nOther words.\n")
    assert generator(ours, "release", "2026-Q2")[0] == 0
    ours.git("checkout", "--quiet", "HEAD~1")
    assert generator(ours, "release", "2026-Q1")[0] == 0
    assert remote.versions() == {"2026-Q2": ["latest"], "2026-Q1": []}


def test_problems_in_the_data_are_listed_and_nothing_is_published(
    ours: Repository, remote: Repository
) -> None:
    goals = (ours.folder / "data/goals.csv").read_text(encoding="utf-8")
    ours.commit("data/goals.csv", goals.replace(",recommend,", ",recomend,"))
    done = ours.run("generator", "release", "2026-Q1")
    assert done.returncode == 1
    assert re.search(r'data/goals.csv:\d+:metric: "recomend"', done.stderr)
    assert done.stderr.splitlines()[-1] == "The site does not build, so nothing was published."
    assert (remote.tip(), ours.tip(), ours.tag("2026-Q1")) == ("", "", "")


def test_without_a_remote_the_editions_stay_on_a_branch_here(ours: Repository) -> None:
    ours.git("remote", "remove", "origin")
    done = ours.run("generator", "release", "2026-Q1")
    said = [line for line in done.stdout.splitlines() if line[:4] != "INFO"]
    assert (done.returncode, said[0]) == (
        0,
        "2026-Q1: published on the branch gh-pages of this repository.",
    )
    assert said[1].endswith("Edition 2026-Q1.")
    assert said[2] == "https://cx.example.com/report/2026-Q1/"
    assert ours.versions() == {"2026-Q1": ["latest"]}
    assert ours.tag("2026-Q1") == ours.git("rev-parse", "HEAD")


def test_what_was_published_without_a_remote_goes_there_later(
    ours: Repository, remote: Repository
) -> None:
    ours.git("remote", "rename", "origin", "later")
    ours.git("config", "remote.later.url", "nowhere")
    assert generator(ours, "release", "2026-Q1", "--remote", "later")[0] == 2
    ours.git("remote", "remove", "later")
    assert generator(ours, "release", "2026-Q1")[0] == 0
    ours.git("remote", "add", "origin", str(remote.folder))
    ours.commit("content/about.md", "# About\n\nOther words.\n")
    assert generator(ours, "release", "2026-Q2")[0] == 0
    assert [*remote.versions()] == ["2026-Q2", "2026-Q1"]


def test_the_day_of_the_current_state_can_be_given(ours: Repository, remote: Repository) -> None:
    config = (ours.folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert "as_of is fixed there" in ours.run("generator", "publish", "--as-of", "today").stdout
    ours.commit("mkdocs.yml", re.sub(r" +as_of:.*\n", "", config))
    sitemap = "next/sitemap.xml"
    assert generator(ours, "publish", "--as-of", "2026-06-30")[0] == 0
    assert "<lastmod>2026-06-30</lastmod>" in page(remote, sitemap)
    assert generator(ours, "publish", "--as-of", "2026-07-07")[0] == 0
    assert "<lastmod>2026-07-07</lastmod>" in page(remote, sitemap)
    assert generator(ours, "publish", "--as-of", "2026-07-07") == (
        0,
        "next: the same is published already on the branch gh-pages at origin.",
    )


def test_editions_are_listed_dropped_and_copied(ours: Repository, remote: Repository) -> None:
    assert generator(ours, "editions", "list") == (
        0,
        "Nothing is published yet: make publish, or make release VERSION=2026-Q4.",
    )
    assert generator(ours, "release", "2026-Q1")[0] == 0
    first = remote.tree("2026-Q1")
    assert generator(ours, "editions", "drop", "2026-Q1") == (
        2,
        "2026-Q1 is the only edition. To publish nothing at all, delete the branch gh-pages.",
    )
    made = ours.commit("content/about.md", "# About\n\nOther words.\n")
    assert generator(ours, "release", "2026-Q2")[0] == 0
    assert ours.run("generator", "editions", "list").stdout.splitlines()[0] == (
        f"2026-Q2 (latest), made from commit {made[:7]}"
    )
    assert generator(ours, "editions", "drop", "2026-Q9") == (
        2,
        "There is no edition 2026-Q9. Published are: 2026-Q2, 2026-Q1.",
    )
    assert generator(ours, "editions", "drop", "2026-Q2")[0] == 0
    assert remote.versions() == {"2026-Q1": ["latest"]}
    assert remote.folders() == {"2026-Q1", "latest"}
    assert remote.tree("latest") == first

    assert generator(ours, "editions", "copy", "public") == (0, "public: 1 edition.")
    public = ours.folder / "public"
    assert {path.name for path in public.iterdir()} >= {"2026-Q1", "latest", "index.html"}
    policy = (public / "headers.nginx.conf").read_text(encoding="utf-8")
    assert "script-src 'self' 'sha256-" in policy
    assert (public / "latest/index.html").read_bytes() == (
        public / "2026-Q1/index.html"
    ).read_bytes()
    assert generator(ours, "editions", "copy", "public") == (
        2,
        "public: it is there already and not empty. Name a new folder.",
    )
