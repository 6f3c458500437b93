"""``python -m tests.story DIR [UNTIL]`` writes the sample's data folder.

Written over the repository's own ``data/``, it also lists the sample's files anew, so that
``make start`` knows them.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from generator.start import SAMPLE_LIST, sample_list
from tests.story.write import TODAY, write

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Read the command line and write the folder."""
    parser = argparse.ArgumentParser(prog="python -m tests.story", description=main.__doc__)
    parser.add_argument("folder", type=Path, help="where to write, for example data")
    parser.add_argument(
        "until",
        nargs="?",
        type=date.fromisoformat,
        default=TODAY,
        help=f"tell the story as of this day (default {TODAY})",
    )
    options = parser.parse_args()
    own = options.folder.resolve() == ROOT / "data"
    if own and "sample: true" not in (ROOT / "mkdocs.yml").read_text(encoding="utf-8"):
        parser.error("data/ holds a company's own data by now; name another folder")
    write(options.folder, options.until)
    if own:
        (ROOT / SAMPLE_LIST).write_text(sample_list(ROOT), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
