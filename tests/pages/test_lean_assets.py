"""Style sheets as they are served: only what some page or script of the site has a name for."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pages.lean_assets import make_lean, pruned


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        (".a{top:0}", ".a{top:0}"),
        (".b{top:0}", ""),
        (".a,.b,.a .b,p{top:0}", ".a,p{top:0}"),
        (".a:not(.b){top:0}", ".a:not(.b){top:0}"),  # also what has it not
        (".a:is(.b,.c:not(.d)),:where(.b){top:0}", ".a:is(.b,.c:not(.d)),:where(.b){top:0}"),
        (".b:is(.a,p){top:0}", ""),
        ("@media print{.b{top:0}}p{top:0}", "p{top:0}"),
        ("@media print{.b{top:0}.a{top:0}}", "@media print{.a{top:0}}"),
        ("@keyframes k{0%{top:.5px}to{top:0}}", "@keyframes k{0%{top:.5px}to{top:0}}"),
        ('@charset "UTF-8";.b{top:0}.a{top:0}', '@charset "UTF-8";.a{top:0}'),
        ("[data-md-color-accent=red]{top:0}[data-md-color-primary=blue]{top:0}",
         "[data-md-color-primary=blue]{top:0}"),
        ("[data-md-color-scheme=slate][data-md-color-primary=red]{top:0}", ""),
        ("[data-md-color-scheme=slate]{top:0}", "[data-md-color-scheme=slate]{top:0}"),
    ],
)  # fmt: skip
def test_a_selector_of_a_name_that_nothing_has_goes(sheet: str, left: str) -> None:
    assert pruned(sheet, {"a", "blue"}) == left


def test_names_are_those_of_pages_and_words_of_scripts(tmp_path: Path) -> None:
    theme, site = tmp_path / "theme", tmp_path / "site"
    written = {
        theme / "assets" / "own.css": "/* why */\n.mine {\n  top: 0.5px;\n}\n",
        site / "assets" / "own.css": "/* why */\n.mine {\n  top: 0.5px;\n}\n",
        site / "assets" / "javascripts" / "one.js": "part.className = `made here`;",
        site / "assets" / "stylesheets" / "main.css": ".here{top:0}.seen{top:0}.gone{top:0}",
        site / "404.html": '<body data-md-color-primary="red">',
        site / "goals" / "index.html": '<p class="seen and">gone</p>',
    }
    for file, text in written.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    make_lean(theme, site)
    assert (site / "assets" / "own.css").read_text() == ".mine{top:.5px}"
    main = site / "assets" / "stylesheets" / "main.css"
    assert main.read_text() == ".here{top:0}.seen{top:0}"
