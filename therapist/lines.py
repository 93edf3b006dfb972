"""The timeline of a case as its page shows it: each line in words, and the texts of this page opened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from program.access import Case
from program.alerting import facts_of
from program.models import Account
from therapist import reading
from therapist.actions.adverse import coded_of
from therapist.alerts import SIGNS
from therapist.note_reading import ReadNote, read_note
from therapist.reading import ReadLetter, ReadMessage, ReadVersion
from therapist.timeline import Found, Kind, Moment


@dataclass(frozen=True)
class Line:
    """One line. At most one of the texts is there; a quiet line has none, and may lead to its page by `url`."""

    day: date
    kind: str
    title: str
    state: str
    url: str = ""
    worksheet: ReadVersion | None = None
    letter: ReadLetter | None = None
    message: ReadMessage | None = None
    note: ReadNote | None = None


def lines(case: Case, found: Sequence[Found | Moment], reader: Account) -> list[Line]:
    """No statement: all rows are there."""
    weeks = {week.number: week.title for week in case.journey.weeks}
    return [
        _text(case, one, weeks, reader) if isinstance(one, Found) else _quiet(case.participant.pk, one) for one in found
    ]


def _text(case: Case, found: Found, weeks: Mapping[int, str], reader: Account) -> Line:
    row, day = found.row, found.place.day
    if found.kind is Kind.MESSAGE:
        message = reading.read_message(case.key, row)
        whose = message.signed if message.is_from_staff else case.participant.alias
        return Line(day, found.kind, _("Message from %(name)s") % {"name": whose}, "open", message=message)
    if found.kind is Kind.NOTE:
        note = read_note(case.key, row, reader)
        return Line(day, found.kind, _("Private note by %(name)s") % {"name": note.by}, "closed", note=note)
    url = reverse("therapist:letter", args=[case.participant.pk, row.week])
    named = {"week": row.week, "title": weeks.get(row.week, "")}
    if found.kind is Kind.LETTER:
        letter = reading.read_letter(case.key, row)
        title = _("Letter about week %(week)s: %(title)s") % named
        return Line(day, found.kind, title, "done", url, letter=letter)
    title = _("Worksheet of week %(week)s: %(title)s") % named
    if row.number > 1:
        title = _("Corrected worksheet of week %(week)s: %(title)s") % named
    return Line(day, found.kind, title, "open", url, worksheet=reading.read_version(case.key, row))


def _quiet(case_id: UUID, moment: Moment) -> Line:
    said: Mapping[str, Callable[[UUID, Any], tuple[str, str, str]]] = {
        "begun": lambda _case, _row: (_("Began the programme"), "done", ""),
        "ended": lambda _case, _row: (_("The programme ended"), "done", ""),
        "pause": lambda _case, _row: (_("A break began"), "closed", ""),
        "pause-over": lambda _case, _row: (_("Last day of the break"), "closed", ""),
        "alert": _alert,
        "adverse": _adverse,
    }
    title, state, url = said[moment.kind](case_id, moment.row)
    return Line(moment.place.day, moment.kind, title, state, url)


def _alert(_case: UUID, row: Any) -> tuple[str, str, str]:
    facts = facts_of(row)
    state = SIGNS[facts.severity] if row.is_open else "closed"
    said = {"title": facts.title, "state": row.get_state_display()}
    return _("Alert: %(title)s (%(state)s)") % said, state, reverse("therapist:alert", args=[row.pk])


def _adverse(case_id: UUID, row: Any) -> tuple[str, str, str]:
    title = _("Adverse event: %(what)s") % {"what": coded_of(row).kind.label}
    return title, "waiting", reverse("therapist:adverse", args=[case_id])
