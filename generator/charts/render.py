"""Pictures into SVG: out of the cache where they were drawn before, by the renderer where not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.charts.cache import ChartCache, picture_name
from generator.charts.chart_model import Picture
from generator.charts.render_job import sheet
from generator.model.wording import collapse_whitespace

if TYPE_CHECKING:
    from generator.charts.render_process import Renderer

Progress: TypeAlias = Callable[[int, int], None]


def draw(
    pictures: Iterable[Picture],
    *,
    cache: ChartCache | None = None,
    progress: Progress | None = None,
    renderer: Renderer | None = None,
) -> dict[str, str]:
    """The SVG of each picture by its key, without a text alternative (see `with_label`).

    `progress` is told how many of the pictures that have to be drawn are done. Pictures that
    show the same are drawn once. Where all are in the cache no drawing library is loaded.
    A `renderer` is left running; without one there is one for this call.
    """
    names: dict[str, str] = {}
    drawn: dict[str, str] = {}
    missing: dict[str, Picture] = {}
    for picture in pictures:
        name = picture_name(picture)
        if names.setdefault(picture.key, name) != name:
            raise ValueError(f"two different pictures have the key {picture.key!r}")
        if name in drawn or name in missing:
            continue
        kept = cache.load(name) if cache else None
        if kept is None:
            missing[name] = picture
        else:
            drawn[name] = kept
    if missing:
        drawn |= _rendered(missing, cache, progress, renderer)
        if cache:
            cache.prune()
    return {key: drawn[name] for key, name in names.items()}


def _rendered(
    missing: Mapping[str, Picture],
    cache: ChartCache | None,
    progress: Progress | None,
    renderer: Renderer | None,
) -> dict[str, str]:
    from generator.charts.render_process import Renderer  # noqa: PLC0415 -- most builds draw nothing

    used = renderer or Renderer()
    done = used.render((sheet(picture) for picture in missing.values()), cache=cache)
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
    """A drawn picture with its text alternative, as one image to whoever cannot see it."""
    head = '<svg role="img"'
    if not svg.startswith(head):
        raise ValueError("this is no picture that `draw` has made")
    return f'{head} aria-label="{escape(collapse_whitespace(alternative))}"{svg[len(head) :]}'


def specification(picture: Picture, *, cache: ChartCache | None = None) -> dict[str, Any]:
    """The picture as a Vega specification, from which a browser can draw it alive.

    Its expressions are within what Vega's interpreter understands. Numbers follow the locale
    that the page gives to Vega, as `draw` gives the picture's own.
    """
    from generator.charts.render_process import templates  # noqa: PLC0415 -- as in `draw`
    from generator.charts.render_worker import filled  # noqa: PLC0415

    filling = sheet(picture)
    return filled(templates(cache)[filling.template], filling)
