"""The one Jinja environment: the templates of pages and messages, kept compiled between builds.

To compile them takes as long as 200 pages. They are used again only for the same source, the same
Python and the same versions. What is compiled is code: it is kept where Python keeps the
generator's own compiled modules, and never in the cache of drawn charts.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from generator.model.wording import printable
from generator.pages import links as address
from generator.pages.escape import escaped
from generator.pages.page import folds_of, placeholder
from generator.pages.view_models import LabelledValue, linked
from generator.sentences.goals import signs_apart
from generator.sentences.numbers import counted, day
from generator.sentences.words import full_name, shortened

_ROOM = Path(__file__).parent
_FOLDERS = (_ROOM / "templates", _ROOM.parent / "messages" / "templates")
#: Who can write here can change the generator itself. CI shares no such folder between jobs.
COMPILED = _ROOM.parent / "__pycache__"


@cache
def environment() -> Environment:
    """The templates; everything that they print is escaped for HTML and Markdown."""
    env = Environment(
        loader=FileSystemLoader(_FOLDERS),
        autoescape=True,
        finalize=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    for word in (printable, counted, day, full_name, shortened, signs_apart):
        env.filters[word.__name__] = word
    env.globals.update(
        address=address, fact=LabelledValue, linked=linked, figure_of=placeholder, folds_of=folds_of
    )
    return env


def render(template: str, **values: Any) -> str:
    """A template, filled."""
    return environment().get_template(template).render(**values)


def render_html(template: str, **values: Any) -> str:
    """A template of a page that is never Markdown, filled: it is escaped for HTML alone.

    What is compiled for it is kept nowhere: it escapes less than the same template of a page.
    """
    env = environment().overlay(finalize=None, bytecode_cache=None)
    return env.get_template(template).render(**values)


def render_text(template: str, **values: Any) -> str:
    """A template of plain text, filled: every value without characters that move a cursor."""
    env = environment().overlay(
        autoescape=False, finalize=lambda value: printable(str(value)), bytecode_cache=None
    )
    return env.get_template(template).render(**values)


def component(name: str, *values: Any, **named: Any) -> Markup:
    """One macro of `components.html` or `rows.html`, filled."""
    macro = next(getattr(one, name) for one in _components() if hasattr(one, name))
    return Markup(macro(*values, **named))  # noqa: S704 -- macros give escaped markup


@cache
def _components() -> Any:
    names = ("components.html", "rows.html")
    return [environment().get_template(name).module for name in names]


def keep_compiled(env: Environment, *named: str) -> None:
    """Keep the compiled templates of an environment in a folder with this name."""
    folder = COMPILED / "-".join(["templates", *named])
    with suppress(OSError):  # a folder that cannot be written stops nothing
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            env.bytecode_cache = _BytecodeCache(str(folder))


def keep_pages_compiled() -> None:
    """Keep our own compiled templates. The code that escapes is part of their folder's name."""
    digest = blake2b(digest_size=8)
    for name in ("templating.py", "escape.py"):
        digest.update((_ROOM / name).read_bytes())
    keep_compiled(environment(), *versions("jinja2"), "pages", digest.hexdigest())


class _BytecodeCache(FileSystemBytecodeCache):
    """A folder that may be deleted at any time."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def versions(*packages: str) -> list[str]:
    """The installed versions of some packages."""
    return [version(package) for package in packages]
