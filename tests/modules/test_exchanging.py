"""The studio: a programme leaves as a file, comes in as one after a look at what it changes, and is copied."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import Page

from modules import unconfirmed
from modules.actions.bringing import Imported
from modules.checks.report import blocking
from modules.exporting import export
from modules.models import ModulePage, ProgrammePage
from modules.models.public import PUBLIC_PAGES
from modules.packs.archive import packed, unpacked
from program.models import Account, AuditEvent, Edition, Program
from tests.modules.arranged import stop_beginning_with
from tests.modules.small_pack import change
from tests.people import Person
from worksheets.files.folder import in_folder
from worksheets.models import RuleVersion

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def media_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def upload(client: Client, content: bytes) -> tuple[str, str]:
    """Where the upload leads, and the page there."""
    response = client.post("/cms/import/", {"file": SimpleUploadedFile("small.zip", content)}, follow=True)
    where = response.redirect_chain[-1][0] if response.redirect_chain else ""
    return where, " ".join(response.content.decode().split())


def test_the_file_is_the_programme(arne: Person, page: ProgrammePage) -> None:
    response = arne.client.get(f"/cms/programme/{page.pk}/export/")
    assert response["Content-Disposition"] == 'attachment; filename="eight-weeks-en.zip"'
    assert unpacked(response.content) == export(page)
    assert response.content == arne.client.get(f"/cms/programme/{page.pk}/export/").content
    event = AuditEvent.objects.filter(verb="pack.exported", subject=str(page.program_id)).first()
    assert event is not None
    assert event.actor == str(arne.account_id)
    html = arne.client.get(f"/cms/pages/{page.pk}/").content.decode()
    assert f"/cms/programme/{page.pk}/export/" in html
    assert f"/cms/programme/{page.pk}/copy/" in html
    assert "/cms/import/" in html


def test_what_cannot_leave_is_said(arne: Person, page: ProgrammePage) -> None:
    page.modules()[3].unpublish()
    response = arne.client.get(f"/cms/programme/{page.pk}/export/")
    assert response.status_code == 409
    assert "must be numbered 1, 2, 3" in response.content.decode()


def test_a_look_first_then_all_of_it(arne: Person, pack: Path, imported: Imported) -> None:
    change(pack, "one/module.yaml", "aim: Look around.", "aim: Look about.")
    where, html = upload(arne.client, packed(in_folder(pack)))
    assert where.startswith("/cms/import/")
    assert "The programme “small” is there already." in html
    assert "<strong>Week 1: Week one</strong>" in html
    assert "The week: aim" in html
    assert "around.</del>" in html
    assert "about.</ins>" in html
    assert imported.page.modules()[0].aim == "Look around."
    assert arne.client.get(where).status_code == 200
    answer = arne.client.post(where, follow=True)
    assert "is imported. No edition was made yet." in answer.content.decode()
    assert imported.page.modules()[0].aim == "Look about."
    assert Edition.objects.filter(program=imported.page.program).count() == 1
    assert AuditEvent.objects.filter(verb="pack.imported", actor=str(arne.account_id)).exists()
    assert arne.client.post(where).status_code == 404


def test_what_somebody_works_on_is_named_before_it_is_gone_over(arne: Person, pack: Path, imported: Imported) -> None:
    first, second, third = imported.page.modules()
    for week in (first, second):
        week.aim = "Not published yet."
        week.save_revision()
    first.get_workflow().start(ModulePage.objects.get(pk=first.pk), arne.account)
    sheet = third.worksheet
    assert sheet is not None
    sheet.locked = True
    sheet.save()
    _where, html = upload(arne.client, packed(export(imported.page)))
    assert "Somebody is working on these" not in html
    change(pack, "one/module.yaml", "aim: Look around.", "aim: Look about.")
    change(pack, "three/worksheet.yaml", "What happened?", "What came up?")
    _where, html = upload(arne.client, packed(in_folder(pack)))
    over = html.partition("Somebody is working on these")[2].partition("<form")[0]
    said = " ".join(re.sub(r"<[^>]+>", " ", over).split())
    assert "Week 1: Week one (en) has a newer draft is in review" in said
    assert "Worksheet “Sheet three” (en) is locked" in said
    assert "Week two" not in said
    assert "Week three" not in said


def test_the_same_again_changes_nothing_and_says_so(arne: Person, imported: Imported) -> None:
    _where, html = upload(arne.client, packed(export(imported.page)))
    assert "it changes nothing" in html


def test_rules_and_pages_that_the_clinic_keeps_stay_and_are_told_apart(arne: Person, page: ProgrammePage) -> None:
    files = dict(export(page))
    PUBLIC_PAGES[0].objects.get(locale=page.locale).save_revision(user=arne.account)
    files["pages/front.md"] = files["pages/front.md"].replace(b"title: ", b"title: Not ", 1)
    files["risk.yaml"] = files["risk.yaml"].replace(b"title: ", b"title: Not ", 1)
    before = RuleVersion.objects.count()
    where, html = upload(arne.client, packed(files))
    changes, stays = html.split("What stays as it is here")
    assert "it changes nothing" in changes
    assert "the clinical lead and supervisors keep them" in changes
    assert "Front page: title" in stays
    assert "Risk rules" in stays
    arne.client.post(where)
    assert RuleVersion.objects.count() == before


def test_a_programme_that_is_new_here(arne: Person, pack: Path) -> None:
    where, html = upload(arne.client, packed(in_folder(pack)))
    assert "The programme “small” is new here." in html
    assert not Program.objects.filter(slug="small").exists()
    arne.client.post(where)
    assert [week.title for week in ProgrammePage.objects.get(program__slug="small").modules()][0] == "Week one"


def test_a_week_that_is_taken_out_is_published_no_more(arne: Person, pack: Path, imported: Imported) -> None:
    change(pack, "program.yaml", "  - {number: 3, kind: follow_up, folder: three, after_days: 14}\n", "")
    where, html = upload(arne.client, packed(in_folder(pack)))
    assert "Week 3: Week three is taken out." in html
    arne.client.post(where)
    assert [week.number for week in imported.page.modules()] == [1, 2]


@pytest.mark.parametrize("kind", ["none", "no zip", "cut", "mistake"])
def test_a_file_that_is_not_right_is_refused_whole(arne: Person, pack: Path, kind: str) -> None:
    content = packed(in_folder(pack))
    before = Page.objects.count()
    if kind == "mistake":
        change(pack, "one/01-first.md", "A *short*", "A <b>short</b>")
        content = packed(in_folder(pack))
    sent = {"none": b"", "no zip": b"words", "cut": content[:-50], "mistake": content}[kind]
    said = {"none": "empty", "mistake": "one/01-first.md:1: HTML is not allowed."}.get(kind, "not a zip archive")
    response = arne.client.post("/cms/import/", {"file": SimpleUploadedFile("small.zip", sent)})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Page.objects.count() == before


def test_a_file_waits_for_its_owner_and_for_a_day_only(arne: Person, therese: Person, pack: Path) -> None:
    content = packed(in_folder(pack))
    first = unconfirmed.keep(content, arne.account_id)
    second = unconfirmed.keep(content, arne.account_id)
    assert unconfirmed.kept(arne.account_id, first) is None
    assert unconfirmed.kept(arne.account_id, second) == content
    assert unconfirmed.kept(therese.account_id, second) is None
    unconfirmed.LIFE, life = -unconfirmed.LIFE, unconfirmed.LIFE
    try:
        unconfirmed.keep(content, therese.account_id)
    finally:
        unconfirmed.LIFE = life
    assert unconfirmed.kept(arne.account_id, second) is None


def test_a_copy_in_another_language_begins_with_what_is_translated(arne: Person, page: ProgrammePage) -> None:
    url = f"/cms/programme/{page.pk}/copy/"
    assert 'name="slug"' in arne.client.get(url).content.decode()
    typed = {"title": "Nio veckor", "slug": "nine-weeks", "language": "sv"}
    answer = arne.client.post(url, typed, follow=True)
    assert "Nobody can join it before it has an edition." in answer.content.decode()
    copy = ProgrammePage.objects.get(program__slug="nine-weeks")
    weeks = list(copy.modules())
    assert (copy.title, copy.language, len(weeks)) == ("Nio veckor", "sv", 9)
    own = page.translations().get()
    assert [weeks[0].title, weeks[1].title] == [own.modules()[0].title, page.modules()[1].title]
    assert weeks[1].worksheet is not None
    assert weeks[1].worksheet.program == copy.program
    assert copy.consent_title == own.consent_title
    assert not Edition.objects.filter(program=copy.program).exists()
    # What nobody has translated yet keeps the first one from being made.
    assert len([said for said in blocking(copy) if "Nothing here is translated yet" in said]) == 8 + 8
    assert len(blocking(copy)) == 16
    arne.client.post(f"/cms/week/{weeks[1].pk}/arrange/", {"do": "week"})
    again = ModulePage.objects.child_of(copy).latest("pk")
    assert "Nothing here is translated yet" in arne.client.get(f"/cms/pages/{again.pk}/edit/").content.decode()
    assert not copy.program.joining_open
    assert AuditEvent.objects.filter(verb="program.copied", subject=str(copy.program_id)).count() == 1
    same = export(ProgrammePage.objects.get(pk=page.pk))
    assert unpacked(arne.client.get(f"/cms/programme/{page.pk}/export/").content) == same


def test_what_was_typed_is_kept_where_the_name_is_taken(arne: Person, page: ProgrammePage) -> None:
    typed = {"title": "My own title", "slug": "eight-weeks", "language": "sv"}
    response = arne.client.post(f"/cms/programme/{page.pk}/copy/", typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Another programme has this short name." in html
    assert "My own title" in html
    bad = arne.client.post(f"/cms/programme/{page.pk}/copy/", {**typed, "slug": "Nine weeks"})
    assert "Use small letters, digits and single hyphens only." in bad.content.decode()
    assert Program.objects.filter(slug__startswith="nine").count() == 0


def test_nobody_else_takes_brings_or_copies(
    anna: Person, therese: Person, arne: Person, stranger: Client, page: ProgrammePage
) -> None:
    urls = [f"/cms/programme/{page.pk}/{what}/" for what in ("export", "copy")]
    urls += ["/cms/import/", "/cms/import/00000000-0000-4000-8000-000000000000/"]
    for url in urls:
        for person in (anna, therese):
            assert person.client.get(url).status_code == 404
            assert person.client.post(url).status_code in {404, 405}
        assert stranger.get(url).status_code == 302
        assert arne.client.put(url).status_code == 405
    assert arne.client.get(urls[-1]).status_code == 404
    Account.objects.get(pk=arne.account_id).groups.clear()
    for url in urls:
        assert arne.client.get(url).status_code in {302, 404}


def test_the_form_costs_the_same_whatever_there_is(
    arne: Person, imported: Imported, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = arne.client
    with django_assert_max_num_queries(25):
        assert client.get("/cms/import/").status_code == 200
    assert zipfile.is_zipfile(io.BytesIO(packed(export(imported.page))))


def test_public_pages_that_the_file_does_not_bring_are_no_difference(arne: Person, imported: Imported) -> None:
    assert any(name.startswith("pages/") for name in export(imported.page))
    _where, html = upload(arne.client, packed(export(imported.page, with_pages=False)))
    assert "it changes nothing" in html
    assert "is taken out" not in html


def test_neither_weeks_that_were_moved_nor_a_taken_page_name_are_in_the_way(
    arne: Person, page: ProgrammePage, pack: Path, imported: Imported
) -> None:
    stop_beginning_with(imported.page, 1)
    first, second, third = imported.page.modules()
    arne.client.post(f"/cms/week/{first.pk}/arrange/", {"do": "later"})
    for week in (first, second):
        again: Any = ModulePage.objects.get(pk=week.pk)
        again.get_latest_revision().publish()
    where, _html = upload(arne.client, packed(in_folder(pack)))
    assert arne.client.post(where).status_code == 302
    assert [week.title for week in imported.page.modules()] == [first.title, second.title, third.title]
    copy = {"title": "Help", "slug": "help", "language": "en"}  # as the page “Help now” is called
    assert arne.client.post(f"/cms/programme/{page.pk}/copy/", copy).status_code == 302
