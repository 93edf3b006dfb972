"""Every form of the participant's path, long text or one button: nothing of it is lost to an ended session, doubled by
a second press or a second window, or bound to the process that showed it.

Forms that take long texts are tried harder in `test_nothing_lost`; presses at one moment in `test_twice`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from program import clock
from program.actions import leaving, weeks
from program.contacts import book
from program.models import Alert, ConsentText, RescuedText
from tests import rows
from tests.architecture.test_urls import example, views
from tests.faults.test_nothing_lost import start_anew
from tests.faults.test_twice import last_page_of_joining
from tests.people import Person
from tests.program.test_agreeing import NEW, come_in, new_text
from tests.therapist import desk
from tests.worksheets.measuring import chosen, page_form
from tests.worksheets.pages import form_of
from worksheets.models import Response

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROOMS = ("program", "modules", "worksheets", "letters")
Fields = dict[str, Any]
Window = tuple[Client, str, Fields]


@dataclass(frozen=True)
class Cast:
    """Somebody in the middle, somebody who has not begun, and the browser of somebody who joins."""

    anna: Person
    sol: Person
    visitor: Client


@dataclass(frozen=True)
class Form:
    """`window` opens the form's page, as in one window of the writer's browser, and fills it in.

    `more` names the tables in which a second window rightly adds a row: each of the two has words, or a code, of its
    own. `again` those in which a second press does: each copy that is taken stands in the log.
    """

    name: str
    window: Callable[[Cast], Window]
    needs_session: bool = True
    again: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()


def button(path: str, **fields: str) -> Callable[[Cast], Window]:
    return lambda cast: (cast.anna.client, path, dict(fields))


def filled(path: str, css: str = "main form", to: str = "", **fields: str) -> Callable[[Cast], Window]:
    def window(cast: Cast) -> Window:
        client = cast.anna.client
        own = {name: cast.anna.secret if value == SECRET else value for name, value in fields.items()}
        return client, to or path, form_of(client.get(path), css) | own

    return window


SECRET = "the writer's own passphrase"


def paused(cast: Cast) -> Window:
    weeks.pause(journey=cast.anna.journey, by=cast.anna.account_id)
    return button("/account/resume/")(cast)


def gone(cast: Cast) -> Window:
    leaving.leave(journey=cast.anna.journey, by=cast.anna.account_id)
    return button("/account/take-part-again/")(cast)


def begun(cast: Cast) -> Window:
    return cast.sol.client, "/home/begin/", {}


def asked_how_it_is(cast: Cast) -> Window:
    client = cast.sol.client
    fields = page_form(client, do="save")
    return client, "/questions/", fields | chosen(fields, 1, 1, 0, 0, 0, 0, 0, 0, 0)


def asked_more(cast: Cast) -> Window:
    client = cast.sol.client
    alert = Alert.objects.filter(participant_id=cast.sol.account_id).first()
    if alert is None:
        fields = page_form(client, do="save")
        client.post("/questions/", fields | chosen(fields, *[0] * 8, 1))
        alert = Alert.objects.get(participant_id=cast.sol.account_id)
    path = f"/questions/more/{alert.pk}/"
    return client, path, form_of(client.get(path), "main form") | {"now": "no", "safe": "yes"}


def agreed(cast: Cast) -> Window:
    if not ConsentText.objects.filter(version=NEW).exists():
        new_text(cast.anna.enrolment.program, NEW, "The clinic has moved, heron.")
    return come_in(cast.anna), "/agree/", {"version": str(NEW), "agreed": "on"}


def sent(cast: Cast) -> Window:
    if not Response.objects.filter(participant_id=cast.anna.account_id, week=2).exists():
        desk.begin_worksheet(cast.anna, 2, "Sleep")
    client = cast.anna.client
    return client, "/week/2/worksheet/send/", form_of(client.get("/week/2/worksheet/review/"), "main form")


def coded(cast: Cast) -> Window:
    participant = cast.anna.participant
    if book.standing(participant.pk) is None:
        book.keep(participant=participant, address="heron@mail.example", today=clock.today())
    contact = book.standing(participant.pk)
    assert contact is not None
    return cast.anna.client, "/account/reminders/code/", {"code": book.code_of(contact)}


def uncoded(cast: Cast) -> Window:
    coded(cast)
    return button("/account/reminders/delete/")(cast)


def let_go(cast: Cast) -> Window:
    client = cast.anna.client
    kept = RescuedText.objects.filter(account=cast.anna.account_id).first()
    if kept is None:
        Client().post("/messages/", desk.form(client, "/messages/", text="typed in the dark"))
        kept = RescuedText.objects.get(account=cast.anna.account_id)
    return client, f"/kept/{kept.pk}/let-go/", {}


def renewed(cast: Cast) -> Window:
    """The last of its pages: a new passphrase and a new code, which is typed back."""
    client = come_in(cast.anna)
    client.post("/account/passphrase/", {"passphrase": cast.anna.secret})
    page: Any = client.get("/account/renew/")
    page = client.post("/account/renew/", form_of(page, "main form"))
    fields = form_of(page, "main form") | {"again": page.context["form"].secret}
    page = client.post("/account/renew/", fields)
    return client, "/account/renew/", form_of(page, "main form") | {"code_part": page.context["recovery"]}


def recoded(cast: Cast) -> Window:
    client, path = cast.anna.client, "/account/recovery-code/"
    page: Any = client.post(path, {"passphrase": cast.anna.secret})
    return client, path, form_of(page, "main form") | {"code_part": page.context["recovery"]}


def joined(cast: Cast) -> Window:
    return cast.visitor, "/join/", last_page_of_joining(cast.visitor)


CORRECT = "/week/1/worksheet/correct/"
LOG = frozenset({"program_auditevent"})
# Kept although it says the same: the first window may empty its own.
ASIDE = frozenset({"modules_stepnote"})
FORMS = [
    Form("program:join", joined, needs_session=False),
    Form("program:agree", agreed),
    Form("modules:begin", begun),
    Form("modules:step", filled("/week/1/4/", "form[data-autosave]", do="note", **{"note-1": "For me."}), more=ASIDE),
    Form("modules:keep", button("/week/1/4/keep/", do="keep")),
    Form("worksheets:fill", filled("/week/2/worksheet/", "form.worksheet", do="save", **{"q-need": "Sleep"})),
    Form("worksheets:send", sent),
    Form("worksheets:correct", filled("/week/1/worksheet/sent/", "main form:has([name=form_key])", to=CORRECT)),
    Form("worksheets:plan-write", filled("/help/plan/write/", "form.worksheet", do="save", **{"q-helps": "Tea"})),
    Form("worksheets:ask", asked_how_it_is),
    Form("worksheets:grading", asked_more),
    Form(
        "letters:messages", filled("/messages/", "#write", text="May I send it late?"), more=LOG | {"therapist_message"}
    ),
    Form("program:pause", button("/account/pause/")),
    Form("program:resume", paused),
    Form("program:come-back", button("/account/come-back/")),
    Form("program:leave-programme", button("/account/leave-programme/")),
    Form("program:take-part-again", gone),
    Form("program:idle", button("/account/idle/", minutes="15")),
    Form("program:still-here", button("/account/still-here/")),
    Form("program:language", button("/language/", language="sv", back="/account/"), needs_session=False),
    Form("program:reminders", filled("/account/reminders/", address="heron@mail.example", passphrase=SECRET)),
    Form("program:reminder-code", coded),
    Form("program:reminder-remove", uncoded),
    Form("program:passphrase", button("/account/passphrase/", passphrase=SECRET)),
    Form("program:renew", renewed),
    Form("program:recovery-code", recoded, more=LOG),
    Form("program:copy", filled("/account/copy/", passphrase=SECRET, kind="json"), again=LOG, more=LOG),
    Form("program:device-sign-out", button("/account/devices/sign-out/", number="no such device")),
    Form("program:sign-out-everywhere", button("/account/devices/sign-out-everywhere/")),
    Form("program:let-go", let_go),
    Form("program:sign-out", button("/sign-out/")),
    Form("program:erase", filled("/account/erase/", passphrase=SECRET)),
]
# They open a session, or end it from any page, and keep nothing.
DOORS = {"program:sign-in", "program:recover", "program:exit"}
# The same form, sent from the address of its page.
TWINS = {"program:join-page"}


@pytest.fixture
def cast(anna: Person, sol: Person, therese: Person) -> Cast:
    return Cast(anna, sol, Client())


def test_no_form_is_forgotten(anna: Person) -> None:
    """Whatever address of the path takes a post stands in the list."""
    ours = [(name, example(path)) for name, path, _entry in views(get_resolver()) if name.split(":")[0] in ROOMS]
    takes = {name for name, url in ours if url and "POST" in anna.client.options(url).headers.get("Allow", "")}
    assert takes == {form.name for form in FORMS} | DOORS | TWINS


def differ(before: rows.Contents, after: rows.Contents) -> set[str]:
    """The tables in which anything is not as it was, less sessions."""
    return {name for name in before if before[name] != after[name]} - SESSIONS


SESSIONS = {"program_session", "django_session"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_after_the_session_has_ended_nothing_happens_and_the_words_are_kept(form: Form, cast: Cast) -> None:
    if not form.needs_session:
        return
    _client, path, fields = form.window(cast)
    before = rows.contents()
    answer = Client().post(path, fields)
    assert answer.headers["Location"].startswith("/sign-in/")
    kept = {"program_rescuedtext", "program_auditevent"} if "kept=1" in answer.headers["Location"] else set()
    assert differ(before, rows.contents()) == kept


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_in_a_new_process_twice_and_in_two_windows_it_is_done_once(form: Form, cast: Cast) -> None:
    client, path, fields = form.window(cast)
    other, _path, in_the_other = form.window(cast)
    start_anew()
    once = pressed(client, path, fields)
    twice = pressed(client, path, fields)
    assert {name for name in once if once[name] != twice[name]} == form.again
    last = pressed(other, path, in_the_other)
    assert {name for name in once if twice[name] != last[name]} == form.more


def pressed(client: Client, path: str, fields: Fields) -> dict[str, int]:
    """How many rows each table has afterwards."""
    assert client.post(path, fields).status_code in {200, 204, 302}
    return {name: len(found) for name, found in rows.contents().items() if name not in SESSIONS}
