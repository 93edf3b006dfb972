"""An urgent fix: words that everybody must stop reading are taken out of every edition, at the next request.

It goes through the checks of every text. Where a programme needs clinical review, one person asks for it and another
one, a clinical reviewer, releases it or sends it back. Who asked may withdraw it until then.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from modules.canonical import sha256_of
from modules.fix_checks import brought_in, errors
from modules.mending import Words
from modules.models import ProgrammePage
from modules.places import Found, seen, texts_of, without
from program.actions.mails import mail_staff
from program.admission import names_of
from program.audit.record import record
from program.models import Account, Edition, Fix, FixedWords, FixRequest, FixState, OutboxKind, Program


class NotFixable(Exception):
    """`sentence` says to an editor why nothing was changed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotWaiting(Exception):
    """Somebody has answered what was asked for: nothing was done a second time."""


def found_in_editions(page: ProgrammePage, words: Words) -> list[Found]:
    """All rows of all editions of the programme that hold the words. Raises NotFixable."""
    found = [each for text in texts_of(editions_of(page)) if (each := without(words, text)) is not None]
    if not found:
        raise NotFixable(
            _("These words stand in no edition. Look for capital letters, and for a shorter part of them.")
        )
    if any(each.leaves_empty for each in found):
        raise NotFixable(_("Without these words a title or a question would be empty. Say what stands there instead."))
    return found


def editions_of(page: ProgrammePage) -> list[Edition]:
    """In every language: any of them may still be read."""
    return list(Edition.objects.filter(program_id=page.program_id))


@transaction.atomic
def fix_words(*, page: ProgrammePage, words: Words, reason: str, confirmed: str, by: UUID | str, today: date) -> Fix:
    """Lay the fixed texts beside the frozen ones, where the programme needs no clinical review. Drafts and answers are
    not touched: no key of a question changes, and what was sent keeps the prompts it was sent under.

    `confirmed` is the fingerprint of what was shown (`places.seen`). Raises NotFixable, also where another edition or
    another fix came in between. The number of statements depends on nothing but the editions.
    """
    program = _locked(page)
    if program.needs_review:
        raise NotFixable(_("This programme needs clinical review: a clinical reviewer has to release this."))
    return _lay(program, _as_confirmed(page, words, confirmed), words, reason, by, today)


@transaction.atomic
def ask_for_fix(*, page: ProgrammePage, words: Words, reason: str, confirmed: str, by: UUID, today: date) -> FixRequest:
    """Keep it until a clinical reviewer answers it, who is told at once by a mail that says nothing of it. What is
    asked for already is not asked for again; whoever says why once more is told so. Raises NotFixable."""
    program = _locked(page)
    found = _as_confirmed(page, words, confirmed)
    waiting = FixRequest.objects.filter(program=program, state=FixState.WAITING, old=words.old, new=words.new)
    if asked := waiting.first():
        if (asked.asked_by_id, asked.reason) != (by, reason):
            raise NotFixable(_asked_before(asked))
        return asked
    asked = FixRequest.objects.create(
        program=program,
        old=words.old,
        new=words.new,
        reason=reason,
        seen=confirmed,
        asked_by_id=by,
        asked_on=today,
    )
    mail_staff(kind=OutboxKind.FIX_MAIL, about=asked.pk, to=releasers(but=by), on=today)
    record(verb="fix.asked-for", by=by, on=today, subject=asked.pk, detail=_counts(found))
    return asked


@transaction.atomic
def release_fix(*, page: ProgrammePage, asked: FixRequest, confirmed: str, by: UUID, today: date) -> Fix:
    """Everybody reads it from their next page on. Raises NotWaiting, and NotFixable where it cannot go out as it was
    shown: then it waits as before."""
    program = _locked(page)
    _answer(asked, FixState.RELEASED, by, today)
    words = Words(asked.old, asked.new)
    return _lay(program, _as_confirmed(page, words, confirmed), words, asked.reason, by, today, asked)


@transaction.atomic
def send_fix_back(*, asked: FixRequest, comment: str, by: UUID, today: date) -> None:
    """Nothing is changed, and who asked for it is told that something waits. Raises NotWaiting."""
    _answer(asked, FixState.SENT_BACK, by, today, comment)
    mail_staff(kind=OutboxKind.FIX_MAIL, about=f"{asked.pk}:back", to=[asked.asked_by_id], on=today)
    record(verb="fix.sent-back", by=by, on=today, subject=asked.pk)


@transaction.atomic
def withdraw_fix(*, asked: FixRequest, by: UUID, today: date) -> None:
    """By who asked for it, while nobody has answered. Nothing is changed. Raises NotWaiting."""
    waiting = FixRequest.objects.filter(pk=asked.pk, state=FixState.WAITING, asked_by=by)
    if not waiting.update(state=FixState.WITHDRAWN, answered_by=by, answered_on=today):
        raise NotWaiting
    record(verb="fix.withdrawn", by=by, on=today, subject=asked.pk)


def _asked_before(asked: FixRequest) -> str:
    told = {"name": names_of([asked.asked_by_id]).get(asked.asked_by_id, ""), "day": date_format(asked.asked_on)}
    sentence = _(
        "%(name)s asked for the same on %(day)s, and it waits for a clinical reviewer. Nothing is asked for twice; "
        "what you wrote is still here."
    )
    return sentence % told


def releasers(*, but: UUID) -> list[UUID]:
    """All clinical reviewers but whoever asks."""
    rows = Account.objects.filter(is_reviewer=True, is_active=True).exclude(pk=but)
    return list(rows.values_list("pk", flat=True))


def _locked(page: ProgrammePage) -> Program:
    program: Program = Program.objects.select_for_update().get(pk=page.program_id)
    return program


def _as_confirmed(page: ProgrammePage, words: Words, confirmed: str) -> list[Found]:
    found = found_in_editions(page, words)
    if seen(words, found) != confirmed:
        raise NotFixable(_("The editions have changed since you looked. These are the places now."))
    if stop := errors(brought_in(words, found)):
        raise NotFixable(stop[0])
    return found


def _answer(asked: FixRequest, state: FixState, by: UUID, today: date, comment: str = "") -> None:
    """Once, by somebody else than who asked."""
    if asked.asked_by_id == by:
        raise NotFixable(_("Nobody releases what they asked for themselves. Somebody else has to."))
    waiting = FixRequest.objects.filter(pk=asked.pk, state=FixState.WAITING)
    if not waiting.update(state=state, answered_by=by, answered_on=today, comment=comment):
        raise NotWaiting


def _lay(
    program: Program,
    found: Sequence[Found],
    words: Words,
    reason: str,
    by: UUID | str,
    today: date,
    asked: FixRequest | None = None,
) -> Fix:
    newest = Fix.objects.filter(program=program).order_by("-number").first()
    fix = Fix.objects.create(
        program=program,
        number=newest.number + 1 if newest else 1,
        old=words.old,
        new=words.new,
        reason=reason,
        made_on=today,
        made_by=str(by),
        request=asked,
    )
    FixedWords.objects.bulk_create([_row(fix, each) for each in found])
    detail = {"number": fix.number, **_counts(found)}
    if asked is not None:
        detail["asked for by"] = str(asked.asked_by_id)
    record(verb="edition.fixed", by=by, on=today, subject=fix.pk, detail=detail)
    return fix


def _counts(found: Sequence[Found]) -> dict[str, str | int]:
    return {"texts": len(found), "editions": len({each.text.edition.pk for each in found})}


def _row(fix: Fix, found: Found) -> FixedWords:
    text = found.text
    return FixedWords(
        fix=fix,
        number=fix.number,
        edition=text.edition,
        part=text.part,
        week=text.week,
        place=text.place,
        language=text.language,
        content=found.content,
        sha256=sha256_of(found.content),
    )
