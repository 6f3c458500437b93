"""Rows whose cells are sound and do not fit together."""

from __future__ import annotations

from tests.check.cases.case import Case, goals, metrics, values

REPLY = values("reply,2026-10,7")
PLAIN = "metric,name,department,better,cadence"
FULL = "goal,department,metric,rule,target,target_high,baseline,baseline_date,due"
REPLACING = "goal,department,metric,rule,target,replaces"

RULES = [
    Case("a minimum above the maximum", {**metrics("reply,First reply,sales,lower,monthly,72,0", header=f"{PLAIN},minimum,maximum"), **REPLY}, TODO),
    Case("a minimum that equals the maximum", {**metrics("reply,First reply,sales,lower,monthly,7,7", header=f"{PLAIN},minimum,maximum"), **REPLY}, TODO),
    Case("a running total of a share", metrics("nps,Recommend,support,higher,monthly,nps,", "csat,Satisfied,support,higher,monthly,share,year", "reply,First reply,sales,lower,monthly,,ever", header=f"{PLAIN},calculation,accumulates"), TODO),
    Case("a running total of a recommendation", metrics("nps,Recommend,support,higher,monthly,nps,ever", "csat,Satisfied,support,higher,monthly,,", "reply,First reply,sales,lower,monthly,,", header=f"{PLAIN},calculation,accumulates"), TODO),
    Case("a range without an upper end", goals("steady,sales,reply,range,4,,,,", header=FULL), TODO),
    Case("a range upside down", goals("steady,sales,reply,range,8,4,,,", header=FULL), TODO),
    Case("an upper end without a range", goals("steady,sales,reply,hold,8,9,,,", header=FULL), TODO),
    Case("to hold where neither side is better", {**metrics("reply,First reply,sales,neither,monthly", header=PLAIN), **REPLY, **goals("steady,sales,reply,hold,8")}, TODO),
    Case("a target that is the baseline", goals("faster,sales,reply,reach,7,,7,2026-06-30,2027-06-30", header=FULL), TODO),
    Case("a target the wrong way where lower is better", goals("faster,sales,reply,reach,9,,7,2026-06-30,2027-06-30", header=FULL), TODO),
    Case("a target the wrong way where higher is better", goals("liked,sales,nps,reach,30,,36,2026-06-30,2027-06-30", header=FULL), TODO),
    Case("a baseline after the due date", goals("faster,sales,reply,reach,4,,7,2027-06-30,2026-06-30", header=FULL), TODO),
    Case("a baseline on the due date", goals("faster,sales,reply,reach,4,,7,2026-12-31,2026-12", header=FULL), TODO),
    Case("a milestone before the baseline", {**goals("faster,sales,reply,reach,4,,7,2026-06-30,2027-06-30", header=FULL), "milestones.csv": "goal,date,expected\nfaster,2026-06-30,6\n"}, TODO),
    Case("a milestone after the due date", {**goals("faster,sales,reply,reach,4,,7,2026-06-30,2027-06-30", header=FULL), "milestones.csv": "goal,date,expected\nfaster,2026-12-31,6\nfaster,2027-12-31,5\n"}, TODO),
    Case("a milestone of a goal to hold", {**goals("steady,sales,reply,hold,8"), "milestones.csv": "goal,date,expected\nsteady,2026-12-31,8\n"}, TODO),
    Case("a goal that replaces itself", goals("faster,sales,reply,reach,4,faster", header=REPLACING), TODO),
    Case("goals that replace each other", goals("faster,sales,reply,reach,4,slower", "slower,sales,reply,reach,6,faster", header=REPLACING), TODO),
]
