"""Companies of which a small group must stay unknown, each built as it is published."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.archive.edition_files import read_edition
from generator.build import Site
from generator.model.edition import EditionHistory
from generator.model.periods import Period
from generator.model.vocabulary import Bound, Cadence
from tests.archive.kept import kept
from tests.changes.company import DEPARTMENTS, site, table
from tests.measure.attacker import Known
from tests.measure.build import day
from tests.measure.published_reader import Cell, Reading, read_published

#: The figures of a metric by date (a month or a quarter) and segment; "?" begins what no table
#: lists. Counts are n and what the calculation counts, or n and the value.
Figures = Mapping[tuple[str, str], Mapping[str, tuple[float, ...]]]

LEAST = 10
NPS = {"calculation": "nps", "kind": "customer"}
SHARE = {"calculation": "share", "kind": "customer"}
_COLUMNS = {
    "nps": ("n", "promoters", "detractors"),
    "share": ("n", "numerator"),
    "mean": ("n", "numerator"),
    "sum": ("n", "numerator"),
}


@dataclass(frozen=True, kw_only=True)
class Company:
    """What is true, what could as well be true, and which groups are parts of which.

    `later` gives what changes with each later edition, by its day. `sums` holds (whole, parts) of
    each metric and date.
    """

    name: str
    truth: Figures
    other: Figures = field(default_factory=dict)
    sums: Sequence[tuple[Cell, Sequence[Cell]]]
    sums_of_n: Sequence[tuple[Cell, Sequence[Cell]]] = ()
    ends: tuple[int, int] = (0, 1)
    metrics: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: {"m": NPS})
    dimensions: Mapping[str, str] = field(default_factory=dict)
    first: str = "2026-10-20"
    later: Mapping[str, Figures] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    #: Groups whose rows state a value and no n.
    without_n: frozenset[str] = frozenset()
    #: Whether its figures are a raw export of answers, a file a month.
    exported: bool = False
    released: bool = True

    @property
    def days(self) -> list[str]:
        """The days of its editions."""
        return [self.first, *self.later]

    @property
    def has_small(self) -> bool:
        """Whether one of its groups is too small."""
        return any(
            counts[0] < LEAST
            for edition in range(len(self.days))
            for cells in self.figures(edition).values()
            for counts in cells.values()
        )

    def figures(self, edition: int, *, other: bool = False) -> Figures:
        """What its tables hold for an edition."""
        found = {place: dict(cells) for place, cells in self.truth.items()}
        changes = [*([self.other] if other else []), *[*self.later.values()][:edition]]
        for change in changes:
            for place, cells in change.items():
                found.setdefault(place, {}).update(cells)
        return found

    def publish(self, folder: Path, *, other: bool = False) -> list[Site]:
        """Its editions, each after those before it."""
        made: list[Site] = []
        for place, date in enumerate(self.days):
            files = self._files(self.figures(place, other=other))
            before = EditionHistory()
            if made:
                before = EditionHistory(previous=read_edition(kept(made[-1])))
            version = f"2026-Q{place + 1}" if self.released else "next"
            made.append(site(folder / str(place), files, date, version=version, past=before))
        return made

    def read(self, made: Sequence[Site]) -> list[Reading]:
        """What a reader takes from its editions."""
        names = {self._title(id_): id_ for id_ in self.metrics}
        return [read_published(one, names) for one in made]

    def known(self, edition: int, seen: Reading) -> Known:
        """What a reader knows of the figures of an edition."""
        counts: dict[Hashable, tuple[int, ...]] = {}
        for (metric, date), cells in self.figures(edition).items():
            columns = _COLUMNS.get(self.metrics[metric].get("calculation", "given"), ("n",))
            for segment, numbers in cells.items():
                if columns == ("n", "numerator") and self.ends == (0, 0):
                    columns = ("n",)
                of = tuple(int(one) for one in numbers[: len(columns)])
                counts[metric, self.last_day(date), segment] = of
        sums, of_n = (
            [
                (self.cell(whole), tuple(map(self.cell, parts)))
                for whole, parts in given
                if all(self.cell(one) in counts for one in (whole, *parts))
            ]
            for given in (self.sums, self.sums_of_n)
        )
        least: dict[Hashable, int] = dict(seen.at_least.items())
        told: dict[Hashable, Bound] = {
            cell: bound for cell, each in seen.told.items() for bound in each.values()
        }
        return Known(counts, sums, frozenset(seen.figures), of_n, least, self.ends, told)

    def cell(self, of: Cell) -> Cell:
        """A cell with the last day of its period."""
        return of[0], self.last_day(of[1]), of[2]

    def last_day(self, date: str) -> str:
        """The last day of a month or quarter."""
        cadence = Cadence.QUARTERLY if "Q" in date else Cadence.MONTHLY
        month = 3 * int(date[-1]) if "Q" in date else int(date[-2:])
        return Period.containing(day(f"{date[:4]}-{month:02}-01"), cadence).last.isoformat()

    def wholes(self, known: Known) -> dict[Hashable, Hashable]:
        """The whole of each group."""
        return {
            cell: (*cell[:2], "")  # type: ignore[index]
            for cell in known.counts
            if cell[2] and (*cell[:2], "") in known.counts  # type: ignore[index]
        }

    def _title(self, metric: str) -> str:
        return f"Figure {metric}"

    def _files(self, figures: Figures) -> dict[str, str | bytes]:
        rows = []
        for (metric, date), cells in figures.items():
            columns = _COLUMNS.get(self.metrics[metric].get("calculation", "given"))
            for segment, numbers in cells.items():
                if not segment.startswith("?"):
                    named = dict(zip(columns or ("n", "value"), map(_cell, numbers), strict=True))
                    if segment in self.without_n:
                        n = numbers[0]
                        named = {"value": _cell(100 * (numbers[1] - numbers[-1]) / n)}
                    rows.append({"metric": metric, "date": date, "segment": segment, **named})
        metrics = [
            {"metric": id_, "name": self._title(id_), "department": "service",
             "better": "higher", "accumulates": "no", **given}
            for id_, given in self.metrics.items()
        ]  # fmt: skip
        segments = [
            {"segment": key, "name": key.upper(), "dimension": dimension}
            for key, dimension in self.dimensions.items()
        ]
        files: dict[str, str | bytes] = {
            "departments.csv": DEPARTMENTS,
            "metrics.csv": table(*metrics),
            **(_export(figures) if self.exported else {"measurements/m.csv": table(*rows)}),
            **self.tables,
        }
        if segments:
            files["segments.csv"] = table(*segments)
        return files


def _export(figures: Figures) -> dict[str, str | bytes]:
    """The answers 10, 0 and 8, of one segment after the other."""
    files: dict[str, str | bytes] = {
        "exports.toml": '[exports.answers]\nfiles = "answers-*.csv"\nlayout = "responses"\n'
        'date = "day"\nperiod = "month"\nanswer = "answer"\nmetric = "m"\n'
        'calculation = "nps"\nscale = [0, 10]\n'
        'segment = { column = "region", dimension = "Region" }\n'
    }
    for (_, date), cells in figures.items():
        rows = [
            {"day": f"{date}-05", "answer": answer, "region": segment}
            for segment, (n, promoters, detractors) in cells.items()
            for answer, count in (
                ("10", promoters), ("0", detractors), ("8", n - promoters - detractors)
            )
            for _ in range(int(count))
            if segment
        ]  # fmt: skip
        files[f"exports/answers-{date}.csv"] = table(*rows)
    return files


def _cell(number: float) -> str:
    return f"{number:g}"


def of(date: str, whole: str, *parts: str, metric: str = "m") -> tuple[Cell, list[Cell]]:
    """A sum of one metric and date."""
    return (metric, date, whole), [(metric, date, part) for part in parts]


def _goal(**cells: str) -> dict[str, str]:
    """A goal on the metric, due at the end of the year."""
    return {"department": "service", "metric": "m", "rule": "reach", "due": "2026-12-31",
            "owner": "Head", **cells}  # fmt: skip


REGION = {"a": "Region", "b": "Region", "c": "Region"}
SEP = ("m", "2026-09")
#: Of 100 answers 60 are a's, 33 b's and 7 c's; a world in which c has 5.
PARTS = {"": (100, 50, 20), "a": (60, 30, 10), "b": (33, 19, 5), "c": (7, 1, 5)}
OTHER = {"b": (35, 18, 8), "c": (5, 2, 2)}

COMPANIES = [
    Company(
        name="segments that are all",
        truth={SEP: PARTS},
        other={SEP: OTHER},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
    ),
    Company(
        name="listed segments are less than the whole",
        truth={SEP: {**{k: PARTS[k] for k in ("", "a", "b")}, "?": (7, 1, 5)}},
        other={SEP: {"b": (35, 18, 8), "?": (5, 2, 2)}},
        dimensions={"a": "Region", "b": "Region"},
        sums=[of("2026-09", "", "a", "b", "?")],
    ),
    Company(
        name="one answer without a segment",
        truth={SEP: {"": (101, 51, 20), **{k: PARTS[k] for k in "abc"}, "?": (1, 1, 0)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c", "?")],
        other={SEP: {"b": (32, 18, 5), "c": (8, 2, 5)}},
    ),
    Company(
        name="segments of two breakdowns in free text",
        truth={SEP: {**PARTS, "small firms": (55, 30, 10), "large firms": (45, 20, 10)}},
        other={SEP: OTHER},
        sums=[
            of("2026-09", "", "a", "b", "c"),
            of("2026-09", "", "small firms", "large firms"),
        ],
    ),
    *(
        Company(
            name=name,
            metrics={"m": {**NPS, **declared}},
            truth={
                SEP: {
                    "": (140, 70, 30),
                    "a": (60, 30, 10),
                    "b": (33, 19, 5),
                    "c": (7, 1, 5),
                    "bc": (40, 20, 10),
                    "d": (40, 20, 10),
                }
            },
            other={SEP: OTHER},
            dimensions={**REGION, "bc": "Region", "d": "Region"},
            sums=[of("2026-09", "bc", "b", "c"), of("2026-09", "", "a", "bc", "d")],
        )
        for name, declared in (
            ("a subtotal that nobody declares", {}),
            ("a subtotal of a declared dimension", {"complete_dimensions": "region"}),
        )
    ),
    Company(
        name="two dimensions without a whole",
        truth={
            SEP: {**{k: PARTS[k] for k in "abc"}, "x": (55, 30, 10), "y": (45, 20, 10)}
            | {"?": (100, 50, 20)}
        },
        other={SEP: OTHER},
        dimensions={**REGION, "x": "Size", "y": "Size"},
        sums=[of("2026-09", "?", "a", "b", "c"), of("2026-09", "?", "x", "y")],
    ),
    Company(
        name="a quarter and its months",
        metrics={"m": {**NPS, "cadence": "monthly"}, "q": {**NPS, "cadence": "quarterly"}},
        truth={
            ("m", "2026-07"): {"": (40, 20, 10)},
            ("m", "2026-08"): {"": (50, 25, 10)},
            SEP: {"": (4, 0, 4)},
            ("q", "2026-Q3"): {"": (94, 45, 24)},
        },
        other={SEP: {"": (6, 3, 1)}, ("q", "2026-Q3"): {"": (96, 48, 21)}},
        sums=[
            (
                ("q", "2026-Q3", ""),
                [("m", "2026-07", ""), ("m", "2026-08", ""), ("m", "2026-09", "")],
            )
        ],
    ),
    Company(
        name="two metrics of the same answers",
        metrics={"m": SHARE, "p": {**SHARE, "same_answers": "m"}},
        truth={
            SEP: {"": (100, 50), "a": (60, 30), "b": (33, 19), "c": (7, 1)},
            ("p", "2026-09"): {"": (100, 50), "a": (60, 20), "b": (33, 25), "c": (7, 5)},
        },
        other={
            SEP: {"b": (35, 16), "c": (5, 4)},
            ("p", "2026-09"): {"b": (35, 27), "c": (5, 3)},
        },
        dimensions=REGION,
        sums=[
            of("2026-09", "", "a", "b", "c"),
            of("2026-09", "", "a", "b", "c", metric="p"),
        ],
        sums_of_n=[
            ((m, "2026-09", s), [(o, "2026-09", s)]) for m, o in ("mp", "pm") for s in "abc"
        ],
    ),
    Company(
        name="kind blank",
        metrics={"m": {"calculation": "share"}},
        truth={SEP: {"": (100, 50), "a": (60, 30), "b": (33, 19), "c": (7, 1)}},
        other={SEP: {"b": (35, 16), "c": (5, 4)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
    ),
    Company(
        name="n blank",
        truth={SEP: {**PARTS, "b": (33, 19, 5)}},
        other={SEP: OTHER},
        dimensions=REGION,
        without_n=frozenset("bc"),
        sums=[of("2026-09", "", "a", "b", "c")],
    ),
    Company(
        name="calculation given",
        metrics={"m": {"kind": "customer"}},
        truth={SEP: {"": (100, 50), "a": (60, 55), "b": (33, 45), "c": (7, 30.7143)}},
        other={SEP: {"b": (34, 44), "c": (6, 34)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
    ),
    Company(
        name="median",
        metrics={"m": {"kind": "customer", "calculation": "median"}},
        truth={SEP: {"": (100, 5), "a": (60, 5), "b": (33, 4), "c": (7, 3)}},
        other={SEP: {"b": (34, 6), "c": (6, 8)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
    ),
    Company(
        name="sum",
        ends=(0, 0),
        metrics={"m": {"kind": "customer", "calculation": "sum"}},
        truth={SEP: {"": (100, 500), "a": (60, 300), "b": (33, 170), "c": (7, 30)}},
        other={SEP: {"b": (34, 150), "c": (6, 50)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
    ),
    Company(
        name="mean",
        ends=(1, 5),
        metrics={"m": {**SHARE, "calculation": "mean", "minimum": "1", "maximum": "5"}},
        truth={SEP: {"": (100, 400), "a": (60, 240), "b": (33, 140), "c": (7, 20)}},
        other={SEP: {"b": (34, 136), "c": (6, 24)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
    ),
]

#: Months before, of which each is large enough, for charts and pooled periods.
_BEFORE = {
    ("m", f"2026-{month:02}"): {
        "": (94 + month, 50), "a": (40 + month, 20), "b": (30, 19), "c": (24, 11)
    }
    for month in range(1, 9)
}  # fmt: skip
COMPANIES += [
    Company(
        name="pooled periods, charts and goals",
        metrics={"m": {**SHARE, "cadence": "monthly"}},
        truth={**_BEFORE, SEP: {"": (100, 50), "a": (60, 30), "b": (33, 19), "c": (7, 1)}},
        other={SEP: {"b": (35, 16), "c": (5, 4)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
        tables={
            "goals.csv": table(
                *(
                    _goal(
                        goal=f"g{s}",
                        segment=s,
                        target="90",
                        baseline="40",
                        baseline_date="2025-12-31",
                    )
                    for s in ("", "a", "b", "c")
                )
            )
        },
    ),
    Company(
        name="a whole month is small",
        metrics={"m": {**SHARE, "cadence": "monthly"}},
        truth={
            **{at: {"": cells[""]} for at, cells in _BEFORE.items() if at[1] != "2026-05"},
            ("m", "2026-05"): {"": (7, 4)},
            SEP: {"": (103, 55)},
        },
        other={("m", "2026-05"): {"": (4, 0)}},
        sums=[],
        tables={
            "goals.csv": table(
                _goal(goal="g", target="90", baseline="40", baseline_date="2025-12-31")
            )
        },
    ),
    Company(
        name="two editions: a group that is small no more",
        truth={SEP: PARTS},
        other={SEP: OTHER},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
        later={"2026-11-20": {SEP: {"": (106, 52, 22), "c": (13, 3, 7), "b": (33, 19, 5)}}},
    ),
    Company(
        name="two editions: a group that has become small",
        truth={SEP: {**PARTS, "": (110, 56, 21), "c": (17, 7, 6)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
        later={"2026-11-20": {SEP: PARTS}},
    ),
    Company(
        name="an open period, then it has ended",
        first="2026-09-29",
        truth={SEP: {"": (89, 50, 19), "a": (60, 30, 10), "b": (20, 14, 6), "c": (9, 6, 3)}},
        other={SEP: {"b": (22, 15, 7), "c": (7, 5, 2)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
        later={"2026-11-20": {}},
    ),
    Company(
        name="a month between two others of which the figures rise",
        metrics={"m": {**SHARE, "cadence": "monthly", "accumulates": ""}},
        truth={
            ("m", "2026-06"): {"": (100, 50)},
            ("m", "2026-07"): {"": (8, 4)},
            ("m", "2026-08"): {"": (100, 51)},
            SEP: {"": (100, 52)},
        },
        other={("m", "2026-07"): {"": (8, 1)}},
        sums=[],
    ),
    Company(
        name="a raw export of answers",
        truth={
            ("m", "2026-08"): {"": (93, 49, 15), "a": (60, 30, 10), "b": (33, 19, 5)},
            SEP: PARTS,
        },
        other={SEP: OTHER},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
        exported=True,
    ),
    Company(
        name="a raw export of which a month is small",
        truth={
            ("m", "2026-08"): {"": (7, 4, 2), "a": (7, 4, 2)},
            SEP: {"": (93, 49, 15), "a": (60, 30, 10), "b": (33, 19, 5)},
        },
        other={("m", "2026-08"): {"": (5, 1, 4), "a": (5, 1, 4)}},
        dimensions=REGION,
        sums=[],
        exported=True,
    ),
    Company(
        name="a number of answers as a metric of its own",
        metrics={
            "m": SHARE,
            "k": {"calculation": "count", "kind": "customer", "same_answers": "m"},
        },
        truth={
            SEP: {"": (100, 50), "a": (60, 30), "b": (33, 19), "c": (7, 1)},
            ("k", "2026-09"): {s: (c[0], c[0]) for s, c in PARTS.items()},
        },
        other={
            SEP: {"b": (35, 16), "c": (5, 4)},
            ("k", "2026-09"): {"b": (35, 35), "c": (5, 5)},
        },
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
        sums_of_n=[
            of("2026-09", "", "a", "b", "c", metric="k"),
            *((("m", "2026-09", s), [("k", "2026-09", s)]) for s in "abc"),
        ],
    ),
    Company(
        name="a baseline that says a withheld figure",
        metrics={"m": SHARE},
        truth={SEP: {"": (100, 50), "a": (60, 30), "b": (33, 19), "c": (7, 1)}},
        other={SEP: {"b": (35, 16), "c": (5, 4)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
        tables={
            "goals.csv": table(
                _goal(
                    goal="g",
                    segment="c",
                    target="90",
                    baseline="14.2857",
                    baseline_date="2026-09-30",
                )
            )
        },
    ),
    Company(
        name="colleagues between two releases",
        metrics={"m": {"calculation": "share", "kind": "employee"}},
        released=False,
        truth={SEP: {"": (130, 60), "a": (60, 30), "b": (40, 19), "c": (30, 11)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
        later={"2026-11-20": {SEP: {"": (134, 64), "c": (34, 15)}}},
    ),
]

#: Of 120 colleagues 60 are a's, 35 b's and 25 c's, who all say yes; b shields c.
_ALIKE = {"": (120, 84), "a": (60, 36), "b": (35, 23), "c": (25, 25)}
_COLLEAGUES = {"m": {"calculation": "share", "kind": "employee", "cadence": "monthly"}}
ONE_MIND = [
    Company(
        name="of one mind: all, or all but one",
        metrics=_COLLEAGUES,
        truth={SEP: _ALIKE},
        other={SEP: {"b": (38, 27), "c": (22, 21)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
        tables={"goals.csv": table(_goal(goal="g", segment="c", target="99"))},
    ),
    Company(
        name="of one mind: twelve or fourteen",
        metrics=_COLLEAGUES,
        truth={SEP: {**_ALIKE, "": (107, 71), "c": (12, 12)}},
        other={SEP: {"b": (33, 21), "c": (14, 14)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
    ),
    Company(
        name="of one mind: nobody, or one",
        metrics=_COLLEAGUES,
        truth={SEP: {"": (120, 36), "a": (60, 24), "b": (35, 12), "c": (25, 0)}},
        other={SEP: {"b": (37, 11), "c": (23, 1)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
    ),
    Company(
        name="of one mind, beside a small group",
        metrics=_COLLEAGUES,
        truth={SEP: {**_ALIKE, "": (127, 87), "d": (7, 3)}},
        other={SEP: {"c": (26, 26), "d": (6, 2)}},
        dimensions={**REGION, "d": "Region"},
        sums=[of("2026-09", "", "a", "b", "c", "d")],
    ),
    Company(
        name="of one mind: a whole without segments",
        metrics=_COLLEAGUES,
        truth={("m", "2026-08"): {"": (40, 31)}, SEP: {"": (25, 25)}},
        other={SEP: {"": (11, 11)}},
        sums=[],
    ),
    Company(
        name="of one mind, in two editions",
        metrics=_COLLEAGUES,
        truth={SEP: _ALIKE},
        other={SEP: {"b": (38, 27), "c": (22, 21)}},
        dimensions=REGION,
        sums=[of("2026-09", "", "a", "b", "c")],
        later={"2026-11-20": {("m", "2026-10"): {**_ALIKE, "": (122, 80), "c": (27, 21)}}},
    ),
]
COMPANIES += ONE_MIND
