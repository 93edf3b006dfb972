"""A letter template goes along with its week, wherever that stands in the next edition; earlier ones keep theirs."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from modules.actions.bringing import Imported
from modules.actions.importing import import_pack
from modules.actions.moving import copy_week
from modules.exporting import export
from modules.models import ProgrammePage
from program import clock
from program.models import AuditEvent, Edition
from tests.modules.arranged import later, mover, publish_drafts, stop_beginning_with, take_out
from tests.modules.small_pack import change
from tests.modules.test_publishing import edit, publish
from tests.people import Person
from worksheets.actions.letter_templates import bring_templates
from worksheets.models import Worksheet
from worksheets.template_book import Wording, newest_templates, templates_for

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ONE = Wording("About the first", "[their words: words]", week=1, question="words")
TWO = Wording("About the second", "Hello.", week=2)
ANY = Wording("About any", "Hello.")


def bring(page: ProgrammePage, sheets: dict[int, str] | None = None, **templates: Wording) -> None:
    """As the clinic's own are kept, and those of older packs; with `sheets`, as a pack brings them now."""
    bring_templates(
        program=page.program, language="en", templates=templates, sheets=sheets, by="tests", today=clock.today()
    )


@pytest.fixture
def page(imported: Imported) -> ProgrammePage:
    """Nothing in its second week needs the first; each has a template."""
    bring(imported.page, one=ONE, two=TWO, any=ANY)
    stop_beginning_with(imported.page, 1)
    publish(imported.page)
    return imported.page


def weeks(page: ProgrammePage) -> dict[str, int | None]:
    return {row.key: row.week for row in newest_templates(page.program_id)}


def test_it_goes_along_when_weeks_exchange_their_places(arne: Person, page: ProgrammePage) -> None:
    before = page.program.editions.latest("number")
    later(page, 1)
    assert weeks(page) == {"one": 1, "two": 2, "any": None}, "as long as it is a draft"
    publish_drafts(page)
    html = arne.client.get(f"/cms/programme/{page.pk}/publish/").content.decode()
    assert "“About the first” (en): from week 1 to week 2" in html
    written = export(page)["letters.yaml"]
    after = publish(page)
    assert weeks(page) == {"one": 2, "two": 1, "any": None}
    assert export(page)["letters.yaml"] == written
    assert ["en", "one", 2] in after.holds["templates"]
    assert all(row.brought for row in newest_templates(page.program_id)), "the next pack may renew them"
    assert AuditEvent.objects.filter(verb="template.changed", actor="tests").count() == 2

    def offered(week: int, edition: Edition) -> list[str]:
        return [row.key for row in templates_for(page.program_id, "en", week, edition.pk)]

    assert (offered(1, before), offered(2, before)) == (["one", "any"], ["two", "any"])
    assert (offered(1, after), offered(2, after)) == (["two", "any"], ["one", "any"])


def test_what_came_with_a_pack_counts_as_its_pages_do(page: ProgrammePage) -> None:
    later(page, 1)
    publish_drafts(page)
    bring(page, {1: "two", 2: "one"}, one=replace(ONE, week=2))
    publish(page)
    assert weeks(page) == {"one": 2, "two": 1, "any": None}


def test_a_template_of_a_week_that_was_taken_out_does_not_go_to_another(page: ProgrammePage) -> None:
    take_out(page, 1)
    with pytest.raises(Exception, match="“About the first” \\(en\\) is for week 1, which is no longer there"):
        publish(page)


def test_another_worksheet_in_the_same_place_renews_the_week(page: ProgrammePage) -> None:
    """And goes along with it from then on."""
    sheet = Worksheet.objects.get(key="two")
    sheet.pk, sheet.key, sheet.translation_key = uuid4(), "new", uuid4()
    sheet._state.adding, sheet.latest_revision, sheet.live_revision = True, None, None
    sheet.save()
    sheet.save_revision().publish()
    edit(page.modules()[1], worksheet=sheet)
    publish(page)
    assert weeks(page) == {"one": 1, "two": 2, "any": None}
    later(page, 1)
    publish_drafts(page)
    publish(page)
    assert weeks(page) == {"one": 2, "two": 1, "any": None}


def test_before_the_first_edition_it_goes_along_with_the_worksheet_of_its_pack(pack: Path) -> None:
    change(pack, "program.yaml", "slug: small", "slug: small\nletters: letters.yaml")
    (pack / "letters.yaml").write_text("letters:\n  - {key: last, title: The last, week: 3, text: Goodbye.}\n")
    page = import_pack(folder=pack, by="tests", today=clock.today()).page
    copy_week(week=page.modules()[1], by=mover(), today=clock.today()).get_latest_revision().publish()
    later(page, 3)
    publish_drafts(page)
    assert b"week: 4" in export(page)["letters.yaml"]
    page.program.needs_review = False
    publish(page)
    assert weeks(page) == {"last": 4}
