"""Letters drawn by lot: read with a reason that writes itself, rated, and shown to nobody but their author."""

from datetime import timedelta

import pytest

from program import clock
from program.actions import staff
from program.models import AuditEvent, CaseGrant, Role
from tests import people
from tests.people import Person
from tests.therapist import desk
from tests.therapist.samples import LAST_MONTH, LIST, OWN, fields, letter_url, page, rate, url
from therapist.models import Letter, LetterReview

INBOX = "/staff/inbox/"
TOLD = "A supervisor has read one of your letters"


@pytest.fixture
def everybody(tom: Person, stina: Person, arne: Person, olle: Person, lena: Person) -> None:
    """The cast comes in before anything else happens."""


@pytest.fixture
def letter(anna: Person, therese: Person, everybody: None) -> Letter:
    """Anna's letter of last month, which is drawn: it is the only one."""
    desk.send(anna, therese)
    Letter.objects.update(sent_on=LAST_MONTH)
    return Letter.objects.get()


def test_nothing_is_shown_before_it_is_opened(letter: Letter, stina: Person) -> None:
    html = page(stina, url(letter))
    assert "Open the letter for today" in html
    assert 'name="words"' not in html
    assert "river once more" not in html
    assert people.SENTENCE not in html


def test_opening_makes_a_grant_for_one_day_and_leaves_its_rows(letter: Letter, stina: Person, anna: Person) -> None:
    for _click in range(2):
        html = stina.client.post(url(letter, "open/"), follow=True).content.decode()
    assert "river once more" in html
    assert "The worksheet it answers" in html
    grant = CaseGrant.objects.get(staff=stina.account_id)
    assert (grant.kind, grant.first_day, grant.last_day) == ("supervision", clock.today(), clock.today())
    verbs = list(AuditEvent.objects.filter(actor=str(stina.account_id)).values_list("verb", flat=True))
    assert verbs.count("letter.sampled") == 1
    assert verbs.count("grant.made") == 1
    assert verbs.count("letter.sample-read") == 2
    assert set(AuditEvent.objects.filter(verb="letter.sampled").values_list("case", flat=True)) == {
        str(anna.account_id)
    }


def test_tomorrow_it_is_closed_again(letter: Letter, stina: Person) -> None:
    stina.client.post(url(letter, "open/"))
    CaseGrant.objects.filter(staff=stina.account_id).update(last_day=clock.today() - timedelta(days=1))
    assert "river once more" not in page(stina, url(letter))


def test_a_supervisor_who_was_not_admitted_is_told_what_to_do(letter: Letter, stina: Person) -> None:
    siri = people.new_staff("siri@clinic.example", "Siri", Role.SUPERVISOR)
    html = siri.client.post(url(letter, "open/"), follow=True).content.decode()
    assert "Another supervisor has to let you in first" in html
    assert "river once more" not in html


# Rating


def test_what_was_said_reaches_the_author_and_nobody_else(
    letter: Letter, stina: Person, therese: Person, tom: Person, anna: Person
) -> None:
    assert "Therese can read this now" in rate(stina, letter)
    assert "By Stina" in page(stina, LIST)
    assert not desk.stored("Plover-words")
    html = page(therese, OWN)
    assert "Plover-words" in html
    assert "<dt>Names one concrete step</dt> <dd>Partly</dd>" in html
    assert f"To {anna.participant.alias}, week 1" in html
    assert "Therese has seen it" in page(stina, LIST)
    assert "Plover-words" not in page(tom, OWN)
    assert AuditEvent.objects.filter(verb="letter.reviewed", actor=str(stina.account_id)).count() == 1


def test_the_inbox_leads_its_author_to_it_until_it_was_read(letter: Letter, stina: Person, therese: Person) -> None:
    assert TOLD not in page(therese, INBOX)
    rate(stina, letter)
    assert TOLD in page(therese, INBOX)
    assert TOLD not in page(stina, INBOX)
    page(therese, OWN)
    assert TOLD not in page(therese, INBOX)


def test_another_supervisor_sees_that_it_was_read_and_no_word(letter: Letter, stina: Person) -> None:
    siri = people.new_supervisor("siri@clinic.example", "Siri")
    rate(stina, letter)
    html = page(siri, url(letter))
    assert "Stina read it on" in html
    assert "Plover-words" not in html
    assert 'name="words"' not in html


def test_the_quicker_supervisor_stands_and_the_other_ones_words_are_not_lost(letter: Letter, stina: Person) -> None:
    siri = people.new_supervisor("siri@clinic.example", "Siri")
    posted = fields(siri, letter, words="Curlew-words, for later")
    rate(stina, letter)
    html = siri.client.post(url(letter), posted).content.decode()
    assert "Another supervisor was quicker" in html
    assert "Curlew-words, for later" in html
    assert LetterReview.objects.get().reader_id == stina.account_id


def test_the_same_form_twice_says_it_once(letter: Letter, stina: Person) -> None:
    posted = fields(stina, letter)
    for _click in range(2):
        assert stina.client.post(url(letter), posted).status_code == 302
    assert LetterReview.objects.count() == 1
    assert AuditEvent.objects.filter(verb="letter.reviewed").count() == 1


def test_it_can_be_said_anew_and_is_new_to_the_author_again(letter: Letter, stina: Person, therese: Person) -> None:
    rate(stina, letter)
    page(therese, OWN)
    assert "Plover-words" in page(stina, url(letter))
    rate(stina, letter, words="Second thoughts")
    assert not LetterReview.objects.get().seen
    html = page(therese, OWN)
    assert "Second thoughts" in html
    assert "Plover-words" not in html


def test_bad_input_is_answered_and_nothing_is_lost(letter: Letter, stina: Person) -> None:
    for bad in ({"warm": ""}, {"step": "no such mark"}, {"words": "x" * 5000}):
        html = stina.client.post(url(letter), fields(stina, letter) | bad).content.decode()
        assert "error-summary" in html
        assert bad.get("words", "Plover-words")[:50] in html
    assert not LetterReview.objects.exists()
    assert 'value="partly"' in html


def test_an_author_without_a_key_gets_none_and_the_reader_keeps_theirs(
    letter: Letter, stina: Person, therese: Person
) -> None:
    staff.suspend(staff=therese.account, by="tests")
    rate(stina, letter)
    row = LetterReview.objects.get()
    assert row.for_author is None
    assert "Plover-words" in page(stina, url(letter))


def test_after_a_new_password_it_says_why_it_cannot_be_read(letter: Letter, stina: Person, therese: Person) -> None:
    rate(stina, letter)
    code = staff.reinvite(staff=therese.account, by="tests")
    therese.secret = "four quite new words"
    staff.accept_invitation(email=therese.name, code=code, password=therese.secret)
    device = staff.enrol_authenticator(
        account=therese.account, secret=people.AUTHENTICATOR_SECRET, token=people.code_now()
    )
    device.last_step = -1
    device.save(update_fields=["last_step"])
    assert TOLD in page(therese, INBOX)
    for _visit in range(2):
        assert "sealed to a key that you had before" in page(therese, OWN)
    assert not LetterReview.objects.get().seen
    assert TOLD not in page(therese, INBOX), "what nobody can open calls for nobody"


def test_a_case_that_is_with_somebody_else_now_has_no_link(letter: Letter, stina: Person, therese: Person) -> None:
    rate(stina, letter)
    assert f'href="{letter_url(letter)}"' in page(therese, OWN)
    CaseGrant.objects.filter(staff=therese.account_id).update(case_key=None)
    html = page(therese, OWN)
    assert f'href="{letter_url(letter)}"' not in html
    assert "Plover-words" in html


def test_it_goes_with_an_erased_case(letter: Letter, stina: Person, anna: Person) -> None:
    rate(stina, letter)
    Letter.objects.all().delete()
    assert not LetterReview.objects.exists()


def test_the_supervisors_page_counts_what_waits(letter: Letter, stina: Person) -> None:
    assert "1 drawn letter to read" in page(stina, "/staff/supervision/")
    rate(stina, letter)
    assert "drawn letter" not in page(stina, "/staff/supervision/").replace("drawn by lot", "")
