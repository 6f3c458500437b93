"""What holds for every test: its folder says which suite it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SUITES = ("browser", "builders")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of a suite's folder, and skip those of the sample where it is gone."""
    settings = ROOT / "mkdocs.yml"
    own_data = not settings.exists() or "sample: true" not in settings.read_text(encoding="utf-8")
    for item in items:
        suite = item.path.relative_to(ROOT / "tests").parts[0]
        if suite in SUITES:
            item.add_marker(suite)
        if own_data and item.get_closest_marker("sample"):
            item.add_marker(pytest.mark.skip(reason="the sample has been replaced (make start)"))


@pytest.fixture(scope="session", autouse=True)
def _every_chart_kept() -> Iterator[None]:
    """The tests draw for many companies: what one of them does not use, the next run will."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.charts.cache.SPARE_ENTRIES", 5_000)
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT
