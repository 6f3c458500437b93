"""The drawing library in this process: what our shortcuts around it leave unchanged."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from generator.charts.cache import ChartCache
from generator.charts.chart_model import Chart
from generator.charts.render_job import render_job
from generator.charts.render_process import templates as vega_templates
from generator.charts.render_worker import filled_template, make_still, without_empty
from generator.charts.svg import minify_svg
from generator.charts.theme import LAPTOP
from tests.charts.samples import full, hostile, odd, segments

Libraries: TypeAlias = tuple[Any, dict[str, Any], dict[str, Any]]
CHARTS = (full(), segments(), segments(1), hostile()[1], *odd())


@pytest.fixture(scope="module")
def libraries(loaded_utc: None) -> Libraries:
    import vl_convert  # noqa: PLC0415

    from generator.charts.templates import charts  # noqa: PLC0415

    made = charts()
    return vl_convert, made, {name: vl_convert.vegalite_to_vega(made[name]) for name in made}


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
def test_a_filled_template_equals_a_chart_made_afresh(chart: Chart, libraries: Libraries) -> None:
    vl_convert, charts, templates = libraries
    rows = render_job(chart, LAPTOP)
    fresh = copy.deepcopy(charts[rows.template])
    fresh["datasets"] = rows.data
    for param in fresh["params"]:
        param["value"] = rows.params[param["name"]]

    template = templates[rows.template]
    made = vl_convert.vegalite_to_vega(fresh)
    filled = filled_template(template, rows)
    sizes = {"width", "height", "padding", "layout"}
    assert {key: value for key, value in filled.items() if key not in sizes} == {
        key: value for key, value in made.items() if key not in sizes
    }


@pytest.mark.parametrize("chart", [full(), segments()], ids=["metric", "segments"])
def test_the_cheap_form_of_a_template_draws_the_same(chart: Chart, libraries: Libraries) -> None:
    vl_convert, _, templates = libraries
    rows = render_job(chart, LAPTOP)
    template = templates[rows.template]
    still = make_still(template)
    cheap = vl_convert.vega_to_svg(without_empty(filled_template(still, rows), rows))
    # The full form hangs its texts by their size, which the cheap one leaves to `minify_svg`.
    for name in ("baseline", "labelBaseline"):
        template = _with_alphabetic(template, name)
    full_form = vl_convert.vega_to_svg(filled_template(template, rows))
    one, other = (
        _without_axis_texts(minify_svg(svg, rows.layout, rows.size, rows.text))
        for svg in (cheap, full_form)
    )
    assert one == other


def _with_alphabetic(node: Any, name: str) -> Any:
    if isinstance(node, list):
        return [_with_alphabetic(item, name) for item in node]
    if isinstance(node, dict):
        return {
            key: {"value": "alphabetic"} if key == name else _with_alphabetic(value, name)
            for key, value in node.items()
        }
    return node


def _without_axis_texts(svg: str) -> list[str]:
    """The chart's lines, symbols and texts, but for those of axes, which hang by their size."""
    pieces = svg.replace("><", ">\n<").split("\n")
    return [piece for piece in pieces if "<text" not in piece or "paint-order" in piece]


def test_every_data_set_and_parameter_of_a_template_is_filled(
    libraries: Libraries,
) -> None:
    _, charts, _ = libraries
    for chart in (full(), segments()):
        rows = render_job(chart, LAPTOP)
        assert {param["name"] for param in charts[rows.template]["params"]} <= rows.params.keys()
        assert set(_named_data(charts[rows.template])) == rows.data.keys()


def _named_data(node: Any) -> list[str]:
    if isinstance(node, list):
        return [name for item in node for name in _named_data(item)]
    if not isinstance(node, dict):
        return []
    here = node.get("data")
    found = [here["name"]] if isinstance(here, dict) and "name" in here else []
    return found + [name for value in node.values() for name in _named_data(value)]


def specification(chart: Chart, folder: Path) -> dict[str, Any]:
    """The chart as a Vega specification."""
    job = render_job(chart, LAPTOP)
    return filled_template(vega_templates(ChartCache(folder))[job.template], job)


def test_scales_are_in_utc_and_do_not_force_zero(folder: Path) -> None:
    spec = specification(full(), folder)
    scales = {scale["name"]: scale for scale in spec["scales"]}
    assert scales["x"]["type"] == "utc"
    assert scales["y"]["zero"] is False
    assert {entry["name"]: entry["values"] for entry in spec["data"]} == render_job(
        full(), LAPTOP
    ).data


def test_a_specification_has_readable_texts_and_no_address_but_its_schema(folder: Path) -> None:
    text = repr(specification(segments(), folder))
    assert "'labelFontSize': 12" in text
    assert text.count("http") == 1
    assert "vega.github.io/schema/vega/" in text
