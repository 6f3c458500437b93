"""The build backend: flit, and beside the modules what else a company's repository is made of.

The sample, the pinned packages and the list of changes stand at the top of the repository, where
people look for them. A wheel has them in `generator/shipped/`, as `generator/model/installation.py`
knows. A source distribution has that folder already, and nothing is copied.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flit_core import buildapi

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = (
    *(".ci/licences.csv", ".gitattributes", ".github/workflows/check.yml"),
    *(".github/workflows/publish.yml", ".gitignore", ".gitlab-ci.yml", "CHANGELOG.md"),
    *("UPGRADING.md", "content", "data", "mkdocs.yml", "requirements.txt"),
)

get_requires_for_build_editable = buildapi.get_requires_for_build_editable
get_requires_for_build_sdist = buildapi.get_requires_for_build_sdist
get_requires_for_build_wheel = buildapi.get_requires_for_build_wheel
prepare_metadata_for_build_editable = buildapi.prepare_metadata_for_build_editable
prepare_metadata_for_build_wheel = buildapi.prepare_metadata_for_build_wheel
build_editable = buildapi.build_editable


def build_wheel(folder: str, settings: Any = None, metadata: str | None = None) -> str:
    """Builds the wheel into a folder; its name."""
    with _shipped():
        return str(buildapi.build_wheel(folder, settings, metadata))


def build_sdist(folder: str, settings: Any = None) -> str:
    """Builds the source distribution into a folder; its name."""
    with _shipped():
        return str(buildapi.build_sdist(folder, settings))


@contextmanager
def _shipped() -> Iterator[None]:
    if not (ROOT / "data").is_dir():
        yield
        return
    into = ROOT / "generator" / "shipped"
    try:
        for name in SHIPPED:
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
            copy(ROOT / name, into / name)
        yield
    finally:
        shutil.rmtree(into, ignore_errors=True)
