"""What the check before sending marks, what it leaves alone, and that it stops nothing and keeps nothing."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import thief
from tests.people import Person
from tests.worksheets.pages import form_of, words
from worksheets.models import Response, ResponseState
from worksheets.revealing import Kind, languages, revealed

TOP = Path(__file__).resolve().parents[2]
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")

MARKED = [
    ("Hello, my name is Anna.", Kind.NAME, "my name is Anna"),
    ("my name's bo", Kind.NAME, "my name's bo"),
    ("I’m called Noor by everybody", Kind.NAME, "I’m called Noor"),
    ("I am Plover, and I am tired.", Kind.NAME, "I am Plover"),
    ("Hello, I’m O’Neill.", Kind.NAME, "I’m O’Neill"),
    ("Call me Anna", Kind.NAME, "Call me Anna"),
    ("Jag är Åsa.", Kind.NAME, "Jag är Åsa"),
    ("Thank you.\n\nBest wishes,\nAnna Berg", Kind.NAME, "Best wishes, Anna Berg"),
    ("Jag heter Åsa", Kind.NAME, "Jag heter Åsa"),
    ("Tack!\nHälsningar\nBosse", Kind.NAME, "Hälsningar Bosse"),
    ("Write to anna.b+x@mail.example.com!", Kind.MAIL, "anna.b+x@mail.example.com"),
    ("anna (at) example.com", Kind.MAIL, "anna (at) example.com"),
    ("ring 070-123 45 67 then", Kind.NUMBER, "070-123 45 67"),
    ("+46 (0)70 123 45 67", Kind.NUMBER, "+46 (0)70 123 45 67"),
    ("(555) 123-4567", Kind.NUMBER, "(555) 123-4567"),
    ("I was born 19900101-1234", Kind.NUMBER, "19900101-1234"),
    ("I live at 14 Mill Lane, upstairs", Kind.ADDRESS, "I live at 14 Mill Lane, upstairs"),
    ("14 Old Mill Road", Kind.ADDRESS, "14 Old Mill Road"),
    ("Jag bor på Storgatan 5 i Lund", Kind.ADDRESS, "Jag bor på Storgatan 5 i Lund"),
    ("Kungsvägen 12B", Kind.ADDRESS, "Kungsvägen 12B"),
    ("SW1A 1AA", Kind.ADDRESS, "SW1A 1AA"),
    ("224 60 Lund", Kind.ADDRESS, "224 60 Lund"),
]
FINE = [
    *("", "My name is not important here.", "I am called names at work.", "Jag heter inte så på riktigt."),
    *("It began on 2026-11-22 and again on 22/11/2026.", "Between 08.30-09.15", "2019-2024", "7 6 5 4 3 2 1 0 9 8"),
    *("Urge 7, then 6, then 4 out of 10.", "It cost 1 000 000.", "I live alone.", "I live in a small flat."),
    *("Ten minutes down the road", "I sat in Room 12 at work.", "Jag bor ensam.", "Jag tog bussen 5 gånger."),
    *("I AM SO TIRED.", "I am Swedish, and I'm OK.", "I am. Then it is over.", "I am I, said he.", "JAG ÄR INTE DUM"),
    *("On my way home I saw Anna.", "Best wishes are not enough.", "Call me when it is over, I thought."),
]


@pytest.mark.parametrize(("text", "kind", "shown"), MARKED)
def test_it_marks(text: str, kind: Kind, shown: str) -> None:
    (found,) = revealed(text)
    assert (found.kind, found.words) == (kind, shown)


@pytest.mark.parametrize("text", FINE)
def test_it_leaves_alone(text: str) -> None:
    assert revealed(text) == []


def test_both_languages_are_looked_for() -> None:
    assert set(languages()) == {"en", "sv"}


def test_false_alarms_in_all_texts_of_the_sample_are_counted() -> None:
    """Every sentence of the programme and of the demo's people, less the list of crisis lines: none is marked."""
    places = [*(TOP / "content").rglob("*.md"), *(TOP / "content").rglob("*.yaml"), *(TOP / "demo").glob("*.yaml")]
    texts = [path.read_text() for path in places if path.name != "lines.yaml"]
    sentences = [sentence for text in texts for sentence in SENTENCE.split(text)]
    assert len(sentences) > 5000
    assert [each for sentence in sentences for each in revealed(sentence)] == []


NAMES = st.sampled_from(["Anna", "bo", "Åsa", "Noor", "Jean-Luc", "O'Neill"])
SAYS = st.sampled_from(
    ["my name is", "My real name is", "I'M CALLED Anna and my surname is", "jag heter", "Mitt namn är"]
)


@given(st.text(max_size=60), SAYS, NAMES, st.text(max_size=60))
def test_a_name_is_found_wherever_it_stands(before: str, says: str, name: str, after: str) -> None:
    found = revealed(f"{before} {says} {name}. {after}")
    assert any(each.kind == Kind.NAME and name in each.words for each in found)


@given(st.text(alphabet="0123456789", min_size=7, max_size=11), st.sampled_from([" ", "-", ".", ""]), st.data())
def test_a_number_with_its_prefix_is_found_however_it_is_grouped(digits: str, sign: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(3, len(digits) - 3))
    number = f"+46 {digits[:cut]}{sign}{digits[cut:]}"
    assert [each.kind for each in revealed(f"ring {number} tonight")] == [Kind.NUMBER]


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%y"]))
def test_a_day_is_no_number_of_ones_own(day: object, written: str) -> None:
    assert revealed(f"On {day.strftime(written)} it was quiet.") == []  # type: ignore[attr-defined]


@given(st.text(max_size=300))
def test_no_text_is_too_strange_and_only_its_own_words_are_marked(text: str) -> None:
    for each in revealed(text):
        assert each.words.rstrip("…").split()[0] in text


@pytest.mark.django_db
def test_it_is_shown_before_sending_and_stops_nothing(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, form | {"q-before_it": "My name is Plover Heron."})
    page = anna.client.get(f"{url}review/")
    text = words(page)
    assert "My name is Plover looks like a name (What was going on?)" in text
    assert "You can take it out, or send it as it is. You decide." in text
    assert "Send it as it is" in text
    anna.client.post(f"{url}send/", form_of(page, "main form"))
    assert Response.objects.get(week=2).state == ResponseState.SUBMITTED
    assert not thief.found(["Plover"], thief.dump())


@pytest.mark.django_db
def test_without_anything_to_mark_nothing_is_said(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, form | {"q-before_it": "A cold reply from my brother"})
    text = words(anna.client.get(f"{url}review/"))
    assert "Does this say who you are?" not in text
    assert "Send it as it is" not in text
