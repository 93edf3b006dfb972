"""The studio's form for a week: its worksheet belongs to the same programme, and speaks one of its languages."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class WeekForm(WagtailAdminPageForm):
    def clean(self) -> dict[str, Any]:
        """Held here and not on the page: a new week knows its programme only by the page it is made below."""
        cleaned: dict[str, Any] = super().clean()
        worksheet = cleaned.get("worksheet")
        if worksheet is None or self.parent_page is None:
            return cleaned
        programme = self.parent_page.specific
        # A week that was just translated still names the worksheet of the programme's own page.
        languages = {programme.locale_id, programme.own().locale_id}
        if worksheet.program_id != programme.program_id:
            self.add_error("worksheet", _("This worksheet belongs to another programme. Please choose one of this."))
        elif worksheet.locale_id not in languages:
            self.add_error("worksheet", _("This worksheet is in another language. Please choose one in this."))
        return cleaned
