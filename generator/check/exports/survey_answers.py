"""Answers: what the text of a response is worth under its survey's scale, never binned."""

from __future__ import annotations

from collections.abc import Mapping

from generator.check.exports.export_rows import Reading, blank_answers
from generator.check.exports.filters import fulfilled, not_a_number, tokens
from generator.check.exports.grouped_faults import Seen, tell
from generator.check.faults import CellFault
from generator.check.number_cells import parse_numbers
from generator.model.mapping import ExportCalculation, ExportMapping, Scale
from generator.model.problems import ProblemCode
from generator.model.wording import did_you_mean, folded, quoted

NO_ANSWER = "rows without an answer"
#: The fix for numbers that can be read in two ways: nobody types an export again.
_DECLARE_MARK = 'Declare decimal = "." or decimal = "," for this export in exports.toml.'


def read_answers(reading: Reading) -> dict[int, float]:
    """What each group adds: its answer as a number, or 1 and 0 where a condition is counted."""
    mapping = reading.export.mapping
    if not mapping.answer:
        return dict.fromkeys(reading.codes, 1.0)
    if mapping.condition.filled is None:
        reading.skip(blank_answers(reading, mapping.answer), NO_ANSWER)
    if mapping.calculation is ExportCalculation.COUNT:
        return dict.fromkeys(reading.codes, 1.0)
    if mapping.calculation is ExportCalculation.SHARE:
        return _share(reading)
    scales = _scales(reading)

    def read(seen: Mapping[str, Seen]) -> Mapping[str, float | CellFault]:
        return _numbers([*seen], [found.line for found in seen.values()], mapping)

    numbers = reading.told(mapping.answer, read)
    worth: dict[int, float] = {}
    off: dict[str, CellFault] = {}
    refused = []
    for code in reading.codes:
        text = reading.text(code, mapping.answer)
        number, scale = numbers[text], scales.get(code)
        assert isinstance(number, float)
        fault = _off_scale(text, number, scale)
        if fault is not None:
            off.setdefault(text, fault)
            refused.append(code)
        else:
            worth[code] = _worth(number, scale, mapping)
    if off:
        seen = reading.seen(reading.slot(mapping.answer))
        reading.problems += tell(
            reading.export.file, mapping.answer, off, seen, ProblemCode.CONSTRAINT_ERROR
        )
        reading.refuse(refused)
    return worth


def _share(reading: Reading) -> dict[int, float]:
    mapping = reading.export.mapping

    def read(seen: Mapping[str, Seen]) -> Mapping[str, bool | CellFault]:
        return fulfilled(mapping.condition, [*seen], mapping.dialect.decimal_mark)

    found = reading.told(mapping.answer, read)
    return {
        code: float(found[reading.text(code, mapping.answer)] is True) for code in reading.codes
    }


def _numbers(
    texts: list[str], lines: list[int], mapping: ExportMapping
) -> dict[str, float | CellFault]:
    """The number of each text: what exports.toml says of it, else what it is written as."""
    meanings = {folded(text): value for text, value in mapping.answers.items()}
    firsts = {text: tokens(text, "")[0] for text in texts}
    unsaid = [text for text in texts if folded(firsts[text]) not in meanings]
    parsed = parse_numbers(
        [firsts[text] for text in unsaid],
        [line for text, line in zip(texts, lines, strict=True) if text in set(unsaid)],
        decimal=mapping.dialect.decimal_mark,
        whole=mapping.scale is not None or bool(mapping.scales),
    )
    found: dict[str, float | CellFault] = {
        text: meanings[folded(firsts[text])] for text in texts if text not in set(unsaid)
    }
    for index, text in enumerate(unsaid):
        value, fault = parsed.values[index], parsed.faults.get(index)
        if fault is not None and "is not a number" in fault.message:
            fault = not_a_number(firsts[text])
        elif fault is not None and fault.names_lines:
            fault = CellFault(fault.message, _DECLARE_MARK, names_lines=True)
        found[text] = fault or (not_a_number(firsts[text]) if value is None else value)
    return found


def _scales(reading: Reading) -> dict[int, Scale]:
    """The scale of each group's survey."""
    mapping = reading.export.mapping
    if not mapping.scales:
        return dict.fromkeys(reading.codes, mapping.scale) if mapping.scale else {}
    by_survey = {folded(survey): scale for survey, scale in mapping.scales.items()}

    def read(seen: Mapping[str, Seen]) -> Mapping[str, Scale | CellFault]:
        return {
            text: by_survey.get(folded(text), mapping.scale) or _no_scale(text, mapping)
            for text in seen
        }

    found = reading.told(mapping.survey, read, ProblemCode.CONSTRAINT_ERROR)
    return {
        code: scale
        for code in reading.codes
        if isinstance(scale := found[reading.text(code, mapping.survey)], Scale)
    }


def _no_scale(survey: str, mapping: ExportMapping) -> CellFault:
    return CellFault(
        f"The scale of the survey {quoted(survey)} is not stated.",
        did_you_mean(survey, [*mapping.scales])
        or f"Add it to scales, such as {quoted(survey)} = [0, 10], or leave its rows out by a "
        "filter.",
    )


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
