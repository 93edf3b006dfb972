"""Texts of one case, opened for one page. Links that people typed are shown as text, and onion addresses masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from program.models import Alert, EditionWeek
from therapist.access import Sheet
from therapist.actions.adverse import Coded, coded_of
from therapist.changes import Changes, compare
from therapist.models import AdverseEvent, HandOver, Letter, Message, SecondReading, StaleLetter
from therapist.words import Words, words_of
from vault import sealing
from vault.sealing import CaseKey
from worksheets.models import Response
from worksheets.reading import ShownAnswer, answered, as_shown
from worksheets.recurring import recurring

# So long the note of a hand-over stands open on the case. Own choice.
FRESH = timedelta(days=14)
NO_TITLES: Mapping[int, str] = {}


@dataclass(frozen=True)
class ReadLetter:
    """A letter that was sent, with the answers that it is about."""

    week: int
    body: str
    step: str
    sent_on: date | None
    signed: str
    version: "ReadVersion | None"


@dataclass(frozen=True)
class ReadVersion:
    """One worksheet as its writer saw it when sending it."""

    place: str
    number: int
    sent_on: date | None
    answers: Sequence[ShownAnswer]
    case: UUID
    edition: UUID

    @property
    def recurring(self) -> frozenset[str]:
        """The keys of questions that other weeks ask too: their answers can be lined up."""
        return recurring(self.edition)


@dataclass(frozen=True)
class ReadMessage:
    body: str
    day: date
    is_from_staff: bool
    signed: str
    is_new: bool
    wants_answer: bool = True
    # The week of the letter that it answers, by its title.
    about: str = ""


@dataclass(frozen=True)
class ReadSheet:
    """One week with all its texts: the newest worksheet first, and the letters in the order they were sent."""

    sheet: Sheet
    versions: Sequence[ReadVersion]
    letters: Sequence[ReadLetter]
    leaving: ReadLetter | None = None
    asked: ReadLetter | None = None

    @property
    def newest(self) -> ReadVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def has_correction(self) -> bool:
        return len(self.versions) > 1

    @property
    def changes(self) -> Changes | None:
        """Between the two newest versions; None where there is one."""
        if not self.has_correction:
            return None
        new, old = self.versions[:2]
        return compare(old.number, old.answers, new.answers)


def read_sheet(key: CaseKey, sheet: Sheet) -> ReadSheet:
    """What was handed in and sent in one week, the letter on its way too. The one being written is not among it."""
    return ReadSheet(
        sheet=sheet,
        versions=[read_version(key, response) for response in reversed(sheet.responses)],
        letters=[read_letter(key, letter) for letter in sheet.sent],
        leaving=read_letter(key, sheet.leaving) if sheet.leaving else None,
        asked=read_letter(key, sheet.asked) if sheet.asked else None,
    )


def read_version(key: CaseKey, response: Response) -> ReadVersion:
    return ReadVersion(
        place=place_of(response),
        number=response.number,
        sent_on=response.submitted_on,
        answers=answered(key, response),
        case=response.participant_id,
        edition=response.version.edition_id,
    )


def place_of(response: Response) -> str:
    """Week and version: what a button on the page calls this worksheet."""
    return f"{response.week}.{response.number}"


def read_letter(key: CaseKey, letter: Letter, *, with_answers: bool = False) -> ReadLetter:
    """The answers beside it are opened only where the page shows them."""
    response = letter.response if with_answers else None
    words = words_of(key, letter)
    return ReadLetter(
        week=letter.week,
        body=as_shown(words.text),
        step=as_shown(words.step),
        sent_on=letter.sent_on,
        signed=letter.author.work_name,
        version=read_version(key, response) if response else None,
    )


def read_before_it_goes(key: CaseKey, sheet: Sheet, letter: Letter, *, signed: str) -> ReadLetter:
    """A letter that nobody reads yet, as it will be read: about the newest worksheet, signed by whoever sends it."""
    newest = sheet.newest
    return replace(read_letter(key, letter), signed=signed, version=read_version(key, newest) if newest else None)


def read_messages(key: CaseKey, messages: Sequence[Message], weeks: Sequence[EditionWeek] = ()) -> list[ReadMessage]:
    titles = {week.number: week.title for week in weeks}
    return [read_message(key, message, titles) for message in messages]


def read_message(key: CaseKey, message: Message, titles: Mapping[int, str] = NO_TITLES) -> ReadMessage:
    return ReadMessage(
        body=as_shown(sealing.open(key, message, "body")),
        day=message.on_day,
        is_from_staff=message.is_from_staff,
        signed=message.author.work_name if message.author else "",
        is_new=not message.read,
        wants_answer=message.wants_answer,
        about=titles.get(message.about or 0, ""),
    )


@dataclass(frozen=True)
class Writing:
    """The letter being written: its text and its step, and the save that it is."""

    written: Words
    base: int
    by: str

    @property
    def words(self) -> int:
        return len(self.written.text.split())


def read_writing(key: CaseKey, sheet: Sheet) -> Writing:
    draft = sheet.draft
    if draft is None:
        return Writing(written=Words(""), base=0, by="")
    return Writing(written=words_of(key, draft), base=draft.base, by=draft.author.work_name)


@dataclass(frozen=True)
class ReadSecond:
    """One colleague who was asked to read the letter; comments where it was returned."""

    name: str
    asked_on: date
    done_on: date | None
    comments: str
    is_open: bool


def read_seconds(key: CaseKey, rows: Sequence[SecondReading]) -> list[ReadSecond]:
    return [
        ReadSecond(
            name=row.reader.work_name,
            asked_on=row.asked_on,
            done_on=row.done_on,
            comments=sealing.open(key, row, "comments") if row.comments else "",
            is_open=row.is_open,
        )
        for row in rows
    ]


def read_preview(words: Words) -> Words:
    """As the participant will be shown it."""
    return Words(as_shown(words.text), as_shown(words.step))


@dataclass(frozen=True)
class KeptAside:
    """The text of a window that another one had overtaken."""

    id: UUID
    words: Words
    by: str


def read_kept_aside(key: CaseKey, rows: Sequence[StaleLetter]) -> list[KeptAside]:
    return [KeptAside(row.pk, words_of(key, row), row.author.work_name) for row in rows]


@dataclass(frozen=True)
class ReadEvent:
    """One adverse event of a case, with the words that its readers may see."""

    coded: Coded
    words: str
    happened_on: date
    recorded_on: date
    recorded_by: str


def read_event(key: CaseKey, event: AdverseEvent) -> ReadEvent:
    return ReadEvent(
        coded=coded_of(event),
        words=as_shown(sealing.open(key, event, "words")) if event.words else "",
        happened_on=event.happened_on,
        recorded_on=event.recorded_on,
        recorded_by=event.recorded_by.work_name,
    )


@dataclass(frozen=True)
class ReadAlert:
    """The sealed part of an alert: what was answered and why that matters, the short questions, what staff wrote."""

    answer: str
    more: str
    note: str


def read_alert(key: CaseKey, alert: Alert) -> ReadAlert:
    """Empty where there is nothing: an alert that a sweep raised has no answer."""
    texts = {
        name: as_shown(sealing.open(key, alert, name)) if getattr(alert, name) else ""
        for name in ("answer", "more", "note")
    }
    return ReadAlert(**texts)


@dataclass(frozen=True)
class ReadHandOver:
    """The note of one hand-over; `is_fresh` while whoever took over may still be reading themselves in."""

    note: str
    given_by: str
    taken_by: str
    on_day: date
    is_fresh: bool


def read_hand_over(key: CaseKey, row: HandOver, today: date) -> ReadHandOver:
    return ReadHandOver(
        note=as_shown(sealing.open(key, row, "note")),
        given_by=row.given_by.work_name,
        taken_by=row.taken_by.work_name,
        on_day=row.on_day,
        is_fresh=today - row.on_day <= FRESH,
    )
