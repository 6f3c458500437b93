"""Survey answers: the number of each answer on the scale of its survey, and their counts.

Answers are never binned. A median or percentile is that of all answers (between two neighbours by
a straight line, as spreadsheets do), never an average of others.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import accumulate, chain

from generator.check.exports.elapsed_time import read_elapsed
from generator.check.exports.export_rows import Reading, is_within, not_a_number, tokens
from generator.check.faults import CellFault, Seen, report
from generator.check.number_cells import is_missing, parse_numbers
from generator.model.mapping import ExportCalculation, ExportMapping, Scale
from generator.model.problems import ProblemCode, SourceLocation
from generator.model.wording import counted, did_you_mean, first_of, folded, quoted
from generator.read.groups import SEVERAL

NO_ANSWER = "rows without an answer"
_PROMOTERS, _DETRACTORS = 9, 6
_SURVEYS_NAMED = 3
_ANSWERS_NAMED = 10
#: The fix for numbers that can be read in two ways: nobody types an export again.
_DECLARE_MARK = 'Declare decimal = "." or decimal = "," for this export in exports.toml.'


def read_answers(reading: Reading) -> dict[int, float]:
    """What each group adds: its answer as a number, or 1 and 0 if a condition is counted."""
    mapping = reading.export.mapping
    if mapping.elapsed and mapping.calculation is not ExportCalculation.COUNT:
        times = read_elapsed(reading, mapping.elapsed)
        if mapping.calculation is ExportCalculation.SHARE:
            return {
                g: float(is_within([time], mapping.condition) is True) for g, time in times.items()
            }
        return times
    if not mapping.answer:
        return dict.fromkeys(reading.in_use, 1.0)
    if mapping.condition.filled is None:
        answers = {group: reading.text(group, mapping.answer) for group in reading.in_use}
        blank = [g for g, text in answers.items() if all(map(is_missing, tokens(text, "")))]
        reading.skip(blank, NO_ANSWER)
    if mapping.calculation is ExportCalculation.COUNT:
        return dict.fromkeys(reading.in_use, 1.0)
    if mapping.calculation is ExportCalculation.SHARE:
        _refuse_neither(reading)
        met = reading.parse_condition(mapping.answer, mapping.condition)
        return {group: float(value) for group, value in met.items()}
    numbers = reading.parse(mapping.answer, lambda seen: _numbers(seen, mapping))
    scales = _scales(reading)
    off_scale: dict[str, CellFault] = {}
    worth: dict[int, float] = {}
    refused = []
    for group in reading.in_use:
        text, scale = reading.text(group, mapping.answer), scales.get(group)
        fault = _off_scale(text, numbers[group], scale)
        if fault is None:
            worth[group] = _worth(numbers[group], scale, mapping)
        else:
            off_scale.setdefault(text, fault)
            refused.append(group)
    seen = reading.seen(reading.slot(mapping.answer)) if off_scale else {}
    reading.problems += report(
        reading.export.file, mapping.answer, off_scale, seen, ProblemCode.CONSTRAINT_ERROR
    )
    reading.refuse(refused)
    return worth


def _refuse_neither(reading: Reading) -> None:
    """Refuses answers that are neither those that count nor any that the mapping names.

    One choice of several in a cell is no answer of its own, so those are not judged.
    """
    mapping, condition = reading.export.mapping, reading.export.mapping.condition
    texts = reading.seen(reading.slot(mapping.answer)) if condition.one_of else {}
    if not texts or condition.separator or any(SEVERAL in text for text in texts):
        return
    filters = (each.one_of for each in mapping.filters if each.column == mapping.answer)
    named = {*condition.one_of, *condition.none_of, *mapping.answers, *chain(*filters)}
    known = {folded(word) for word in named}
    neither = {text: seen for text, seen in texts.items() if folded(text) not in known}
    if not neither:
        return
    counts = [f"{quoted(text)} in {counted(seen.rows, 'row')}" for text, seen in neither.items()]
    words = ", ".join(map(quoted, [*neither][:_SURVEYS_NAMED]))
    fault = CellFault(
        f"Beside {first_of([*map(quoted, condition.one_of)], _ANSWERS_NAMED)} there are other "
        "answers: "
        f"{first_of(counts, _ANSWERS_NAMED)}.",
        f"Declare which of them count as not met, such as is_not = [{words}], and leave the others "
        "out by a filter.",
    )
    first = min(seen.line for seen in neither.values())
    place = SourceLocation(reading.export.file, first, mapping.answer)
    reading.problems.append(fault.at(place, ProblemCode.CONSTRAINT_ERROR))
    slot, keys = reading.slot(mapping.answer), reading.export.groups.keys
    reading.refuse([group for group in reading.in_use if keys[group][slot] in neither])


def _numbers(seen: Mapping[str, Seen], mapping: ExportMapping) -> dict[str, float | CellFault]:
    """The number of each text: as exports.toml states it, else as it is written."""
    meanings = {folded(text): value for text, value in mapping.answers.items()}
    answers = {text: tokens(text, "")[0] for text in seen}
    numbers: dict[str, float | CellFault] = {
        text: meanings[folded(answer)]
        for text, answer in answers.items()
        if folded(answer) in meanings
    }
    written = [text for text in seen if text not in numbers]
    parsed = parse_numbers(
        [answers[text] for text in written],
        [seen[text].line for text in written],
        decimal=mapping.dialect.decimal_mark,
        whole=mapping.scale is not None or bool(mapping.scales),
    )
    for index, text in enumerate(written):
        value, fault = parsed.values[index], parsed.faults.get(index)
        if fault is not None and fault.names_lines:
            numbers[text] = CellFault(fault.message, _DECLARE_MARK, names_lines=True)
        elif fault is not None and "is not a number" not in fault.message:
            numbers[text] = replace(fault, fix=fault.exported)
        else:
            numbers[text] = not_a_number(answers[text]) if value is None else value
    return numbers


def _scales(reading: Reading) -> Mapping[int, Scale]:
    """The scale of each group's survey, if one is stated."""
    mapping = reading.export.mapping
    if not mapping.scales:
        _check_surveys(reading)
        return dict.fromkeys(reading.in_use, mapping.scale) if mapping.scale else {}
    by_survey = {folded(survey): scale for survey, scale in mapping.scales.items()}

    def scale_of(survey: str) -> Scale | CellFault:
        return (
            by_survey.get(folded(survey))
            or mapping.scale
            or CellFault(
                f"The scale of the survey {quoted(survey)} is not stated.",
                f"Add it to scales, such as {quoted(survey)} = [0, 10], or leave its rows out "
                "by a filter.",
                near=lambda: did_you_mean(survey, mapping.scales),
            )
        )

    return reading.parse_each(mapping.survey, scale_of, ProblemCode.CONSTRAINT_ERROR)


def _check_surveys(reading: Reading) -> None:
    """Several surveys that are read with one scale: their scales may differ."""
    mapping = reading.export.mapping
    if not (mapping.scale and mapping.survey):
        return
    surveys = list(filter(None, reading.seen(reading.slot(mapping.survey))))
    if len(surveys) < 2:
        return
    named = first_of([*map(quoted, surveys)], _SURVEYS_NAMED)
    fault = CellFault(
        f"{reading.export.file} holds several surveys ({named}), and one scale is declared.",
        f"Declare the scale of each: scales = {{ {quoted(surveys[0])} = [0, 10] }}, or leave the "
        "others out by a filter.",
    )
    reading.problems.append(fault.at(mapping.location("scale")))


def _off_scale(text: str, number: float, scale: Scale | None) -> CellFault | None:
    if scale is None or (scale.low <= number <= scale.high and number.is_integer()):
        return None
    return CellFault(
        f"{quoted(text)} is no answer on the scale of {scale}.",
        "Correct the scale in exports.toml, or leave such rows out by a filter.",
    )


def _worth(number: float, scale: Scale | None, mapping: ExportMapping) -> float:
    if mapping.calculation is not ExportCalculation.TOP_BOX:
        return number
    if mapping.favourable:
        return float(number in mapping.favourable)
    if mapping.top and scale is not None:
        return float(number > scale.high - mapping.top)
    least = mapping.condition.at_least
    return float(least is not None and number >= least)


@dataclass(slots=True)
class Tally:
    """How often each answer was given; by file the number of rows, the first and last line."""

    answers: Counter[float] = field(default_factory=Counter)
    rows: Counter[int] = field(default_factory=Counter)
    firsts: dict[int, int] = field(default_factory=dict)
    lasts: dict[int, int] = field(default_factory=dict)

    def add(self, file: int, worth: float, count: int, first: int, last: int) -> None:
        """Counts equal rows of a file."""
        self.answers[worth] += count
        self.rows[file] += count
        self.firsts[file] = min(first, self.firsts.get(file, first))
        self.lasts[file] = max(last, self.lasts.get(file, last))


def count_cells(tally: Tally, mapping: ExportMapping) -> dict[str, str]:
    """The cells of a row of measurements, as text."""
    answers = tally.answers
    n = answers.total()
    count = mapping.calculation
    if count is ExportCalculation.NPS:
        promoters = sum(rows for answer, rows in answers.items() if answer >= _PROMOTERS)
        detractors = sum(rows for answer, rows in answers.items() if answer <= _DETRACTORS)
        return {"n": str(n), "promoters": str(promoters), "detractors": str(detractors)}
    if count is ExportCalculation.MEDIAN or count is ExportCalculation.PERCENTILE:
        share = 0.5 if count is ExportCalculation.MEDIAN else mapping.percentile / 100
        return {"value": text_of(percentile(answers, share)), "n": str(n)}
    if count is ExportCalculation.COUNT:
        return {"n": str(n)}
    return {"n": str(n), "numerator": text_of(total(answers))}


def total(answers: Counter[float]) -> float:
    """The sum of all answers, without rounding errors."""
    return math.fsum(answer * rows for answer, rows in answers.items())


def percentile(answers: Counter[float], share: float) -> float:
    """The value below which a share of the answers lies; between two, by a straight line."""
    n = answers.total()
    position = share * (n - 1)
    below = math.floor(position)
    values = sorted(answers)
    ends = [*accumulate(answers[value] for value in values)]
    low, high = (values[bisect_right(ends, at)] for at in (below, min(below + 1, n - 1)))
    return low + (high - low) * (position - below)


def text_of(number: float) -> str:
    """A number as plain digits, which mean the same when they are read again."""
    return format(Decimal(f"{number:.12g}"), "f")
