"""Headers that are not there, not complete or not understood."""

from __future__ import annotations

from tests.check.cases.case import Case, goals, metrics, values

LABELS = [
    Case(
        "a header and no rows",
        goals(),
        """
warning: goals.csv:1: The file has a header and no rows. Add rows below the header.
""",
    ),
    Case(
        "measurements with a header and no rows",
        values(),
        """
warning: measurements/values.csv:1: The file has a header and no rows. Add rows below the
    header.
warning: metrics.csv:2:metric: "nps" has no measurement yet. Add its values to a file in
    measurements/.
warning: metrics.csv:3:metric: "csat" has no measurement yet. Add its values to a file in
    measurements/.
warning: metrics.csv:4:metric: "reply" has no measurement yet. Add its values to a file in
    measurements/.
""",
    ),
    Case(
        "no header",
        {"departments.csv": "support,Customer support\nsales,Sales\n"},
        """
departments.csv:1: The first row, which begins with "support", names no column of
    departments. Write the names of the columns there, at least "department" and "name".
""",
    ),
    Case(
        "a blank label",
        values(
            "nps,2026-10,,36", "csat,2026-10,,81", "reply,2026-10,,7", header="metric,date,,value"
        ),
        """
measurements/values.csv:1: Column 3 has no name. Name it; a column of blank cells alone can go.
""",
    ),
    Case(
        "a label twice",
        values(
            "nps,2026-10,36,1",
            "csat,2026-10,81,1",
            "reply,2026-10,7,1",
            header="metric,date,value,Value",
        ),
        """
measurements/values.csv:1:value: Columns 3 and 4 are both called "value". Rename one of them.
""",
    ),
    Case(
        "a required column is missing",
        {"departments.csv": "department,lead\nsupport,Head of Support\nsales,Head of Sales\n"},
        """
departments.csv:1:name: The column "name" is missing. Add it (name as readers know it).
""",
    ),
    Case(
        "two required columns are missing",
        goals("faster,sales,7", header="goal,department,target"),
        """
goals.csv:1:metric: The column "metric" is missing. Add it (the metric it is about).
goals.csv:1:rule: The column "rule" is missing. Add it (reach a target, hold a level, or
    stay within a range).
""",
    ),
    Case(
        "a required column under a wrong name",
        {
            **metrics("nps,Would recommend,support,higher", header="metric,nmae,department,better"),
            **values("nps,2026-10,36"),
        },
        """
metrics.csv:1:name: The column "name" is missing. Add it (name as readers know it).
warning: metrics.csv:1:nmae: There is no column "nmae" in metrics, so it was not read.
    Rename it, or keep it in a file of your own. Did you mean name?
""",
    ),
    Case(
        "measurements without a date",
        values("nps,36", header="metric,value"),
        """
measurements/values.csv:1:date: The column "date" is missing. Add it (the period: 2026-10,
    2026-10-31, 2026-Q3, 2026-W43, 2026 or FY2027-Q1).
""",
    ),
    Case(
        "an unknown column with a near name",
        values(
            "nps,2026-10,36,west",
            "csat,2026-10,81,",
            "reply,2026-10,7,",
            header="metric,date,value,segments",
        ),
        """
warning: measurements/values.csv:1:segments: There is no column "segments" in measurements,
    so it was not read. Rename it, or keep it in a file of your own. Did you mean segment?
""",
    ),
    Case(
        "an unknown column with no near name",
        {"departments.csv": "department,name,colour\nsupport,Support,red\nsales,Sales,blue\n"},
        """
warning: departments.csv:1:colour: There is no column "colour" in departments, so it was not
    read. Rename it, or keep it in a file of your own.
""",
    ),
]
