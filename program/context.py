"""What every template may use."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from program import agreeing, clock, holding, languages, rescue


def site(request: HttpRequest) -> dict[str, Any]:
    """The neutral name, and the two hidden fields that keep typed words safe and double clicks single."""
    return {
        "site_name": settings.SITE_NAME,
        "interface": settings.INTERFACE,
        "demo": settings.DEMO,
        "demo_day": SimpleLazyObject(clock.today),
        "rescue_token": SimpleLazyObject(lambda: rescue.form_token(request)),
        "agree_later": agreeing.is_put_off(request),
        "held": SimpleLazyObject(lambda: holding.held(request)),
        "interface_languages": languages.offered(),
        "form_key": SimpleLazyObject(lambda: str(uuid4())),
    }
