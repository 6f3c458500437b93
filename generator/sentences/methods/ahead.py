"""Will it be there on time: the forecast, how well it did elsewhere, and why there may be none."""

from __future__ import annotations

from collections.abc import Iterator

from generator.measure.forecast import (
    NAIVE_SHARE,
    SEASONS_TO_ADJUST,
    SEASONS_TO_MIX,
    WIDENING,
)
from generator.measure.forecast_window import FEWEST_POINTS, LONGEST_GAP, SEASON, furthest_of
from generator.measure.method_accuracy import TRIED, TRIED_ON, ForecastAccuracy
from generator.model.vocabulary import Cadence
from generator.sentences.assessment import ON_TIME
from generator.sentences.methods.section import MethodsSection, SiteFeatures, Table, either
from generator.sentences.numbers import MINUS, NBSP, day, periods_word

_THIRDS = {1 / 3: "one third", 1 / 2: "one half"}


def outlook(scope: SiteFeatures) -> MethodsSection:
    """The outlook of a goal."""
    chances, percent = scope.settings.chances, scope.percent
    return MethodsSection(
        anchor="outlook",
        title=ON_TIME,
        text=(
            (
                "The course of the figures so far is carried on to the due date, with the spread "
                "that its own errors ask for. The chance is that the last figure by the due date "
                f"fulfils the goal: likely from {percent(chances.likely)}, unlikely up to "
                f"{percent(chances.unlikely)}, open between. It knows nothing of plans: it says "
                "where things go if they go on as they did."
            ),
        ),
        steps=tuple(_steps(scope)),
        table=_accuracy(scope),
        notes=tuple(_notes(scope)),
    )


def _steps(scope: SiteFeatures) -> Iterator[str]:
    seasons = scope.by_cadence(SEASON, scope.aimed_cadences) or "12"
    noun = "period" if seasons == "1" else "periods"
    yield (
        f"Season: a season has {seasons} {noun}. From {SEASONS_TO_ADJUST} seasons on, "
        "where the figures one season apart resemble each other by more than chance (the test of "
        "the Theta method at 90 %), the seasonal pattern is taken out (classical decomposition) "
        "and put back at the end."
    )
    yield (
        "Three methods: simple exponential smoothing, a damped trend, and Theta. Each has the "
        "parameters of a fixed grid that would have erred least one step ahead. The forecast is "
        "their mean."
    )
    share = _THIRDS.get(NAIVE_SHARE, scope.percent(NAIVE_SHARE))
    yield (
        f"From {SEASONS_TO_MIX} seasons on {share} of the figure one season earlier is mixed in."
    )
    yield (
        "Spread: the root mean square of its own errors one step ahead, "
        f"× {scope.plain(WIDENING)} × √(n / (n {MINUS} 3)) because errors ahead are larger than "
        "errors behind; it grows with each step as the methods let a shock live on."
    )
    yield (
        "Chance: the share of the normal distribution about the forecast that fulfils the goal. "
        "The bands hold 80 % and 95 % of it, within what the metric can be."
    )
    if scope.aimed_totals:
        yield "Of a running total what each period adds is forecast, and added to the total."


def _accuracy(scope: SiteFeatures) -> Table:
    number = scope.formats.number
    return Table(
        caption=f"How the forecast did on series it had never seen, {day(TRIED_ON)}",
        heads=(
            "Series of the M3 competition",
            "Mean error (sMAPE)",
            "The same of “as a season ago”",
            "Inside the 80 % band",
            "Inside the 95 % band",
            "Brier score of the chance",
        ),
        rows=tuple(
            (
                _tried(one, scope),
                f"{number(one.error, 1)}{NBSP}%",
                f"{number(one.error_of_seasonal_naive, 1)}{NBSP}%",
                f"{number(one.inside_80, 1)}{NBSP}%",
                f"{number(one.inside_95, 1)}{NBSP}%",
                number(one.brier, 3),
            )
            for one in TRIED
        ),
    )


def _tried(one: ForecastAccuracy, scope: SiteFeatures) -> str:
    unit = periods_word(one.cadence, 2)
    return (
        f"{scope.formats.number(one.series)} {one.cadence} series: the last {one.points} {unit}, "
        f"{one.ahead} {unit} ahead"
    )


def _notes(scope: SiteFeatures) -> Iterator[str]:
    yield (
        "The M3 competition is a public collection of business series; nothing was tuned on it. A "
        "Brier score is the mean squared difference between the chance and what came: 0 is "
        "perfect, and to say 50 % every time scores 0.25."
    )
    furthest = [
        f"{furthest_of(cadence)} {periods_word(cadence, furthest_of(cadence))}"
        for cadence in scope.aimed_cadences or (Cadence.MONTHLY,)
    ]
    reasons = [
        "the goal has no due date, or it has passed, or the goal is closed",
        "it is not stated which way is better",
        f"there are fewer than {FEWEST_POINTS} figures of ended periods",
        f"the due date is further away than {either(furthest)}",
        "the last figure before the due date has come already",
        "every figure is the same",
    ]
    if scope.rebased:
        reasons.append("the record begins anew before the due date")
    if scope.rolling:
        reasons.append("each figure averages several periods")
    yield f"There is no outlook where {', or '.join(reasons)}."
    yield (
        f"Up to {LONGEST_GAP} missing periods in a row are bridged by a straight line, and the "
        "page says so; before a longer gap nothing is used. With fewer than "
        f"{SEASONS_TO_MIX} seasons of figures the outlook is marked as less sure."
    )
    yield "The outlook is the one answer that a pocket calculator will not give."
