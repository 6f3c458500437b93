from __future__ import annotations

import os
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from generator.charts import cache, render_process
from generator.charts.cache import ChartCache, cache_key, recipe
from generator.charts.render import draw
from tests.charts.samples import full, odd

NAME = "0123456789abcdef"


def entry(folder: Path) -> Path:
    return folder / f"{NAME}.chart"


def overwritten(content: bytes) -> Callable[[Path], object]:
    return lambda folder: entry(folder).write_bytes(content)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda folder: entry(folder).unlink(), id="deleted"),
        pytest.param(overwritten(b""), id="empty"),
        pytest.param(overwritten(b"\n"), id="only a line end"),
        pytest.param(overwritten(b"<svg/>"), id="without its checksum"),
        pytest.param(overwritten(b"0" * 32 + b"\n<svg/>"), id="with another checksum"),
        pytest.param(overwritten(b"\xff\xfe\n\xff"), id="not even text"),
        pytest.param(
            lambda folder: entry(folder).write_bytes(entry(folder).read_bytes()[:-1]),
            id="truncated",
        ),
        pytest.param(
            lambda folder: entry(folder).write_bytes(
                entry(folder).read_bytes().replace(b"good", b"evil")
            ),
            id="changed",
        ),
    ],
)
def test_a_damaged_entry_counts_as_missing(
    damage: Callable[[Path], object], tmp_path: Path
) -> None:
    kept = ChartCache(tmp_path)
    kept.store(NAME, "<svg>good − chart</svg>")
    assert kept.load(NAME) == "<svg>good − chart</svg>"
    damage(tmp_path)
    assert kept.load(NAME) is None


def test_an_entry_that_is_a_folder_counts_as_missing(tmp_path: Path) -> None:
    entry(tmp_path).mkdir()
    kept = ChartCache(tmp_path)
    assert kept.load(NAME) is None
    kept.store(NAME, "x")
    assert kept.load(NAME) is None


def test_nothing_is_left_over_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    kept = ChartCache(tmp_path)
    kept.store(NAME, "x")
    assert kept.load(NAME) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_a_folder_that_cannot_be_made_stops_nothing(
    tmp_path: Path, renderer: render_process.Renderer
) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    kept = ChartCache(file / "cache")
    chart = odd()[5]
    drawn = draw([chart], cache=kept, renderer=renderer)
    assert drawn == draw([chart], renderer=renderer)


def test_a_damaged_drawing_is_drawn_again_and_kept(
    folder: Path, renderer: render_process.Renderer
) -> None:
    chart = odd()[5]
    first = draw([chart], cache=ChartCache(folder), renderer=renderer)
    file = folder / f"{cache_key('svg', chart)}.chart"
    sound = file.read_bytes()
    file.write_bytes(sound[:100])
    assert draw([chart], cache=ChartCache(folder), renderer=renderer) == first
    assert file.read_bytes() == sound


def test_templates_are_made_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render_process, "_TEMPLATES", "no.such.module")
    assert "full" in draw([full()], cache=ChartCache(folder))


def _with_another(library: str) -> Callable[[str], str]:
    """Versions as they are, but for one library's."""
    return lambda name: "0.0" if name == library else metadata.version(name)


def test_names_follow_the_sources_and_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    before = recipe()
    for library in ("altair", "vl-convert-python"):
        recipe.cache_clear()
        with monkeypatch.context() as patch:
            patch.setattr("generator.charts.cache.version", _with_another(library))
            assert recipe() != before, library
    recipe.cache_clear()
    real_read = Path.read_bytes
    with monkeypatch.context() as patch:
        patch.setattr(
            Path, "read_bytes", lambda path: real_read(path) + b"#" * (path.name == "theme.py")
        )
        assert recipe() != before
    recipe.cache_clear()
    assert recipe() == before


def test_pruning_keeps_what_was_used_and_the_newest_of_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "SPARE_ENTRIES", 2)
    before = ChartCache(tmp_path)
    for age, name in enumerate(("used", "newest", "newer", "old", "oldest")):
        before.store(name, name)
        os.utime(tmp_path / f"{name}.chart", ns=(0, 1_000 - age))
    (tmp_path / "of another program.txt").write_text("stays")
    now = ChartCache(tmp_path)
    assert now.load("used") == "used"
    now.store("new", "new")
    now.prune()
    left = {path.stem for path in tmp_path.glob("*.chart")}
    assert left == {"used", "new", "newest", "newer"}
    assert (tmp_path / "of another program.txt").exists()


def test_a_folder_that_is_gone_is_no_obstacle(tmp_path: Path) -> None:
    gone = ChartCache(tmp_path / "gone")
    assert gone.load(NAME) is None
    gone.prune()
    gone.store(NAME, "x")
    assert gone.load(NAME) == "x"
