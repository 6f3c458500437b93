"""Beginning a company's own site: templates replace the sample, and no work is ever lost."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from generator.model.codec import to_csv
from generator.model.errors import StartRefusedError

#: Lists the files of the sample with their hashes; it is deleted with the sample.
SAMPLE_LIST = "data/.sample"

#: The columns that a beginner needs of the first tables; more can follow.
TEMPLATES = {
    "departments.csv": ("department", "name", "lead", "customer_commitment", "customers"),
    "metrics.csv": ("metric", "name", "department", "better", "unit", "cadence", "owner", "source"),
    "measurements/measurements.csv": ("metric", "date", "value", "n", "segment"),
    "goals.csv": (
        *("goal", "department", "metric", "rule", "target"),
        *("baseline", "baseline_date", "due", "owner"),
    ),
}

#: Files that desktops and spreadsheets leave behind are nobody's work.
_LEFT_BEHIND = re.compile(r"[.~].*|Thumbs\.db|desktop\.ini", re.IGNORECASE)

#: The hand-written pages that replace those of the sample.
_PAGES = ("content/strategy.md", "content/how-we-decide.md")
_STARTING_PAGES = Path(__file__).parent / "starting_pages"
#: The lines of mkdocs.yml that are the sample's own. A changed name or promise stays as it is.
_SETTINGS = (
    (re.compile(r"(?m)^site_name: Tidewell\b.*$"), "site_name: Our company · Customer experience"),
    (re.compile(r"(?m)^( +)company: Tidewell\b"), r"\1company: Our company"),
    (
        re.compile(r"(?m)^( +)promise: Up and running in 30 days\b.*$"),
        r"\1promise: ''    # what you promise your customers",
    ),
    (re.compile(r"(?m)^ +(promise_goal|as_of|sample):.*\n"), ""),
)


def start(root: Path) -> list[str]:
    """Replaces the sample under `root` by templates; returns the names of the files written.

    Raises StartRefusedError if a file of the sample was changed or another one was added.
    """
    config = root / "mkdocs.yml"
    if not config.is_file() or not (root / "data").is_dir():
        raise StartRefusedError(
            "There is no mkdocs.yml with a data/ beside it here, so nothing was touched.",
            "Run make start at the top of the repository.",
        )
    files = {**starting_files(), "mkdocs.yml": own_settings(config.read_text(encoding="utf-8"))}
    sample = _sample(root)
    own = {name for name in _data_files(root) if name not in sample}
    own |= {n for n in sample if (root / n).is_file() and _digest(root / n) != sample[n]}
    if own:
        raise StartRefusedError(
            f"These files are not the sample's, so nothing was touched: {', '.join(sorted(own))}.",
            "Move them away, then run make start again.",
        )
    for name in sample:
        (root / name).unlink(missing_ok=True)
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    (root / SAMPLE_LIST).unlink()
    return [*files]


def starting_files() -> dict[str, str]:
    """The files that a company fills in, by name: empty tables, and pages with questions."""
    files = {f"data/{name}": to_csv(columns, ()) for name, columns in TEMPLATES.items()}
    for name in _PAGES:
        files[name] = (_STARTING_PAGES / Path(name).name).read_text(encoding="utf-8")
    return files


def sample_files(root: Path) -> list[str]:
    """The names of the sample's files under `root`."""
    return [*_sample(root)]


def own_settings(config: str) -> str:
    """The sample's mkdocs.yml as a company's own: no fixed day, no sample, names to fill in."""
    for pattern, replacement in _SETTINGS:
        config = pattern.sub(replacement, config)
    return config


def sample_list(root: Path) -> str:
    """The list of the sample's files with their hashes, for the file `SAMPLE_LIST`."""
    names = [*_data_files(root), *_PAGES]
    return "".join(f"{_digest(root / name)}  {name}\n" for name in names)


def _data_files(root: Path) -> list[str]:
    """Every file of the data folder that somebody made."""
    return [
        path.relative_to(root).as_posix()
        for path in sorted((root / "data").rglob("*"))
        if path.is_file() and not _LEFT_BEHIND.fullmatch(path.name)
    ]


def _sample(root: Path) -> dict[str, str]:
    """The hash of each file of the sample, by name."""
    try:
        text = (root / SAMPLE_LIST).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise StartRefusedError(
            "data/ no longer holds the sample, so nothing was touched.",
            "Your own site has begun: edit the files in data/ and run make site.",
        ) from None
    lines = (line.split("  ", 1) for line in text.splitlines() if line)
    return {name: digest for digest, name in lines}


def _digest(path: Path) -> str:
    """The hash of a file's text, which does not depend on the newlines of a checkout."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
