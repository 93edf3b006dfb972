"""An editor takes a programme along, brings it back changed after a look, and copies it in another language."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from modules.exporting import export
from modules.models import ProgrammePage
from modules.packs.archive import packed
from program.models import Role
from tests import people
from tests.journeys.editor.studio import look_at_ours
from tests.journeys.walker import walking


@pytest.mark.parametrize("scripts", [False, True], ids=["phone-no-scripts", "desk-scripts"])
def test_a_programme_goes_out_comes_in_and_is_copied(
    browser: Browser, site: str, scripts: bool, tmp_path: Path
) -> None:
    arne = people.new_staff("arne@clinic.example", "Arne", Role.EDITOR, Role.PUBLISHER)
    programme = ProgrammePage.objects.get(locale__language_code="en")
    files = dict(export(programme))
    files["week-1/module.yaml"] = files["week-1/module.yaml"].replace(b"aim: Feel met", b"aim: Feel seen", 1)
    file = tmp_path / "eight-weeks.zip"
    file.write_bytes(packed(files))
    with walking(browser, site, scripts=scripts, phone=not scripts) as walker:
        walker.take_session(arne)
        page = walker.page
        page.goto(f"{site}/cms/import/")
        page.get_by_label("Programme file").set_input_files(file)
        look_at_ours(walker, ".ours")
        page.get_by_role("button", name="Show what it would change").click()
        expect(page.get_by_text("The week: aim")).to_be_visible()
        look_at_ours(walker, ".ours")
        page.get_by_role("button", name="Import it").click()
        expect(page.get_by_text("No edition was made yet.").first).to_be_visible()
        page.goto(f"{site}/cms/programme/{programme.pk}/copy/")
        page.get_by_label("Title").fill("Nio veckor")
        page.get_by_label("Short name").fill("nine-weeks")
        page.get_by_label("Language").select_option("sv")
        look_at_ours(walker, ".ours")
        page.get_by_role("button", name="Make the copy").click()
        expect(page.get_by_text("Nobody can join it before it has an edition.").first).to_be_visible()
    assert programme.modules()[0].aim.startswith("Feel seen")
    assert ProgrammePage.objects.get(program__slug="nine-weeks").modules().count() == 9
