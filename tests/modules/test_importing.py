"""A pack becomes pages and worksheets: all of it or nothing, and only what differs."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision, Site

from modules.actions.bringing import Imported
from modules.actions.importing import import_pack
from modules.actions.sites import ensure_site
from modules.freezing import NotReady
from modules.models import ModulePage, ProgrammePage
from modules.packs.problems import PackRefused
from program import clock
from program.models import AuditEvent, ConsentText, Edition, Program
from tests.modules.small_pack import change
from worksheets.models import Worksheet

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def again(pack: Path, *, publish: bool = True) -> Imported:
    return import_pack(folder=pack, by="tests", today=clock.today(), publish=publish)


def said(pack: Path, *options: str) -> str:
    out = StringIO()
    call_command("program_import", str(pack), *options, stdout=out)
    return out.getvalue()


def test_a_pack_becomes_pages_worksheets_and_an_edition(imported: Imported) -> None:
    page = imported.page
    assert (page.program.slug, page.title, page.live, page.language) == ("small", "Small steps", True, "en")
    weeks = list(page.modules())
    assert [(week.number, week.kind, week.gate, week.after_days) for week in weeks] == [
        (1, "week", "letter", 0),
        (2, "week", "worksheet", 0),
        (3, "follow_up", "time", 14),
    ]
    assert [step.value["key"] for step in weeks[0].steps] == ["first", "second"]
    assert weeks[0].worksheet is not None
    assert weeks[0].worksheet.live
    assert imported.edition is not None
    assert imported.edition.number == 1
    assert imported.edition_is_new


def test_the_same_pack_again_changes_nothing_and_says_so(pack: Path, imported: Imported) -> None:
    revisions = Revision.objects.count()
    events = AuditEvent.objects.count()
    done = again(pack)
    assert (done.made, done.changed, done.edition_is_new) == ([], [], False)
    assert done.edition == imported.edition
    assert Revision.objects.count() == revisions
    assert AuditEvent.objects.count() == events
    assert said(pack, "--publish") == (
        "Everything was as in the pack already; nothing changed.\nEdition 1 holds the same; no new edition was made.\n"
    )


def test_only_what_differs_is_changed(pack: Path, imported: Imported) -> None:
    change(pack, "two/02-second.md", "The last page", "The very last page")
    change(pack, "two/worksheet.yaml", "How is your mood?", "How was your mood?")
    done = again(pack)
    assert done.made == []
    assert done.changed == ["worksheet two", "modulepage week-2"]
    assert done.edition_is_new
    assert done.edition is not None
    assert done.edition.number == 2
    assert said(pack) == "Everything was as in the pack already; nothing changed.\n"


def test_an_editors_words_stay_in_the_history(pack: Path, imported: Imported) -> None:
    week = imported.page.modules()[0]
    week.aim = "An editor's aim."
    week.save_revision().publish()
    assert again(pack, publish=False).changed == ["modulepage week-1"]
    week.refresh_from_db()
    assert week.aim == "Look around."
    assert any(revision.content["aim"] == "An editor's aim." for revision in week.revisions.all())


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("three/02-second.md", "The last", "<b>The last"),
        ("three/worksheet.yaml", "kind: scale", "kind: dial"),
        ("consent.md", "(/help/)", "(/away/)"),
    ],
)
def test_a_pack_with_a_mistake_changes_nothing(pack: Path, name: str, old: str, new: str) -> None:
    change(pack, name, old, new)
    before = (Page.objects.count(), Worksheet.objects.count(), Program.objects.count())
    with pytest.raises(PackRefused):
        again(pack)
    assert (Page.objects.count(), Worksheet.objects.count(), Program.objects.count()) == before


def test_an_edition_that_cannot_be_made_takes_the_import_back(pack: Path, imported: Imported) -> None:
    change(pack, "consent.md", "somebody writes back", "nobody writes back")
    with pytest.raises(NotReady, match="Raise its version"):
        again(pack)
    page = ProgrammePage.objects.get(pk=imported.page.pk)
    assert "somebody" in page.consent_parts[0].value["text"].source
    assert ConsentText.objects.filter(program=page.program).count() == 1


def test_the_command_says_the_line_and_that_nothing_was_done(pack: Path) -> None:
    change(pack, "one/01-first.md", "The [help", "![help")
    with pytest.raises(CommandError) as refused:
        call_command("program_import", str(pack))
    assert str(refused.value) == "Nothing was imported.\none/01-first.md:12: Images are not allowed."
    change(pack, "one/01-first.md", "![help", "The [help")
    call_command("program_import", str(pack), "--publish", verbosity=0)
    change(pack, "consent.md", "somebody", "nobody")
    with pytest.raises(CommandError, match="Nothing was imported. The consent text differs from version 1"):
        call_command("program_import", str(pack), "--publish")


def test_the_command_names_what_it_made(pack: Path) -> None:
    lines = said(pack, "--publish").splitlines()
    assert lines[0] == "Made program small."
    assert "Made modulepage follow_up-3." in lines
    assert lines[-1] == "Published edition 1, for people who join from now on."


def test_a_bare_database_gets_its_root_and_the_editors_their_rights(imported: Imported) -> None:
    root = ensure_site()
    assert Site.objects.get(is_default_site=True).root_page.pk == root.pk
    assert imported.page.get_parent().pk == root.pk
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert Page.objects.filter(depth=1).count() == 1


def test_a_second_programme_stands_beside_the_first(imported: Imported, programme: Program) -> None:
    assert ProgrammePage.objects.filter(program=programme).exists()
    assert ProgrammePage.objects.filter(locale__language_code="en").count() == 2
    assert Edition.objects.filter(program__slug="small").count() == 1
    assert ModulePage.objects.child_of(imported.page).count() == 3
