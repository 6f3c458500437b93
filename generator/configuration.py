"""The settings of mkdocs.yml, read without MkDocs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import yaml

from generator.model.errors import SettingsError

#: The file of the settings, unless another one is named.
CONFIG = "mkdocs.yml"
_PLUGIN = "cx"
_T = TypeVar("_T")


class _Loader(yaml.SafeLoader):
    """Reads plain values; the tags that only MkDocs understands become text."""


for _prefix in ("tag:yaml.org,2002:python/", "!"):
    _Loader.add_multi_constructor(_prefix, lambda _loader, suffix, _node: suffix)


def plugin_options(text: str) -> dict[str, Any]:
    """The options of this plugin in the text of a mkdocs.yml; none if it is not listed."""
    plugins = _load(text).get("plugins")
    for entry in plugins if isinstance(plugins, list) else [plugins]:
        if isinstance(entry, dict) and _PLUGIN in entry:
            options = entry[_PLUGIN]
            return options if isinstance(options, dict) else {}
    return {}


def site_address(text: str) -> str:
    """The address of the site in the text of a mkdocs.yml; "" if it states none."""
    address = _load(text).get("site_url")
    return address if isinstance(address, str) else ""


def read_config(config: str | None, parse: Callable[[str], _T]) -> _T | None:
    """The settings file as parsed; None if no file is given and there is no mkdocs.yml."""
    path = Path(config or CONFIG)
    if config is None and not path.exists():
        return None
    try:
        return parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError((f"it cannot be read ({error.strerror}).",)) from None
    except UnicodeDecodeError:
        raise SettingsError(("it is not in UTF-8. Save it as UTF-8 text.",)) from None


def _load(text: str) -> dict[str, Any]:
    try:
        config = yaml.load(text, Loader=_Loader)  # noqa: S506 -- a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" on line {mark.line + 1}" if mark else ""
        raise SettingsError((f"it cannot be read as YAML{line}. Mend that line.",)) from None
    except (RecursionError, ValueError, AttributeError, LookupError, TypeError):
        # Lists in lists without end; a date that is none, as PyYAML fails on it.
        raise SettingsError(("it cannot be read as YAML. Mend its lists and dates.",)) from None
    return config if isinstance(config, dict) else {}
