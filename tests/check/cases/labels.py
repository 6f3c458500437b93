"""Headers that are not there, not complete or not understood."""

from __future__ import annotations

from tests.check.cases.case import Case, goals, metrics, values

LABELS = [
    Case("a header and no rows", goals(), TODO),
    Case("measurements with a header and no rows", values(), TODO),
    Case(
        "no header",
        {"departments.csv": "support,Support\nsales,Sales\n"},
        TODO,
    ),
    Case("a blank label", values("nps,2026-10,,36", "csat,2026-10,,81", "reply,2026-10,,7", header="metric,date,,value"), TODO),
    Case("a label twice", values("nps,2026-10,36,1", "csat,2026-10,81,1", "reply,2026-10,7,1", header="metric,date,value,Value"), TODO),
    Case("a required column is missing", {"departments.csv": "department,lead\nsupport,Head of Support\nsales,Head of Sales\n"}, TODO),
    Case("two required columns are missing", goals("faster,sales,7", header="goal,department,target"), TODO),
    Case("a required column under a wrong name", metrics("nps,Would recommend,support,higher", header="metric,nmae,department,better"), TODO),
    Case("measurements without a date", values("nps,36", header="metric,value"), TODO),
    Case("an unknown column with a near name", values("nps,2026-10,36,west", "csat,2026-10,81,", "reply,2026-10,7,", header="metric,date,value,segments"), TODO),
    Case("an unknown column with no near name", {"departments.csv": "department,name,colour\nsupport,Support,red\nsales,Sales,blue\n"}, TODO),
]
