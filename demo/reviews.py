"""What waits for review in the demo's studio, so that its first page shows life: one week signed, two on their way."""

from collections.abc import Iterable
from typing import Any

from demo.people import STAFF
from modules.models import ModulePage, ProgrammePage
from program.models import Account, AccountKind
from program.models.accounts import name_index
from worksheets.overtaken import Seen, newest_draft

READ = "Reads well. The last step could say sooner where help is."
CHANGED = {3: "Notice what happens before the urge, and try one way to wait.", 5: "Look at a thought from outside."}


def send_in() -> None:
    """Week 1 is signed off; week 3 waits for Rikard, week 5 for an editor. Nothing where that has begun."""
    page = ProgrammePage.objects.order_by("pk").first()
    weeks = {week.number: week for week in page.modules()} if page else {}
    for number, names in ((1, ("Pia", "Rikard")), (3, ("Pia",)), (5, ())):
        week = weeks[number]
        if week.workflow_states.exists():
            continue
        if aim := CHANGED.get(number):
            week.aim = aim
            week.save_revision(user=member("Arne"))
        through(week, names)


def through(week: ModulePage, names: Iterable[str]) -> None:
    """Arne sends in the newest draft of a week, and these approve it, one after the other."""
    week.get_workflow().start(week, member("Arne"))
    for name in names:
        current: Any = ModulePage.objects.get(pk=week.pk)
        task, state = current.current_workflow_task, current.current_workflow_task_state
        seen = Seen.of(newest_draft(current), member(name)).token
        task.on_action(state, member(name), "approve", ticked=task.items, seen=seen, comment=READ)


def member(name: str) -> Account:
    email = next(one.email for one in STAFF if one.work_name == name)
    return Account.objects.get(name_index=name_index(AccountKind.STAFF, email))
