"""The guard: what it marks in a letter and what it leaves alone. It marks, and never stops anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.models import Program
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import words
from therapist.models import Letter, LetterState
from therapist.writing.guard import Kind, languages, marked

ASKED = [
    ("What is your name?", Kind.NAME),
    ("Please tell me your real name.", Kind.NAME),
    ("May I ask how old are you?", Kind.NAME),
    ("Where do you live?", Kind.ADDRESS),
    ("Which city is that in?", Kind.ADDRESS),
    ("Let me know your address.", Kind.ADDRESS),
    ("Could you tell me where you work?", Kind.WORKPLACE),
    ("Does your employer know?", Kind.WORKPLACE),
    ("Which university are you at?", Kind.SCHOOL),
    ("What is your e-mail?", Kind.REACH),
    ("Send me your phone number!", Kind.REACH),
    ("Are you on social media?", Kind.REACH),
    ("Vad heter du?", Kind.NAME),
    ("Berätta gärna vad din arbetsgivare säger.", Kind.WORKPLACE),
    ("Var bor du?", Kind.ADDRESS),
    ("Vilken skola går du på?", Kind.SCHOOL),
    ("Skicka ditt telefonnummer.", Kind.REACH),
]
PROMISED = [
    "Nobody will ever know what you wrote.",
    "I promise to keep this secret.",
    "This stays between us.",
    "You are completely anonymous here.",
    "I won’t tell anyone.",
    "I will never report you, I promise.",
    "Ingen kommer att få veta något.",
    "Det stannar mellan oss.",
    "Du är helt anonym.",
]
FINE = [
    "Thank you for telling me about your work.",
    "Please do not write your name.",
    "You need not tell me where you live.",
    "Leave out your name and your address.",
    "How was it at work this week?",
    "What would your sister say?",
    "Where do you feel it in your body?",
    "Your name for that feeling was good.",
    "I cannot promise that nobody will know.",
    "Staff read this; the limits are in the consent text.",
    "Who could be with you on Sunday?",
    "When do you go to bed?",
    "Skriv inte ditt namn.",
    "Jag kan inte lova att ingen får veta.",
    "Hur var det på jobbet?",
    "> What is your name?",
    "",
]


@pytest.mark.parametrize(("sentence", "kind"), ASKED)
def test_questions_about_who_somebody_is_are_marked(sentence: str, kind: Kind) -> None:
    (found,) = marked(f"Thank you for your sheet. {sentence}\n\nTherese")
    assert (found.kind, found.sentence) == (kind, sentence)


@pytest.mark.parametrize("sentence", PROMISED)
def test_promises_of_secrecy_are_marked(sentence: str) -> None:
    (found,) = marked(f"Thank you for your sheet.\n{sentence} Therese")
    assert (found.kind, found.sentence) == (Kind.SECRECY, sentence)


@pytest.mark.parametrize("sentence", FINE)
def test_ordinary_sentences_are_left_alone(sentence: str) -> None:
    assert marked(sentence) == []


def test_who_the_writer_is_is_marked_but_for_the_work_name() -> None:
    for said in ("I am Plover.", "Write to me: plover@clinic.example", "I live at 14 Mill Lane."):
        assert [each.kind for each in marked(f"Thank you. {said}", signed="Therese")] == [Kind.SELF]
    assert marked("I am Therese, and I read your sheet.\nYou can ring 020-123 45 67.", signed="Therese") == []


def test_phrases_are_whole_words() -> None:
    assert marked("What is your namesake doing?") == []
    assert marked("Does it help to shareyour name?") == []


def test_one_sentence_may_do_both_and_is_said_once_for_each() -> None:
    text = "Tell me your name, this stays between us."
    assert [each.kind for each in marked(f"{text} {text}")] == [Kind.NAME, Kind.SECRECY]


def test_both_languages_know_every_kind() -> None:
    assert set(languages()) == {"en", "sv"}
    for lists in languages().values():
        assert set(lists.asks) == set(lists.things) == set(Kind) - {Kind.SECRECY, Kind.SELF}
        assert lists.promises
        assert lists.limits


@given(st.text(max_size=200))
def test_no_letter_is_too_strange_and_only_own_sentences_are_marked(text: str) -> None:
    for each in marked(text):
        assert each.sentence in text


def test_it_is_shown_on_the_page_and_stops_nothing(anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text="Dear you. Where do you live?", step="One.", do="save")
    page = words(therese.client.post(url, fields, follow=True))
    assert "Where do you live?" in page
    assert "asks where they live" in page
    assert "asks where they live" in words(therese.client.get(f"{url}?preview=1"))
    desk.form(therese.client, url)
    fields = desk.form(therese.client, url, text="Dear you. Where do you live?", step="One.", do="send")
    assert therese.client.post(url, fields).status_code == 302
    assert Letter.objects.get().state != LetterState.DRAFT


def test_saving_by_itself_tells_the_script(anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text="This stays between us.", autosave="1")
    assert therese.client.post(url, fields).json()["marked"] == [["promises secrecy", "This stays between us."]]


def test_a_letter_that_can_still_be_taken_back_shows_it(anna: Person, therese: Person, programme: Program) -> None:
    Program.objects.filter(pk=programme.pk).update(undo_seconds=600)
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text="This stays between us.", step="One.", do="send")
    page = words(therese.client.post(url, fields, follow=True))
    assert "The letter is on its way" in page
    assert "“This stays between us.” promises secrecy." in page
