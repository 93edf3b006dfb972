"""The studio's forms for a programme and its weeks.

The worksheet of a week belongs to the same programme, and speaks one of its languages.
"""

from copy import deepcopy
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.base import BlockWidget

from modules.condition_blocks import ConditionBlock
from modules.offering import Choices, answer_choices, arm_choices, conditions_on, offer_of
from worksheets.overtaken import NotOvertaken
from worksheets.params import MOST_WEEKS
from worksheets.worksheet_form import named


def _offer(block: Any, arms: Choices, answers: Choices) -> None:
    """Fills each drop-down below this block."""
    if isinstance(block, ConditionBlock):
        block.child_blocks["arm"].offer(arms)
        block.child_blocks["answer"].offer(answers)
    for child in getattr(block, "child_blocks", {}).values():
        _offer(child, arms, answers)


def offering_block(block: Any, week: Any, programme: Any) -> Any:
    """The block of a week's steps with what this programme has before this week in its drop-downs."""
    offer = offer_of(programme, programme.modules())
    used = list(conditions_on(week))
    block = deepcopy(block)
    _offer(block, arm_choices(offer, used), answer_choices(offer, week.number or MOST_WEEKS + 1, used))
    return block


class ProgrammeForm(NotOvertaken, WagtailAdminPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "program" in self.fields:
            self.fields["program"].label_from_instance = named


class WeekForm(NotOvertaken, WagtailAdminPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "steps" in self.fields and self.parent_page is not None:
            self._offer_conditions(self.parent_page.specific.own())

    def _offer_conditions(self, programme: Any) -> None:
        """The blocks are shared by all forms, so this one gets its own."""
        field = self.fields["steps"]
        field.block = offering_block(field.block, self.instance, programme)
        field.widget = BlockWidget(field.block)

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
