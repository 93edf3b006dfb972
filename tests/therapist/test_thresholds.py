"""The thresholds: set by the clinical lead, read by supervisors, kept in versions."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.benefit import Thresholds
from program.models import AuditEvent, BenefitRule, Program
from program.thresholds import of_program
from tests.people import Person
from tests.worksheets.measures.samples import example
from tests.worksheets.pages import form_of, soup, words
from vault.frozen import Frozen
from worksheets.actions.instruments import store

pytestmark = pytest.mark.django_db

URL = "/staff/progress/thresholds/"


def fields(person: Person, **changed: Any) -> dict[str, Any]:
    return form_of(person.client.get(URL), "main form") | changed


def test_the_form_shows_what_is_in_force_and_where_each_number_comes_from(lena: Person) -> None:
    response = lena.client.get(URL)
    said = words(response)
    assert "PLoS ONE 2014" in said
    assert said.count("Own choice") >= 6
    form = form_of(response, "main form")
    assert (form["from_week"], form["sign_ins_a_week"]) == ("4", "1.0")
    assert set(form["measures"]) == {"phq_9", "gad_7", "phq_2", "gad_2", "who_5"}
    assert "The thresholds that came with the program" in said
    # What is stored is a translation: whoever reads English is not offered its title.
    assert "Your week" in said
    assert "Din vecka" not in said


def test_the_lead_sets_a_new_version(lena: Person, programme: Program) -> None:
    posted = fields(lena, from_week="5", signs_needed="1", measures=["gad_7"])
    response = lena.client.post(URL, posted, follow=True)
    assert "Version 1 is in force now." in response.content.decode()
    rule = of_program(programme)
    assert rule.thresholds == Thresholds(from_week=5, signs_needed=1, measures=("gad_7",))
    assert rule.set_by == str(lena.account_id)
    assert AuditEvent.objects.get(verb="thresholds.set").detail == {"version": 1}
    assert "(Lena)" in words(response)


def test_versions_are_kept_and_never_changed(lena: Person, stina: Person, programme: Program) -> None:
    for week in ("5", "6", "6"):
        lena.client.post(URL, fields(lena, from_week=week))
    assert list(BenefitRule.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    said = words(stina.client.get(URL))
    assert said.index("Version 2") < said.index("Version 1")
    row = BenefitRule.objects.first()
    assert row is not None
    with pytest.raises(Frozen):
        row.save()


def test_a_measure_of_the_clinics_own_is_told_by_its_title(lena: Person) -> None:
    store(text=example(), file="evenings.yaml", by="tests", today=clock.today())
    said = words(lena.client.post(URL, fields(lena, measures=["phq_9", "evenings"]), follow=True))
    assert "of what it could: PHQ-9, Evenings." in said


def test_going_back_to_the_old_numbers_is_a_new_version_too(lena: Person, programme: Program) -> None:
    for week in ("5", "4"):
        lena.client.post(URL, fields(lena, from_week=week))
    assert of_program(programme).version == 2
    assert of_program(programme).thresholds == Thresholds()


@pytest.mark.parametrize(
    "changed",
    [
        {"from_week": "1"},
        {"from_week": ""},
        {"signs_needed": "9"},
        {"sign_ins_a_week": "nan"},
        {"eased_percent": "0"},
        {"measures": ["no_such"]},
    ],
)
def test_bad_numbers_are_named_and_nothing_typed_is_lost(changed: dict[str, Any], lena: Person) -> None:
    posted = fields(lena, room_percent="33") | changed
    response = lena.client.post(URL, posted)
    assert "Nothing is lost." in words(response)
    assert form_of(response, "main form")["room_percent"] == "33"
    assert not BenefitRule.objects.exists()


def test_a_supervisor_reads_and_does_not_set(lena: Person, stina: Person) -> None:
    response = stina.client.get(URL)
    assert response.status_code == 200
    assert not soup(response).select("main form")
    assert stina.client.post(URL, fields(lena)).status_code == 403
    assert not BenefitRule.objects.exists()


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "olle", "anna"])
def test_it_does_not_exist_for_others(who: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(URL).status_code == 404
    assert client.post(URL, {}).status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(lena: Person, stranger: Client) -> None:
    assert stranger.get(URL).status_code == 302
    assert lena.unverified.get(URL).status_code == 302


def test_it_refuses_other_methods(lena: Person) -> None:
    assert lena.client.put(URL).status_code == 405


def test_queries_do_not_grow_with_the_versions(lena: Person) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as counted:
            lena.client.get(URL)
        return len(counted)

    lena.client.post(URL, fields(lena, from_week="5"))
    lena.client.get(URL)
    few = statements()
    for week in ("6", "7", "8"):
        lena.client.post(URL, fields(lena, from_week=week))
    lena.client.get(URL)
    assert statements() == few
