"""Instruments that come with a pack: stored once, refused with file and line, asked and scored on the real pages."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from modules.actions.bringing import Imported
from modules.actions.importing import import_pack
from modules.actions.publishing import publish_edition
from modules.freezing import NotReady, freeze
from modules.packs.problems import PackRefused
from modules.packs.reader import read_pack
from program import clock
from program.models import AuditEvent, Edition, MeasureFact, Program
from tests import people, rows
from tests.modules import small_pack
from tests.modules.small_pack import change
from tests.people import Person
from tests.worksheets.measures.samples import example, filled
from tests.worksheets.measuring import URL, chosen, page_form
from tests.worksheets.pages import words
from vault.frozen import Frozen
from worksheets.actions.instruments import store
from worksheets.measures.registry import REGISTRY
from worksheets.measures.writer import dump
from worksheets.models import StoredInstrument

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

POINTS = """\
assessments:
  - {key: baseline, kind: baseline, instruments: [evenings, who_5], window_days: 14}
"""
RISK = """\
rules:
  - key: restless
    title: Restless evenings
    severity: soon
    door: myself
    looks_at: {measure: evenings, item: restless}
    when: {kind: at_least, value: 2}
    participant_sees: help
    told: Evenings were often restless.
    basis: Own choice.
"""
EVENINGS = "instruments/evenings.yaml"
WHO_5 = "instruments/who-5.yaml"


def with_instruments(pack: Path) -> Path:
    """The small pack with two instruments, both asked: the clinic's own, and the filled slot of the WHO-5."""
    (pack / "instruments").mkdir()
    (pack / EVENINGS).write_text(example().replace("enabled_by_default: false", "enabled_by_default: true"))
    (pack / WHO_5).write_text(dump(replace(filled(REGISTRY["who_5"]), enabled_by_default=True)))
    with (pack / "program.yaml").open("a") as program:
        program.write(POINTS)
    return pack


@pytest.fixture
def bringing(pack: Path) -> Path:
    return with_instruments(pack)


def bring(pack: Path) -> Imported:
    return import_pack(folder=pack, by="tests", today=clock.today(), publish=True)


@pytest.fixture(scope="session")
def brought(once: rows.Doing, tmp_path_factory: pytest.TempPathFactory) -> rows.Once:
    folder = with_instruments(small_pack.write(tmp_path_factory.mktemp("bringing")))
    return once(lambda: bring(folder))


def refusal(pack: Path) -> str:
    with pytest.raises(PackRefused) as refused:
        bring(pack)
    return str(refused.value)


def said(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def stored() -> list[tuple[str, str, str]]:
    """Beside those that the sample programme brings in Swedish."""
    rows = StoredInstrument.objects.exclude(language="sv").order_by("pk")
    return list(rows.values_list("key", "version", "language"))


# Storing


def test_a_pack_brings_its_instruments_once_and_says_what_was_understood(bringing: Path) -> None:
    text = said("program_import", str(bringing), "--publish")
    assert "Evenings (evenings, version 1, language en)" in text
    assert "Scores exactly as the who_5 that comes with the program." in text
    assert "Made instrument evenings 1 (en)." in text
    assert stored() == [("evenings", "1", "en"), ("who_5", "1", "en")]
    event = AuditEvent.objects.filter(verb="instrument.stored").latest("pk")
    assert event.detail == {"instrument": "who_5", "version": "1", "language": "en"}
    again = bring(bringing)
    assert (again.made, again.changed, again.understood, again.edition_is_new) == ([], [], [], False)
    assert len(stored()) == 2
    assert AuditEvent.objects.filter(verb="instrument.stored").latest("pk") == event


def test_stored_rows_are_never_changed(brought: rows.Once) -> None:
    brought.again()
    with pytest.raises(Frozen):
        StoredInstrument.objects.update(text="")
    with pytest.raises(Frozen):
        StoredInstrument.objects.all()[0].save()


def test_a_remark_in_the_file_is_no_other_content(bringing: Path, brought: rows.Once) -> None:
    brought.again()
    change(bringing, EVENINGS, "format: 1", "# Read by two people.\nformat: 1")
    assert bring(bringing).made == []
    assert len(stored()) == 2


def test_other_content_needs_another_version_and_makes_an_edition(bringing: Path) -> None:
    first = bring(bringing).edition
    change(bringing, EVENINGS, "title: Evenings", "title: Late evenings")
    assert refusal(bringing).startswith(
        f"{EVENINGS}:3: Version 1 of “evenings” in “en” is stored already with other content"
    )
    change(bringing, EVENINGS, 'version: "1"', 'version: "2"')
    done = bring(bringing)
    assert done.made == ["instrument evenings 2 (en)"]
    assert done.edition_is_new
    assert done.edition != first


def test_a_refused_pack_stores_nothing(bringing: Path) -> None:
    change(bringing, WHO_5, "higher is better", "higher is worse")
    assert refusal(bringing).startswith(f"{WHO_5}:3: “who_5” scores otherwise than version 1 in the program.")
    assert stored() == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("minutes: 1", "minutes: few", f"{EVENINGS}:8: “minutes” must be a whole number, 1 or more."),
        ("licence: Written by this clinic.\n", "", f"{EVENINGS}:1: “licence” is missing."),
        ("key: evenings", "key: phq_2", f"{EVENINGS}:2: “phq_2” comes with the program"),
        ("key: evenings", "key: evening", "program.yaml:11: “evenings” cannot be asked: there is no such instrument"),
        ("enabled_by_default: true", "enabled_by_default: false", "program.yaml:11: “evenings” cannot be asked: it is"),
        ("language: en", "language: sv", "program.yaml:11: “evenings” cannot be asked: it is stored neither in"),
    ],
    ids=["minutes", "licence", "ours", "another key", "off", "another language"],
)
def test_a_mistake_is_said_once_with_file_and_line(bringing: Path, old: str, new: str, expected: str) -> None:
    change(bringing, EVENINGS, old, new)
    if "comes with" in expected:
        change(bringing, "program.yaml", "[evenings, who_5]", "[who_5]")
    assert refusal(bringing).startswith(expected)
    assert "\n" not in refusal(bringing)


def test_the_same_instrument_twice_and_other_files_are_refused(bringing: Path) -> None:
    (bringing / "instruments" / "late.yaml").write_text((bringing / EVENINGS).read_text())
    (bringing / "instruments" / "notes.txt").write_text("x")
    assert refusal(bringing).splitlines() == [
        f"instruments/late.yaml:2: “{EVENINGS}” holds this instrument too.",
        "instruments/notes.txt:1: Only instruments belong here, in files whose names end in .yaml.",
    ]


def test_a_pack_may_name_what_was_stored_before(bringing: Path) -> None:
    said("instrument_import", str(bringing / EVENINGS))
    (bringing / EVENINGS).unlink()
    assert bring(bringing).edition_is_new
    with pytest.raises(PackRefused):
        read_pack(bringing)


def test_publishing_refuses_what_cannot_be_asked(bringing: Path) -> None:
    page = bring(bringing).page
    page.assessments = [{**page.assessments[0], "instruments": ["mornings", "phq_9"]}]
    with pytest.raises(NotReady) as refused:
        publish_edition(page=page, by="tests", today=clock.today())
    first, second = refused.value.sentences
    assert first.startswith("“mornings” cannot be asked: there is no such instrument; known are dass_21,")
    assert second.startswith("“phq_9” cannot be asked")


def test_a_watched_item_is_asked_only_where_a_rule_looks_at_it(bringing: Path) -> None:
    change(bringing, EVENINGS, "text: I was restless.", "text: I was restless., watched: true")
    with pytest.raises(NotReady) as refused:
        bring(bringing)
    assert refused.value.sentences == ["“evenings” cannot be asked: no risk rule looks at its item “restless”."]
    with (bringing / "program.yaml").open("a") as program:
        program.write("risk: risk.yaml\n")
    (bringing / "risk.yaml").write_text(RISK)
    assert bring(bringing).edition_is_new


def test_what_the_program_brings_costs_publishing_no_statement(
    imported: Imported, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = imported.page
    page.assessments = [{"instruments": ["phq_2"]}]
    freeze(page)
    page.assessments = []
    with CaptureQueriesContext(connection) as without:
        freeze(page)
    page.assessments = [{**vars(read_pack(Path("content/eight-weeks")).assessments[0]), "instruments": ["gad_7"]}]
    with django_assert_num_queries(len(without)):
        freeze(page)


# The command


def test_the_command_stores_and_says_what_was_understood(bringing: Path) -> None:
    lines = said("instrument_import", str(bringing / WHO_5)).splitlines()
    assert lines[0] == "WHO-5 (who_5, version 1, language en)"
    assert lines[-1] == "Stored. An assessment point may name “who_5”."
    assert said("instrument_import", str(bringing / WHO_5)).splitlines()[-1].startswith("Stored already")
    assert stored() == [("who_5", "1", "en")]


def test_the_command_refuses_with_the_line_and_stores_nothing(bringing: Path) -> None:
    change(bringing, WHO_5, "times: 4", "times: 0")
    with pytest.raises(CommandError, match=r"Nothing was stored.\nwho-5.yaml:[0-9]+: Expected more than 0."):
        said("instrument_import", str(bringing / WHO_5))
    with pytest.raises(CommandError, match="The file “none.yaml” is missing"):
        said("instrument_import", str(bringing / "none.yaml"))
    assert stored() == []


# On the pages


@pytest.fixture
def asked(programme: Program, brought: rows.Once, therese: Person) -> Person:
    """Somebody in the small programme, asked at the start what the pack brought."""
    brought.again()
    program = Program.objects.get(slug="small")
    Program.objects.filter(pk=program.pk).update(joining_open=True)
    return people.new_participant("quiet-harbour-11", program)


def answer(person: Person, *values: int) -> str:
    fields = page_form(person.client, do="save")
    return words(person.client.post(URL, fields | chosen_of(fields, *values), follow=True))


def chosen_of(fields: dict[str, str], *values: int) -> dict[str, str]:
    if "who_5" in fields["asked"]:
        return chosen(fields, *values)
    return {f"{fields['asked']}-{name}": str(value) for name, value in zip(("restless", "rested"), values, strict=True)}


def test_a_filled_slot_is_asked_scored_and_told(asked: Person, therese: Person) -> None:
    assert "About 2 minutes." in asked.client.get("/home/").content.decode()
    assert "Did you go to bed at the time you had planned?" in words(asked.client.get(URL))
    assert "Statement q1" in answer(asked, 2, 0)
    answer(asked, 1, 1, 1, 1, 1)
    facts = MeasureFact.objects.filter(enrolment=asked.enrolment).order_by("instrument")
    assert [(fact.instrument, fact.version, fact.total) for fact in facts] == [("evenings", "1", 6), ("who_5", "1", 20)]
    assert "WHO-5" in words(asked.client.get("/progress/"))
    case = words(therese.client.get(f"/staff/case/{asked.account_id}/"))
    assert "20 (Low wellbeing: ask about depression)" in case
    assert "6 (Unrest)" in case


def test_an_edition_goes_on_asking_its_own_version(asked: Person, bringing: Path) -> None:
    with people.days_ago(-1):
        change(bringing, EVENINGS, 'version: "1"', 'version: "2"')
        change(bringing, EVENINGS, "I was restless.", "I was restless and awake.")
        bring(bringing)
    assert Edition.objects.filter(program__slug="small").count() == 2
    assert "I was restless." in words(asked.client.get(URL))


def test_an_older_version_keeps_its_bands_on_the_page(asked: Person, bringing: Path, therese: Person) -> None:
    answer(asked, 2, 0)
    change(bringing, EVENINGS, 'version: "1"', 'version: "2"')
    change(bringing, EVENINGS, "label: Unrest", "label: Otherwise called")
    bring(bringing)
    case = words(therese.client.get(f"/staff/case/{asked.account_id}/"))
    assert "6 (Unrest)" in case
    assert "Otherwise called" not in case


def test_a_translation_is_asked_in_its_language_alone(asked: Person, bringing: Path) -> None:
    german = (
        (bringing / EVENINGS).read_text().replace("language: en", "language: de").replace("was restless", "unruhig")
    )
    store(text=german, file="de.yaml", by="tests", today=clock.today())
    assert "unruhig" not in words(asked.client.get(URL))


def test_an_edition_asks_in_its_language_and_else_in_english(bringing: Path, therese: Person) -> None:
    change(bringing, "program.yaml", "language: en", "language: de")
    (bringing / "instruments" / "abende.yaml").write_text(
        (bringing / EVENINGS).read_text().replace("language: en", "language: de").replace("was restless", "war unruhig")
    )
    bring(bringing)
    person = people.new_participant("quiet-harbour-11", Program.objects.get(slug="small"))
    assert "I war unruhig." in words(person.client.get(URL))
    assert "Statement q1" in answer(person, 2, 0)


def test_stored_instruments_cost_one_statement(
    asked: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asked.client.get(URL)
    with django_assert_num_queries(2 + 2 + 1):
        asked.client.get(URL)


def test_a_stranger_meets_nothing_of_it(asked: Person, stranger: Client) -> None:
    assert stranger.get(URL)["Location"].startswith("/sign-in/")
