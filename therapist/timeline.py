"""Everything that happened in one case, in one order: by day, and within a day by the case's own counter.

Texts come in keyset pages from one light statement; only those of the shown page are read and opened. What has no text
of its own here (alerts, breaks, adverse events) are quiet lines between them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import CharField, F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.http import Http404

from program.access import Case
from program.models import Alert, Participant
from therapist.alerts import SEALED as SEALED_IN_ALERTS
from therapist.models import AdverseEvent, CaseNote, Letter, Message, NoteWording
from therapist.paging import uuid_in
from worksheets.models import Response, ResponseState

PAGE = 20
# More worksheets of one week than anybody sends; keeps (week, number) one whole number.
MOST_VERSIONS = 1000


class Kind(StrEnum):
    WORKSHEET = "worksheet"
    LETTER = "letter"
    MESSAGE = "message"
    NOTE = "note"


# Within one day: it begins, a worksheet comes in and raises an alert, people talk, a letter goes out.
COURSE, WORKSHEET, ALERT, TALK, LETTER = range(5)


class Place(NamedTuple):
    """Where something stands: its day, its kind's rank within a day, its number among those, and its id."""

    day: date
    rank: int
    number: int = 0
    row: str = ""

    def __str__(self) -> str:
        return f"{self.day.isoformat()}.{self.rank}.{self.number}.{self.row}"


def place_in(text: str) -> Place | None:
    """Where a page begins, as its link says; None for anything else, which shows the newest."""
    day, rank, number, row = [*text.split("."), "", "", "", ""][:4]
    if not (rank.isdecimal() and len(rank) == 1 and number.isdecimal() and len(number) < 10 and uuid_in(row)):
        return None
    try:
        return Place(date.fromisoformat(day), int(rank), int(number), row)
    except ValueError:
        return None


@dataclass(frozen=True)
class Found:
    """One text of a page, not opened yet."""

    place: Place
    kind: Kind
    row: Any


@dataclass(frozen=True)
class Moment:
    """A quiet line: that something happened on a day."""

    place: Place
    kind: str
    row: Any = None


@dataclass(frozen=True)
class Stretch:
    """One page, the newest first; `before` begins the next, earlier one, where there is one."""

    lines: Sequence[Found | Moment]
    before: str


def stretch(case: Case, *, before: Place | None, show: Kind | None) -> Stretch:
    """At most eight statements, however much there is: one for the order, one a kind for what is shown, one each for
    alerts and adverse events. `show` leaves one kind alone."""
    light = list(_texts(case.participant, before, show)[: PAGE + 1])
    more, light = len(light) > PAGE, light[:PAGE]
    found = list(_rows(light))
    quiet = [] if show else [one for one in _moments(case) if before is None or one.place < before]
    if more:
        last = found[-1].place
        quiet = [one for one in quiet if one.place > last]
    both: list[Found | Moment] = [*found, *quiet]
    lines = sorted(both, key=lambda line: line.place, reverse=True)
    return Stretch(lines, str(found[-1].place) if more else "")


def note_of(case: Case, note_id: UUID) -> CaseNote:
    """A note of this case and no other, to be changed."""
    found = note_if_kept(case, note_id)
    if found is None:
        raise Http404
    return found


def note_if_kept(case: Case, note_id: UUID) -> CaseNote | None:
    """The same; None once somebody has removed it. 403 for a colleague who may read it: they add one of their own."""
    found = _notes().filter(pk=note_id, participant=case.participant).first()
    if found is not None and not found.may_be_changed_by(case.request.user):
        raise PermissionDenied
    return found


def kind_in(text: str) -> Kind | None:
    """What the page is to show alone; None for everything. 404 for a kind that there is none of."""
    if not text:
        return None
    try:
        return Kind(text)
    except ValueError:
        raise Http404 from None


def _texts(participant: Participant, before: Place | None, show: Kind | None) -> QuerySet[Any, Any]:
    sent = Response.objects.filter(participant=participant, state=ResponseState.SUBMITTED)
    letters = Letter.objects.filter(participant=participant, sent_on__isnull=False)
    messages = Message.objects.filter(participant=participant)
    notes = CaseNote.objects.filter(participant=participant)
    parts = {
        Kind.WORKSHEET: _part(sent, Kind.WORKSHEET, WORKSHEET, "submitted_on", F("week") * MOST_VERSIONS + F("number")),
        Kind.LETTER: _part(letters, Kind.LETTER, LETTER, "sent_on", F("week") + 0),
        Kind.MESSAGE: _part(messages, Kind.MESSAGE, TALK, "on_day", F("sequence") + 0),
        Kind.NOTE: _part(notes, Kind.NOTE, TALK, "on_day", F("sequence") + 0),
    }
    wanted = [_earlier(part, before).values_list(*COLUMNS) for kind, part in parts.items() if show in {None, kind}]
    found = wanted[0].union(*wanted[1:], all=True) if len(wanted) > 1 else wanted[0]
    return found.order_by("-at_day", "-in_day", "-of_number", "-row_id")


COLUMNS = ("kind_of", "at_day", "in_day", "of_number", "row_id")


def _part(rows: QuerySet[Any], kind: Kind, rank: int, day: str, number: Any) -> Any:
    """The same columns of every kind, so that they can stand under each other. No text is among them."""
    return rows.order_by().annotate(
        kind_of=Value(kind.value),
        at_day=F(day),
        in_day=Value(rank),
        of_number=models.ExpressionWrapper(number, output_field=models.IntegerField()),
        row_id=Cast("pk", CharField()),
    )


def _earlier(rows: QuerySet[Any], before: Place | None) -> QuerySet[Any]:
    if before is None:
        return rows
    day, rank, number, row = before
    same_rank = Q(in_day=rank) & (Q(of_number__lt=number) | Q(of_number=number, row_id__lt=row))
    return rows.filter(Q(at_day__lt=day) | Q(at_day=day) & (Q(in_day__lt=rank) | same_rank))


def _rows(light: Sequence[Any]) -> Iterator[Found]:
    """The rows themselves, one statement for each kind that is among them."""
    ids: dict[Kind, list[UUID]] = defaultdict(list)
    for kind, *_place, row in light:
        ids[Kind(kind)].append(UUID(row))
    loaded = {kind: _loaded(kind, wanted) for kind, wanted in ids.items()}
    for kind, day, rank, number, row in light:
        yield Found(Place(day, rank, number, row), Kind(kind), loaded[Kind(kind)][UUID(row)])


def _loaded(kind: Kind, ids: Collection[UUID]) -> Mapping[UUID, Any]:
    rows: Mapping[Kind, QuerySet[Any]] = {
        Kind.WORKSHEET: Response.objects.select_related("version"),
        Kind.LETTER: Letter.objects.select_related("author"),
        Kind.MESSAGE: Message.objects.select_related("author"),
        Kind.NOTE: _notes(),
    }
    return {row.pk: row for row in rows[kind].filter(pk__in=ids)}


def _notes() -> QuerySet[CaseNote]:
    wordings = Prefetch("wordings", NoteWording.objects.select_related("author"))
    return CaseNote.objects.select_related("author").prefetch_related(wordings)


def _moments(case: Case) -> Iterator[Moment]:
    """Few in any case, so all of them are read. Two statements; no sealed text."""
    enrolment = case.enrolment
    for kind, day in (("begun", enrolment.started_on), ("ended", enrolment.ended_on)):
        if day is not None:
            yield Moment(Place(day, COURSE), kind)
    for pause in case.journey.pauses:
        yield Moment(Place(pause.first_day, COURSE, 1), "pause")
        if pause.last_day is not None:
            yield Moment(Place(pause.last_day, COURSE, 2), "pause-over")
    for alert in Alert.objects.filter(participant=case.participant).defer(*SEALED_IN_ALERTS):
        yield Moment(Place(alert.raised_on, ALERT, 0, str(alert.pk)), "alert", alert)
    for event in AdverseEvent.objects.filter(participant=case.participant).defer("words"):
        yield Moment(Place(event.recorded_on, ALERT, 1, str(event.pk)), "adverse", event)
