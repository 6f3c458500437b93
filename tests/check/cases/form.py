"""Files that are missing, are no text, or whose rows and quotes do not hold together."""

from __future__ import annotations

from tests.check.cases.case import Case, values

HEADER = "metric,date,value"

FORM = [
    Case(
        "departments.csv is missing",
        {"departments.csv": None},
        """
departments.csv: The file is missing, and the site needs it. Make it, with the columns
    department and name.
""",
    ),
    Case(
        "metrics.csv is missing",
        {"metrics.csv": None},
        """
metrics.csv: The file is missing, and the site needs it. Make it, with the columns metric,
    name, department and better.
""",
    ),
    Case(
        "there are no measurements",
        {"measurements/values.csv": None},
        """
measurements/: There is no CSV file in the folder measurements/. Put at least one there,
    with the columns metric, date and value.
""",
    ),
    Case(
        "nothing of the three required tables is there",
        {"departments.csv": None, "metrics.csv": None, "measurements/values.csv": None},
        """
departments.csv: The file is missing, and the site needs it. Make it, with the columns
    department and name.
measurements/: There is no CSV file in the folder measurements/. Put at least one there,
    with the columns metric, date and value.
metrics.csv: The file is missing, and the site needs it. Make it, with the columns metric,
    name, department and better.
""",
    ),
    Case(
        "a workbook renamed csv",
        {"measurements/helpdesk.csv": b"PK\x03\x04\x14\x00\x06\x00"},
        """
measurements/helpdesk.csv: This is an Excel workbook, not a CSV file. In Excel: File, Save
    As, CSV UTF-8, then use that file.
""",
    ),
    Case(
        "an old workbook renamed csv",
        {"goals.csv": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
        """
goals.csv: This is an Excel workbook, not a CSV file. In Excel: File, Save As, CSV UTF-8,
    then use that file.
""",
    ),
    Case(
        "a login page saved as csv",
        {"measurements/helpdesk.csv": b"\n<!DOCTYPE html>\n<html><title>Sign in</title></html>"},
        """
measurements/helpdesk.csv: This is a web page, perhaps a login page, not a CSV file. Log in
    to the system and export the file again.
""",
    ),
    Case(
        "a login page with a byte order mark",
        {"measurements/helpdesk.csv": b"\xef\xbb\xbf<html><title>Sign in</title></html>"},
        """
measurements/helpdesk.csv: This is a web page, perhaps a login page, not a CSV file. Log in
    to the system and export the file again.
""",
    ),
    Case(
        "a report page in XML",
        {"measurements/helpdesk.csv": '<?xml version="1.0"?>\n<Workbook/>'},
        """
measurements/helpdesk.csv: This is an XML file, not a CSV file. Export it as CSV instead.
""",
    ),
    Case(
        "a PDF renamed csv",
        {"measurements/helpdesk.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"},
        """
measurements/helpdesk.csv: This is a PDF, not a CSV file. Export the figures as CSV instead.
""",
    ),
    Case(
        "NUL bytes",
        values("nps,2026-10,3\x006"),
        """
measurements/values.csv: This is not a text file: it holds NUL bytes. In Excel: File, Save
    As, CSV UTF-8, then use that file.
""",
    ),
    Case(
        "UTF-16 without its mark",
        {"goals.csv": "goal,metric\n".encode("utf-16-le")},
        """
goals.csv: This is not a text file: it holds NUL bytes. In Excel: File, Save As, CSV UTF-8,
    then use that file.
""",
    ),
    Case(
        "UTF-32",
        {"goals.csv": b"\xff\xfe\x00\x00" + "goal\n".encode("utf-32-le")},
        """
goals.csv: This is not a text file: it holds NUL bytes. In Excel: File, Save As, CSV UTF-8,
    then use that file.
""",
    ),
    Case(
        "an empty file",
        {"goals.csv": b""},
        """
goals.csv: The file is empty. Export it again, or move it elsewhere if it is not needed.
""",
    ),
    Case(
        "a file of blanks",
        {"goals.csv": b" \r\n \r\n"},
        """
goals.csv: The file is empty. Export it again, or move it elsewhere if it is not needed.
""",
    ),
    Case(
        "a file of delimiters",
        {"goals.csv": b",,,\r\n,,,\r\n"},
        """
goals.csv: The file has no header row. Write the names of the columns in its first row.
""",
    ),
    Case(
        "a table that cannot be read makes its references no faults",
        {"metrics.csv": b"PK\x03\x04"},
        """
metrics.csv: This is an Excel workbook, not a CSV file. In Excel: File, Save As, CSV UTF-8,
    then use that file.
""",
    ),
    Case(
        "an old workbook beside the tables",
        {"goals.xls": b"PK\x03\x04"},
        """
warning: goals.xls: Only CSV files, .xlsx and .ods are read, so this one was not. Save it as
    .xlsx or CSV UTF-8, and put that file here.
""",
    ),
    Case(
        "a text file among the measurements",
        {"measurements/helpdesk.txt": f"{HEADER}\n"},
        """
warning: measurements/helpdesk.txt: Only CSV files, .xlsx and .ods are read, so this one was not.
    Rename it so that its name ends in .csv.
""",
    ),
    Case(
        "a column of values with another name",
        {"measurements/values.csv": "metric,date,Wert,Quelle\nnps,2026-10,36,CRM\n"},
        """
measurements/values.csv:1:wert: 1 row without a value and without counts. Is one of "wert" and
    "quelle" the value? Then name that column value.
""",
    ),
    Case(
        "an archive and a JSON file among the measurements and the exports",
        {"measurements/june.zip": b"PK\x03\x04", "exports/survey.json": "[]"},
        """
warning: exports/survey.json: Only CSV files, .xlsx and .ods are read, so this one was not.
    Export it as CSV, and put that file here.
warning: measurements/june.zip: Only CSV files, .xlsx and .ods are read, so this one was not.
    Unpack it, and put the CSV file in it here.
""",
    ),
    Case(
        "a workbook that somebody has open",
        {"measurements/~$values.xlsx": b"\x05"},
        """
warning: measurements/~$values.xlsx: A spreadsheet program has a file open here; what is not
    saved is not read. Save and close it. Where nobody has it open, this file holds no data.
""",
    ),
    Case(
        "copies of a file, as computers name them",
        {
            "measurements/values (2).csv": "metric,date,value\nnps,2026-08,35\n",
            "measurements/values - Kopie.csv": "metric,date,value\nnps,2026-07,35\n",
        },
        """
warning: measurements/values (2).csv: This looks like a copy of values.csv, which is there
    too. Look which of the two is right, and move the other elsewhere.
warning: measurements/values - Kopie.csv: This looks like a copy of values.csv, which is
    there too. Look which of the two is right, and move the other elsewhere.
""",
    ),
    Case(
        "an unknown file with a near name",
        {"goal.csv": "goal\nx\n"},
        """
warning: goal.csv: This is not among the tables, so it was not read. Did you mean goals.csv?
""",
    ),
    Case(
        "a file name in capitals",
        {"Goals.csv": "goal\nx\n"},
        """
warning: Goals.csv: This is not among the tables, so it was not read. Did you mean
    goals.csv?
""",
    ),
    Case(
        "an unknown file with no near name",
        {"zebra.csv": "a,b\n"},
        """
warning: zebra.csv: This is not among the tables, so it was not read. The tables are
    departments.csv, objectives.csv, metrics.csv, measurements/, goals.csv, milestones.csv,
    segments.csv, benchmarks.csv, events.csv, initiatives.csv, touchpoints.csv, handoffs.csv,
    commentary.csv, maturity.csv and people.csv.
""",
    ),
    Case(
        "an unknown folder with a near name",
        {"measurement/june.csv": f"{HEADER}\n"},
        """
warning: measurement/: This is not among the tables, so it was not read. Did you mean
    measurements/?
""",
    ),
    Case(
        "a row with too few cells",
        values("nps,2026-10,36", "csat,2026-10", "reply,2026-10,7"),
        """
measurements/values.csv:3: This row has 2 cells where the header has 3. Add what is missing;
    a blank cell needs its comma too.
""",
    ),
    Case(
        "a row with one cell",
        values("nps,2026-10,36", "csat", "reply,2026-10,7"),
        """
measurements/values.csv:3: This row has 1 cell where the header has 3. Add what is missing;
    a blank cell needs its comma too.
""",
    ),
    Case(
        "a decimal comma without quotation marks",
        values("nps,2026-10,36", "reply,2026-10,7,5"),
        """
measurements/values.csv:3: This row has 4 cells where the header has 3; "5" has no column.
    Put a text that holds a comma in quotation marks, or move what is too much to its column.
""",
    ),
    Case(
        "a text with a delimiter and without quotation marks",
        values("nps;2026-10;36;slow; but sure", header="metric;date;value;note"),
        """
measurements/values.csv:2: This row has 5 cells where the header has 4; "but sure" has no
    column. Put a text that holds a semicolon in quotation marks, or move what is too much to its
    column.
""",
    ),
    Case(
        "a ragged row keeps its id known",
        {"departments.csv": "department,name\nsupport,Support,of customers\nsales,Sales\n"},
        """
departments.csv:2: This row has 3 cells where the header has 2; "of customers" has no
    column. Put a text that holds a comma in quotation marks, or move what is too much to its
    column.
""",
    ),
    Case(
        "a quotation mark that is never closed",
        values("nps,2026-10,36", 'csat,2026-10,"81', "reply,2026-10,7"),
        """
measurements/values.csv:3: A quotation mark opens a text here and is never closed. Close it,
    or write "" for a quotation mark inside a text.
""",
    ),
    Case(
        "a text after its closing quotation mark",
        values('nps,2026-10,"36"x', "csat,2026-10,81"),
        """
measurements/values.csv:2: A text goes on after its closing quotation mark. Write "" for a
    quotation mark inside a text, or remove the stray one.
""",
    ),
    Case(
        "an unclosed quotation mark makes no reference a fault",
        {"metrics.csv": 'metric,name,department,better\nnps,"Would recommend,support,higher\n'},
        """
metrics.csv:2: A quotation mark opens a text here and is never closed. Close it, or write ""
    for a quotation mark inside a text.
""",
    ),
    Case(
        "an endless cell",
        {"goals.csv": '"' + "x" * 1_100_000 + '"\n'},
        """
goals.csv:1: A cell holds more than a million characters. Look for a quotation mark that is
    never closed.
""",
    ),
    Case(
        "two encodings in one file",
        {
            "departments.csv": "department,name\nsales,Verkäufe\n".encode()
            + "support,Größe\n".encode("cp1252")
        },
        """
departments.csv:3: The file mixes two encodings: this line is not UTF-8, others are. Type
    the accented letters of this line again, then save the file as CSV UTF-8.
""",
    ),
    Case(
        "two encodings in one file with CR alone",
        {
            "departments.csv": "department,name\rsales,Verkäufe\r".encode()
            + "support,Größe\r".encode("cp1252")
        },
        """
departments.csv:3: The file mixes two encodings: this line is not UTF-8, others are. Type
    the accented letters of this line again, then save the file as CSV UTF-8.
""",
    ),
    Case(
        "a mark of UTF-8 before another encoding",
        {"departments.csv": b"\xef\xbb\xbfdepartment,name\nsales,Sales\nsupport,\xe9quipe\n"},
        """
departments.csv:3: The file says that it is UTF-8, but this line is not. Type the accented
    letters of this line again, then save the file as CSV UTF-8.
""",
    ),
    Case(
        "UTF-16 cut short",
        {"goals.csv": "goal\nx\n".encode("utf-16") + b"x"},
        """
goals.csv:3: The file says that it is UTF-16, but this line is not. Type the accented
    letters of this line again, then save the file as CSV UTF-8.
""",
    ),
    Case(
        "the header again between the rows",
        values("nps,2026-10,36", "Metric, Date, Value", "csat,2026-10,81", "reply,2026-10,7"),
        """
measurements/values.csv:3: This row repeats the header, as where two files were joined. Keep the
    header in the first row alone.
""",
    ),
    Case(
        "the line after cells with newlines",
        {
            "departments.csv": (
                'department,name\nsupport,"Support\n\nof customers"\nsales,"Sales\r\n'
                'and more"\nSales 2,More\n'
            ),
        },
        """
departments.csv:7:department: "Sales 2" is not an id: an id has lower-case letters, digits
    and hyphens only. Write "sales-2".
""",
    ),
    Case(
        "the line where a record of several lines starts",
        {
            "departments.csv": (
                'department,name\nsupport,Support\nsales,Sales\nBad Id,"one\ntwo\nthree"\n'
            ),
        },
        """
departments.csv:4:department: "Bad Id" is not an id: an id has lower-case letters, digits
    and hyphens only. Write "bad-id".
""",
    ),
    Case(
        "the line in a file with CRLF",
        {
            "measurements/values.csv": (
                f"{HEADER}\r\nnps,2026-10,36\r\n\r\ncsat,2026-10,x\r\nreply,2026-10,7\r\n"
            ),
        },
        """
measurements/values.csv:4:value: "x" is not a number. Write digits, such as 99.5, or leave
    it blank.
""",
    ),
    Case(
        "the line in a file with CR alone",
        {
            "measurements/values.csv": (
                f"{HEADER}\rnps,2026-10,36\r\rcsat,2026-10,x\rreply,2026-10,7\r"
            ),
        },
        """
measurements/values.csv:4:value: "x" is not a number. Write digits, such as 99.5, or leave
    it blank.
""",
    ),
    Case(
        "the line after comments",
        {
            "measurements/values.csv": (
                f"# from the helpdesk, monthly\n#\n{HEADER}\nnps,2026-10,36\n"
                "csat,2026-10,x\nreply,2026-10,7\n"
            ),
        },
        """
measurements/values.csv:5:value: "x" is not a number. Write digits, such as 99.5, or leave
    it blank.
""",
    ),
    Case(
        "the line after a comment that a spreadsheet padded",
        {
            "measurements/values.csv": (
                f'"# from A, B",,\n{HEADER}\nnps,2026-10,36\ncsat,2026-10,x\nreply,2026-10,7\n'
            ),
        },
        """
measurements/values.csv:4:value: "x" is not a number. Write digits, such as 99.5, or leave
    it blank.
""",
    ),
    Case(
        "the line after sep=",
        {
            "measurements/values.csv": (
                "sep=;\r\nmetric;date;value\r\nnps;2026-10;36\r\ncsat;2026-10;x\r\n"
                "reply;2026-10;7\r\n"
            ),
        },
        """
measurements/values.csv:4:value: "x" is not a number. Write digits, such as 99.5, or leave
    it blank.
""",
    ),
    Case(
        "the line after sep= with CR alone",
        {
            "measurements/values.csv": (
                "sep=;\rmetric;date;value\rnps;2026-10;36\rcsat;2026-10;x\rreply;2026-10;7\r"
            ),
        },
        """
measurements/values.csv:4:value: "x" is not a number. Write digits, such as 99.5, or leave
    it blank.
""",
    ),
    Case(
        "all faults of all files, by file and line",
        {
            "departments.csv": "department,name\nsupport,Support\nsales,\n",
            "goals.csv": (
                "goal,department,metric,rule,target\nfaster,sales,reply,reach,soon\n"
                "better,saless,nps,reach,40\n"
            ),
            "measurements/values.csv": f"{HEADER}\nnps,2026-13,36\nnsp,2026-10,36\n",
            "objectives.csv": b"%PDF-1.7",
        },
        """
departments.csv:3:name: The cell is blank, and "name" is required. Fill it in.
goals.csv:2:target: "soon" is not a number. Write digits, such as 99.5.
goals.csv:3:department: "saless" is not in departments.csv. Did you mean sales?
measurements/values.csv:2:date: "2026-13" is not in the calendar. Correct the day, week,
    month or quarter.
measurements/values.csv:3:metric: "nsp" is not in metrics.csv. Did you mean nps?
objectives.csv: This is a PDF, not a CSV file. Export the figures as CSV instead.
""",
    ),
]
