"""Cells that are no ids, refer to nothing, or say what their column does not know."""

from __future__ import annotations

from tests.check.cases.case import Case, goals, metrics, values

DEPARTMENTS = "department,name\nsupport,Support\nsales,Sales\n"
NAMED = ("nps,Would recommend,support,higher", "csat,Satisfied,support,higher")

CELLS = [
    Case("an id with spaces and capitals", {"departments.csv": f"{DEPARTMENTS}Back Office,Back office\n"}, TODO),
    Case("an id with an underscore", {"departments.csv": f"{DEPARTMENTS}back_office,Back office\n"}, TODO),
    Case("an id without a single letter", {"departments.csv": f"{DEPARTMENTS}§§,Back office\n"}, TODO),
    Case("an id that would become a reserved one", {"departments.csv": f"{DEPARTMENTS}Index,Back office\n"}, TODO),
    Case("a reserved id", {"departments.csv": f"{DEPARTMENTS}external,Back office\n"}, TODO),
    Case("an id that is too long", {"departments.csv": f"{DEPARTMENTS}{'back-office-' * 11},Back office\n"}, TODO),
    Case("an id twice with other cells", {"departments.csv": f"{DEPARTMENTS}sales,Sales abroad\n"}, TODO),
    Case("an id twice but for its capitals", {"departments.csv": f"{DEPARTMENTS}Sales,Sales abroad\n"}, TODO),
    Case("a key of two columns twice", {
        **goals("faster,sales,reply,reach,4"),
        "milestones.csv": "goal,date,expected\nfaster,2026-11-30,6\nfaster,2026-11-30,5\n",
    }, TODO),
    Case("a blank id", {"departments.csv": f"{DEPARTMENTS},Back office\n"}, TODO),
    Case("a blank name", {"departments.csv": f"{DEPARTMENTS}back-office,\n"}, TODO),
    Case("a missing marker where a number is required", goals("faster,sales,reply,reach,n/a"), TODO),
    Case("an unknown metric with one near", values("nsp,2026-10,36", "csat,2026-10,81", "reply,2026-10,7"), TODO),
    Case("an unknown metric in many rows is told once", values("nsp,2026-07,36", "nsp,2026-08,36", "nsp,2026-09,35", "csat,2026-10,81"), TODO),
    Case("an unknown department with none near", goals("faster,zebra,reply,reach,4"), TODO),
    Case("an unknown metric with several near", {
        **metrics("reply-sales,A,sales,lower", "reply-support,B,support,lower", "reply-night,C,sales,lower"),
        **values("reply-,2026-10,36"),
    }, TODO),
    Case("one unknown metric among many guardrails", goals("faster,sales,reply,reach,4,nps; cast", header="goal,department,metric,rule,target,guardrails"), TODO),
    Case("a customer that is no department", {"departments.csv": "department,name,customers\nsupport,Support,external; saels\nsales,Sales,External\n"}, TODO),
    Case("an objective without the table of objectives", goals("faster,sales,reply,reach,4,easy", "slower,sales,nps,reach,40,easy", header="goal,department,metric,rule,target,objective"), TODO),
    Case("a goal that replaces an unknown one", goals("faster-2,sales,reply,reach,4,fastr", "faster,sales,reply,reach,5,", header="goal,department,metric,rule,target,replaces"), TODO),
    Case("a milestone of an unknown goal", {**goals("faster,sales,reply,reach,4"), "milestones.csv": "goal,date,expected\nfatser,2026-11-30,6\n"}, TODO),
    Case("a wrong word with one near", metrics("nps,Would recommend,support,hgher", "csat,Satisfied,support,lower"), TODO),
    Case("a wrong word with none near", metrics("nps,Would recommend,support,up", "csat,Satisfied,support,up"), TODO),
    Case("a wrong rule", goals("faster,sales,reply,reached,4"), TODO),
    Case("a wrong cadence", metrics(*(f"{row},fortnightly" for row in NAMED), header="metric,name,department,better,cadence"), TODO),
]
