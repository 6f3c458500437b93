"""What MkDocs is told of a failure: one line, whatever it was, and never a trace by itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import get_plugin_logger

from generator.messages import unforeseen
from generator.model.errors import GeneratorError

_log = get_plugin_logger("cx")
_Plugin = TypeVar("_Plugin", bound=type)


class UnforeseenAbort(Abort):
    """The end of a build that met an error which nobody foresaw, with an exit code of its own."""

    code = exit_code = unforeseen.UNFORESEEN


def guarded(plugin: _Plugin) -> _Plugin:
    """The class of a plugin whose every event ends with an error of MkDocs, if with one at all."""
    for name, event in [*vars(plugin).items()]:
        if name.startswith("on_") or name == "load_config":
            setattr(plugin, name, _guarded(event))
    return plugin


def _guarded(event: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(event)
    def run(*given: Any, **named: Any) -> Any:
        try:
            return event(*given, **named)
        except MkDocsException:
            raise
        except GeneratorError as error:
            raise PluginError(str(error)) from None
        except OSError as error:
            raise PluginError(not_written(error)) from None
        except Exception as error:  # noqa: BLE001 -- the last handler
            if os.environ.get(unforeseen.VARIABLE):
                _log.info("%s", unforeseen.trace(error))
            how = f"Build the site again with {unforeseen.VARIABLE}=1 in the environment"
            raise UnforeseenAbort(unforeseen.line_of(error, how)) from None

    return run


def keep_answering(build: Callable[[], None]) -> Callable[[], None]:
    """A rebuild that logs a failure: MkDocs by itself would leave all requests waiting."""

    def rebuild() -> None:
        try:
            build()
        except MkDocsException as error:
            _log.error("%s\nThe pages are those of the last build.", error)

    return rebuild


def not_written(error: OSError) -> str:
    """What is told of a file that the system does not read or write."""
    what = f"{Path(error.filename).name}: " if isinstance(error.filename, str) else ""
    return f"{what}{error.strerror or error}. The site stays as it was."
