"""An edition is published: what the pages say now becomes rows that nobody changes again."""

from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from modules.actions import reviewing
from modules.checks.report import blocking
from modules.exporting import export
from modules.freezing import FrozenEdition, NotReady, freeze, freeze_consent
from modules.holding import held_beside
from modules.letter_weeks import standing
from modules.models import ProgrammePage
from modules.published_packs import keep_pack
from modules.reaching import moving, saved_shapes
from modules.returning import returning
from program.audit.record import record
from program.models import ConsentText, Edition, EditionReach, Program
from worksheets.actions.letter_templates import move_templates
from worksheets.models import Worksheet


class Audience(models.TextChoices):
    """Who gets an edition, beside everybody who joins from now on."""

    JOINING = "joining", gettext_lazy("Only people who join from now on")
    UNOPENED = "unopened", gettext_lazy("Also people who are under way, for the weeks they have not opened yet")


@transaction.atomic
def publish_edition(
    *, page: ProgrammePage, by: UUID | str, today: date, audience: Audience = Audience.JOINING
) -> Edition:
    """Freeze the live pages into an edition for everybody who joins from now on, and for whom `audience` names.

    Content that equals the newest edition's makes no new one. A new version of the consent text is kept beside it.
    Raises NotReady. The number of statements depends on nothing but the pages' own size: no enrolment is read or
    written, for what somebody reads is derived when they read it.
    """
    _hold(page)
    _stop_at_errors(page)
    frozen = freeze(page)
    parts = reviewing.refuse_unsigned(page)
    program = Program.objects.select_for_update().get(pk=page.program_id)
    for each in (page, *page.translations()):
        _keep_consent(each, by, today)
    if returned := list(returning(frozen, program, page.language)):
        raise NotReady(returned)
    newest = newest_edition(page)
    if newest is not None and newest.sha256 == frozen.sha256:
        edition = newest
    else:
        files = export(page, with_pages=False)
        _move_templates(page, by, today)
        edition = _make(frozen, page, newest, by=by, today=today)
        keep_pack(edition, files)
        reviewing.keep_sign_offs(edition, parts, by)
    if audience == Audience.UNOPENED:
        _offer(edition, by, today)
    return edition


def _hold(page: ProgrammePage) -> None:
    """Nobody publishes a page or worksheet of it meanwhile: what is checked, signed, frozen and kept is the same."""
    spoken = (page, *page.translations())
    below = reduce(or_, (Page.objects.descendant_of_q(each, inclusive=True) for each in spoken))
    for rows in Page.objects.filter(below), Worksheet.objects.filter(program_id=page.program_id):
        list(rows.select_for_update().order_by("pk").values_list("pk"))


def _move_templates(page: ProgrammePage, by: UUID | str, today: date) -> None:
    """From now on letter templates name their weeks as this edition counts them. One statement more for each that
    moves."""
    found = standing(page, list(page.modules()))
    moved = {each.row: each.week for each in found if each.has_moved and each.week is not None}
    move_templates(moved=moved, by=by, today=today)


def _make(
    frozen: FrozenEdition, page: ProgrammePage, newest: Edition | None, *, by: UUID | str, today: date
) -> Edition:
    edition = Edition.objects.create(
        program=page.program,
        number=newest.number + 1 if newest else 1,
        language=page.language,
        published_on=today,
        published_by=str(by),
        holds=held_beside(page),
        sha256=frozen.sha256,
    )
    _save(frozen, edition)
    record(
        verb="edition.published",
        by=by,
        on=today,
        subject=edition.pk,
        detail={"number": edition.number, "weeks": len(frozen.weeks), "sha256": frozen.sha256},
    )
    return edition


def _offer(edition: Edition, by: UUID | str, today: date) -> None:
    """People of every earlier edition read from it what they have not opened. Once for each edition; twice changes
    nothing."""
    earlier = list(earlier_editions(edition.program_id, edition.language, edition.number))
    if not earlier or EditionReach.objects.filter(edition=edition).exists():
        return
    found = saved_shapes([edition, *earlier])
    rows = [
        EditionReach(
            edition=edition,
            earlier=each,
            number=edition.number,
            weeks=moving(found[edition.pk], found[each.pk]),
            offered_on=today,
            offered_by=str(by),
        )
        for each in earlier
    ]
    EditionReach.objects.bulk_create(rows)
    record(
        verb="edition.offered",
        by=by,
        on=today,
        subject=edition.pk,
        detail={
            "number": edition.number,
            **{f"weeks of {row.earlier.number}": ", ".join(map(str, row.weeks)) for row in rows},
        },
    )


def earlier_editions(program_id: UUID, language: str, number: int | None = None) -> QuerySet[Edition]:
    """The editions before this one, or all there are, the newest first."""
    rows = Edition.objects.filter(program_id=program_id, language=language).order_by("-number")
    return rows if number is None else rows.filter(number__lt=number)


def _stop_at_errors(page: ProgrammePage) -> None:
    """What would hurt or mislead a reader. Warnings are for the editor to weigh."""
    if errors := blocking(page):
        raise NotReady(errors)


def newest_edition(page: ProgrammePage) -> Edition | None:
    """The edition that people who join in this language are pinned to."""
    return Edition.objects.filter(program_id=page.program_id, language=page.language).order_by("-number").first()


def _save(frozen: FrozenEdition, edition: Edition) -> None:
    for rows in frozen.rows_of(edition):
        if rows:
            type(rows[0]).objects.bulk_create(rows)


def _keep_consent(page: ProgrammePage, by: UUID | str, today: date) -> None:
    text = freeze_consent(page)
    kept = ConsentText.objects.filter(program_id=page.program_id, language=page.language).order_by("-version").first()
    if kept is not None and (kept.version, kept.sha256) == (text.version, text.sha256):
        return
    if kept is not None and text.version <= kept.version:
        raise NotReady(
            [
                _("The consent text differs from version %(kept)d, which people agreed to. Raise its version.")
                % {"kept": kept.version}
            ]
        )
    if kept is not None and not text.changed:
        raise NotReady([_("Say what is new in version %(number)d of the consent text.") % {"number": text.version}])
    text.published_on = today
    text.save(force_insert=True)
    record(verb="consent.published", by=by, on=today, subject=text.pk, detail={"version": text.version})
