"""Which languages a programme may be translated into, and who may write which translation, by Wagtail's rights."""

from typing import Any

from django.urls import reverse
from wagtail.models import Locale, Page

from modules.models import ProgrammePage
from modules.studio_rights import may_write_worksheet
from program.http import StaffRequest
from worksheets.models import Worksheet

CHANGE_WORKSHEET = "worksheets.change_worksheet"
TRANSLATE = "simple_translation.submit_translation"


def languages(page: ProgrammePage) -> list[str]:
    """All but the programme's own, by code."""
    codes = Locale.objects.exclude(pk=page.locale_id).order_by("language_code")
    return [str(code) for code in codes.values_list("language_code", flat=True)]


def may_edit(request: StaffRequest, row: Any) -> bool:
    if isinstance(row, Page):
        return bool(row.permissions_for_user(request.user).can_edit())
    return request.user.has_perm(CHANGE_WORKSHEET) and may_write_worksheet(request.user, row)


def may_begin(request: StaffRequest) -> bool:
    return request.user.has_perm(TRANSLATE)


def edit_url(row: Any) -> str:
    if isinstance(row, Worksheet):
        return reverse("wagtailsnippets_worksheets_worksheet:edit", args=[row.pk])
    return reverse("wagtailadmin_pages:edit", args=[row.pk])


def begin_url(request: StaffRequest, row: Any) -> str:
    """Where Wagtail makes a translation of it; empty for whoever may not."""
    if not may_begin(request):
        return ""
    if isinstance(row, Worksheet):
        return reverse("simple_translation:submit_snippet_translation", args=["worksheets", "worksheet", row.pk])
    return reverse("simple_translation:submit_page_translation", args=[row.pk])
