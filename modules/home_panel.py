"""The programmes on the studio's first page, before what Wagtail shows there."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wagtail.admin.ui.components import Component

from modules.overview import overview
from modules.shelf import to_be_told


class ProgrammesPanel(Component):
    name = "programmes"
    template_name = "modules/studio-home.html"
    order = 10

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/studio-checks.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What cannot wait comes first."""
        user = (parent_context or {})["request"].user
        programmes = overview(user)
        pages = {line.page.program_id: line.page for line in programmes}
        urgent = [(pages[line.asked.program_id], line) for line in to_be_told(list(pages), user)]
        return {"programmes": programmes, "urgent": urgent}
