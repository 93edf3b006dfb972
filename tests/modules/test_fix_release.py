"""Where a programme needs clinical review, an urgent fix is asked for by one person and released by another."""

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from modules.models import EditionStep, ProgrammePage
from program.actions.mails import deliver_mails
from program.models import Account, AuditEvent, Fix, FixedWords, FixRequest, FixState, OutboxRow, Program, Role
from tests import people
from tests.modules.test_publishing import edit, publish
from tests.people import Person
from worksheets.models import AvoidedTerm

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("forgotten_fixes")]

NEW, REASON = "Words that help", "They hurt somebody."


@pytest.fixture
def rikard(page: ProgrammePage) -> Person:
    """The programme needs what he signs."""
    Program.objects.filter(pk=page.program_id).update(needs_review=True)
    return people.new_staff("rikard@clinic.example", "Rikard", Role.REVIEWER)


@pytest.fixture
def old(page: ProgrammePage) -> str:
    """A title of one step of the edition."""
    title: str = EditionStep.objects.filter(language="en", week=2).order_by("number")[0].title
    return title


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def ask(by: Person, page: ProgrammePage, old: str, new: str = NEW) -> Any:
    url, said = f"/cms/programme/{page.pk}/fix/", {"wrong": old, "right": new, "reason": REASON}
    shown = by.client.post(url, said)
    return by.client.post(url, said | {"confirmed": shown.context["look"].seen}, follow=True)


def url_of(page: ProgrammePage) -> str:
    return f"/cms/programme/{page.pk}/fix/asked/{FixRequest.objects.get().pk}/"


def release(by: Person, url: str, confirmed: str | None = None) -> Any:
    shown = confirmed if confirmed is not None else by.client.get(url).context["look"].seen
    return by.client.post(url, {"do": "release", "confirmed": shown}, follow=True)


def test_one_asks_and_another_releases(page: ProgrammePage, arne: Person, rikard: Person, old: str) -> None:
    html = text(ask(arne, page, old))
    assert "Nobody reads the new words yet." in html
    assert "somebody else releases it" in html
    assert "Release it for everybody now" not in html
    assert not FixedWords.objects.exists()
    ask(arne, page, old)
    url = url_of(page)
    pia = people.new_staff("pia@clinic.example", "Pia", Role.PUBLISHER)
    second = ask(pia, page, old)
    assert second.status_code == 409
    assert "Arne asked for the same on" in text(second)
    assert REASON in text(second)
    assert url in text(rikard.client.get("/cms/"))
    shown = text(rikard.client.get(url))
    assert all(said in shown for said in (old, NEW, REASON, "Arne", "Week 2, step 1", "Nothing was found in the new"))
    done = release(rikard, url)
    assert "Everybody reads the new words" in text(done)
    made = Fix.objects.get()
    assert made.made_by == str(rikard.account_id)
    assert made.request == FixRequest.objects.get(asked_by=arne.account_id)
    assert "Release it" not in text(done)
    assert url not in text(rikard.client.get("/cms/"))
    for path in ("fix/", "fix/1/", "editions/"):
        listed = text(arne.client.get(f"/cms/programme/{page.pk}/{path}"))
        assert "Rikard" in listed
        assert "Asked for by Arne on" in listed


def test_both_names_are_in_the_log_and_no_word(page: ProgrammePage, arne: Person, rikard: Person, old: str) -> None:
    ask(arne, page, old)
    release(rikard, url_of(page))
    asked, fixed = (AuditEvent.objects.get(verb=verb) for verb in ("fix.asked-for", "edition.fixed"))
    assert asked.actor == fixed.detail["asked for by"] == str(arne.account_id)
    assert fixed.actor == str(rikard.account_id)
    assert not any(word in f"{asked.detail} {fixed.detail}" for word in (old, NEW, REASON))


def test_reviewers_are_told_at_once_and_nothing_is_said(
    page: ProgrammePage, arne: Person, rikard: Person, old: str
) -> None:
    both = people.new_staff("kim@clinic.example", "Kim", Role.PUBLISHER, Role.REVIEWER)
    ask(both, page, old)
    assert [row.account_id for row in OutboxRow.objects.filter(kind="fix-mail")] == [rikard.account_id]
    deliver_mails()
    [sent] = mail.outbox
    assert "Something in the studio needs you now." in sent.body
    assert not any(said in f"{sent.subject} {sent.body}" for said in (old, NEW, REASON, "Kim", page.title))


def test_twice_and_in_two_windows_it_goes_out_once(page: ProgrammePage, arne: Person, rikard: Person, old: str) -> None:
    ask(arne, page, old)
    url = url_of(page)
    seen = rikard.client.get(url).context["look"].seen
    release(rikard, url, seen)
    assert "Nothing was done a second time." in text(release(rikard, url, seen))
    sent_late = rikard.client.post(url, {"do": "back", "comment": "Wait <here>."})
    assert sent_late.status_code == 409
    late = text(sent_late)
    assert "Nothing was done a second time." in late
    assert "Wait &lt;here&gt;.</textarea>" in late
    assert "Rikard" in late
    assert Fix.objects.count() == 1
    assert FixRequest.objects.get().state == FixState.RELEASED


def test_it_is_sent_back_with_a_comment(page: ProgrammePage, arne: Person, rikard: Person, old: str) -> None:
    ask(arne, page, old)
    url = url_of(page)
    empty = rikard.client.post(url, {"do": "back", "comment": " "})
    assert empty.status_code == 409
    assert "Say what should be different" in text(empty)
    rikard.client.post(url, {"do": "back", "comment": "Say where help is."})
    assert not Fix.objects.exists()
    assert AuditEvent.objects.filter(verb="fix.sent-back", actor=str(rikard.account_id)).exists()
    assert OutboxRow.objects.filter(kind="fix-mail", account=arne.account_id).exists()
    assert "Rikard sent it back on" in text(arne.client.get("/cms/"))
    html = text(arne.client.get(url))
    assert "Say where help is." in html
    assert "Change the words and ask again" in html
    assert "Sent back" in text(arne.client.get(f"/cms/programme/{page.pk}/fix/"))
    assert url not in text(rikard.client.get("/cms/"))


def test_who_asked_withdraws_it_while_it_waits(
    page: ProgrammePage, arne: Person, rikard: Person, anna: Person, stranger: Client, old: str
) -> None:
    assert "Withdraw it" in text(ask(arne, page, old))
    url = url_of(page)
    seen = rikard.client.get(url).context["look"].seen
    pia = people.new_staff("pia@clinic.example", "Pia", Role.PUBLISHER)
    for person in (rikard, pia, anna):
        assert "Withdraw it" not in text(person.client.get(url))
        assert person.client.post(f"{url}withdraw/").status_code == 404
    assert stranger.post(f"{url}withdraw/").status_code == 302
    assert arne.client.get(f"{url}withdraw/").status_code == 405
    assert "It is withdrawn. Nothing has changed." in text(arne.client.post(f"{url}withdraw/", follow=True))
    again = text(arne.client.post(f"{url}withdraw/", follow=True))
    assert "Nothing was done a second time." in again
    assert "Change the words and ask again" in again
    assert AuditEvent.objects.filter(verb="fix.withdrawn", actor=str(arne.account_id)).count() == 1
    assert "Withdrawn" in text(arne.client.get(f"/cms/programme/{page.pk}/fix/"))
    for person in (arne, rikard):
        assert url not in text(person.client.get("/cms/"))
    assert "Nothing was done a second time." in text(release(rikard, url, seen))
    assert not Fix.objects.exists()
    assert FixRequest.objects.get().state == FixState.WITHDRAWN
    ask(arne, page, old)
    assert FixRequest.objects.filter(state=FixState.WAITING).exists()


def test_nobody_releases_what_they_asked_for(page: ProgrammePage, rikard: Person, old: str) -> None:
    Account.objects.filter(pk=rikard.account_id).update(is_active=False)
    both = people.new_staff("kim@clinic.example", "Kim", Role.PUBLISHER, Role.REVIEWER)
    assert "Nobody but you is a clinical reviewer here" in text(both.client.get(f"/cms/programme/{page.pk}/fix/"))
    ask(both, page, old)
    url = url_of(page)
    for said in ({"do": "release", "confirmed": FixRequest.objects.get().seen}, {"do": "back", "comment": "No."}):
        response = both.client.post(url, said)
        assert response.status_code == 409
        assert "Nobody releases what they asked for themselves." in text(response)
    assert FixRequest.objects.get().state == FixState.WAITING


def test_only_publishers_and_reviewers_read_it_and_only_reviewers_answer(
    page: ProgrammePage, arne: Person, rikard: Person, anna: Person, therese: Person, stranger: Client, old: str
) -> None:
    ask(arne, page, old)
    url = url_of(page)
    editor = people.new_staff("elin@clinic.example", "Elin", Role.EDITOR)
    for person in (anna, therese, editor):
        assert person.client.get(url).status_code == 404
        assert person.client.post(url, {"do": "release"}).status_code == 404
    assert url not in text(editor.client.get("/cms/"))
    assert arne.client.post(url, {"do": "release"}).status_code == 404
    assert stranger.get(url).status_code == 302
    assert rikard.client.put(url).status_code == 405
    assert rikard.client.get(url.replace(str(FixRequest.objects.get().pk), str(page.program_id))).status_code == 404
    assert FixRequest.objects.get().state == FixState.WAITING


def test_what_changed_since_is_said_and_nothing_is_done_by_halves(
    page: ProgrammePage, arne: Person, rikard: Person, old: str
) -> None:
    ask(arne, page, old)
    url = url_of(page)
    seen = rikard.client.get(url).context["look"].seen
    Program.objects.filter(pk=page.program_id).update(needs_review=False)
    edit(page.modules()[0], aim="Meanwhile.")
    publish(page)
    assert "The editions have changed since it was asked for." in text(rikard.client.get(url))
    refused = release(rikard, url, seen)
    assert refused.status_code == 409
    assert "changed since you looked" in text(refused)
    ask(arne, page, old, "Other words")
    assert "These words stand in no edition." in text(rikard.client.get(url))
    assert release(rikard, url, seen).status_code == 409
    assert FixRequest.objects.get().state == FixState.WAITING
    assert Fix.objects.get().request is None


@pytest.mark.parametrize("needs_review", [False, True])
def test_an_error_in_the_new_words_stops_it_and_they_are_kept(
    page: ProgrammePage, arne: Person, rikard: Person, old: str, needs_review: bool
) -> None:
    Program.objects.filter(pk=page.program_id).update(needs_review=needs_review)
    said = {"wrong": old, "right": "You are completely anonymous.", "reason": REASON}
    url = f"/cms/programme/{page.pk}/fix/"
    shown = arne.client.post(url, said)
    for response in (shown, arne.client.post(url, said | {"confirmed": shown.context["look"].seen})):
        assert response.status_code == 409
        html = text(response)
        assert "This promises more secrecy than there is" in html
        assert all(value in html for value in said.values())
        assert 'name="confirmed"' not in html
    assert not Fix.objects.exists()
    assert not FixRequest.objects.exists()


def test_a_warning_is_shown_and_stops_nothing(page: ProgrammePage, arne: Person, rikard: Person, old: str) -> None:
    AvoidedTerm.objects.create(language="en", term="words that*", advice="Name them.", level="warning")
    assert "is a word to avoid" in text(ask(arne, page, old))
    url = url_of(page)
    AvoidedTerm.objects.filter(term="words that*").update(level="error")
    assert "The checks found an error" in text(rikard.client.get(url))
    assert release(rikard, url).status_code == 409
    AvoidedTerm.objects.filter(term="words that*").update(level="warning")
    release(rikard, url)
    assert Fix.objects.exists()


def test_the_first_page_costs_the_same_however_many_wait(
    page: ProgrammePage, arne: Person, rikard: Person, old: str
) -> None:
    counts = []
    for number in range(3):
        ask(arne, page, old, f"{NEW} {number}")
        with CaptureQueriesContext(connection) as queries:
            rikard.client.get("/cms/")
        counts.append(len(queries))
    assert counts[1] == counts[2]
