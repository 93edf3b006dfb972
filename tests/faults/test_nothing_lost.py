"""Every form that takes text, under every fault: the words come back, to their writer only, and by their hand only."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any, NoReturn

import pytest
import time_machine
from django.conf import settings
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from program import clock
from program.actions import staff
from program.journey import edition_weeks
from program.models import Alert, AuditEvent, CaseGrant, RescuedText
from tests import rows
from tests.faults.forms import (
    ACKNOWLEDGE,
    CORRECTION,
    EVENT,
    FORMS,
    HAND_OVER,
    NOTE,
    QUESTION,
    REASON,
    RECORD,
    REVIEW,
    WORKSHEET,
    Cast,
    Form,
    applied,
    come_back,
    offered,
    same_browser,
    typed,
)
from tests.people import PASSWORD, Person, days_ago
from tests.program.alerts import alert_of
from tests.scenes import Scene
from tests.therapist import notes
from tests.therapist.desk import send
from tests.therapist.samples import LAST_MONTH
from tests.therapist.test_hand_over import open_as_supervisor
from tests.tries import at_most, named
from tests.worksheets.pages import form_of
from therapist.actions.protection import read_protection
from therapist.actions.reviews import open_sample
from therapist.models import AdverseEvent, CaseNote, HandOver, Letter, LetterReview, Message, ProtectionRecord
from therapist.reviewing import Review
from vault import holders, keyfile, sealing
from worksheets.access import frozen_version, weeks_with_worksheet

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

VAULT_COOKIE = settings.VAULT_COOKIE
LONG = ('Längst inne 🌙 فی الليل\n\n  two  spaces, a tab\t, <b>no tag</b> & "quotes" &amp;\n' * 300)[:20_000]
TEXTS = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=400)
    .map(lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))
    .filter(lambda text: bool(text.strip()))
)
# For every form under every fault, beside those that are named: some hundred texts in all.
FEW = at_most(1, suppress=[HealthCheck.function_scoped_fixture])
ODD = ("\n ok \n", "7")
"""Beside a long one, for every form: under the fault that comes most often."""


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Later than a session may be idle, it is the same day still: with the day ends what a supervisor opened."""
    with days_ago(0):
        yield


SCENE = Scene[None]()


@pytest.fixture
def cast(noon: None, anna: Person, therese: Person, stina: Person, sol: Person, tom: Person) -> Cast:
    cast = {"anna": anna, "therese": therese, "stina": stina, "sol": sol, "tom": tom}
    SCENE.begin(lambda: give_them_something_to_write_about(cast))
    return cast


def give_them_something_to_write_about(cast: Cast) -> None:
    anna, therese, stina, sol = (cast[name] for name in ("anna", "therese", "stina", "sol"))
    alert_of(anna)
    notes.add(anna, therese)
    send(sol, cast["tom"])
    Letter.objects.filter(participant=sol.account_id).update(sent_on=LAST_MONTH)
    open_sample(letter=Letter.objects.get(), by=stina.account, by_private=stina.private, today=clock.today())
    open_as_supervisor(stina, anna)


# The faults: each gives a browser to send the filled form with, and says whether its answer leads to signing in.


@contextmanager
def expired(form: Form, client: Client) -> Iterator[Client]:
    """Idle for longer than anybody may be."""
    with time_machine.travel(timezone.now() + timedelta(minutes=40), tick=True):
        yield client


@contextmanager
def keyless(form: Form, client: Client) -> Iterator[Client]:
    """The cookie that opens the key is gone."""
    browser = same_browser(client)
    del browser.cookies[VAULT_COOKIE]
    yield browser


@contextmanager
def forged(form: Form, client: Client) -> Iterator[Client]:
    """The form comes without its token."""
    yield same_browser(client, enforce_csrf_checks=True)


@contextmanager
def broken(form: Form, client: Client) -> Iterator[Client]:
    """An error of ours, in the middle of the view."""

    def fail(*_args: object, **_more: object) -> NoReturn:
        raise RuntimeError("planted")

    browser = same_browser(client, raise_request_exception=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(*form.broken, fail)
        yield browser


Fault = Callable[[Form, Client], AbstractContextManager[Client]]
FAULTS: list[Fault] = [expired, keyless, forged, broken]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault.__name__))
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_text_comes_back_after_signing_in_again(form: Form, fault: Fault, cast: Cast) -> None:
    client = cast[form.writer].client
    fields, before = form.filled(client, cast, ""), applied()

    @FEW
    @named(LONG, *(ODD if fault is expired else ()))
    @given(TEXTS)
    def holds(text: str) -> None:
        with rows.undone(), fault(form, same_browser(client)) as browser:
            answer = form.send(browser, cast, fields | {form.box: typed(text)})
            if answer.status_code == 200:  # refused with a kind word before anything could fail: it stands below
                assert form_of(answer, form.css)[form.box] == text
                return
            assert answer.status_code in {302, 500}
            was_kept = "kept=1" in answer.headers.get("Location", "")
            if fault is keyless and not form.needs_key and not was_kept:
                assert stored(form, browser, cast) == text
                return
            back, landed = come_back(cast[form.writer], kept=was_kept)
            assert landed in {"/kept/", "/staff/kept/"}
            (link,) = offered(back, landed)
            path, query = link.split("?")
            assert path == form.path(cast)
            assert form.page(back, cast, f"?{query}")[form.box] == form.as_kept(text)
            assert applied() == before, "Something was done with the words that nobody asked for."

    holds()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_new_process_takes_the_form_of_the_old_one(form: Form, cast: Cast) -> None:
    client = cast[form.writer].client

    @FEW
    @example(LONG)
    @given(TEXTS)
    def holds(text: str) -> None:
        fields = form.filled(client, cast, text)
        browser = same_browser(client)
        start_anew()
        answer = form.send(browser, cast, fields)
        if answer.status_code == 200:  # too long, or too short, for this form: it stands below with a kind word
            assert answer.context["form"].errors
            assert answer.context["form"][form.box].value().replace("\r\n", "\n") == text
        else:
            kept = text.strip() if form is REASON else form.as_kept(text)
            assert stored(form, browser, cast) == kept

    holds()


def start_anew() -> None:
    """What a process keeps between requests is gone."""
    for remembered in (frozen_version, weeks_with_worksheet, edition_weeks):
        remembered.cache_clear()
    keyfile._cached = None


# Each try makes a row of its own, and the audit knows their order.
BY_LOG: dict[str, tuple[type[Model], str, str]] = {
    REASON.name: (CaseGrant, "grant.made", "reason"),
    EVENT.name: (AdverseEvent, "adverse-event.recorded", "words"),
    HAND_OVER.name: (HandOver, "case.handed-over", "note"),
}


def stored(form: Form, client: Client, cast: Cast) -> str:
    key = cast["anna"].case_key
    if form.name in BY_LOG:
        model, verb, field = BY_LOG[form.name]
        return sealing.open(key, model._default_manager.get(pk=newest(verb)), field)
    if form is NOTE:
        return notes.texts(cast["anna"], CaseNote.objects.latest("sequence"))[-1]
    if form is CORRECTION:
        return notes.texts(cast["anna"], CaseNote.objects.earliest("sequence"))[-1]
    if form.box == "text" and form.do == "":
        return sealing.open(key, Message.objects.latest("sequence"), "body")
    if form is ACKNOWLEDGE:
        # The first note stands alone; words that come later are signed, below it.
        return sealing.open(key, Alert.objects.get(), "note").split(f"Therese, {clock.today().isoformat()}:\n")[-1]
    if form in (RECORD, REVIEW):
        return sealed_to_people(form, cast)
    value: str = form.page(client, cast)[form.box]
    return value


def sealed_to_people(form: Form, cast: Cast) -> str:
    if form is RECORD:
        told = read_protection(
            row=ProtectionRecord.objects.get(pk=newest("protection.recorded")),
            by=cast["stina"].account,
            by_private=cast["stina"].private,
            today=clock.today(),
        )
        return told.facts
    row = LetterReview.objects.get()
    return Review.of(holders.open_for(private=cast["stina"].private, row=row, field="for_reader")).words


def newest(verb: str) -> str:
    """What was made last, as the audit says."""
    return AuditEvent.objects.filter(verb=verb).latest("id").subject


def others(cast: Cast, form: Form) -> list[Person]:
    return [person for name, person in cast.items() if name != form.writer]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_kept_text_is_its_writers_alone(form: Form, cast: Cast) -> None:
    words = "heron words that nobody else may read"
    fields = form.filled(cast[form.writer].client, cast, words)
    form.send(Client(), cast, fields)
    row = RescuedText.objects.get()
    assert words.encode() not in bytes(row.sealed or b"")
    for person in others(cast, form):
        kept = "/staff/kept/" if person.is_staff else "/kept/"
        assert words not in person.client.get(kept).content.decode()
        assert words not in person.client.get(f"{form.path(cast)}?rescued={row.pk}").content.decode()
        person.client.post(f"{kept}{row.pk}/let-go/")
        assert RescuedText.objects.filter(pk=row.pk).exists()
    mine = "/staff/kept/" if cast[form.writer].is_staff else "/kept/"
    assert words in cast[form.writer].client.get(mine).content.decode()
    assert cast[form.writer].client.post(f"{mine}{row.pk}/let-go/").headers["Location"] == mine
    assert not RescuedText.objects.exists()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_what_was_put_back_can_be_sent(form: Form, cast: Cast) -> None:
    """The way to the end: kept, put back, and sent by the writer's own hand."""
    client, before = cast[form.writer].client, applied()
    form.send(Client(), cast, form.filled(client, cast, "words that took the long way round"))
    fields = form.page(client, cast, f"?rescued={RescuedText.objects.get().pk}")
    assert form.send(client, cast, fields | ({"do": form.do} if form.do else {})).status_code == 302
    assert applied() != before
    assert stored(form, client, cast) == "words that took the long way round"


def test_a_page_that_tries_all_night_is_kept_once(cast: Cast) -> None:
    """The script goes on saving every fifteen seconds while nobody is signed in any more."""
    fields = WORKSHEET.filled(cast["anna"].client, cast, "first words")
    for words in ("first words", "first words and more", "first words and more still"):
        WORKSHEET.send(Client(), cast, fields | {WORKSHEET.box: words, "autosave": "1"})
    row = RescuedText.objects.get()
    assert (
        WORKSHEET.page(cast["anna"].client, cast, f"?rescued={row.pk}")[WORKSHEET.box] == "first words and more still"
    )
    assert AuditEvent.objects.filter(verb="text.rescued").count() == 1


def test_two_forms_are_kept_apart(cast: Cast) -> None:
    for words in ("one window", "another window"):
        QUESTION.send(Client(), cast, QUESTION.filled(cast["anna"].client, cast, words))
    assert RescuedText.objects.count() == 2


def test_a_form_key_of_somebody_else_reaches_no_row_of_theirs(cast: Cast) -> None:
    hers = QUESTION.filled(cast["anna"].client, cast, "hers")
    QUESTION.send(Client(), cast, hers)
    his = QUESTION.filled(cast["sol"].client, cast, "his") | {"form_key": hers["form_key"]}
    QUESTION.send(Client(), cast, his)
    assert sorted(str(row.account_id) for row in RescuedText.objects.all()) == sorted(
        str(cast[name].account_id) for name in ("anna", "sol")
    )


def test_the_page_of_an_error_says_where_the_words_are(cast: Cast) -> None:
    for form, kept in ((QUESTION, "/kept/"), (REASON, "/staff/kept/")):
        client = cast[form.writer].client
        with broken(form, client) as browser:
            answer = form.send(browser, cast, form.filled(client, cast, "a good reason to read"))
        assert answer.status_code == 500
        assert f'href="{kept}"' in answer.content.decode()


def test_the_page_of_an_error_without_words_promises_none(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = same_browser(cast["anna"].client, raise_request_exception=False)
    monkeypatch.setattr("therapist.views.my_messages.my_journey", lambda _request: 1 / 0)
    answer = browser.get("/messages/")
    assert answer.status_code == 500
    assert "/kept/" not in answer.content.decode()


def test_a_letter_is_kept_when_the_case_is_no_longer_hers(cast: Cast) -> None:
    """The grant ended while she wrote: the page is gone, her own words are not, and she is led to them."""
    form = next(form for form in FORMS if form.name == "letter")
    fields = form.filled(cast["therese"].client, cast, "half a letter")
    CaseGrant.objects.filter(staff_id=cast["therese"].account_id).update(case_key=None)
    assert form.send(cast["therese"].client, cast, fields).headers["Location"] == "/staff/kept/"
    assert "half a letter" in cast["therese"].client.get("/staff/kept/").content.decode()


def test_a_saved_letter_is_not_overwritten_unseen_by_a_rescued_one(cast: Cast) -> None:
    form = next(form for form in FORMS if form.name == "letter")
    client = cast["therese"].client
    lost = form.filled(client, cast, "the rescued one")
    form.send(client, cast, form.filled(client, cast, "the saved one"))
    form.send(Client(), cast, lost)
    page = client.get(f"{form.path(cast)}?rescued={RescuedText.objects.get().pk}").content.decode()
    assert "the rescued one" in page
    assert "the saved one" in page


def test_words_typed_while_the_passphrase_is_renewed_are_kept(cast: Cast) -> None:
    """Another window of the same browser is on its way to a new passphrase, which comes before anything else."""
    client = cast["anna"].client
    fields = QUESTION.filled(client, cast, "typed in the other window")
    session = client.session
    session["renew"] = True
    session.save()
    assert QUESTION.send(client, cast, fields).headers["Location"] == "/account/renew/"
    assert come_back(cast["anna"], kept=False)[1] == "/kept/"


def test_without_a_token_the_text_is_shown_and_not_stored(cast: Cast) -> None:
    browser: Any = Client(enforce_csrf_checks=True)
    answer = browser.post("/messages/", {"text": LONG.replace("\n", "\r\n"), "rescue": "made up"})
    assert answer.status_code == 403
    assert form_box(answer) == LONG
    assert not RescuedText.objects.exists()


def form_box(answer: Any) -> str:
    (text,) = answer.context["texts"]
    shown: str = text.replace("\r\n", "\n")
    return shown


def test_a_lost_password_leaves_no_page_that_cannot_open(cast: Cast) -> None:
    """What was sealed to the old key pair is gone with it; the page of kept words must still open."""
    REASON.send(Client(), cast, REASON.filled(cast["stina"].client, cast, "a good reason to read"))
    code = staff.reinvite(staff=cast["stina"].account, by="tests")
    staff.accept_invitation(email=cast["stina"].name, code=code, password=PASSWORD)
    assert not RescuedText.objects.exists()


def test_today_is_the_programmes(cast: Cast) -> None:
    QUESTION.send(Client(), cast, QUESTION.filled(cast["anna"].client, cast, "kept today"))
    assert RescuedText.objects.get().on_day == clock.today()
