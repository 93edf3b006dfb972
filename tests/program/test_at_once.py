"""The same thing done by several people, or tried several times, in the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from time_machine import TimeMachineFixture

from program.actions import grants, joining, outbox, signing_in, staff
from program.choices import Continent
from program.models import (
    Account,
    AccountKind,
    CaseGrant,
    Enrolment,
    Notice,
    OutboxKind,
    OutboxRow,
    Participant,
    Program,
    RecoveryCode,
    Role,
)
from tests import people
from tests.program.staff_pages import digits, standing
from vault.models import KeyPair
from vault.sealing import CaseKey

TODAY = date(2026, 3, 2)
AT_ONCE = 4
SECRET = b"twenty-byte-secret-1"

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(do: Callable[[int], Any]) -> list[Any]:
    """What `do` returned in each of several threads that began together; an exception counts as an answer."""
    gate = Barrier(AT_ONCE)

    def each(number: int) -> Any:
        gate.wait(timeout=30)
        try:
            return do(number)
        except Exception as refusal:  # noqa: BLE001 (compared by the test)
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(each, range(AT_ONCE)))


def colleague() -> tuple[Account, str]:
    return staff.invite(email="kim@clinic.example", work_name="Kim", roles=[Role.THERAPIST], capacity=2, by="tests")


def arrived() -> Account:
    account, code = colleague()
    staff.accept_invitation(email="kim@clinic.example", code=code, password="four quite new words")
    return account


def newcomer() -> Participant:
    account = Account.objects.create(kind=AccountKind.PARTICIPANT, name_index=str(uuid4()))
    return Participant.objects.create(account=account, alias=str(uuid4()), continent=Continent.UNSAID, adult=True)


def test_last_places_go_to_as_many_as_there_are() -> None:
    arrived()
    program = Program.objects.create(slug="clinic", title="Clinic")
    people = [newcomer() for _ in range(AT_ONCE)]

    def join(number: int) -> Account | None:
        person = people[number]
        return grants.assign_automatically(participant=person, program=program, key=CaseKey.new(person.pk), today=TODAY)

    answers = at_once(join)
    assert sum(isinstance(answer, Account) for answer in answers) == 2
    assert answers.count(None) == AT_ONCE - 2
    assert CaseGrant.objects.count() == 2


def test_two_people_do_not_get_the_last_place(programme: Program) -> None:
    Program.objects.update(places=2)
    answers = at_once(lambda number: people.new_participant(f"quiet-harbour-{10 + number}", programme))
    assert sum(isinstance(answer, joining.NoPlace) for answer in answers) == AT_ONCE - 2, answers
    assert Enrolment.objects.count() == 2
    assert KeyPair.objects.filter(kind="participant").count() == 2


def test_invitation_is_taken_up_once() -> None:
    account, code = colleague()

    def arrive(number: int) -> object:
        return staff.accept_invitation(email="kim@clinic.example", code=code, password=f"four quite new words {number}")

    answers = at_once(arrive)
    assert sum(isinstance(answer, tuple) for answer in answers) == 1
    assert sum(isinstance(answer, staff.InvitationRefused) for answer in answers) == AT_ONCE - 1
    assert KeyPair.objects.filter(holder=account.pk).count() == 1


def test_digits_are_taken_once(time_machine: TimeMachineFixture) -> None:
    standing(time_machine)
    account = arrived()
    staff.enrol_authenticator(account=account, secret=SECRET, token=digits(SECRET, later=-1))
    code = digits(SECRET)
    answers = at_once(lambda _number: signing_in.show_code(account=account, code=code))
    assert [answer is not None for answer in answers].count(True) == 1, answers


def test_recovery_code_is_taken_once() -> None:
    account = arrived()
    code = staff.new_recovery_codes(account=account)[0]
    answers = at_once(lambda _number: signing_in.show_code(account=account, code=code))
    assert [answer is not None for answer in answers].count(True) == 1, answers
    assert RecoveryCode.objects.count() == staff.RECOVERY_CODES - 1


def test_sweeps_share_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    account = newcomer().account
    monkeypatch.setattr(outbox, "CHUNK", 7)
    OutboxRow.objects.bulk_create(
        OutboxRow(key=f"{number}", kind=OutboxKind.WEEK_OPEN, account=account, week=2, due_on=TODAY)
        for number in range(100)
    )
    answers = at_once(lambda _number: outbox.deliver_outbox())
    assert all(isinstance(answer, int) for answer in answers), answers
    assert sum(answers) + outbox.deliver_outbox() == 100
    assert not OutboxRow.objects.filter(done_on=None).exists()
    assert Notice.objects.count() == 100
