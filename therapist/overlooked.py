"""Whether somebody is overlooked: looked for in all cases, not inferred from lists that show who is not.

Three things may not be: somebody takes part and none of the staff can read their case today; a worksheet was sent and
nobody promised a letter; a message was sent and nobody promised an answer. A promise whose day has passed is another
thing, and on the page of late answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from program.models import (
    NEEDS_NO_THERAPIST,
    AccountKind,
    CaseGrant,
    EnrolmentState,
    GrantKind,
    Participant,
    Promise,
    PromiseKind,
    WeekFact,
)
from program.prepared import Prepared, Row
from therapist.models import Message, Side

# So many are looked for of each kind. Where there are more, the page says so.
MANY = 99
ANSWERING = (GrantKind.ASSIGNED, GrantKind.COVER)


class Why(Enum):
    """What is missing, the page on which a supervisor makes it good, and how the link to it is called.

    Without a page the case is given to somebody on the spot.
    """

    NOBODY = _("Nobody has the case"), "", ""
    GONE = _("Whoever has the case does not work with cases any more"), "", ""
    LOST = _("The therapist has a new key and cannot open the case yet"), "therapist:team", _("To the team")
    LETTER = _("A worksheet was sent and no letter promised"), "therapist:open", _("Read the case")
    MESSAGE = _("A message was sent and no answer promised"), "therapist:open", _("Read the case")

    def __init__(self, said: StrOrPromise, page: str, label: StrOrPromise) -> None:
        self.said, self.page, self.label = said, page, label


@dataclass(frozen=True)
class Overlooked:
    participant: UUID
    alias: str
    why: Why


def overlooked(today: date) -> Sequence[Overlooked]:
    """At most MANY of each kind, by alias. Three statements, whatever they find; no text is read."""
    unread = [Overlooked(case, alias, _why(lost, gone)) for case, alias, lost, gone in UNREAD.rows(today, today)]
    letters = [Overlooked(case, alias, Why.LETTER) for case, alias in LETTERS.rows()]
    messages = [Overlooked(case, alias, Why.MESSAGE) for case, alias in MESSAGES.rows()]
    return sorted([*unread, *letters, *messages], key=lambda one: one.alias)


def _why(lost: bool, gone: bool) -> Why:
    if lost:
        return Why.LOST
    return Why.GONE if gone else Why.NOBODY


def _unread(first: date, last: date) -> QuerySet[Participant, Row]:
    """Of those who take part, or wait for something after that, whose case nobody who works here opens today."""
    case = OuterRef("pk")
    works = Q(
        Q(staff__is_therapist=True) | Q(staff__is_supervisor=True),
        staff__kind=AccountKind.STAFF,
        staff__is_active=True,
    )
    begun = CaseGrant.objects.filter(participant=case, kind__in=ANSWERING, first_day__lte=first)
    standing = begun.filter(Q(last_day=None) | Q(last_day__gte=last))
    waits = Promise.objects.filter(participant=case, kept_on=None)
    return (
        Participant.objects.filter(
            ~Exists(standing.filter(works, case_key__isnull=False)), supervision_key__gt=b"", enrolment__isnull=False
        )
        .filter(~Q(enrolment__state__in=NEEDS_NO_THERAPIST) | Exists(waits))
        .order_by("alias")
        .values_list(
            "pk",
            "alias",
            Exists(standing.filter(works, last_day=None, kind=GrantKind.ASSIGNED, case_key=None)),
            Exists(standing.filter(case_key__isnull=False)),
        )[:MANY]
    )


def _letters() -> QuerySet[WeekFact, Row]:
    """Worksheets for which no promise was made, or only one that had been kept before they came."""
    case = OuterRef("enrolment__participant")
    promised = Promise.objects.filter(participant=case, kind=PromiseKind.LETTER, week=OuterRef("number"))
    stands = promised.filter(Q(kept_on=None) | Q(kept_on__gte=OuterRef("submitted_on")))
    return (
        WeekFact.objects.filter(~Exists(stands), submitted_on__isnull=False, letter_on=None)
        .filter(enrolment__participant__supervision_key__gt=b"")
        .exclude(enrolment__state=EnrolmentState.WITHDRAWN)
        .order_by("enrolment__participant__alias", "number")
        .values_list("enrolment__participant_id", "enrolment__participant__alias")[:MANY]
    )


def _messages() -> QuerySet[Message, Row]:
    """Conversations whose last word is the participant's, where no promise stands or was kept since."""
    promised = Promise.objects.filter(participant=OuterRef("participant"), kind=PromiseKind.MESSAGE)
    stands = promised.filter(Q(kept_on=None) | Q(kept_on__gte=OuterRef("on_day")))
    return (
        Message.objects.filter(~Exists(stands), side=Side.PARTICIPANT, sequence=F("participant__sequence"))
        .filter(participant__supervision_key__gt=b"")
        .exclude(participant__enrolment__state=EnrolmentState.WITHDRAWN)
        .order_by("participant__alias")
        .values_list("participant_id", "participant__alias")[:MANY]
    )


UNREAD = Prepared(_unread, date, date)
LETTERS = Prepared(_letters)
MESSAGES = Prepared(_messages)
