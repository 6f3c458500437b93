"""What a browser gets to draw charts with: templates and rows, and the library, each made once."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator.charts import render_process
from generator.charts.cache import ChartCache
from generator.charts.interactive import chart_rows, interactive_templates
from generator.charts.render_job import render_job
from generator.charts.render_process import library
from generator.charts.theme import LAYOUTS
from tests.charts.samples import segments


@pytest.fixture
def templates(folder: Path) -> dict[str, Any]:
    return dict(interactive_templates(ChartCache(folder)))


def test_what_runs_across_the_plot_is_cut_only_while_it_is_enlarged(
    templates: dict[str, Any],
) -> None:
    marks = templates["metric"]["specification"]["marks"]
    cut = {mark["from"]["data"] for mark in marks if mark.get("clip") == {"signal": "cx_enlarged"}}
    assert {"line", "usual_bands", "hatch", "run_worse", "plan"} <= cut
    assert not cut & {"events", "dots", "leaders", "gutter", "targets"}


def test_every_text_has_the_size_of_the_screen(templates: dict[str, Any]) -> None:
    text = json.dumps([template["specification"]["marks"] for template in templates.values()])
    sizes = re.findall(r'"fontSize": (\{[^}]*\})', text)
    assert sizes
    assert set(sizes) == {'{"signal": "cx_text"}'}


def test_rows_are_those_that_the_picture_was_drawn_from(tmp_path: Path) -> None:
    chart = segments()
    kept = ChartCache(tmp_path)
    text = chart_rows([chart], kept)[chart.key]
    rows = json.loads(text)
    for layout in LAYOUTS:
        drawn = json.loads(json.dumps(render_job(chart, layout).data["panels"]))
        assert rows[layout.name]["data"]["panels"] == drawn
    assert "laptop-all" not in rows  # all of its 36 periods are in the picture
    assert len(rows["phone-all"]["data"]["panels"]) > len(rows["phone"]["data"]["panels"])
    assert chart_rows([chart], kept)[chart.key] == text  # out of the cache
    assert chart_rows([chart], None)[chart.key] == text


def test_the_library_is_made_once_for_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = ChartCache(tmp_path)
    script = library(kept)
    assert script.startswith("/* Vega")
    assert script.endswith(" as default};")
    monkeypatch.setattr(render_process, "_WORKER", "no.such.module")
    assert library(kept) == script
