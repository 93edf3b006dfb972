"""The programmes on the studio's first page, before what Wagtail shows there."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wagtail.admin.ui.components import Component

from modules.overview import overview


class ProgrammesPanel(Component):
    name = "programmes"
    template_name = "modules/studio-home.html"
    order = 10

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/studio-checks.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        request = (parent_context or {})["request"]
        return {"programmes": overview(request.user)}
