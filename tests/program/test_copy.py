"""A copy holds everything its owner wrote and was sent, in two files; what is left out has a reason."""

import json
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from modules.actions import keeping
from modules.actions.keeping import Place, Written
from program import clock, copying
from program.actions import rescue
from program.models import AuditEvent
from tests.architecture.test_models import declared, our_models
from tests.people import Person
from tests.program.alerts import alert_of
from tests.therapist import desk, notes
from tests.worksheets import measuring
from vault import sealing
from worksheets.models import Response

pytestmark = pytest.mark.django_db
PAGE = "/account/copy/"
KEPT = "heron-kept, typed when the session was gone"
TYPED = "A quiet evening"
OWN_NOTE = "sandpiper-note, beside an exercise"
SHORT = "plover-short, asked at once"


def taken(person: Person, kind: str) -> Any:
    response = person.client.post(PAGE, {"passphrase": person.secret, "kind": kind})
    assert response.status_code == 200
    return response


def text_of(response: Any) -> str:
    return b"".join(response.streaming_content).decode()


def live(anna: Person, therese: Person) -> None:
    """Something of every kind."""
    measuring.answer_all(anna, 0)
    desk.begin_worksheet(anna, 2, "otter-draft, not sent")
    desk.ask(anna, "kingfisher-question, may I")
    desk.answer(anna, therese, "siskin-answer, you may")
    desk.send(anna, therese, "dipper-letter, thank you", step="wren-step, the big light")
    exercise = Place(anna.enrolment, week=1, number=4, step="goals", exercise=1)
    keeping.keep_step(enrolment=anna.enrolment, week=1, number=4, step="goals", by=anna.account_id)
    note = Written(text=OWN_NOTE, base=0, form_key=uuid4())
    keeping.save_note(place=exercise, written=note, private=anna.private, by=anna.account_id)
    alert = alert_of(anna)
    sealing.seal(anna.case_key, alert, "more", SHORT)
    alert.save()
    rescue.keep(account_id=anna.account_id, path="/x/", typed={"q": [KEPT]}, form_key="", today=clock.today())


PLANTED = (
    *(TYPED, "otter-draft, not sent", "kingfisher-question, may I", "siskin-answer, you may"),
    *("dipper-letter, thank you", "wren-step, the big light", KEPT, SHORT),
    OWN_NOTE,
)


@pytest.mark.parametrize("kind", ["html", "json"])
def test_everything_is_in_it(kind: str, anna: Person, therese: Person) -> None:
    live(anna, therese)
    answer = taken(anna, kind)
    text = text_of(answer)
    for words in PLANTED:
        assert words in text, words
    assert anna.participant.alias in text
    asked = Response.objects.select_related("version").get(week=1).version.questions
    prompt = next(question["label"] for question in asked if question["kind"] == "short_text")
    assert prompt in (text if kind == "json" else BeautifulSoup(text, "html.parser").get_text())
    assert answer["Cache-Control"] == "no-store"
    assert "Content-Length" not in answer
    assert answer["Content-Disposition"] == f'attachment; filename="notes-{clock.today().isoformat()}.{kind}"'
    assert AuditEvent.objects.get(verb="copy.taken").detail == {"kind": kind}


def test_the_file_for_reading_stands_alone(anna: Person) -> None:
    page = BeautifulSoup(text_of(taken(anna, "html")), "html.parser")
    assert page.title is not None
    assert page.title.get_text() == "Notes"
    assert not page.select("link, script, img, [src], [href]")
    assert "end of the copy" in page.get_text()


def test_what_was_typed_is_no_markup(anna: Person) -> None:
    desk.ask(anna, "<b>bold</b> & more")
    text = text_of(taken(anna, "html"))
    assert "<b>bold" not in text
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in text


def test_the_file_for_programs_names_its_parts(anna: Person, therese: Person) -> None:
    live(anna, therese)
    found = json.loads(text_of(taken(anna, "json")))
    assert [part["key"] for part in found["parts"]] == [part.key for part in copying.parts()]
    worksheets = next(part for part in found["parts"] if part["key"] == "worksheets")
    assert {"title", "day", "lines"} == set(worksheets["entries"][0])
    assert TYPED in {line["text"] for line in worksheets["entries"][0]["lines"]}
    measures = next(part for part in found["parts"] if part["key"] == "measures")
    assert not [entry["title"] for entry in measures["entries"] if entry["title"].islower()], "words, and no keys"


def test_nothing_of_anybody_else_is_in_it(anna: Person, sol: Person, therese: Person) -> None:
    live(anna, therese)
    text = text_of(taken(sol, "json"))
    assert not [words for words in PLANTED if words in text]


def test_what_staff_note_for_each_other_is_not(anna: Person, therese: Person) -> None:
    notes.add(anna, therese)
    desk.save(anna, therese, "A letter that is being written.")
    text = text_of(taken(anna, "json"))
    assert notes.WORDS not in text
    assert "being written" not in text


def test_one_text_that_does_not_open_costs_no_other(anna: Person, therese: Person) -> None:
    live(anna, therese)
    Response.objects.filter(week=1).update(answers=b"\x01broken")
    text = text_of(taken(anna, "html"))
    assert "This could not be opened" in text
    assert "dipper-letter, thank you" in text


def test_a_wrong_passphrase_gives_nothing(anna: Person) -> None:
    page = anna.client.post(PAGE, {"passphrase": "not mine", "kind": "html"})
    assert "Nothing has been changed" in page.content.decode()
    assert not AuditEvent.objects.filter(verb="copy.taken").exists()


def test_it_is_for_its_owner_only(therese: Person, stranger: Client) -> None:
    assert therese.client.get(PAGE).status_code == 404
    assert stranger.get(PAGE)["Location"].startswith("/sign-in/")


def test_every_sealed_field_is_in_a_copy_or_left_out_for_a_reason() -> None:
    """Whoever adds a sealed field decides here, in the `copied` module of its room."""
    ours = [(model._meta.label, declared(model)) for model in our_models()]
    sealed = {f"{label}.{name}" for label, privacy in ours if privacy for name in privacy.sealed}
    held = {name for part in copying.parts() for name in part.holds}
    left = set(copying.left_out())
    assert not held & left
    assert held | left == sealed
    assert all(len(reason) > 8 for reason in copying.left_out().values())
