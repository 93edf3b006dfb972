"""The audit log: who did what, when, to which row. Ids and verbs; a name for staff, an alias only for supervisors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from program import access, clock, staff_list
from program.audit import log as audit
from program.audit.log import Asked, Page
from program.forms.people import COMMAND_LINE, LogForm
from program.http import StaffRequest

SHORT = 8
UUID_LENGTH = 36


@dataclass(frozen=True)
class Named:
    """An id or a word of the log, and what people read for it. `is_id`: it could not be put into words."""

    key: str
    said: str
    is_id: bool = False


@dataclass(frozen=True)
class Shown:
    day: date
    verb: str
    actor: Named
    case: Named
    subject: Named
    detail: str


@require_safe
def log(request: StaffRequest) -> HttpResponse:
    """Newest first, with filters. Looking is in the log itself, once a day."""
    access.reads_staff(request)
    names = staff_list.names()
    sees_aliases = request.user.is_supervisor
    form = LogForm(
        request.GET,
        verbs=audit.verbs(),
        names=names,
        aliases=access.case_named if sees_aliases else None,
    )
    asked = form.asked(request.GET.get("after", ""))
    access.audit_log(request, UUID(asked.case) if asked and asked.case else None)
    page = audit.page(asked) if asked else Page([])
    aliases = access.aliases_of(_ids(page)) if sees_aliases else {}
    context = {
        "form": form,
        "page": page,
        "entries": list(_entries(page, {**names, **aliases}, aliases)),
        "later": bool(asked and asked.after),
        "is_filtered": bool(asked and asked != Asked(after=asked.after)),
        "sees_aliases": sees_aliases,
        "today": clock.today(),
    }
    return render(request, "staff/log.html", context)


def _entries(page: Page, names: Mapping[str, str], aliases: Mapping[str, str]) -> Iterable[Shown]:
    for event in page.events:
        own = event.actor == event.case and event.actor not in aliases
        yield Shown(
            day=event.on_day,
            verb=event.verb,
            actor=Named(event.actor, _("The participant")) if own else _named(event.actor, names),
            case=_named(event.case, aliases),
            subject=_named(event.subject, names),
            # What else a row of a case holds says something about a person.
            detail="" if event.case else _told(event.detail, names),
        )


def _named(key: str, names: Mapping[str, str]) -> Named:
    if key in names:
        return Named(key, names[key])
    words = {"system": _("The service"), COMMAND_LINE: _("Command line")}
    if key in words or len(key) != UUID_LENGTH:
        return Named(key, words.get(key, key))
    return Named(key, key[:SHORT], is_id=True)


def _told(detail: Mapping[str, object], names: Mapping[str, str]) -> str:
    told = {key: names.get(str(value), value) for key, value in sorted(detail.items()) if key != "form"}
    return ", ".join(f"{key}: {value}" for key, value in told.items())


def _ids(page: Page) -> set[UUID]:
    """Everything that might be a participant."""
    found = {text for event in page.events for text in (event.actor, event.case, event.subject)}
    return {UUID(text) for text in found if len(text) == UUID_LENGTH and text.count("-") == 4}
