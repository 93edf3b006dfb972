"""Every form that takes a long text: who writes in it, where, in which box, and what would break under it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.db import connection
from django.test import Client

from modules.actions import keeping
from modules.models import ProgrammePage, StepNote
from modules.views import arms, fixing, packs, releasing
from program.actions import alerts, grants
from program.choices import OutcomeKind
from program.models import Alert, CaseGrant, FixRequest
from tests import people
from tests.people import Person
from tests.therapist.samples import MARKS
from tests.worksheets.pages import form_of, links
from therapist.actions import (
    adverse,
    handing_over,
    letters,
    message_drafts,
    messages,
    notes,
    protection,
    reviews,
)
from therapist.models import (
    AdverseEvent,
    CaseNote,
    HandOver,
    Letter,
    LetterReview,
    Message,
    MessageDraft,
    NoteWording,
    ProtectionRecord,
    UnsentMessage,
)
from therapist.views import my_messages
from worksheets.actions import letter_templates
from worksheets.models import LetterTemplate, Response, SafetyPlan, StaleCopy
from worksheets.views import filling, own_plan

Cast = dict[str, Person]


@dataclass(frozen=True)
class Form:
    """`broken` is the one inner function that the fault tests let fail."""

    name: str
    writer: str
    place: str
    box: str
    broken: tuple[Any, str]
    css: str = "form:has(textarea)"
    do: str = ""
    # A worksheet's boxes, and a reason, drop the white space around a text; nothing else is ever changed.
    trims: bool = False
    # What must be chosen beside the text.
    also: Mapping[str, str] = field(default_factory=dict)
    # A text sealed to somebody else's public key is taken without one's own.
    needs_key: bool = True

    def as_kept(self, text: str) -> str:
        return text.strip() if self.trims else text

    def path(self, cast: Cast) -> str:
        alert = Alert.objects.get().pk if "{alert}" in self.place else None
        note = CaseNote.objects.earliest("sequence").pk if "{note}" in self.place else None
        letter = Letter.objects.get(participant=cast["sol"].account_id).pk if "{letter}" in self.place else None
        page = ProgrammePage.objects.get(locale__language_code="en").pk if "{page}" in self.place else None
        asked = FixRequest.objects.get().pk if "{asked}" in self.place else None
        anna = cast["anna"].account_id
        return self.place.format(anna=anna, alert=alert, note=note, letter=letter, page=page, asked=asked)

    def page(self, client: Client, cast: Cast, query: str = "") -> Any:
        """What the browser would post from the page as it stands, less the buttons."""
        response = client.get(self.path(cast) + query)
        assert response.status_code == 200, response
        return form_of(response, self.css)

    def filled(self, client: Client, cast: Cast, text: str) -> dict[str, Any]:
        """The fields with this text in the box.

        The token against forgery is left out: most test browsers do not look at it, and one of the faults is its loss.
        """
        fields: dict[str, Any] = self.page(client, cast) | {self.box: typed(text)}
        del fields["csrfmiddlewaretoken"]
        fields |= self.also
        if self.do:
            fields["do"] = self.do
        if self.name == "reason":
            fields["alias"] = cast["anna"].participant.alias
        if self.name == "hand-over":
            offered = [str(cast[name].account_id) for name in ("tom", "therese")]
            fields["colleague"] = next(staff for staff in offered if staff != fields["instead_of"])
        if self.name == "acknowledge":
            fields["outcome"] = OutcomeKind.PLAN.value
        return fields

    def send(self, client: Client, cast: Cast, fields: dict[str, Any]) -> Any:
        return client.post(self.path(cast), fields)


WORKSHEET = Form(
    "worksheet",
    "anna",
    "/week/2/worksheet/",
    "q-need",
    (filling, "save_draft"),
    css="form.worksheet",
    do="save",
    trims=True,
)
PLAN = Form(
    "plan", "anna", "/help/plan/write/", "q-helps", (own_plan, "save_plan"), css="form.worksheet", do="save", trims=True
)
QUESTION = Form("question", "anna", "/messages/", "text", (messages, "ask"), css="#write")
UNSENT = Form("unsent", "anna", "/messages/", "text", (my_messages, "save"), css="#write", do="save")
STEP_NOTE = Form(
    "step-note", "anna", "/week/1/4/", "note-1", (keeping, "save_note"), css="form[data-autosave]", do="note"
)
LETTER = Form(
    "letter",
    "therese",
    "/staff/case/{anna}/week/1/",
    "text",
    (letters, "save_draft"),
    do="save",
)
ANSWER = Form("answer", "therese", "/staff/case/{anna}/messages/", "text", (messages, "answer"))
ANSWER_DRAFT = Form(
    "answer-draft", "therese", "/staff/case/{anna}/messages/", "text", (message_drafts, "save"), do="save"
)
REASON = Form("reason", "stina", "/staff/open/", "reason", (grants, "open_with_reason"))
HAND_OVER = Form("hand-over", "stina", "/staff/case/{anna}/hand-over/", "note", (handing_over, "hand_over"))
ACKNOWLEDGE = Form(
    "acknowledge", "therese", "/staff/alerts/{alert}/", "note", (alerts, "acknowledge"), do="acknowledge"
)
EVENT = Form(
    "event",
    "therese",
    "/staff/case/{anna}/adverse/",
    "words",
    (adverse, "record_event"),
    also={"kind": "worse", "severity": "mild", "relation": "unknown", "action": "watched"},
)
RECORD = Form(
    "record",
    "therese",
    "/staff/case/{anna}/protection/",
    "facts",
    (protection, "record_protection"),
    also={"identifiable": "no", "consulted": "Nobody yet.", "decision": "open", "why": "Not decided."},
    needs_key=False,
)
NOTE = Form("note", "therese", "/staff/case/{anna}/timeline/", "text", (notes, "add_note"))
CORRECTION = Form("correction", "therese", "/staff/case/{anna}/notes/{note}/", "text", (notes, "correct_note"))
REVIEW = Form(
    "review",
    "stina",
    "/staff/supervision/letters/{letter}/",
    "words",
    (reviews, "review"),
    also=MARKS,
    needs_key=False,
)
# No button has this value: the form's own has none.
TEMPLATE = Form(
    "template",
    "therese",
    "/staff/templates/eight-weeks/en/setback/",
    "text",
    (letter_templates, "change_template"),
    do="save",
    needs_key=False,
)
FORMS = [WORKSHEET, QUESTION, LETTER, ANSWER, REASON, ACKNOWLEDGE, EVENT, RECORD, NOTE, CORRECTION, REVIEW, HAND_OVER]
FORMS += [PLAN, TEMPLATE, ANSWER_DRAFT, UNSENT, STEP_NOTE]

# Of the studio: short, and in two steps or with more than a text in them (`test_studio_forms`).
FIX = Form(
    "fix",
    "arne",
    "/cms/programme/{page}/fix/",
    "reason",
    (fixing, "look_at"),
    also={"wrong": "0771 22 00 60", "right": "112"},
)
SENT_BACK = Form(
    "sent-back",
    "rikard",
    "/cms/programme/{page}/fix/asked/{asked}/",
    "comment",
    (releasing, "send_fix_back"),
    css="form[action='#back']",
    do="back",
)
ARMS = Form(
    "arms",
    "arne",
    "/cms/programme/{page}/arms/",
    "arm-1-title",
    (arms, "bring_arms"),
    css="form:has([name='arm-1-title'])",
    also={"arm-0-title": "Letters each week", "arm-1-key": "calls", "arm-1-weight": "2"},
)
COPY = Form(
    "copy",
    "arne",
    "/cms/programme/{page}/copy/",
    "title",
    (packs, "copy_programme"),
    css="form:has([name='slug'])",
    also={"slug": "nine-weeks", "language": "sv"},
)
STUDIO = [FIX, SENT_BACK, ARMS, COPY]


def typed(text: str) -> str:
    """As a browser sends it: every line end is CRLF."""
    return text.replace("\n", "\r\n")


def same_browser(client: Client, **options: Any) -> Client:
    """With the same cookies, and nothing else that the other one remembers."""
    browser = Client(**options)
    browser.cookies = SimpleCookie({name: morsel.value for name, morsel in client.cookies.items()})
    return browser


def applied() -> tuple[int, ...]:
    """How many rows there are of all that these forms make."""
    models = (
        *(Response, StaleCopy, SafetyPlan, Letter, Message, MessageDraft, UnsentMessage, CaseGrant),
        *(AdverseEvent, ProtectionRecord, NoteWording, LetterReview, HandOver, LetterTemplate, StepNote),
    )
    counts = ", ".join(f"(SELECT COUNT(*) FROM {model._meta.db_table})" for model in models)  # noqa: S608 (our tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        found: tuple[int, ...] = cursor.fetchone()
    return *found, Alert.objects.exclude(acknowledged_on=None).count()


def come_back(person: Person, *, kept: bool) -> tuple[Client, str]:
    """Signs in by hand in a browser of its own; returns it, and where it was led."""
    client = Client()
    asked = "?kept=1" if kept else ""
    if not person.is_staff:
        response = client.post(f"/sign-in/{asked}", {"name": person.name, "passphrase": person.secret})
        return client, response.headers["Location"]
    response = client.post(f"/staff/sign-in/{asked}", {"email": person.name, "password": person.secret})
    assert response.headers["Location"] == "/staff/sign-in/code/"
    person.account.authenticatordevice_set.update(last_step=-1)
    response = client.post("/staff/sign-in/code/", {"code": people.code_now()})
    return client, response.headers["Location"]


def offered(client: Client, page: str) -> list[str]:
    """Where the page's buttons would put kept words back."""
    return links(client.get(page), "a.button[href*='rescued=']")
