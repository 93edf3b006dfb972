"""What a participant types leads nowhere: on no page is it a link, and an onion address is on none at all."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from modules.actions import keeping
from modules.actions.keeping import Place, Written
from program.models import Alert
from tests.people import Person
from tests.therapist import desk, notes
from tests.worksheets.pages import form_of, soup

pytestmark = pytest.mark.django_db

HOST = "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwx"
WORDS = f"I saw it at http://{HOST}.onion/x and {HOST}[.]onion and https://plover.example/a and www.heron.example"


@pytest.fixture
def case(anna: Person, therese: Person) -> Person:
    """Addresses in everything that somebody can type, and quoted in everything that staff can."""
    desk.correct_worksheet(anna, 1, WORDS)
    desk.correct_worksheet(anna, 1, f"{WORDS} Once more.")
    desk.begin_worksheet(anna, 2, WORDS)
    desk.ask(anna, WORDS)
    desk.answer(anna, therese, f"> {WORDS}\n\nI have read it.")
    desk.send(anna, therese, f"> {WORDS}\n\nThank you.", step=f"Not {WORDS}")
    note = Written(text=WORDS, base=0, form_key=uuid4())
    place = Place(anna.enrolment, week=1, number=4, step="goals", exercise=1)
    keeping.save_note(place=place, written=note, private=anna.private, by=anna.account_id)
    therese.client.post(notes.timeline_url(anna), notes.fields(WORDS))
    Client().post("/messages/", form_of(anna.client.get("/messages/"), "form:has(textarea)") | {"text": WORDS})
    return anna


def participants_pages() -> list[str]:
    return [
        *("/home/", "/week/1/4/", "/week/1/all/", "/week/1/letter/", "/messages/", "/kept/"),
        *("/week/1/worksheet/sent/", "/week/1/worksheet/sent/2/", "/week/2/worksheet/", "/week/2/worksheet/review/"),
        *("/progress/", "/progress/kept/", "/help/plan/"),
    ]


def staff_pages(case: Person) -> list[str]:
    about = f"/staff/case/{case.account_id}/"
    parts = ("", "week/1/", "messages/", "timeline/", "plan/", "hand-over/", "week/1/as-read/")
    alerts = [f"/staff/alerts/{alert.pk}/" for alert in Alert.objects.all()]
    return [*(f"{about}{part}" for part in parts), "/staff/inbox/", "/staff/caseload/", "/staff/alerts/", *alerts]


def assert_plain(response: Any, url: str) -> None:
    """Boxes are left out: there the words stand as they were typed, for their writer to change."""
    page = soup(response)
    for box in page.select("textarea, input"):
        box.decompose()
    assert HOST not in str(page), url
    links = [str(link.get("href", "")) for link in page.select("a, area, link, form")]
    assert not [link for link in links if "plover" in link or "heron" in link], url


def test_on_no_page(case: Person, therese: Person) -> None:
    assert Alert.objects.exists()
    seen = 0
    for person, urls in ((case, participants_pages()), (therese, staff_pages(case))):
        for url in urls:
            response = person.client.get(url)
            assert response.status_code in {200, 404, 405}, url
            if response.status_code == 200:
                assert_plain(response, url)
                seen += "plover.example" in response.content.decode()
    assert seen >= 12, "Hardly any page showed the words at all."


def test_nor_in_the_copy_to_read(case: Person) -> None:
    response = case.client.post("/account/copy/", {"passphrase": case.secret, "kind": "html"})
    page = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert "plover.example" in page
    assert HOST not in page
    assert "<a " not in page
