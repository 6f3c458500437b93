"""What is published as a folder, for a server that takes files."""

from __future__ import annotations

import subprocess
import tarfile
from pathlib import Path
from typing import IO

from generator.editions.git import Git
from generator.model.errors import ReleaseRefusedError
from generator.policy.tree import apply_policy


def copy_published(git: Git, tip: str, folder: Path, frame_ancestors: str) -> None:
    """Writes the published branch at a commit into a new folder.

    Header files at its top say the security policy of all editions at once.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ReleaseRefusedError(
            f"{folder}: it is there already and not empty. Name a new folder."
        )
    command = ["git", "archive", "--format=tar", tip]
    with subprocess.Popen(command, cwd=git.folder, stdout=subprocess.PIPE) as archive:
        try:
            _unpack(archive.stdout, folder)
        except tarfile.ReadError:
            archive.kill()
    if archive.returncode:
        raise ReleaseRefusedError(f"git cannot read what is published ({tip[:7]}). Run: git fsck.")
    apply_policy(folder, frame_ancestors, in_pages=False)


def _unpack(archive: IO[bytes] | None, folder: Path) -> None:
    with tarfile.open(fileobj=archive, mode="r|") as files:
        for file in files:
            if (content := files.extractfile(file)) is not None:
                path = folder / file.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
