"""The formats in which problems are told, by the name that the command line knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.messages import github, gitlab, html, json, markdown, text
from generator.messages.check_report import CheckReport

#: Each format's writer; the first is the one that people read.
FORMATS: Mapping[str, Callable[[CheckReport], str]] = {
    "text": text.write,
    "json": json.write,
    "github": github.write,
    "gitlab": gitlab.write,
    "markdown": markdown.write,
    "html": html.write,
}
