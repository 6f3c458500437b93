"""Tables that are sound and deserve a look: warnings, which stop nothing."""

from __future__ import annotations

import datetime as dt

from generator.model.settings import Settings
from tests.check.cases.case import Case, goals, metrics, values
from tests.check.folder import Content

UNSAID = "metric,name,department,better,cadence"
SAID = f"{UNSAID},accumulates"
RISING = values("reply,2026-07,7", "reply,2026-08,9", "reply,2026-09,9", "reply,2026-10,12")
YEARLY = values(
    "reply,2025-10,7", "reply,2025-11,9", "reply,2025-12,12", "reply,2026-01,3", "reply,2026-02,5"
)
FISCAL = values("reply,2026-08,7", "reply,2026-09,9", "reply,2026-10,3", "reply,2026-11,4")
REPLY = "reply,First reply,sales,lower,monthly"
BASED = "goal,department,metric,rule,target,baseline,baseline_date"
LED = "department,name,lead\n"
_OCTOBER_2026 = 2026 * 12 + 9
HISTORY = (7, 8, 6.5, 7.5, 8.5, 7, 6.5, 8, 7, 7.5, 8, 7)


def months(*figures: float) -> list[str]:
    """A date and a value for each month, the last of them October 2026."""
    months = range(_OCTOBER_2026 - len(figures) + 1, _OCTOBER_2026 + 1)
    return [
        f"{month // 12}-{month % 12 + 1:02},{value}"
        for month, value in zip(months, figures, strict=True)
    ]


def run(*figures: float, segment: str = "", note: str = "") -> dict[str, Content]:
    """A file with a value of `reply` for each month; the note stands at the last."""
    *before, last = months(*figures)
    rows = [*(f"reply,{row},{segment}," for row in before), f"reply,{last},{segment},{note}"]
    return values(*rows, header="metric,date,value,segment,note")


NO_N = "metric,date,segment,value,n"


def of_people(kind: str = "employee", min_n: str = "") -> dict[str, Content]:
    """A metric of which small groups are withheld."""
    return metrics(
        f"trust,Trust,sales,higher,{kind},{min_n}",
        header="metric,name,department,better,kind,min_n",
    )


SOFT_CHECKS = [
    Case(
        "segments that state no n",
        {
            **of_people(),
            **values(
                "trust,2026-09,,70,100",
                "trust,2026-09,north,60,",
                "trust,2026-09,south,80,50",
                "trust,2026-10,,72,90",
                "trust,2026-10,south,75,",
                header=NO_N,
            ),
        },
        """
warning: metrics.csv:2:min_n: 2 figures of segments of "trust" state no n, so groups of
    fewer than 10 answers among them may not be recognised and withheld. Add n to each, first
    in measurements/values.csv, line 3; write 0 in min_n if every group may be published.
""",
    ),
    Case(
        "a segment that states no n",
        {**of_people("customer", "5"), **values("trust,2026-10,north,60,", header=NO_N)},
        """
warning: metrics.csv:2:min_n: 1 figure of segments of "trust" states no n, so groups of
    fewer than 5 answers among them may not be recognised and withheld. Add n to each, first
    in measurements/values.csv, line 2; write 0 in min_n if every group may be published.
""",
    ),
    Case(
        "segments without n, and every group may be published",
        {**of_people(min_n="0"), **values("trust,2026-10,north,60,", header=NO_N)},
        "",
    ),
    Case(
        "segments without n of what people do not answer",
        {**of_people("operational"), **values("trust,2026-10,north,60,", header=NO_N)},
        "",
    ),
    Case(
        "a whole without n",
        {**of_people(), **values("trust,2026-10,,60,", header=NO_N)},
        "",
    ),
    Case(
        "a value that never falls",
        {**metrics(REPLY, header=UNSAID), **RISING},
        """
warning: metrics.csv:2:accumulates: "reply" never falls, as a running total does. If it is
    one, write "ever" in accumulates; if not, write "no".
""",
    ),
    Case(
        "a value that never falls, with accumulates blank",
        {**metrics(f"{REPLY},", header=SAID), **RISING},
        """
warning: metrics.csv:2:accumulates: "reply" never falls, as a running total does. If it is
    one, write "ever" in accumulates; if not, write "no".
""",
    ),
    Case(
        "a value that never falls, and the owner has answered",
        {**metrics(f"{REPLY},no", header=SAID), **RISING},
        "",
    ),
    Case(
        "a value that falls only at a new year",
        {**metrics(REPLY, header=UNSAID), **YEARLY},
        """
warning: metrics.csv:2:accumulates: "reply" falls only at a new year, as a running total
    does. If it is one, write "year" in accumulates; if not, write "no".
""",
        as_of=dt.date(2026, 3, 20),
    ),
    Case(
        "a value that falls only at a new fiscal year",
        {**metrics(REPLY, header=UNSAID), **FISCAL},
        """
warning: metrics.csv:2:accumulates: "reply" falls only at a new year, as a running total
    does. If it is one, write "year" in accumulates; if not, write "no".
""",
        settings=Settings(fiscal_year_start=10),
    ),
    Case("a value that falls within a year", {**metrics(REPLY, header=UNSAID), **FISCAL}, ""),
    Case(
        "a value that never changes",
        {
            **metrics(REPLY, header=UNSAID),
            **values("reply,2026-08,7", "reply,2026-09,7", "reply,2026-10,7"),
        },
        "",
    ),
    Case(
        "two values that rise",
        {**metrics(REPLY, header=UNSAID), **values("reply,2026-09,7", "reply,2026-10,8")},
        "",
    ),
    Case(
        "a baseline that was measured otherwise",
        goals("liked,sales,nps,reach,45,35,2026-09-30", header=BASED),
        """
warning: goals.csv:2:baseline: The baseline of "liked" is 35, but the measurement for
    2026-09-30 is 38. Correct one of them, or say in the note why they differ.
""",
    ),
    Case(
        "a baseline as it was measured, but for its decimals",
        {
            **values("nps,2026-09,38.4", "nps,2026-10,36", "csat,2026-10,81", "reply,2026-10,7"),
            **goals("liked,sales,nps,reach,45,38,2026-09-30", header=BASED),
        },
        "",
    ),
    Case(
        "names that differ by a slip",
        {"departments.csv": f"{LED}support,Support,Head of Support\nsales,Sales,Head of Suport\n"},
        """
warning: departments.csv:3:lead: "Head of Suport" is nearly "Head of Support"
    (departments.csv:2). If they are the same, write them the same.
""",
    ),
    Case(
        "names that differ by a point, told once",
        {
            "departments.csv": (
                f"{LED}support,Support,Dr. A. Owner\nsales,Sales,Dr A Owner\n"
                "legal,Legal,Dr A Owner\n"
            ),
        },
        """
warning: departments.csv:3:lead: "Dr A Owner" is nearly "Dr. A. Owner" (departments.csv:2).
    If they are the same, write them the same.
""",
    ),
    Case(
        "names that differ by a number",
        {
            "departments.csv": (
                f"{LED}support,Support,Head of Region 1\nsales,Sales,Head of Region 2\n"
            ),
        },
        "",
    ),
    Case(
        "names that differ in meaning",
        {
            "departments.csv": (
                f"{LED}support,Support,Regional Manager North\nsales,Sales,Regional Manager South\n"
            ),
        },
        "",
    ),
    Case(
        "a metric without a measurement",
        values("nps,2026-10,36", "csat,2026-10,81"),
        """
warning: metrics.csv:4:metric: "reply" has no measurement yet. Add its values to a file in
    measurements/.
""",
    ),
    Case(
        "a goal on a segment that nobody measures",
        {
            **values(
                "nps,2026-10,36,small,40",
                "csat,2026-10,81,,",
                "reply,2026-10,7,,",
                header="metric,date,value,segment,n",
            ),
            **goals(
                "liked,sales,nps,reach,45,smal", header="goal,department,metric,rule,target,segment"
            ),
        },
        """
warning: goals.csv:2:segment: "nps" has no measurement for the segment "smal". Did you mean
    small?
""",
    ),
    Case(
        "a goal on a segment of a metric that has none",
        goals(
            "liked,sales,nps,reach,45,small", header="goal,department,metric,rule,target,segment"
        ),
        """
warning: goals.csv:2:segment: "nps" has no measurement for the segment "small". Correct it,
    or add its measurements.
""",
    ),
    Case(
        "a dropped goal on a segment that nobody measures",
        goals(
            "liked,sales,nps,reach,45,small,dropped",
            header="goal,department,metric,rule,target,segment,state",
        ),
        "",
    ),
    Case(
        "a value far outside its own history",
        {**metrics(f"{REPLY},no", header=SAID), **run(*HISTORY, 75)},
        """
warning: measurements/values.csv:14:value: 75 is far outside the history of "reply": its 12
    earlier values lie between 6.5 and 8.5. Correct it, or say in its note why it is right.
""",
    ),
    Case(
        "a value far outside its own history, and its note says why",
        {**metrics(f"{REPLY},no", header=SAID), **run(*HISTORY, 75, note="Strike")},
        "",
    ),
    Case(
        "a value far outside the history of a segment",
        {**metrics(f"{REPLY},no", header=SAID), **run(*HISTORY, -60, segment="small")},
        """
warning: measurements/values.csv:14:value: -60 is far outside the history of "reply",
    segment "small": its 12 earlier values lie between 6.5 and 8.5. Correct it, or say in its
    note why it is right.
""",
    ),
    Case(
        "a value far outside, after an older one that is told no more",
        {**metrics(f"{REPLY},no", header=SAID), **run(*HISTORY, 90, 7, 75, 800, 7)},
        """
warning: measurements/values.csv:17:value: 800 is far outside the history of "reply": its 15
    earlier values lie between 6.5 and 90. Correct it, or say in its note why it is right.
""",
    ),
    Case(
        "a value far outside eleven others",
        {**metrics(f"{REPLY},no", header=SAID), **run(*HISTORY[1:], 75)},
        "",
    ),
    Case(
        "a value that drifts out of its history",
        {**metrics(f"{REPLY},no", header=SAID), **run(*HISTORY, 9.4)},
        "",
    ),
    Case(
        "a leap after values that were mostly the same",
        {**metrics(f"{REPLY},no", header=SAID), **run(*[7] * 11, 8, 75)},
        "",
    ),
    Case(
        "a leap of a running total",
        {**metrics(f"{REPLY},ever", header=SAID), **run(*range(1, 13), 500)},
        "",
    ),
    Case(
        "a leap at which the record begins anew",
        {
            **metrics(f"{REPLY},no", header=SAID),
            **run(*HISTORY, 75),
            "events.csv": "date,title,metric,rebase\n2026-10-01,New clock,reply,yes\n",
        },
        "",
    ),
    Case(
        "a leap of a group that is too small to be spoken of",
        {
            "metrics.csv": (
                "metric,name,department,better,cadence,accumulates,min_n\n" + REPLY + ",no,10\n"
            ),
            **run(*HISTORY, 75),
        },
        "",
    ),
    Case(
        "a value repeated for four periods",
        {**metrics(f"{REPLY},no", header=SAID), **run(*HISTORY, *[7.2] * 4)},
        """
warning: measurements/values.csv:17:value: 7.2 is the value of "reply" for 4 periods in a row,
    and it changed nearly every time before. Renew the export if it was not renewed, or say in
    its note why it is right.
""",
    ),
    Case(
        "a value repeated for three periods",
        {**metrics(f"{REPLY},no", header=SAID), **run(*HISTORY, *[7.2] * 3)},
        "",
    ),
    Case(
        "a value repeated, and its note says why",
        {**metrics(f"{REPLY},no", header=SAID), **run(*HISTORY, *[7.2] * 4, note="Checked")},
        "",
    ),
    Case(
        "a value repeated by a series that often repeats",
        {**metrics(f"{REPLY},no", header=SAID), **run(7, 7, 8, 8, 8, 7, 7, *[9] * 4)},
        "",
    ),
    Case(
        "a value repeated at nothing",
        {**metrics(f"{REPLY},no", header=SAID), **run(*HISTORY, *[0] * 4)},
        "",
    ),
    Case(
        "a value repeated with the counts behind it",
        {
            **metrics(f"{REPLY},no", header=SAID),
            **values(
                *(f"reply,{row},{n}" for n, row in enumerate(months(*HISTORY, *[7.2] * 4), 50)),
                header="metric,date,value,n",
            ),
        },
        "",
    ),
    Case(
        "rolling averages, told once",
        {
            "metrics.csv": (
                "metric,name,department,better,cadence,smoothing,note\n"
                "reply,First reply,sales,lower,monthly,rolling,\n"
                "nps,Would recommend,support,higher,monthly,rolling,\n"
                "csat,Satisfied,support,higher,monthly,rolling,Over three months\n"
            )
        },
        """
warning: metrics.csv:2:smoothing: "reply" and "nps" are rolling averages: a change shows late,
    and neighbouring values share most of their data. Report the plain value of each period, or
    say in each note over how many periods it rolls.
""",
    ),
]
