"""What the desk's tests share: addresses, letters and messages as their writers send them, and what was stored."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.test import Client

from program import clock
from program.models import AuditEvent
from tests.people import Person
from therapist.actions import dispatch, letters, messages, second
from therapist.actions.letters import Place, Window, Written
from therapist.words import Words
from worksheets.actions import drafts, sending
from worksheets.models import Response, WorksheetVersion

TEXT = "Dear you,\n\nthank you for the quiet evening you wrote about. Try the walk by the river once more."
DAY = timedelta(days=1)
STEP = "Walk by the river once before Sunday."
TYPED = {"short_text", "long_text"}


def letter_url(person: Person, week: int = 1) -> str:
    return f"/staff/case/{person.account_id}/week/{week}/"


def place(person: Person, week: int = 1) -> Place:
    newest = Response.objects.filter(participant=person.participant, week=week, state="submitted").last()
    return Place(person.enrolment, person.case_key, week, newest)


def save(
    person: Person, by: Person, text: str = TEXT, *, step: str = "", window: Window | None = None, week: int = 1
) -> Written:
    return letters.save_draft(
        place=place(person, week),
        window=window or Window(uuid4(), 0),
        words=Words(text, step),
        by=by.account_id,
        today=clock.today(),
    )


def send(
    person: Person,
    by: Person,
    text: str = TEXT,
    *,
    step: str = "",
    window: Window | None = None,
    week: int = 1,
    leaves_at: datetime | None = None,
) -> Written:
    return dispatch.send(
        place=place(person, week),
        window=window or Window(uuid4(), 0),
        words=Words(text, step),
        by=by.account_id,
        today=clock.today(),
        leaves_at=leaves_at,
    )


def ask(person: Person, text: str = "May I send it late?", form_key: UUID | None = None) -> None:
    messages.ask(
        enrolment=person.enrolment,
        key=person.case_key,
        text=text,
        form_key=form_key or uuid4(),
        by=person.account_id,
        today=clock.today(),
    )


def answer(person: Person, by: Person, text: str = "Of course.", form_key: UUID | None = None) -> None:
    messages.answer(
        enrolment=person.enrolment,
        key=person.case_key,
        text=text,
        form_key=form_key or uuid4(),
        by=by.account_id,
        today=clock.today(),
    )


def begin_worksheet(person: Person, week: int, words: str) -> None:
    """The participant has written something and not sent it."""
    version = WorksheetVersion.objects.get(edition=person.enrolment.edition, week=week)
    drafts.save_draft(
        participant=person.participant,
        version=version,
        week=week,
        key=person.case_key,
        answers={question["key"]: words for question in version.questions if question["kind"] in TYPED},
        base=0,
        form_key=uuid4(),
        by=person.account_id,
    )


def correct_worksheet(person: Person, week: int = 1, words: str = "I have thought about it again.") -> Response:
    """The participant sends the same worksheet once more, with other words."""
    journey, key = person.journey, person.case_key
    sent = Response.objects.filter(participant=person.participant, week=week).latest("number")
    draft = sending.start_correction(journey=journey, response=sent, key=key, form_key=uuid4(), by=person.account_id)
    question = next(row for row in draft.version.questions if row["kind"] in TYPED)
    drafts.save_draft(
        participant=person.participant,
        version=draft.version,
        week=week,
        key=key,
        answers={question["key"]: words},
        base=draft.base,
        form_key=uuid4(),
        by=person.account_id,
    )
    draft.refresh_from_db()
    sending.submit(journey=journey, response=draft, key=key, form_key=uuid4(), by=person.account_id)
    return draft


def form(client: Client, url: str, **fields: Any) -> dict[str, Any]:
    """The fields that a browser would post from this page, changed by `fields`."""
    context = client.get(url).context
    newest = context["shown"].sheet.newest if "shown" in context else None
    thread = context.get("thread")
    state = thread.newest_question if thread else newest and newest.pk
    posted = {
        "form_key": str(context["form_key"]),
        "rescue": str(context["rescue_token"]),
        "base": context.get("base", ""),
        "state": state or "",
    }
    if "shown" in context and str(fields.get("do", "")).startswith("send"):
        posted["step"] = STEP
    return posted | fields


def verbs(case: UUID) -> list[str]:
    return list(AuditEvent.objects.filter(case=str(case)).order_by("id").values_list("verb", flat=True))


def stored(words: str) -> bool:
    """Whether these words stand anywhere in the tables of this room, in any column."""
    tables = [model._default_manager.values_list() for model in apps.get_app_config("therapist").get_models()]
    return any(words.encode() in as_bytes(cell) for table in tables for row in table for cell in row)


def as_bytes(cell: object) -> bytes:
    return bytes(cell) if isinstance(cell, memoryview | bytes) else str(cell).encode()


def ask_to_read(person: Person, by: Person, reader: Person, *, window: Window | None = None) -> Written:
    return second.ask(
        place=place(person),
        window=window or Window(uuid4(), 0),
        words=Words(TEXT, STEP),
        reader=reader.account,
        by=by.account_id,
        today=clock.today(),
    )
