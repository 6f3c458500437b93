"""A build asks nothing of the network: it works with the network cut off."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pages.company import ROOT, run, tiny, write_files, write_project

#: Ends a program whose Python asks for anything beyond this machine.
GUARD = """
import socket

def refuse(self, address, *rest):
    raise SystemExit(f"a request to {address}")

socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = lambda *asked, **_: refuse(None, asked)
"""

pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A company whose charts are all drawn anew."""
    return write_project(tmp_path / "company", tiny(), options={"cache": None})


def test_python_asks_for_no_address(project: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "guard", {"sitecustomize.py": GUARD})
    guarded = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "guard"), str(ROOT)])}
    asking = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')"
    assert "a request to" in run("-c", asking, cwd=project, environment=guarded).stdout
    done = run("-m", "mkdocs", "build", cwd=project, environment=guarded)
    assert done.returncode == 0, done.stdout


def test_the_whole_program_works_without_a_network(project: Path) -> None:
    """The drawing library too, which is no Python: only the system can cut that off."""
    alone = ["unshare", "--map-root-user", "--net"]
    try:
        possible = subprocess.run([*alone, "true"], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("this system has no `unshare`, which cuts a program off the network")
    if possible.returncode != 0:
        pytest.skip("`unshare` may not cut a program off the network here")
    done = subprocess.run(
        [*alone, sys.executable, "-m", "mkdocs", "build"],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "TZ": "UTC", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (project / "site/index.html").exists()
