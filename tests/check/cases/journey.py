"""Ways to get touchpoints, handoffs and initiatives wrong."""

from __future__ import annotations

from tests.check.cases.case import Case, metrics
from tests.check.folder import Content

OBJECTIVES: dict[str, Content] = {"objectives.csv": "objective,name\neasy,An easy start\n"}
GOALS: dict[str, Content] = {
    "goals.csv": "goal,department,metric,rule,target\nliked,support,nps,reach,45\n"
}


VALUED = "handoff,name,provider,receiver,promise,promise_value"


def touchpoints(
    *rows: str, header: str = "touchpoint,name,stage,department,order"
) -> dict[str, Content]:
    """A table of touchpoints."""
    return {"touchpoints.csv": "\n".join((header, *rows)) + "\n"}


def handoffs(*rows: str, header: str = "handoff,name,provider,receiver") -> dict[str, Content]:
    """A table of handoffs."""
    return {"handoffs.csv": "\n".join((header, *rows)) + "\n"}


def initiatives(*rows: str, header: str = "initiative,name,department") -> dict[str, Content]:
    """A table of initiatives."""
    return {"initiatives.csv": "\n".join((header, *rows)) + "\n"}


JOURNEY = [
    Case(
        "a touchpoint without a stage",
        touchpoints("invoice,First invoice,,sales,1"),
        """
touchpoints.csv:2:stage: The cell is blank, and "stage" is required. Fill it in.
""",
    ),
    Case(
        "a stage that is none",
        touchpoints("invoice,First invoice,later,sales,1"),
        """
touchpoints.csv:2:stage: "later" is not before, during or after. Did you mean after?
""",
    ),
    Case(
        "a touchpoint of an unknown department",
        touchpoints("invoice,First invoice,after,sale,1"),
        """
touchpoints.csv:2:department: "sale" is not in departments.csv. Did you mean sales?
""",
    ),
    Case(
        "a touchpoint with an unknown metric",
        touchpoints(
            "invoice,First invoice,after,npss; csat", header="touchpoint,name,stage,metrics"
        ),
        """
touchpoints.csv:2:metrics: "npss" is not in metrics.csv. Did you mean nps?
""",
    ),
    Case(
        "a place before the first",
        touchpoints("invoice,First invoice,after,sales,0"),
        """
touchpoints.csv:2:order: "0" is below 1. Write 1 or more.
""",
    ),
    Case(
        "a place that is half",
        touchpoints("invoice,First invoice,after,sales,1.5"),
        """
touchpoints.csv:2:order: "1.5" is not a whole number. Write a whole number.
""",
    ),
    Case(
        "a moment of truth that is neither yes nor no",
        touchpoints(
            "invoice,First invoice,after,often", header="touchpoint,name,stage,moment_of_truth"
        ),
        """
touchpoints.csv:2:moment_of_truth: "often" is not yes or no. Write one of them.
""",
    ),
    Case(
        "two touchpoints at one place of a stage",
        touchpoints(
            "invoice,First invoice,after,sales,1",
            "call,First call,before,sales,1",
            "check,Yearly check,after,support,1",
        ),
        """
warning: touchpoints.csv:4:order: "check" has place 1 in the stage "after", and so has "invoice"
    (touchpoints.csv:2). Give each its own.
""",
    ),
    Case(
        "two touchpoints of one id",
        touchpoints("call,First call,before,sales,1", "call,Last call,after,sales,1"),
        """
touchpoints.csv:3:touchpoint: There is already another row for touchpoint "call", on line 2.
    Look which of the two is right, and keep that one, or give each its own id.
""",
    ),
    Case(
        "a handoff to itself",
        handoffs("deal,Signed deal,sales,sales"),
        """
handoffs.csv:2:receiver: "sales" hands over to itself. Name the department that receives.
""",
    ),
    Case(
        "a handoff to nobody",
        handoffs("deal,Signed deal,sales,"),
        """
handoffs.csv:2:receiver: The cell is blank, and "receiver" is required. Fill it in.
""",
    ),
    Case(
        "a handoff from the world outside",
        handoffs("deal,Signed deal,external,sales"),
        """
handoffs.csv:2:provider: "external" is not in departments.csv. Add it there, or correct it here.
""",
    ),
    Case(
        "a promise that is measured and not written",
        handoffs(
            "deal,Signed deal,sales,support,reply", header="handoff,name,provider,receiver,metric"
        ),
        """
warning: handoffs.csv:2:promise: "deal" measures a promise that is not written. Write what the
    receiver may rely on.
""",
    ),
    Case(
        "a promise with a value and no metric",
        handoffs("deal,Signed deal,sales,support,In a day,24", header=VALUED),
        """
handoffs.csv:2:promise_value: The promise has the value 24 and no metric. Name the metric, or
    leave it blank.
""",
    ),
    Case(
        "the value of a promise beyond what its metric can be",
        handoffs("deal,Signed deal,sales,support,Satisfied,120,csat", header=f"{VALUED},metric"),
        """
handoffs.csv:2:promise_value: 120 is above 100, the largest value that "csat" can have. Correct
    it.
""",
    ),
    Case(
        "the value of a promise on a metric without a better side",
        {
            **metrics(
                "nps,Recommend,support,higher,monthly",
                "csat,Satisfied,support,higher,monthly",
                "reply,First reply,sales,neither,monthly",
                header="metric,name,department,better,cadence",
            ),
            **handoffs(
                "deal,Signed deal,sales,support,In a day,24,reply", header=f"{VALUED},metric"
            ),
        },
        """
handoffs.csv:2:promise_value: The value of a promise needs a better side, and "reply" has none.
    Leave it blank, or write "higher" or "lower" under better in metrics.csv.
""",
    ),
    Case(
        "a handoff with one metric for both sides",
        handoffs(
            "deal,Signed deal,sales,support,reply,reply",
            header="handoff,name,provider,receiver,provider_metric,receiver_metric",
        ),
        """
warning: handoffs.csv:2:receiver_metric: "reply" is the metric of both sides, so they cannot
    differ. Name the metric in which the receiver feels it, or leave one blank.
""",
    ),
    Case(
        "a handoff without its providers",
        handoffs("deal,Signed deal,sales", header="handoff,name,receiver"),
        """
handoffs.csv:1:provider: The column "provider" is missing. Add it (the department that provides).
""",
    ),
    Case(
        "a phase that is none",
        initiatives("desk,A desk,sales,think small", header="initiative,name,department,phase"),
        """
initiatives.csv:2:phase: "think small" is not think-big, start-small, learn-fast or scale. Did you
    mean start-small or think-big?
""",
    ),
    Case(
        "an initiative for an unknown goal",
        {
            **GOALS,
            **initiatives("desk,A desk,sales,like", header="initiative,name,department,goals"),
        },
        """
initiatives.csv:2:goals: "like" is not in goals.csv. Did you mean liked?
""",
    ),
    Case(
        "an initiative for a goal where there are none",
        initiatives("desk,A desk,sales,liked", header="initiative,name,department,goals"),
        """
initiatives.csv:2:goals: "liked" refers to goals.csv, and there is no such file. Add goals.csv, or
    leave the cell blank.
""",
    ),
    Case(
        "an initiative for an unknown objective",
        {
            **OBJECTIVES,
            **initiatives("desk,A desk,sales,eazy", header="initiative,name,department,objective"),
        },
        """
initiatives.csv:2:objective: "eazy" is not in objectives.csv. Did you mean easy?
""",
    ),
    Case(
        "an initiative that ends before it begins",
        initiatives(
            "desk,A desk,sales,2026-04-01,2026-03-01", header="initiative,name,department,start,end"
        ),
        """
initiatives.csv:2:end: The end 2026-03-01 is before the start 2026-04-01. Correct one of them.
""",
    ),
    Case(
        "a cost without a currency",
        initiatives("desk,A desk,sales,180000", header="initiative,name,department,cost"),
        """
initiatives.csv:2:currency: The cost 180000 has no currency. Write its code, such as EUR.
""",
    ),
    Case(
        "a cost below nothing",
        initiatives("desk,A desk,sales,-5,EUR", header="initiative,name,department,cost,currency"),
        """
initiatives.csv:2:cost: "-5" is below 0. Write 0 or more.
""",
    ),
    Case(
        "a currency that is a word",
        initiatives("desk,A desk,sales,5,EURO", header="initiative,name,department,cost,currency"),
        """
initiatives.csv:2:currency: "EURO" is not the code of a currency. Did you mean EUR?
""",
    ),
    Case(
        "a currency that there is not",
        initiatives("desk,A desk,sales,5,QQQ", header="initiative,name,department,cost,currency"),
        """
initiatives.csv:2:currency: "QQQ" is not the code of a currency. Write its three letters, such as
    EUR.
""",
    ),
    Case(
        "a decision before the start",
        initiatives(
            "desk,A desk,sales,2027-04-01,2027-03-01",
            header="initiative,name,department,start,decision_date",
        ),
        """
warning: initiatives.csv:2:decision_date: The next decision, of 2027-03-01, is before the start
    2027-04-01. Correct one of them.
""",
    ),
    Case(
        "a decision that is past",
        initiatives(
            "desk,A desk,sales,2026-09-30,",
            "trial,A trial,sales,2026-09-30,2026-10-31",
            header="initiative,name,department,decision_date,end",
        ),
        """
warning: initiatives.csv:2:decision_date: The decision of 2026-09-30 is past, and the initiative
    goes on. Write when the next one is taken, or when it ended.
""",
    ),
    Case(
        "an initiative of nobody",
        initiatives("desk,A desk,"),
        """
initiatives.csv:2:department: The cell is blank, and "department" is required. Fill it in.
""",
    ),
]
