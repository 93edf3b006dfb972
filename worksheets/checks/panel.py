"""The checks in an editor's form: what they found in the draft as it was last saved."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from worksheets.checks.finding import Finding, tally
from worksheets.checks.registry import worst_first

Look = Callable[[Any], Sequence[Finding]]


class ChecksPanel(Panel):
    """`look` says what is found in the row that the form is about."""

    def __init__(self, look: Look, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Checks"), "icon": "glasses", **kwargs})
        self.look = look

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "look": self.look}

    @property
    def clean_name(self) -> str:
        return str(super().clean_name or "our-checks")

    class BoundPanel(Panel.BoundPanel):
        template_name = "worksheets/checks-panel.html"

        class Media:
            css: ClassVar[dict[str, list[str]]] = {"all": ["css/studio-checks.css"]}

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            found = worst_first(self.panel.look(self.instance)) if self._is_saved() else None
            context = {"found": found, "tally": tally(found or [])}
            return {**super().get_context_data(parent_context), **context}

        def _is_saved(self) -> bool:
            return not self.instance._state.adding
