"""The pages of the editors' studio for the camera."""

from demo.people import STAFF
from modules.models import ModulePage, ProgrammePage
from modules.packs.archive import packed
from modules.published_packs import pack_of_edition
from tests.camera import Visitor, photograph
from tests.journeys.editor.studio import choose


def studio(visitor: Visitor) -> None:
    visitor.as_staff(STAFF[4])
    programme = ProgrammePage.objects.get(locale__language_code="en")
    week = ModulePage.objects.child_of(programme).get(number=2)
    waiting = ModulePage.objects.child_of(programme).get(number=3)
    change_a_week(programme)
    own, edit = f"/cms/programme/{programme.pk}", "/cms/pages/{}/edit/"
    pages = {
        "home": "/cms/",
        "weeks": f"/cms/pages/{programme.pk}/",
        "programme": edit.format(programme.pk),
        "week": edit.format(week.pk),
        "arrange": f"/cms/week/{week.pk}/arrange/",
        "worksheets": "/cms/snippets/worksheets/worksheet/",
        "worksheet": f"/cms/snippets/worksheets/worksheet/edit/{week.worksheet_id}/",
        "media": "/cms/media/",
        "checks": f"{own}/checks/",
        "preview-as": f"{own}/preview/?week=4&place=step-2&returning=on",
        "translations": f"{own}/translations/",
        "texts": f"{own}/texts/sv/import/",
        "beside": f"{own}/translations/sv/week-1/",
        "arms": f"{own}/arms/",
        "copy": f"{own}/copy/",
        "publish": f"{own}/publish/",
        "editions": f"{own}/editions/",
        "fix": f"{own}/fix/",
        "import": "/cms/import/",
    }
    for name, path in pages.items():
        visitor.shoot(path, f"studio-{name}")
    bring(visitor, programme)
    review(visitor, waiting)


def change_a_week(programme: ProgrammePage) -> None:
    """Something that the next edition would change, and that a file of the programme as it was would take back."""
    week = programme.modules()[1]
    week.aim = "Notice your week as it is, and find one moment in which you have a choice."
    week.save_revision().publish()


def bring(visitor: Visitor, programme: ProgrammePage) -> None:
    """The file of the first edition: what it would change back."""
    content = packed(pack_of_edition(programme, 1))
    visitor.page.locator("[name=file]").set_input_files(
        {"name": "eight-weeks-en.zip", "mimeType": "application/zip", "buffer": content}
    )
    visitor.post("studio-import-look", ".nice-padding form button[type=submit]")


def review(visitor: Visitor, week: ModulePage) -> None:
    """What Rikard ticks before he signs the week that waits for him."""
    visitor.context.clear_cookies()
    visitor.as_staff(next(member for member in STAFF if "REVIEWER" in member.roles))
    visitor.page.goto(f"{visitor.site}/cms/pages/{week.pk}/edit/")
    choose(visitor.page, "Approve")
    visitor.page.locator(".modal-content").get_by_role("checkbox").first.wait_for()
    photograph(visitor.page, "studio-review")
