"""How a request reaches what it may read: the reader's own weeks, steps and files, and 404 for everything else."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from modules import queries, showing, versions
from modules.conditions import Facts, values_of
from modules.kept import KeptWeek, kept_steps
from modules.models import EditionMedia, ModulePage, ProgramImage, ProgramMedia, ProgrammePage, ReviewTask
from modules.now import behind
from modules.queries import Own
from modules.reading import Reading, StepText, WeekReading, WeekText
from modules.studio_rights import sees_drafts
from program.access import my_case_key, my_journey, my_open_week, staff_with
from program.fixing import newest_fix
from program.http import ParticipantRequest, StaffRequest
from program.journey import Journey, edition_weeks
from program.models import Edition, EditionWeek, FixRequest, Program, Role, WeekKind
from program.queries import Desk
from vault import session
from vault.errors import SealBroken
from vault.sealing import CaseKey
from worksheets.access import sent_in_weeks, weeks_with_worksheet
from worksheets.contents import unseal
from worksheets.models import Response

# Each of these is work on a page: a reviewer may lock one while reading it.
STUDIO_RIGHTS = ("add", "change", "publish", "lock")


def my_reading(request: ParticipantRequest, journey: Journey, desk: Desk) -> WeekReading | None:
    """The week that home is about: the newest open one, or that with which somebody who is behind goes on; None before
    the beginning."""
    if journey.current is None:
        return None
    week = journey.week(behind(journey, weeks_with_worksheet(journey.enrolment.edition_id)) or journey.current.number)
    return my_week_reading(request, journey, week, desk) if week else None


def my_week_reading(request: ParticipantRequest, journey: Journey, week: EditionWeek, desk: Desk) -> WeekReading:
    """One open week as this reader sees it."""
    steps = queries.steps_of(week)
    return queries.week_reading(journey, week, desk, _shown_to(request, journey, steps))


def my_step(request: ParticipantRequest, number: int, step: int) -> tuple[Journey, Reading, Own]:
    """One step of an open week, and what is the reader's own in it. 404 for a step that this edition has not, as for
    one that is not for them. What they keep, or wrote beside, stays within their reach whatever they answer later."""
    journey, week = my_open_week(request, number)
    steps = queries.steps_of(week)
    if not 1 <= step <= len(steps):
        raise Http404
    own = queries.own_of_step(journey.enrolment.pk, number, steps[step - 1].key)
    steps = _shown_to(request, journey, steps, also=step if own.is_kept or own.notes else 0)
    if step not in {each.number for each in steps}:
        raise Http404
    reading = Reading(number, WeekKind(week.kind), week.title, steps, step, week.language)
    return journey, reading, own


def my_whole_week(
    request: ParticipantRequest, journey: Journey, week: EditionWeek
) -> tuple[Sequence[StepText], int, dict[str, Sequence[str]]]:
    """The steps of an open week that are for this reader, the furthest that was opened, and their notes by the step's
    key."""
    steps = _shown_to(request, journey, queries.steps_of(week))
    furthest = queries.furthest_step(journey.enrolment.pk, week.number)
    rows = queries.step_notes(journey.enrolment.pk, week.number)
    private = session.private_key(request) if rows else None
    return steps, furthest, {each.step.key: each.notes for each in kept_steps(steps, (), rows, private)}


def _shown_to(
    request: ParticipantRequest, journey: Journey, steps: Sequence[StepText], *, also: int = 0
) -> tuple[StepText, ...]:
    """No statement where nothing depends on anything; else one for the answers and one for the arm, at most, however
    many conditions there are. The worksheets that they name are opened for this page only, with their writer's key."""
    conditions = list(showing.conditions_of(steps))
    if not conditions:
        return tuple(steps)
    enrolment = journey.enrolment
    sent = sent_in_weeks(enrolment.participant_id, {each.week for each in conditions if each.week})
    key = my_case_key(request, enrolment.participant) if sent else None
    answers = {
        (week, question): values_of(answer)
        for week, response in sent.items()
        for question, answer in _given(key, response).items()
    }
    arm = enrolment.arm if any(each.arm for each in conditions) else None
    return showing.shown(steps, Facts(arm.key if arm else "", answers), also=also)


def _given(key: CaseKey | None, response: Response) -> Mapping[str, Any]:
    """Nothing for a worksheet that cannot be opened: what depends on it is not shown, and the page still is."""
    try:
        return unseal(key, response).answers if key else {}
    except SealBroken:
        return {}


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
            weeks.append(KeptWeek(week.number, WeekKind(week.kind), week.title, week.language, found))
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


def my_week_page(request: StaffRequest, page_id: int) -> ModulePage:
    """A week whose draft this editor may change now."""
    page = get_object_or_404(ModulePage, pk=page_id)
    if not _may_change(request, page):
        raise Http404
    return page


def weeks_to_change(request: StaffRequest, page: ModulePage) -> list[ModulePage]:
    """This week and those beside it, as far as this editor may change them now, in the order of their drafts."""
    return [each for each in weeks_of_draft(page.get_parent()) if _may_change(request, each)]


def my_programme_page(request: StaffRequest, page_id: int) -> ProgrammePage:
    """A programme whose draft this editor may change now. Asked for by a translation, it is what that translates."""
    page = get_object_or_404(ProgrammePage, pk=page_id).own()
    if not _may_change(request, page):
        raise Http404
    return page


def weeks_of_draft(page: ProgrammePage) -> list[ModulePage]:
    """Every week below it as its newest draft has it, in the order of their numbers there."""
    drafts = (
        each.get_latest_revision_as_object()
        for each in ModulePage.objects.child_of(page).select_related("latest_revision")
    )
    return sorted(drafts, key=lambda each: int(each.number))


def _may_change(request: StaffRequest, page: Page) -> bool:
    """Not while it is locked, as it is for its writer while others review it."""
    tester = page.permissions_for_user(request.user)
    return bool(tester.can_edit() and not tester.page_locked())


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


def fix_asked_for(request: StaffRequest, page_id: int, asked_id: UUID) -> tuple[ProgrammePage, FixRequest]:
    """An urgent fix that somebody asked for, for those who may publish the programme and for clinical reviewers."""
    page: ProgrammePage = get_object_or_404(ProgrammePage, pk=page_id).own()
    reads = request.user.has_role(Role.REVIEWER) or page.permissions_for_user(request.user).can_publish()
    if not reads:
        raise Http404
    return page, get_object_or_404(FixRequest, pk=asked_id, program_id=page.program_id)


def fix_to_answer(request: StaffRequest, page_id: int, asked_id: UUID) -> tuple[ProgrammePage, FixRequest]:
    """The same, for clinical reviewers only."""
    staff_with(request, Role.REVIEWER)
    return fix_asked_for(request, page_id, asked_id)


def fix_to_withdraw(request: StaffRequest, page_id: int, asked_id: UUID) -> tuple[ProgrammePage, FixRequest]:
    """The same, for who asked for it."""
    page = publishable(request, page_id)
    return page, get_object_or_404(FixRequest, pk=asked_id, program_id=page.program_id, asked_by=request.user.pk)


def edition_and_before(page: ProgrammePage, language: str, number: int) -> tuple[Edition, Edition | None]:
    """An edition of this programme, and the one before it in its language. 404 for one that there is not."""
    rows = Edition.objects.filter(program_id=page.program_id, language=language)
    before = rows.filter(number__lt=number).order_by("-number").first()
    return get_object_or_404(rows, number=number), before


def review_desk(request: StaffRequest) -> tuple[list[Program], list[ReviewTask], bool]:
    """All programmes and the tasks of the review, for those who settle it; and whether this one may say that a
    programme needs none any more."""
    staff_with(request, Role.LEAD, Role.PUBLISHER)
    may_drop = request.user.has_role(Role.LEAD)
    return list(Program.objects.order_by("slug")), list(ReviewTask.objects.order_by("-kind")), may_drop


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
    return sees_drafts(request.user, page)


def checkable(request: StaffRequest, page_id: int) -> ProgrammePage:
    """A programme that this member of the studio works on, in whichever language."""
    page: ProgrammePage = get_object_or_404(ProgrammePage, pk=page_id).own()
    if not any(
        page_permission_policy.user_has_any_permission_for_instance(request.user, STUDIO_RIGHTS, each)
        for each in (page, *versions.all_translations(page))
    ):
        raise Http404
    return page


def exportable(request: StaffRequest, page_id: int) -> ProgrammePage:
    """A programme that this member of the studio may take along: its pages are theirs to change or to publish."""
    page: ProgrammePage = get_object_or_404(ProgrammePage, pk=page_id).own()
    if not page.live or not _sees_drafts(request, page):
        raise Http404
    return page


def copyable(request: StaffRequest, page_id: int) -> ProgrammePage:
    """One that may be taken along by somebody who may make a programme."""
    page = exportable(request, page_id)
    if not page.get_parent().permissions_for_user(request.user).can_add_subpage():
        raise Http404
    return page


def may_import(user: object) -> bool:
    """Whether this member of the studio may make programmes, and publish what is in them."""
    root = Page.get_first_root_node()
    tester = root.permissions_for_user(user) if root else None
    return bool(tester and tester.can_add_subpage() and tester.can_publish_subpage())


def addable(request: StaffRequest) -> None:
    """404 for everybody else."""
    if not may_import(request.user):
        raise Http404
