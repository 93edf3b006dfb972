"""Adverse events: recorded once, words for the case's readers, codes for supervisors and researchers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import joining
from program.audit.models import AuditEvent
from program.models import Role
from tests import people, thief
from tests.people import Person
from tests.therapist import desk, safety
from tests.therapist.safety import adverse_url, event_fields
from tests.worksheets.pages import soup, words
from therapist import safety as reach
from therapist.actions.adverse import coded_of
from therapist.models import AdverseEvent
from vault import keyfile, sealing

pytestmark = pytest.mark.django_db

LIST = "/staff/adverse/"


@pytest.fixture
def rut(programme: object) -> Person:
    """The researcher."""
    return people.new_staff("rut@clinic.example", "Rut", Role.RESEARCHER)


def test_it_is_recorded_with_codes_under_the_server_key_and_words_under_the_case_key(
    anna: Person, therese: Person
) -> None:
    response = therese.client.post(adverse_url(anna), event_fields())
    assert response["Location"] == adverse_url(anna)
    (event,) = AdverseEvent.objects.all()
    assert coded_of(event) == safety.CODED
    assert sealing.open(anna.case_key, event, "words") == safety.WORDS
    assert (event.recorded_by_id, event.recorded_on) == (therese.account_id, clock.today())
    assert desk.verbs(anna.account_id)[-2:] == ["adverse-event.written", "adverse-event.recorded"]
    loot = thief.dump()
    assert not thief.found([safety.WORDS, "possible", "watched"], loot)


def test_the_page_of_the_case_shows_it_with_its_words(anna: Person, therese: Person) -> None:
    safety.record_event(anna, therese)
    said = words(therese.client.get(adverse_url(anna)))
    assert safety.WORDS in said
    assert "Possible: taking part or something else" in said
    assert "by Therese" in said


def test_the_same_form_twice_makes_one(anna: Person, therese: Person) -> None:
    fields = event_fields()
    for _again in range(2):
        therese.client.post(adverse_url(anna), fields)
    assert AdverseEvent.objects.count() == 1
    assert desk.verbs(anna.account_id).count("adverse-event.recorded") == 1


def test_a_page_gone_back_to_and_sent_with_other_words_loses_none(anna: Person, therese: Person) -> None:
    key = uuid4()
    for text in ("the first words", "the second words"):
        safety.record_event(anna, therese, text, key)
    kept = {sealing.open(anna.case_key, event, "words") for event in AdverseEvent.objects.all()}
    assert kept == {"the first words", "the second words"}


def test_without_words_nothing_is_sealed(anna: Person, therese: Person) -> None:
    therese.client.post(adverse_url(anna), event_fields(words=" \n "))
    assert AdverseEvent.objects.get().words is None
    assert therese.client.get(adverse_url(anna)).status_code == 200


@pytest.mark.parametrize(
    "changed", [{"kind": ""}, {"severity": "x"}, {"relation": ""}, {"action": ""}, {"happened_on": "never"}]
)
def test_what_is_missing_is_named_and_the_words_stand(changed: dict[str, str], anna: Person, therese: Person) -> None:
    response = therese.client.post(adverse_url(anna), event_fields(**changed))
    assert "Nothing is lost." in words(response)
    assert soup(response).select_one("textarea[name=words]").get_text().strip() == safety.WORDS  # type: ignore[union-attr]
    assert not AdverseEvent.objects.exists()


def test_a_day_that_has_not_come_is_refused(anna: Person, therese: Person) -> None:
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    assert "has not come yet" in words(therese.client.post(adverse_url(anna), event_fields(happened_on=tomorrow)))
    assert not AdverseEvent.objects.exists()


def test_a_supervisor_sees_codes_and_the_alias_and_no_words(anna: Person, therese: Person, stina: Person) -> None:
    safety.record_event(anna, therese)
    page = stina.client.get(LIST).content.decode()
    assert anna.participant.alias in page
    assert "Felt much worse than before" in page
    assert safety.WORDS not in page


def test_a_researcher_sees_codes_and_days_and_nobodys_name(anna: Person, therese: Person, rut: Person) -> None:
    safety.record_event(anna, therese)
    page = rut.client.get(LIST).content.decode()
    assert "Felt much worse than before" in page
    for hidden in (anna.participant.alias, str(anna.account_id), "Therese", safety.WORDS):
        assert hidden not in page


def test_erasing_the_case_leaves_the_codes_and_nobody(anna: Person, therese: Person, stina: Person) -> None:
    event, key, case = safety.record_event(anna, therese), anna.case_key, anna.account_id
    joining.erase(account=anna.account, today=clock.today())
    event = AdverseEvent.objects.get(pk=event.pk)
    assert event.participant_id is None
    assert sealing.open(key, event, "words") == safety.WORDS  # only with the key that is no more
    assert not thief.found([safety.WORDS], thief.dump())
    page = stina.client.get(LIST).content.decode()
    assert "Case erased" in page
    assert str(case) not in page


def test_every_event_is_met_once_page_by_page(
    anna: Person, therese: Person, rut: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "PAGE", 3)
    made = {safety.record_event(anna, therese, f"event {number}").pk for number in range(8)}
    met, url = [], LIST
    while url:
        response = rut.client.get(url)
        met += [row.id for row in response.context["page"].rows]
        after = response.context["page"].after
        url = f"{LIST}?after={after}" if after else ""
    assert len(met) == len(made)
    assert set(met) == made


def test_queries_do_not_grow_with_the_events(anna: Person, therese: Person, stina: Person) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as counted:
            stina.client.get(LIST)
        return len(counted)

    safety.record_event(anna, therese)
    stina.client.get(LIST)
    few = statements()
    for number in range(5):
        safety.record_event(anna, therese, f"event {number}")
    assert statements() == few


@pytest.mark.parametrize("who", ["tom", "stina", "arne", "olle", "lena", "sol"])
def test_nobody_else_records_in_this_case(who: str, anna: Person, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(adverse_url(anna)).status_code == 404
    assert client.post(adverse_url(anna), event_fields()).status_code == 404
    assert not AdverseEvent.objects.exists()


@pytest.mark.parametrize("who", ["therese", "arne", "olle", "lena", "anna"])
def test_the_list_does_not_exist_for_others(who: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).client.get(LIST).status_code == 404


def test_pages_are_closed_to_strangers_and_passwords_alone(anna: Person, therese: Person, stranger: Client) -> None:
    for url in (adverse_url(anna), LIST):
        assert stranger.get(url).status_code == 302
        assert therese.unverified.get(url).status_code == 302


def test_the_pages_refuse_other_methods(anna: Person, therese: Person, stina: Person) -> None:
    assert therese.client.put(adverse_url(anna)).status_code == 405
    assert stina.client.post(LIST).status_code == 405


def test_a_broken_audit_records_nothing(anna: Person, therese: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: AuditEvent, **_more: object) -> None:
        raise RuntimeError("planted")

    key = anna.case_key
    monkeypatch.setattr(AuditEvent, "save", fail)
    assert key.id == anna.account_id
    with pytest.raises(RuntimeError, match="planted"):
        safety.record_event(anna, therese)
    assert not AdverseEvent.objects.exists()


def test_the_form_key_that_is_stored_tells_nothing_of_the_words(anna: Person, therese: Person) -> None:
    key = uuid4()
    event = safety.record_event(anna, therese, form_key=key)
    assert event.form_key != key
    assert keyfile.index("form adverse event", str(key))[:32] != event.form_key.hex
