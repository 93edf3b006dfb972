"""What the page's script posts and hears."""

from uuid import uuid4

from tests.people import Person
from tests.worksheets.pages import form_of
from worksheets.contents import unseal
from worksheets.models import Response

AUTOMATIC = {"autosave": "1"}


def test_it_saves_and_says_what_the_next_save_builds_on(anna: Person, url: str, form: dict[str, str]) -> None:
    first = anna.client.post(url, form | AUTOMATIC | {"q-before_it": "One"})
    assert first.json() == {"saved": True, "base": 1}
    second = anna.client.post(url, form | AUTOMATIC | {"q-before_it": "One two", "base": "1"})
    assert second.json() == {"saved": True, "base": 2}


def test_what_cannot_be_read_is_saved_all_the_same(anna: Person, url: str, form: dict[str, str]) -> None:
    assert anna.client.post(url, form | AUTOMATIC | {"q-how_many": "about fi"}).json()["saved"] is True
    row = Response.objects.get(participant_id=anna.account_id, week=2)
    assert unseal(anna.case_key, row).answers["how_many"] == "about fi"


def test_with_two_windows_it_says_so_and_overwrites_nothing(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, form | {"q-before_it": "First window"})
    told = anna.client.post(url, AUTOMATIC | {"q-before_it": "Second", "base": "0", "form_key": str(uuid4())})
    assert told.status_code == 200
    assert told.json()["saved"] is False
    assert "another window" in told.json()["message"]
    assert form_of(anna.client.get(url))["q-before_it"] == "First window"


def test_after_sending_it_keeps_the_words_and_says_so(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, form | {"q-before_it": "Sent"})
    anna.client.post(f"{url}send/", {"base": "1", "form_key": str(uuid4())})
    told = anna.client.post(url, form | AUTOMATIC | {"q-before_it": "Sent, and more", "base": "1"})
    assert "sent this sheet already" in told.json()["message"]
    assert Response.objects.filter(participant_id=anna.account_id, week=2).count() == 1
