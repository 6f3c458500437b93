"""The options of the commands of editions: `release`, `publish` and `editions`."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable

from generator.model.edition import BRANCH

_TODAY = "today"


def add_commands(
    add: Callable[..., argparse.ArgumentParser], run: Callable[[argparse.Namespace], int]
) -> None:
    """Adds the commands; `options.what` tells `run` which of them was given."""
    released = add("release", help="publish an edition")
    released.add_argument("name", metavar="VERSION", help="its name, such as 2026-Q4")
    released.add_argument(
        "--replace", action="store_true", help="even if an edition of that name is published"
    )
    published = add("publish", help="publish the current state, as the next one")
    published.add_argument(
        "--as-of",
        dest="day",
        type=_day_or_today,
        metavar="DATE",
        help="the day from which the site speaks, where the settings fix none: a date, or today",
    )
    actions = add("editions", help="list, fetch, drop or copy what is published")
    kinds = actions.add_subparsers(required=True, metavar="COMMAND", dest="action")
    listed = kinds.add_parser("list", help="list what is published")
    fetched = kinds.add_parser("fetch", help="bring what is published here, to compare with it")
    dropped = kinds.add_parser("drop", help="take an edition off the published branch")
    dropped.add_argument("name", metavar="VERSION", help="its name")
    copied = kinds.add_parser("copy", help="write what is published into a folder, for a server")
    copied.add_argument("out", metavar="OUT", help="a new folder")
    for parser, what in (
        (released, "release"),
        (published, "publish"),
        *((each, "editions") for each in (listed, fetched, dropped, copied)),
    ):
        parser.add_argument(
            "--branch", default=BRANCH, help=f"the branch of the editions (default: {BRANCH})"
        )
        parser.add_argument(
            "--remote", help="the remote to publish at (default: origin, or the only one)"
        )
        parser.add_argument(
            "--config", metavar="FILE", help="where the settings stand (default: mkdocs.yml)"
        )
        parser.set_defaults(command=run, what=what, as_of=None)


def parse_day(text: str, instead: str = "") -> dt.date:
    """The day that an option gives; `instead` names what else it may be, for the message."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is no date; write it as 2026-11-20{instead}"
        raise argparse.ArgumentTypeError(message) from None


def _day_or_today(text: str) -> dt.date:
    today = dt.datetime.now(dt.UTC).date()
    return today if text == _TODAY else parse_day(text, f", or {_TODAY}")
