"""Texts of a programme in the language they have, on a page in the language that its reader has."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from program.languages import name_in_a_sentence
from program.line_words import said as known_words

register = template.Library()


@register.simple_tag
def spoken(language: str | None) -> SafeString:
    """Attributes of an element whose text is in this language, where the page around it speaks another."""
    if not language or language == get_language():
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', language, "rtl" if get_language_info(language)["bidi"] else "ltr")


@register.simple_tag
def said(text: str, language: str | None) -> SafeString:
    """The text, in an element of its own where it is in another language than the page around it."""
    marks = spoken(language)
    return format_html("<span{}>{}</span>", marks, text) if marks else conditional_escape(text)


@register.inclusion_tag("components/only-in.html")
def only_in(language: str | None, what: str = "week") -> dict[str, str]:
    """Says honestly that a week, or 'questions', are there in another language only; nothing where in the reader's."""
    return {"name": name_in_a_sentence(language) if language and language != get_language() else "", "what": what}


@register.filter
def line_words(text: str) -> str:
    """What a crisis line says, in the reader's language where these words are known."""
    return known_words(text)
