"""Every command ends with its exit code, whatever becomes of its standard streams."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TINY = Path(__file__).parent.parent / "pages" / "tiny" / "data"
CHECK = "check --as-of 2026-11-20"
FULL = Path("/dev/full")


def run(arguments: str, streams: str, **environ: str) -> tuple[int, str]:
    """The exit code of a command in a shell with redirections, and what it wrote to stderr."""
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m generator {arguments} {streams}'],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **environ},
    )
    return done.returncode, done.stderr


@pytest.mark.skipif(os.name == "nt", reason="the redirections are those of a POSIX shell")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (f'{CHECK} --data "{TINY}"', 0),
        (f"{CHECK} --data nowhere", 1),
        ("nonsense", 2),
    ],
)
@pytest.mark.parametrize("streams", [">&-", ">&- 2>&-", "<&-", ">/dev/full 2>/dev/full"])
def test_a_stream_that_takes_nothing_changes_no_exit_code(
    arguments: str, code: int, streams: str
) -> None:
    if "full" in streams and not FULL.exists():
        pytest.skip("this system has no /dev/full")
    found, told = run(arguments, streams)
    assert found == code
    assert "Traceback" not in told
    assert "Exception ignored" not in told


@pytest.mark.skipif(os.name == "nt", reason="the redirections are those of a POSIX shell")
def test_a_reader_that_has_gone_changes_no_exit_code() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "generator", *CHECK.split(), "--data", str(TINY)],
        check=False,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_letter_that_the_encoding_lacks_is_written_as_its_number(tmp_path: Path) -> None:
    folder = tmp_path / "dåta"
    done = subprocess.run(
        [sys.executable, "-m", "generator", *CHECK.split(), "--data", str(folder)],
        check=False,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii:strict"},
    )
    assert done.returncode == 1
    assert b"d\\xe5ta" in done.stdout
    assert done.stderr == b""
