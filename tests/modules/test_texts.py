"""Texts go out to translators and come back as drafts: all of them, nothing else, and nothing by halves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client

from modules.models import ModulePage, ProgrammePage
from modules.texts import catalogue
from modules.texts.pieces import pieces
from modules.texts.standing import State, standings
from modules.texts.walking import TAG
from program.models import AuditEvent, Role
from tests import people
from tests.people import Person
from tests.worksheets.pages import form_of, soup, words
from worksheets.models import Worksheet

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def url(page: ProgrammePage) -> str:
    return f"/cms/programme/{page.pk}/texts/sv/"


@pytest.fixture
def po(page: ProgrammePage) -> polib.POFile:
    return polib.pofile(catalogue.exported(page, "sv", standings(page, "sv")))


def entry_at(po: polib.POFile, place: str) -> polib.POEntry:
    return next(entry for entry in po if entry.msgctxt == place)


def upload(person: Person, url: str, text: str) -> HttpResponse:
    file = SimpleUploadedFile("texts.po", text.encode())
    return person.client.post(f"{url}import/", {"file": file, "do": "look"})  # type: ignore[return-value]  # the client's own


def import_(person: Person, url: str, po: polib.POFile) -> HttpResponse:
    """As somebody does it: look, then confirm what was shown."""
    looked = upload(person, url, str(po))
    assert looked.status_code == 200
    form = form_of(looked, "form:has([name=texts])")
    return person.client.post(f"{url}import/", {**form, "do": "import"}, follow=True)  # type: ignore[return-value]  # the client's own


def in_pseudo(words: str) -> str:
    """Every word between marks that no sample has; tags stay."""
    texts, tags = TAG.split(words), [*TAG.findall(words), ""]
    marked = (f"«{text.split()[0]}»" if text.strip() else text for text in texts)
    return "".join(f"{text}{tag}" for text, tag in zip(marked, tags, strict=True))


def strings(value: Any, *, below: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a stored stream, with the name that it has there."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from strings(each, below=name)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each, below=below)
    elif isinstance(value, str) and value.strip():
        yield below, value


def test_every_text_is_in_the_file_and_nothing_else_is(page: ProgrammePage, po: polib.POFile) -> None:
    there = {entry.msgid for entry in po}
    never = {"id", "type", "key", "kind", "part", "follow_up_on", "question"}
    for piece in pieces(page, "sv"):
        row: Any = piece.source
        for name in ("title", "aim"):
            assert getattr(row, name, None) in {None, *there}
        for name in ("steps", "questions", "consent_parts"):
            for below, text in strings([*getattr(row, name).get_prep_value()] if hasattr(row, name) else []):
                # A stream keeps rich text under this name, and a choice its key.
                is_key = below in never or (below == "value" and not text.startswith("<"))
                assert is_key or text in there, (piece.place, below, text)
    last = {entry.msgctxt.rpartition("/")[2] for entry in po}
    assert not last & {*never, "value", "gate", "number", "minutes", "length_days", "slug", "min", "max", "week"}
    assert not there & {"time", "worksheet", "letter", "7", "eight-weeks", *(week.slug for week in page.modules())}
    assert len({entry.msgctxt for entry in po}) == len(po)


def test_what_is_exported_changes_nothing(page: ProgrammePage, arne: Person, url: str) -> None:
    first = arne.client.get(f"{url}export/")
    assert first["Content-Disposition"] == 'attachment; filename="eight-weeks-sv.po"'
    assert first.content == arne.client.get(f"{url}export/").content
    assert "nothing would change" in words(upload(arne, url, first.content.decode()))
    assert not AuditEvent.objects.filter(verb="texts.imported").exists()


def test_all_of_it_translated_and_imported_is_there(
    page: ProgrammePage, arne: Person, url: str, po: polib.POFile
) -> None:
    live = ModulePage.objects.filter(locale__language_code="sv").values_list("pk", flat=True)
    before = {pk: ModulePage.objects.get(pk=pk).aim for pk in live}
    for entry in po:
        entry.msgstr = in_pseudo(entry.msgid)
    assert "Imported as drafts: 19." in words(import_(arne, url, po))
    again = polib.pofile(catalogue.exported(page, "sv", standings(page, "sv")))
    assert {entry.msgctxt: entry.msgstr for entry in again} == {entry.msgctxt: entry.msgstr for entry in po}
    found = {each.piece.place: each for each in standings(page, "sv")}
    assert (found["week-2"].state, found["week-2"].has_draft) == (State.DRAFT, False)
    assert found["week-1"].has_draft
    assert not any(each.is_stale for each in found.values())
    assert before == {pk: ModulePage.objects.get(pk=pk).aim for pk in live}
    week = ModulePage.objects.get(locale__language_code="sv", number=3).get_latest_revision_as_object()
    assert (week.worksheet.locale.language_code, week.live) == ("sv", False)
    assert [step.value["key"] for step in week.steps] == [step.value["key"] for step in page.modules()[2].steps]
    event = AuditEvent.objects.get(verb="texts.imported")
    assert event.detail == {"language": "sv", "texts": len(po), "made": 16}
    assert event.actor == str(arne.account_id)


def test_a_translator_may_write_quotation_marks_as_they_are(
    page: ProgrammePage, arne: Person, url: str, po: polib.POFile
) -> None:
    entry_at(po, "week-1/expect").msgstr = '<p>Säg "nej" & gå.</p>'
    import_(arne, url, po)
    again = polib.pofile(catalogue.exported(page, "sv", standings(page, "sv")))
    assert entry_at(again, "week-1/expect").msgstr == "<p>Säg &quot;nej&quot; &amp; gå.</p>"
    assert "nothing would change" in words(upload(arne, url, str(po)))


def test_a_stale_text_is_fuzzy_and_taken_once_it_is_not(page: ProgrammePage, arne: Person, url: str) -> None:
    week = page.modules()[0]
    old, week.aim = week.aim, "Look at where you stand."
    week.save_revision().publish()
    po = polib.pofile(arne.client.get(f"{url}export/").content.decode())
    entry = entry_at(po, "week-1/aim")
    assert (entry.fuzzy, entry.previous_msgid) == (True, old)
    assert "nothing would change" in words(upload(arne, url, str(po)))
    entry.flags.remove("fuzzy")
    import_(arne, url, po)
    assert not any(each.is_stale for each in standings(page, "sv"))


def test_a_text_of_older_words_is_taken_and_stays_stale(
    page: ProgrammePage, arne: Person, url: str, po: polib.POFile
) -> None:
    entry_at(po, "week-1/aim").msgstr = "Känn efter."
    week = page.modules()[0]
    week.aim = "Look at where you stand."
    week.save_revision().publish()
    assert "stays stale" in words(upload(arne, url, str(po)))
    import_(arne, url, po)
    found = next(each for each in standings(page, "sv") if each.piece.place == "week-1")
    assert found.is_stale
    assert next(line.said for line in found.lines if line.place == "week-1/aim") == "Känn efter."


def test_a_source_with_other_blocks_gives_them_to_the_translation(page: ProgrammePage, arne: Person, url: str) -> None:
    week = page.modules()[0]
    week.steps[0].value["body"].append(("text", "<p>One more thing.</p>"))
    week.save_revision().publish()
    po = polib.pofile(arne.client.get(f"{url}export/").content.decode())
    place = "week-1/steps/welcome/body/5"
    entry_at(po, place).msgstr = "<p>En sak till.</p>"
    import_(arne, url, po)
    row = ModulePage.objects.get(locale__language_code="sv", number=1).get_latest_revision_as_object()
    assert row.steps[0].value["body"][4].value.source == "<p>En sak till.</p>"
    assert "välkommen" in row.steps[0].value["title"]


REFUSED: dict[str, dict[str, Any]] = {
    "has no such text": {"msgctxt": "week-1/gate"},
    'must be those of the source: <p> <a href="/help/">': {"msgstr": "<p>Utan länk.</p>"},
    "must be those of the source": {"msgstr": '<p>Se <a href="/elsewhere/">dit</a>.</p>'},
    "The placeholders differ": {"msgstr": '<p>%(name)s <a href="/help/">Hjälp</a></p>'},
    "no plural forms": {"msgid_plural": "many", "msgstr_plural": {0: "x"}},
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_is_not_understood_is_refused_whole(
    arne: Person, url: str, po: polib.POFile, sentence: str, page: ProgrammePage
) -> None:
    entry_at(po, "week-1/title").msgstr = "En annan rubrik"
    place = "week-1/steps/safe-for-now/body/2/text"
    vars(entry_at(po, place)).update(REFUSED[sentence])
    response = upload(arne, url, str(po))
    assert response.status_code == 409
    assert sentence in words(response)
    assert "Line " in words(response)
    with pytest.raises(catalogue.NotTaken):
        catalogue.read(str(po), page, "sv", standings(page, "sv"))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda text: text.replace("Language: sv", "Language: fi"), "for Language; expected “sv”"),
        (lambda text: text.replace("Programme: eight-weeks", "Programme: other"), "expected “eight-weeks”"),
        (lambda text: text.replace('msgid "Eight weeks"', 'msgid "Eight "weeks"'), "Line "),
        (lambda _text: "/etc/hostname", "This is not a PO file"),
        (lambda _text: "", "This is not a PO file"),
        (lambda text: f'{text}\nmsgctxt "week-1/title"\nmsgid "Where I am"\nmsgstr "x"\n', "twice"),
        (lambda text: text.replace('msgstr "Där jag står"', f'msgstr "{"å" * 256}"'), "at most 255 characters"),
    ],
)
def test_a_wrong_file_is_named(arne: Person, url: str, po: polib.POFile, spoil: Any, sentence: str) -> None:
    response = upload(arne, url, spoil(str(po)))
    assert response.status_code == 409
    assert sentence in words(response)


def test_no_file_and_no_text_are_named(arne: Person, url: str) -> None:
    assert arne.client.post(f"{url}import/", {"do": "import"}).status_code == 409
    latin = SimpleUploadedFile("texts.po", 'msgid "å"\n'.encode("latin-1"))
    assert "not in UTF-8" in words(arne.client.post(f"{url}import/", {"file": latin}))


def test_one_draft_that_cannot_be_saved_stops_all_of_it(
    arne: Person, url: str, po: polib.POFile, page: ProgrammePage
) -> None:
    for place in ("week-1/title", "worksheet-start/title"):
        entry_at(po, place).msgstr = "Ett nytt namn"
    ModulePage.objects.filter(locale__language_code="sv", number=1).update(locked=True)
    assert "is locked" in words(import_(arne, url, po))
    assert not Worksheet.objects.get(key="start", locale__language_code="sv").has_unpublished_changes


def test_rights_are_those_of_the_studio(arne: Person, url: str, po: polib.POFile) -> None:
    group = Group.objects.get(name="Editors")
    group.permissions.remove(*group.permissions.filter(codename="submit_translation"))
    entry_at(po, "week-2/title").msgstr = "Mitt mönster"
    assert "You may not change “My pattern”" in words(upload(arne, url, str(po)))


def test_a_translator_brings_drafts_into_their_own_tree(page: ProgrammePage, url: str, po: polib.POFile) -> None:
    tove = people.new_staff("tove@clinic.example", "Tove", Role.TRANSLATOR)
    for place in ("week-1/title", "worksheet-start/title"):
        entry_at(po, place).msgstr = "Ett nytt namn"
    assert "Imported as drafts: 2." in words(import_(tove, url, po))


def test_nobody_else_opens_it(anna: Person, therese: Person, arne: Person, stranger: Client, url: str) -> None:
    for address in (f"{url}export/", f"{url}import/"):
        for person in (anna, therese):
            assert person.client.get(address).status_code == 404
            assert person.client.post(address).status_code == 404
        assert stranger.get(address).status_code == 302
        assert arne.client.put(address).status_code == 405
        assert arne.client.get(address.replace("/sv/", "/xx/")).status_code == 404
    assert soup(arne.client.get(f"{url}import/")).select_one("[type=file]") is not None


def test_the_commands_do_the_same(tmp_path: Path, page: ProgrammePage, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sv.po"
    call_command("program_texts_export", "eight-weeks", "sv", file)
    po = polib.pofile(str(file))
    entry_at(po, "week-2/title").msgstr = "Mitt mönster"
    po.save()
    call_command("program_texts_import", "eight-weeks", "sv", file)
    assert "Made a draft of My pattern." in capsys.readouterr().out
    call_command("program_texts_import", "eight-weeks", "sv", file)
    assert "nothing changed" in capsys.readouterr().out
    file.write_text("nonsense\n")
    for arguments in (("eight-weeks", "sv"), ("eight-weeks", "xx"), ("other", "sv")):
        with pytest.raises(CommandError):
            call_command("program_texts_import", *arguments, file)
