"""The preconditions of a release: a whole clone, a clean tree, and somebody's name."""

from __future__ import annotations

import json
from pathlib import Path

from generator.editions.published import MANIFEST_PATH
from generator.git import Git
from generator.model.errors import GitError, ReleaseRefusedError
from generator.model.vocabulary import Audience


def repository(folder: Path) -> Git:
    """Git in the repository around a folder; ReleaseRefusedError if there is none."""
    try:
        top = Git(folder=folder).run("rev-parse", "--show-toplevel")
    except FileNotFoundError:
        raise ReleaseRefusedError("git is not installed.", "Install it and run it again.") from None
    except GitError:
        raise ReleaseRefusedError(
            "This is not a repository of git.", "Editions are kept on a branch of one: git init."
        ) from None
    return Git(folder=Path(top))


def check_history(git: Git) -> None:
    """Refuses a clone whose history ends too early to say which commit came first."""
    if git.run("rev-parse", "--is-shallow-repository") == "true":
        raise ReleaseRefusedError(
            "This clone lacks the history.", "Fetch it: git fetch --unshallow."
        )


def clean_commit(git: Git) -> str:
    """The commit that is checked out; ReleaseRefusedError if the tree holds anything else."""
    commit = git.commit("HEAD")
    if commit is None:
        raise ReleaseRefusedError(
            "Nothing is committed yet.", "Commit the data, then run it again."
        )
    changed = git.run("--no-optional-locks", "status", "--porcelain").splitlines()
    if changed:
        others = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise ReleaseRefusedError(
            f"There are uncommitted changes ({changed[0][3:]}{others}).",
            "Commit them first, so that the edition can be made again from its commit.",
        )
    return commit


def check_unchanged(git: Git, commit: str) -> None:
    """Refuses what was built while the tree changed."""
    if clean_commit(git) != commit:
        raise ReleaseRefusedError(
            "Another commit was checked out while the site was built.", "Run it again."
        )


def check_identity(git: Git) -> None:
    """Refuses to publish in nobody's name."""
    if git.try_run("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT") is None:
        raise ReleaseRefusedError(
            "Git does not know who you are.", "Tell it: git config user.name and user.email."
        )


def check_new_folder(folder: Path) -> None:
    """Refuses to write into a folder that holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ReleaseRefusedError(
            f"{folder}: it is there already and not empty.", "Name a new folder."
        )


def check_branch(git: Git, branch: str) -> None:
    """Refuses a branch that is checked out, here or in another working tree."""
    if git.try_run("check-ref-format", "--branch", branch) is None:
        raise ReleaseRefusedError(
            f'"{branch}" cannot be the name of a branch.', "Choose another one."
        )
    folder = ""
    for line in git.run("worktree", "list", "--porcelain").splitlines():
        name, _, value = line.partition(" ")
        folder = value if name == "worktree" else folder
        if name == "branch" and value == f"refs/heads/{branch}":
            raise ReleaseRefusedError(
                f"The branch {branch} is checked out in {folder}.",
                "Editions are put there without a checkout: switch to the branch with your data.",
            )


def check_built_for(site: Path, audience: Audience) -> None:
    """Refuses a site that was built for another audience than the settings state.

    MkDocs also reads the files that mkdocs.yml inherits from.
    """
    manifest = site / MANIFEST_PATH
    if manifest.is_file():
        built = json.loads(manifest.read_text(encoding="utf-8"))["audience"]
        if built != audience.value:
            raise ReleaseRefusedError(
                f"The site was built for {built}, and its settings say {audience.value}.",
                "State the audience in the file that --config names, and not in one that it "
                "inherits from.",
            )
