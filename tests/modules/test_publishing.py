"""Publishing freezes: nobody who is enrolled is touched, by it or by any later edit."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from modules.actions.bringing import Imported
from modules.actions.publishing import publish_edition
from modules.canonical import sha256_of
from modules.freezing import NotReady, freeze
from modules.models import EditionStep, ModulePage, ProgrammePage
from program import clock
from program.models import (
    Account,
    AccountKind,
    AuditEvent,
    ConsentText,
    Edition,
    EditionWeek,
    Enrolment,
    Participant,
    Program,
)
from tests.people import Person
from worksheets.models import Worksheet, WorksheetVersion

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def publish(page: ProgrammePage) -> Edition:
    return publish_edition(page=page, by="tests", today=clock.today())


def edit(week: ModulePage, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(week, name, value)
    week.save_revision().publish()


def enrol(program: Program, edition: Edition, number: int) -> None:
    for n in range(number):
        account = Account.objects.create(kind=AccountKind.PARTICIPANT, name_index=f"crowd-{n}")
        participant = Participant.objects.create(account=account, alias=f"crowd {n}", continent="europe", adult=True)
        Enrolment.objects.create(participant=participant, program=program, edition=edition)


def test_every_row_of_an_edition_has_its_fingerprint_and_its_source(imported: Imported) -> None:
    edition = imported.edition
    assert edition is not None
    weeks = list(EditionWeek.objects.filter(edition=edition))
    steps = list(EditionStep.objects.filter(edition=edition).order_by("week", "number"))
    sheets = list(WorksheetVersion.objects.filter(edition=edition))
    assert (len(weeks), len(steps), len(sheets)) == (3, 6, 3)
    rows: list[Any] = [edition, *weeks, *steps, *sheets]
    for row in rows:
        assert len(row.sha256) == 64
    live = {str(week.live_revision_id) for week in imported.page.modules()}
    assert {week.source_revision for week in weeks} == live
    assert all(sheet.source_revision.isdigit() for sheet in sheets)
    assert [step.has_worksheet for step in steps] == [False, True] * 3
    named = ("week", "number", "key", "title", "html", "has_worksheet", "language")
    assert steps[0].sha256 == sha256_of({name: getattr(steps[0], name) for name in named})


def test_unchanged_content_makes_no_new_edition(imported: Imported) -> None:
    assert publish(imported.page) == imported.edition
    week = imported.page.modules()[0]
    week.save_revision().publish()
    assert publish(imported.page) == imported.edition
    assert Edition.objects.filter(program=imported.page.program).count() == 1


@pytest.mark.parametrize("change", [{"title": "Another"}, {"gate": "time"}, {"expect": "<p>Else.</p>"}])
def test_any_change_makes_the_next_edition(imported: Imported, change: dict[str, str]) -> None:
    edit(imported.page.modules()[1], **change)
    edition = publish(imported.page)
    assert edition != imported.edition
    assert edition.number == 2
    assert AuditEvent.objects.filter(verb="edition.published", subject=str(edition.pk)).exists()


def test_a_changed_question_makes_the_next_edition(imported: Imported) -> None:
    worksheet = Worksheet.objects.get(key="one")
    worksheet.questions[0].value["label"] = "How do you feel?"
    worksheet.save_revision().publish()
    edition = publish(imported.page)
    assert edition.number == 2
    version = WorksheetVersion.objects.get(edition=edition, week=1)
    assert version.questions[0]["label"] == "How do you feel?"


def test_drafts_are_left_out(imported: Imported) -> None:
    week = imported.page.modules()[0]
    week.aim = "Only a draft."
    week.save_revision()
    assert publish(imported.page) == imported.edition


def test_who_is_enrolled_keeps_what_they_began_with(anna: Person, page: ProgrammePage) -> None:
    before = anna.client.get("/week/2/1/").content
    for week in page.modules():
        del week.steps[1:]
        edit(week, title="Something else", aim="Something else", between="")
    edition = publish(page)
    assert edition.number == 2
    assert anna.enrolment.edition.number == 1
    assert "Something else" not in anna.client.get("/week/2/").content.decode()
    after = anna.client.get("/week/2/1/").content
    assert strip_tokens(before) == strip_tokens(after)
    assert anna.client.get("/week/2/5/").status_code == 200


def test_deleting_a_page_takes_nothing_from_its_readers(anna: Person, page: ProgrammePage) -> None:
    page.modules()[1].delete()
    assert anna.client.get("/week/2/1/").status_code == 200


def test_the_number_enrolled_costs_nothing(imported: Imported) -> None:
    counts = []
    for crowd in (0, 50):
        assert imported.edition is not None
        enrol(imported.page.program, imported.edition, crowd)
        edit(imported.page.modules()[0], aim=f"An aim for {crowd}.")
        with CaptureQueriesContext(connection) as queries:
            publish(imported.page)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 70


def test_a_new_consent_version_is_kept_beside_the_old(imported: Imported) -> None:
    page = imported.page
    page.consent_title, page.consent_version = "Once more", 2
    page.consent_changed = "<p>The title.</p>"
    page.save_revision().publish()
    assert publish(page) == imported.edition
    texts = list(ConsentText.objects.filter(program=page.program).order_by("version"))
    assert [(text.version, text.title) for text in texts] == [(1, "Before you begin"), (2, "Once more")]
    assert [text.changed for text in texts] == ["", "<p>The title.</p>"]
    assert texts[1].parts[0] == {
        "title": "In short",
        "html": "<p>You write, and somebody writes back.</p>",
    }


def test_an_older_consent_version_is_refused(imported: Imported) -> None:
    page = imported.page
    page.consent_version, page.consent_changed = 3, "<p>Much.</p>"
    publish(page)
    page.consent_version = 2
    with pytest.raises(NotReady, match="version 3"):
        publish(page)


def test_a_new_version_says_what_is_new(imported: Imported) -> None:
    page = imported.page
    page.consent_title, page.consent_version = "Once more", 2
    with pytest.raises(NotReady, match="Say what is new in version 2"):
        publish(page)
    with pytest.raises(ValidationError, match="Say what is new"):
        page.clean()


def take_back_a_worksheet(page: ProgrammePage) -> None:
    Worksheet.objects.get(key="one").unpublish()


def take_back_week_two(page: ProgrammePage) -> None:
    page.modules()[1].unpublish()


def take_back_all(page: ProgrammePage) -> None:
    for week in page.modules():
        week.unpublish()


def empty_a_week(page: ProgrammePage) -> None:
    edit(page.modules()[0], steps=[])


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (take_back_a_worksheet, "The worksheet of week 1 is not published."),
        (take_back_week_two, "The published weeks must be numbered 1, 2, 3 … without a gap."),
        (take_back_all, "No week is published yet."),
        (empty_a_week, "Week 1 has no steps."),
    ],
)
def test_what_is_missing_is_said(imported: Imported, harm: Callable[[ProgrammePage], None], sentence: str) -> None:
    harm(imported.page)
    with pytest.raises(NotReady) as refused:
        freeze(imported.page)
    assert refused.value.sentences == [sentence]
    assert str(refused.value) == sentence


def strip_tokens(html: bytes) -> list[str]:
    return [line for line in html.decode().splitlines() if "csrfmiddlewaretoken" not in line]
