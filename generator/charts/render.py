"""Charts into SVG: out of the cache where they were drawn before, by the renderer where not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.charts.cache import ChartCache, cache_key
from generator.charts.chart_model import Chart
from generator.charts.render_job import render_job
from generator.model.wording import collapse_whitespace

if TYPE_CHECKING:
    from generator.charts.render_process import Renderer

Progress: TypeAlias = Callable[[int, int], None]


def draw(
    charts: Iterable[Chart],
    *,
    cache: ChartCache | None = None,
    progress: Progress | None = None,
    renderer: Renderer | None = None,
) -> dict[str, str]:
    """The SVG of each chart by its key, without a text alternative (see `with_label`).

    `progress` is told how many of the charts that have to be drawn are done. Charts that
    show the same are drawn once. Where all are in the cache no drawing library is loaded.
    A `renderer` is left running; without one there is one for this call.
    """
    names: dict[str, str] = {}
    drawn: dict[str, str] = {}
    missing: dict[str, Chart] = {}
    for chart in charts:
        name = cache_key(chart)
        if names.setdefault(chart.key, name) != name:
            raise ValueError(f"two different charts have the key {chart.key!r}")
        if name in drawn or name in missing:
            continue
        kept = cache.load(name) if cache else None
        if kept is None:
            missing[name] = chart
        else:
            drawn[name] = kept
    if missing:
        drawn |= _rendered(missing, cache, progress, renderer)
        if cache:
            cache.prune()
    return {key: drawn[name] for key, name in names.items()}


def _rendered(
    missing: Mapping[str, Chart],
    cache: ChartCache | None,
    progress: Progress | None,
    renderer: Renderer | None,
) -> dict[str, str]:
    from generator.charts.render_process import Renderer  # noqa: PLC0415 -- most builds draw nothing

    used = renderer or Renderer()
    done = used.render((render_job(chart) for chart in missing.values()), cache=cache)
    drawn: dict[str, str] = {}
    for name, svg in zip(missing, done, strict=True):
        drawn[name] = svg
        if cache:
            cache.store(name, svg)
        if progress:
            progress(len(drawn), len(missing))
    if renderer is None:
        used.close()
    return drawn


def with_label(svg: str, alternative: str) -> str:
    """A drawn chart with its text alternative, as one image to whoever cannot see it."""
    head = '<svg role="img"'
    if not svg.startswith(head):
        raise ValueError("this is no chart that `draw` has made")
    return f'{head} aria-label="{escape(collapse_whitespace(alternative))}"{svg[len(head) :]}'


def specification(chart: Chart, *, cache: ChartCache | None = None) -> dict[str, Any]:
    """The chart as a Vega specification, from which a browser can draw it alive.

    Its expressions are within what Vega's interpreter understands. Numbers follow the locale
    that the page gives to Vega, as `draw` gives the chart's own.
    """
    from generator.charts.render_process import templates  # noqa: PLC0415 -- as in `draw`
    from generator.charts.render_worker import filled_template  # noqa: PLC0415

    filling = render_job(chart)
    return filled_template(templates(cache)[filling.template], filling)
