"""What became of the sample since people began to join: words that could not wait, and a second edition.

Whoever joined before it reads the first edition, with the words put right. The second compares two ways of helping, and
has a part that only those see who said something earlier. It was read and signed before it went out. All made up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import TaskState

from demo.reviews import member, through
from modules.actions.fixing import ask_for_fix, found_in_editions, release_fix
from modules.actions.importing import import_pack
from modules.actions.publishing import newest_edition, publish_edition
from modules.mending import Words, in_html
from modules.models import ModulePage, ProgrammePage
from modules.places import seen
from program.actions.arms import bring_arms
from program.arms import ArmWords
from program.audit.record import SYSTEM
from program.models import Edition, Fix

FIRST_AGO, FIX_AGO, SECOND_AGO = timedelta(days=150), timedelta(days=9), timedelta(days=6)
HARMFUL = Words("drinking, or taking something to calm down", "drinking, or taking something that nobody prescribed")
WHY = "It can be read as advice to leave off a medicine that a doctor prescribed."
EVENINGS, PLAIN = "evenings", "plain"
ARMS = (ArmWords(EVENINGS, "With an exercise for the evening"), ArmWords(PLAIN, "Without it"))
EVENING = (
    "<p>The hours before sleep are often the hardest. Here is something small for them. It takes five minutes.</p>"
)
WINDOW = (
    "<p>Sit down where you can see a window. Say to yourself what you did today, in three short sentences. Then put "
    "your phone in another room for the night.</p>"
)
ALONE = (
    "<p>You wrote in week 2 that hard moments come when you are alone for a long time. Read this page with those hours "
    "in mind: whom could you meet, or ring, before they begin?</p>"
)


@dataclass(frozen=True)
class Added:
    """Where the second edition says more: the number of a week, and how its steps go on."""

    week: int
    steps: Sequence[Any]


def publish_first(folder: Path, *, today: date) -> None:
    """The sample as it stands in its files, from before anybody joined. Nothing where it is there."""
    if not Edition.objects.exists():
        import_pack(folder=folder, by=SYSTEM, today=today - FIRST_AGO, publish=True)


def catch_up(*, day: date, today: date) -> None:
    """All that had happened to the sample by that day. Safe to run again."""
    page = ProgrammePage.objects.order_by("pk").first()
    if page is None:
        return
    if day >= today - FIX_AGO and not Fix.objects.exists():
        put_right(page, today=today - FIX_AGO)
    newest = newest_edition(page)
    if day >= today - SECOND_AGO and newest is not None and newest.number == 1:
        publish_second(page, today=today - SECOND_AGO)


@transaction.atomic
def put_right(page: ProgrammePage, *, today: date) -> None:
    """Arne asks and Rikard releases; the page is put right as well, so that the next edition does not bring it back."""
    arne, rikard = member("Arne"), member("Rikard")
    confirmed = seen(HARMFUL, found_in_editions(page, HARMFUL))
    asked = ask_for_fix(page=page, words=HARMFUL, reason=WHY, confirmed=confirmed, by=arne.pk, today=today)
    release_fix(page=page, asked=asked, confirmed=confirmed, by=rikard.pk, today=today)
    week = _week(page, 2)
    steps = week.steps.get_prep_value()
    for block in (block for step in steps for block in step["value"]["body"] if block["type"] == "text"):
        block["value"] = in_html(HARMFUL, block["value"])
    week.steps = steps
    week.save_revision(user=arne).publish(user=arne)


@transaction.atomic
def publish_second(page: ProgrammePage, *, today: date) -> None:
    """Arne writes, Pia and Rikard read and sign, Pia publishes, for people who join from then on."""
    arne, pia = member("Arne"), member("Pia")
    bring_arms(program=page.program, arms=ARMS, by=pia.pk, today=today)
    for added in (_evening(page), _alone(page)):
        week = _week(page, added.week)
        week.steps = added.steps
        week.save_revision(user=arne)
        through(week, ("Pia", "Rikard"))
    # They signed on the day of the edition, and not at this moment.
    TaskState.objects.filter(finished_at__isnull=False).update(finished_at=datetime.combine(today, time(9), UTC))
    publish_edition(page=page, by=pia.pk, today=today)


def _evening(page: ProgrammePage) -> Added:
    """Week 2 has one step more before its last, for one of the two arms."""
    body = [("text", EVENING), ("exercise", {"title": "Five minutes at the window", "text": WINDOW})]
    step = {"key": "evening", "title": "Something for the evening", "only": {"arm": EVENINGS}, "body": _raw(body)}
    *steps, last = _week(page, 2).steps.get_prep_value()
    return Added(2, [*steps, {"type": "step", "value": step}, last])


def _alone(page: ProgrammePage) -> Added:
    """Week 6 begins with a few words more for people who wrote in week 2 that they are alone for long."""
    first, *others = _week(page, 6).steps.get_prep_value()
    words = {"when": {"answer": "2/moments/alone"}, "body": _raw([("text", ALONE)])}
    body = [*_raw([("only", words)]), *first["value"]["body"]]
    return Added(6, [{**first, "value": {**first["value"], "body": body}}, *others])


def _raw(blocks: Sequence[tuple[str, Any]]) -> list[dict[str, Any]]:
    return [{"type": kind, "value": value} for kind, value in blocks]


def _week(page: ProgrammePage, number: int) -> ModulePage:
    found: ModulePage = ModulePage.objects.child_of(page).get(number=number)
    return found
