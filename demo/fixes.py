"""Words of the sample that cannot wait: Pia asked for an urgent fix, and Rikard has not read it yet. Made up."""

from datetime import date

from demo.reviews import member
from modules.actions.fixing import ask_for_fix, found_in_editions
from modules.mending import Words
from modules.models import ProgrammePage
from modules.places import seen
from program.models import FixRequest

UNSURE = Words("you can stay unnamed at many of them", "some of them do not ask for a name")
WHY = "Two of the lines that we list ask for a name first."


def leave_one_waiting(*, today: date) -> None:
    """Nothing where it was asked for."""
    page = ProgrammePage.objects.order_by("pk").first()
    if page is None or FixRequest.objects.filter(old=UNSURE.old).exists():
        return
    confirmed = seen(UNSURE, found_in_editions(page, UNSURE))
    ask_for_fix(page=page, words=UNSURE, reason=WHY, confirmed=confirmed, by=member("Pia").pk, today=today)
