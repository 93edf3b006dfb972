"""Child-protection records: written once, read by supervisors alone, and left when the case is erased."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import joining
from program.models import AuditEvent, CaseGrant, Role
from tests import people, thief
from tests.people import Person
from tests.therapist import safety
from tests.therapist.safety import protection_url, record_fields
from tests.worksheets.pages import soup, words
from therapist import safety as reach
from therapist.models import ProtectionRecord
from vault import holders, keyfile, sealing, supervision
from vault.errors import NotAdmitted, SealBroken

pytestmark = pytest.mark.django_db

LIST = "/staff/protection/"
TEXTS = (safety.FACTS, safety.CONSULTED, safety.WHY)


def read_url(row: ProtectionRecord) -> str:
    return f"{LIST}{row.pk}/"


def verbs_about(row: ProtectionRecord) -> list[str]:
    return list(AuditEvent.objects.filter(subject=str(row.pk)).order_by("id").values_list("verb", flat=True))


@pytest.fixture
def row(anna: Person, therese: Person) -> ProtectionRecord:
    return safety.record_protection(anna, therese)


def test_the_cases_therapist_writes_one(anna: Person, therese: Person) -> None:
    response = therese.client.post(protection_url(anna), record_fields(), follow=True)
    (row,) = ProtectionRecord.objects.all()
    assert (row.made_on, row.made_by) == (clock.today(), str(therese.account_id))
    assert verbs_about(row) == ["protection.recorded"]
    said = words(response)
    assert "From now on only supervisors can read it." in said
    assert "by Therese" in said
    assert not any(text in said for text in TEXTS)
    assert not soup(response).select(f"a[href='{read_url(row)}']")


def test_the_page_warns_that_it_outlives_the_case(anna: Person, therese: Person) -> None:
    said = words(therese.client.get(protection_url(anna)))
    assert "It stays when the case is erased, and only supervisors can read it afterwards." in said


def test_a_supervisor_writes_one_without_a_grant(anna: Person, stina: Person) -> None:
    stina.client.post(protection_url(anna), record_fields())
    assert ProtectionRecord.objects.get().made_by == str(stina.account_id)


def test_the_same_form_twice_makes_one_and_other_words_another(anna: Person, therese: Person) -> None:
    fields = record_fields()
    for _again in range(2):
        therese.client.post(protection_url(anna), fields)
    assert ProtectionRecord.objects.count() == 1
    therese.client.post(protection_url(anna), fields | {"why": "reported after all"})
    assert ProtectionRecord.objects.count() == 2


def test_a_supervisor_reads_it_and_that_is_written_down(anna: Person, stina: Person, row: ProtectionRecord) -> None:
    said = words(stina.client.get(read_url(row)))
    for text in (*TEXTS, "Not reported", "Written by Therese.", f"About the case of {anna.participant.alias}."):
        assert text in said
    stina.client.get(read_url(row))
    assert verbs_about(row) == ["protection.recorded", "protection.read", "protection.read"]


def test_no_therapist_opens_it_even_by_code(anna: Person, therese: Person, tom: Person, row: ProtectionRecord) -> None:
    for person in (therese, tom):
        with pytest.raises(SealBroken):
            holders.open_for(private=person.private, row=row, field="sealed")
        with pytest.raises(NotAdmitted):
            supervision.supervision_key(by=person.private)
    with pytest.raises(SealBroken):
        sealing.open(anna.case_key, row, "sealed")
    assert therese.client.get(read_url(row)).status_code == 404


def test_a_dump_holds_no_word_of_it(row: ProtectionRecord) -> None:
    loot = thief.dump()
    assert str(row.pk).encode() in loot or row.pk.hex.encode() in loot
    assert not thief.found([*TEXTS, "not-reported"], loot)


def test_it_survives_the_erasure_of_its_case(anna: Person, stina: Person, row: ProtectionRecord) -> None:
    joining.erase(account=anna.account, today=clock.today())
    said = words(stina.client.get(read_url(row)))
    assert safety.FACTS in said
    assert "The case is erased." in said
    assert row.pk in {each.id for each in stina.client.get(LIST).context["page"].rows}


def test_after_an_erasure_nothing_leads_from_the_case_to_it(anna: Person, therese: Person) -> None:
    case = anna.account_id
    therese.client.post(protection_url(anna), record_fields())
    row = ProtectionRecord.objects.get()
    joining.erase(account=anna.account, today=clock.today())
    ids = {str(row.pk), row.pk.hex, row.case_index, row.form_key.hex, str(row.form_key)}
    both = [
        (table, cells)
        for table, cells in thief.rows()
        if mentions(cells, {str(case), case.hex}) and mentions(cells, ids)
    ]
    assert not both
    assert row.case_index == keyfile.index("child protection", str(case))  # with the server key, it does
    about = AuditEvent.objects.filter(case=str(case))
    assert about.exists()
    assert not about.filter(verb__startswith="protection").exists()


def mentions(cells: tuple[object, ...], ids: set[str]) -> bool:
    return any(each.encode() in thief.raw(cell) for each in ids for cell in cells)


def test_a_supervisor_who_was_not_admitted_reads_nothing(stina: Person, row: ProtectionRecord) -> None:
    siri = people.new_staff("siri@clinic.example", "Siri", Role.SUPERVISOR)
    response = siri.client.get(read_url(row), follow=True)
    assert "Another supervisor has to let you in first" in response.content.decode()
    assert safety.FACTS not in response.content.decode()
    assert verbs_about(row) == ["protection.recorded"]
    assert not soup(siri.client.get(LIST)).select(f"a[href='{read_url(row)}']")


@pytest.mark.parametrize("missing", ["facts", "identifiable", "consulted", "decision", "why"])
def test_what_is_missing_is_named_and_all_words_stand(missing: str, anna: Person, therese: Person) -> None:
    response = therese.client.post(protection_url(anna), record_fields(**{missing: ""}))
    assert "Nothing is lost." in words(response)
    boxes = {str(box["name"]): box.get_text().strip() for box in soup(response).select("main textarea")}
    written = {"facts": safety.FACTS, "consulted": safety.CONSULTED, "why": safety.WHY}
    assert boxes == {name: "" if name == missing else text for name, text in written.items()}
    assert not ProtectionRecord.objects.exists()


def test_every_record_is_met_once_page_by_page(
    anna: Person, therese: Person, stina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "PAGE", 3)
    made = set()
    for days in (0, 1, 1, 1, 2, 2, 5):
        with people.days_ago(days):
            made.add(safety.record_protection(anna, therese).pk)
    days_met = []
    met, url = [], LIST
    while url:
        page = stina.client.get(url).context["page"]
        met += [each.id for each in page.rows]
        days_met += [each.made_on for each in page.rows]
        url = f"{LIST}?after={page.after}" if page.after else ""
    assert len(met) == len(made)
    assert set(met) == made
    assert days_met == sorted(days_met, reverse=True)


def test_queries_do_not_grow_with_the_records(anna: Person, therese: Person, stina: Person) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as counted:
            stina.client.get(LIST)
        return len(counted)

    safety.record_protection(anna, therese)
    stina.client.get(LIST)
    few = statements()
    for _more in range(4):
        safety.record_protection(anna, therese)
    assert statements() == few


@pytest.mark.parametrize("who", ["tom", "arne", "olle", "lena", "sol"])
def test_nobody_else_writes_about_this_case(who: str, anna: Person, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(protection_url(anna)).status_code == 404
    assert client.post(protection_url(anna), record_fields()).status_code == 404
    assert not ProtectionRecord.objects.exists()


def test_a_therapist_whose_grant_has_ended_writes_nothing(anna: Person, therese: Person) -> None:
    CaseGrant.objects.filter(staff=therese.account).update(last_day=clock.today() - timedelta(days=1))
    assert therese.client.post(protection_url(anna), record_fields()).status_code == 404


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "olle", "lena", "anna"])
def test_lists_and_records_do_not_exist_for_others(
    who: str, row: ProtectionRecord, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(LIST).status_code == 404
    assert client.get(read_url(row)).status_code == 404
    assert verbs_about(row) == ["protection.recorded"]


def test_a_record_or_case_that_is_none_is_not_found(stina: Person, therese: Person) -> None:
    assert stina.client.get(f"{LIST}{uuid4()}/").status_code == 404
    assert therese.client.get(f"/staff/case/{uuid4()}/protection/").status_code == 404


def test_pages_are_closed_to_strangers_and_passwords_alone(
    anna: Person, therese: Person, row: ProtectionRecord, stranger: Client
) -> None:
    for url in (protection_url(anna), LIST, read_url(row)):
        assert stranger.get(url).status_code == 302
        assert therese.unverified.get(url).status_code == 302


def test_the_pages_refuse_other_methods(anna: Person, therese: Person, stina: Person, row: ProtectionRecord) -> None:
    assert therese.client.put(protection_url(anna)).status_code == 405
    assert stina.client.post(LIST).status_code == 405
    assert stina.client.post(read_url(row)).status_code == 405


def test_it_takes_the_longest_texts(anna: Person, therese: Person, stina: Person) -> None:
    long = "å🌙 ë" * 1000
    therese.client.post(protection_url(anna), record_fields(facts=long, consulted=long, why=long))
    row = ProtectionRecord.objects.get()
    assert long.strip() in " ".join(words(stina.client.get(read_url(row))).split())
