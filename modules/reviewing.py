"""What the clinical review has signed off of a programme, in the words that an edition would freeze now."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from modules.models import EditionSignOff, ProgrammePage, ReviewKind, ReviewState
from modules.translating import fitting, translated_weeks
from program.admission import names_of
from program.models import Edition


@dataclass(frozen=True)
class Signed:
    """One signature under one page or worksheet."""

    kind: ReviewKind
    by: Any
    name: str
    on: date
    ticked: Sequence[str]


@dataclass(frozen=True)
class Part:
    """A page or a worksheet that an edition is made of, with who signed its live revision; no `signed`: nobody has."""

    about: str
    language: str
    revision: int | None
    signed: Sequence[Signed] = ()


def parts_of(page: ProgrammePage) -> list[Part]:
    """Everything an edition would be made of, with its signatures. The statements do not grow with the weeks."""
    found = _parts(page)
    signed = signatures([part.revision for part in found if part.revision], page)
    return [Part(part.about, part.language, part.revision, signed.get(part.revision or 0, ())) for part in found]


def unsigned(page: ProgrammePage, parts: Sequence[Part]) -> list[str]:
    """Says to an editor what stands in the way; nothing where this programme is published without review."""
    if not page.program.needs_review:
        return []
    return [
        _("“%(title)s” is not signed off as it stands now. Send it to clinical review.") % {"title": part.about}
        for part in parts
        if not part.signed
    ]


def sign_offs(edition: Edition, parts: Sequence[Part]) -> list[EditionSignOff]:
    """The rows, unsaved, that keep with an edition who signed what."""
    told = [(part, signed) for part in parts for signed in part.signed]
    return [
        EditionSignOff(
            edition=edition,
            number=number,
            about=part.about[:300],
            language=part.language,
            source_revision=str(part.revision),
            kind=signed.kind,
            signed_by_id=signed.by,
            signed_on=signed.on,
            ticked=list(signed.ticked),
        )
        for number, (part, signed) in enumerate(told, start=1)
    ]


def kept_sign_offs(edition: Edition) -> list[tuple[EditionSignOff, str]]:
    """What an edition keeps, each with the name of whoever signed."""
    rows = list(EditionSignOff.objects.filter(edition=edition))
    names = names_of({row.signed_by_id for row in rows})
    return [(row, names.get(row.signed_by_id, "")) for row in rows]


def _parts(page: ProgrammePage) -> list[Part]:
    """The programme with its consent, its weeks and worksheets; then the same of each translation that fits."""
    weeks = list(page.modules())
    things: list[tuple[Any, str]] = [(page, page.language)]
    for week in weeks:
        things += [(week, page.language), (week.worksheet, page.language)]
    things += [(each, each.language) for each in page.translations()]
    for spoken in fitting(translated_weeks(page, weeks)):
        things += [(spoken.page, spoken.language), (spoken.worksheet, spoken.language)]
    return [
        Part(f"{thing._meta.verbose_name.capitalize()}: {thing.title}", language, thing.live_revision_id)
        for thing, language in things
        if thing is not None
    ]


def signatures(revisions: Sequence[int], page: ProgrammePage) -> dict[int, list[Signed]]:
    """By live revision: all signatures of the review in which a clinical reviewer approved it."""
    approved = ReviewState.objects.filter(status=TaskState.STATUS_APPROVED, finished_by__isnull=False)
    clinical = approved.filter(task__reviewtask__kind=ReviewKind.CLINICAL, revision__in=revisions)
    of_flow = {state.workflow_state_id: state.revision_id for state in clinical.order_by("pk")}
    rows = approved.filter(workflow_state__in=of_flow).select_related("task__reviewtask").order_by("pk")
    names = names_of({row.finished_by_id for row in rows})
    found: dict[int, dict[str, Signed]] = defaultdict(dict)
    for row in rows:
        kind = ReviewKind(row.task.reviewtask.kind)
        day = timezone.localdate(row.finished_at, page.program.zone)
        # The newest of each kind: after changes were asked for, a task is done again.
        found[of_flow[row.workflow_state_id]][kind] = Signed(
            kind, row.finished_by_id, names.get(row.finished_by_id, ""), day, row.ticked
        )
    return {revision: list(each.values()) for revision, each in found.items()}
