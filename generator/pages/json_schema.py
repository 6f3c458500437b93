"""The schema of what programs read: every field of every JSON, with its meaning."""

from __future__ import annotations

from typing import Any, TypeAlias

from generator.measure.assessment import Change
from generator.measure.outlook import Likelihood
from generator.measure.triage import ClosureReason
from generator.measure.variation import Assurance
from generator.model.vocabulary import Better, Cadence, Calculation, Rule, Status, Triage

_Json: TypeAlias = dict[str, Any]

#: Goes up when a field is taken away or means something else; fields may be added without.
VERSION = 1

_TEXT: _Json = {"type": "string"}
_MAY: _Json = {"type": ["string", "null"]}
_NUMBER: _Json = {"type": ["number", "null"]}
_DATE: _Json = {"type": "string", "format": "date"}
_MAY_DATE: _Json = {"type": ["string", "null"], "format": "date"}
_IDS: _Json = {"type": "array", "items": _TEXT}
_PILES: _Json = {
    "type": "object",
    "description": "Open goals counted by what they need.",
    "properties": {str(pile): {"type": "integer", "minimum": 0} for pile in Triage},
    "required": [str(pile) for pile in Triage],
    "additionalProperties": False,
}
_NEWEST: _Json = {
    "type": ["object", "null"],
    "description": "The newest period that has ended; null where no figure is published.",
    "properties": {
        "first_day": _DATE,
        "last_day": _DATE,
        "value": {"type": "number"},
        "n": _NUMBER,
    },
    "required": ["first_day", "last_day", "value", "n"],
}
_CHANGE: _Json = {
    "enum": [None, *map(str, Change)],
    "description": "Whether it has really changed; null where there is no closed period.",
}
_PAGE: _Json = _TEXT | {"description": "The page for readers, from the root of the site."}


def schema() -> _Json:
    """A JSON Schema that every JSON of the site fulfils, by its kind."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Customer experience: goals, metrics, departments and Home",
        "type": "object",
        "required": ["kind"],
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in _KINDS],
        "$defs": {kind: _object(kind, fields) for kind, fields in _KINDS.items()},
    }


def _object(kind: str, fields: _Json) -> _Json:
    properties = {
        "version": {"const": VERSION, "description": "The version of this schema."},
        "kind": {"const": kind},
        "edition": _TEXT | {"description": "Its name; next is the state as it stands."},
        "as_of": _DATE | {"description": "The day from which the edition speaks."},
        "figures_to": _MAY_DATE | {"description": "The day to which most figures run."},
        **fields,
    }
    return {"type": "object", "properties": properties, "required": [*properties]}


def _words(words: Any, about: str = "", *, may_be_null: bool = False) -> _Json:
    found: _Json = {"enum": [*([None] if may_be_null else []), *map(str, words)]}
    return found | {"description": about} if about else found


_KINDS: dict[str, _Json] = {
    "home": {
        "company": _TEXT,
        "promise": _TEXT,
        "sentence": _TEXT | {"description": "Where the company stands."},
        "piles": _PILES,
        "attention": _IDS | {"description": "Goals to look at, the most pressing first."},
        "goals": _IDS,
        "metrics": _IDS,
        "departments": _IDS,
        "previous": _MAY | {"description": "The edition that it is compared with."},
        "since": _MAY | {"description": "What changed since that edition, in one line."},
    },
    "goal": {
        "id": _TEXT,
        "title": _TEXT,
        "department": _TEXT,
        "metric": _TEXT,
        "segment": _MAY | {"description": "The part of the whole; null is the whole."},
        "rule": _words(Rule),
        "target": {"type": "number"},
        "target_high": _NUMBER | {"description": "The upper end of a range."},
        "baseline": _NUMBER,
        "baseline_date": _MAY_DATE,
        "due": _MAY_DATE,
        "owner": _MAY,
        "objective": _MAY,
        "status": _words(Status, "Is it on pace?"),
        "pile": _words(Triage, "What it needs of a reader."),
        "closed": _words(ClosureReason, "Why it no longer counts.", may_be_null=True),
        "current": {
            "type": ["object", "null"],
            "description": "The value that decides, pooled over the newest periods.",
            "properties": {"value": {"type": "number"}, "day": _DATE, "n": _NUMBER},
            "required": ["value", "day", "n"],
        },
        "progress": _NUMBER | {"description": "Share of the way from baseline to target."},
        "expected": _NUMBER | {"description": "Share of the way that the plan expected by then."},
        "change": _words(Change, "Has it really changed?"),
        "assurance": _words(Assurance, "Could today's way of working get there?", may_be_null=True),
        "likelihood": _words(Likelihood, "Will it be there on time?", may_be_null=True),
        "chance": _NUMBER | {"description": "The chance of it, 0 to 1."},
        "sentence": _TEXT | {"description": "Where it stands, for a reader."},
        "page": _PAGE,
    },
    "metric": {
        "id": _TEXT,
        "name": _TEXT,
        "department": _TEXT,
        "unit": _MAY,
        "better": _words(Better),
        "calculation": _words(Calculation),
        "cadence": _words(Cadence, may_be_null=True),
        "owner": _MAY,
        "source": _MAY,
        "definition": _MAY,
        "newest": _NEWEST,
        "change": _CHANGE,
        "next_due": _MAY_DATE | {"description": "When the next figure is expected."},
        "late": {"type": "boolean"},
        "segments": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "segment": _TEXT,
                    "name": _TEXT,
                    "newest": _NEWEST,
                    "change": _CHANGE,
                },
                "required": ["segment", "name", "newest", "change"],
            },
        },
        "goals": _IDS,
        "data": _MAY | {"description": "All published values as CSV, from the root of the site."},
        "page": _PAGE,
    },
    "department": {
        "id": _TEXT,
        "name": _TEXT,
        "lead": _MAY,
        "customer_commitment": _MAY,
        "sentence": _TEXT | {"description": "How its goals stand, as counts."},
        "piles": _PILES,
        "goals": _IDS | {"description": "Its open goals."},
        "metrics": _IDS,
        "page": _PAGE,
    },
}
