"""A data folder with raw exports: tables that know the metrics, and the fixtures of each preset."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from generator.model.dataset import SourceFile
from generator.model.settings import Settings
from tests.check.folder import Content, Outcome, check, write_folder

FIXTURES = Path(__file__).parent / "fixtures"

#: Metrics of every calculation, and nothing measured but by exports.
TABLES: dict[str, Content] = {
    "metrics.csv": (
        "metric,name,department,better,calculation,cadence\n"
        "nps,Would recommend,support,higher,nps,\n"
        "csat,Satisfied,support,higher,share,\n"
        "effort,Effort,support,higher,mean,\n"
        "reply,First reply in hours,sales,lower,,\n"
        "median-days,Days to resolve,sales,lower,median,\n"
        "slow-days,Days to resolve the slowest tenth,sales,lower,percentile,\n"
        "cases,Cases,sales,lower,count,\n"
        "views,Help pages seen,support,neither,sum,\n"
    ),
    "measurements/values.csv": None,
}
_COUNTS = ("value", "n", "numerator", "promoters", "detractors")

Found = dict[tuple[str, str, str], dict[str, float]]


def folder_with(
    folder: Path, toml: str, files: Mapping[str, Content], tables: Mapping[str, Content] = {}
) -> Path:
    """Writes the tables, exports.toml and files under exports/."""
    exports = {f"exports/{name}": content for name, content in files.items()}
    write_folder(folder, {**TABLES, **tables, "exports.toml": toml, **exports})
    return folder


def fixture(name: str) -> bytes:
    """The bytes of a fixture."""
    return (FIXTURES / name).read_bytes()


def check_export(
    folder: Path,
    toml: str,
    *names: str,
    files: Mapping[str, Content] | None = None,
    tables: Mapping[str, Content] = {},
    settings: Settings | None = None,
) -> Outcome:
    """What the check says of exports with these fixtures or these files."""
    content: dict[str, Content] = {name: fixture(name) for name in names}
    return check(folder_with(folder, toml, {**content, **(files or {})}, tables), settings)


def errors(outcome: Outcome) -> list[str]:
    """The messages of a refused folder, without the silence of other metrics."""
    return [message for message in outcome.messages if not message.startswith("warning: metrics")]


def measured(outcome: Outcome) -> Found:
    """The measurements: by metric, period and segment, the numbers that are there."""
    found: Found = {}
    for row in outcome.sound.measurements.to_dict("records"):
        key = (str(row["metric"]), str(row["last"].date()), str(row["segment"]))
        found[key] = {
            name: float(row[name]) for name in _COUNTS if not math.isnan(float(row[name]))
        }
    return found


def source(outcome: Outcome) -> SourceFile:
    """What became of the one export; its rows add up."""
    (found,) = [source for source in outcome.sound.sources if source.export]
    assert found.rows_read == found.rows_used + sum(count for _, count in found.skipped)
    return found
