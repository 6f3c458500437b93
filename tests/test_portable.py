"""What runs on every system: no fcntl, no fork, names and line ends that Windows can hold."""

from __future__ import annotations

import ast
import ntpath
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from generator.model.file_names import unfit_for_windows
from generator.model.tables import RESERVED_IDS
from tests.editions.clones import Repository, bare, company, environment
from tests.pages.company import ROOT, run, tiny, tiny_site, write_files, write_project
from tests.syntax import nodes_of

#: Read by every Python of a run before anything else: what Windows lacks is not there.
_WINDOWS = """
import os, sys
for name in ("fcntl", "grp", "pwd", "resource", "termios", "readline"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "geteuid", "getuid", "getegid", "killpg", "setsid", "chown"):
    delattr(os, name)
"""


@pytest.fixture
def windows(tmp_path: Path) -> dict[str, str]:
    """The environment of a system without fcntl and os.fork, as near as this one comes to it."""
    hook = write_files(tmp_path / "hook", {"sitecustomize.py": _WINDOWS})
    paths = f"{hook}:{ROOT}"
    return environment(PYTHONPATH=paths, PYTHONWARNINGS="ignore", PYTHONUTF8="1")


def python(folder: Path, env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_hook_takes_away_what_windows_lacks(tmp_path: Path, windows: dict[str, str]) -> None:
    program = (
        "import os\ntry:\n    import fcntl\nexcept ImportError:\n    print(hasattr(os, 'fork'))"
    )
    assert python(tmp_path, windows, "-c", program) == "False\n"


def test_a_company_is_checked_built_and_released(tmp_path: Path, windows: dict[str, str]) -> None:
    ours, remote = company(tmp_path / "ours"), bare(tmp_path / "remote.git")
    ours.git("remote", "add", "origin", str(remote.folder))
    assert "are fine" in python(ours.folder, windows, "-m", "generator", "check")
    python(ours.folder, windows, "-m", "mkdocs", "build", "--strict", "--site-dir", "site")
    python(ours.folder, windows, "-m", "mkdocs", "build", "--strict", "--site-dir", "site")
    assert (ours.folder / "site/index.html").is_file()
    ours.git("status", "--porcelain")
    for edition in ("2026-Q1", "2026-Q2"):
        python(ours.folder, windows, "-m", "generator", "release", edition)
    assert [*Repository(folder=remote.folder).versions()] == ["2026-Q2", "2026-Q1"]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("measurements/crm.csv", ""),
        ("how we decide.md", ""),
        ("strategy/über-uns.md", ""),
        ("console.md", ""),
        ("con.md", 'Windows keeps the name "con" for a device.'),
        ("NUL", 'Windows keeps the name "NUL" for a device.'),
        ("team/aux.notes.md", 'Windows keeps the name "aux" for a device.'),
        ("com1/a.md", 'Windows keeps the name "com1" for a device.'),
        ("exports/12:30.csv", "Windows takes no ':' in the name of a file."),
        ("why?.md", "Windows takes no '?' in the name of a file."),
        ("a\\b.csv", "Windows takes no '\\\\' in the name of a file."),
        ("notes./a.md", "Windows drops the '.' at the end of a name."),
        ("a /b.md", "Windows drops the ' ' at the end of a name."),
    ],
)
def test_names_that_windows_cannot_hold(path: str, why: str) -> None:
    assert unfit_for_windows(path) == why
    if sys.version_info < (3, 13):  # later Pythons hand the question to the system
        reserved = [PureWindowsPath(part).is_reserved() for part in path.split("/")]
        assert any(reserved) == ("for a device" in why)


def test_an_id_that_becomes_a_file_is_none_of_these() -> None:
    assert {"con", "prn", "aux", "nul", "com1", "lpt9"} <= RESERVED_IDS


def test_check_names_the_files_that_a_colleague_on_windows_could_not_have(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows does not hold them")
    files = {**tiny(), "measurements/aux.csv": "metric,date,value\n", "exports/a:b.txt": "x"}
    write_project(tmp_path, files)
    done = run("-m", "generator", "check", cwd=tmp_path)
    assert (
        'data/measurements/aux.csv: warning: Windows keeps the name "aux" for a device. Rename it.'
        in (done.stdout)
    )
    assert (
        "data/exports/a:b.txt: warning: Windows takes no ':' in the name of a file. Rename it."
        in (done.stdout)
    )


def test_a_page_of_such_a_name_fails_a_strict_build(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows does not hold it")
    folder = write_project(tmp_path, tiny())
    write_files(folder, {"content/aux.md": "# Aux\n"})
    done = run("-m", "mkdocs", "build", "--strict", cwd=folder)
    assert done.returncode == 1
    assert 'aux.md: Windows keeps the name "aux" for a device. Rename it.' in done.stdout


def test_no_generated_file_has_a_name_that_windows_cannot_hold() -> None:
    site = tiny_site()
    names = [page.src_uri for page in site.pages] + [asset.src_uri for asset in site.assets]
    assert len(names) > 30
    assert [name for name in names if unfit_for_windows(name)] == []
    # Nothing is absolute there, leads out of the folder, or differs by case alone.
    for name in names:
        assert ntpath.normpath(name).replace("\\", "/") == name
        assert not ntpath.isabs(name)
        assert not ntpath.splitdrive(name)[0]
    assert len({*map(ntpath.normcase, names)}) == len({*names})


#: What Windows lacks.
_LACKING = {"fcntl", "grp", "pwd", "resource", "termios"}
_UNKNOWN = {"fork", "killpg", "setsid"}


def test_every_module_is_for_every_system() -> None:
    wrong = []
    for path in sorted((ROOT / "generator").rglob("*.py")):
        for node in nodes_of(path):
            names: set[str] = set()
            if isinstance(node, ast.Import):
                names = {alias.name for alias in node.names} & _LACKING
            elif isinstance(node, ast.ImportFrom):
                names = {str(node.module)} & _LACKING
            elif isinstance(node, ast.Attribute):
                names = {node.attr} & _UNKNOWN
            elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "write_text":
                # A file that is written as text has the same line ends everywhere.
                names = {"newline"} - {keyword.arg for keyword in node.keywords}
            wrong += [f"{path.name}:{node.lineno}: {name}" for name in names]  # type: ignore[attr-defined]
    assert wrong == []
