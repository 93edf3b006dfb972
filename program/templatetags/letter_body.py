"""How the body of a letter or a message is drawn."""

from django import template
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from program.quoting import blocks

register = template.Library()


@register.filter
def letter_body(text: str) -> SafeString:
    """Paragraphs, with each quotation set apart. Whatever was typed is escaped; nothing becomes a link."""
    drawn = [
        format_html("<blockquote>{}</blockquote>" if is_quotation else "{}", _paragraphs(words))
        for is_quotation, words in blocks(text)
    ]
    return mark_safe("\n".join(drawn))  # noqa: S308 (each part was escaped)


def _paragraphs(words: str) -> SafeString:
    return mark_safe(linebreaks(words, autoescape=True))  # noqa: S308 (escaped in there)
