"""The headers of every page as the files that common web servers read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

#: What a header file is called in the site, and how it is written.
_Writer = Callable[[Mapping[str, str]], str]

_SAID = "# Written by the build: what the pages of this site may load, and who may frame them."


def headers(policy: str) -> Mapping[str, str]:
    """The headers to be sent with every page: the policy, and two that go with it."""
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }


def _nginx(sent: Mapping[str, str]) -> str:
    lines = [f'add_header {name} "{value}" always;' for name, value in sent.items()]
    return "\n".join(
        [_SAID, f"# In the server's location: include /path/to/the/site/{NGINX};", *lines, ""]
    )


def _apache(sent: Mapping[str, str]) -> str:
    lines = [f'  Header always set {name} "{value}"' for name, value in sent.items()]
    return "\n".join([_SAID, "<IfModule mod_headers.c>", *lines, "</IfModule>", ""])


def _underscore(sent: Mapping[str, str]) -> str:
    return "\n".join([_SAID, "/*", *(f"  {name}: {value}" for name, value in sent.items()), ""])


NGINX = "headers.nginx.conf"
APACHE = ".htaccess"
UNDERSCORE = "_headers"

FILES: Mapping[str, _Writer] = {NGINX: _nginx, APACHE: _apache, UNDERSCORE: _underscore}
