"""The ways to second readings: of the letter that has not left, and of what one was asked to read oneself."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404

from program.http import StaffRequest
from program.models import Account, AccountKind
from therapist.access import Sheet
from therapist.models import SecondReading
from vault.models import KeyPair


def second_readings(sheet: Sheet) -> list[SecondReading]:
    """Who was asked to read the letter that has not left, the newest asking first. No statement where there is none."""
    letter = sheet.asked or sheet.draft
    if letter is None or not letter.was_asked:
        return []
    return list(SecondReading.objects.filter(letter=letter).select_related("reader").order_by("-asked_on", "-pk"))


def my_second_reading(request: StaffRequest, participant_id: UUID, week: int) -> SecondReading:
    """The letter of this week that one is to read, or was asked to read before; 404 for who never was."""
    rows = SecondReading.objects.filter(reader=request.user, letter__participant=participant_id)
    found = list(rows.filter(letter__week=week).select_related("letter__author").order_by("asked_on"))
    if not found:
        raise Http404
    return next((reading for reading in found if reading.is_open), found[-1])


def second_readers(request: StaffRequest) -> list[Account]:
    """Who can be asked: colleagues of the clinical staff with a key, whose own letters need no reader. By name."""
    clinical = Q(is_therapist=True) | Q(is_supervisor=True)
    keyed = KeyPair.objects.filter(kind=KeyPair.Kind.STAFF).values("holder")
    rows = Account.objects.filter(
        clinical, kind=AccountKind.STAFF, is_active=True, letters_need_reader=False, pk__in=keyed
    ).exclude(pk=request.user.pk)
    return sorted(rows, key=lambda account: account.work_name.casefold())
