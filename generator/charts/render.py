"""Charts to SVG: out of the cache if they were drawn before, else by the renderer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from generator.charts.cache import ChartCache, cache_key
from generator.charts.chart_model import Chart
from generator.charts.interactive import PICTURE_ROWS, rows_of
from generator.charts.render_job import RenderJob, render_job
from generator.model.wording import collapse_whitespace

if TYPE_CHECKING:
    from generator.charts.render_process import Renderer

#: Called with how many charts are drawn, and of how many.
Progress: TypeAlias = Callable[[int, int], None]


def draw(
    charts: Iterable[Chart],
    *,
    cache: ChartCache | None = None,
    progress: Progress | None = None,
    renderer: Renderer | None = None,
) -> dict[str, str]:
    """The pictures of each chart by its key, without a text alternative (see `with_label`).

    A picture is SVG, one a layout. Charts that show the same are drawn once. If all are in the
    cache, no drawing library is loaded. A given `renderer` is left running. Raises
    ValueError if two charts share a key.
    """
    keys: dict[str, str] = {}
    drawn: dict[str, str] = {}
    missing: dict[str, Chart] = {}
    for chart in charts:
        key = cache_key("svg", chart)
        if keys.setdefault(chart.key, key) != key:
            raise ValueError(f"two different charts have the key {chart.key!r}")
        if key in drawn or key in missing:
            continue
        kept = cache.load(key) if cache else None
        if kept is None:
            missing[key] = chart
        else:
            drawn[key] = kept
    if missing:
        drawn |= _rendered(missing, cache, progress, renderer)
        if cache:
            cache.prune()
    return {name: drawn[key] for name, key in keys.items()}


def _rendered(
    missing: Mapping[str, Chart],
    cache: ChartCache | None,
    progress: Progress | None,
    renderer: Renderer | None,
) -> dict[str, str]:
    from generator.charts.render_process import Renderer  # noqa: PLC0415 -- most builds draw nothing

    used = renderer or Renderer()
    pictures = [(key, layout) for key, chart in missing.items() for layout in chart.layouts]
    jobs: list[RenderJob] = []  # of the chart that is drawn

    def asked() -> Iterator[RenderJob]:
        for key, layout in pictures:
            jobs.append(render_job(missing[key], layout))
            yield jobs[-1]

    svgs = used.render(asked(), cache=cache)
    drawn = dict.fromkeys(missing, "")
    done = 0
    for (key, layout), svg in zip(pictures, svgs, strict=True):
        drawn[key] += svg
        if layout is not missing[key].layouts[-1]:
            continue
        done += 1
        if cache:
            cache.store(key, drawn[key])
            cache.store(cache_key(PICTURE_ROWS, missing[key]), rows_of(missing[key], jobs))
        jobs.clear()
        if progress:
            progress(done, len(missing))
    if renderer is None:
        used.close()
    return drawn


def with_label(svg: str, alternative: str) -> str:
    """A drawn chart with its text alternative: each picture is one image, and one is shown."""
    head = '<svg role="img"'
    if not svg.startswith(head):
        raise ValueError("this is no chart that `draw` has made")
    return svg.replace(head, f'{head} aria-label="{escape(collapse_whitespace(alternative))}"')
