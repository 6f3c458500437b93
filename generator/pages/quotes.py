"""What is said: explanations and cleared words of customers, beside what they are about."""

from __future__ import annotations

from generator.model.subjects import Subject
from generator.model.wording import collapse_whitespace
from generator.pages.context import SiteContext
from generator.pages.view_models import Quote
from generator.sentences.commentary import attribution


def quotes_about(context: SiteContext, subject: Subject) -> list[Quote]:
    """The owner's newest explanation of something, and the cleared words of customers."""
    voice = context.report.commentary
    comment = voice.comment(subject)
    said = [comment] if comment else []
    return [
        Quote(text=f"“{collapse_whitespace(one.text)}”", by=attribution(one))
        for one in [*said, *voice.customer_words(subject)]
    ]
