"""The letters of each month that are read for their quality: drawn by lot, so many for each therapist.

A month is drawn once it is over. Nothing is stored: the draw hangs on the letters and on a key outside the database,
and comes out the same however often somebody looks. Nobody can pick, and nobody who writes can know.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from program import clock
from program.access import Case
from program.access import case as open_case
from program.http import StaffRequest
from program.models import CaseGrant, GrantKind
from program.queries import work_names
from therapist import access, alert_report
from therapist.lots import drawn
from therapist.models import Letter, LetterReview
from therapist.paging import Page, day_and_id, page_of
from therapist.reviewing import Review
from vault import holders, keyfile, session
from vault.errors import SealBroken

MONTHS = 6
FEEDBACK_PAGE = 4
PROGRAM = "participant__enrolment__program"


def months(today: date) -> list[date]:
    """The first days of the newest months that are over, the newest first."""
    return list(reversed(alert_report.months(today)[:-1]))[:MONTHS]


@dataclass(frozen=True)
class Sampled:
    """One drawn letter; `reader` is empty while nobody has said anything about it."""

    id: UUID
    alias: str
    week: int
    sent_on: date
    author: UUID
    author_name: str
    reader: str
    is_mine: bool
    seen: bool


def sampled(request: StaffRequest, month: date) -> list[Sampled]:
    """What was drawn of this month, and whatever was rated, by the name of its author. Three statements; no text."""
    access.supervisor(request)
    rows = [(row, _review_of(row)) for row in drawn_rows(month)]
    people = {row.author_id for row, _review in rows} | {review.reader_id for _row, review in rows if review}
    names = work_names(people)
    found = [
        Sampled(
            id=row.pk,
            alias=row.participant.alias,
            week=row.week,
            sent_on=row.sent_on or month,
            author=row.author_id,
            author_name=names.get(row.author_id, ""),
            reader=names.get(review.reader_id, "") if review else "",
            is_mine=row.author_id == request.user.pk,
            seen=bool(review and review.seen),
        )
        for row, review in rows
    ]
    return sorted(found, key=lambda one: (one.author_name.casefold(), str(one.author), one.sent_on, str(one.id)))


def to_read(reader: UUID, today: date) -> int:
    """How many letters of the last month wait for this supervisor: drawn, of others, and rated by nobody."""
    return sum(row.author_id != reader and _review_of(row) is None for row in drawn_rows(months(today)[0]))


def letter_to_rate(request: StaffRequest, letter_id: UUID) -> Letter:
    """A letter that was drawn, and is not one's own; 404 for every other, however it was found."""
    access.supervisor(request)
    letter = get_object_or_404(
        Letter.objects.select_related("participant", "author", "response__version"), pk=letter_id
    )
    month = letter.sent_on.replace(day=1) if letter.sent_on else None
    if month is None or month >= clock.today().replace(day=1) or letter.author_id == request.user.pk:
        raise Http404
    if letter_id not in _chosen(month) and _review_of(letter) is None:
        raise Http404
    return letter


def opened(request: StaffRequest, letter: Letter) -> Case | None:
    """The case, where this supervisor opened it today and said why; every reading is written down."""
    in_force = CaseGrant.objects.in_force(clock.today()).filter(
        participant=letter.participant_id, staff=request.user, kind=GrantKind.SUPERVISION
    )
    if not in_force.exists():
        return None
    return open_case(request, letter.participant_id, verb="letter.sample-read", week=letter.week)


def given(letter: Letter) -> LetterReview | None:
    """What has been said about it, by whomever."""
    return LetterReview.objects.filter(letter=letter).select_related("reader").first()


def own_words(request: StaffRequest, row: LetterReview | None) -> Review | None:
    """What this supervisor said before; None where it was somebody else, or the key is a new one."""
    if row is None or row.reader_id != request.user.pk:
        return None
    return _read(request, row, "for_reader")


@dataclass(frozen=True)
class Feedback:
    """What was said about one of one's own letters. No `review` where it was sealed to a key that is gone."""

    id: UUID
    letter: Letter
    reader: str
    reviewed_on: date
    review: Review | None
    is_new: bool
    may_open: bool


def feedback(request: StaffRequest, after: str = "") -> Page[Feedback]:
    """About one's own letters alone, the newest first. Three statements."""
    rows = LetterReview.objects.filter(letter__author=request.user.pk).order_by("-reviewed_on", "-pk")
    place = day_and_id(after)
    if place is not None:
        day, row_id = place
        rows = rows.filter(reviewed_on__lte=day).exclude(reviewed_on=day, pk__gte=row_id)
    found = list(rows.select_related("letter__participant")[: FEEDBACK_PAGE + 1])
    names = work_names({row.reader_id for row in found})
    mine = _open_to(request, [row.letter.participant_id for row in found])
    shown = [
        Feedback(
            id=row.pk,
            letter=row.letter,
            reader=names.get(row.reader_id, ""),
            reviewed_on=row.reviewed_on,
            review=_read(request, row, "for_author"),
            is_new=not row.seen,
            may_open=row.letter.participant_id in mine,
        )
        for row in found
    ]
    return page_of(shown, lambda row: f"{row.reviewed_on.isoformat()}.{row.id}", FEEDBACK_PAGE)


def _open_to(request: StaffRequest, cases: Collection[UUID]) -> set[UUID]:
    """Which of these cases this member of staff may open today."""
    rows = CaseGrant.objects.in_force(clock.today()).filter(staff=request.user, participant__in=list(cases))
    return set(rows.values_list("participant_id", flat=True))


def _read(request: StaffRequest, row: LetterReview, field: str) -> Review | None:
    try:
        return Review.of(holders.open_for(private=session.private_key(request), row=row, field=field))
    except SealBroken:
        return None


def _chosen(month: date) -> set[UUID]:
    """The draw. One statement, over the ids of one month; how many are drawn is a setting of each programme."""
    hats: dict[tuple[UUID, UUID], list[UUID]] = defaultdict(list)
    numbers: dict[UUID, int] = {}
    columns = ("pk", "author_id", f"{PROGRAM}_id", f"{PROGRAM}__sampled_letters")
    for letter, author, program, number in _sent_in(month).values_list(*columns):
        hats[(program, author)].append(letter)
        numbers[program] = number
    seed = keyfile.index("letter sample", f"{month:%Y-%m}")
    return {one for (program, _author), hat in hats.items() for one in drawn(hat, seed, numbers[program])}


def drawn_rows(month: date) -> Sequence[Letter]:
    """Those that were drawn, and those that were rated: a setting that changed takes nothing away from anybody."""
    rows = _sent_in(month).filter(Q(pk__in=_chosen(month)) | Q(review__isnull=False))
    return list(rows.select_related("participant", "review").defer("body", "review__for_reader", "review__for_author"))


def _sent_in(month: date) -> QuerySet[Letter]:
    """Of cases that can still be opened."""
    days = (month, alert_report.last_day(month))
    return Letter.objects.filter(sent_on__range=days, participant__supervision_key__gt=b"")


def _review_of(row: Letter) -> LetterReview | None:
    try:
        return row.review
    except ObjectDoesNotExist:
        return None
