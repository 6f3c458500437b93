"""Ways to get commentary, people and maturity wrong."""

from __future__ import annotations

from tests.check.cases.case import Case
from tests.check.cases.journey import GOALS
from tests.check.folder import Content

PEOPLE = "person,name\nhead-support,Head of Support\nhead-sales,Head of Sales\n"


def said(*rows: str, header: str = "date,about,kind,text") -> dict[str, Content]:
    """A table of commentary."""
    return {"commentary.csv": "\n".join((header, *rows)) + "\n"}


def assessed(*rows: str, header: str = "competency,date,level") -> dict[str, Content]:
    """A table of maturity."""
    return {"maturity.csv": "\n".join((header, *rows)) + "\n"}


def people(*rows: str, header: str = "person,name") -> dict[str, Content]:
    """A table of people."""
    return {"people.csv": "\n".join((header, *rows)) + "\n"}


def led_by(*leads: str) -> dict[str, Content]:
    """The two departments with their leads."""
    names = ("support,Support", "sales,Sales")
    rows = [f"{name},{lead}" for name, lead in zip(names, leads, strict=True)]
    return {"departments.csv": "\n".join(("department,name,lead", *rows)) + "\n"}


ASKED = "date,about,kind,text,by,due,decides,cost"

COMMENTARY = [
    Case(
        "a cost while the tables use no currency",
        said("2026-11-03,nps,decision-needed,Ten?,Head,2026-12-01,Board,500", header=ASKED),
        """
commentary.csv:2:cost: The currency of the cost 500 is not known. Leave it blank, and write the
    amount with its currency into the text.
""",
    ),
    Case(
        "a cost while the tables use two currencies",
        {
            "initiatives.csv": "initiative,name,department,cost,currency\n"
            "desk,A desk,sales,90,EUR\nteam,A team,sales,80,USD\n",
            **said(
                "2026-11-03,nps,decision-needed,Ten?,Head,2026-12-01,Board,500",
                "2026-11-03,desk,decision-needed,A second?,Head,2026-12-01,Board,500",
                header=ASKED,
            ),
        },
        """
commentary.csv:2:cost: The currency of the cost 500 is not known. Leave it blank, and write the
    amount with its currency into the text.
""",
    ),
    Case(
        "a cost below nothing, decided by a role that people.csv does not list",
        {
            **people("head,Head"),
            **said("2026-11-03,nps,decision-needed,Ten?,Head,2026-12-01,Bord,-5", header=ASKED),
        },
        """
commentary.csv:2:cost: "-5" is below 0. Write 0 or more.
commentary.csv:2:decides: "Bord" is not in people.csv. Write the id or the title of a role
    there, or add it.
""",
    ),
    Case(
        "a comment about nothing",
        said("2026-11-03,,comment,Two people join."),
        """
commentary.csv:2:about: The cell is blank, and "about" is required. Fill it in.
""",
    ),
    Case(
        "a comment about something unknown",
        said("2026-11-03,npss,comment,Two people join."),
        """
commentary.csv:2:about: "npss" is not an id of any table. Did you mean nps?
""",
    ),
    Case(
        "a comment about something that nothing is near to",
        said("2026-11-03,weather,comment,It rained."),
        """
commentary.csv:2:about: "weather" is not an id of any table. Write the id of what it is about,
    such as goal:nps.
""",
    ),
    Case(
        "a comment about an id that two tables have",
        {
            "goals.csv": "goal,department,metric,rule,target\nnps,support,nps,reach,45\n",
            **said(
                "2026-11-03,nps,comment,Which?",
                "2026-11-03,Goal: NPS,comment,The goal.",
                "2026-11-03,metric:nps,comment,The metric.",
            ),
        },
        """
commentary.csv:2:about: "nps" is an id of metrics and goals. Write metric:nps or goal:nps.
""",
    ),
    Case(
        "a comment about an id that three tables have",
        {
            "goals.csv": "goal,department,metric,rule,target\nsales,sales,nps,reach,45\n",
            "segments.csv": "segment,name,dimension\nsales,Sales firms,trade\n",
            **said("2026-11-03,sales,comment,Which?"),
        },
        """
commentary.csv:2:about: "sales" is an id of departments, goals and segments. Write
    department:sales, goal:sales or segment:sales.
""",
    ),
    Case(
        "a comment about an unknown goal",
        {**GOALS, **said("2026-11-03,goal:like,comment,Two people join.")},
        """
commentary.csv:2:about: "like" is not in goals.csv. Did you mean liked?
""",
    ),
    Case(
        "a comment about a goal where there are none",
        said("2026-11-03,goal:liked,comment,Two people join."),
        """
commentary.csv:2:about: "liked" refers to goals.csv, and there is no such file. Add goals.csv, or
    correct the cell.
""",
    ),
    Case(
        "a comment about an unknown competency",
        {
            **assessed("Listening,2026-06-30,2"),
            **said(
                "2026-11-03,competency:Lisening,comment,Slow.", "2026-11-03,listening,comment,Good."
            ),
        },
        """
commentary.csv:2:about: "Lisening" is not in maturity.csv. Did you mean Listening?
""",
    ),
    Case(
        "a comment of no kind",
        said("2026-11-03,nps,,Two people join."),
        """
commentary.csv:2:kind: The cell is blank, and "kind" is required. Fill it in.
""",
    ),
    Case(
        "a comment of an unknown kind",
        said("2026-11-03,nps,decision,Go on?"),
        """
commentary.csv:2:kind: "decision" is not comment, decision-needed, decision-taken or
    customer-words. Did you mean decision-taken or decision-needed?
""",
    ),
    Case(
        "a comment without words",
        said("2026-11-03,nps,comment,"),
        """
commentary.csv:2:text: The cell is blank, and "text" is required. Fill it in.
""",
    ),
    Case(
        "a comment from the future",
        said("2026-11-21,nps,comment,Two people join."),
        """
commentary.csv:2:date: 2026-11-21 is after the day of this site, 2026-11-20. Correct the date.
""",
    ),
    Case(
        "a comment from the future of a day that nobody stated",
        said("2026-11-21,nps,comment,Two people join."),
        """
warning: commentary.csv:2:date: 2026-11-21 is after the day of this site, 2026-10-31. Correct the
    date, or set as_of.
""",
        as_of=None,
    ),
    Case(
        "a date of a comment that reads both ways",
        said("03/04/2026,nps,comment,Two people join."),
        """
commentary.csv:2:date: "03/04/2026" can be read as 2026-04-03 or as 2026-03-04, and no other
    cell of the column tells which. Write all of them as year-month-day, such as 2026-10-31, or
    declare the order for this file in exports.toml: dates = "day-first" or "month-first".
""",
    ),
    Case(
        "a comment twice with another speaker",
        said(
            "2026-11-03,nps,comment,Two people join.,Head of Support",
            "2026-11-03,nps,comment,Two people join.,Head of Sales",
            "2026-11-03,nps,comment,And a third.,Head of Sales",
            header="date,about,kind,text,by",
        ),
        """
commentary.csv:3:date: There is already another row for date "2026-11-03", about "metric:nps", kind
    "comment" and text "Two people join.", on line 2. Look which of the two is right, and keep that
    one.
""",
    ),
    Case(
        "a decision that is needed before it was asked",
        said(
            "2026-11-03,nps,decision-needed,Go on?,Head of Support,2026-10-31",
            header="date,about,kind,text,by,due",
        ),
        """
commentary.csv:2:due: The due date 2026-10-31 is before 2026-11-03, when it was said. Correct one
    of them.
""",
    ),
    Case(
        "a decision that is needed by no date and asked by nobody",
        said("2026-11-03,nps,decision needed,Go on?"),
        """
warning: commentary.csv:2:by: A decision is needed, and it is not said who asks for it. Write the
    role.
warning: commentary.csv:2:due: A decision is needed, and it is not said by when. Write the date.
""",
    ),
    Case(
        "a customer's words that nobody cleared",
        said(
            "2026-11-03,nps,customer-words,I had to ask twice.,",
            "2026-11-03,nps,customer words,They called me back.,Head of Support",
            header="date,about,kind,text,cleared_by",
        ),
        """
warning: commentary.csv:2:cleared_by: Nobody has cleared these words of a customer, so they are
    not shown. Write who made sure that they may be shown.
""",
    ),
    Case(
        "a lead that is not among the people",
        {"people.csv": PEOPLE, **led_by("Head of Suport", "head-sales")},
        """
departments.csv:2:lead: "Head of Suport" is not in people.csv. Did you mean Head of Support
    or Head of Sales?
""",
    ),
    Case(
        "owners that are not among the people, told once",
        {
            "people.csv": PEOPLE,
            "metrics.csv": (
                "metric,name,department,better,cadence,owner\n"
                "nps,Recommend,support,higher,monthly,The Boss\n"
                "csat,Satisfied,support,higher,monthly,HEAD OF  SUPPORT\n"
                "reply,First reply,sales,lower,monthly,The Boss\n"
            ),
        },
        """
metrics.csv:2:owner: "The Boss" is not in people.csv (here and on line 4). Write the id or the
    title of a role there, or add it.
""",
    ),
    Case(
        "a speaker that is not among the people",
        {
            "people.csv": PEOPLE,
            **said(
                "2026-11-03,nps,comment,Two people join.,Head of Sale",
                header="date,about,kind,text,by",
            ),
        },
        """
commentary.csv:2:by: "Head of Sale" is not in people.csv. Did you mean Head of Sales or Head of
    Support?
""",
    ),
    Case(
        "an owner is anybody where the people are not all there",
        {"people.csv": "person,name\n", **led_by("The Boss", "Another")},
        """
warning: people.csv:1: The file has a header and no rows. Add rows below the header.
""",
    ),
    Case(
        "owners are not doubted where the people cannot be read",
        {"people.csv": "person,title\nhead-support,Head of Support\n", **led_by("The Boss", "A")},
        """
people.csv:1:name: The column "name" is missing. Add it (the title of the role).
warning: people.csv:1:title: There is no column "title" in people, so it was not read. Rename it,
    or keep it in a file of your own.
""",
    ),
    Case(
        "two roles with one title",
        people("head-support,Head of Support", "lead-support,head of  support"),
        """
people.csv:3:name: "head of support" is also the title of "head-support" (people.csv:2), and
    readers could not tell them apart. Give each role a title of its own.
""",
    ),
    Case(
        "a role twice",
        people("head-support,Head of Support", "head-support,Head of Service"),
        """
people.csv:3:person: There is already another row for person "head-support", on line 2. Look which
    of the two is right, and keep that one, or give each its own id.
""",
    ),
    Case(
        "a role whose id is a title",
        people("Head of Support,Head of Support"),
        """
people.csv:2:person: "Head of Support" is not an id: an id has lower-case letters, digits and
    hyphens only. Write "head-of-support".
""",
    ),
    Case(
        "a role in an unknown department",
        people("head-support,Head of Support,suport", header="person,name,department"),
        """
people.csv:2:department: "suport" is not in departments.csv. Did you mean support?
""",
    ),
    Case(
        "an address for mail that is none",
        people("head-support,Head of Support,support at example", header="person,name,email"),
        """
people.csv:2:email: "support at example" is not an e-mail address. Correct it, or leave it blank.
""",
    ),
    Case(
        "an address for mail with more in it",
        people("head-support,Head of Support,a@b.c?x=<b>", header="person,name,email"),
        """
people.csv:2:email: "a@b.c?x=<b>" is not an e-mail address. Correct it, or leave it blank.
""",
    ),
    Case(
        "a level below one",
        assessed("Listening,2026-06-30,0"),
        """
maturity.csv:2:level: "0" is below 1. Write 1 or more.
""",
    ),
    Case(
        "a level above five",
        assessed("Listening,2026-06-30,5.5"),
        """
maturity.csv:2:level: "5.5" is above 5. Write 5 or less.
""",
    ),
    Case(
        "a target above five",
        assessed("Listening,2026-06-30,2,6", header="competency,date,level,target"),
        """
maturity.csv:2:target: "6" is above 5. Write 5 or less.
""",
    ),
    Case(
        "a level in words",
        assessed("Listening,2026-06-30,high"),
        """
maturity.csv:2:level: "high" is not a number. Write digits, such as 99.5.
""",
    ),
    Case(
        "an assessment from the future",
        assessed("Listening,2026-12-31,2"),
        """
maturity.csv:2:date: 2026-12-31 is after the day of this site, 2026-11-20. Correct the date.
""",
    ),
    Case(
        "two assessments of a competency on one day",
        assessed("Listening,2026-06-30,2", "listening,2026-06,3", "Listening,2026-05-31,3"),
        """
maturity.csv:3:competency: There is already another row for competency "listening" and date
    "2026-06-30", on line 2. Look which of the two is right, and keep that one.
""",
    ),
    Case(
        "a competency that is nearly another",
        assessed("Listening to customers,2026-06-30,2", "Listening to custumers,2026-05-31,3"),
        """
warning: maturity.csv:3:competency: "Listening to custumers" is nearly "Listening to customers"
    (maturity.csv:2). If they are the same, write them the same.
""",
    ),
    Case(
        "a competency of an unknown department",
        assessed("Listening,2026-06-30,2,sels", header="competency,date,level,department"),
        """
maturity.csv:2:department: "sels" is not in departments.csv. Did you mean sales?
""",
    ),
]
