"""Puts a reader's own boxes into a step that is drawn once for everybody."""

from collections.abc import Sequence

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from modules import notes
from modules.notes import NoteBox

register = template.Library()


@register.simple_tag(takes_context=True)
def with_own_notes(context: Context, text: SafeString, boxes: Sequence[NoteBox]) -> SafeString:
    """The text with a box at the end of each exercise. What is drawn here is never kept in the process."""
    if not boxes:
        return text
    common = {name: context.get(name, "") for name in ("csrf_token", "rescue_token", "form_key")}
    here = context["here"]
    drawn = (render_to_string("modules/note.html", {**common, "box": box, "here": here}) for box in boxes)
    return notes.with_boxes(text, drawn)
