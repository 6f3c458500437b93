"""What people really export, row by row, with the tests that show what becomes of it.

Each name is that of a case, or of a test, in the modules below; the list is the table of contents
of the reading, and a test that is renamed or lost is missed here.
"""

from __future__ import annotations

from types import ModuleType

import pytest

from tests.check import test_counted, test_spreadsheets
from tests.check.test_faults import CASES
from tests.exports import test_calculations, test_declarations, test_files, test_overlap
from tests.exports import test_presets as presets
from tests.pages import test_escape
from tests.read import test_accepted, test_values

ACCEPTED = {
    "a byte order mark": ["a byte order mark"],
    "UTF-16 with tabs": [
        "UTF-16 with tabs, as Excel saves Unicode text",
        "UTF-16 the other way round",
    ],
    "Windows": ["Windows", "Windows with a single letter", "test_a_sheet_is_read_alike"],
    "old Mac": ["old Mac"],
    "CR alone and newlines of all kinds": [
        "CR alone",
        "CR and LF",
        "newlines of three kinds",
        "the line in a file with CR alone",
    ],
    "semicolons with decimal commas": [
        "semicolons",
        "a decimal comma",
        "test_semicolons_with_decimal_commas_and_thousands_by_points",
    ],
    "thousands": [
        "thousands by commas and a point",
        "thousands by two commas",
        "thousands by a space",
        "thousands by a no-break space",
        "thousands by a narrow no-break space",
        "thousands by an apostrophe",
        "thousands by a raised comma",
        "thousands by points and a decimal comma",
    ],
    "signs and digits": ["a true minus", "a minus behind", "brackets", "full-width digits"],
    "percent": ["a percent sign", "a percent sign after a space"],
    "one currency": ["a currency before", "a currency behind", "a sign before", "a sign behind"],
    "spaces around": ["spaces around cells", "no-break spaces around cells", "spaces around"],
    "capitals in the header": ["a header in capitals"],
    "blank lines and rows": ["blank lines", "rows of delimiters alone"],
    "a delimiter too much": [
        "a delimiter too much on every row",
        "a delimiter too much on the rows and not on the header",
    ],
    "newlines in texts": [
        "newlines and quotation marks in a text",
        "the line after cells with newlines",
        "the line where a record of several lines starts",
    ],
    "no value": [
        "test_a_missing_value_is_counted_and_never_nought",
        "test_a_missing_marker_in_a_text_is_a_text",
    ],
    "formulas, HTML, Markdown and templates": [
        "formulas, tags and templates are texts",
        "test_mkdocs_adds_nothing_either",
    ],
    "a last day proves an order": [
        "test_a_day_that_is_last_of_its_month_proves_the_order_of_its_column"
    ],
    "a header and no rows": ["a header and no rows", "measurements with a header and no rows"],
    "comments and sep=": ["comments with delimiters before the header", "a sep= line"],
    "an exact duplicate": ["test_an_exact_duplicate_of_a_table_is_dropped_and_counted"],
}
REFUSED = {
    "no text at all": [
        "a workbook renamed csv",
        "an old workbook renamed csv",
        "a login page saved as csv",
        "a PDF renamed csv",
        "NUL bytes",
        "an empty file",
    ],
    "text for a number": [
        "text where a number belongs",
        "text and an error of the spreadsheet where a target is needed",
        "text where a count belongs",
    ],
    "an error of the spreadsheet": ["a division by zero", "a broken reference"],
    "out of bounds": ["a recommendation beyond what can be", "a share above the whole"],
    "a day that cannot be": [
        "a day before 1900",
        "a year before 1900",
        "a day that never comes",
        "a period after the day of the site",
    ],
    "ragged rows": [
        "a row with too few cells",
        "a decimal comma without quotation marks",
        "a text with a delimiter and without quotation marks",
    ],
    "quotation marks": [
        "a quotation mark that is never closed",
        "a text after its closing quotation mark",
        "an endless cell",
    ],
    "headers": ["a blank label", "a label twice", "no header"],
    "a key twice": [
        "an id twice with other cells",
        "two values for one period",
        "two values in two files",
    ],
    "unknown ids": ["a wrong word with one near", "an unknown department with none near"],
    "two orders of dates": ["days in two orders", "days of two digits in two orders"],
    "two currencies": ["two currencies"],
    "percent and shares mixed": ["with and without a percent sign"],
    "two tables in one file": ["the header again between the rows", "test_a_second_table"],
    "two encodings in one file": [
        "two encodings in one file",
        "two encodings in one file with CR alone",
        "a mark of UTF-8 before another encoding",
    ],
}
ASKED = {
    "files that overlap": [
        "two values in two files",
        "test_next_month_s_file_restates_this_month_s",
        "test_days_of_two_files_without_ids_are_refused_until_declared",
        "test_the_newer_file_replaces_the_days_of_the_older",
    ],
    "nothing but 1,018": ["a column of nothing but these", "thousands"],
    "dates that read both ways": ["days that read both ways", "day first", "month first"],
    "Excel's numbers of days": ["the number of a day in Excel", "Excel's days"],
    "a column a month": ["test_a_column_a_month_that_is_not_declared", "a column a month"],
    "rows above, rows below, totals": [
        "rows above",
        "rows below",
        "totals",
        "test_a_footer_that_is_not_declared",
        "test_responses_with_an_undeclared_footer",
    ],
    "the scale of a survey": ["test_hubspot_feedback_with_a_survey_of_unknown_scale", "no scale"],
}
MODULES: tuple[ModuleType, ...] = (
    test_accepted,
    test_calculations,
    test_counted,
    test_declarations,
    test_escape,
    test_files,
    test_overlap,
    presets,
    test_spreadsheets,
    test_values,
)


def known() -> set[str]:
    """The names of all cases and tests."""
    tables = (test_values.NUMBERS, test_values.DATES, test_files.CASES, test_declarations.CASES)
    names = {case.name for case in CASES} | {case.name for case in test_accepted.ACCEPTED}
    names |= {str(case[0]) for table in tables for case in table}
    return names | {name for module in MODULES for name in vars(module) if name[:5] == "test_"}


@pytest.mark.parametrize(("fault", "names"), [*ACCEPTED.items(), *REFUSED.items(), *ASKED.items()])
def test_each_fault_has_its_tests(fault: str, names: list[str]) -> None:
    assert names
    assert {*names} <= known(), fault


def test_there_are_many_cases() -> None:
    assert (
        len({name for table in (ACCEPTED, REFUSED, ASKED) for n in table.values() for name in n})
        >= 90
    )
