"""Rows whose cells are sound and do not fit together."""

from __future__ import annotations

from tests.check.cases.case import Case, goals, metrics, values

REPLY = values("reply,2026-10,7")
PLAIN = "metric,name,department,better,cadence"
FULL = "goal,department,metric,rule,target,target_high,baseline,baseline_date,due"
PARTS = "metric,name,department,better,cadence,unit,part_of"
OTHERS = ("nps,Recommend,support,higher,monthly,,", "csat,Satisfied,support,higher,monthly,,")
REPLACING = "goal,department,metric,rule,target,replaces"

RULES = [
    Case(
        "a minimum above the maximum",
        {
            **metrics(
                "reply,First reply,sales,lower,monthly,72,0", header=f"{PLAIN},minimum,maximum"
            ),
            **REPLY,
        },
        """
measurements/values.csv:2:value: 7 is below 72, the smallest value that "reply" can have.
    Correct it, or the minimum in metrics.csv.
metrics.csv:2:maximum: The maximum 0 is not above the minimum 72. Correct one of them.
""",
    ),
    Case(
        "a minimum that equals the maximum",
        {
            **metrics(
                "reply,First reply,sales,lower,monthly,7,7", header=f"{PLAIN},minimum,maximum"
            ),
            **REPLY,
        },
        """
metrics.csv:2:maximum: The maximum 7 is not above the minimum 7. Correct one of them.
""",
    ),
    Case(
        "a running total of a share",
        metrics(
            "nps,Recommend,support,higher,monthly,nps,",
            "csat,Satisfied,support,higher,monthly,share,year",
            "reply,First reply,sales,lower,monthly,,ever",
            header=f"{PLAIN},calculation,accumulates",
        ),
        """
metrics.csv:3:accumulates: With the calculation "share" a metric cannot be a running total.
    Write "no" in accumulates, or correct the calculation.
""",
    ),
    Case(
        "a running total of a recommendation",
        metrics(
            "nps,Recommend,support,higher,monthly,nps,ever",
            "csat,Satisfied,support,higher,monthly,,",
            "reply,First reply,sales,lower,monthly,,",
            header=f"{PLAIN},calculation,accumulates",
        ),
        """
metrics.csv:2:accumulates: With the calculation "nps" a metric cannot be a running total.
    Write "no" in accumulates, or correct the calculation.
""",
    ),
    Case(
        "a range without an upper end",
        goals("steady,sales,reply,range,4,,,,", header=FULL),
        """
goals.csv:2:target_high: A range needs an upper end, and target_high is blank. Fill it in,
    or use the rule "hold".
""",
    ),
    Case(
        "a range upside down",
        goals("steady,sales,reply,range,8,4,,,", header=FULL),
        """
goals.csv:2:target_high: The upper end 4 is not above the lower end 8. Correct one of them.
""",
    ),
    Case(
        "an upper end without a range",
        goals("steady,sales,reply,hold,8,9,,,", header=FULL),
        """
goals.csv:2:target_high: Only a range has an upper end, and the rule here is "hold". Leave
    it blank, or use the rule "range".
""",
    ),
    Case(
        "to hold where neither side is better",
        {
            **metrics("reply,First reply,sales,neither,monthly", header=PLAIN),
            **REPLY,
            **goals("steady,sales,reply,hold,8"),
        },
        """
goals.csv:2:rule: The rule "hold" needs a better side, and "reply" has none. Use the rule
    "range", or write "higher" or "lower" under better in metrics.csv.
""",
    ),
    Case(
        "a target that is the baseline",
        goals("faster,sales,reply,reach,7,,7,2026-06-30,2027-06-30", header=FULL),
        """
goals.csv:2:target: The target 7 equals the baseline. Use the rule "hold", or correct one of
    them.
""",
    ),
    Case(
        "a target the wrong way where lower is better",
        goals("faster,sales,reply,reach,9,,7,2026-06-30,2027-06-30", header=FULL),
        """
goals.csv:2:target: From 7 to 9 is the wrong way: lower is better for "reply". Use the rule
    "hold", or correct the target, the baseline or the metric.
""",
    ),
    Case(
        "a target the wrong way where higher is better",
        goals("liked,sales,nps,reach,30,,36,2026-06-30,2027-06-30", header=FULL),
        """
goals.csv:2:target: From 36 to 30 is the wrong way: higher is better for "nps". Use the rule
    "hold", or correct the target, the baseline or the metric.
""",
    ),
    Case(
        "a baseline after the due date",
        goals("faster,sales,reply,reach,4,,7,2027-06-30,2026-06-30", header=FULL),
        """
goals.csv:2:baseline_date: The baseline date 2027-06-30 is not before the due date
    2026-06-30. Correct one of them.
""",
    ),
    Case(
        "a baseline on the due date",
        goals("faster,sales,reply,reach,4,,7,2026-12-31,2026-12", header=FULL),
        """
goals.csv:2:baseline_date: The baseline date 2026-12-31 is not before the due date
    2026-12-31. Correct one of them.
""",
    ),
    Case(
        "a milestone before the baseline",
        {
            **goals("faster,sales,reply,reach,4,,7,2026-06-30,2027-06-30", header=FULL),
            "milestones.csv": "goal,date,expected\nfaster,2026-06-30,6\n",
        },
        """
milestones.csv:2:date: 2026-06-30 is not after the baseline date 2026-06-30 of "faster".
    Correct one of them.
""",
    ),
    Case(
        "a milestone after the due date",
        {
            **goals("faster,sales,reply,reach,4,,7,2026-06-30,2027-06-30", header=FULL),
            "milestones.csv": "goal,date,expected\nfaster,2026-12-31,6\nfaster,2027-12-31,5\n",
        },
        """
milestones.csv:3:date: 2027-12-31 is not before the due date 2027-06-30 of "faster". Correct
    one of them.
""",
    ),
    Case(
        "a milestone of a goal to hold",
        {
            **goals("steady,sales,reply,hold,8"),
            "milestones.csv": "goal,date,expected\nsteady,2026-12-31,8\n",
        },
        """
milestones.csv:2:goal: Only a goal to reach a target has milestones, and the rule of
    "steady" is "hold". Name another goal, or use the rule "reach" for that one.
""",
    ),
    Case(
        "a goal that replaces itself",
        goals("faster,sales,reply,reach,4,faster", header=REPLACING),
        """
goals.csv:2:replaces: "faster" cannot replace itself. Name the earlier goal, or leave it
    blank.
""",
    ),
    Case(
        "goals that replace each other",
        goals(
            "faster,sales,reply,reach,4,slower",
            "slower,sales,reply,reach,6,faster",
            header=REPLACING,
        ),
        """
goals.csv:2:replaces: The goals "faster" and "slower" replace each other in a circle. Leave
    replaces blank at the earliest of them.
""",
    ),
    Case(
        "a part of an unknown metric",
        metrics("reply,First reply,sales,lower,monthly,hours,anser", *OTHERS, header=PARTS),
        """
metrics.csv:2:part_of: "anser" is not in metrics.csv. Add it there, or correct it here.
""",
    ),
    Case(
        "a part in another unit than its whole",
        metrics(
            "reply,First reply,sales,lower,monthly,hours,csat",
            "csat,Satisfied,support,higher,monthly,days,nps",
            "nps,Recommend,support,higher,monthly,,",
            header=PARTS,
        ),
        """
metrics.csv:2:part_of: "reply" is in "hours", and "csat", of which it is a part, is in "days".
    Give both the same unit, or leave part_of blank.
metrics.csv:3:part_of: "csat" is in "days", and "nps", of which it is a part, is without a unit.
    Give both the same unit, or leave part_of blank.
""",
    ),
    Case(
        "a part of itself",
        metrics("reply,First reply,sales,lower,monthly,hours,reply", *OTHERS, header=PARTS),
        """
metrics.csv:2:part_of: "reply" cannot be a part of itself. Name the whole, or leave it blank.
""",
    ),
    Case(
        "parts of each other",
        metrics(
            "reply,First reply,sales,lower,monthly,,csat",
            "nps,Recommend,support,higher,monthly,,reply",
            "csat,Satisfied,support,higher,monthly,,reply",
            header=PARTS,
        ),
        """
metrics.csv:4:part_of: The metrics "csat" and "reply" are parts of each other in a circle.
    Leave part_of blank at the one that is the whole.
""",
    ),
]
