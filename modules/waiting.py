"""Steps that wait for an answer to a worksheet, told to whoever edits that worksheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from modules.models import ModulePage
from modules.offering import conditions_on
from worksheets.lookers import Looker
from worksheets.models import Worksheet


def steps_that_wait(worksheet: Worksheet) -> Iterator[Looker]:
    """What is shown only to people who gave one answer in it, as the pages have it by now. Two statements."""
    asking = ModulePage.objects.filter(worksheet__program=worksheet.program, worksheet__key=worksheet.key)
    mine = list(asking.filter(locale_id=worksheet.locale_id))
    if not mine:
        return
    weeks = {page.number for page in mine}
    for page in ModulePage.objects.sibling_of(mine[0]).order_by("number"):
        for condition in dict.fromkeys(conditions_on(page)):
            if condition.week in weeks:
                names = {"number": page.number, "title": page.title}
                name = _("Week %(number)d, “%(title)s”, which shows something only after one answer") % names
                yield Looker(condition.question, name, needs_this=True, value=condition.value)
