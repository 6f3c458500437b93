"""Cells that are no ids, refer to nothing, or say what their column does not know."""

from __future__ import annotations

from tests.check.cases.case import Case, goals, metrics, values

DEPARTMENTS = "department,name\nsupport,Support\nsales,Sales\n"
MEASURED = values("nps,2026-10,36", "csat,2026-10,81")
NAMED = ("nps,Would recommend,support,higher", "csat,Satisfied,support,higher")

CELLS = [
    Case(
        "an id with spaces and capitals",
        {"departments.csv": f"{DEPARTMENTS}Back Office,Back office\n"},
        """
departments.csv:4:department: "Back Office" is not an id: an id has lower-case letters,
    digits and hyphens only. Write "back-office".
""",
    ),
    Case(
        "an id with an underscore",
        {"departments.csv": f"{DEPARTMENTS}back_office,Back office\n"},
        """
departments.csv:4:department: "back_office" is not an id: an id has lower-case letters,
    digits and hyphens only. Write "back-office".
""",
    ),
    Case(
        "an id without a single letter",
        {"departments.csv": f"{DEPARTMENTS}§§,Back office\n"},
        """
departments.csv:4:department: "§§" is not an id: an id has lower-case letters, digits and
    hyphens only. Choose another id.
""",
    ),
    Case(
        "an id that would become a reserved one",
        {"departments.csv": f"{DEPARTMENTS}Index,Back office\n"},
        """
departments.csv:4:department: "Index" is not an id: an id has lower-case letters, digits and
    hyphens only. Choose another id.
""",
    ),
    Case(
        "a reserved id",
        {"departments.csv": f"{DEPARTMENTS}external,Back office\n"},
        """
departments.csv:4:department: "external" is reserved for the site itself. Choose another id.
""",
    ),
    Case(
        "an id that is too long",
        {"departments.csv": f"{DEPARTMENTS}{'back-office-' * 11},Back office\n"},
        """
departments.csv:4:department: The id
    "back-office-back-office-back-office-back-office-back-office-…" has 132 characters.
    Shorten it to at most 120: it becomes part of an address.
""",
    ),
    Case(
        "an id twice with other cells",
        {"departments.csv": f"{DEPARTMENTS}sales,Sales abroad\n"},
        """
departments.csv:4:department: There is already another row for department "sales", on line
    3. Look which of the two is right, and keep that one, or give each its own id.
""",
    ),
    Case(
        "an id twice but for its capitals",
        {"departments.csv": f"{DEPARTMENTS}Sales,Sales abroad\n"},
        """
departments.csv:4:department: "Sales" is not an id: an id has lower-case letters, digits and
    hyphens only. Write "sales".
""",
    ),
    Case(
        "a key of two columns twice",
        {
            **goals("faster,sales,reply,reach,4"),
            "milestones.csv": "goal,date,expected\nfaster,2026-11-30,6\nfaster,2026-11-30,5\n",
        },
        """
milestones.csv:3:goal: There is already another row for goal "faster" and date "2026-11-30",
    on line 2. Look which of the two is right, and keep that one.
""",
    ),
    Case(
        "a blank id",
        {"departments.csv": f"{DEPARTMENTS},Back office\n"},
        """
departments.csv:4:department: The cell is blank, and "department" is required. Fill it in.
""",
    ),
    Case(
        "a blank name",
        {"departments.csv": f"{DEPARTMENTS}back-office,\n"},
        """
departments.csv:4:name: The cell is blank, and "name" is required. Fill it in.
""",
    ),
    Case(
        "a missing marker where a number is required",
        goals("faster,sales,reply,reach,n/a"),
        """
goals.csv:2:target: "n/a" means no value, and "target" is required. Fill it in.
""",
    ),
    Case(
        "an unknown metric with one near",
        values("nsp,2026-10,36", "csat,2026-10,81", "reply,2026-10,7"),
        """
measurements/values.csv:2:metric: "nsp" is not in metrics.csv. Did you mean nps?
""",
    ),
    Case(
        "an unknown metric in many rows is told once",
        values("nsp,2026-07,36", "nsp,2026-08,36", "nsp,2026-09,35", "csat,2026-10,81"),
        """
measurements/values.csv:2:metric: "nsp" is not in metrics.csv (here and on lines 3 and 4).
    Did you mean nps?
""",
    ),
    Case(
        "an unknown department with none near",
        goals("faster,zebra,reply,reach,4"),
        """
goals.csv:2:department: "zebra" is not in departments.csv. Add it there, or correct it here.
""",
    ),
    Case(
        "an unknown metric with several near",
        {
            **metrics(
                "reply-sales,A,sales,lower",
                "reply-support,B,support,lower",
                "reply-night,C,sales,lower",
            ),
            **values("reply-,2026-10,36"),
        },
        """
measurements/values.csv:2:metric: "reply-" is not in metrics.csv. Did you mean reply-sales,
    reply-night or reply-support?
""",
    ),
    Case(
        "one unknown metric among many guardrails",
        goals(
            "faster,sales,reply,reach,4,nps; cast",
            header="goal,department,metric,rule,target,guardrails",
        ),
        """
goals.csv:2:guardrails: "cast" is not in metrics.csv. Did you mean csat?
""",
    ),
    Case(
        "a customer that is no department",
        {
            "departments.csv": (
                "department,name,customers\nsupport,Support,external; saels\nsales,Sales,External\n"
            ),
        },
        """
departments.csv:2:customers: "saels" is not in departments.csv. Did you mean sales?
""",
    ),
    Case(
        "a milestone without the table of goals",
        {"milestones.csv": "goal,date,expected\nliked,2026-12-31,40\n"},
        """
milestones.csv:2:goal: "liked" refers to goals.csv, and there is no such file. Add goals.csv.
""",
    ),
    Case(
        "an objective without the table of objectives",
        goals(
            "faster,sales,reply,reach,4,easy",
            "slower,sales,nps,reach,40,easy",
            header="goal,department,metric,rule,target,objective",
        ),
        """
goals.csv:2:objective: "easy" refers to objectives.csv, and there is no such file (here and
    on line 3). Add objectives.csv, or leave the cell blank.
""",
    ),
    Case(
        "a goal that replaces an unknown one",
        goals(
            "faster-2,sales,reply,reach,4,fastr",
            "faster,sales,reply,reach,5,",
            header="goal,department,metric,rule,target,replaces",
        ),
        """
goals.csv:2:replaces: "fastr" is not in goals.csv. Did you mean faster or faster-2?
""",
    ),
    Case(
        "a milestone of an unknown goal",
        {
            **goals("faster,sales,reply,reach,4"),
            "milestones.csv": "goal,date,expected\nfatser,2026-11-30,6\n",
        },
        """
milestones.csv:2:goal: "fatser" is not in goals.csv. Did you mean faster?
""",
    ),
    Case(
        "a wrong word with one near",
        {
            **metrics("nps,Would recommend,support,hgher", "csat,Satisfied,support,lower"),
            **MEASURED,
        },
        """
metrics.csv:2:better: "hgher" is not higher, lower or neither. Did you mean higher?
""",
    ),
    Case(
        "a wrong word with none near",
        {**metrics("nps,Would recommend,support,up", "csat,Satisfied,support,up"), **MEASURED},
        """
metrics.csv:2:better: "up" is not higher, lower or neither (here and on line 3). Write one
    of them.
""",
    ),
    Case(
        "a wrong rule",
        goals("faster,sales,reply,reached,4"),
        """
goals.csv:2:rule: "reached" is not reach, hold or range. Did you mean reach?
""",
    ),
    Case(
        "a wrong cadence",
        {
            **metrics(
                *(f"{row},fortnightly" for row in NAMED),
                header="metric,name,department,better,cadence",
            ),
            **MEASURED,
        },
        """
metrics.csv:2:cadence: "fortnightly" is not daily, weekly, monthly, quarterly or yearly
    (here and on line 3). Write one of them.
""",
    ),
]
