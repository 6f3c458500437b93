"""Initiatives as a list: on the pages of what they are meant to move."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.subjects import Subject
from generator.model.tables import Initiative
from generator.pages.context import SiteContext
from generator.pages.subjects import subject_fact
from generator.pages.view_models import LabelledValue
from generator.sentences.words import PHASE_NAMES, shortened


def initiative_pairs(
    context: SiteContext, initiatives: Iterable[Initiative], origin: str, *, whose: bool = True
) -> list[LabelledValue]:
    """Initiatives by their phase, with the department (`whose`), the owner and the next step."""
    found = []
    for move in initiatives:
        fact = subject_fact(context, Subject(kind="initiative", key=move.initiative), origin)
        department = shortened(context.department(move.department).name) if whose else None
        notes = [department, move.owner, f"Next: {move.next_step}" if move.next_step else None]
        found.append(
            LabelledValue(
                label=PHASE_NAMES[move.phase] if move.phase else "Initiative",
                value=fact.text,
                href=fact.href,
                note=" · ".join(filter(None, notes)),
            )
        )
    return found
