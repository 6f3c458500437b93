"""Dates that are none, that read two ways, or that do not fit their metric."""

from __future__ import annotations

from tests.check.cases.case import Case, goals, metrics, values

REST = ("csat,2026-10,81", "reply,2026-10,7")
DATED = "goal,department,metric,rule,target,due"
UNSTATED = metrics("reply,First reply,sales,lower")
QUARTERLY = metrics("reply,First reply,sales,lower,quarterly", header="metric,name,department,better,cadence")

DATES = [
    Case("text where a date belongs", values("nps,last month,36", *REST), TODO),
    Case("a month that does not exist", values("nps,2026-13,36", *REST), TODO),
    Case("a day that does not exist", values("nps,2026-02-30,36", *REST), TODO),
    Case("a day-first day that does not exist", values("nps,31/02/2026,36", *REST), TODO),
    Case("a week that does not exist", values("nps,2026-W54,36", *REST), TODO),
    Case("a quarter that does not exist", values("nps,2026-Q5,36", *REST), TODO),
    Case("a month by a name that is none", values("nps,Okt-26,36", *REST), TODO),
    Case("a day before 1900", values("nps,1899-12-31,36", *REST), TODO),
    Case("a year before 1900", values("nps,1026-10,36", *REST), TODO),
    Case("a day that never comes", goals("faster,sales,reply,reach,4,9999-12-31", header=DATED), TODO),
    Case("the last week of all", values("nps,9999-W52,36", *REST), TODO),
    Case("the number of a day in Excel", values("nps,46326,36", "nps,46295,35", *REST), TODO),
    Case("days that read both ways", values("nps,03/04/2026,36", "csat,05/06/2026,81", "reply,03/04/2026,7"), TODO),
    Case("days that read both ways with a year of two digits", values("nps,20-10-26,36"), TODO),
    Case("days in two orders", values("nps,31/08/2026,36", "csat,30/09/2026,81", "reply,10/31/2026,7"), TODO),
    Case("days of two digits in two orders", values("nps,26-08-31,36", "csat,9-30-26,81", "reply,26-10-31,7"), TODO),
    Case("a blank date", values("nps,,36", *REST), TODO),
    Case("a missing marker for a date", values("nps,N/A,36", *REST), TODO),
    Case("a quarter on a monthly metric", values("nps,2026-Q3,36", *REST), TODO),
    Case("a month on a quarterly metric", {**QUARTERLY, **values("reply,2026-10,7")}, TODO),
    Case("a week on a monthly metric", values("nps,2026-W40,36", *REST), TODO),
    Case("too few dates to tell a cadence", {**UNSTATED, **values("reply,2026-08-31,7", "reply,2026-09-30,8", "reply,2026-10-31,7")}, TODO),
    Case("one date to tell a cadence", {**UNSTATED, **values("reply,2026-08-31,7")}, TODO),
    Case("dates of two forms and no cadence", {**UNSTATED, **values("reply,2026-08,7", "reply,2026-Q3,8", "reply,2026-10,7")}, TODO),
    Case("a period after the day of the site", values("nps,2026-12,36", *REST), TODO),
    Case("a period after the day that the data show", values("nps,2026-10,36", "csat,2026-10,80", "reply,2026-10,7", "reply,2062-10-31,8"), TODO, as_of=None),
    Case("a due date that is none", goals("faster,sales,reply,reach,4,Christmas", header=DATED), TODO),
    Case("an event on a day that is none", {"events.csv": "date,title\n2026-06-31,New wording\n"}, TODO),
]
