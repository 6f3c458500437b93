"""Text before it is drawn: its width, its cut to a width, and characters left out."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from itertools import accumulate

from generator.model.wording import collapse_whitespace

# Widths of the printable ASCII letters in Liberation Sans, thousandths of the text size; those of
# Arial and Helvetica are the same.
_WIDTHS = dict(
    zip(
        map(chr, range(32, 127)),
        [
            *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
            *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556),
            *(1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
            *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556),
            *(333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556),
            *(556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
        ],
        strict=True,
    )
)
_OTHER = 600
_WIDE = 1000
_WIDE_FROM = 0x1100
_BOLD = 1.08
_JOINERS = "\u200c\u200d"


def plain(text: str) -> str:
    """The text on one line, without characters that steer instead of being read.

    Control characters would break the chart; those that turn the direction of writing would turn
    the text around them.
    """
    kept = (letter for letter in collapse_whitespace(text) if _readable(letter))
    return "".join(kept).strip()


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the text will be at a size, in the same units."""
    thousandths = sum(map(_letter_width, text))
    return thousandths * size / 1000 * (_BOLD if bold else 1)


def cut_to_width(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The plain text, cut to `room` with an ellipsis; empty if not even four letters fit."""
    text = plain(text)
    if width(text, size, bold=bold) <= room:
        return text
    left = room * 1000 / size / (_BOLD if bold else 1) - _letter_width("…")
    kept = bisect_right(list(accumulate(map(_letter_width, text))), left)
    return f"{text[:kept].rstrip(' ,;:.-–')}…" if kept >= 4 else ""


def _letter_width(letter: str) -> int:
    return _WIDTHS.get(letter) or (_WIDE if letter == "…" or ord(letter) >= _WIDE_FROM else _OTHER)


def _readable(letter: str) -> bool:
    if " " <= letter <= "~":
        return True
    if unicodedata.category(letter) in {"Cc", "Cf", "Cs"}:
        return letter in _JOINERS
    return ord(letter) & 0xFFFE != 0xFFFE
