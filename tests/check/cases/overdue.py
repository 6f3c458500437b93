"""Figures that should be there by the day of the site: warnings, one for each file."""

from __future__ import annotations

import datetime as dt

from generator.model.settings import Settings
from generator.model.vocabulary import Audience
from tests.check.cases.case import Case, values
from tests.check.folder import Content

EVERY_CADENCE: dict[str, Content] = {
    "metrics.csv": (
        "metric,name,department,better,cadence,lag_days\n"
        "visits,Visits,sales,higher,daily,0\n"
        "reply,First reply in hours,sales,lower,weekly,2\n"
        "nps,Would recommend,support,higher,monthly,\n"
        "csat,Satisfied,support,higher,quarterly,41\n"
        "trust,Trust,sales,higher,yearly,314\n"
    ),
    **values("visits,2026-11-09,4", "reply,2026-W44,7.5", "nps,2026-09,36", "csat,2026-Q2,81"),
    "measurements/trust.csv": "metric,date,value\ntrust,2024,61\n",
}
SEGMENTS = "metric,date,value,segment"
LEADERSHIP: dict[str, Content] = {
    "metrics.csv": (
        "metric,name,department,better,cadence,audience\n"
        "nps,Would recommend,support,higher,monthly,\n"
        "csat,Satisfied,support,higher,monthly,leadership\n"
    ),
    **values("nps,2026-08,36", "csat,2026-09,81"),
}

OVERDUE = [
    Case(
        "a month on the day on which its figure is due",
        values("nps,2026-09,36", "csat,2026-10,81", "reply,2026-10,7.5"),
        "",
        as_of=dt.date(2026, 11, 10),
    ),
    Case(
        "a month on the day after",
        values("nps,2026-09,36", "csat,2026-10,81", "reply,2026-10,7.5"),
        """
warning: measurements/values.csv:2:date: The next figure of "nps" was due on 2026-11-10; the
    newest is for the period to 2026-09-30. Add it, or correct its cadence or lag_days in
    metrics.csv.
""",
        as_of=dt.date(2026, 11, 11),
    ),
    Case(
        "every cadence on the day on which its figure is due",
        EVERY_CADENCE,
        "",
        as_of=dt.date(2026, 11, 10),
    ),
    Case(
        "every cadence on the day after, told once for each file",
        EVERY_CADENCE,
        """
warning: measurements/trust.csv:2:date: The next figure of "trust" was due on 2026-11-10; the
    newest is for the period to 2024-12-31. Add it, or correct its cadence or lag_days in
    metrics.csv.
warning: measurements/values.csv:5:date: 4 metrics wait for their next figures: "csat" since
    2026-11-10, "nps" since 2026-11-10, "reply" since 2026-11-10 and 1 more. Add them, or correct
    their cadence or lag_days in metrics.csv.
""",
        as_of=dt.date(2026, 11, 11),
    ),
    Case(
        "figures that stopped years ago, the longest first",
        values("nps,2026-09,36", "csat,2021-10,81", "reply,2024-10,7.5"),
        """
warning: measurements/values.csv:3:date: 3 metrics wait for their next figures: "csat" since
    2021-12-10, "reply" since 2024-12-10 and "nps" since 2026-11-10. Add them, or correct their
    cadence or lag_days in metrics.csv.
""",
    ),
    Case(
        "an older file of a metric that goes on in another",
        {
            "measurements/2025.csv": "metric,date,value\nnps,2025-12,30\n",
            **values("nps,2026-10,36", "csat,2026-10,81", "reply,2026-10,7.5"),
        },
        "",
    ),
    Case(
        "a whole that waits while a segment goes on",
        values(
            "nps,2026-08,36,,",
            "nps,2026-10,36,small,40",
            "csat,2026-10,81,,",
            "reply,2026-10,7.5,,",
            header=f"{SEGMENTS},n",
        ),
        """
warning: measurements/values.csv:2:date: The next figure of "nps" was due on 2026-10-10; the
    newest is for the period to 2026-08-31. Add it, or correct its cadence or lag_days in
    metrics.csv.
""",
    ),
    Case(
        "a metric that has segments alone, of which one goes on",
        values(
            "nps,2026-08,36,large,40",
            "nps,2026-10,36,small,40",
            "csat,2026-10,81,,",
            "reply,2026-10,7.5,,",
            header=f"{SEGMENTS},n",
        ),
        "",
    ),
    Case(
        "a figure that is late beside the others, on a day worked out from the data",
        values("nps,2026-08,36", "csat,2026-10,81", "reply,2026-10,7.5"),
        """
warning: measurements/values.csv:2:date: The next figure of "nps" was due on 2026-10-10; the
    newest is for the period to 2026-08-31. Add it, correct its cadence or lag_days in
    metrics.csv, or set as_of: without it the days are counted to 2026-10-31.
""",
        as_of=None,
    ),
    Case(
        "late figures for everybody, of which leadership's is not spoken of",
        LEADERSHIP,
        """
warning: measurements/values.csv:2:date: The next figure of "nps" was due on 2026-10-10; the
    newest is for the period to 2026-08-31. Add it, or correct its cadence or lag_days in
    metrics.csv.
""",
    ),
    Case(
        "late figures for leadership",
        LEADERSHIP,
        """
warning: measurements/values.csv:2:date: 2 metrics wait for their next figures: "nps" since
    2026-10-10 and "csat" since 2026-11-10. Add them, or correct their cadence or lag_days in
    metrics.csv.
""",
        settings=Settings(audience=Audience.LEADERSHIP),
    ),
]
