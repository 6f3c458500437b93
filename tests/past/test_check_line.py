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


def checked(company: Company, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `check` prints of a company's folder, a line each, but for the days of its figures."""
    assert main(["check", "--config", str(company.folder / "mkdocs.yml")]) == 0
    return capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").splitlines()


MONTHS = [f"solved,2026-0{month},{50 + month},40" for month in range(1, 9)]


CHANGED_ARE = "figures of closed periods are not as in edition 2026-Q3: solved, from"
CHANGED_IS = "figure of closed periods is not as in edition 2026-Q3: solved, from"
CORRECT = "Correct what is wrong, or say in commentary.csv why it changed."
GONE_ARE = "figures of edition 2026-Q3 are in no file any more: solved, from"
GONE_IS = "figure of edition 2026-Q3 is in no file any more: solved, from"
PUT_BACK = "Put the rows back, or say in commentary.csv why they went."


def measured(rows: list[str]) -> dict[str, str]:
    return {"measurements/m.csv": "\n".join(["metric,date,value,n", *rows]) + "\n"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (MONTHS, []),
        ([*MONTHS, "solved,2026-09,60,40"], []),
        (
            [*MONTHS[:2], "solved,2026-03,55,40", "solved,2026-04,54,41", *MONTHS[4:]],
            [f"m.csv:4:value: warning: 2 {CHANGED_ARE} 2026-03-01 to 2026-04-30. {CORRECT}"],
        ),
        (
            MONTHS[-1:],
            [f"measurements: warning: 7 {GONE_ARE} 2026-01-01 to 2026-07-31. {PUT_BACK}"],
        ),
        (
            [*MONTHS[:5], MONTHS[6], "solved,2026-08,58,"],
            [
                f"measurements: warning: 1 {GONE_IS} 2026-06-01 to 2026-06-30. {PUT_BACK}",
                f"m.csv:8:value: warning: 1 {CHANGED_IS} 2026-08-01 to 2026-08-31. {CORRECT}",
            ],
        ),
    ],
    ids=["as published", "a new one", "changed", "one row of eight", "one gone, one without n"],
)
def test_figures_that_were_published_are_compared(
    rows: list[str], said: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    company = Company(tmp_path / "company")
    company.commit("2026-09-20", files() | measured(MONTHS))
    company.publish("2026-Q3")
    company.commit("2026-10-01", files() | measured(rows))
    (company.folder / "mkdocs.yml").write_text(
        "plugins:\n  - cx:\n      company: Kestrel\n", encoding="utf-8"
    )
    told = [line for line in checked(company, capsys) if "edition 2026-Q3" in line]
    assert [line.rpartition("/")[2] for line in told] == said
