"""An editor who never saw code makes a programme of nine weeks in another language, from copy to edition.

Meanwhile nobody who takes part in the sample notices anything.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from modules.checks.report import blocking
from modules.exporting import pages_of
from modules.models import ModulePage, ProgrammePage
from modules.packs.archive import unpacked
from modules.packs.reader import read_pack
from modules.published_packs import pack_of_edition
from modules.queries import steps_of
from program.actions import weeks
from program.models import Edition, Role, WeekFact
from tests import people
from tests.journeys.editor.studio import (
    SHEETS,
    approve,
    as_person,
    choose,
    draft,
    look_at_ours,
    save,
    sign_the_rest,
    write,
)
from tests.journeys.walker import NOT_SEEN, Walker, walking
from tests.modules.other_words import in_other_words
from tests.people import Person
from worksheets.models import Worksheet
from worksheets.queries import kept
from worksheets.template_book import newest_templates

AIM = "Du ser vad som hjälper dig på kvällen."


def in_week_3() -> Person:
    """Somebody who has sent two worksheets of the sample and had their letters."""
    with people.days_ago(16):
        anna = people.new_participant("maple-river-21", people.programme())
        people.begin(anna)
    for number in (1, 2):
        weeks.latch_opening(journey=anna.journey, number=number)
        people.send_worksheet(anna, number)
        sent = WeekFact.objects.filter(enrolment=anna.enrolment, number=number)
        sent.update(submitted_on=anna.journey.today, letter_on=anna.journey.today, opened_on=anna.enrolment.started_on)
    return anna


def reads(person: Person) -> list[str]:
    """Week 3 as it is sent to them: the week, its steps, its worksheet."""
    steps = range(1, len(steps_of(person.journey.weeks[2])) + 1)
    paths = ["/week/3/", "/week/3/all/", "/week/3/worksheet/", *(f"/week/3/{number}/" for number in steps)]
    answers = [person.client.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [200] * len(paths)
    return [NOT_SEEN.sub("", answer.content.decode()) for answer in answers]


def press_beside_the_title(page: Page, name: str) -> None:
    """What can be done with a page stands behind the dots beside its title."""
    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


def copy_the_sample(walker: Walker, sample: ProgrammePage) -> ProgrammePage:
    page = walker.page
    page.goto(f"{walker.site}/cms/pages/{sample.pk}/")
    press_beside_the_title(page, "Copy this programme")
    page.get_by_label("Title").fill("Nio veckor")
    page.get_by_label("Short name").fill("nio-veckor")
    page.get_by_label("Language").select_option("sv")
    look_at_ours(walker, ".content .nice-padding")
    page.get_by_role("button", name="Make the copy").click()
    expect(page.get_by_text("The copy is there.").first).to_be_visible()
    return pages_of("nio-veckor")[0]


def add_a_week(walker: Walker, programme: ProgrammePage) -> ModulePage:
    """Week 8 once more, in the place before the follow-up."""
    page, eighth = walker.page, programme.modules()[7]
    page.goto(f"{walker.site}/cms/week/{eighth.pk}/arrange/")
    page.get_by_role("button", name="Copy this week").click()
    expect(page.get_by_text("is a draft now.").first).to_be_visible()
    added: ModulePage = ModulePage.objects.child_of(programme).latest("pk")
    page.goto(f"{walker.site}/cms/week/{added.pk}/arrange/")
    page.get_by_role("button", name="One place earlier").click()
    expect(page.get_by_text("have exchanged their numbers").first).to_be_visible()
    look_at_ours(walker, ".ours")
    added.refresh_from_db()
    assert added.get_latest_revision_as_object().number == 9
    return added


def translate(programme: ProgrammePage) -> None:
    """What came in the words of the sample is said in others, as drafts; without a browser."""
    assert any("Nothing here is translated yet" in said for said in blocking(programme))
    for week in ModulePage.objects.child_of(programme).filter(number__gt=1).order_by("number"):
        for row in filter(None, (week, week.worksheet)):
            in_other_words(row).save_revision()


def change_week_4(walker: Walker, programme: ProgrammePage) -> None:
    page = walker.page
    page.goto(f"{walker.site}/cms/pages/{programme.modules()[3].pk}/edit/")
    page.locator("[name=aim]").fill(AIM)
    save(page)


def write_the_worksheet(walker: Walker, programme: ProgrammePage, week: ModulePage) -> Worksheet:
    """A log table and a scale, chosen in the new week, which gets a name of its own."""
    page = walker.page
    page.goto(f"{walker.site}{SHEETS}/add/?locale=sv")
    write(page, programme.program)
    save(page)
    made = draft("Evenings")
    page.goto(f"{walker.site}/cms/pages/{week.pk}/edit/")
    page.locator("[name=title]").fill("Kvällarna")
    # The window in which it is chosen is Wagtail's own.
    page.locator("#id_worksheet").evaluate("(field, pk) => { field.value = pk; }", str(made.pk))
    save(page)
    return made


def look_as_week_4(browser: Browser, site: str, arne: Person, programme: ProgrammePage) -> None:
    with walking(browser, site, scripts=False, phone=True) as walker:
        walker.take_session(arne)
        page = walker.page
        page.goto(f"{site}/cms/programme/{programme.pk}/preview/")
        page.get_by_label("Somebody in").select_option("4")
        page.get_by_role("button", name="Show").click()
        expect(page.frame_locator("iframe").get_by_text(AIM).first).to_be_visible()
        look_at_ours(walker, ".preview-as")


def publish(walker: Walker, programme: ProgrammePage, file: Path) -> None:
    """The edition, who is on which, and the file."""
    page = walker.page
    page.goto(f"{walker.site}/cms/pages/{programme.pk}/")
    press_beside_the_title(page, "Publish an edition")
    page.get_by_role("button", name="Publish this edition").click()
    expect(page.get_by_text("Edition 1 is published.")).to_be_visible()
    press_beside_the_title(page, "Editions")
    look_at_ours(walker, ".editions")
    expect(page.get_by_role("row").filter(has_text="Edition 1")).to_contain_text("Pia")
    page.goto(f"{walker.site}/cms/pages/{programme.pk}/")
    page.get_by_role("button", name="Actions").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Export", exact=True).first.click()
    download.value.save_as(file)


@pytest.mark.longest
@pytest.mark.timeout(300)
def test_from_a_copy_to_an_edition(browser: Browser, site: str, settings: Settings, tmp_path: Path) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL, settings.MEDIA_ROOT = 0, tmp_path / "media"
    sample, anna = ProgrammePage.objects.get(locale__language_code="en"), in_week_3()
    reads(anna)  # from here on, every page was opened once
    before = reads(anna)
    arne = people.new_staff("arne@clinic.example", "Arne", Role.EDITOR)
    rikard = people.new_staff("rikard@clinic.example", "Rikard", Role.REVIEWER)
    pia = people.new_staff("pia@clinic.example", "Pia", Role.PUBLISHER)

    with as_person(browser, site, arne) as walker:
        programme = copy_the_sample(walker, sample)
        added = add_a_week(walker, programme)
        translate(programme)
        change_week_4(walker, programme)
        sheet = write_the_worksheet(walker, programme, added)
        look_as_week_4(browser, site, arne, programme)
        walker.page.goto(f"{site}/cms/pages/{added.pk}/edit/")
        choose(walker.page, "Submit to Clinical review")
        walker.page.wait_for_url(f"**/cms/pages/{programme.pk}/")
        walker.page.goto(f"{site}/cms/pages/{added.pk}/edit/")
        approve(walker.page)

    with as_person(browser, site, rikard) as walker:
        walker.page.goto(f"{site}/cms/pages/{added.pk}/edit/")
        approve(walker.page)
    # The questions that are asked in the follow-up moved along with it, on the programme's own page.
    programme.refresh_from_db()
    sign_the_rest(programme, arne, rikard, but=added)

    with as_person(browser, site, pia) as walker:
        publish(walker, programme, tmp_path / "nio-veckor.zip")
        walker.page.goto(f"{site}/cms/programme/{sample.pk}/editions/")
        expect(walker.page.get_by_role("row").filter(has_text="Edition 1")).to_contain_text("fewer than 5")

    edition = Edition.objects.get(program=programme.program)
    told = [(week.number, week.kind) for week in edition.weeks.all()]
    assert told == [*((number, "week") for number in range(1, 10)), (10, "follow_up")]
    assert edition.weeks.get(number=9).title == "Kvällarna"
    assert edition.weeks.get(number=4).aim == AIM
    assert newest_templates(programme.program_id).get(key="follow-up-last-letter").week == 10
    exported = unpacked((tmp_path / "nio-veckor.zip").read_bytes())
    published = pack_of_edition(programme, 1)
    assert {path: exported[path] for path in published if path != "program.yaml"} == {
        path: content for path, content in published.items() if path != "program.yaml"
    }
    read = [(week.number, week.kind, week.title, week.aim) for week in read_pack(exported, kept()).weeks]
    assert read == list(edition.weeks.values_list("number", "kind", "title", "aim"))
    assert Worksheet.objects.get(pk=sheet.pk).live
    assert reads(anna) == before
    assert anna.enrolment.edition.number == 1
