"""What the Makefile promises: plain words for a wrong Python, old makes, careful upgrades."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, flags=re.MULTILINE))
PRODUCT = re.findall(
    r"\S+", MAKEFILE.partition("PRODUCT :=")[2].partition("\n\n")[0].replace("\\", "")
)
COMPANY = {".github", ".gitignore", ".gitlab-ci.yml", "README.md", "content", "data", "mkdocs.yml"}

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as from a fresh shell, outside any make that runs these tests."""
    outer = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        command, cwd=cwd, env=outer | environment, capture_output=True, text=True, check=False
    )


def stand_in(folder: Path, script: str) -> str:
    """A program that answers as some other Python would."""
    program = folder / "some python"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


OLD = """
case "$*" in
  --version) echo Python 3.9.18 ;;
  *version_info*) exit 1 ;;
esac
"""
WITHOUT_VENV = """
case "$*" in
  *ensurepip*) echo "ModuleNotFoundError: No module named 'ensurepip'" >&2; exit 1 ;;
  *venv*) echo python3.11-venv ;;
esac
"""
BROKEN = "echo 'command not found' >&2; exit 127"


@needs_make
@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (
            None,
            (
                "nowhere/python3 does not run here: install Python 3.11 or newer, "
                "or name one: make site PYTHON=/path/to/python3"
            ),
        ),
        (
            BROKEN,
            (
                "{python} does not run here: install Python 3.11 or newer, "
                "or name one: make site PYTHON=/path/to/python3"
            ),
        ),
        (
            OLD,
            (
                "Python 3.9.18 is too old: install Python 3.11 or newer, "
                "or name one: make site PYTHON=python3.12"
            ),
        ),
        (
            WITHOUT_VENV,
            (
                "{python} lacks its venv module: on Debian and Ubuntu, "
                "sudo apt install python3.11-venv, then try again."
            ),
        ),
    ],
    ids=["missing", "broken", "too old", "without venv"],
)
def test_a_python_that_will_not_do_is_told_in_one_sentence(
    script: str | None, sentence: str, tmp_path: Path
) -> None:
    project = tmp_path / "a project"
    project.mkdir()
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, project)
    python = stand_in(tmp_path, script) if script else "nowhere/python3"

    done = run("make", "site", f"PYTHON={python}", cwd=project)

    said = [line for line in done.stderr.splitlines() if not line.startswith("make:")]
    assert (done.returncode, done.stdout, said) == (2, "", [sentence.format(python=python)])
    assert not (project / ".venv").exists()


@pytest.mark.parametrize(
    "newer",
    [
        r"^\.ONESHELL", r"^\.SHELLFLAGS", r"^\.RECIPEPREFIX", r"^\.EXTRA_PREREQS", r"^\.WAIT",
        r"^\S+\s*!=", r"::=", r"&:", r"\$\(file ", r"\$\(let ", r"\$\(intcmp ", r"\$\(guile ",
        r"^undefine ", r"^define \S+ *[:?+]?=", r"^-?load ", r"^private ",
    ],
)  # fmt: skip
def test_nothing_is_newer_than_make_3_81(newer: str) -> None:
    assert not re.search(newer, MAKEFILE, flags=re.MULTILINE)


@pytest.mark.parametrize("bashism", [r"\[\[", r"<<<", r"&>", r"\$\$'", r"pipefail"])
def test_recipes_are_for_any_posix_shell(bashism: str) -> None:
    recipes = "\n".join(line for line in MAKEFILE.splitlines() if line.startswith("\t"))
    assert not re.search(bashism, recipes)


@needs_make
def test_make_alone_lists_every_target() -> None:
    listed = re.findall(r"^  make (\S+)", run("make", cwd=ROOT).stdout, flags=re.MULTILINE)
    phony = MAKEFILE.partition(".PHONY:")[2].partition("\n\n")[0].replace("\\", "").split()
    assert sorted(listed) == sorted(phony) == sorted(TARGETS)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("README.md", marks=pytest.mark.sample),  # a company writes its own
        "CONTRIBUTING.md",
        "UPGRADING.md",
        ".ci/run",
    ],
)
def test_every_target_named_in_a_page_exists(page: str) -> None:
    code = r"(?:`|^ {4}|^\$ |^)make ([a-z][a-z-]*)"
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(code, text, flags=re.MULTILINE))
    assert named
    assert named <= TARGETS


def test_ci_runs_the_site_and_the_tests() -> None:
    assert re.search(r"^check:.* test .*\bsite\b", MAKEFILE, flags=re.MULTILINE)
    assert re.search(r"^ci: check ", MAKEFILE, flags=re.MULTILINE)
    assert "make ci" in (ROOT / ".ci/run").read_text(encoding="utf-8")


@pytest.mark.sample  # a company may have more
def test_every_file_belongs_to_the_generator_or_to_the_company() -> None:
    tracked = run("git", "ls-files", cwd=ROOT)
    if tracked.returncode:
        pytest.skip("not in a git repository")
    tops = {path.partition("/")[0] for path in tracked.stdout.splitlines()}
    assert tops <= {*PRODUCT, *COMPANY}
    assert not {*PRODUCT} & COMPANY
    assert all((ROOT / path).exists() for path in PRODUCT)


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A company's repository, one release behind the generator's beside it (`upstream`)."""
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{name}_NAME", "A")
        monkeypatch.setenv(f"{name}_EMAIL", "a@example.org")
    upstream, ours = tmp_path / "upstream", tmp_path / "ours"
    upstream.mkdir()
    run("git", "init", "--quiet", cwd=upstream)
    for name in PRODUCT:
        path = upstream / (f"{name}/old.py" if name in {"generator", "tests", ".ci"} else name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(MAKEFILE if name == "Makefile" else "version 1\n", encoding="utf-8")
    for name in ("data/metrics.csv", "content/index.md", "mkdocs.yml", "README.md"):
        (upstream / name).parent.mkdir(exist_ok=True)
        (upstream / name).write_text("sample\n", encoding="utf-8")
    run("git", "add", "--all", cwd=upstream)
    run("git", "commit", "--quiet", "--message", "1", cwd=upstream)
    run("git", "clone", "--quiet", str(upstream), str(ours), cwd=tmp_path)

    (upstream / "generator/old.py").rename(upstream / "generator/new.py")
    (upstream / "data/metrics.csv").write_text("another sample\n", encoding="utf-8")
    (upstream / "requirements.txt").write_text("version 2\n", encoding="utf-8")
    run("git", "add", "--all", cwd=upstream)
    run("git", "commit", "--quiet", "--message", "2", cwd=upstream)
    run("git", "tag", "v2", cwd=upstream)

    (ours / "data/metrics.csv").write_text("our own\n", encoding="utf-8")
    run("git", "commit", "--quiet", "--all", "--message", "Our own", cwd=ours)
    return ours


@needs_make
def test_an_upgrade_replaces_the_generator_and_nothing_else(company: Path) -> None:
    done = run("make", "upgrade", "FROM=../upstream", "VERSION=v2", cwd=company)
    assert done.returncode == 0, done.stderr
    assert (company / "generator/new.py").exists()
    assert not (company / "generator/old.py").exists()
    assert (company / "requirements.txt").read_text(encoding="utf-8") == "version 2\n"
    assert (company / "data/metrics.csv").read_text(encoding="utf-8") == "our own\n"
    staged = run("git", "diff", "--staged", "--name-only", "--no-renames", cwd=company).stdout
    assert staged.split() == ["generator/new.py", "generator/old.py", "requirements.txt"]


@needs_make
@pytest.mark.parametrize(
    ("arguments", "change", "status", "said"),
    [
        (
            ("FROM=../upstream", "VERSION=v2"),
            "data/metrics.csv",
            2,
            "There are uncommitted changes",
        ),
        (
            ("FROM=../upstream", "VERSION=v2"),
            "generator/mine.py",
            2,
            "There are uncommitted changes",
        ),
        (("FROM=../upstream",), None, 2, "Say where from and which"),
        ((), None, 2, "Say where from and which"),
        (("FROM=../upstream", "VERSION=v9"), None, 2, "v9"),
        (("FROM=../nowhere", "VERSION=v2"), None, 2, "nowhere"),
    ],
)
def test_an_upgrade_that_cannot_be_made_changes_nothing(
    company: Path, arguments: tuple[str, ...], change: str | None, status: int, said: str
) -> None:
    if change:
        (company / change).write_text("unsaved\n", encoding="utf-8")
    before = run("git", "status", "--porcelain", cwd=company).stdout
    done = run("make", "upgrade", *arguments, cwd=company)
    assert done.returncode == status
    assert said in done.stderr
    assert run("git", "status", "--porcelain", cwd=company).stdout == before
    assert (company / "generator/old.py").exists()


@needs_make
@pytest.mark.skipif(os.name == "nt", reason="the redirections are those of a POSIX shell")
@pytest.mark.parametrize("target", ["site", "serve"])
def test_mkdocs_has_an_output_where_that_of_make_is_closed(target: str, tmp_path: Path) -> None:
    """Without one it ends in a traceback before it reads a setting."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    python = stand_in(tmp_path, "(exec 3>&1) && echo open >>said || echo closed >>said")
    Path(python).rename(tmp_path / ".venv/bin/python")
    for name in ("requirements.txt", "pyproject.toml", ".venv/.runtime-installed"):
        (tmp_path / name).touch()
    done = run("sh", "-c", f"make {target} >&-", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "said").read_text(encoding="utf-8") == "open\n"
