"""Numbers that are none, that read two ways, or that cannot be true."""

from __future__ import annotations

from tests.check.cases.case import Case, goals, metrics, values

MEASURED = values("nps,2026-10,36")
WITH_N = "metric,date,value,n"
WITH_BOUNDS = "metric,name,department,better,minimum,maximum,cadence"

NUMBERS = [
    Case(
        "text where a number belongs",
        values("nps,2026-10,about 36", "csat,2026-10,81", "reply,2026-10,7"),
        """
measurements/values.csv:2:value: "about 36" is not a number. Write digits, such as 99.5, or
    leave it blank.
""",
    ),
    Case(
        "a number with a remark",
        values("nps,2026-10,36", "csat,2026-10,99.5+", "reply,2026-10,7"),
        """
measurements/values.csv:3:value: "99.5+" is not a number. Write digits, such as 99.5, or
    leave it blank.
""",
    ),
    Case(
        "powers of ten",
        values("nps,2026-10,36", "csat,2026-10,81", "reply,2026-10,1.2E+03"),
        """
measurements/values.csv:4:value: "1.2E+03" is not a number. Write digits, such as 99.5, or
    leave it blank.
""",
    ),
    Case(
        "a number without end",
        values("nps,2026-10,36", "csat,2026-10,81", f"reply,2026-10,{'9' * 400}"),
        """
measurements/values.csv:4:value:
    "999999999999999999999999999999999999999999999999999999999999…" is not a number. Write
    digits, such as 99.5, or leave it blank.
""",
    ),
    Case(
        "a division by zero",
        values("nps,2026-10,#DIV/0!", "csat,2026-10,81", "reply,2026-10,#DIV/0!"),
        """
measurements/values.csv:2:value: "#DIV/0!" is an error of the spreadsheet (here and on line
    4). Mend the formula there, or leave the cell blank.
""",
    ),
    Case(
        "a broken reference",
        values("nps,2026-10,36", "csat,2026-10,#REF!", "reply,2026-10,#NAME?"),
        """
measurements/values.csv:3:value: "#REF!" is an error of the spreadsheet. Mend the formula
    there, or leave the cell blank.
measurements/values.csv:4:value: "#NAME?" is an error of the spreadsheet. Mend the formula
    there, or leave the cell blank.
""",
    ),
    Case(
        "text and an error of the spreadsheet where a target is needed",
        {
            **goals(
                "liked,support,nps,reach,45 or so,",
                "quick,sales,reply,reach,#DIV/0!,soon",
                header="goal,department,metric,rule,target,baseline",
            ),
        },
        """
goals.csv:2:target: "45 or so" is not a number. Write digits, such as 99.5.
goals.csv:3:baseline: "soon" is not a number. Write digits, such as 99.5, or leave it blank.
goals.csv:3:target: "#DIV/0!" is an error of the spreadsheet. Mend the formula there.
""",
    ),
    Case(
        "text where a count belongs",
        values("nps,2026-10,36,many", "csat,2026-10,81,", "reply,2026-10,7,", header=WITH_N),
        """
measurements/values.csv:2:n: "many" is not a number. Write digits, such as 99, or leave it
    blank.
""",
    ),
    Case(
        "groups that are not of three digits",
        values("nps,2026-10,36", 'reply,2026-09,"1,018.5"', 'reply,2026-10,"10,18.5"'),
        """
measurements/values.csv:4:value: "10,18.5" is not a number. Write digits, such as 99.5, or
    leave it blank.
""",
    ),
    Case(
        "one thousand and eighteen, or one and a bit",
        values("reply,2026-09,7", 'reply,2026-10,"1,018"'),
        """
measurements/values.csv:3:value: "1,018" can be read as 1018 or as 1.018, and no other cell
    of the column tells which. Write 1018 or 1.018, without a thousands mark.
""",
    ),
    Case(
        "a column of nothing but these",
        values('reply,2026-08,"1,020"', 'reply,2026-09,"1,007"', 'reply,2026-10,"1,018"'),
        """
measurements/values.csv:2:value: "1,020" can be read as 1020 or as 1.020, and no other cell
    of the column tells which (the same on lines 3 and 4). Write 1020 or 1.020, without a
    thousands mark.
""",
    ),
    Case(
        "the same with points and semicolons",
        values("reply;2026-09;7", "reply;2026-10;1.018", header="metric;date;value"),
        """
measurements/values.csv:3:value: "1.018" can be read as 1018 or as 1.018, and no other cell
    of the column tells which. Write 1018 without a thousands mark, or 1.0180 with one
    decimal more.
""",
    ),
    Case(
        "decimal commas and decimal points",
        values('reply,2026-08,"7,25"', "reply,2026-09,7.5", 'reply,2026-10,"7,75"'),
        """
measurements/values.csv:2:value: The column mixes decimal commas ("7,25" on lines 2 and 4)
    and decimal points ("7.5" on line 3). Use one of them in the whole column.
""",
    ),
    Case(
        "a count that is not whole",
        values("nps,2026-10,36,41.5", "csat,2026-10,81,90", header=WITH_N),
        """
measurements/values.csv:2:n: "41.5" is not a whole number. Write a whole number.
""",
    ),
    Case(
        "a count below zero",
        values("nps,2026-10,36,-41", "csat,2026-10,81,(90)", header=WITH_N),
        """
measurements/values.csv:2:n: "-41" is below 0. Write 0 or more.
measurements/values.csv:3:n: "(90)" is below 0. Write 0 or more.
""",
    ),
    Case(
        "decimals above six",
        {
            **metrics(
                "nps,Would recommend,support,higher,7",
                header="metric,name,department,better,decimals",
            ),
            **MEASURED,
        },
        """
metrics.csv:2:decimals: "7" is above 6. Write 6 or less.
""",
    ),
    Case(
        "limits fixed after too few periods",
        {
            **metrics(
                "nps,Would recommend,support,higher,6",
                header="metric,name,department,better,fix_limits_after",
            ),
            **MEASURED,
        },
        """
metrics.csv:2:fix_limits_after: "6" is below 12. Write 12 or more.
""",
    ),
    Case(
        "a value below the metric's minimum",
        {
            **metrics("reply,First reply,sales,lower,0,72,monthly", header=WITH_BOUNDS),
            **values("reply,2026-09,-1", "reply,2026-10,7"),
        },
        """
measurements/values.csv:2:value: -1 is below 0, the smallest value that "reply" can have.
    Correct it, or the minimum in metrics.csv.
""",
    ),
    Case(
        "a value above the metric's maximum",
        {
            **metrics("reply,First reply,sales,lower,0,72,monthly", header=WITH_BOUNDS),
            **values("reply,2026-09,172", "reply,2026-10,7"),
        },
        """
measurements/values.csv:2:value: 172 is above 72, the largest value that "reply" can have.
    Correct it, or the maximum in metrics.csv.
""",
    ),
    Case(
        "a recommendation beyond what can be",
        values("nps,2026-10,136", "csat,2026-10,81", "reply,2026-10,7"),
        """
measurements/values.csv:2:value: 136 is above 100, the largest value that "nps" can have.
    Correct it.
""",
    ),
    Case(
        "a share above the whole",
        values("nps,2026-10,36", "csat,2026-10,101", "reply,2026-10,7"),
        """
measurements/values.csv:3:value: 101 is above 100, the largest value that "csat" can have.
    Correct it.
""",
    ),
    Case(
        "a target above the metric's maximum",
        {
            **metrics("reply,First reply,sales,lower,0,72,monthly", header=WITH_BOUNDS),
            **values("reply,2026-10,7"),
            **goals("slower,sales,reply,hold,80"),
        },
        """
goals.csv:2:target: 80 is above 72, the largest value that "reply" can have. Correct it, or
    the maximum in metrics.csv.
""",
    ),
    Case(
        "a target and a baseline beyond a share",
        goals(
            "happier,sales,csat,reach,120,-4", header="goal,department,metric,rule,target,baseline"
        ),
        """
goals.csv:2:baseline: -4 is below 0, the smallest value that "csat" can have. Correct it.
goals.csv:2:target: 120 is above 100, the largest value that "csat" can have. Correct it.
""",
    ),
    Case(
        "with and without a percent sign",
        values("nps,2026-10,36", "csat,2026-09,0.42", "csat,2026-10,42%", "reply,2026-10,7"),
        """
measurements/values.csv:4:value: "csat" has values with a percent sign ("42%" on line 4) and
    without one ("0.42" on line 3). Write all of them in one way, such as 42% or 42.
""",
    ),
    Case(
        "two currencies",
        values("reply,2026-08,EUR 7", "reply,2026-09,8 €", "reply,2026-10,9 USD"),
        """
measurements/values.csv:4:value: "reply" has values in more than one currency ("EUR 7" on
    line 2 and "9 USD" on line 4). Keep one currency a metric: make a metric for each.
""",
    ),
    Case(
        "an amount in another currency than its metric's",
        {
            **metrics(
                "cost,Cost,sales,lower,currency:EUR,monthly",
                header="metric,name,department,better,unit,cadence",
            ),
            **values("cost,2026-09,7", "cost,2026-10,USD 9"),
        },
        """
measurements/values.csv:3:value: "USD 9" is not in EUR, the currency of "cost".
    Correct it, or make a metric for the other currency.
""",
    ),
    Case(
        "a length of time for a metric without a unit of time",
        values("nps,2026-10,36", "csat,2026-10,81", "reply,2026-10,3h 12m"),
        """
measurements/values.csv:4:value: "3h 12m" is a length of time, and the unit of "reply" is
    blank. Write its unit in metrics.csv: seconds, minutes, hours, days or weeks.
""",
    ),
    Case(
        "lengths of time beside plain numbers",
        values("reply,2026-09,3h 12m", "reply,2026-10,3.2"),
        """
measurements/values.csv:3:value: "reply" has values that are lengths of time ("3h 12m" on
    line 2) and plain numbers ("3.2" on line 3). Write all of them in one way.
""",
    ),
    Case(
        "minutes and seconds, or hours and minutes",
        values("nps,2026-10,36", "csat,2026-10,81", "reply,2026-10,42:10"),
        """
measurements/values.csv:4:value: "42:10" may be minutes and seconds, or hours and minutes,
    and no other cell of the column tells which. Write hours, minutes and seconds, such as
    0:42:10.
""",
    ),
    Case(
        "a target with its unit",
        goals("quick,sales,reply,reach,3 hours"),
        """
goals.csv:2:target: "3 hours" is a length of time, and this column holds plain numbers. Write
    the number alone, in the unit of the metric.
""",
    ),
    Case(
        "five millions, minutes or months",
        values("nps,2026-10,36", "csat,2026-10,81", "reply,2026-10,5m"),
        """
measurements/values.csv:4:value: "5m" is not a number. Write digits, such as 99.5, or leave
    it blank.
""",
    ),
    Case(
        "a fraction among percents, and a target that is one",
        {
            **values("csat,2026-01,91", "csat,2026-02,92", "csat,2026-03,94", "csat,2026-04,0.97"),
            **goals("liked,support,csat,reach,0.95"),
        },
        """
goals.csv:2:target: 0.95 looks like a fraction, and the values of "csat" are percent: 91 to 94.
    Did you mean 95?
measurements/values.csv:5:value: 0.97 looks like a fraction, and the values of "csat" are
    percent: 91 to 94. Did you mean 97?
""",
    ),
    Case(
        "a target in percent of values that are fractions",
        {
            **values("csat,2026-09,0.42", "csat,2026-10,0.45"),
            **goals("liked,support,csat,reach,50"),
        },
        """
goals.csv:2:target: 50 looks like percent, and the values of "csat" are fractions: 0.42 to
    0.45. Did you mean 0.5?
""",
    ),
    Case(
        "a segment with a name for a total",
        values(
            "nps,2026-10,36,Grand Total",
            "csat,2026-10,81,Gesamt",
            "csat,2026-09,81,gesamt",
            "reply,2026-10,7,",
            header="metric,date,value,segment",
        ),
        """
measurements/values.csv:2:segment: "Grand Total" is a name for the total of the other
    segments. Leave the cell blank if it is the whole company, or name the segment in segments.csv.
measurements/values.csv:3:segment: "Gesamt" is a name for the total of the other segments.
    Leave the cell blank if it is the whole company, or name the segment in segments.csv.
""",
    ),
]
