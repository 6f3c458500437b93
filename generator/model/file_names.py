"""Names of files that every system can hold: Windows keeps some for itself and refuses letters."""

from __future__ import annotations

import re

#: The names of devices, which no file or folder on Windows can have, whatever its ending.
DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10)}
)

_REFUSED = re.compile(r'[<>:"|?*\\\x00-\x1f]')


def unfit_for_windows(path: str) -> str:
    """Why Windows cannot hold a file of this relative path (with `/`); "" if it can."""
    for name in path.split("/"):
        if name.split(".")[0].rstrip().casefold() in DEVICES:
            return f'Windows keeps the name "{name.split(".")[0]}" for a device.'
        if refused := _REFUSED.search(name):
            return f"Windows takes no {refused[0]!r} in the name of a file."
        if name.endswith((".", " ")) and name not in {".", ".."}:
            return f"Windows drops the {name[-1]!r} at the end of a name."
    return ""
