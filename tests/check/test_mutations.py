"""Files spoilt at random are told or read, and never end in a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.check.folder import SOUND, TODAY, check, write_folder

FILES = {
    **SOUND,
    "goals.csv": (
        "goal,department,metric,rule,target,target_high,segment,baseline,baseline_date,due,owner,"
        "guardrails\n"
        'liked,support,nps,reach,45,,,36,2026-06-30,2027-06-30,"Head, of Support",csat;reply\n'
        "steady,sales,reply,range,4,9,small,,,31/12/2026,Head of Sales,\n"
    ),
    "milestones.csv": "goal,date,expected\nliked,2026-12-31,40\n",
    "segments.csv": "segment,name,dimension\nsmall,Small firms,size\n",
    "events.csv": "date,title,metric,rebase\n2026-06-01,Neue Umfrage für alle,nps,yes\n",
    "initiatives.csv": (
        "initiative,name,department,goals,phase,owner,start,end,cost,currency\n"
        "desk,A desk,sales,liked; steady,learn fast,head-support,2026-04-01,2026-12-31,1800,eur\n"
    ),
    "touchpoints.csv": (
        "touchpoint,name,stage,department,order,metrics,moment_of_truth\n"
        "call,First call,before,sales,1,nps; csat,yes\nbill,First bill,after,,1,,no\n"
    ),
    "handoffs.csv": (
        "handoff,name,provider,receiver,promise,metric\ndeal,Deal,sales,support,In a day,reply\n"
    ),
    "commentary.csv": (
        "date,about,kind,text,by,due,cleared_by\n"
        '2026-11-03,goal:liked,decision-needed,"Go on, or stop?",head-support,2026-12-01,\n'
        "2026-11-04,Listening,customer-words,I was heard.,,,Head of Sales\n"
    ),
    "maturity.csv": "competency,date,level,department,target\nListening,2026-06-30,2.5,sales,4\n",
    "people.csv": (
        'person,name,email\nhead-support,"Head, of Support",h@example.com\n'
        "head-sales,Head of Sales,\n"
    ),
    "measurements/counts.csv": (
        "metric;date;value;n;numerator;promoters;detractors;segment\n"
        "nps;Oct-26;;400;;200;60;small\ncsat;2026-10-31;81,5;200;163;;;size: small\n"
        "reply;2026-09;7,25 €;;;;;Small\n"
    ),
}
PIECES = [
    b",", b";", b"\t", b'"', b"\n", b"\r", b"\r\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9",
    "é".encode(), b"9999-12-31", b"0000-00-00", b"9999-W53", b"32/13/2026", b"03/04/26", b"46326",
    b"#DIV/0!", b"1,018", b"1.018", b"(42%)", b"-", b"NA", b"9" * 400, b"1e999", b"=A1", b"# x\n",
    b"sep=;\n", b"nps", b"NPS", b"index", b"small", b": ", b"%", "\u2212".encode(), b"",
]  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The data with one or two pieces put in, taken out, doubled or moved."""
    for _ in range(chance.randint(1, 2)):
        here, there = sorted(chance.randint(0, len(data)) for _ in range(2))
        there = min(there, here + chance.choice((0, 1, 5, 40)))
        middle = chance.choice((chance.choice(PIECES), data[here:there] * 2))
        data = data[:here] + middle + data[there:]
    return data[: chance.randint(0, len(data))] if chance.random() < 0.05 else data


def test_the_files_are_sound_before_they_are_spoilt(tmp_path: Path) -> None:
    write_folder(tmp_path, FILES)
    assert check(tmp_path).messages == []


@pytest.mark.parametrize("seed", range(300))
def test_a_spoilt_file_gives_no_traceback(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 -- chance is repeated, not secret
    name = chance.choice([*FILES])
    write_folder(tmp_path, {**FILES, name: mutated(FILES[name].encode(), chance)})
    outcome = check(tmp_path, as_of=chance.choice((TODAY, None)))
    for message in outcome.messages:
        assert message.splitlines() == [message]
        assert message[-1] in ".?"
    for source in outcome.dataset.sources if outcome.dataset else ():
        assert source.rows_read == source.rows_used + sum(count for _, count in source.skipped)
