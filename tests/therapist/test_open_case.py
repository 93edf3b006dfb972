"""A supervisor reads a case that is not theirs: with a reason, for today."""

from datetime import timedelta

import pytest
from django.test import Client

from program import clock
from program.models import CaseGrant, GrantKind, Role
from tests import people
from tests.people import Person
from tests.therapist import desk
from vault import sealing

OPEN = "/staff/open/"
REASON = "Therese is ill and the letter is late."


def post(person: Person, alias: str, reason: str = REASON) -> str:
    return person.client.post(OPEN, {"alias": alias, "reason": reason}, follow=True).content.decode()


def supervising() -> list[CaseGrant]:
    return list(CaseGrant.objects.filter(kind=GrantKind.SUPERVISION))


def test_the_reason_opens_the_case_for_today(anna: Person, stina: Person) -> None:
    page = post(stina, anna.participant.alias)
    assert anna.participant.alias in page
    assert "Supervision" in page
    (grant,) = supervising()
    assert grant.first_day == grant.last_day == clock.today()
    assert sealing.open(anna.case_key, grant, "reason") == REASON
    assert REASON.encode() not in bytes(grant.reason or b"")
    assert desk.verbs(anna.account_id)[-2:] == ["grant.made", "case.read"]


def test_tomorrow_it_is_closed_again(anna: Person, stina: Person) -> None:
    post(stina, anna.participant.alias)
    CaseGrant.objects.filter(kind=GrantKind.SUPERVISION).update(last_day=clock.today() - timedelta(days=1))
    assert stina.client.get(desk.letter_url(anna)).status_code == 404


def test_the_alias_may_be_typed_loosely(anna: Person, stina: Person) -> None:
    post(stina, f"  {anna.participant.alias.upper().replace(' ', '   ')} ")
    assert len(supervising()) == 1


def test_a_wrong_alias_opens_nothing(anna: Person, stina: Person) -> None:
    page = post(stina, "Nobody At All 99")
    assert "Nobody has this alias." in page
    assert REASON in page
    assert not supervising()


@pytest.mark.parametrize("reason", ["", "   ", "because"])
def test_without_a_reason_nothing_opens(reason: str, anna: Person, stina: Person) -> None:
    page = post(stina, anna.participant.alias, reason)
    assert "Nothing was opened." in page or "Please write at least" in page
    assert not supervising()


def test_a_supervisor_who_was_not_admitted_opens_nothing(anna: Person, stina: Person) -> None:
    siri = people.new_staff("siri@clinic.example", "Siri", Role.SUPERVISOR)
    assert "Another supervisor has to let you in first" in post(siri, anna.participant.alias)
    assert not supervising()


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "olle"])
def test_it_is_for_supervisors_only(who: str, anna: Person, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(OPEN).status_code == 404
    assert client.post(OPEN, {"alias": anna.participant.alias, "reason": REASON}).status_code == 404
    assert not supervising()


def test_it_is_closed_to_strangers_and_passwords_alone(stina: Person, stranger: Client) -> None:
    assert stranger.get(OPEN).status_code == 302
    assert stina.unverified.get(OPEN).status_code == 302


def test_it_refuses_other_methods(stina: Person) -> None:
    assert stina.client.put(OPEN).status_code == 405
