"""``python -m tests.bench.measuring`` takes the time of the four answers about 1,000 metrics.

Each metric has 60 months and a goal; every eighth also three segments. What is timed is `measure`
alone: reading, checking and drawing come before and after. The audit of small groups, which a build
makes once before it measures, is timed apart.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from pathlib import Path

from generator.build import check
from generator.measure.report import Report, measure
from generator.measure.suppression import published
from generator.model.dataset import Dataset
from generator.model.settings import Settings
from tests.bench.company import write_company

METRICS = 1000
MOST_SECONDS = 2.0


def made_up(metrics: int) -> Dataset:
    """The checked tables of a made-up company with so many metrics."""
    with tempfile.TemporaryDirectory() as folder:
        write_company(Path(folder), metrics)
        return check(Path(folder) / "data", Settings())


def timed(dataset: Dataset) -> tuple[Report, float]:
    """The report on a dataset, and the CPU seconds that it took."""
    start = time.process_time()
    report = measure(dataset, Settings())
    return report, time.process_time() - start


def main() -> None:
    """Print the seconds, and what was answered in them."""
    checked = made_up(METRICS)
    start = time.process_time()
    dataset = published(checked)
    print(f"{time.process_time() - start:.2f} CPU s for the audit of small groups")
    tries = [timed(dataset) for _ in range(5)]
    report, seconds = tries[0][0], min(seconds for _, seconds in tries)
    print(f"{seconds:.2f} CPU s for {len(report.freshness)} metrics in {len(report.series)} series")
    assessments = report.assessments.values()
    for what, said in (
        ("change", Counter(str(one.change) for one in assessments)),
        ("today's way of working", Counter(str(one.assurance or "none") for one in assessments)),
        ("pace", Counter(str(one.status) for one in assessments)),
        ("outlook", Counter(str(one.outlook.likelihood or "none") for one in assessments)),
    ):
        print(f"{what}: {', '.join(f'{count} {word}' for word, count in said.most_common())}")


if __name__ == "__main__":
    main()
