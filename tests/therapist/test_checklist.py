"""The checklist beside letters: set by supervisors in versions, ticked for the moment, asked for where it must be."""

from typing import Any

import pytest
from django.test import Client

from program import clock
from program.models import AuditEvent, Program
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import form_of, soup, words
from therapist.actions.checklists import set_checklist
from therapist.models import Checklist, Letter, LetterState

URL = "/staff/checklist/eight-weeks/"
LINES = ["Affirm something they did", "Ask one question"]


def form(person: Person, **changed: Any) -> dict[str, Any]:
    return form_of(person.client.get(URL), "form:has(textarea)") | changed


def lay(programme: Program, by: Person, lines: list[str], *, required: bool = False) -> Checklist | None:
    newest = Checklist.objects.filter(program=programme).count()
    return set_checklist(
        program=programme, version=newest, lines=lines, required=required, by=by.account_id, today=clock.today()
    )


def send(anna: Person, therese: Person, query: str = "", **fields: object) -> str:
    url = desk.letter_url(anna)
    text = {"text": "Dear you.", "step": "One walk.", "do": "send"}
    return words(therese.client.post(url, desk.form(therese.client, url + query, **text | fields), follow=True))


def test_a_supervisor_sets_it_in_versions(stina: Person) -> None:
    page = words(
        stina.client.post(URL, form(stina, lines="  Affirm   something\r\n\r\nAsk one question\n"), follow=True)
    )
    assert "The checklist stands beside every letter now." in page
    stina.client.post(URL, form(stina, lines="Ask one question", required="on"))
    rows = list(Checklist.objects.order_by("version").values_list("version", "lines", "required"))
    assert rows == [(1, ["Affirm something", "Ask one question"], False), (2, ["Ask one question"], True)]
    page = words(stina.client.get("/staff/checklist/"))
    assert "Version 1," in page
    assert "Version 2," in page
    event = AuditEvent.objects.filter(verb="checklist.set").latest("id")
    assert (event.actor, event.detail) == (str(stina.account_id), {"version": 2, "lines": 1})


def test_pressing_twice_makes_one_version(stina: Person) -> None:
    fields = form(stina, lines="Ask one question")
    for _press in range(2):
        assert stina.client.post(URL, fields).status_code == 302
    assert Checklist.objects.count() == 1


def test_two_supervisors_lose_nothing(stina: Person) -> None:
    first, second = form(stina, lines="First"), form(stina, lines="Second")
    assert stina.client.post(URL, first).status_code == 302
    response = stina.client.post(URL, second)
    assert response.status_code == 409
    assert "Second" in response.content.decode()
    assert stina.client.post(URL, form_of(response, "form:has(textarea)")).status_code == 302
    assert Checklist.objects.latest("version").lines == ["Second"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("x\n" * 8, "These are 8 lines."),
        ("y" * 121, "a line is read at a glance"),
        ("z" * 1700, "too long"),
    ],
)
def test_what_cannot_be_saved_is_said_and_kept(lines: str, said: str, stina: Person) -> None:
    response = stina.client.post(URL, form(stina, lines=lines))
    assert said in words(response)
    assert lines[:100] in response.content.decode()
    assert not Checklist.objects.exists()


def test_an_empty_one_is_none(programme: Program, anna: Person, therese: Person, stina: Person) -> None:
    lay(programme, stina, LINES, required=True)
    page = words(stina.client.post(URL, form(stina, lines=""), follow=True))
    assert "There is no checklist now." in page
    assert "Before it goes" not in words(therese.client.get(desk.letter_url(anna)))


def test_it_stands_below_the_letter_and_ticks_are_a_help_only(
    programme: Program, anna: Person, therese: Person, stina: Person
) -> None:
    lay(programme, stina, LINES)
    page = soup(therese.client.get(desk.letter_url(anna)))
    assert [label.get_text(strip=True) for label in page.select(".checks label")] == LINES
    send(anna, therese)
    assert Letter.objects.get().state != LetterState.DRAFT


@pytest.mark.parametrize("query", ["", "?preview=1"])
def test_what_must_be_ticked_is_asked_for(
    query: str, programme: Program, anna: Person, therese: Person, stina: Person
) -> None:
    lay(programme, stina, LINES, required=True)
    desk.save(anna, therese, "Dear you.")
    page = send(anna, therese, query, tick=["1.0", "0.1"])
    assert "Not ticked yet: “Ask one question”. The letter is saved and was not sent." in page
    assert "Not ticked yet: “Affirm" not in page
    assert Letter.objects.get().state == LetterState.DRAFT
    send(anna, therese, query, tick=["1.0", "1.1"])
    assert Letter.objects.get().state != LetterState.DRAFT


def test_ticks_stand_again_where_the_letter_did_not_go(
    programme: Program, anna: Person, therese: Person, stina: Person
) -> None:
    lay(programme, stina, LINES, required=True)
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text="Dear you.", step="One.", do="send", tick=["1.1"])
    page = soup(therese.client.post(url, fields))
    assert [each["value"] for each in page.select("input[name=tick][checked]")] == ["1.1"]
    assert "Dear you." in page.get_text()


@pytest.mark.parametrize("who", ["therese", "arne", "olle", "lena", "anna"])
def test_its_page_is_for_supervisors(who: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    for url in (URL, "/staff/checklist/"):
        assert client.get(url).status_code == 404
        assert client.post(url, {"lines": "x", "version": "0"}).status_code == 404
    assert not Checklist.objects.exists()


def test_it_is_closed_to_strangers_and_passwords_alone(stina: Person, stranger: Client) -> None:
    assert stranger.get(URL).status_code == 302
    assert stina.unverified.get(URL).status_code == 302


def test_it_refuses_other_methods_and_unknown_programmes(stina: Person) -> None:
    assert stina.client.put(URL).status_code == 405
    assert stina.client.get("/staff/checklist/x/").status_code == 404


def test_words_written_while_the_session_ended_come_back(stina: Person) -> None:
    assert Client().post(URL, form(stina, lines="Words to keep")).status_code == 302
    kept = stina.account.rescued_texts.get()
    assert "Words to keep" in stina.client.get(f"{URL}?rescued={kept.pk}").content.decode()
