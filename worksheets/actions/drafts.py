"""Saving what is being written, many times a minute, without ever overwriting another window's words unseen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4, uuid5

from program.models import Participant
from program.prepared import Prepared, columns_of, objects_from
from vault.sealing import CaseKey
from worksheets.contents import Contents, seal, unseal
from worksheets.models import Response, ResponseState, StaleCopy, WorksheetVersion

TRIES = 3

RESPONSES = Prepared(
    lambda participant_id, week: (
        Response.objects.filter(participant_id=participant_id, week=week)
        .order_by("number")
        .values_list(*columns_of(Response))
    ),
    UUID,
    int,
)
OVERTAKEN = Prepared(
    lambda row, form_key: StaleCopy.objects.filter(response_id=row, form_key=form_key).values_list("pk"),
    UUID,
    UUID,
)


@dataclass(frozen=True)
class Saved:
    """`base` is what the next save of the same window builds on."""

    base: int


@dataclass(frozen=True)
class Conflict:
    """Another window saved or sent meanwhile: what it saved, and the base that a save from here on builds on.

    The words of both are kept aside already: whichever the person saves now, the others are not gone.
    """

    base: int
    answers: Mapping[str, Any] = field(repr=False)
    was_sent: bool = False


@dataclass(frozen=True)
class _Window:
    """What one window of the browser wants to save, and for whom."""

    participant: Participant
    version: WorksheetVersion
    week: int
    key: CaseKey
    answers: Mapping[str, Any] = field(repr=False)
    base: int
    form_key: UUID
    automatic: bool


def save_draft(
    *,
    participant: Participant,
    version: WorksheetVersion,
    week: int,
    key: CaseKey,
    answers: Mapping[str, Any],
    base: int,
    form_key: UUID,
    by: UUID,
    automatic: bool = False,
    dropped: Mapping[str, Any] | None = None,
) -> Saved | Conflict:
    """One read and one guarded write; no transaction, for each statement stands by itself. Leaves no audit row.

    `base` is the save that the window builds on, 0 for the first. The same `form_key` again is the same window: a
    double click, or a save whose answer was lost on the way. After sending, a save that was asked for begins a
    correction; one that runs by itself (`automatic`) only keeps the words aside. What was taken out of the answers
    (`dropped`) is kept aside, too.
    """
    if participant.pk != by:
        raise ValueError("A worksheet is written by its participant alone.")
    window = _Window(participant, version, week, key, answers, base, form_key, automatic)
    for _attempt in range(TRIES):
        outcome = _try(window)
        if outcome is not None:
            if dropped and isinstance(outcome, Saved):
                _keep_dropped(window, dropped)
            return outcome
    raise RuntimeError("A draft was changed again and again while it was being saved.")


def _try(window: _Window) -> Saved | Conflict | None:
    """None where another window got in between the read and the write: read again."""
    found = RESPONSES.rows(window.participant.pk, window.week)
    rows: list[Response] = [each for row in found for each in objects_from(row, Response)]
    newest = rows[-1] if rows else None
    if newest is None:
        return _begin(window, rows)
    stored = unseal(window.key, newest).answers
    if newest.is_draft:
        return _overwrite(window, rows, stored)
    if stored == window.answers:
        return Saved(newest.base)
    return _keep_aside(window, newest, stored) if window.automatic else _begin(window, rows)


def _begin(window: _Window, rows: Sequence[Response]) -> Saved | None:
    row = Response(
        participant=window.participant,
        version=window.version,
        week=window.week,
        number=len(rows) + 1,
        base=1,
        form_key=_unused(window.form_key, rows),
    )
    seal(window.key, row, Contents(window.answers))
    Response.objects.bulk_create([row], ignore_conflicts=True)
    return Saved(row.base) if Response.objects.filter(pk=row.pk).exists() else None


def _overwrite(window: _Window, rows: Sequence[Response], stored: Mapping[str, Any]) -> Saved | Conflict | None:
    row = rows[-1]
    if stored == window.answers:
        return Saved(row.base)
    if window.base != row.base:
        if window.form_key != row.form_key:
            return _keep_aside(window, row, stored)
        # The same window twice, in an unknown order: what the other attempt had saved is not dropped.
        _keep(window.key, row, {uuid4(): stored})
    seal(window.key, row, Contents(window.answers))
    written = Response.objects.filter(pk=row.pk, state=ResponseState.DRAFT, base=row.base).update(
        base=row.base + 1,
        form_key=_unused(window.form_key, rows[:-1]),
        answers=row.answers,
        version=window.version,
    )
    if not written:
        return None
    if OVERTAKEN.rows(row.pk, window.form_key):  # hardly ever; looking costs less than a transaction around a delete
        StaleCopy.objects.filter(response=row, form_key=window.form_key).delete()
    return Saved(row.base + 1)


def _keep_aside(window: _Window, row: Response, stored: Mapping[str, Any]) -> Conflict:
    theirs = {row.form_key or uuid4(): stored} if row.is_draft else {}
    _keep(window.key, row, theirs | {window.form_key: window.answers})
    return Conflict(base=row.base, answers=stored, was_sent=not row.is_draft)


def _keep(key: CaseKey, row: Response, texts: Mapping[UUID, Mapping[str, Any]]) -> None:
    """One copy for each window, however often it tries: its id follows from the two, and the seal is bound to it."""
    copies = []
    for form_key, answers in texts.items():
        copy = StaleCopy(pk=uuid5(row.pk, str(form_key)), response=row, form_key=form_key)
        seal(key, copy, Contents(answers))
        copies.append(copy)
    StaleCopy.objects.bulk_create(copies, update_conflicts=True, unique_fields=["id"], update_fields=["answers"])


def _keep_dropped(window: _Window, dropped: Mapping[str, Any]) -> None:
    """Pressed twice, it is kept once: the copy's key follows from the window and the words."""
    draft = Response.objects.filter(participant=window.participant, week=window.week, state=ResponseState.DRAFT).first()
    if draft is not None:
        words = json.dumps(dropped, sort_keys=True)
        _keep(window.key, draft, {uuid5(window.form_key, words): dropped})


def _unused(form_key: UUID, others: Sequence[Response]) -> UUID:
    """A form that comes back for another number (after sending) must not meet the unique constraint."""
    return uuid4() if any(row.form_key == form_key for row in others) else form_key
