"""Counts that contradict their value or each other, and rows that say the same twice."""

from __future__ import annotations

from tests.check.cases.case import Case, metrics, values

NPS = "metric,date,value,n,promoters,detractors"
SHARE = "metric,date,value,n,numerator"
MEAN = metrics("effort,Effort,sales,lower,mean,1,monthly", header="metric,name,department,better,calculation,decimals,cadence")

COUNTS = [
    Case("a recommendation that its counts do not give", values("nps,2026-10,38,400,200,60", header=NPS), TODO),
    Case("a share that its counts do not give", values("csat,2026-10,81.5,200,162", header=SHARE), TODO),
    Case("a mean that its counts do not give", {**MEAN, **values("effort,2026-10,2.34,100,250", header=SHARE)}, TODO),
    Case("more promoters and detractors than answers", values("nps,2026-10,,400,300,160", header=NPS), TODO),
    Case("a numerator above n", values("csat,2026-10,,200,201", header=SHARE), TODO),
    Case("a numerator below zero", values("csat,2026-10,,200,-1", header=SHARE), TODO),
    Case("a total of no answers", {**MEAN, **values("effort,2026-10,,0,250", header=SHARE)}, TODO),
    Case("one count is missing", values("nps,2026-10,,400,200,", header=NPS), TODO),
    Case("two counts are missing", values("nps,2026-10,,400,,", header=NPS), TODO),
    Case("a share without n", values("csat,2026-10,,,162", header=SHARE), TODO),
    Case("counts whose value is out of bounds", {
        **metrics("effort,Effort,sales,lower,mean,1,5,monthly", header="metric,name,department,better,calculation,minimum,maximum,cadence"),
        **values("effort,2026-10,,100,650", header=SHARE),
    }, TODO),
    Case("two values for one period", values("nps,2026-10,36", "csat,2026-10,81", "nps,2026-10-31,37", "reply,2026-10,7"), TODO),
    Case("two values for one segment", values("nps,2026-10,36,West", "nps,2026-10,37,west", "nps,2026-10,36,", header="metric,date,value,segment"), TODO),
    Case("one value with other counts", values("nps,2026-10,35,400,200,60", "nps,2026-10,35,800,400,120", header=NPS), TODO),
    Case("one value with counts and without", values("nps,2026-10,35,400,200,60", "nps,2026-10,35,,,", header=NPS), TODO),
    Case("two values in two files", {"measurements/october.csv": "metric,date,value\nnps,2026-10,37\ncsat,2026-10,81\n"}, TODO),
]
