"""Operators' pages of their colleagues: invited, given roles, suspended, invited again. No code is kept."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program.actions import staff, staffing
from program.actions.invitations import opens
from program.models import Account, AccountKind, AuditEvent, CaseGrant, Role
from program.models.accounts import name_index
from tests import people
from tests.people import Person
from tests.program.staff_pages import ACCOUNT, SIGN_IN, everything_stored, verbs
from tests.worksheets.pages import form_of, soup
from vault import supervision
from vault.models import KeyPair

pytestmark = pytest.mark.django_db
PEOPLE = "/staff/people/"
NEW = f"{PEOPLE}new/"
ADDRESS = "kim@clinic.example"
FIELDS: dict[str, Any] = {
    "email": ADDRESS,
    "work_name": "Kim",
    "roles": ["is_therapist", "is_editor"],
    "capacity": "12",
}
PASSWORD = "four quite new words"


def own(person: Person, more: str = "") -> str:
    return f"{PEOPLE}{person.account_id}/{more}"


def text(response: Any) -> str:
    return " ".join(soup(response).get_text(" ").split())


def post(person: Person, path: str, **fields: Any) -> Any:
    return person.client.post(path, fields, follow=True)


def code_in(response: Any) -> str:
    """What the page shows to be handed over; empty where it shows none."""
    found = soup(response).select_one(".secret code")
    return found.get_text() if found else ""


def kim() -> Account:
    return Account.objects.get(name_index=name_index(AccountKind.STAFF, ADDRESS))


def roles_form(person: Person, of: Person) -> dict[str, Any]:
    """The form as a browser would send it back untouched."""
    page = soup(person.client.get(own(of)))
    ticked = [str(box["value"]) for box in page.select("input[name=roles][checked]")]
    return {
        "roles": ticked,
        "capacity": page.select("input[name=capacity]")[0]["value"],
        "seen": page.select("input[name=seen]")[0]["value"],
    }


# Coming


def test_somebody_is_invited_and_comes_in(olle: Person, stranger: Client) -> None:
    page = post(olle, NEW, **FIELDS, form_key=str(uuid4()))
    code = code_in(page)
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4, 4]
    assert "This is the only page that shows it." in text(page)
    account = kim()
    assert (account.work_name, account.capacity) == ("Kim", 12)
    assert account.has_role(Role.THERAPIST)
    assert account.has_role(Role.EDITOR)
    assert not account.has_role(Role.SUPERVISOR)
    event = AuditEvent.objects.get(verb="staff.invited", subject=str(account.pk))
    assert event.actor == str(olle.account_id)
    fields = {"email": ADDRESS, "code": code, "new": PASSWORD, "again": PASSWORD}
    assert stranger.post("/staff/invitation/", fields)["Location"] == "/staff/account/authenticator/"


def test_the_code_is_stored_nowhere_and_shown_on_no_other_page(olle: Person) -> None:
    form_key = str(uuid4())
    code = code_in(post(olle, NEW, **FIELDS, form_key=form_key))
    stored = everything_stored()
    for secret in (code, code.replace("-", ""), form_key):
        assert secret.encode() not in stored
    for path in (PEOPLE, NEW, f"{PEOPLE}{kim().pk}/", "/staff/log/"):
        assert code.encode() not in olle.client.get(path).content


def test_the_same_form_sent_again_shows_the_same_code(olle: Person) -> None:
    fields = {**FIELDS, "form_key": str(uuid4())}
    codes = {code_in(post(olle, NEW, **fields)) for _time in range(3)}
    assert len(codes) == 1
    assert verbs(kim().pk) == ["staff.invited"]


def test_the_same_form_shows_nothing_any_more_once_it_was_taken_up(olle: Person) -> None:
    fields = {**FIELDS, "form_key": str(uuid4())}
    code = code_in(post(olle, NEW, **fields))
    staff.accept_invitation(email=ADDRESS, code=code, password=PASSWORD)
    page = post(olle, NEW, **fields)
    assert not code_in(page)
    assert "There is somebody with this address already." in text(page)
    assert f"{PEOPLE}{kim().pk}/" in page.content.decode()
    assert KeyPair.objects.filter(holder=kim().pk).exists()


@pytest.mark.parametrize("change", [{"form_key": str(uuid4())}, {"work_name": "Kimberley"}, {"roles": ["is_editor"]}])
def test_another_form_for_the_same_address_is_refused_with_all_that_was_typed(
    change: dict[str, Any], olle: Person
) -> None:
    fields = {**FIELDS, "form_key": str(uuid4())}
    post(olle, NEW, **fields)
    page = post(olle, NEW, **fields | change)
    assert not code_in(page)
    assert "There is somebody with this address already." in text(page)
    assert soup(page).select("input[name=email]")[0]["value"] == ADDRESS
    assert kim().work_name == "Kim"
    assert kim().has_role(Role.THERAPIST)


def test_another_operator_cannot_make_the_same_code(olle: Person) -> None:
    ola = people.new_staff("ola@clinic.example", "Ola", Role.OPERATOR)
    fields = {**FIELDS, "form_key": str(uuid4())}
    assert code_in(post(olle, NEW, **fields))
    assert not code_in(post(ola, NEW, **fields))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"email": ""}, "Please write their address."),
        ({"email": "kim"}, "Enter a valid email address."),
        ({"work_name": " "}, "Please write the name they work under."),
        ({"work_name": "x" * 81}, "at most 80 characters"),
        ({"roles": []}, "Please choose at least one role."),
        ({"roles": ["is_superuser"]}, "Select a valid choice"),
        ({"capacity": "-1"}, "greater than or equal to 0"),
        ({"capacity": "many"}, "Enter a whole number."),
        ({"capacity": ""}, "Please write a number, 0 or more."),
    ],
)
def test_bad_input_is_said_and_nothing_is_lost(change: dict[str, Any], said: str, olle: Person) -> None:
    page = post(olle, NEW, **FIELDS | change)
    assert said in text(page)
    typed = FIELDS | change
    assert soup(page).select("input[name=email]")[0].get("value", "") == typed["email"]
    assert not Account.objects.filter(name_index=name_index(AccountKind.STAFF, ADDRESS)).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_two_operators_invite_the_same_address(programme: Any, olle: Person) -> None:
    """One gets the code, the other is told; nobody's code is void."""
    ola = people.new_staff("ola@clinic.example", "Ola", Role.OPERATOR)
    gate = Barrier(2)
    sent = [(person, {**FIELDS, "form_key": str(uuid4())}) for person in (olle, ola)]
    clients = {person.name: person.client for person in (olle, ola)}

    def invite(one: tuple[Person, dict[str, Any]]) -> Any:
        gate.wait(timeout=30)
        try:
            return clients[one[0].name].post(NEW, one[1])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(invite, sent))
    assert {answer.status_code for answer in answers} == {200}
    codes = [code_in(answer) for answer in answers if code_in(answer)]
    assert len(codes) == 1
    assert sum("There is somebody with this address already." in text(answer) for answer in answers) == 1
    assert opens(kim(), codes[0])
    assert AuditEvent.objects.filter(verb="staff.invited", subject=str(kim().pk)).count() == 1


# The list


def test_the_list_says_who_works_here_and_how(olle: Person, therese: Person, stina: Person) -> None:
    staff.invite(email=ADDRESS, work_name="Kim", roles=[Role.THERAPIST], capacity=7, by="tests")
    tom = people.new_staff("tim@clinic.example", "Tim", Role.EDITOR)
    staff.suspend(staff=tom.account, by="tests")
    rows = [" ".join(row.get_text(" ").split()) for row in soup(olle.client.get(PEOPLE)).select("tbody tr")]
    by_name = {row.split()[0]: row for row in rows}
    assert "Works here" in by_name["Therese"]
    assert "Yes" in by_name["Therese"]
    assert "Invited, until" in by_name["Kim"]
    assert "No" in by_name["Kim"]
    assert by_name["Kim"].endswith("7")
    assert "Suspended" in by_name["Tim"]
    assert rows[-1].startswith("Tim")
    assert "Supervisor" in by_name["Stina"]


def test_a_supervisor_reads_the_list_and_changes_nothing(olle: Person, therese: Person, stina: Person) -> None:
    page = stina.client.get(PEOPLE)
    assert "Therese" in text(page)
    assert "Operators invite, give roles and suspend." in text(page)
    assert not soup(page).select(f'main a[href^="{PEOPLE}"]:not(.filters a)')
    for path in (NEW, own(therese)):
        assert stina.client.get(path).status_code == 404
    for path in (NEW, own(therese), own(therese, "suspend/"), own(therese, "invite/")):
        assert stina.client.post(path, {**FIELDS, "sure": "on"}).status_code == 404
    assert therese.account.is_active


def test_an_invitation_that_ran_out_says_so(olle: Person) -> None:
    with people.days_ago(20):
        staff.invite(email=ADDRESS, work_name="Kim", roles=[Role.EDITOR], by="tests")
    assert "Needs a new invitation" in text(olle.client.get(PEOPLE))


def test_queries_do_not_grow_with_the_staff(olle: Person) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            olle.client.get(PEOPLE)
        return len(captured)

    queries()
    before = queries()
    for number in range(3):
        people.new_staff(f"t{number}@clinic.example", f"T{number}", Role.THERAPIST)
    assert queries() == before


# Roles


def test_roles_and_capacity_are_given(olle: Person, arne: Person) -> None:
    fields = roles_form(olle, arne) | {"roles": ["is_therapist", "is_editor"], "capacity": "9"}
    for _time in range(2):
        assert "The roles and the capacity of Arne are saved." in text(post(olle, own(arne), **fields))
    assert arne.account.has_role(Role.THERAPIST)
    assert arne.account.capacity == 9
    done = AuditEvent.objects.filter(subject=str(arne.account_id), actor=str(olle.account_id)).order_by("id")
    assert list(done.values_list("verb", flat=True)) == ["staff.roles-set", "staff.capacity-set"]


def test_saving_what_is_already_so_changes_nothing(olle: Person, therese: Person) -> None:
    post(olle, own(therese), **roles_form(olle, therese))
    assert "staff.roles-set" not in verbs(therese.account_id)
    assert "staff.capacity-set" not in verbs(therese.account_id)


def test_the_role_of_supervisor_lets_nobody_into_supervision(olle: Person, arne: Person) -> None:
    post(olle, own(arne), **roles_form(olle, arne) | {"roles": ["is_supervisor"]})
    assert arne.account.is_supervisor
    assert not supervision.is_admitted(arne.account_id)
    page = text(olle.client.get(own(arne)))
    assert "Ask a supervisor" in page
    assert "The role of supervisor opens nothing by itself." in page


def test_whoever_loses_the_role_loses_the_cases(olle: Person, anna: Person, therese: Person) -> None:
    assert "Can open 1 case today." in text(olle.client.get(own(therese)))
    post(olle, own(therese), **roles_form(olle, therese) | {"roles": ["is_editor"]})
    assert not CaseGrant.objects.filter(staff=therese.account_id, case_key__isnull=False).exists()
    assert "Can open 0 cases today." in text(olle.client.get(own(therese)))


def test_what_a_colleague_changed_meanwhile_is_not_undone(olle: Person, arne: Person) -> None:
    fields = roles_form(olle, arne) | {"roles": ["is_researcher"]}
    staff.set_roles(staff=arne.account, roles=[Role.THERAPIST], by="tests")
    page = post(olle, own(arne), **fields)
    assert "it is now: Therapist, capacity 30" in text(page)
    assert [str(box["value"]) for box in soup(page).select("input[name=roles][checked]")] == ["is_researcher"]
    assert arne.account.has_role(Role.THERAPIST)
    again = fields | {"seen": soup(page).select("input[name=seen]")[0]["value"]}
    post(olle, own(arne), **again)
    assert arne.account.has_role(Role.RESEARCHER)
    assert not arne.account.has_role(Role.THERAPIST)


def test_bad_roles_change_nothing(olle: Person, arne: Person) -> None:
    fields = roles_form(olle, arne)
    for change in ({"roles": ["is_superuser"]}, {"capacity": "-3"}, {"capacity": ""}):
        assert "Nothing is lost." in text(post(olle, own(arne), **fields | change))
    assert arne.account.has_role(Role.EDITOR)


# Going, and coming back


def test_a_suspended_person_is_signed_out_at_once(olle: Person, anna: Person, therese: Person) -> None:
    client = therese.client
    assert client.get(ACCOUNT).status_code == 200
    page = text(post(olle, own(therese, "suspend/"), sure="on"))
    assert "Therese is suspended and signed out." in page
    assert "Invite back" in page
    assert "Suspend now" not in page
    assert client.get(ACCOUNT)["Location"] == SIGN_IN
    assert not KeyPair.objects.filter(holder=therese.account_id).exists()
    assert not CaseGrant.objects.filter(staff=therese.account_id, case_key__isnull=False).exists()
    event = AuditEvent.objects.get(verb="staff.suspended")
    assert event.actor == str(olle.account_id)


def test_suspending_twice_is_once(olle: Person, therese: Person) -> None:
    for _time in range(2):
        post(olle, own(therese, "suspend/"), sure="on")
    assert verbs(therese.account_id).count("staff.suspended") == 1


@pytest.mark.parametrize("do", ["suspend/", "invite/"])
def test_without_the_tick_nothing_happens(do: str, olle: Person, therese: Person) -> None:
    assert "Please tick this first. Nothing was changed." in text(post(olle, own(therese, do)))
    assert therese.account.is_active
    assert KeyPair.objects.filter(holder=therese.account_id).exists()


def test_a_suspended_person_is_invited_back(olle: Person, therese: Person) -> None:
    post(olle, own(therese, "suspend/"), sure="on")
    code = code_in(post(olle, own(therese, "invite/"), sure="on", form_key=str(uuid4())))
    staff.accept_invitation(email=therese.name, code=code, password=PASSWORD)
    assert therese.account.is_active
    assert verbs(therese.account_id)[-1] == "staff.joined"


def test_a_lost_password_gets_a_new_code_and_says_what_is_still_missing(
    olle: Person, anna: Person, therese: Person, stina: Person
) -> None:
    client = therese.client
    code = code_in(post(olle, own(therese, "invite/"), sure="on", form_key=str(uuid4())))
    assert client.get(ACCOUNT)["Location"] == SIGN_IN
    staff.accept_invitation(email=therese.name, code=code, password=PASSWORD)
    assert "A supervisor opens them again on the team page" in text(olle.client.get(own(therese)))
    assert "Waits for a supervisor" in text(olle.client.get(PEOPLE))
    staff.readmit(by_private=stina.private, by=stina.account, staff=therese.account)
    assert "Ask a supervisor" not in text(olle.client.get(own(therese)))


def test_the_same_form_makes_one_new_invitation(olle: Person, therese: Person) -> None:
    fields = {"sure": "on", "form_key": str(uuid4())}
    codes = {code_in(post(olle, own(therese, "invite/"), **fields)) for _time in range(3)}
    assert len(codes) == 1
    assert verbs(therese.account_id).count("staff.reinvited") == 1
    assert codes.pop().replace("-", "").encode() not in everything_stored()


def test_a_page_reloaded_after_the_code_was_taken_up_takes_nothing_away(olle: Person, therese: Person) -> None:
    """The worst that could happen: a tab of last week that shuts out whoever has come in since."""
    fields = {"sure": "on", "form_key": str(uuid4())}
    code = code_in(post(olle, own(therese, "invite/"), **fields))
    staff.accept_invitation(email=therese.name, code=code, password=PASSWORD)
    page = post(olle, own(therese, "invite/"), **fields)
    assert not code_in(page)
    assert "That form made its invitation earlier" in text(page)
    assert KeyPair.objects.filter(holder=therese.account_id).exists()


# Nobody acts on themselves


def test_nobody_changes_what_they_may_do_themselves(olle: Person) -> None:
    assert "This is you." in text(olle.client.get(own(olle)))
    assert not soup(olle.client.get(own(olle))).select("main form")
    fields = {"roles": ["is_operator", "is_supervisor"], "capacity": "30", "seen": "is_operator 30", "sure": "on"}
    for path in (own(olle), own(olle, "suspend/"), own(olle, "invite/")):
        assert olle.client.post(path, fields).status_code == 404
    for act in (
        lambda: staffing.change(staff=olle.account, roles=[], capacity=1, seen="is_operator 30", by=olle.account),
        lambda: staffing.suspend(staff=olle.account, by=olle.account),
        lambda: staffing.invite_again(staff=olle.account, form_key=uuid4(), by=olle.account),
    ):
        with pytest.raises(staffing.NotAllowed):
            act()
    assert staffing.roles_of(olle.account) == [Role.OPERATOR]
    assert olle.account.is_active


def test_two_operators_cannot_suspend_each_other(olle: Person) -> None:
    """Whoever comes second is no operator any more, though the page let them in a moment ago."""
    ola = people.new_staff("ola@clinic.example", "Ola", Role.OPERATOR)
    as_it_was = ola.account
    staffing.suspend(staff=ola.account, by=olle.account)
    with pytest.raises(staffing.NotAllowed):
        staffing.suspend(staff=olle.account, by=as_it_was)
    assert olle.account.is_active


# Who may


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "lena", "rolf", "anna"])
def test_others_find_nothing(who: str, therese: Person, stina: Person, request: pytest.FixtureRequest) -> None:
    other = people.new_staff("rolf@clinic.example", "Rolf", Role.RESEARCHER) if who == "rolf" else None
    client = (other or request.getfixturevalue(who)).client
    for path in (PEOPLE, NEW, own(stina)):
        assert client.get(path).status_code == 404, path
    for path in (NEW, own(stina), own(stina, "suspend/"), own(stina, "invite/")):
        assert client.post(path, {**FIELDS, "sure": "on"}).status_code == 404, path
    assert stina.account.is_active
    assert not Account.objects.filter(name_index=name_index(AccountKind.STAFF, ADDRESS)).exists()


def test_it_is_closed_to_strangers_and_passwords_alone(olle: Person, stranger: Client) -> None:
    for client in (stranger, olle.unverified):
        for path in (PEOPLE, NEW, own(olle)):
            assert client.get(path)["Location"].startswith("/staff/")


def test_participants_and_nobody_are_no_colleagues(olle: Person, anna: Person) -> None:
    for staff_id in (anna.account_id, uuid4()):
        assert olle.client.get(f"{PEOPLE}{staff_id}/").status_code == 404
        for do in ("", "suspend/", "invite/"):
            assert olle.client.post(f"{PEOPLE}{staff_id}/{do}", {"sure": "on"}).status_code == 404
    assert anna.account.is_active


def test_wrong_methods_are_refused(olle: Person, therese: Person) -> None:
    assert olle.client.post(PEOPLE).status_code == 405
    assert olle.client.put(NEW).status_code == 405
    assert olle.client.get(own(therese, "suspend/")).status_code == 405
    assert olle.client.get(own(therese, "invite/")).status_code == 405


def test_an_operator_begins_here(olle: Person) -> None:
    assert form_of(olle.client.get(NEW), "main form")["form_key"]
    assert f'href="{PEOPLE}"' in olle.client.get(ACCOUNT).content.decode()
