"""Parts of a page that are the same for everybody, drawn once in each process."""

from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.urls import get_urlconf
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

# In place of the tokens of whoever asks. No template, and no text in one, holds these control characters.
HERE, RESCUE, FORM = "\x00", "\x01", "\x02"
TOKENS = {"csrf_token": HERE, "rescue_token": RESCUE, "form_key": FORM}
MOST = 1024


@register.simple_tag(takes_context=True)
def kept(context: Context, part: str, **values: Hashable) -> SafeString:
    """The template `part`, drawn from `values` alone.

    It sees no request and no account, so nothing of one person can be kept for another. Its forms get the tokens of
    this request, always. Leave personal texts out: they would stay in memory.
    """
    draw = _draw.__wrapped__ if settings.DEBUG else _draw
    drawn = draw(part, get_language(), get_urlconf(), tuple(values.items()))
    for name, mark in TOKENS.items():
        if mark in drawn:
            drawn = drawn.replace(mark, escape(context.get(name, "")))
    return mark_safe(drawn)  # noqa: S308 (drawn by a template, and what was put in is escaped)


@lru_cache(maxsize=MOST)
def _draw(part: str, _language: str | None, _urlconf: str | None, values: tuple[tuple[str, Hashable], ...]) -> str:
    """Language and addresses are those that are active now: they belong to what is kept."""
    return render_to_string(part, {**dict(values), **TOKENS})
