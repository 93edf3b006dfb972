"""The account page: pausing, coming back, and erasing everything."""

import pytest

from program import tasks
from program.models import Account, AuditEvent, Enrolment, EnrolmentState, Participant, Pause
from tests import people
from tests.people import Person
from tests.worksheets.pages import soup
from vault import erasure
from vault.models import KeyPair, Lock

pytestmark = pytest.mark.django_db


def test_the_page_works_for_its_owner_only(anna: Person, therese: Person) -> None:
    assert anna.client.get("/account/").status_code == 200
    assert therese.client.get("/account/").status_code == 404


def test_it_leads_to_each_of_its_pages(anna: Person) -> None:
    links = soup(anna.client.get("/account/")).select(".way > a")
    assert len(links) > 7
    for link in links:
        assert link.get_text(strip=True)
        assert anna.client.get(str(link["href"])).status_code == 200, link["href"]


def test_a_pause_stops_the_clock_until_the_person_comes_back(anna: Person) -> None:
    with people.days_ago(5):
        anna.client.post("/account/pause/")
        anna.client.post("/account/pause/")
    assert Pause.objects.filter(enrolment__participant_id=anna.account_id).count() == 1
    assert Enrolment.objects.get(participant_id=anna.account_id).state == EnrolmentState.PAUSED
    again = people.Person(anna.account_id, anna.name, anna.secret)
    assert again.client.post("/account/resume/")["Location"] == "/home/"
    assert Enrolment.objects.get(participant_id=anna.account_id).state == EnrolmentState.ACTIVE
    assert AuditEvent.objects.filter(verb="programme.resumed").count() == 1


@pytest.mark.parametrize("path", ["/account/pause/", "/account/resume/"])
def test_a_link_changes_nothing(path: str, anna: Person) -> None:
    assert anna.client.get(path).status_code == 405


def test_erasing_asks_the_passphrase_and_then_leaves_nothing(anna: Person) -> None:
    assert "Nothing has been changed" in anna.client.post("/account/erase/", {"passphrase": "no"}).content.decode()
    assert Participant.objects.filter(pk=anna.account_id).exists()
    response = anna.client.post("/account/erase/", {"passphrase": anna.secret})
    assert response.status_code == 200
    assert "cookies" in response["Clear-Site-Data"]
    assert not Account.objects.filter(pk=anna.account_id).exists()
    assert not Participant.objects.filter(pk=anna.account_id).exists()
    assert not KeyPair.objects.filter(holder=anna.account_id).exists()
    assert not Lock.objects.filter(key_pair__holder=anna.account_id).exists()
    assert AuditEvent.objects.filter(verb="account.erased", case=str(anna.account_id)).count() == 1
    assert anna.client.get("/home/").status_code == 302


def test_what_a_restored_backup_brought_back_is_removed_after_the_replay(anna: Person, sol: Person) -> None:
    erasure.erase(anna.account_id)  # as the replay does it: the keys only
    assert Account.objects.filter(pk=anna.account_id).exists()
    tasks.tidy()
    assert not Account.objects.filter(pk=anna.account_id).exists()
    assert not KeyPair.objects.filter(holder=anna.account_id).exists()
    assert AuditEvent.objects.filter(verb="account.erased", actor="system", case=str(anna.account_id)).count() == 1
    assert sol.client.get("/home/").status_code == 200


def test_guessing_the_passphrase_on_the_erase_page_is_slowed_down(anna: Person) -> None:
    for _ in range(7):
        page = anna.client.post("/account/erase/", {"passphrase": "a guess"}).content.decode()
    assert "Please wait" in page
