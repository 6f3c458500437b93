"""A failure of a build: MkDocs is told one line, and ends with 1, or with 3 if unforeseen."""

from __future__ import annotations

import pytest
from mkdocs.exceptions import PluginError

from generator.guarding import UnforeseenAbort, guarded
from generator.model.errors import GeneratorError


@guarded
class _Plugin:
    """A plugin whose only event fails as it is told to."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def on_config(self) -> None:
        raise self.error


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (GeneratorError("It is no edition.", "Take it again."), "It is no edition. Take it again."),
        (
            PermissionError(13, "Permission denied", "data/goals.csv"),
            "goals.csv: Permission denied. The site stays as it was.",
        ),
        (PluginError("Wrong."), "Wrong."),
    ],
)
def test_what_is_known_is_told_as_it_is(error: Exception, line: str) -> None:
    with pytest.raises(PluginError) as raised:
        _Plugin(error).on_config()
    assert str(raised.value) == line


def test_what_nobody_foresaw_is_one_line_with_a_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("CX_TRACEBACK", raising=False)
    with pytest.raises(UnforeseenAbort) as raised:
        _Plugin(KeyError("a")).on_config()
    assert str(raised.value.message) == (
        "This was not foreseen: KeyError ('a'). Build the site again with CX_TRACEBACK=1 in the "
        "environment to see where it happened, and report it."
    )
    assert (raised.value.exit_code, raised.value.code, caplog.text) == (3, 3, "")


def test_its_trace_is_shown_where_somebody_asks(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CX_TRACEBACK", "1")
    with caplog.at_level("INFO"), pytest.raises(UnforeseenAbort):
        _Plugin(KeyError("a")).on_config()
    assert "Traceback (most recent call last)" in caplog.text
