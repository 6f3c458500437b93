"""Dates that are none, that read two ways, or that do not fit their metric."""

from __future__ import annotations

from tests.check.cases.case import Case, goals, metrics, values

REST = ("csat,2026-10,81", "reply,2026-10,7")
DATED = "goal,department,metric,rule,target,due"
UNSTATED = metrics("reply,First reply,sales,lower")
QUARTERLY = metrics(
    "reply,First reply,sales,lower,quarterly", header="metric,name,department,better,cadence"
)

FIVE = metrics(*(f"m{n},A metric,sales,lower" for n in range(1, 6)))

DATES = [
    Case(
        "text where a date belongs",
        values("nps,last month,36", *REST),
        """
measurements/values.csv:2:date: "last month" is not a date. Write it as 2026-10-31, 2026-10,
    2026-Q3, 2026-W43, 2026 or FY2027-Q1.
""",
    ),
    Case(
        "a month that does not exist",
        values("nps,2026-13,36", *REST),
        """
measurements/values.csv:2:date: "2026-13" is not in the calendar. Correct the day, week,
    month or quarter.
""",
    ),
    Case(
        "a day that does not exist",
        values("nps,2026-02-30,36", *REST),
        """
measurements/values.csv:2:date: "2026-02-30" is not in the calendar. Correct the day, week,
    month or quarter.
""",
    ),
    Case(
        "a day-first day that does not exist",
        values("nps,31/02/2026,36", *REST),
        """
measurements/values.csv:2:date: "31/02/2026" is not in the calendar. Correct the day, week,
    month or quarter.
""",
    ),
    Case(
        "a week that does not exist",
        values("nps,2026-W54,36", *REST),
        """
measurements/values.csv:2:date: "2026-W54" is not in the calendar. Correct the day, week,
    month or quarter.
""",
    ),
    Case(
        "a quarter that does not exist",
        values("nps,2026-Q5,36", *REST),
        """
measurements/values.csv:2:date: "2026-Q5" is not in the calendar. Correct the day, week,
    month or quarter.
""",
    ),
    Case(
        "a month by a name that is none",
        values("nps,Oktember-26,36", *REST),
        """
measurements/values.csv:2:date: "Oktember-26" is not a date. Write it as 2026-10-31,
    2026-10, 2026-Q3, 2026-W43, 2026 or FY2027-Q1.
""",
    ),
    Case(
        "a week of which nobody says how it is counted",
        values("nps,Week 40 2026,36", *REST),
        """
measurements/values.csv:2:date: "Week 40 2026" does not say how its weeks are counted. Write
    it as 2026-W01 if weeks begin on Monday and the first one holds 4 January (ISO 8601).
""",
    ),
    Case(
        "a range of days that is no period",
        values("nps,2026-10-05 - 2026-10-31,36", *REST),
        """
measurements/values.csv:2:date: "2026-10-05 - 2026-10-31" is neither a day, a week, a month,
    a quarter nor a year. Export whole periods, each on a row of its own.
""",
    ),
    Case(
        "a day before 1900",
        values("nps,1899-12-31,36", *REST),
        """
measurements/values.csv:2:date: "1899-12-31" is before 1900. Correct the year.
""",
    ),
    Case(
        "a year before 1900",
        values("nps,1026-10,36", *REST),
        """
measurements/values.csv:2:date: "1026-10" is before 1900. Correct the year.
""",
    ),
    Case(
        "a day that never comes",
        goals("faster,sales,reply,reach,4,9999-12-31", header=DATED),
        """
goals.csv:2:due: "9999-12-31" is after 2199. Correct the year.
""",
    ),
    Case(
        "the last week of all",
        values("nps,9999-W52,36", *REST),
        """
measurements/values.csv:2:date: "9999-W52" is not in the calendar. Correct the day, week,
    month or quarter.
""",
    ),
    Case(
        "the number of a day in Excel",
        values("nps,46326,36", "nps,46295,35", *REST),
        """
measurements/values.csv:2:date: "46326" looks like an Excel day number, 2026-10-31 (the same
    on line 3). Format the column as a date (yyyy-mm-dd) in Excel and save it again.
""",
    ),
    Case(
        "days that read both ways",
        values("nps,03/04/2026,36", "csat,05/06/2026,81", "reply,03/04/2026,7"),
        """
measurements/values.csv:2:date: "03/04/2026" can be read as 2026-04-03 or as 2026-03-04, and
    no other cell of the column tells which (the same on lines 3 and 4). Write all of them
    as year-month-day, such as 2026-10-31, or declare the order for this file in exports.toml:
    dates = "day-first" or "month-first".
""",
    ),
    Case(
        "days that read both ways with a year of two digits",
        values("nps,20-10-26,36"),
        """
measurements/values.csv:2:date: "20-10-26" can be read as 2026-10-20 or as 2020-10-26, and
    no other cell of the column tells which. Write all of them as year-month-day, such as
    2026-10-31, or declare the order for this file in exports.toml: dates = "day-first" or
    "year-first".
""",
    ),
    Case(
        "days in two orders",
        values("nps,31/08/2026,36", "csat,30/09/2026,81", "reply,10/31/2026,7"),
        """
measurements/values.csv:2:date: The column mixes day-first dates ("31/08/2026" on lines 2
    and 3) and month-first dates ("10/31/2026" on line 4). Write all of them as
    year-month-day, such as 2026-10-31.
""",
    ),
    Case(
        "days of two digits in two orders",
        values("nps,26-08-31,36", "csat,9-30-26,81", "reply,26-10-31,7"),
        """
measurements/values.csv:2:date: The column mixes day-first dates ("26-08-31" on lines 2 and
    4) and month-first dates ("9-30-26" on line 3). Write all of them as year-month-day,
    such as 2026-10-31.
""",
    ),
    Case(
        "a blank date",
        values("nps,,36", *REST),
        """
measurements/values.csv:2:date: The cell is blank, and "date" is required. Fill it in.
""",
    ),
    Case(
        "a missing marker for a date",
        values("nps,N/A,36", *REST),
        """
measurements/values.csv:2:date: "N/A" means no value, and "date" is required. Fill it in.
""",
    ),
    Case(
        "a quarter on a monthly metric",
        values("nps,2026-Q3,36", *REST),
        """
measurements/values.csv:2:date: "2026-Q3" is a quarter, but "nps" is monthly. Write a month,
    such as 2026-10, or correct the cadence in metrics.csv.
""",
    ),
    Case(
        "a month on a quarterly metric",
        {**QUARTERLY, **values("reply,2026-10,7")},
        """
measurements/values.csv:2:date: "2026-10" is a month, but "reply" is quarterly. Write a
    quarter, such as 2026-Q3, or correct the cadence in metrics.csv.
""",
    ),
    Case(
        "a week on a monthly metric",
        values("nps,2026-W40,36", *REST),
        """
measurements/values.csv:2:date: "2026-W40" is a week, but "nps" is monthly. Write a month,
    such as 2026-10, or correct the cadence in metrics.csv.
""",
    ),
    Case(
        "too few dates to tell a cadence",
        {**UNSTATED, **values("reply,2026-08-31,7", "reply,2026-09-30,8", "reply,2026-10-31,7")},
        """
metrics.csv:2:cadence: The cadence of "reply" is blank, and 3 dates are too few to work it
    out. State it: daily, weekly, monthly, quarterly or yearly.
""",
    ),
    Case(
        "one date to tell a cadence",
        {**UNSTATED, **values("reply,2026-08-31,7")},
        """
metrics.csv:2:cadence: The cadence of "reply" is blank, and one date is too few to work it
    out. State it: daily, weekly, monthly, quarterly or yearly.
""",
    ),
    Case(
        "dates of two forms and no cadence",
        {**UNSTATED, **values("reply,2026-08,7", "reply,2026-Q3,8", "reply,2026-10,7")},
        """
metrics.csv:2:cadence: The dates of "reply" are months and quarters, so its cadence cannot
    be told. State the cadence, and write all its dates in that form.
""",
    ),
    Case(
        "a period after the day of the site",
        values("nps,2026-12,36", *REST),
        """
measurements/values.csv:2:date: The period begins on 2026-12-01, after the day of this site,
    2026-11-20. Correct the date.
""",
    ),
    Case(
        "a period after the day of the site, in several rows",
        values("nps,2027-10,36", "csat,2026-10,81", "reply,2027-10,7", "nps,2027-11,36"),
        """
measurements/values.csv:2:date: The period begins on 2027-10-01, after the day of this site,
    2026-11-20 (here and on line 4). Correct the date.
measurements/values.csv:5:date: The period begins on 2027-11-01, after the day of this site,
    2026-11-20. Correct the date.
""",
    ),
    Case(
        "a period after the day that the data show",
        {**FIVE, **values(*(f"m{n},2026-10,{n}" for n in range(1, 6)), "m5,2062-10,8")},
        """
warning: measurements/values.csv:7:date: The period begins on 2062-10-01, after the day of
    this site, 2026-10-31. Correct the date, or set as_of.
""",
        as_of=None,
    ),
    Case(
        "a due date that is none",
        goals("faster,sales,reply,reach,4,Christmas", header=DATED),
        """
goals.csv:2:due: "Christmas" is not a date. Write it as 2026-10-31, 2026-10, 2026-Q3,
    2026-W43, 2026 or FY2027-Q1.
""",
    ),
    Case(
        "an event on a day that is none",
        {"events.csv": "date,title\n2026-06-31,New wording\n"},
        """
events.csv:2:date: "2026-06-31" is not in the calendar. Correct the day, week, month or
    quarter.
""",
    ),
]
