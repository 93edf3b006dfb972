"""All that a programme is made of goes to clinical review at once, and whoever answers is led from one to the next."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from modules.models import ProgrammePage, ReviewKind
from program.models import AuditEvent, Role
from tests import people
from tests.modules.reviewed import answer, send_in, task_of, window
from tests.people import Person
from tests.worksheets import written
from tests.worksheets.pages import soup, words
from worksheets.models import Worksheet

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def url(page: ProgrammePage) -> str:
    return f"/cms/programme/{page.pk}/review/"


@pytest.fixture
def rikard(page: ProgrammePage) -> Person:
    return people.new_staff("rikard@clinic.example", "Rikard", Role.REVIEWER)


def ticked(person: Person, url: str) -> list[str]:
    boxes = soup(person.client.get(url)).select("[name=parts]")
    return [str(box["value"]) for box in boxes if box.has_attr("checked")]


def test_everything_is_sent_at_once_and_then_waits(page: ProgrammePage, arne: Person, rikard: Person, url: str) -> None:
    parts = ticked(arne, url)
    week = page.modules()[0]
    assert parts[:3] == [f"page-{page.pk}", f"page-{week.pk}", f"sheet-{week.worksheet_id}"]
    assert not ticked(rikard, url)
    said = words(arne.client.post(url, {"parts": parts[:3]}, follow=True))
    assert "3 are sent to clinical review." in said
    assert "Waits: Editorial review" in said
    assert ticked(arne, url) == parts[3:]
    assert task_of(week).kind == ReviewKind.EDITORIAL
    assert AuditEvent.objects.get(verb="review.sent").detail == {"parts": 3}
    assert answer(week, arne).status_code == 200
    assert "Waits for you" in words(rikard.client.get(url))
    assert answer(week, rikard, "reject", comment="Say where help is.").status_code == 200
    assert "Changes were asked for" in words(arne.client.get(url))


def test_what_is_signed_is_not_sent_again_before_it_changes(
    page: ProgrammePage, arne: Person, rikard: Person, url: str
) -> None:
    week = page.modules()[0]
    send_in(week, arne)
    for person in (arne, rikard):
        answer(week, person)
    assert f"page-{week.pk}" not in ticked(arne, url)
    assert "Clinical review by Rikard on" in words(arne.client.get(url))
    week.refresh_from_db()
    week.aim = "Another aim."
    week.save_revision()
    assert f"page-{week.pk}" in ticked(arne, url)


def test_what_is_not_finished_stays_and_is_named(page: ProgrammePage, arne: Person, url: str) -> None:
    week, later = page.modules()[:2]
    week.steps[0].value["body"].append(("image", {"image": None, "alt": "", "caption": ""}))
    week.save_revision()
    assert later.worksheet is not None
    later.worksheet.ending = ""
    later.worksheet.save_revision(clean=False)
    chosen = [f"page-{week.pk}", f"page-{later.pk}", f"sheet-{later.worksheet_id}"]
    said = words(arne.client.post(url, {"parts": chosen}, follow=True))
    assert f"“Week: {week.title}” is not finished, and was not sent." in said
    assert f"“Worksheet: {later.worksheet.title}” is not finished" in said
    assert "1 is sent to clinical review." in said


def approved(sheet: Worksheet, by: Person) -> Any:
    told = json.dumps({"ticked": task_of(sheet).items, "comment": "", **window(sheet, by)})
    more = {"workflow-action-name": "approve", "workflow-action-extra-data": told}
    return written.save(by, sheet, written.as_posted(sheet), "workflow-action", **more)


def test_an_answer_leads_to_the_next_that_waits(page: ProgrammePage, arne: Person) -> None:
    """Through the editor's form, which both tasks use. After the last one Wagtail leads where it always does."""
    first, second = Worksheet.objects.filter(live=True, locale=page.locale).order_by("key")[:2]
    for sheet in (first, second):
        send_in(sheet, arne)
    response = approved(first, arne)
    assert response.redirect_chain[-1][0].endswith(f"/edit/{second.pk}/")
    assert "1 waits for your review. This is it." in words(response)
    response = approved(second, arne)
    assert "/edit/" not in response.redirect_chain[-1][0]
    assert {task_of(sheet).kind for sheet in (first, second)} == {ReviewKind.CLINICAL}


def test_nothing_ticked_or_not_theirs_to_send(page: ProgrammePage, arne: Person, rikard: Person, url: str) -> None:
    response = arne.client.post(url)
    assert response.status_code == 422
    assert "Tick what you want to send." in words(response)
    refused = rikard.client.post(url, {"parts": [f"page-{page.pk}"]})
    assert refused.status_code == 422
    assert "Some of this has been sent meanwhile" in words(refused)
    assert not AuditEvent.objects.filter(verb="review.sent").exists()
    assert arne.client.put(url).status_code == 405


def test_it_is_for_those_who_work_on_the_programme(
    page: ProgrammePage, therese: Person, anna: Person, client: Client, url: str
) -> None:
    for person in (therese, anna):
        assert person.client.get(url).status_code == 404
    assert client.get(url).status_code == 302


def test_more_that_waits_costs_no_more_statements(page: ProgrammePage, arne: Person, url: str) -> None:
    """Where Wagtail's own migrations have made a task, it is asked for, too."""
    parts, counted = ticked(arne, url), []
    for some in (parts[:6], parts[6:-6]):
        arne.client.post(url, {"parts": some}, follow=True)
        with CaptureQueriesContext(connection) as queries:
            arne.client.get(url)
        counted.append(len(queries))
    few, many = counted
    assert few == many <= 31
