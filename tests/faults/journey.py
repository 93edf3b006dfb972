"""Everything that people do here, done once through the pages, with words planted wherever somebody can type."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie
from typing import Any, NoReturn

import pytest
from django.test import Client

from program.models import Enrolment, Participant
from tests import people
from tests.faults.test_twice import last_page_of_joining
from tests.people import Person
from tests.worksheets.pages import form_of
from therapist.actions import messages

ADDRESS = "203.0.113.77"
BROWSER = "HeronBrowser/9.1 (Planted)"
ELSEWHERE = "https://elsewhere-planted.example"

ANSWER = "heron-answer, the evenings are hard"
DRAFT = "heron-draft, I have not sent this"
QUESTION = "otter-question, may I write at night"
STEP = "put the big light on, puffin-step"
LETTER = "kingfisher-letter, thank you for this start"
REPLY = "kingfisher-reply, of course you may"
REASON = "lantern-reason, she asked me about week one"
EVENT = "plover-event, they slept badly for two weeks"
NOTE = "siskin-note, they open up when asked about the garden"
FACTS = "curlew-facts, they were asked to look after a relative's child"
CONSULTED = "curlew-consulted, the supervisor on that day"
WHY = "curlew-why, nobody can be recognised"
LOST = "otter-lost, typed when the session was gone"
CANARY = "canary-in-scope-of-an-error"
WRONG = "wrong-passphrase-typed-at-the-door"
TEXTS = (ANSWER, DRAFT, QUESTION, LETTER, STEP, REPLY, REASON, EVENT, NOTE, FACTS, CONSULTED, WHY, LOST, CANARY, WRONG)


class Recording(Client):
    """A browser from a known address that remembers every answer."""

    def __init__(self, **options: Any) -> None:
        super().__init__(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=BROWSER, HTTP_X_FORWARDED_FOR=ADDRESS, **options)
        self.answers: list[Any] = []

    def again(self) -> "Recording":
        """As it stands now, whatever this one does later."""
        browser = Recording(raise_request_exception=self.raise_request_exception)
        browser.cookies, browser.answers = deepcopy(self.cookies), list(self.answers)
        return browser

    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        self.answers.append(answer)
        return answer


@dataclass
class Journey:
    """Who took part, by which browsers, all that must stay secret of it, and what it left beside the database: words in
    the log, mails, temporary files."""

    anna: Person
    therese: Person
    stina: Person
    hers: Recording
    at_the_desk: Recording
    secrets: list[str] = field(default_factory=list)
    said: str = ""
    left: list[object] = field(default_factory=list)

    def again(self) -> "Journey":
        """With browsers of its own."""
        return replace(self, hers=self.hers.again(), at_the_desk=self.at_the_desk.again())

    @property
    def participant(self) -> Participant:
        return self.anna.participant

    @property
    def planted(self) -> list[str]:
        """Nobody but the people themselves may ever find these."""
        return [*TEXTS, *self.secrets, ADDRESS, "HeronBrowser", "elsewhere-planted"]


def walk(therese: Person, stina: Person) -> Journey:
    """From joining to a letter, with every kind of mishap on the way."""
    hers = Recording(raise_request_exception=False)
    anna = join(hers)
    write_and_send(hers)
    desk = Recording(raise_request_exception=False)
    staff_sign_in(desk, therese)
    answer(desk, anna)
    write_down(desk, anna)
    read_and_ask(hers)
    supervise(stina, anna)
    journey = Journey(anna, therese, stina, hers, desk)
    journey.secrets += [anna.name, anna.secret, anna.recovery_code, therese.name, therese.secret, stina.secret]
    mishaps(journey)
    return journey


def join(browser: Recording) -> Person:
    fields = last_page_of_joining(browser)
    contexts = [answer.context for answer in browser.answers if answer.context]
    shown = next(context for context in reversed(contexts) if "recovery" in context)
    browser.post("/join/?planted=heron-in-a-query", fields)
    account = Enrolment.objects.get().participant_id
    return Person(account, shown["name"], shown["passphrase"], shown["recovery"])


def write_and_send(browser: Recording) -> None:
    browser.post("/home/begin/")
    for path in ("/home/", "/week/1/", "/week/1/1/", "/account/", "/help/", "/limits/", "/about/", "/what-we-keep/"):
        browser.get(path)
    fields = form_of(browser.get("/week/1/worksheet/"))
    box = next(name for name in fields if name.startswith("q-"))
    browser.post("/week/1/worksheet/", fields | {box: DRAFT, "autosave": "1"})
    fields = form_of(browser.get("/week/1/worksheet/"))
    browser.post("/week/1/worksheet/", fields | {box: ANSWER, "do": "read"})
    fields = form_of(browser.get("/week/1/worksheet/review/"), "main form")
    browser.post("/week/1/worksheet/send/", fields)
    browser.get("/week/1/worksheet/sent/")


def staff_sign_in(browser: Recording, person: Person) -> None:
    browser.post("/staff/sign-in/", {"email": person.name, "password": person.secret})
    person.account.authenticatordevice_set.update(last_step=-1)
    assert browser.post("/staff/sign-in/code/", {"code": people.code_now()}).status_code == 302


def answer(browser: Recording, anna: Person) -> None:
    for path in ("/staff/inbox/", "/staff/caseload/", f"/staff/case/{anna.account_id}/", "/staff/account/"):
        assert browser.get(path).status_code == 200
    path = f"/staff/case/{anna.account_id}/week/1/"
    fields = form_of(browser.get(path), "form:has(textarea)")
    assert browser.post(path, fields | {"text": LETTER, "step": STEP, "do": "send"}).status_code == 302
    path = f"/staff/case/{anna.account_id}/messages/"
    browser.post(path, form_of(browser.get(path), "form:has(textarea)") | {"text": REPLY})


def write_down(browser: Recording, anna: Person) -> None:
    """An adverse event, a private note, and a child-protection record."""
    path = f"/staff/case/{anna.account_id}/timeline/"
    assert browser.post(path, form_of(browser.get(path), "form:has(textarea)") | {"text": NOTE}).status_code == 302
    path = f"/staff/case/{anna.account_id}/adverse/"
    codes = {"kind": "worse", "severity": "mild", "relation": "possible", "action": "watched", "words": EVENT}
    assert browser.post(path, form_of(browser.get(path), "form:has(textarea)") | codes).status_code == 302
    path = f"/staff/case/{anna.account_id}/protection/"
    told = {"facts": FACTS, "identifiable": "no", "consulted": CONSULTED, "decision": "not-reported", "why": WHY}
    assert browser.post(path, form_of(browser.get(path), "form:has(textarea)") | told).status_code == 302
    for path in ("/staff/progress/", "/staff/caseload/"):
        assert browser.get(path).status_code == 200


def read_and_ask(browser: Recording) -> None:
    assert LETTER in browser.get("/week/1/letter/").content.decode()
    assert STEP in browser.get("/home/").content.decode()
    fields = form_of(browser.get("/messages/"), "form:has(textarea)")
    assert browser.post("/messages/", fields | {"text": QUESTION}).status_code == 302
    assert QUESTION in browser.get("/messages/").content.decode()


def supervise(stina: Person, anna: Person) -> None:
    fields = {"alias": anna.participant.alias, "reason": REASON}
    assert stina.client.post("/staff/open/", fields).status_code == 302


def mishaps(journey: Journey) -> None:
    """Refused at the door, lost on the way, broken in the middle."""
    stranger = Recording(raise_request_exception=False)
    stranger.post("/sign-in/", {"name": journey.anna.name, "passphrase": WRONG})
    stranger.post("/staff/sign-in/", {"email": journey.therese.name, "password": WRONG})
    stranger.post("/recover/", {"name": journey.anna.name, "code": WRONG})
    assert journey.hers.get("/week/99/?planted=heron-in-a-query").status_code == 404
    stranger.get("/", HTTP_HOST="elsewhere-planted.example")
    fields = form_of(journey.hers.get("/messages/"), "form:has(textarea)")
    stranger.post("/messages/", fields | {"text": LOST})
    strict = Recording(enforce_csrf_checks=True)
    strict.cookies = SimpleCookie({name: morsel.value for name, morsel in journey.hers.cookies.items()})
    strict.post("/messages/", {"text": LOST}, HTTP_ORIGIN=ELSEWHERE, HTTP_REFERER=f"{ELSEWHERE}/page?heron-in-a-query")
    strict.post("/messages/", {"text": LOST}, secure=True, HTTP_REFERER=f"{ELSEWHERE}/page?heron-in-a-query")
    with breaking():
        assert journey.hers.post("/messages/", fields | {"text": CANARY}).status_code == 500


@contextmanager
def breaking() -> Iterator[None]:
    """An error of ours, with the text that was typed both in scope and in its own words."""

    def fail(*, text: str, **_more: object) -> NoReturn:
        typed = text
        raise RuntimeError(f"It fails on {typed!r}.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(messages, "ask", fail)
        yield
