"""What the button beside an answer needs."""

from django import template

from therapist.writing import quotes
from worksheets.kinds import ShownAnswer

register = template.Library()


@register.filter
def sentences(answer: ShownAnswer) -> list[str]:
    """The sentences that can be quoted; none of an answer without words."""
    return quotes.sentences(answer)


@register.filter
def whole(answer: ShownAnswer) -> str:
    """The quotation of the whole answer."""
    return quotes.quotation(answer, None)


@register.filter
def named(answer: ShownAnswer, place: str) -> str:
    return quotes.named(place, answer.key)
