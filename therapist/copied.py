"""The part of a copy that two people wrote: the letters that came, and the conversation."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from program.copying import Entry, Line, Owner, leave_out, part
from therapist.models import Letter, LetterState, Message, UnsentMessage

RECORD = "What staff note down for each other is the clinic's record; a copy can be asked for."
leave_out(
    {
        "therapist.AdverseEvent.words": RECORD,
        "therapist.HandOver.note": RECORD,
        "therapist.MessageDraft.body": "Never sent.",
        "therapist.NoteWording.body": RECORD,
        "therapist.SecondReading.comments": RECORD,
        "therapist.LetterReview.for_author": "About a colleague's work, and not sealed to the case.",
        "therapist.LetterReview.for_reader": "About a colleague's work, and not sealed to the case.",
        "therapist.ProtectionRecord.sealed": "Sealed so that supervisors alone open it, and kept by law.",
        "therapist.StaleLetter.body": "Never sent.",
        "therapist.StaleLetter.step": "Never sent.",
    }
)


@part("letters", gettext_lazy("Letters to you"), order=60, holds=("therapist.Letter.body", "therapist.Letter.step"))
def letters(owner: Owner) -> Iterator[Entry]:
    """What was sent. A letter that is being written, or has not left yet, is nobody's but its writer's."""
    sent = Letter.objects.filter(participant=owner.journey.enrolment.participant, state=LetterState.SENT)
    for row in sent.select_related("author").order_by("week", "sent_on", "pk"):
        step = owner.opened(row, "step")
        lines = [Line(owner.opened(row, "body"), row.author.work_name)]
        yield Entry(
            _("Week %(number)d: letter") % {"number": row.week},
            [*lines, *([Line(step, _("The one step you agreed on"))] if step else [])],
            row.sent_on,
        )


@part("messages", gettext_lazy("Messages"), order=70, holds=("therapist.Message.body", "therapist.UnsentMessage.body"))
def messages(owner: Owner) -> Iterator[Entry]:
    """The whole conversation, in its order, and then what was not sent."""
    rows = Message.objects.filter(participant=owner.journey.enrolment.participant).select_related("author")
    for row in rows.order_by("sequence"):
        writer = row.author.work_name if row.author else _("You")
        yield Entry(writer, [Line(owner.opened(row, "body"))], row.on_day)
    for draft in UnsentMessage.objects.filter(participant=owner.journey.enrolment.participant).order_by("number"):
        yield Entry(_("Not sent yet"), [Line(owner.opened(draft, "body"))])
