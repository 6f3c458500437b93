"""One job builds and may only read; another one publishes exactly that, and builds nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.editions import release_commands
from tests.editions.clones import Repository, tree_of
from tests.editions.conftest import Run
from tests.pages.company import write_files

KEPT = ".cache/handover"
INTO, FROM = ("--into", KEPT), ("--from", KEPT)


@pytest.fixture
def builds() -> list[str]:
    """The editions that were built."""
    return []


@pytest.fixture
def run(run_here: Run, ours: Repository, builds: list[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def build(_: Path, site: Path, told: Mapping[str, str]) -> None:
        builds.append(told["MIKE_DOCS_VERSION"])
        manifest = json.dumps({"edition": builds[-1], "audience": "all"})
        page = f"<h1>{builds[-1]}, build {len(builds)}</h1>\n"
        files = {"index.html": page, ".nojekyll": "", "edition/manifest.json": manifest}
        write_files(site, files)

    monkeypatch.setattr(release_commands, "build_site", build)
    ours.commit(".gitignore", "/.cache/\n")
    return run_here


@pytest.mark.parametrize(
    ("command", "name"), [(("release", "2026-Q1"), "2026-Q1"), (("publish",), "next")]
)
def test_what_was_built_is_published_and_not_built_again(
    command: tuple[str, ...],
    name: str,
    run: Run,
    ours: Repository,
    remote: Repository,
    builds: list[str],
) -> None:
    said = f"{name}: built into {KEPT}. Nothing is published yet.\n"
    assert run(*command, *INTO) == (0, said)
    assert (remote.tip(), ours.tip(), remote.tag(name)) == ("", "", "")
    said = f"{name}: published on the branch gh-pages at origin.\n"
    assert run(*command, *FROM) == (0, said)
    assert remote.tree(name) == tree_of(ours, ours.folder / KEPT / "site")
    assert builds == [name]


def test_it_may_follow_a_newer_current_state(run: Run, ours: Repository, tmp_path: Path) -> None:
    """A build compares itself with released editions alone."""
    assert run("release", "2026-Q1", *INTO)[0] == 0
    (ours.folder / KEPT).rename(tmp_path / "aside")
    assert run("publish")[0] == 0
    assert run("release", "2026-Q1", "--from", str(tmp_path / "aside"))[0] == 0


def later(ours: Repository, _: Run) -> None:
    ours.commit("data.csv", "later")


def overtaken(_: Repository, run: Run) -> None:
    assert run("release", "2026-Q0")[0] == 0


def tampered(ours: Repository, _: Run) -> None:
    (ours.folder / KEPT / "site/index.html").write_text("<h1>mine</h1>", encoding="utf-8")


def added(ours: Repository, _: Run) -> None:
    write_files(ours.folder / KEPT / "site", {"assets/x.js": "alert(1)"})


def hidden_lost(ours: Repository, _: Run) -> None:
    """As an upload without hidden files does it."""
    (ours.folder / KEPT / "site/.nojekyll").unlink()


def linked(ours: Repository, _: Run) -> None:
    page = ours.folder / KEPT / "site/index.html"
    page.rename(ours.folder / KEPT / "index.html")
    page.symlink_to(ours.folder / KEPT / "index.html")


def without_note(ours: Repository, _: Run) -> None:
    (ours.folder / KEPT / "handover.json").unlink()


def noted(**changes: object) -> Callable[[Repository, Run], None]:
    def change(ours: Repository, _: Run) -> None:
        note = ours.folder / KEPT / "handover.json"
        told = {**json.loads(note.read_text(encoding="utf-8")), **changes}
        note.write_text(json.dumps(told), encoding="utf-8")

    return change


OTHER = f"{KEPT} holds 2026-Q1 of commit "
SPOILT = f"The site in {KEPT} is not the one that was built. Build it again.\n"
SINCE = f"Other editions were published after the site in {KEPT} was built. Build it again.\n"
NONE = (
    f"{KEPT} holds no site that was built to be published. Build one into it first with --into.\n"
)


@pytest.mark.parametrize(
    ("change", "name", "sentence"),
    [
        (later, "2026-Q1", OTHER),
        (overtaken, "2026-Q1", SINCE),
        (tampered, "2026-Q1", SPOILT),
        (added, "2026-Q1", SPOILT),
        (hidden_lost, "2026-Q1", SPOILT),
        (linked, "2026-Q1", SPOILT),
        (without_note, "2026-Q1", NONE),
        (noted(digest=7), "2026-Q1", NONE),
        (noted(published="f" * 40), "2026-Q1", SINCE),
        (lambda *_: None, "2026-Q2", OTHER),
    ],
)
def test_what_is_another_site_is_refused(
    change: Callable[[Repository, Run], None],
    name: str,
    sentence: str,
    run: Run,
    ours: Repository,
    remote: Repository,
) -> None:
    assert run("release", "2026-Q1", *INTO)[0] == 0
    change(ours, run)
    before = remote.tip()
    code, said = run("release", name, *FROM)
    assert (code, said.startswith(sentence)) == (2, True), said
    assert remote.tip() == before


def test_one_is_not_built_over_another(run: Run) -> None:
    assert run("publish", *INTO)[0] == 0
    assert run("publish", *INTO) == (
        2,
        f"{KEPT}: it is there already and not empty. Name a new folder.\n",
    )


def test_one_for_another_audience_is_not_even_built(
    run: Run, remote: Repository, builds: list[str], tmp_path: Path
) -> None:
    assert run("release", "2026-Q1")[0] == 0
    config = tmp_path / "leadership.yml"
    options = "{audience: leadership, remote: origin}"
    config.write_text(f"plugins: [{{cx: {options}}}]\n", encoding="utf-8")
    assert run("release", "2026-Q2", *INTO, "--config", str(config))[0] == 2
    assert (builds, remote.versions()) == (["2026-Q1"], {"2026-Q1": ["latest"]})
