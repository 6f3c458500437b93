"""A link that leads out of a folder is refused with its name; one within it is read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.messages import text
from generator.messages.check_report import check_report
from generator.model.errors import DataError
from generator.model.settings import Settings
from generator.model.tables import TABLES, Goal
from generator.new.adding import Addition
from generator.read.linked_files import strays_in
from tests.check.folder import check, write_folder

OUT = "This link leads out of the folder, so nothing was read."
NOWHERE = "This link leads nowhere, so nothing was read."
FIX = "Put the file itself there."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A sound data folder, and beside it a file and a folder of somebody else."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/secret.csv").write_text("metric,date,value\nnps,2026-10,SECRET\n")
    write_folder(tmp_path / "data", {})
    return tmp_path / "data"


REFUSED = [
    ("events.csv", "../elsewhere/secret.csv", OUT),
    ("measurements/more.csv", "../../elsewhere/secret.csv", OUT),
    ("measurements/more.csv", "/etc/hostname", OUT),
    ("measurements/more", "../../elsewhere", OUT),
    ("exports", "../elsewhere", OUT),
    ("exports.toml", "../elsewhere/secret.csv", OUT),
    ("more.csv", "gone.csv", NOWHERE),
    ("measurements/round.csv", "round.csv", NOWHERE),
]


@pytest.mark.parametrize(("link", "target", "message"), REFUSED)
def test_a_link_out_of_the_folder_is_refused(
    data: Path, link: str, target: str, message: str
) -> None:
    (data / link).symlink_to(target)
    assert check(data).messages == [f"{link}: {message} {FIX}"]


def test_a_link_within_the_folder_is_read(data: Path) -> None:
    (data / "kept").mkdir()
    (data / "measurements/values.csv").rename(data / "kept/values.csv")
    (data / "measurements/values.csv").symlink_to("../kept/values.csv")
    (data / "kept/older").mkdir()
    (data / "kept/older/august.csv").write_text("metric,date,value\nnps,2026-08,35\n")
    (data / "measurements/older").symlink_to("../kept/older")
    (data / "measurements/round").symlink_to(".")  # it goes round, and ends
    sources = {source.file for source in check(data).sound.sources}
    assert {"measurements/values.csv", "measurements/older/august.csv"} <= sources


def test_the_data_folder_itself_may_be_a_link(data: Path) -> None:
    link = data.parent / "linked"
    link.symlink_to(data)
    assert check(link).messages == []


def test_a_link_with_a_hidden_name_is_never_followed(data: Path) -> None:
    (data / ".#values.csv").symlink_to("me@host.123")  # what Emacs leaves
    assert check(data).messages == []
    assert [*strays_in(data)] == []


def test_what_is_neither_a_file_nor_a_folder_is_refused(data: Path) -> None:
    os.mkfifo(data / "goals.csv")
    message = "This is neither a file nor a folder, so nothing was read."
    assert check(data).messages == [f"goals.csv: {message} {FIX}"]


def test_a_name_that_is_not_utf8_is_refused_and_shown(data: Path, tmp_path: Path) -> None:
    (data / os.fsdecode(b"measurements/caf\xe9.csv")).touch()
    report = check_report(data, check(data).problems, shown_as="data")
    assert text.problem_list(report) == (
        "data/measurements/caf\ufffd.csv: The name of this file is not in UTF-8, so nothing was "
        "read. Rename it, with letters that every system knows.\n"
    )


def test_a_folder_that_cannot_be_opened_is_refused(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = data / "measurements/closed"
    closed.mkdir()
    scan = os.scandir

    def scandir(folder: str | Path) -> object:
        if Path(folder) == closed:
            raise PermissionError(13, "Permission denied", str(folder))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", scandir)  # whoever may do everything may open any folder
    assert check(data).messages == [
        (
            "measurements/closed: The file cannot be opened (Permission denied). Close it in other "
            "programs, or give yourself the right to read it."
        )
    ]


def test_a_row_is_not_added_through_a_link(data: Path) -> None:
    (data / "goals.csv").symlink_to("../elsewhere/secret.csv")
    table = next(table for table in TABLES if table.row is Goal)
    with pytest.raises(DataError, match=r"goals\.csv: This link leads out"):
        Addition(data, table, Settings(), None)


@pytest.mark.parametrize("link", ["note.md", "picture.png", "more"])
def test_a_link_out_of_the_hand_written_pages_is_refused(data: Path, link: str) -> None:
    root = data.parent
    (root / "content").mkdir()
    (root / "content" / link).symlink_to("../elsewhere")
    (root / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material, font: false}\ndocs_dir: content\n"
        "plugins: [{cx: {as_of: 2026-11-20}}]\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"content/{link}: {OUT} {FIX}" in done.stderr
    assert not (root / "site").exists()
