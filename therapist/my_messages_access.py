"""The ways to one's own side of the conversation: what is not sent yet, and which letters can be answered."""

from collections.abc import Collection
from uuid import UUID

from program.journey import Journey
from program.models import EditionWeek, Participant
from therapist.models import Message, UnsentMessage


def my_drafts(participant: Participant, asked: str = "") -> list[UnsentMessage]:
    """What is written and not sent, each window's: the one that is asked for first, then the newest. One statement."""
    rows = UnsentMessage.objects.filter(participant=participant)
    return sorted(rows, key=lambda row: (str(row.pk) != asked, -row.number))


def my_draft(text: str) -> UUID | None:
    """The draft that a button names; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def whole_thread(participant: Participant) -> list[Message]:
    """Everything that both wrote, oldest first. One statement."""
    return list(Message.objects.filter(participant=participant).select_related("author").order_by("sequence"))


def answerable(journey: Journey) -> Collection[int]:
    """The weeks whose letter has come. No statement."""
    return {fact.number for fact in journey.facts.values() if fact.letter_on is not None}


def answered_week(journey: Journey, number: object) -> EditionWeek | None:
    """The week whose letter is answered, as a form or a link names it; None for one without a letter."""
    named = [week for week in journey.weeks if str(week.number) == str(number or "")]
    return next((week for week in named if week.number in answerable(journey)), None)
