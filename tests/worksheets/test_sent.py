"""The frozen copy, and taking it up again."""

from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from program.actions.weeks import letter_sent
from program.models import AuditEvent
from tests.people import Person
from tests.worksheets.pages import form_of, soup, words
from tests.worksheets.test_fill import FILLED
from worksheets.models import Response, WorksheetVersion


@pytest.fixture
def copy(anna: Person, url: str, form: dict[str, str]) -> str:
    """The address of the copy of a sheet that was sent."""
    anna.client.post(url, FILLED | form)
    anna.client.post(f"{url}send/", form_of(anna.client.get(f"{url}review/"), "main form"))
    return f"{url}sent/"


def numbers(anna: Person) -> list[tuple[int, str]]:
    rows = Response.objects.filter(participant_id=anna.account_id, week=2).order_by("number")
    return [(row.number, row.state) for row in rows]


def test_it_shows_what_was_written_and_the_grounding(anna: Person, copy: str) -> None:
    page = anna.client.get(copy)
    assert "A cold reply from my brother" in words(page)
    assert "Sent on" in words(page)
    assert soup(page).select_one(".ending") is not None
    assert soup(page).select_one("textarea") is None


def test_on_paper_stand_the_answers_alone(anna: Person, copy: str) -> None:
    page = soup(anna.client.get(copy))
    for part in page.select(".no-print, .top, .foot, .skip"):
        part.decompose()
    assert page.select_one(".answers") is not None
    assert not page.select("main form, main button, main .notice, main .ending")


def test_the_prompts_are_those_that_were_shown(anna: Person, copy: str, version: WorksheetVersion) -> None:
    changed = [question | {"label": "Another wording"} for question in version.questions]
    QuerySet(WorksheetVersion).filter(pk=version.pk).update(questions=changed)
    text = words(anna.client.get(copy))
    assert "What was going on?" in text
    assert "Another wording" not in text


def test_it_leads_to_the_letter_once_that_has_come(anna: Person, copy: str) -> None:
    letter_sent(enrolment=anna.enrolment, number=2, by=anna.account_id, today=anna.journey.today, key="x")
    page = anna.client.get(copy)
    assert "Your letter has come" in words(page)
    assert soup(page).select_one(f"main a[href='{reverse('letters:letter', args=[2])}']") is not None


def test_before_sending_there_is_no_copy(anna: Person, url: str) -> None:
    assert anna.client.get(f"{url}sent/")["Location"] == url


def test_a_correction_begins_with_the_copy_and_leaves_it_alone(anna: Person, url: str, copy: str) -> None:
    response: Any = anna.client.post(f"{url}correct/", form_of(anna.client.get(copy), "main form"))
    assert response["Location"] == url
    page = anna.client.get(url)
    assert form_of(page)["q-before_it"] == "A cold reply from my brother"
    assert "You are correcting a sheet that you have sent." in words(page)
    assert numbers(anna) == [(1, "submitted"), (2, "draft")]
    assert "Go on with your new version" in words(anna.client.get(copy))
    assert AuditEvent.objects.filter(verb="worksheet.correction-begun").count() == 1


def test_a_correction_that_was_sent_is_the_copy(anna: Person, url: str, copy: str) -> None:
    anna.client.post(f"{url}correct/")
    anna.client.post(url, form_of(anna.client.get(url)) | {"q-before_it": "Corrected", "do": "save"})
    anna.client.post(f"{url}send/", form_of(anna.client.get(f"{url}review/"), "main form"))
    text = words(anna.client.get(copy))
    assert "Corrected" in text
    assert "Version 2." in text


def test_nothing_sent_is_nothing_to_correct(anna: Person, url: str) -> None:
    assert anna.client.post(f"{url}correct/")["Location"] == url
    assert numbers(anna) == []


def test_others_are_kept_out(anna: Person, sol: Person, stranger: Client, url: str, copy: str) -> None:
    for address in (copy, f"{url}correct/"):
        call = "post" if address.endswith("correct/") else "get"
        assert getattr(sol.client, call)(address).status_code == 404
        assert getattr(stranger, call)(address).status_code == 302
    assert anna.client.get(f"{url}correct/").status_code == 405
    assert anna.client.post(copy).status_code == 405
    assert anna.client.get(reverse("worksheets:sent", args=[3])).status_code == 404


def test_earlier_versions_stay_readable(anna: Person, sol: Person, stranger: Client, url: str, copy: str) -> None:
    assert "Earlier versions" not in words(anna.client.get(copy))
    anna.client.post(f"{url}correct/")
    assert anna.client.get(f"{copy}2/").status_code == 404  # a draft is no version yet
    anna.client.post(url, form_of(anna.client.get(url)) | {"q-before_it": "Corrected", "do": "save"})
    anna.client.post(f"{url}send/", form_of(anna.client.get(f"{url}review/"), "main form"))
    page = anna.client.get(copy)
    assert soup(page).select_one(f"main a[href='{copy}1/']") is not None
    earlier = words(anna.client.get(f"{copy}1/"))
    assert "A cold reply from my brother" in earlier
    assert "This is an earlier version." in earlier
    newest = words(anna.client.get(f"{copy}2/"))
    assert "Corrected" in newest
    assert "This is an earlier version." not in newest
    assert anna.client.get(f"{copy}3/").status_code == 404
    assert sol.client.get(f"{copy}1/").status_code == 404
    assert stranger.get(f"{copy}1/")["Location"].startswith("/sign-in/")
    assert anna.client.post(f"{copy}1/").status_code == 405
