"""A programme leaves as files and comes back the same, in this clinic and in one that has nothing yet."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings
from wagtail.models import Page
from wagtail.rich_text import RichText

from modules.actions.bringing import Imported
from modules.actions.importing import import_pack
from modules.exporting import export
from modules.freezing import NotReady
from modules.models import ProgramMedia, ProgrammePage
from modules.models.public import PUBLIC_PAGES, HelpPage
from modules.packs.problems import PackRefused
from program import clock
from program.models import Program
from tests.modules import films
from tests.modules.small_pack import change
from worksheets.files.tree import Files
from worksheets.models import LetterTemplate, RuleVersion, StoredInstrument, Worksheet

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def media_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def forget_all() -> None:
    """As in a clinic that has nothing yet; what editions froze stays, and no export looks at it."""
    for page in Page.objects.filter(depth=2):
        page.specific.delete() if not isinstance(page.specific, PUBLIC_PAGES) else Page.delete(page)
    for model in (Worksheet, ProgramMedia):
        model.objects.all().delete()
    for frozen in (LetterTemplate, RuleVersion, StoredInstrument):
        frozen.objects.all()._raw_delete(frozen.objects.db)
    for program in Program.objects.all():
        Program.objects.filter(pk=program.pk).update(slug=f"gone-{program.slug}")


def bring(files: Files) -> Imported:
    return import_pack(folder=files, by="tests", today=clock.today())


def test_the_sample_comes_back_the_same(page: ProgrammePage) -> None:
    films.show_in(page.modules()[0], films.saved_film())
    films.read_aloud(page.modules()[1])
    first = export(page)
    assert {"sv/week-1/worksheet.yaml", "sv/pages/front.md", "media.yaml", "media/breathing.mp4"} <= set(first)
    forget_all()
    done = bring(first)
    assert export(done.page) == first
    again = bring(first)
    assert (again.made, again.changed) == ([], [])


def test_what_is_exported_is_what_was_imported(page: ProgrammePage) -> None:
    """The export says with other words in YAML what the folder says; bringing it changes nothing."""
    done = bring(export(page))
    assert (done.made, done.changed) == ([], [])


def test_each_part_of_a_pack_comes_back(pack: Path, imported: Imported) -> None:
    """What the sample does not have: a pointer to the worksheet, two videos of one name, words behind a door."""
    week = imported.page.modules()[0]
    body = week.steps[0].value["body"]
    body.append(("worksheet", {"text": RichText("<p>Begin <b>here</b>.</p>")}))
    body.append(("term", {"title": "Trigger", "text": RichText("<p>What comes before.</p>")}))
    folds = [{"title": "Part *1*", "text": RichText("<h3>Big</h3><p>Words.</p>")}, {"title": "2", "text": RichText("")}]
    body.append(("accordion", {"title": "", "parts": folds}))
    body.append(("video", {"media": films.saved_film()}))
    body.append(("video", {"media": films.saved_film()}))
    other = films.new_film(transcript="Something else.")
    other.save()
    body.append(("video", {"media": other}))
    week.save_revision().publish()
    page = HelpPage(title="Help", locale=imported.page.locale, slug="help", child="<ol><li>Go to them.</li></ol>")
    HelpPage.objects.all().delete()
    imported.page.get_parent().add_child(instance=page)
    first = export(imported.page)
    assert first["pages/help.md"] == b"---\ntitle: Help\nchild: |\n  1. Go to them.\n---\n"
    step = first["week-1/01-first.md"].decode()
    assert "::: term Trigger\nWhat comes before.\n:::\n" in step
    assert "::: accordion\n### Part \\*1\\*\n\n**Big**\n\nWords.\n\n### 2\n\n:::\n" in step
    assert "::: worksheet\nBegin **here**.\n:::\n" in step
    assert "::: video breathing-" in step
    assert len([name for name in first if name.startswith("media/") and name.endswith(".mp4")]) == 2
    forget_all()
    assert export(bring(first).page) == first


def test_letters_of_a_translation_come_with_it(pack: Path, imported: Imported) -> None:
    change(pack, "program.yaml", "consent:", "translations: [sv]\nconsent:")
    (pack / "sv").mkdir()
    (pack / "sv/consent.md").write_bytes((pack / "consent.md").read_bytes())
    (pack / "sv/translation.yaml").write_text("title: Små steg\nconsent: consent.md\nletters: letters.yaml\n")
    letter = "letters:\n  - {key: hello, title: Hej, week: 1, question: words, text: 'Hej! [their words: words]'}\n"
    (pack / "sv/letters.yaml").write_text(letter)
    done = import_pack(folder=pack, by="tests", today=clock.today())
    assert "letter template hello" in done.made
    row = LetterTemplate.objects.get(program=done.page.program)
    assert (row.language, row.week, row.question) == ("sv", 1, "words")
    assert b"key: hello" in export(done.page)["sv/letters.yaml"]
    change(pack, "sv/letters.yaml", "question: words", "question: nothing")
    with pytest.raises(PackRefused, match=r"sv/letters.yaml:2: The worksheet does not ask “nothing”"):
        import_pack(folder=pack, by="tests", today=clock.today())


def test_what_no_file_can_say_is_told_and_nothing_is_written(imported: Imported) -> None:
    week = imported.page.modules()[0]
    worksheet = Worksheet.objects.get(key="one")
    worksheet.unpublish()
    with pytest.raises(NotReady, match="The worksheet of week 1 is not published"):
        export(imported.page)
    worksheet.save_revision().publish()
    week.expect = "<p>::: callout</p>"
    week.save_revision().publish()
    with pytest.raises(NotReady, match="signs that no file can hold"):
        export(imported.page)
    week.expect, week.number = "", 7
    week.save_revision().publish()
    with pytest.raises(NotReady, match="must be numbered 1, 2, 3"):
        export(imported.page)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("key: film", "key: Film", "“key” may hold small letters"),
        ("film.mp4\n", "film.html\n", "“film.html” is not named as a file of this kind"),
        ("title: Film", "title: Film\n    captions: none.vtt", "The file “none.vtt” is missing."),
        ("transcript: All.", "width: 10", "A video needs a transcript"),
        ("key: film", "key: other", "one/01-first.md:14: The pack’s media list has no video with the key “film”."),
    ],
)
def test_a_film_that_is_not_right_is_refused(pack: Path, imported: Imported, old: str, new: str, said: str) -> None:
    change(pack, "program.yaml", "consent:", "media: media.yaml\nconsent:")
    listed = "media:\n  - key: film\n    kind: video\n    title: Film\n    file: film.mp4\n    transcript: All.\n"
    (pack / "media.yaml").write_text(listed + "    captions: film.vtt\n")
    (pack / "film.mp4").write_bytes(films.BYTES)
    (pack / "film.vtt").write_text(films.CAPTIONS)
    with (pack / "one/01-first.md").open("a") as step:
        step.write("\n::: video film\n:::\n")
    if "captions" in new:
        change(pack, "media.yaml", "    captions: film.vtt\n", "")
    change(pack, "media.yaml", old, new)
    if "html" in new:
        (pack / "film.html").write_bytes(b"x")
    with pytest.raises(PackRefused) as refused:
        import_pack(folder=pack, by="tests", today=clock.today())
    assert said in str(refused.value)
    assert not ProgramMedia.objects.exists()


def test_the_command_writes_one_file_that_the_other_reads(imported: Imported, tmp_path: Path) -> None:
    file = tmp_path / "small.zip"
    call_command("program_export", "small", str(file), verbosity=0)
    first = file.read_bytes()
    call_command("program_export", "small", str(file), "--language", "en", verbosity=0)
    assert file.read_bytes() == first
    out = StringIO()
    call_command("program_import", str(file), stdout=out)
    assert out.getvalue() == "Everything was as in the pack already; nothing changed.\n"
    file.write_bytes(first[:-100])
    with pytest.raises(CommandError, match=r"Nothing was imported.\nThis is no programme file"):
        call_command("program_import", str(file))
    for wrong in (["none"], ["small", "--language", "sv"]):
        with pytest.raises(CommandError, match="There is no such programme"):
            call_command("program_export", *wrong[:1], str(file), *wrong[1:])
    with pytest.raises(CommandError, match="There is no folder and no file"):
        call_command("program_import", str(tmp_path / "nothing.zip"))
