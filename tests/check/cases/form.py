"""Files that are missing, are no text, or whose rows and quotes do not hold together."""

from __future__ import annotations

from tests.check.cases.case import Case, values

HEADER = "metric,date,value"

FORM = [
    Case("departments.csv is missing", {"departments.csv": None}, TODO),
    Case("metrics.csv is missing", {"metrics.csv": None}, TODO),
    Case("there are no measurements", {"measurements/values.csv": None}, TODO),
    Case(
        "nothing of the three required tables is there",
        {"departments.csv": None, "metrics.csv": None, "measurements/values.csv": None},
        TODO,
    ),
    Case("a workbook renamed csv", {"measurements/helpdesk.csv": b"PK\x03\x04\x14\x00\x06\x00"}, TODO),
    Case("an old workbook renamed csv", {"goals.csv": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}, TODO),
    Case(
        "a login page saved as csv",
        {"measurements/helpdesk.csv": b"\n<!DOCTYPE html>\n<html><title>Sign in</title></html>"},
        TODO,
    ),
    Case(
        "a login page with a byte order mark",
        {"measurements/helpdesk.csv": b"\xef\xbb\xbf<html><title>Sign in</title></html>"},
        TODO,
    ),
    Case("a report page in XML", {"measurements/helpdesk.csv": '<?xml version="1.0"?>\n<Workbook/>'}, TODO),
    Case("a PDF renamed csv", {"measurements/helpdesk.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"}, TODO),
    Case("NUL bytes", values("nps,2026-10,3\x006"), TODO),
    Case("UTF-16 without its mark", {"goals.csv": "goal,metric\n".encode("utf-16-le")}, TODO),
    Case("UTF-32", {"goals.csv": b"\xff\xfe\x00\x00" + "goal\n".encode("utf-32-le")}, TODO),
    Case("an empty file", {"goals.csv": b""}, TODO),
    Case("a file of blanks", {"goals.csv": b" \r\n \r\n"}, TODO),
    Case("a file of delimiters", {"goals.csv": b",,,\r\n,,,\r\n"}, TODO),
    Case("a table that cannot be read makes its references no faults", {"metrics.csv": b"PK\x03\x04"}, TODO),
    Case("a workbook beside the tables", {"goals.xlsx": b"PK\x03\x04"}, TODO),
    Case("a text file among the measurements", {"measurements/helpdesk.txt": f"{HEADER}\n"}, TODO),
    Case("an unknown file with a near name", {"goal.csv": "goal\nx\n"}, TODO),
    Case("a file name in capitals", {"Goals.csv": "goal\nx\n"}, TODO),
    Case("an unknown file with no near name", {"zebra.csv": "a,b\n"}, TODO),
    Case("an unknown folder with a near name", {"measurement/june.csv": f"{HEADER}\n"}, TODO),
    Case("a row with too few cells", values("nps,2026-10,36", "csat,2026-10", "reply,2026-10,7"), TODO),
    Case("a row with one cell", values("nps,2026-10,36", "csat", "reply,2026-10,7"), TODO),
    Case("a decimal comma without quotation marks", values("nps,2026-10,36", "reply,2026-10,7,5"), TODO),
    Case(
        "a text with a delimiter and without quotation marks",
        values("nps;2026-10;36;slow; but sure", header="metric;date;value;note"),
        TODO,
    ),
    Case(
        "a ragged row keeps its id known",
        {"departments.csv": "department,name\nsupport,Support,of customers\nsales,Sales\n"},
        TODO,
    ),
    Case("a quotation mark that is never closed", values("nps,2026-10,36", 'csat,2026-10,"81', "reply,2026-10,7"), TODO),
    Case("a text after its closing quotation mark", values('nps,2026-10,"36"x', "csat,2026-10,81"), TODO),
    Case(
        "an unclosed quotation mark makes no reference a fault",
        {"metrics.csv": 'metric,name,department,better\nnps,"Would recommend,support,higher\n'},
        TODO,
    ),
    Case("an endless cell", {"goals.csv": '"' + "x" * 1_100_000 + '"\n'}, TODO),
    Case(
        "two encodings in one file",
        {"departments.csv": "department,name\nsales,Verkäufe\n".encode() + "support,Größe\n".encode("cp1252")},
        TODO,
    ),
    Case(
        "two encodings in one file with CR alone",
        {"departments.csv": "department,name\rsales,Verkäufe\r".encode() + "support,Größe\r".encode("cp1252")},
        TODO,
    ),
    Case(
        "a mark of UTF-8 before another encoding",
        {"departments.csv": b"\xef\xbb\xbfdepartment,name\nsales,Sales\nsupport,\xe9quipe\n"},
        TODO,
    ),
    Case("UTF-16 cut short", {"goals.csv": "goal\nx\n".encode("utf-16") + b"x"}, TODO),
    Case("the header again between the rows", values("nps,2026-10,36", "Metric, Date, Value", "csat,2026-10,81", "reply,2026-10,7"), TODO),
    Case(
        "the line after cells with newlines",
        {"departments.csv": 'department,name\nsupport,"Support\n\nof customers"\nsales,"Sales\r\nand more"\nSales 2,More\n'},
        TODO,
    ),
    Case("the line where a record of several lines starts", {"departments.csv": 'department,name\nsupport,Support\nsales,Sales\nBad Id,"one\ntwo\nthree"\n'}, TODO),
    Case("the line in a file with CRLF", {"measurements/values.csv": f"{HEADER}\r\nnps,2026-10,36\r\n\r\ncsat,2026-10,x\r\nreply,2026-10,7\r\n"}, TODO),
    Case("the line in a file with CR alone", {"measurements/values.csv": f"{HEADER}\rnps,2026-10,36\r\rcsat,2026-10,x\rreply,2026-10,7\r"}, TODO),
    Case("the line after comments", {"measurements/values.csv": f"# from the helpdesk, monthly\n#\n{HEADER}\nnps,2026-10,36\ncsat,2026-10,x\nreply,2026-10,7\n"}, TODO),
    Case("the line after a comment that a spreadsheet padded", {"measurements/values.csv": f'"# from A, B",,\n{HEADER}\nnps,2026-10,36\ncsat,2026-10,x\nreply,2026-10,7\n'}, TODO),
    Case("the line after sep=", {"measurements/values.csv": "sep=;\r\nmetric;date;value\r\nnps;2026-10;36\r\ncsat;2026-10;x\r\nreply;2026-10;7\r\n"}, TODO),
    Case("the line after sep= with CR alone", {"measurements/values.csv": "sep=;\rmetric;date;value\rnps;2026-10;36\rcsat;2026-10;x\rreply;2026-10;7\r"}, TODO),
    Case(
        "all faults of all files, by file and line",
        {
            "departments.csv": "department,name\nsupport,Support\nsales,\n",
            "goals.csv": "goal,department,metric,rule,target\nfaster,sales,reply,reach,soon\nbetter,saless,nps,reach,40\n",
            "measurements/values.csv": f"{HEADER}\nnps,2026-13,36\nnsp,2026-10,36\n",
            "objectives.csv": b"%PDF-1.7",
        },
        TODO,
    ),
]
