"""Beginning a company's own site: the sample makes way for templates, never for lost work."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from generator.model.codec import to_csv
from generator.model.errors import StartRefusedError

#: Lists the files of the sample with their hashes; it goes when the sample goes.
MANIFEST = "data/.sample"

#: The columns a beginner needs of each of the three required tables; more can follow.
TEMPLATES = {
    "departments.csv": ("department", "name", "lead", "customer_commitment", "customers"),
    "metrics.csv": ("metric", "name", "department", "better", "unit", "cadence", "owner", "source"),
    "measurements/measurements.csv": ("metric", "date", "value", "n", "segment"),
}

#: What desktops and spreadsheets leave behind is nobody's work.
_LEFT_BEHIND = re.compile(r"[.~].*|Thumbs\.db|desktop\.ini", re.IGNORECASE)

_STRATEGY = """# Our strategy

> What we promise our customers, in one sentence.

## Why it matters

Who our customers are, what they need from us, and what it costs them and us when they do not
get it.

## Think big

Where we want to be in three years, as our customers would say it.

## Start small

The first few moves, each with an owner and a date.

## Learn fast

How we will know within weeks whether a move works, and who decides what follows.

## What we will not do

The good ideas that we leave aside, so that the others get done.
"""
_DECIDING = """# How we decide

Who may decide between departments, so that nobody has to ask twice.

## Who answers for customer experience

On which of these does that role advise, and on which is it in charge: what we promise, the goals
of departments, handoffs between them, people, budget, systems?

## Which forum decides what

Name each forum, when it meets, and what it decides. Say where a question goes that concerns two
departments, and what happens when they do not agree.

## What happens to a missed goal

Who brings what to whom, and by when.
"""
#: The pages of the sample, and what takes their place.
_PAGES = {"content/strategy.md": _STRATEGY, "content/how-we-decide.md": _DECIDING}
#: What of mkdocs.yml is the sample's own. A name or a promise that was changed is left alone.
_SETTINGS = (
    (re.compile(r"(?m)^site_name: Tidewell\b.*$"), "site_name: Our company · Customer experience"),
    (re.compile(r"(?m)^( +)company: Tidewell *$"), r"\1company: Our company"),
    (
        re.compile(r"(?m)^( +)promise: Up and running in 30 days\b.*$"),
        r"\1promise: ''    # what you promise your customers",
    ),
    (re.compile(r"(?m)^( +)promise_goal:.*\n"), ""),
    (re.compile(r"(?m)^( +)as_of:.*\n"), ""),
    (re.compile(r"(?m)^( +)sample:.*\n"), ""),
)


def start(root: Path) -> list[str]:
    """Replaces the sample under `root` by templates; returns what was written.

    Refuses where a file of the sample was changed or another one lies beside them.
    """
    config = root / "mkdocs.yml"
    if not config.is_file() or not (root / "data").is_dir():
        raise StartRefusedError(
            "There is no mkdocs.yml with a data/ beside it here, so nothing was touched.",
            "Run make start at the top of the repository.",
        )
    settings = own_settings(config.read_text(encoding="utf-8"))
    sample = _sample(root)
    changed = [
        name
        for name, digest in sample.items()
        if (root / name).is_file() and _digest(root / name) != digest
    ]
    own = [name for name in _data_files(root) if name not in sample]
    if changed or own:
        raise StartRefusedError(
            "These files are not the sample's, so nothing was touched: "
            f"{', '.join(sorted(changed + own))}.",
            "Move them away, then run make start again.",
        )
    for name in sample:
        (root / name).unlink(missing_ok=True)
    written = []
    for name, columns in TEMPLATES.items():
        _write(root / "data" / name, template(columns))
        written.append(f"data/{name}")
    for name, text in _PAGES.items():
        _write(root / name, text)
        written.append(name)
    _write(config, settings)
    (root / MANIFEST).unlink()
    return [*written, "mkdocs.yml"]


def template(columns: tuple[str, ...]) -> str:
    """An empty CSV with these columns."""
    return to_csv(columns, ())


def own_settings(config: str) -> str:
    """The sample's mkdocs.yml as a company's own: no fixed day, no sample, names to fill in."""
    for pattern, replacement in _SETTINGS:
        config = pattern.sub(replacement, config)
    return config


def manifest(root: Path) -> str:
    """The list of the sample's files with their hashes, to be kept as `MANIFEST`."""
    names = [*_data_files(root), *_PAGES]
    return "".join(f"{_digest(root / name)}  {name}\n" for name in names)


def _data_files(root: Path) -> list[str]:
    """Every file of the data folder that somebody put there."""
    return [
        path.relative_to(root).as_posix()
        for path in sorted((root / "data").rglob("*"))
        if path.is_file() and not _LEFT_BEHIND.fullmatch(path.name)
    ]


def _sample(root: Path) -> dict[str, str]:
    try:
        text = (root / MANIFEST).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise StartRefusedError(
            "data/ no longer holds the sample, so nothing was touched.",
            "Your own site has begun: edit the files in data/ and run make site.",
        ) from None
    lines = (line.split("  ", 1) for line in text.splitlines() if line)
    return {name: digest for digest, name in lines}


def _digest(path: Path) -> str:
    """The hash of a file's text, whatever newlines a checkout gave it."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
