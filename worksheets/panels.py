"""What an editor reads beside the form of a worksheet: who has begun it, and what looks at its questions."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.panels import FieldPanel, ObjectList, Panel

from worksheets.checks.own_panel import CHECKS
from worksheets.lookers import Watched
from worksheets.worksheet_form import WorksheetForm


class BeforePanel(Panel):
    """Who is in the middle of it, and what the draft takes away; nothing where there is neither."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "worksheets/before-panel.html"

        def is_shown(self) -> bool:
            found = self.form.watched
            return found is not None and bool(found.drafts or found.gone or found.orphans)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "watched": self.form.watched, "begun": begun(self.form.watched)}


class LookersPanel(Panel):
    """What looks at which question. Only for a worksheet that was saved: nothing can look at another."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "worksheets/lookers-panel.html"

        def is_shown(self) -> bool:
            return self.form.watched is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "watched": self.form.watched}


def begun(found: Watched) -> str:
    """How many have a draft open, with small numbers hidden; empty where nobody has."""
    smallest = found.program.smallest_cell
    if not found.drafts:
        return ""
    if found.drafts < smallest:
        return _("Fewer than %(n)d people have begun this worksheet and not sent it yet.") % {"n": smallest}
    said = ngettext(
        "%(n)d person has begun this worksheet and not sent it yet.",
        "%(n)d people have begun this worksheet and not sent it yet.",
        found.drafts,
    )
    return said % {"n": found.drafts}


def warnings(found: Watched) -> list[str]:
    """What is said when a worksheet is published that takes something away."""
    told = list(found.orphans)
    if found.gone and found.drafts:
        told.append(
            _("%(begun)s They keep this week as they began it, with every question; nothing they wrote is lost.")
            % {"begun": begun(found)}
        )
    return told


EDIT_HANDLER = ObjectList(
    [
        BeforePanel(heading=gettext_lazy("Before you change it")),
        FieldPanel("title"),
        FieldPanel("program"),
        FieldPanel("minutes"),
        FieldPanel("intro"),
        FieldPanel(
            "questions",
            help_text=gettext_lazy(
                "Nothing here is required: people may leave any question empty, and send. Two or three questions that "
                "get an answer are worth more than ten that do not."
            ),
        ),
        FieldPanel("ending"),
        LookersPanel(heading=gettext_lazy("What looks at these questions"), classname="collapsed"),
        FieldPanel(
            "key",
            help_text=gettext_lazy("Leave this empty: it is made from the title. Once an edition has it, it stays."),
        ),
        CHECKS,
    ],
    base_form_class=WorksheetForm,
)
