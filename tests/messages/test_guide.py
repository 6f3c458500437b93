"""The owner's guide shows what the check really says, and only commands that there are."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from generator.__main__ import _parser, main
from generator.arguments import PROBLEMS

pytestmark = pytest.mark.sample


@pytest.fixture(scope="module")
def guide(root: Path) -> str:
    return (root / "content/owners-guide.md").read_text(encoding="utf-8")


def test_its_problems_are_real(
    guide: str,
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = re.search(r"```text\n(.*?)```", guide, re.DOTALL)
    assert found
    shutil.copytree(root / "data", tmp_path / "data")
    billing = tmp_path / "data/measurements/billing.csv"
    lines = billing.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace(",90.9,", ",about 91,")
    lines[2] = lines[2].replace("renewal-rate", "renewel-rate")
    billing.write_text("".join(lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--as-of", "2026-11-20"]) == PROBLEMS
    assert found[1] in capsys.readouterr().out


def test_its_commands_are_understood(guide: str) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", guide, re.DOTALL)
    commands = "".join(blocks).replace("\\\n", " ").splitlines()
    assert commands
    for command in commands:
        python, _, module, *words = shlex.split(command)
        assert (python, module) == ("python", "generator")
        _parser().parse_args(words)
