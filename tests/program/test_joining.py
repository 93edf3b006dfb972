"""Joining, page by page, as a browser without scripts does it."""

import html
import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.forms import model_to_dict
from django.test import Client

from program import admission, clock
from program.actions import joining
from program.go_live import Admission
from program.models import (
    Account,
    AccountKind,
    AuditEvent,
    CaseGrant,
    Consent,
    Edition,
    Enrolment,
    EnrolmentState,
    Program,
)
from tests import people
from tests.people import Person
from tests.program.test_agreeing import OLD
from vault import tokens
from vault.models import KeyPair

pytestmark = pytest.mark.django_db


def state_in(page: str) -> str:
    found = re.search(r'name="state" value="([^"]+)"', page)
    assert found, page
    return html.unescape(found.group(1))


def both_ends(code: str) -> str:
    return f"{code[:4]} {code[-4:]}".lower()


class Joiner:
    """Walks the pages, always with the state that the last page carried."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.page = client.get("/join/", follow=True).content.decode()
        self.at = "age"

    def answer(self, **fields: str) -> "Joiner":
        self.response: Any = self.client.post("/join/", {"state": state_in(self.page), **fields})
        self.page = self.response.content.decode()
        where = self.response.headers.get("Location", "")
        return self.look(where.split("/")[2]) if where.startswith("/join/") else self

    def look(self, at: str) -> "Joiner":
        """The page at this address, or the one it leads to."""
        response: Any = self.client.get(f"/join/{at}/", follow=True)
        self.at, self.page = response.request["PATH_INFO"].split("/")[2], response.content.decode()
        return self

    @property
    def made(self) -> dict[str, str]:
        payload = tokens.read("joining", state_in(self.page))
        assert payload is not None
        return payload

    def to_the_last_page(self, own: str = "") -> "Joiner":
        self.answer(adult="yes").answer(continent="europe").answer(agreed="on").answer().answer(own=own)
        self.made_up = self.made
        return self.answer(again=self.made_up["passphrase"]).answer().answer()


@pytest.fixture
def joiner(programme: Program, stranger: Client) -> Joiner:
    return Joiner(stranger)


def test_the_whole_way_ends_on_the_home_page_signed_in(joiner: Joiner) -> None:
    joiner.to_the_last_page()
    code = joiner.made["recovery"]
    joiner.answer(code_part=both_ends(code))
    assert joiner.response.status_code == 302
    assert joiner.response["Location"] == "/home/"
    assert joiner.client.get("/home/").status_code == 200
    account = Account.objects.get(kind=AccountKind.PARTICIPANT)
    assert Enrolment.objects.get(participant_id=account.pk).state == EnrolmentState.INVITED
    assert Consent.objects.get(participant_id=account.pk).text.version == OLD
    assert AuditEvent.objects.filter(verb="programme.joined", case=str(account.pk)).count() == 1


def test_nothing_is_stored_before_the_last_page(joiner: Joiner) -> None:
    joiner.to_the_last_page()
    assert not Account.objects.filter(kind=AccountKind.PARTICIPANT).exists()
    assert not joiner.client.session.keys()


def test_sending_the_last_page_twice_makes_one_account(joiner: Joiner, programme: Program) -> None:
    joiner.to_the_last_page()
    state, code = state_in(joiner.page), joiner.made["recovery"]
    second = Client()
    for client in (joiner.client, second):
        response = client.post("/join/", {"state": state, "code_part": both_ends(code)})
        assert response["Location"] == "/home/"
        assert client.get("/home/").status_code == 200
    assert Account.objects.filter(kind=AccountKind.PARTICIPANT).count() == 1


def test_what_was_made_opens_the_door_again_forgivingly(joiner: Joiner) -> None:
    joiner.to_the_last_page()
    joiner.answer(code_part=both_ends(joiner.made["recovery"]))
    name, passphrase = joiner.made_up["name"], joiner.made_up["passphrase"]
    typed = {"name": name.upper().replace("-", " "), "passphrase": f"  {passphrase.upper().replace(' ', ' - ')} "}
    assert Client().post("/sign-in/", typed)["Location"] == "/home/"


def test_an_own_passphrase_is_taken_as_it_is(joiner: Joiner) -> None:
    joiner.to_the_last_page(own="Seventeen Grey Herons")
    joiner.answer(code_part=both_ends(joiner.made["recovery"]))
    name = joiner.made_up["name"]
    right = {"name": name, "passphrase": "Seventeen Grey Herons"}
    wrong = {"name": name, "passphrase": "seventeen grey herons"}
    assert Client().post("/sign-in/", wrong).status_code == 200
    assert Client().post("/sign-in/", right)["Location"] == "/home/"


def test_stray_spaces_in_an_own_passphrase_are_forgiven(joiner: Joiner) -> None:
    joiner.to_the_last_page(own=" Seventeen  Grey Herons ")
    joiner.answer(code_part=both_ends(joiner.made["recovery"]))
    typed = {"name": joiner.made_up["name"], "passphrase": "Seventeen Grey  Herons "}
    assert Client().post("/sign-in/", typed)["Location"] == "/home/"


@pytest.mark.parametrize("own", ["short", "aaaaaaaaaaaaaaaaaaaa", "password12345678", "abacus abdomen"])
def test_a_weak_own_passphrase_is_sent_back_kindly(own: str, joiner: Joiner) -> None:
    joiner.answer(adult="yes").answer(continent="europe").answer(agreed="on").answer().answer(own=own)
    assert joiner.made["step"] == "passphrase"
    assert "Please" in joiner.page


def test_under_18_leads_to_other_help_and_stores_nothing(joiner: Joiner) -> None:
    joiner.answer(adult="no")
    assert joiner.response["Location"] == "/other-help/"
    assert not Account.objects.filter(kind=AccountKind.PARTICIPANT).exists()


def test_a_page_left_empty_is_shown_again_with_a_sentence(joiner: Joiner) -> None:
    joiner.answer()
    assert joiner.made["step"] == "age"
    assert "Please choose one of the two." in joiner.page


def test_another_name_can_be_had_and_the_way_back_stays_open(joiner: Joiner) -> None:
    joiner.answer(adult="yes").answer(continent="asia").answer(agreed="on")
    first = joiner.made["name"]
    joiner.answer(another="1")
    assert joiner.made["name"] != first
    joiner.answer(previous="1")
    assert joiner.made["step"] == "consent"
    assert "checked" in joiner.page
    joiner.answer(previous="1")
    assert joiner.made["step"] == "continent"
    assert re.search(r'value="asia"[^>]* checked', joiner.page)


def test_going_back_in_the_browser_and_on_again_meets_the_same_name(joiner: Joiner) -> None:
    joiner.answer(adult="yes").answer(continent="asia")
    consent = joiner.page
    name, passphrase = joiner.answer(agreed="on").made["name"], joiner.answer().made["passphrase"]
    joiner.page = consent
    assert joiner.answer(agreed="on").made["name"] == name
    assert joiner.answer().made["passphrase"] == passphrase


def test_each_page_says_where_one_is(joiner: Joiner) -> None:
    joiner.to_the_last_page()
    assert "Step 9 of 9" in joiner.page
    assert "Nothing is stored yet" in joiner.page


def test_one_sheet_shows_all_three_and_says_not_what_for(joiner: Joiner) -> None:
    joiner.to_the_last_page()
    joiner.answer(previous="1")
    sheet = joiner.page
    assert joiner.made["step"] == "sheet"
    for secret in (joiner.made["name"], joiner.made["passphrase"], joiner.made["recovery"]):
        assert secret in sheet


@pytest.mark.parametrize("part", ["", "2345", "2345 6789", "no"])
def test_a_wrong_part_of_the_code_does_not_go_on(part: str, joiner: Joiner) -> None:
    joiner.to_the_last_page()
    joiner.answer(code_part=part)
    assert joiner.made["step"] == "check"
    assert not Account.objects.filter(kind=AccountKind.PARTICIPANT).exists()


def test_the_text_can_be_kept_before_joining_and_after(joiner: Joiner, sol: Person) -> None:
    for client in (joiner.client, sol.client):
        copy = client.get("/limits/copy/")
        assert copy["Content-Disposition"] == f'attachment; filename="text-{OLD}.html"'
        page = copy.content.decode()
        assert "Courts and the police" in page
        assert "href" not in page
        assert "src" not in page


def test_there_is_no_copy_where_no_text_is_in_force(programme: Program, stranger: Client) -> None:
    Program.objects.update(joining_open=False)
    assert stranger.get("/limits/copy/").status_code == 404


def test_a_wrong_retyping_does_not_go_on(joiner: Joiner) -> None:
    joiner.answer(adult="yes").answer(continent="europe").answer(agreed="on").answer().answer(own="")
    joiner.answer(again="something else entirely")
    assert joiner.made["step"] == "retype"


def test_a_forged_state_begins_again(joiner: Joiner) -> None:
    response = joiner.client.post("/join/", {"state": "forged", "adult": "yes"}, follow=True)
    assert "begin again" in response.content.decode()


def test_joining_is_closed_where_no_programme_is_open(programme: Program, stranger: Client) -> None:
    Program.objects.update(joining_open=False)
    assert "cannot join just now" in stranger.get("/join/").content.decode()


def left(number: int) -> None:
    """So many places are free, beside those that the cast takes."""
    Program.objects.update(places=Enrolment.objects.count() + number)


def test_full_is_said_kindly_with_what_to_do_meanwhile(sol: Person, stranger: Client) -> None:
    left(0)
    page = stranger.get("/join/").content.decode()
    assert "There is no place just now" in page
    for words in ("Nothing was stored", "What you can do meanwhile", "Stop It Now", "not about you", 'href="/help/"'):
        assert words in page
    front = stranger.get("/").content.decode()
    assert "There is no place just now." in front
    assert 'href="/join/"' in front
    left(1)
    assert "Before we begin" in stranger.get("/join/", follow=True).content.decode()


def test_the_consent_text_can_be_read_while_every_place_is_taken(sol: Person, stranger: Client) -> None:
    left(0)
    assert "Courts and the police" in stranger.get("/limits/").content.decode()


@pytest.mark.parametrize("state", [EnrolmentState.COMPLETED, EnrolmentState.WITHDRAWN])
def test_whoever_has_finished_or_left_takes_no_place(state: str, anna: Person, stranger: Client) -> None:
    left(0)
    assert "There is no place just now" in stranger.get("/join/").content.decode()
    Enrolment.objects.filter(participant_id=anna.account_id).update(state=state)
    assert "Before we begin" in stranger.get("/join/", follow=True).content.decode()


def test_an_erased_case_leaves_its_place(sol: Person, stranger: Client) -> None:
    left(0)
    joining.erase(account=sol.account, today=clock.today())
    assert "Before we begin" in stranger.get("/join/", follow=True).content.decode()


@pytest.mark.parametrize("is_open", [True, False])
def test_whoever_is_in_the_middle_is_told_kindly(is_open: bool, joiner: Joiner, programme: Program) -> None:
    joiner.to_the_last_page()
    people.new_participant("lantern-brook-34", programme)
    left(0)
    Program.objects.update(joining_open=is_open)
    joiner.answer(code_part="0000")
    assert "This changed while you were on these pages." in joiner.page
    assert "Nothing was stored" in joiner.page
    assert Account.objects.filter(kind=AccountKind.PARTICIPANT).count() == 1


def test_the_second_click_of_whoever_took_the_last_place_lets_them_in(joiner: Joiner) -> None:
    left(1)
    joiner.to_the_last_page()
    state, code = state_in(joiner.page), joiner.made["recovery"]
    for client in (joiner.client, Client()):
        assert client.post("/join/", {"state": state, "code_part": both_ends(code)})["Location"] == "/home/"
    assert Account.objects.filter(kind=AccountKind.PARTICIPANT).count() == 1


def test_the_last_place_may_go_between_looking_and_joining(
    joiner: Joiner, programme: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    joiner.to_the_last_page()
    code = joiner.made["recovery"]
    monkeypatch.setattr(admission, "entry", lambda: admission.Entry(programme, Admission.OPEN))
    people.new_participant("lantern-brook-34", programme)
    left(0)
    joiner.answer(code_part=both_ends(code))
    assert "There is no place just now" in joiner.page
    assert Account.objects.filter(kind=AccountKind.PARTICIPANT).count() == 1
    assert not KeyPair.objects.filter(holder=joiner.made_up["account"]).exists()


def test_a_programme_that_is_written_twice_gives_each_the_newest_of_their_language(programme: Program) -> None:
    first = Edition.objects.get(program=programme)
    words = model_to_dict(first, exclude=["id", "program", "number", "language"])
    for number in (1, 2):
        Edition.objects.create(program=programme, number=number, language="de", **words)
    assert people.new_participant("amber-valley-71", programme).enrolment.edition == first


def test_the_case_goes_to_the_therapist_with_most_room(programme: Program, tom: Person, sol: Person) -> None:
    assert CaseGrant.objects.get(participant_id=sol.account_id).staff_id == tom.account_id


def test_the_database_refuses_an_address_or_a_role_for_a_participant(sol: Person) -> None:
    for change in (
        {"email_wrapped": b"x"},
        {"is_therapist": True},
        {"is_superuser": True},
        {"work_name_wrapped": b"x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.filter(pk=sol.account_id).update(**change)


def test_wrong_method_is_refused(programme: Program, stranger: Client) -> None:
    assert stranger.put("/join/").status_code == 405
