"""The rota: who is on duty, when somebody reads next, which days nobody was named for, and who may change it."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.models import Account, AuditEvent, DutyShift, Program
from program.watch import Span
from tests.people import Person
from tests.program.alerts import put_on_duty
from tests.worksheets.pages import words
from therapist.rota import Gap, gaps
from vault.models import KeyPair

DUTY = "/staff/duty/"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def empty(programme: Program) -> None:
    DutyShift.objects.all().delete()


def days(first: int, last: int) -> dict[str, str]:
    today = clock.today()
    return {"first_day": (today + first * DAY).isoformat(), "last_day": (today + last * DAY).isoformat()}


def post(person: Person, clinician: Person, *, first: int = 0, last: int = 6, **fields: Any) -> Any:
    posted = {**days(first, last), "clinician": str(clinician.account_id), "deputy": ""}
    return person.client.post(DUTY, posted | fields, follow=True)


def hours(person: Person, **fields: Any) -> Any:
    posted = {"days": ["0", "6"], "start": "08:00", "end": "18:30"}
    return person.client.post(f"{DUTY}eight-weeks/hours/", posted | fields, follow=True)


@pytest.mark.parametrize("who", ["stina", "lena"])
def test_somebody_is_named(who: str, therese: Person, tom: Person, request: pytest.FixtureRequest) -> None:
    editor = request.getfixturevalue(who)
    page = words(post(editor, tom, deputy=str(therese.account_id)))
    assert "Tom is on the rota." in page
    assert "Duty clinician Tom Deputy Therese" in page
    shift = DutyShift.objects.get()
    assert (shift.clinician_id, shift.deputy_id) == (tom.account_id, therese.account_id)
    assert AuditEvent.objects.filter(verb="duty.set").latest("id").actor == str(editor.account_id)


def test_shift_is_removed(therese: Person, stina: Person) -> None:
    shift = put_on_duty(therese, None, stina)
    page = words(stina.client.post(f"{DUTY}eight-weeks/{shift.pk}/remove/", follow=True))
    assert "The shift is removed." in page
    assert "The rota is empty." in page
    assert not DutyShift.objects.exists()
    assert AuditEvent.objects.filter(verb="duty.removed", actor=str(stina.account_id)).exists()


def test_hours_are_changed(programme: Program, stina: Person) -> None:
    page = words(hours(stina))
    assert "Monday, Sunday, 08:00 to 18:30" in page
    programme.refresh_from_db()
    assert programme.duty_days == 0b1000001
    assert AuditEvent.objects.filter(verb="duty-hours.set", actor=str(stina.account_id)).exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"days": []}, "Please choose at least one day."),
        ({"start": "18:30", "end": "08:00"}, "Duty ends after it begins"),
        ({"start": "08:00", "end": "08:00"}, "Duty ends after it begins"),
        ({"start": "noon"}, "valid time"),
        ({"days": ["7"]}, "7"),
    ],
)
def test_hours_that_cannot_be_are_refused(fields: dict[str, Any], said: str, programme: Program, stina: Person) -> None:
    before = programme.duty_days
    assert said in words(hours(stina, **fields))
    programme.refresh_from_db()
    assert programme.duty_days == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"first": 3, "last": 2}, "The last day is before the first."),
        ({"first": 6, "last": 9}, "Somebody is named for one of these days already."),
        ({"first": -9, "last": -1}, "These days are over."),
        ({"first_day": "", "first": 8, "last": 9}, "Please choose a day."),
        ({"last_day": "tomorrow"}, "Please write a day"),
    ],
)
def test_days_that_cannot_be_are_refused_in_words(
    changes: dict[str, Any], said: str, therese: Person, stina: Person
) -> None:
    post(stina, therese)
    answer = post(stina, therese, **changes)
    assert said in words(answer)
    assert str(therese.account_id) in answer.context["shift_form"]["clinician"].value()
    assert DutyShift.objects.count() == 1


def test_people_who_cannot_be_are_refused(therese: Person, arne: Person, stina: Person) -> None:
    assert "somebody else than the duty clinician" in words(post(stina, therese, deputy=str(therese.account_id)))
    for staff_id in (arne.account_id, uuid4(), "x", ""):
        stina.client.post(DUTY, {**days(0, 6), "clinician": str(staff_id)})
    assert not DutyShift.objects.exists()


def test_editors_are_not_offered(therese: Person, arne: Person, stina: Person) -> None:
    offered = {str(key) for key, _name in stina.client.get(DUTY).context["shift_form"]["clinician"].field.choices}
    assert str(therese.account_id) in offered
    assert str(arne.account_id) not in offered


def test_it_says_who_reads_now_or_next(programme: Program, therese: Person, stina: Person) -> None:
    put_on_duty(therese, None, stina)
    hours(stina, days=[str(day) for day in range(7)], start="00:00", end="23:59:59")
    assert "Therese reads now." in words(stina.client.get(DUTY))
    DutyShift.objects.update(first_day=clock.today() + DAY)
    assert "Therese reads next: tomorrow 00:00." in words(stina.client.get(DUTY))


def test_days_without_anybody_are_said(therese: Person, stina: Person) -> None:
    assert "Nobody is named for these days" in words(stina.client.get(DUTY))
    put_on_duty(therese, None, stina, days=13)
    assert "Nobody is named for these days" not in words(stina.client.get(DUTY))
    DutyShift.objects.update(first_day=clock.today() + DAY)
    assert [gap.first_day for gap in stina.client.get(DUTY).context["plan"].gaps] == [clock.today()]


def test_gaps_are_days_in_a_row() -> None:
    day = date(2026, 11, 23)
    spans = [Span(day + DAY, day + 2 * DAY), Span(day + 5 * DAY, day + 30 * DAY)]
    assert gaps(spans, day) == [Gap(day, day), Gap(day + 3 * DAY, day + 4 * DAY)]
    assert [gap.said for gap in gaps(spans, day)] == ["23 November", "26 November to 27 November"]
    assert gaps([], day) == [Gap(day, day + 13 * DAY)]
    assert gaps([Span(day - DAY, day + 13 * DAY)], day) == []


def test_somebody_who_can_open_nothing_any_more_is_named(therese: Person, tom: Person, stina: Person) -> None:
    put_on_duty(therese, tom, stina)
    Account.objects.filter(pk=therese.account_id).update(is_active=False)
    KeyPair.objects.filter(holder=tom.account_id).delete()
    page = words(stina.client.get(DUTY))
    assert "Therese cannot open cases now" in page
    assert "Tom cannot open cases now" in page


def test_all_clinical_staff_see_it_and_change_nothing(therese: Person, stina: Person) -> None:
    shift = put_on_duty(therese, None, stina)
    page = words(therese.client.get(DUTY))
    assert "Supervisors and the clinical lead change the rota." in page
    assert "Put on the rota" not in page
    assert post(therese, therese, first=40, last=41).status_code == 404
    assert hours(therese).status_code == 404
    assert therese.client.post(f"{DUTY}eight-weeks/{shift.pk}/remove/").status_code == 404
    assert DutyShift.objects.count() == 1


@pytest.mark.parametrize("who", ["arne", "olle", "anna"])
def test_it_does_not_exist_for_others(who: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(DUTY).status_code == 404
    assert client.post(DUTY, {}).status_code == 404
    assert client.post(f"{DUTY}eight-weeks/hours/", {}).status_code == 404
    assert client.post(f"{DUTY}eight-weeks/{uuid4()}/remove/").status_code == 404


def test_what_is_none_is_not_found(stina: Person) -> None:
    assert stina.client.get(f"{DUTY}no-such/").status_code == 404
    assert stina.client.post(f"{DUTY}eight-weeks/{uuid4()}/remove/").status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(therese: Person, stranger: Client) -> None:
    assert stranger.get(DUTY).status_code == 302
    assert therese.unverified.get(DUTY).status_code == 302


def test_it_refuses_other_methods(stina: Person) -> None:
    assert stina.client.put(DUTY).status_code == 405
    assert stina.client.get(f"{DUTY}eight-weeks/hours/").status_code == 405
    assert stina.client.get(f"{DUTY}eight-weeks/{uuid4()}/remove/").status_code == 405


def test_with_two_programmes_each_has_its_rota(programme: Program, therese: Person, stina: Person) -> None:
    Program.objects.create(slug="twelve-weeks", title="Twelve weeks")
    put_on_duty_of_first = DutyShift.objects.filter(program=programme)
    assert "Twelve weeks" in words(stina.client.get(DUTY))
    stina.client.post(
        f"{DUTY}twelve-weeks/",
        {
            "first_day": clock.today().isoformat(),
            "last_day": clock.today().isoformat(),
            "clinician": str(therese.account_id),
        },
    )
    assert DutyShift.objects.get().program.slug == "twelve-weeks"
    assert not put_on_duty_of_first.exists()
    shift = DutyShift.objects.get()
    assert stina.client.post(f"{DUTY}eight-weeks/{shift.pk}/remove/").status_code == 404


def test_queries_do_not_grow_with_the_rota(therese: Person, stina: Person) -> None:
    def queries(number: int) -> int:
        post(stina, therese, first=number, last=number)
        with CaptureQueriesContext(connection) as captured:
            stina.client.get(DUTY)
        return len(captured)

    before = queries(0)
    assert [queries(number) for number in range(1, 4)] == [before] * 3
    assert before <= 9
