from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.charts import interactive, render_process
from generator.charts.cache import ChartCache, cache_key
from generator.charts.chart_model import MetricChart
from generator.charts.interactive import PICTURE_ROWS, chart_rows, rows_of
from generator.charts.render import draw, with_label
from generator.charts.svg import minify_svg
from generator.charts.theme import (
    BAND,
    LAPTOP,
    LIMITS,
    PAPER,
    PHONE,
    TARGET,
)
from generator.model.errors import RenderError
from tests.charts.samples import HOSTILE, full, monthly, odd, segments, wave

ROOT = Path(__file__).resolve().parents[2]
PICTURE_ELEMENTS = {"svg", "g", "path", "line", "rect", "text"}
PICTURE_ATTRIBUTES = {
    *("role", "focusable", "viewBox", "font-family", "font-size", "class", "display", "transform"),
    *("d", "x", "y", "x2", "y2", "dx", "dy", "width", "height", "fill", "stroke", "stroke-width"),
    *("stroke-dasharray", "stroke-linecap", "stroke-linejoin", "text-anchor", "font-weight"),
    *("paint-order", "opacity"),
}


def parsed(svgs: str) -> ET.Element:
    return ET.fromstring(f"<div>{svgs}</div>")  # noqa: S314 -- our own


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parsed(svg).iter() if element.tag == "text"]


def laptop(svgs: str) -> str:
    """The picture for a screen, the first of both."""
    return svgs[: svgs.index("</svg>") + 6]


def test_pictures_hold_inert_elements_and_attributes_only(drawn: dict[str, str]) -> None:
    for svg in drawn.values():
        for element in (part for picture in parsed(svg) for part in picture.iter()):
            assert element.tag in PICTURE_ELEMENTS
            assert set(element.attrib) <= PICTURE_ATTRIBUTES


def test_pictures_are_light(drawn: dict[str, str]) -> None:
    sizes = {key: len(svg.encode()) for key, svg in drawn.items()}
    assert sizes["full"] < 20_000
    assert max(sizes.values()) < 40_000


def test_a_picture_is_one_image_without_a_size_of_its_own(drawn: dict[str, str]) -> None:
    root, phone = parsed(drawn["full"])
    assert phone.get("viewBox") == f"0 0 {PHONE.width} 260"
    assert (root.get("class"), phone.get("class")) == ("cx-laptop", "cx-phone")
    assert root.get("role") == "img"
    assert root.get("focusable") == "false"
    assert root.get("viewBox") == f"0 0 {LAPTOP.width} 328"
    assert root.get("width") is None
    assert root.get("font-family", "").startswith("Liberation Sans, ")
    assert root.get("font-family", "").endswith(", sans-serif")
    assert "aria" not in drawn["full"]
    shape = parsed(drawn["segments"])[0].get("viewBox")
    assert shape == f"0 0 {LAPTOP.width} {LAPTOP.panels_height(5)}"


def test_every_label_and_the_axes_are_there(drawn: dict[str, str]) -> None:
    shown = texts(drawn["full"])
    for text in (
        *("days, monthly median", "44 days now", "≤ 20 by Jun 2027", "50–55", "38–46 by Mar 2027"),
        *("70 industry median", "1 Onboarding desk for small firms", "worsened since May 2026"),
        *("2024", "2025", "2026", "20", "40", "60"),
    ):
        assert text in shown


def strokes_of(svg: str, width: str) -> list[str]:
    return [
        element.get("d", "")
        for element in parsed(svg).iter("path")
        if element.get("stroke-width") == width and not element.get("stroke-dasharray")
    ]


def test_gaps_break_the_line(drawn: dict[str, str]) -> None:
    (line,) = strokes_of(laptop(drawn["full"]), "1.75")
    assert line.count("M") == 3  # two gaps, with a lonely point between them


def test_what_is_told_now_is_one_thick_stretch(drawn: dict[str, str]) -> None:
    (run,) = strokes_of(laptop(drawn["full"]), "3")
    assert (run.count("M"), run.count("L")) == (1, 4)  # May to September


def test_symbols_that_look_alike_are_one_path(drawn: dict[str, str]) -> None:
    hollow = [
        element.get("d", "")
        for element in parsed(laptop(drawn["full"])).iter("path")
        if element.get("stroke") == TARGET.light and element.get("fill") == PAPER.light
    ]
    assert len(hollow) == 2  # one milestone, one due date


def test_a_symbol_keeps_its_place_when_it_is_told_step_by_step() -> None:
    group = (
        '<svg xmlns="http://www.w3.org/2000/svg"><g fill="#b45309">'
        '<path transform="translate(10,20.5)" d="M-3,0L0,-3L3,0L0,3Z"/>'
        '<path transform="translate(30,40)" d="M-3,0L0,-3L3,0L0,3Z"/>'
        '<path transform="translate(50,60)" d="M-2,-2h4v4h-4Z"/></g></svg>'
    )
    assert re.findall(r' d="([^"]*)"', minify_svg(group, "laptop", (100, 100), 12)) == [
        "M7,20.5l3,-3l3,3l-3,3zM27,40l3,-3l3,3l-3,3z",
        "M48,58h4v4h-4z",
    ]


def test_bands_are_there(drawn: dict[str, str]) -> None:
    for colour in (LIMITS, BAND):
        assert f'fill="{colour.light}"' in laptop(drawn["full"])


def test_numbers_are_short(drawn: dict[str, str]) -> None:
    for element in parsed(drawn["full"]).iter("path"):
        assert re.search(r"\.\d\d", element.get("d", "")) is None


@pytest.mark.usefixtures("quick")
def test_axis_numbers_follow_the_locale(renderer: render_process.Renderer) -> None:
    points = monthly(wave(24, level=2345.5, size=0.4))
    plain = MetricChart(key="plain", points=points)
    svgs = draw(
        [
            plain,
            dataclasses.replace(
                plain,
                key="marked",
                decimal=",",
                thousands=".",
            ),
        ],
        renderer=renderer,
    )
    assert "2,345.2" in texts(svgs["plain"])
    assert "2.345,2" in texts(svgs["marked"])


def test_negative_numbers_have_a_minus_sign(drawn: dict[str, str]) -> None:
    assert "−21" in texts(drawn["negative"])


@pytest.mark.parametrize("key", ["hostile", "hostile-segments"])
def test_hostile_text_is_text(key: str, drawn: dict[str, str]) -> None:
    svg = drawn[key]
    assert "<script" not in svg
    assert "<img" not in svg
    assert any(text.startswith(HOSTILE[:16]) for text in texts(svg))


def test_a_label_is_put_in_and_escaped(drawn: dict[str, str]) -> None:
    labelled = with_label(drawn["full"], 'Days "to" first login\n<b> & more')
    names = [picture.get("aria-label") for picture in parsed(labelled)]
    assert names == ['Days "to" first login <b> & more'] * 2
    with pytest.raises(ValueError, match="no chart"):
        with_label("<p>", "x")


@pytest.mark.usefixtures("quick")
def test_equal_pictures_are_drawn_once_and_different_ones_may_not_share_a_key(
    renderer: render_process.Renderer,
) -> None:
    told: list[tuple[int, int]] = []
    one = odd()[5]
    same = dataclasses.replace(one, key="twin")
    svgs = draw(
        [one, same], progress=lambda done, total: told.append((done, total)), renderer=renderer
    )
    assert svgs["twin"] == svgs["zero"]
    assert told == [(1, 1)]
    with pytest.raises(ValueError, match="two different charts have the key 'zero'"):
        draw([one, dataclasses.replace(one, unit="other")])


def test_nothing_to_draw_is_nothing_done() -> None:
    assert draw([]) == {}


def test_templates_that_cannot_be_made_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render_process, "_TEMPLATES", "generator.charts.no_such_module")
    with pytest.raises(RenderError, match="could not be drawn"):
        draw([full()])


@pytest.mark.parametrize("module", ["generator.charts.no_such_module", "this"])
def test_a_drawing_process_that_fails_is_an_error_and_not_a_hang(
    module: str, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(render_process, "_WORKER", module)
    with pytest.raises(RenderError, match="could not be drawn"):
        draw([full(), segments()], cache=ChartCache(folder))


SCRIPT = """
import hashlib, json, sys
from pathlib import Path
from generator.charts.cache import ChartCache
from generator.charts.render import draw
from tests.charts.samples import full, segments
folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
svgs = draw([full(), segments()], cache=ChartCache(folder) if folder else None)
digest = hashlib.sha256(repr(sorted(svgs.items())).encode()).hexdigest()
print(json.dumps([digest, sorted(sys.modules)]))
"""


def run(*arguments: str, cwd: Path, zone: str) -> tuple[str, set[str]]:
    """Draw in a process of its own; gives a digest of the charts and what it has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=cwd,
        env={**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": str(len(zone))},
        check=True,
        capture_output=True,
        text=True,
    )
    digest, modules = json.loads(done.stdout)
    return digest, set(modules)


def test_pictures_are_the_same_bytes_anywhere(
    drawn: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    here = sorted((key, drawn[key]) for key in ("full", "segments"))
    digest = hashlib.sha256(repr(here).encode()).hexdigest()
    assert run(cwd=tmp_path, zone="Pacific/Kiritimati")[0] == digest
    assert run(str(folder), cwd=ROOT, zone="America/New_York")[0] == digest


def test_what_a_picture_shows_is_worked_out_once(
    folder: Path, renderer: render_process.Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart, cache = full(), ChartCache(folder)
    draw([chart], cache=cache, renderer=renderer)
    kept = cache.load(cache_key(PICTURE_ROWS, chart))
    assert kept == rows_of(chart)
    monkeypatch.setattr(interactive, "render_job", None)
    assert chart_rows([chart], cache) == {chart.key: kept}


def test_a_build_that_finds_all_in_the_cache_loads_no_drawing_library(
    folder: Path, tmp_path: Path, renderer: render_process.Renderer
) -> None:
    draw([full(), segments()], cache=ChartCache(folder), renderer=renderer)
    _, modules = run(str(folder), cwd=tmp_path, zone="UTC")
    heavy = {"altair", "vl_convert", "pandas", "numpy"}
    heavy |= {
        f"generator.charts.{name}"
        for name in ("render_process", "render_worker", "templates", "svg")
    }
    assert heavy.isdisjoint(modules)


def test_a_renderer_that_is_kept_draws_again_with_the_same_process(folder: Path) -> None:
    kept = render_process.Renderer()
    try:
        first = draw([full()], cache=ChartCache(folder), renderer=kept)
        process = kept.start(None)
        changed = dataclasses.replace(full(), unit="another one")
        assert draw([changed], cache=ChartCache(folder), renderer=kept) != first
        assert kept.start(None) is process
        process.kill()
        process.wait()
        assert draw([full()], renderer=kept) == first
        assert kept.start(None) is not process
    finally:
        kept.close()
    kept.close()
