"""The CI files that ship: of the right form, and nothing but make targets that exist."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
GITHUB = sorted(ROOT.glob(".github/workflows/*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
TARGETS = set(
    re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
)
#: A company may have CI files of its own.
pytestmark = pytest.mark.sample

#: The folder that goes from the job that builds to the one that publishes.
KEPT = ".cache/handover"
_TAG = "${TAG#edition-}", "${CI_COMMIT_TAG#edition-}"


def checked(schema: str, *files: Path) -> subprocess.CompletedProcess[str]:
    """Holds files against a schema that the linter brings along."""
    transform = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    return subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *transform, *files],
        capture_output=True,
        text=True,
        check=False,
    )


def loaded(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def github_commands(workflow: dict[str, Any], system: str = "ubuntu-latest") -> Iterator[str]:
    for job in workflow["jobs"].values():
        if job["runs-on"] == system:
            yield from (step["run"] for step in job["steps"] if "run" in step)


def gitlab_commands(pipeline: dict[str, Any]) -> Iterator[str]:
    for job in pipeline.values():
        for key in ("before_script", "script", "after_script"):
            yield from job.get(key, []) if isinstance(job, dict) else []


@pytest.mark.slow
def test_their_form_is_right() -> None:
    assert GITHUB
    done = checked("vendor.github-workflows", *GITHUB)
    assert done.returncode == 0, done.stdout + done.stderr
    done = checked("vendor.gitlab-ci", GITLAB)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "file", "change"),
    [
        ("github-workflows", "workflows/publish.yml", ("cancel-in-progress: f", "cancel: f")),
        ("github-workflows", "workflows/check.yml", ("runs-on:", "run-on:")),
        ("gitlab-ci", ".gitlab-ci.yml", ("resource_group: pages", "resource_group: [pages]")),
    ],
)
def test_a_form_that_is_wrong_is_found(
    schema: str, file: str, change: tuple[str, str], tmp_path: Path
) -> None:
    path = ROOT / (".github" if file.startswith("workflows") else "") / file
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    spoilt = tmp_path / path.name
    spoilt.write_text(text.replace(*change), encoding="utf-8")
    assert checked(f"vendor.{schema}", spoilt).returncode == 1


def test_they_call_make_targets_and_nothing_else() -> None:
    commands = [command for path in GITHUB for command in github_commands(loaded(path))]
    commands += gitlab_commands(loaded(GITLAB))
    assert len(commands) > 10
    for command in commands:
        named = re.fullmatch(r'make ([a-z-]+)(?: (?:ARGS|VERSION)="[^"]*")*', command)
        assert named, command
        assert named[1] in TARGETS


def test_windows_which_has_no_make_calls_python_and_cx() -> None:
    commands = github_commands(loaded(GITHUB[2]), "windows-latest")
    assert " ".join(command.split()[0] for command in commands) == "python python cx cx python"


def test_both_do_the_same() -> None:
    ours = {command for path in GITHUB for command in github_commands(loaded(path))}
    ours -= {"make install"}  # before a step has its token, which GitLab gives to the whole job
    theirs = {*gitlab_commands(loaded(GITLAB))} - {"make install", "make public"}  # to serve it

    def plain(command: str) -> str:
        for tag in _TAG:
            command = command.replace(tag, "TAG")
        return re.sub(r"--format .*(?=\")", "--format", command)

    assert {plain(command) for command in ours} == {plain(command) for command in theirs}


def test_the_history_is_there_and_deploys_wait_for_each_other() -> None:
    for path in GITHUB:
        for job in loaded(path)["jobs"].values():
            (checkout,) = [step for step in job["steps"] if "checkout" in step.get("uses", "")]
            assert checkout["with"]["fetch-depth"] == 0
    publish = loaded(ROOT / ".github/workflows/publish.yml")
    waits = {"group": "editions", "cancel-in-progress": False, "queue": "max"}
    assert publish["concurrency"] == waits
    pipeline = loaded(GITLAB)
    assert pipeline["variables"]["GIT_DEPTH"] == "0"
    for job in ("publish", "edition"):
        assert pipeline[pipeline[job]["extends"]]["resource_group"] == "editions"


def test_actions_are_named_by_their_commit_and_leave_no_token_behind() -> None:
    for path in GITHUB:
        workflow = loaded(path)
        assert workflow["permissions"] == {}
        for job in workflow["jobs"].values():
            for step in job["steps"]:
                if "uses" in step:
                    assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])
                if "actions/checkout" in step.get("uses", ""):
                    assert step["with"]["persist-credentials"] is False


def test_only_what_publishes_may_write() -> None:
    rights = {
        (path.stem, name): job["permissions"]
        for path in GITHUB
        for name, job in loaded(path)["jobs"].items()
    }
    assert rights == {
        ("check", "check"): {"contents": "read"},
        ("publish", "build"): {"contents": "read"},
        ("publish", "publish"): {"contents": "write"},
        ("windows", "windows"): {"contents": "read"},
    }


def test_what_publishes_takes_what_was_built_and_builds_nothing() -> None:
    jobs = loaded(ROOT / ".github/workflows/publish.yml")["jobs"]
    assert jobs["publish"]["needs"] == "build"
    handed, taken = (
        [
            step["with"]
            for step in jobs[job]["steps"]
            if f"actions/{action}-artifact" in step.get("uses", "")
        ]
        for job, action in (("build", "upload"), ("publish", "download"))
    )
    assert [(one["name"], one["path"]) for one in (*handed, *taken)] == [("handover", KEPT)] * 2
    assert handed[0]["include-hidden-files"] is True
    pipeline = loaded(GITLAB)
    assert pipeline[".built"]["artifacts"]["paths"] == [f"{KEPT}/"]
    assert pipeline["publish"]["needs"] == [
        {"job": "build", "optional": True},
        {"job": "build-weekly", "optional": True},
    ]
    assert pipeline["edition"]["needs"] == ["build-edition"]
    for extends, option in ((".built", f"--into {KEPT}"), (".published", f"--from {KEPT}")):
        for command in commands_of(jobs, pipeline, extends):
            assert option in command


def commands_of(jobs: dict[str, Any], pipeline: dict[str, Any], extends: str) -> Iterator[str]:
    """What the jobs of both hosts do that build, or that publish."""
    name = {".built": "build", ".published": "publish"}[extends]
    found = [step["run"] for step in jobs[name]["steps"] if "run" in step]
    assert found.pop(0) == "make install"
    for job in pipeline.values():
        if isinstance(job, dict) and job.get("extends") == extends:
            found += job["script"]
    assert len(found) > 3
    yield from found


def test_no_step_has_a_token_while_packages_are_installed() -> None:
    for job in loaded(ROOT / ".github/workflows/publish.yml")["jobs"].values():
        names = [step.get("name") for step in job["steps"]]
        assert names.index("Install") < min(
            at for at, step in enumerate(job["steps"]) if "TOKEN_OF_STEP" in step.get("env", {})
        )


def test_what_is_published_reads_no_cache() -> None:
    for job in loaded(ROOT / ".github/workflows/publish.yml")["jobs"].values():
        assert not any("cache" in step.get("with", {}) for step in job["steps"])
    for kind in (".built", ".published"):
        assert loaded(GITLAB)[kind]["cache"] == []
