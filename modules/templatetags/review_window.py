"""What the window in which a reviewer approves is about."""

from typing import Any

from django import template
from django.template import Context

from worksheets.overtaken import Seen, newest_draft, who

register = template.Library()


@register.simple_tag(takes_context=True)
def what_is_signed(context: Context, thing: Any) -> dict[str, Any]:
    """The newest draft as this page shows it: who saved it and when, and the token that says so when it is sent."""
    draft = newest_draft(thing)
    return who(draft) | {"saved_at": draft.created_at, "token": Seen.of(draft, context["request"].user).token}
