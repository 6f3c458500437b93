"""Presets: the layouts of the exports of known systems, each found by the file's own marks."""

from __future__ import annotations

from generator.read.presets.ga4 import GA4
from generator.read.presets.header_rows import TABLEAU_CROSSTAB, WITH_HEADER_ROWS
from generator.read.presets.preset import Preset
from generator.read.presets.qualtrics import QUALTRICS
from generator.read.presets.with_notes import WITH_NOTES

#: The presets by name.
PRESETS = {
    preset.name: preset
    for preset in (*QUALTRICS, *WITH_HEADER_ROWS, *WITH_NOTES, GA4, TABLEAU_CROSSTAB)
}

#: Any other system: a header row, or several that are joined.
PLAIN = Preset(
    name="",
    system="",
    about="One header row, or as many as header_rows declares.",
    recognise=lambda _records: "",
)
