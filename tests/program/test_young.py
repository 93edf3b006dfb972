"""Under 18: warm words, people who listen, and not one row that says that somebody was here."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program.models import CrisisLine, Program
from tests import rows
from tests.people import Person
from tests.program.test_joining import Joiner

pytestmark = pytest.mark.django_db
YOUNG = "/other-help/"


def test_it_follows_on_the_answer_and_stores_nothing(programme: Program, stranger: Client) -> None:
    before = rows.contents()
    joiner = Joiner(stranger).answer(adult="no")
    assert joiner.response["Location"] == YOUNG
    page = stranger.get(YOUNG).content.decode()
    for words in ("You were right to look for help", "Nothing has been stored", 'href="/help/"'):
        assert words in page
    assert "Childline" in stranger.get(f"{YOUNG}?region=europe").content.decode()
    assert rows.contents() == before
    assert not stranger.cookies.keys() - {settings.CSRF_COOKIE_NAME}


def test_the_two_choices_are_equal(programme: Program, stranger: Client) -> None:
    page = stranger.get("/join/", follow=True).content.decode()
    assert page.index("I am under 18") < page.index("I am 18 or older")
    assert " checked" not in page


def test_lines_for_young_people_stand_there_only(programme: Program, stranger: Client) -> None:
    young, help_now = (
        stranger.get(f"{url}?region=europe&country=united-kingdom").content.decode() for url in (YOUNG, "/help/")
    )
    assert "Bris" in young
    assert "Samaritans" not in young
    assert "Bris" not in help_now
    assert "Samaritans" in help_now


@pytest.mark.parametrize("region", ["", "unsaid", "atlantis", "%00"])
def test_an_unknown_part_asks_where(region: str, programme: Program, stranger: Client) -> None:
    assert "Choose where you are" in stranger.get(f"{YOUNG}?region={region}").content.decode()


def test_where_there_is_no_number_it_says_who_knows_one(programme: Program, stranger: Client) -> None:
    CrisisLine.objects.filter(for_young=True).delete()
    assert "We have no number for young people there" in stranger.get(f"{YOUNG}?region=asia").content.decode()


def test_it_takes_one_query(programme: Program, stranger: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        stranger.get(YOUNG)
    assert len(asked) == 1


def test_a_line_untested_for_young_people_does_not_close_the_door(programme: Program, stranger: Client) -> None:
    CrisisLine.objects.filter(for_young=True).update(tested_on=None)
    assert "Before we begin" in stranger.get("/join/", follow=True).content.decode()


def test_wrong_method_is_refused(programme: Program, stranger: Client) -> None:
    assert stranger.post(YOUNG).status_code == 405


def test_a_clinic_marks_a_line_as_one_for_young_people(programme: Program, stina: Person) -> None:
    row = CrisisLine.objects.get(key="young-se")
    page = stina.client.get(f"/staff/lines/{row.pk}/").content.decode()
    assert 'name="for_young"' in page
    fields = {"name": row.name, "number": row.number, "region": "europe", "country": "Sweden", "order": "1"}
    stina.client.post(f"/staff/lines/{row.pk}/", fields)
    assert CrisisLine.objects.filter(key="young-se", for_young=False).exists()
    stina.client.post(f"/staff/lines/{row.pk}/", fields | {"for_young": "on"})
    assert CrisisLine.objects.filter(key="young-se", for_young=True).exists()
    assert "People under 18:" in stina.client.get("/staff/lines/").content.decode()
