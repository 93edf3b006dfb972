"""The clinical review: two tasks with their lists, and no edition without a signature where one is needed."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.admin.mail import send_notification
from wagtail.models import Workflow, WorkflowPage

from modules.actions.sites import ensure_site
from modules.models import EditionSignOff, ModulePage, ProgrammePage, ReviewState, ReviewTask
from modules.reviewing import parts_of, unsigned
from modules.texts import catalogue
from modules.texts.standing import standings
from program.actions.mails import deliver_mails
from program.models import AuditEvent, Edition, OutboxRow, Program, Role
from tests import people
from tests.modules.reviewed import answer, send_in, sign_off, task_of, url_of
from tests.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DESK = "/staff/review/"


@pytest.fixture
def rikard(page: ProgrammePage) -> Person:
    return people.new_staff("rikard@clinic.example", "Rikard", Role.REVIEWER)


@pytest.fixture
def week(page: ProgrammePage) -> ModulePage:
    return changed(page.modules()[0], "A new aim.")


def changed(week: ModulePage, aim: str) -> ModulePage:
    week.aim = aim
    week.save_revision()
    return week


def again(week: ModulePage) -> ModulePage:
    found: ModulePage = ModulePage.objects.get(pk=week.pk)
    return found


def need_review(page: ProgrammePage) -> None:
    Program.objects.filter(pk=page.program_id).update(needs_review=True)


def test_two_tasks_stand_before_every_programme_and_worksheet(page: ProgrammePage) -> None:
    ensure_site()
    flow = Workflow.objects.get(name="Clinical review")
    assert [task.specific.kind for task in flow.tasks] == ["editorial", "clinical"]
    assert set(WorkflowPage.objects.values_list("page", "workflow")) == {
        (each.pk, flow.pk) for each in ProgrammePage.objects.all()
    }
    week = page.modules()[0]
    assert week.get_workflow() == flow
    assert week.worksheet is not None
    assert week.worksheet.get_workflow() == flow


def test_what_both_tasks_approve_is_live_and_signed(
    week: ModulePage, page: ProgrammePage, arne: Person, rikard: Person
) -> None:
    sign_off(week, arne, rikard)
    assert again(week).aim == "A new aim."
    part = next(part for part in parts_of(page) if part.revision == again(week).live_revision_id)
    assert [(signed.kind, signed.name) for signed in part.signed] == [("editorial", "Arne"), ("clinical", "Rikard")]
    assert list(part.signed[1].ticked) == ReviewTask.objects.get(kind="clinical").items
    assert not mail.outbox


def test_reviewers_are_told_once_a_day_that_something_waits(
    week: ModulePage, page: ProgrammePage, arne: Person, rikard: Person
) -> None:
    """Not those who sent it in, and not of what."""
    elin = people.new_staff("elin@clinic.example", "Elin", Role.EDITOR)
    told = OutboxRow.objects.filter(kind="studio-mail")
    send_in(week, arne)
    assert [row.account_id for row in told] == [elin.account_id]
    assert answer(week, elin).status_code == 200
    send_in(changed(page.modules()[1], "Another aim."), arne)
    assert {row.account_id for row in told.all()} == {elin.account_id, rikard.account_id}
    deliver_mails()
    assert [each.to for each in mail.outbox] == [[each.account.email] for each in (elin, rikard)]
    assert all("Something waits for you in the studio." in each.body for each in mail.outbox)
    assert not any(said in f"{each.subject} {each.body}" for each in mail.outbox for said in (week.title, "Arne"))


def test_no_file_of_texts_writes_past_a_reviewer_who_signs_the_newest_draft(page: ProgrammePage, arne: Person) -> None:
    week = ModulePage.objects.get(locale__language_code="sv", number=1)
    send_in(week, arne)
    assert answer(week, arne).status_code == 200
    po = catalogue.exported(page, "sv", standings(page, "sv"))
    po = po.replace(f'msgstr "{week.title}"', 'msgstr "Ett nytt namn"', 1)
    response = arne.client.post(f"/cms/programme/{page.pk}/texts/sv/import/", {"texts": po, "do": "import"})
    assert "is locked in the studio. Nothing was imported." in response.content.decode()
    assert not again(week).has_unpublished_changes


def test_a_line_that_is_not_ticked_stops_it_and_nothing_is_lost(week: ModulePage, arne: Person, rikard: Person) -> None:
    send_in(week, arne)
    lines = task_of(week).items
    response = answer(week, arne, ticked=lines[:-1], comment="Nearly there.")
    html = response.json()["html"]
    assert "Tick every line before you approve." in html
    assert lines[-1] in html
    assert "Nearly there." in html
    assert html.count("checked") == len(lines) - 1
    assert task_of(week).kind == "editorial"
    assert not ReviewState.objects.filter(status="approved").exists()


def test_the_list_cannot_be_gone_around(week: ModulePage, arne: Person) -> None:
    """The editor's own form sends what was ticked as it likes; the task looks again."""
    send_in(week, arne)
    state = again(week).current_workflow_task_state
    with pytest.raises(Exception, match=r"^$"):
        task_of(week).on_action(state, arne.account, "approve", ticked=[], comment="")
    assert task_of(week).kind == "editorial"


def test_changes_are_asked_for_with_a_comment(week: ModulePage, arne: Person, rikard: Person) -> None:
    send_in(week, arne)
    answer(week, arne)
    assert answer(week, rikard, "reject", comment="Say where help is.").status_code == 200
    state = ReviewState.objects.get(status="rejected")
    assert state.comment == "Say where help is."
    assert again(week).aim != "A new aim."
    assert not mail.outbox


def test_only_those_of_the_task_answer(week: ModulePage, arne: Person, rikard: Person, anna: Person) -> None:
    send_in(week, arne)
    for person in (rikard, anna):
        assert answer(week, person).status_code in {302, 403, 404}
    assert task_of(week).kind == "editorial"
    answer(week, arne)
    assert answer(week, arne).status_code in {302, 403}
    assert Client().post(url_of(week, "approve")).status_code == 302
    assert task_of(week).kind == "clinical"


def test_a_reviewer_writes_only_while_the_clinical_task_waits(week: ModulePage, arne: Person, rikard: Person) -> None:
    url = f"/cms/pages/{week.pk}/edit/"
    send_in(week, arne)
    assert rikard.client.get(url).status_code == 302
    answer(week, arne)
    assert rikard.client.get(url).status_code == 200
    assert again(week).get_lock().for_user(arne.account)
    answer(week, rikard)
    assert rikard.client.get(url).status_code == 302


def test_nobody_signs_what_they_sent_in(week: ModulePage, page: ProgrammePage) -> None:
    both = people.new_staff("kim@clinic.example", "Kim", Role.EDITOR, Role.REVIEWER)
    send_in(week, both)
    answer(week, both)
    assert [name for name, _label, _form in task_of(week).get_actions(again(week), both.account)] == ["reject"]
    assert answer(week, both).status_code in {302, 403}
    assert task_of(week).kind == "clinical"


def test_no_edition_without_signatures_where_they_are_needed(
    week: ModulePage, page: ProgrammePage, arne: Person, rikard: Person
) -> None:
    sign_off(week, arne, rikard)
    need_review(page)
    response = arne.client.post(f"/cms/programme/{page.pk}/publish/")
    assert response.status_code == 409
    html = response.content.decode()
    second = page.modules()[1]
    assert f"“Week: {second.title}” is not signed off as it stands now." in html
    assert f"“Week: {week.title}” is not" not in html
    assert "Clinical review by Rikard on" in html
    assert Edition.objects.filter(program=page.program).count() == 1


def test_an_edition_keeps_who_signed_and_when(
    week: ModulePage, page: ProgrammePage, arne: Person, rikard: Person
) -> None:
    sign_off(week, arne, rikard)
    arne.client.post(f"/cms/programme/{page.pk}/publish/")
    edition = Edition.objects.get(program=page.program, number=2)
    rows = EditionSignOff.objects.filter(edition=edition)
    assert [(row.kind, row.signed_by_id) for row in rows] == [
        ("editorial", arne.account_id),
        ("clinical", rikard.account_id),
    ]
    assert {row.about for row in rows} == {f"Week: {week.title}"}
    assert AuditEvent.objects.filter(verb="edition.signed-off", subject=str(edition.pk)).exists()
    url = reverse("modules_studio:changes", args=[page.pk, "en", 2])
    html = " ".join(arne.client.get(url).content.decode().split())
    assert "Who signed it" in html
    assert html.count("Clinical review by Rikard on") == 1


def test_a_change_after_the_signature_needs_a_new_one(
    week: ModulePage, page: ProgrammePage, arne: Person, rikard: Person
) -> None:
    sign_off(week, arne, rikard)
    need_review(page)
    changed(again(week), "Changed once more.").get_latest_revision().publish()
    assert any(week.title in sentence for sentence in unsigned(ProgrammePage.objects.get(pk=page.pk), parts_of(page)))


def test_a_worksheet_is_signed_too(page: ProgrammePage, arne: Person, rikard: Person) -> None:
    sheet = page.modules()[0].worksheet
    assert sheet is not None
    sign_off(sheet, arne, rikard)
    sheet.refresh_from_db()
    part = next(part for part in parts_of(page) if part.about == f"Worksheet: {sheet.title}")
    assert [signed.name for signed in part.signed] == ["Arne", "Rikard"]


def test_an_unfinished_worksheet_is_not_approved_and_says_why(page: ProgrammePage, arne: Person) -> None:
    """A reviewer may put it away like that meanwhile; its live words stay."""
    sheet = page.modules()[0].worksheet
    assert sheet is not None
    whole = sheet.ending
    send_in(sheet, arne)
    sheet.ending = ""
    sheet.save_revision(user=arne.account, clean=False)
    assert answer(sheet, arne).status_code in {302, 403}
    html = arne.client.get(f"/cms/snippets/worksheets/worksheet/edit/{sheet.pk}/").content.decode()
    assert "This worksheet cannot be approved yet. It has no ending." in html
    assert 'data-workflow-action-name="approve"' not in html
    assert 'data-workflow-action-name="reject"' in html
    assert type(sheet).objects.get(pk=sheet.pk).ending == whole
    assert not ReviewState.objects.filter(status="approved").exists()
    sheet.ending = whole
    sheet.save_revision(user=arne.account)
    assert answer(sheet, arne).status_code == 200


def test_signatures_take_the_same_statements_for_one_week_as_for_nine(
    page: ProgrammePage, arne: Person, rikard: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (0, 1):
        sign_off(changed(page.modules()[number], "Another aim."), arne, rikard)
    with django_assert_max_num_queries(60):
        parts_of(page)


def test_a_mail_about_comments_names_nothing(page: ProgrammePage, arne: Person) -> None:
    """Wagtail sends it to those who ask for it beside a page."""
    told = {"page": page, "editor": arne.account, "new_comments": [], "user": arne.account}
    send_notification([arne.account], "updated_comments", told)
    sent = mail.outbox[0]
    assert (sent.subject, sent.body) == (
        "Something is new",
        "Something is new in the studio. Sign in as you always do.",
    )


def test_lead_and_publisher_settle_it_and_it_is_in_the_log(page: ProgrammePage, lena: Person, arne: Person) -> None:
    assert arne.client.get(DESK).status_code == 200
    fields = {"needed": ["eight-weeks"], "editorial": "One line.", "clinical": "Sound.\nKind."}
    for _time in range(2):
        assert lena.client.post(DESK, fields).status_code == 302
    assert Program.objects.get(pk=page.program_id).needs_review
    assert ReviewTask.objects.get(kind="clinical").items == ["Sound.", "Kind."]
    written = AuditEvent.objects.filter(actor=str(lena.account_id), verb__startswith="review.")
    assert sorted(written.values_list("verb", flat=True)) == [
        "review.checklist-set",
        "review.checklist-set",
        "review.needed",
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "Leave one line at least."),
        ("x" * 201, "A line has at most 200"),
        ("A.\nA.", "there twice"),
        ("\n".join(map(str, range(21))), "Keep it to 20"),
    ],
)
def test_a_list_that_cannot_be_is_answered_and_kept(page: ProgrammePage, lena: Person, lines: str, said: str) -> None:
    response = lena.client.post(DESK, {"needed": [], "editorial": "My line.", "clinical": lines})
    assert response.status_code == 422
    html = response.content.decode()
    assert said in html
    assert "My line." in html
    assert not AuditEvent.objects.filter(verb__startswith="review.").exists()


def test_who_publishes_does_not_say_that_nobody_signs(page: ProgrammePage, arne: Person) -> None:
    Program.objects.filter(pk=page.program_id).update(needs_review=True)
    fields = {"needed": [], "editorial": "My line.", "clinical": "Another line."}
    response = arne.client.post(DESK, fields)
    assert response.status_code == 422
    assert "Only the clinical lead can say" in response.content.decode()
    assert "My line." in response.content.decode()
    assert not AuditEvent.objects.filter(verb__startswith="review.").exists()


def test_nobody_else_settles_it(page: ProgrammePage, rikard: Person, therese: Person, anna: Person) -> None:
    for person in (rikard, therese, anna, people.new_staff("elin@clinic.example", "Elin", Role.EDITOR)):
        assert person.client.get(DESK).status_code == 404
        assert person.client.post(DESK).status_code == 404
    assert Client().get(DESK).status_code == 302


def test_a_new_programme_needs_review_unless_it_is_published_from_its_pack(page: ProgrammePage) -> None:
    assert Program().needs_review
    assert not page.program.needs_review
