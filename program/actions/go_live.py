"""The clinical lead signs the go-live list, line by line, and takes a signature back."""

from datetime import date

from django.db import transaction

from program import go_live
from program.admission import forget_warnings, signed_of
from program.audit.record import record
from program.go_live import Line
from program.models import Account, ConsentText, Program, Role, Signature


class NotTheLead(Exception):
    """Only the clinical lead signs."""


class NothingToSign(ValueError):
    """There is no consent text yet, or nothing was decided."""


@transaction.atomic
def sign(
    *,
    program: Program,
    line: Line,
    words: str,
    until: date | None,
    by: Account,
    today: date,
    places: int | None = None,
) -> Signature:
    """Say in `words` what was decided. It stands to `until`, that day included; without one, until it is taken back.

    Capacity is signed with the number of `places`, which is set with it. The same words signed again on the same day
    are one signature. Raises NotTheLead or NothingToSign.
    """
    _need_lead(by)
    if not words.strip():
        raise NothingToSign("Say what was decided.")
    _lock(program)
    name = _name_of(program, line, places)
    newest = _newest(program, line)
    fields = {"line": name, "words": words, "signed_on": today, "stands_until": until, "signed_by_id": by.pk}
    if newest is not None and not newest.taken_back and all(getattr(newest, key) == fields[key] for key in fields):
        return newest  # the same button, pressed twice
    if line == go_live.CAPACITY:
        program.places = places
        program.save(update_fields=["places"])
    signature = _write(program, fields)
    record(verb="go-live.signed", by=by.pk, on=today, subject=signature.pk, detail={"line": name})
    return signature


@transaction.atomic
def take_back(*, program: Program, line: Line, words: str, by: Account, today: date) -> Signature | None:
    """The line is not decided any more: nobody can join now. None where it was not signed. Raises NotTheLead."""
    _need_lead(by)
    _lock(program)
    newest = _newest(program, line)
    if newest is None or newest.taken_back:
        return None
    fields = {"line": newest.line, "words": words, "signed_on": today, "signed_by_id": by.pk, "taken_back": True}
    signature = _write(program, fields)
    record(verb="go-live.taken-back", by=by.pk, on=today, subject=signature.pk, detail={"line": newest.line})
    return signature


def _need_lead(by: Account) -> None:
    if not by.has_role(Role.LEAD):
        raise NotTheLead


def _lock(program: Program) -> None:
    """Two leads sign one after the other, and no place is taken meanwhile."""
    Program.objects.select_for_update().get(pk=program.pk)


def _name_of(program: Program, line: Line, places: int | None) -> str:
    """The line's key with what it is signed for: a later text, or more places, need another signature."""
    if line == go_live.CAPACITY:
        if not places:
            raise NothingToSign("Capacity is signed with a number of places.")
        return f"{line.key}-{places}"
    if line == go_live.CONSENT:
        newest = ConsentText.objects.filter(program=program).order_by("-version").first()
        if newest is None:
            raise NothingToSign("There is no consent text yet.")
        return f"{line.key}-{newest.version}"
    return line.key


def _newest(program: Program, line: Line) -> Signature | None:
    rows = Signature.objects.filter(program=program, line__startswith=line.key).order_by("-number")
    return next((row for row in rows if signed_of(row).line == line.key), None)


def _write(program: Program, fields: dict[str, object]) -> Signature:
    """Numbers go on over all lines of a programme, so that the newest of a line has the highest."""
    newest = Signature.objects.filter(program=program).order_by("-number").first()
    signature = Signature(program=program, number=newest.number + 1 if newest else 1, **fields)
    signature.save(force_insert=True)
    transaction.on_commit(forget_warnings)
    return signature
