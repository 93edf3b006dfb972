"""An edition is published: what the pages say now becomes rows that nobody changes again."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from modules.freezing import FrozenEdition, NotReady, freeze, freeze_consent
from modules.models import ProgrammePage
from program.audit.record import record
from program.models import ConsentText, Edition, Program


@transaction.atomic
def publish_edition(*, page: ProgrammePage, by: UUID | str, today: date) -> Edition:
    """Freeze the live pages into an edition for everybody who joins from now on; nobody enrolled is touched.

    Content that equals the newest edition's makes no new one. A new version of the consent text is kept beside it.
    Raises NotReady. The number of statements depends on nothing but the pages' own size.
    """
    frozen = freeze(page)
    program = Program.objects.select_for_update().get(pk=page.program_id)
    for each in (page, *page.translations()):
        _keep_consent(each, by, today)
    newest = newest_edition(page)
    if newest is not None and newest.sha256 == frozen.sha256:
        return newest
    edition = Edition.objects.create(
        program=program,
        number=newest.number + 1 if newest else 1,
        language=page.language,
        published_on=today,
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
