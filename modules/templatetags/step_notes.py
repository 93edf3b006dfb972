"""Puts a reader's own boxes into a step that is drawn once for everybody."""

from collections.abc import Sequence

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from modules import notes
from modules.notes import NoteBox
from program.templatetags.kept import TOKENS, kept

register = template.Library()


@register.simple_tag(takes_context=True)
def with_own_notes(context: Context, text: SafeString, boxes: Sequence[NoteBox]) -> SafeString:
    """The text with a box at the end of each exercise. A box that was written in is never kept in the process."""
    return notes.with_boxes(text, (_drawn(context, box) for box in boxes)) if boxes else text


def _drawn(context: Context, box: NoteBox) -> str:
    if box.is_untouched:
        return kept(context, "modules/note.html", box=box, here=context["here"])
    tokens = {name: context.get(name, "") for name in TOKENS}
    return render_to_string("modules/note.html", {**tokens, "box": box, "here": context["here"]})
