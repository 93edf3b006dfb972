"""Worksheets in the studio. Only what editors write: no response, no answer, no count of either."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from worksheets.models import Worksheet


class WorksheetViewSet(SnippetViewSet):
    model = Worksheet
    icon = "form"
    menu_label = _("Worksheets")
    menu_order = 200
    add_to_admin_menu = True
    list_display = ["title", "program", "key", "minutes", "live", UpdatedAtColumn()]
    search_fields = ["title", "key"]
    ordering = ["title"]


register_snippet(WorksheetViewSet)
