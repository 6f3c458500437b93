"""Numbers that are none, that read two ways, or that cannot be true."""

from __future__ import annotations

from tests.check.cases.case import Case, goals, metrics, values

WITH_N = "metric,date,value,n"
WITH_BOUNDS = "metric,name,department,better,minimum,maximum,cadence"

NUMBERS = [
    Case("text where a number belongs", values("nps,2026-10,about 36", "csat,2026-10,81", "reply,2026-10,7"), TODO),
    Case("a number with a remark", values("nps,2026-10,36", "csat,2026-10,99.5+", "reply,2026-10,7"), TODO),
    Case("powers of ten", values("nps,2026-10,36", "csat,2026-10,81", "reply,2026-10,1.2E+03"), TODO),
    Case("a number without end", values("nps,2026-10,36", "csat,2026-10,81", f"reply,2026-10,{'9' * 400}"), TODO),
    Case("a division by zero", values("nps,2026-10,#DIV/0!", "csat,2026-10,81", "reply,2026-10,#DIV/0!"), TODO),
    Case("a broken reference", values("nps,2026-10,36", "csat,2026-10,#REF!", "reply,2026-10,#NAME?"), TODO),
    Case("groups that are not of three digits", values("nps,2026-10,36", 'reply,2026-09,"1,018.5"', 'reply,2026-10,"10,18.5"'), TODO),
    Case("one thousand and eighteen, or one and a bit", values("reply,2026-09,7", 'reply,2026-10,"1,018"'), TODO),
    Case("a column of nothing but these", values('reply,2026-08,"1,020"', 'reply,2026-09,"1,007"', 'reply,2026-10,"1,018"'), TODO),
    Case("the same with points and semicolons", values("reply;2026-09;7", "reply;2026-10;1.018", header="metric;date;value"), TODO),
    Case("decimal commas and decimal points", values('reply,2026-08,"7,25"', "reply,2026-09,7.5", 'reply,2026-10,"7,75"'), TODO),
    Case("a count that is not whole", values("nps,2026-10,36,41.5", "csat,2026-10,81,90", header=WITH_N), TODO),
    Case("a count below zero", values("nps,2026-10,36,-41", "csat,2026-10,81,(90)", header=WITH_N), TODO),
    Case("decimals above six", metrics("nps,Would recommend,support,higher,7", header="metric,name,department,better,decimals"), TODO),
    Case("limits fixed after too few periods", metrics("nps,Would recommend,support,higher,6", header="metric,name,department,better,fix_limits_after"), TODO),
    Case("a value below the metric's minimum", {
        **metrics("reply,First reply,sales,lower,0,72,monthly", header=WITH_BOUNDS),
        **values("reply,2026-09,-1", "reply,2026-10,7"),
    }, TODO),
    Case("a value above the metric's maximum", {
        **metrics("reply,First reply,sales,lower,0,72,monthly", header=WITH_BOUNDS),
        **values("reply,2026-09,172", "reply,2026-10,7"),
    }, TODO),
    Case("a recommendation beyond what can be", values("nps,2026-10,136", "csat,2026-10,81", "reply,2026-10,7"), TODO),
    Case("a share above the whole", values("nps,2026-10,36", "csat,2026-10,101", "reply,2026-10,7"), TODO),
    Case("a target above the metric's maximum", {
        **metrics("reply,First reply,sales,lower,0,72,monthly", header=WITH_BOUNDS),
        **values("reply,2026-10,7"),
        **goals("slower,sales,reply,hold,80"),
    }, TODO),
    Case("a target and a baseline beyond a share", goals("happier,sales,csat,reach,120,-4", header="goal,department,metric,rule,target,baseline"), TODO),
    Case("with and without a percent sign", values("nps,2026-10,36", "csat,2026-09,0.42", "csat,2026-10,42%", "reply,2026-10,7"), TODO),
    Case("two currencies", values("reply,2026-08,EUR 7", "reply,2026-09,9 USD", "reply,2026-10,8 €"), TODO),
]
