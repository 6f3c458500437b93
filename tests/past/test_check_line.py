"""`check` says how many published verdicts and figures the methods of now would change."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.__main__ import main
from tests.changes.company import files
from tests.past.published import Company

_SLOWLY = [round(40 + 0.6 * month, 1) for month in range(1, 9)]


def test_the_count_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    company = Company(tmp_path / "company")
    company.commit("2026-09-20", files(values=_SLOWLY))
    company.publish("2026-Q3")
    company.commit("2026-09-21", files(values=_SLOWLY, goal={"next_step": "Ask"}))
    monkeypatch.chdir(company.folder)
    lead = "plugins:\n  - cx:\n      company: Kestrel\n"
    config = company.folder / "mkdocs.yml"
    config.write_text(lead, encoding="utf-8")
    assert main(["check"]) == 0
    assert "Method changed" not in capsys.readouterr().out
    config.write_text(f"{lead}      thresholds: {{off_pace: 0.1, noise: 0.0}}\n", encoding="utf-8")
    assert main(["check"]) == 0
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    line = "Since 2026-Q3: Method changed: 1 verdict differs for that reason alone."
    assert said.splitlines()[-1] == line


def test_newly_withheld_figures_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"solved,2026-0{month},50,{30 if month < 8 else 9}" for month in range(1, 9)]
    values = {"measurements/m.csv": "\n".join(["metric,date,value,n", *rows]) + "\n"}
    company = Company(tmp_path / "company")
    company.commit("2026-09-20", files() | values)
    company.publish("2026-Q3")
    company.commit("2026-09-21", files(metric={"min_n": "10"}) | values)
    monkeypatch.chdir(company.folder)
    (company.folder / "mkdocs.yml").write_text(
        "plugins:\n  - cx:\n      company: Kestrel\n", encoding="utf-8"
    )
    assert main(["check"]) == 0
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert said.splitlines()[-1] == (
        "Since 2026-Q3: 1 more figure is not published, so that no small group can be worked out."
    )
