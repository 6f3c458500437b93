"""Texts that try to become something else: markup, scripts, links, formulas, directions."""

from __future__ import annotations

from itertools import product

#: What ends the place in which a text stands.
_ENDS = (
    "",
    '">',
    "'>",
    "--></p>",
    "</td></tr></table>",
    "</title></head>",
    "</svg></figure>",
    "</script>",
    "]]>",
    "</textarea></select>",
)
#: What then acts, or asks for something.
_ACTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=//planted.test/x.png>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe src=//planted.test/></iframe>",
    "<object data=//planted.test/></object>",
    "<embed src=//planted.test/>",
    "<link rel=stylesheet href=//planted.test/x.css>",
    "<meta http-equiv=refresh content='0;url=//planted.test/'>",
    "<base href=//planted.test/>",
    "<style>@import '//planted.test/x.css';</style>",
    "<b onmouseover=alert(1)>x</b>",
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<form action=javascript:alert(1)><button>x</button></form>",
)
_ATTRIBUTES = (
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '" autofocus onfocus=alert(1) x="',
    "` onmouseover=alert(1) `",
    '" style="background:url(//planted.test/x.png)',
    '" href="javascript:alert(1)',
    '" data-cx-index="" x="',
    '" class="cx-chip" hidden x="',
    "x onerror=alert(1)",
    '"/><script>alert(1)</script>',
)
_LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//planted.test/",
    "https://planted.test/",
    "www.planted.test",
    "someone@planted.test",
)
_MARKDOWN = (
    *(f"[x]({link})" for link in _LINKS),
    "![x](https://planted.test/x.png)",
    "![x](//planted.test/x.png){ onload=alert(1) }",
    "[x][1]\n\n[1]: https://planted.test/",
    "<https://planted.test/>",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "```\ncode\n```",
    "    code",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "***strong***",
    "x {: onclick=alert(1) }",
    "x\n{: .cx-card #x }",
    "!!! danger\n    alert",
    '--8<-- "mkdocs.yml"',
    "*[x]: y",
    "[^1]",
    ":material-skull:",
    "++ctrl+alt+del++",
    "$x$ \\(x\\)",
    "\\*x\\* \\<b\\>",
)
_TEMPLATES = (
    "{{7*7}}",
    "{{ 7 * 7 }}",
    "{{ config }}",
    "{% raw %}",
    "{% include 'main.html' %}",
    "{# x #}",
    "{{ ''.__class__.__mro__ }}",
    "${7*7}",
    "#{7*7}",
    "<%= 7 * 7 %>",
    "<?php x ?>",
    "%s %(x)s {0} {x}",
)
_VEGA = (
    "datum.value",
    "{'signal': 'alert(1)'}",
    '{"expr": "alert(1)"}',
    "warn('x')",
    "data('source')[0]",
    "datum['constructor']",
    "constructor.constructor('alert(1)')()",
    "[0]; alert(1)",
    "') + alert(1) + ('",
)
_OURS = (
    "<!-- cx:fragment /goals -->",
    "<!-- cx:fragment %2Fgoals -->",
    "cx-root:/",
    "[[value recommend]]",
    "[[chart recommend]]",
    "<!-- cx:held 0 -->",
    "wzxhzdk:0",
    "__proto__",
    "constructor",
    "data-search-exclude",
)
_FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    '=HYPERLINK("https://planted.test/","x")',
    "=cmd|' /C calc'!A0",
    "\t=1+1",
)
_ENTITIES = (
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "&amp;lt;b&amp;gt;",
    "&#x3c;b&#x3e;",
    "&copy &nbsp &bogus;",
    "\\u003cscript\\u003ealert(1)",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\uff1cscript\uff1ealert(1)",
)
_UNSEEN = (
    "a\u202eb",
    "a\u202ab\u202c",
    "\u2066a\u2069",
    "\u2067\u2068a",
    "\u200fa\u200e",
    "a\u061cb",
    "a\x07b",
    "a\x1b[31mb",
    "a\x7fb\x9bc",
    "a\x0bb\x0cc",
    "a\u2028b\u2029c",
    "a\x85b",
    "a\ufeffb",
    "a\u200bb",
    "\u0645\u0631\u062d\u0628\u0627 12 %",
    "z\u0351\u036f\u0342\u0329",
)

PAYLOADS: tuple[str, ...] = (
    *map("".join, product(_ENDS, _ACTS)),
    *_ATTRIBUTES,
    *_LINKS,
    *_MARKDOWN,
    *_TEMPLATES,
    *_VEGA,
    *_OURS,
    *_FORMULAS,
    *_ENTITIES,
    *_UNSEEN,
)


def dealt(row: int, rows: int) -> str:
    """The payloads of one row, so that the rows of a table hold every one between them."""
    return " ".join(PAYLOADS[row::rows])
