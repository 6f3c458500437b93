"""``python -m tests.story DIR [UNTIL]`` writes the sample's data folder."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from tests.story.write import TODAY, write


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
    write(options.folder, options.until)


if __name__ == "__main__":
    main()
