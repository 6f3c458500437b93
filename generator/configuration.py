"""The settings as they stand in mkdocs.yml, read without MkDocs."""

from __future__ import annotations

from typing import Any

import yaml

from generator.model.errors import SettingsError

#: Where the settings stand unless another file is named.
CONFIG = "mkdocs.yml"
_PLUGIN = "cx"


class _Loader(yaml.SafeLoader):
    """Reads plain values; tags that only MkDocs understands count as text."""


def _as_text(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> str:
    return suffix


_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _as_text)
_Loader.add_multi_constructor("!", _as_text)


def plugin_options(text: str) -> dict[str, Any]:
    """The options of this plugin in the text of a mkdocs.yml; none where it is not listed."""
    plugins = _loaded(text).get("plugins")
    entries = plugins.items() if isinstance(plugins, dict) else _entries(plugins or [])
    for name, options in entries:
        if name == _PLUGIN:
            return options if isinstance(options, dict) else {}
    return {}


def site_address(text: str) -> str:
    """Where the site will stand, as the text of a mkdocs.yml says; "" where it does not."""
    address = _loaded(text).get("site_url")
    return address if isinstance(address, str) else ""


def _loaded(text: str) -> dict[str, Any]:
    try:
        config = yaml.load(text, Loader=_Loader)  # noqa: S506 -- a SafeLoader
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f" on line {mark.line + 1}" if mark else ""
        raise SettingsError((f"it cannot be read as YAML{line}. Mend that line.",)) from None
    return config if isinstance(config, dict) else {}


def _entries(plugins: list[Any]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for plugin in plugins:
        if isinstance(plugin, dict):
            found.extend(plugin.items())
        else:
            found.append((str(plugin), None))
    return found
