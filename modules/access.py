"""How a request reaches what it may read: the reader's own weeks, steps and files, and 404 for everything else."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from wagtail.models import Page

from modules import queries, versions
from modules.kept import KeptWeek, kept_steps
from modules.models import EditionMedia, ModulePage, ProgramImage, ProgramMedia, ProgrammePage
from modules.now import behind
from modules.queries import Own
from modules.reading import Reading, StepText, WeekReading, WeekText
from program.access import my_journey, my_open_week, staff_with
from program.fixing import newest_fix
from program.http import ParticipantRequest, StaffRequest
from program.journey import Journey, edition_weeks
from program.models import EditionWeek, Role, WeekKind
from program.queries import Desk
from vault import session
from worksheets.access import weeks_with_worksheet


def my_reading(journey: Journey, desk: Desk) -> WeekReading | None:
    """The week that home is about: the newest open one, or that with which somebody who is behind goes on; None before
    the beginning."""
    if journey.current is None:
        return None
    week = journey.week(behind(journey, weeks_with_worksheet(journey.enrolment.edition_id)) or journey.current.number)
    return queries.week_reading(journey, week, desk) if week else None


def my_step(request: ParticipantRequest, number: int, step: int) -> tuple[Journey, Reading, Own]:
    """One step of an open week, and what is the reader's own in it. 404 for a step that this edition has not."""
    journey, week = my_open_week(request, number)
    steps = queries.steps_of(week)
    if not 1 <= step <= len(steps):
        raise Http404
    own = queries.own_of_step(journey.enrolment.pk, number, steps[step - 1].key)
    reading = Reading(number, WeekKind(week.kind), week.title, steps, step, week.language)
    return journey, reading, own


def my_whole_week(
    request: ParticipantRequest, journey: Journey, week: EditionWeek
) -> tuple[Sequence[StepText], int, dict[str, Sequence[str]]]:
    """All steps of an open week, the furthest that was opened, and the reader's notes by the step's key."""
    steps = queries.steps_of(week)
    furthest = queries.furthest_step(journey.enrolment.pk, week.number)
    rows = queries.step_notes(journey.enrolment.pk, week.number)
    private = session.private_key(request) if rows else None
    return steps, furthest, {each.step.key: each.notes for each in kept_steps(steps, (), rows, private)}


def my_kept(request: ParticipantRequest, journey: Journey) -> list[KeptWeek]:
    """The weeks in which the participant keeps a step or has a note. Two statements."""
    marks, rows = queries.bookmarks(journey.enrolment.pk), queries.step_notes(journey.enrolment.pk)
    private = session.private_key(request) if rows else None
    weeks = []
    for week in journey.weeks:
        here = [mark for mark in marks if mark.progress.week == week.number]
        written = [row for row in rows if row.progress.week == week.number]
        steps = queries.steps_of(week) if here or written else ()
        if found := kept_steps(steps, here, written, private):
            weeks.append(KeptWeek(week.number, WeekKind(week.kind), week.title, found))
    return weeks


def my_file(request: ParticipantRequest, sha256: str) -> EditionMedia:
    """A file of an edition in which the participant reads a week."""
    file = queries.edition_file({week.edition_id for week in my_journey(request).weeks}, sha256)
    if file is None:
        raise Http404
    return file


def week_for_staff(request: StaffRequest, edition_id: UUID, number: int) -> tuple[WeekText, Sequence[StepText]]:
    """One week of any edition with its steps, for those who read cases. One statement once it has been read."""
    staff_with(request, Role.THERAPIST, Role.SUPERVISOR)
    weeks = edition_weeks(edition_id, get_language(), newest_fix(edition_id))
    week = next((week for week in weeks if week.number == number), None)
    if week is None:
        raise Http404
    return queries.week_text(week), queries.steps_of(week)


def edition_file_for_staff(request: StaffRequest, edition_id: UUID, sha256: str) -> EditionMedia:
    """A file that this edition contains, for the same people."""
    staff_with(request, Role.THERAPIST, Role.SUPERVISOR)
    file = queries.edition_file({edition_id}, sha256)
    if file is None:
        raise Http404
    return file


def studio_media(request: StaffRequest, media_id: int) -> ProgramMedia:
    """Any file of the editors' library, for those who may enter the studio."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    return get_object_or_404(ProgramMedia, pk=media_id)


def studio_image(request: StaffRequest, image_id: int) -> ProgramImage:
    """Any picture of the editors' library, for the same people."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    return get_object_or_404(ProgramImage, pk=image_id)


def publishable(request: StaffRequest, page_id: int) -> ProgrammePage:
    """A programme that this editor may publish. Asked for by a translation, it is the one that this translates."""
    asked = get_object_or_404(ProgrammePage, pk=page_id)
    page: ProgrammePage = asked.own()
    if not page.permissions_for_user(request.user).can_publish():
        raise Http404
    return page


def previewable(request: StaffRequest, page_id: int, week: int = 0) -> ProgrammePage:
    """A programme whose drafts this member of the studio may see: on its own page, on that of a language, or on the
    week that they look at, as somebody has who is to review it."""
    page: ProgrammePage = get_object_or_404(ProgrammePage, pk=page_id).own()
    below = ModulePage.objects.filter(number=week)
    spoken = (page, *versions.all_translations(page))
    if not any(_sees_drafts(request, each) for each in spoken) and not any(
        _sees_drafts(request, each) for parent in spoken for each in below.child_of(parent)
    ):
        raise Http404
    return page


def _sees_drafts(request: StaffRequest, page: Page) -> bool:
    """As Wagtail asks before it shows a draft."""
    tester = page.permissions_for_user(request.user)
    return bool(tester.can_edit() or tester.can_publish())


def checkable(request: StaffRequest, page_id: int) -> ProgrammePage:
    """A programme that this editor may change. Asked for by a translation, it is the one that this translates."""
    asked = get_object_or_404(ProgrammePage, pk=page_id)
    page: ProgrammePage = asked.own()
    if not page.permissions_for_user(request.user).can_edit():
        raise Http404
    return page
