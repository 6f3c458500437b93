"""Series about a level of 50, and what is asked of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from generator.measure.forecast_window import NoForecastReason
from generator.measure.outlook import Forecast, Outlook, evaluate_outlook, forecasts
from generator.measure.series import Series
from generator.model.settings import Chances
from generator.model.vocabulary import Better
from tests.measure.build import day, goal, series

AS_OF = day("2026-11-20")
#: What a level of 50 looks like, the same on every run.
LEVEL = (50 + np.random.default_rng(7).normal(0, 2, 400)).round(1).tolist()


def monthly(count: int, **given: Any) -> Series:
    """So many months to October 2026."""
    months = 2026 * 12 + 9 - (count + len(given.get("missing", ())) - 1)
    first = f"{months // 12}-{months % 12 + 1:02d}-01"
    return series(LEVEL[:count], first, as_of="2026-11-20", **given)


def forecast(of: Series) -> Forecast:
    """The forecast of a series that must have one."""
    (found,) = forecasts([of])
    assert isinstance(found, Forecast)
    return found


def asked(of: Series, better: Better = Better.HIGHER, **given: Any) -> Outlook:
    """The outlook of a goal of 52 by June 2027, unless said otherwise."""
    (found,) = forecasts([of])
    stated = {"target": 52.0, "due": "2027-06-30"} | given
    return evaluate_outlook(goal(**stated), better, found, as_of=AS_OF, chances=Chances())


def refused(of: Series, **given: Any) -> NoForecastReason | None:
    """Why that goal has no outlook."""
    return asked(of, **given).reason
