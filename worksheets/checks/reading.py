"""How hard a text is to read, step by step."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from worksheets.checks import words
from worksheets.checks.finding import Finding, Level
from worksheets.checks.subject import Part, Subject

# Up to 30 is read as very easy, 30 to 40 as easy, above it as middling.
EASY, MIDDLING = 30, 40
# Fewer words say little: one long name counts for much in them.
ENOUGH = 40


def too_hard(subject: Subject) -> Iterator[Finding]:
    """Each step as a whole, and all that stands around the steps as a whole."""
    by_step: dict[str, list[Part]] = {}
    for part in subject.texts:
        by_step.setdefault(part.step, []).append(part)
    for step, parts in by_step.items():
        text = " ".join(_ended(part.text) for part in parts)
        level = words.lix(text)
        if level > EASY and words.count(text) >= ENOUGH:
            yield subject.finding(
                Level.WARNING if level > MIDDLING else Level.HINT,
                _("This is hard to read: LIX %(level)d; up to %(easy)d is very easy.") % {"level": level, "easy": EASY},
                _("Make two sentences of a long one, and take shorter words."),
                parts[0] if step else None,
            )


def _ended(text: str) -> str:
    return text if not text or text[-1] in ".?!:…" else f"{text}."
