"""Typeform: the first header is `#`, and questions may hold HTML and stand twice."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from generator.read.presets.found import (
    Asked,
    Found,
    Preset,
    Record,
    Unfit,
    header_index,
    plain_labels,
    without_header,
)

_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def _recognise(records: Sequence[Record]) -> str:
    first = header_index(records)
    if first is not None and records[first][1][0].strip() == "#":
        return "its first column is called #"
    return ""


def _find(records: Sequence[Record], _asked: Asked) -> Found | Unfit:
    first = header_index(records)
    if first is None:
        return without_header(records)
    labels = plain_labels(records[first][1])
    cleaned = tuple(tuple(dict.fromkeys((_text(name), name))) for (name,) in labels)
    return Found(labels=cleaned, header=first, body=first + 1, zone="UTC")


def _text(label: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", label)).replace("*", "").split()) or label


TYPEFORM = Preset(
    name="typeform",
    system="Typeform",
    about="Responses, Download, CSV. Its dates are UTC. A question that stands twice is called "
    'by its text and its number: "Why? (2)".',
    recognise=_recognise,
    find=_find,
    defaults={"date": "Submit Date (UTC)"},
)
