"""The other pages of a programme, on each of them."""

from typing import Any

from django import template
from django.template import Context

from modules.models import ProgrammePage
from modules.page_buttons import ways

register = template.Library()


@register.inclusion_tag("modules/studio-ways.html", takes_context=True)
def studio_ways(context: Context, page: ProgrammePage) -> dict[str, Any]:
    request = context["request"]
    return {"page": page, "ways": ways(page, request.user), "here": request.path}
