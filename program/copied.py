"""The part of a copy that everything else hangs on: what is known of somebody, and what they agreed to."""

import json
from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from program.choices import Continent
from program.copying import Entry, Line, Owner, leave_out, part, unopened
from program.models import Alert, Consent, EnrolmentState, RescuedText
from vault import holders
from vault.errors import SealBroken

leave_out(
    {
        "program.AgreedStep.words": "The same words stand in the letter that they end.",
        "program.Alert.answer": "The answer stands in its worksheet or measure; beside it are the clinic's reasons.",
        "program.Alert.note": "What the clinic did is the clinic's record; a copy can be asked for.",
        "program.CaseGrant.reason": "Why a colleague opened the case is the clinic's record; a copy can be asked for.",
    }
)


@part("account", gettext_lazy("What we know of you"), order=10)
def account(owner: Owner) -> Iterator[Entry]:
    """The plain facts: a row each, as far as a person would call it one."""
    enrolment, person = owner.journey.enrolment, owner.journey.enrolment.participant
    lines = [
        Line(person.alias, _("The made-up name by which your therapist knows you")),
        Line(str(Continent(person.continent).label), _("Part of the world")),
        Line(_("18 or older") if person.adult else "", _("Age")),
        Line(enrolment.program.title, _("Programme")),
        *([Line(enrolment.arm.title, _("Which way of helping chance gave you"))] if enrolment.arm else []),
        Line(str(EnrolmentState(enrolment.state).label), _("Where it stands")),
        *_days(
            (_("Begun on"), enrolment.started_on),
            (_("Ended on"), enrolment.ended_on),
            (_("Last here on"), enrolment.seen_on),
            (_("Closes on"), enrolment.closes_on),
        ),
    ]
    yield Entry(_("Account"), lines)
    for pause in owner.journey.pauses:
        yield Entry(_("A pause"), _days((_("From"), pause.first_day), (_("Until"), pause.last_day)))
    for number, fact in sorted(owner.journey.facts.items()):
        days = _days(
            (_("Opened on"), fact.opened_on),
            (_("Worksheet sent on"), fact.submitted_on),
            (_("Letter came on"), fact.letter_on),
        )
        yield Entry(_("Week %(number)d") % {"number": number}, [*days, Line(str(fact.sign_ins), _("Times signed in"))])


def _days(*named: tuple[str, date | None]) -> list[Line]:
    return [Line(date_format(day, "j F Y"), label) for label, day in named if day is not None]


@part("consent", gettext_lazy("What you agreed to"), order=20)
def consent(owner: Owner) -> Iterator[Entry]:
    given = Consent.objects.filter(participant=owner.journey.enrolment.participant).select_related("text")
    for row in given.order_by("given_on", "text__version"):
        lines = [Line(" ".join(strip_tags(one["html"]).split()), one["title"]) for one in row.text.parts]
        yield Entry(row.text.title, [Line(str(row.text.version), _("Version")), *lines], row.given_on)


@part("short-questions", gettext_lazy("Short questions after an answer"), order=50, holds=("program.Alert.more",))
def short_questions(owner: Owner) -> Iterator[Entry]:
    """What was asked at once where an answer was a sign of danger."""
    alerts = Alert.objects.filter(participant=owner.journey.enrolment.participant, more__isnull=False)
    for row in alerts.order_by("raised_on", "pk"):
        yield Entry(_("Short questions"), [Line(owner.opened(row, "more"))], row.raised_on)


@part("kept-words", gettext_lazy("Words kept for you"), order=90, holds=("program.RescuedText.sealed",))
def kept_words(owner: Owner) -> Iterator[Entry]:
    """What was typed while a page could not be sent, as it was typed."""
    rows = RescuedText.objects.filter(account=owner.journey.enrolment.participant_id)
    for row in rows.order_by("on_day", "pk"):
        yield Entry(_("Words that could not be sent"), [Line(text) for text in _typed(owner, row)], row.on_day)


def _typed(owner: Owner, row: RescuedText) -> list[str]:
    try:
        fields = json.loads(holders.open_for(private=owner.private, row=row, field="sealed"))
    except SealBroken:
        return [unopened()]
    return [text for texts in fields.values() for text in texts]
