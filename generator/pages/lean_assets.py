"""Scripts and style sheets as they are served: without what people read, and what no page has."""

from __future__ import annotations

import re
from pathlib import Path

#: What a line begins with: its indent, and a comment. One behind code is left where it is.
_BEGINNING = re.compile(r"^\s*(?:/\*.*?\*/|//[^\n]*)?\s*", re.DOTALL | re.MULTILINE)
#: The marks of a style sheet with the blanks that people read them by, and noughts before a point.
_AROUND = re.compile(r"\s*;\s*(?=\})|\s*([{};,])\s*|(?<=[\w-])(:) |(?<=[ :(,])0(?=\.\d)")
#: A rule of a style sheet: its selectors and what they are given; and a group that has no rule.
_RULE = re.compile(r"(?<=[{};])([^{};@]+)(\{[^{}]*\})")
_EMPTY = re.compile(r"@media[^{};]*\{\}")
#: What asks for one of several; a selector; the class or colour that it needs.
_BRACKETS = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
_ANY_OF = re.compile(rf":[\w-]+{_BRACKETS}")
_SELECTOR = re.compile(rf"(?:[^,()]|{_BRACKETS})+")
_NEEDED = re.compile(r"\.(-?[A-Za-z_][\w-]*)|\[data-md-color-(?:accent|primary)=([\w-]+)\]")
_NAMES, _WORD = re.compile(r'class="?([^">]*)'), re.compile(r"[\w-]+")


def make_lean(theme: Path, site: Path) -> None:
    """Shortens what the theme has put into the site; every page loads it, most of its weight."""
    for source in sorted((theme / "assets").iterdir()):
        served = site / "assets" / source.name
        text = _BEGINNING.sub("", served.read_text(encoding="utf-8"))
        if served.suffix == ".css":
            text = _AROUND.sub(r"\1\2", text)
        served.write_text(text, encoding="utf-8", newline="\n")
    named = _named(site)
    for sheet in sorted((site / "assets" / "stylesheets").glob("*.css")):
        lean = pruned(sheet.read_text(encoding="utf-8"), named)
        sheet.write_text(lean, encoding="utf-8", newline="\n")


def _named(site: Path) -> set[str]:
    """The classes of all pages, and every word of the scripts that may give them others."""
    scripts = [*(site / "assets").glob("*.js"), *(site / "assets" / "javascripts").glob("*.js")]
    words = "".join(each.read_text(encoding="utf-8") for each in [*scripts, site / "404.html"])
    names = {""}
    for page in site.rglob("*.html"):
        names.update(_NAMES.findall(page.read_text(encoding="utf-8")))
    return {*_WORD.findall(words), *" ".join(names).split()}


def pruned(sheet: str, named: set[str]) -> str:
    """A style sheet without blanks, and without the selectors of names that nothing has."""

    def kept(rule: re.Match[str]) -> str:
        selectors = [
            one
            for one in _SELECTOR.findall(rule[1])
            if all(a in named or b in named for a, b in _NEEDED.findall(_ANY_OF.sub("", one)))
        ]
        return f"{','.join(selectors)}{rule[2]}" if selectors else ""

    return _EMPTY.sub("", _RULE.sub(kept, f";{sheet}")[1:])
