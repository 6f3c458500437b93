"""Counts that contradict their value or each other, and rows that say the same twice."""

from __future__ import annotations

from tests.check.cases.case import Case, metrics, values

NPS = "metric,date,value,n,promoters,detractors"
SHARE = "metric,date,value,n,numerator"
MEAN = metrics(
    "effort,Effort,sales,lower,mean,1,monthly",
    header="metric,name,department,better,calculation,decimals,cadence",
)

COUNTS = [
    Case(
        "a recommendation that its counts do not give",
        values("nps,2026-10,38,400,200,60", header=NPS),
        """
measurements/values.csv:2:value: The value is 38, but the counts give 35. Correct one of
    them, or leave the value blank.
""",
    ),
    Case(
        "a share that its counts do not give",
        values("csat,2026-10,81.5,200,162", header=SHARE),
        """
measurements/values.csv:2:value: The value is 81.5, but the counts give 81. Correct one of
    them, or leave the value blank.
""",
    ),
    Case(
        "a mean that its counts do not give",
        {**MEAN, **values("effort,2026-10,2.34,100,250", header=SHARE)},
        """
measurements/values.csv:2:value: The value is 2.34, but the counts give 2.5. Correct one of
    them, or leave the value blank.
""",
    ),
    Case(
        "more answers than were asked",
        values("csat,2026-10,200,162,180", header="metric,date,n,numerator,invited"),
        """
measurements/values.csv:2:invited: 200 answered (n), but only 180 were asked. Correct
    invited or n.
""",
    ),
    Case(
        "more promoters and detractors than answers",
        values("nps,2026-10,,400,300,160", header=NPS),
        """
measurements/values.csv:2:promoters: 300 promoters and 160 detractors are more than the 400
    answers (n). Correct the counts.
""",
    ),
    Case(
        "a numerator above n, of money and of answers",
        {
            **metrics(
                "kept,Renewed by value,sales,higher,share,no,monthly",
                "csat,Satisfied,support,higher,share,yes,monthly",
                header="metric,name,department,better,calculation,counted,cadence",
            ),
            **values("kept,2026-10,103,1000,1030", "csat,2026-10,,200,201", header=SHARE),
        },
        """
measurements/values.csv:3:numerator: 201 of 200 cannot be a share. Correct the numerator or
    n.
""",
    ),
    Case(
        "a numerator above n",
        values("csat,2026-10,,200,201", header=SHARE),
        """
measurements/values.csv:2:numerator: 201 of 200 cannot be a share. Correct the numerator or
    n.
""",
    ),
    Case(
        "a numerator below zero",
        values("csat,2026-10,,200,-1", header=SHARE),
        """
measurements/values.csv:2:numerator: -1 of 200 cannot be a share. Correct the numerator or
    n.
""",
    ),
    Case(
        "a total of no answers",
        {**MEAN, **values("effort,2026-10,,0,250", header=SHARE)},
        """
measurements/values.csv:2:numerator: A total of 250 cannot come from no answers (n is 0).
    Correct the numerator or n.
""",
    ),
    Case(
        "one count is missing",
        values("nps,2026-10,,400,200,", header=NPS),
        """
measurements/values.csv:2:detractors: The calculation "nps" needs promoters, detractors and
    n, and detractors is blank. Fill it in, or give the value instead.
""",
    ),
    Case(
        "two counts are missing",
        values("nps,2026-10,,400,,", header=NPS),
        """
measurements/values.csv:2:promoters: The calculation "nps" needs promoters, detractors and
    n, and promoters and detractors are blank. Fill them in, or give the value instead.
""",
    ),
    Case(
        "a share without n",
        values("csat,2026-10,,,162", header=SHARE),
        """
measurements/values.csv:2:n: The calculation "share" needs numerator and n, and n is blank.
    Fill it in, or give the value instead.
""",
    ),
    Case(
        "counts whose value is out of bounds",
        {
            **metrics(
                "effort,Effort,sales,lower,mean,1,5,monthly",
                header="metric,name,department,better,calculation,minimum,maximum,cadence",
            ),
            **values("effort,2026-10,,100,650", header=SHARE),
        },
        """
measurements/values.csv:2:numerator: The counts give 6.5, which is above 5, the largest
    value that "effort" can have. Correct it, or the maximum in metrics.csv.
""",
    ),
    Case(
        "two values for one period",
        values("nps,2026-10,36", "csat,2026-10,81", "nps,2026-10-31,37", "reply,2026-10,7"),
        """
measurements/values.csv:4:date: There is another row for "nps", 2026-10-31: value is 37 here
    and 36 on line 2. Look which of the two is right, and keep that one.
""",
    ),
    Case(
        "two values for one segment",
        values(
            "nps,2026-10,36,West",
            "nps,2026-10,37,west",
            "nps,2026-10,36,",
            header="metric,date,value,segment",
        ),
        """
measurements/values.csv:3:date: There is another row for "nps", 2026-10, segment "West":
    value is 37 here and 36 on line 2. Look which of the two is right, and keep that one.
""",
    ),
    Case(
        "one value with other counts",
        values("nps,2026-10,35,400,200,60", "nps,2026-10,35,800,400,120", header=NPS),
        """
measurements/values.csv:3:date: There is another row for "nps", 2026-10: n is 800 here and
    400 on line 2. Look which of the two is right, and keep that one.
""",
    ),
    Case(
        "one value with counts and without",
        values("nps,2026-10,35,400,200,60", "nps,2026-10,35,,,", header=NPS),
        """
measurements/values.csv:3:date: There is another row for "nps", 2026-10: n is blank here and
    400 on line 2. Look which of the two is right, and keep that one.
""",
    ),
    Case(
        "two values in two files",
        {"measurements/october.csv": "metric,date,value\nnps,2026-10,37\ncsat,2026-10,81\n"},
        """
measurements/values.csv:3:date: There is another row for "nps", 2026-10: value is 36 here
    and 37 at measurements/october.csv:2. Move the one that is out of date elsewhere, or declare
    overlap = "newest-file" for [files."measurements/…"] in exports.toml if the newer file
    restates the older.
""",
    ),
]
