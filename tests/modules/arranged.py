"""Weeks change their places and are taken out as in the studio, and everything that became a draft is published."""

from modules.actions.week_places import move_week
from modules.models import ModulePage, ProgrammePage
from program import clock
from program.models import Account, AccountKind
from worksheets.actions.letter_templates import Named, change_template
from worksheets.models import Worksheet
from worksheets.template_book import Wording, newest_templates


def mover() -> Account:
    return Account.objects.get_or_create(kind=AccountKind.STAFF, name_index="mover")[0]


def drafts(page: ProgrammePage) -> list[ModulePage]:
    """The weeks as their newest drafts count them."""
    found = [each.get_latest_revision_as_object() for each in ModulePage.objects.child_of(page)]
    return sorted(found, key=lambda week: int(week.number))


def later(page: ProgrammePage, number: int) -> None:
    """The week with this number exchanges it with the next."""
    weeks = drafts(page)
    assert move_week(week=weeks[number - 1], weeks=weeks, later=True, by=mover(), today=clock.today())


def publish_drafts(page: ProgrammePage) -> None:
    pages = [each for own in (page, *page.translations()) for each in (own, *ModulePage.objects.child_of(own))]
    for row in [*pages, *Worksheet.objects.filter(program=page.program)]:
        row.refresh_from_db()
        if row.live and row.has_unpublished_changes:
            row.latest_revision.publish()
    page.refresh_from_db()


def swap(page: ProgrammePage, one: int) -> None:
    """This week and the next change their places."""
    later(page, one)
    publish_drafts(page)


def take_out(page: ProgrammePage, number: int) -> None:
    """The week is moved behind all others and published no more, once nothing begins with its answers any more."""
    stop_beginning_with(page, number)
    weeks = drafts(page)
    for place in range(number, len(weeks)):
        later(page, place)
    publish_drafts(page)
    ModulePage.objects.get(pk=weeks[number - 1].pk).unpublish()
    page.assessments = [
        {**point, "weeks": left}
        for point in page.assessments
        for left in [[week for week in point["weeks"] if week < len(weeks)]]
        if left or point["kind"] == "baseline"
    ]
    page.save_revision().publish()


def stop_beginning_with(page: ProgrammePage, number: int) -> None:
    for sheet in Worksheet.objects.filter(program=page.program):
        kept = [
            block
            for block in sheet.questions.get_prep_value()
            if block["type"] != "carry_forward" or block["value"]["week"] != number
        ]
        if len(kept) < len(sheet.questions):
            sheet.questions = kept
            sheet.save_revision().publish()


def retire_templates(page: ProgrammePage, number: int) -> None:
    """Whoever writes letters says that those of this week are not needed any more."""
    for row in newest_templates(page.program_id).filter(week=number, retired=False):
        named = Named(row.program, row.language, row.key)
        today = clock.today()
        change_template(
            named=named, version=row.version, wording=Wording.of(row), retired=True, by=mover().pk, today=today
        )
