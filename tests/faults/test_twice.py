"""A button pressed several times at one moment, by real threads through all of Django: one record, one answer.

Each thread is a browser with the same cookies and a database connection of its own. A late click follows the others.
"""

import base64
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from modules.models import Bookmark, StepNote, StepProgress
from program import clock
from program.actions import staff
from program.actions.invitations import opens
from program.models import (
    Account,
    AccountKind,
    Assignment,
    AuditEvent,
    AuthenticatorDevice,
    BenefitRule,
    CaseGrant,
    Consent,
    Enrolment,
    GrantKind,
    Notice,
    NoticeKind,
    Participant,
    Pause,
    Program,
    Promise,
    PromiseKind,
    RecoveryCode,
    RecoveryCodeDevice,
    Role,
)
from program.models.accounts import name_index
from tests import people
from tests.faults.forms import same_browser
from tests.people import Person
from tests.therapist import desk, notes, safety, samples
from tests.worksheets.pages import form_of, soup
from therapist.models import (
    Adaptation,
    AdverseEvent,
    CaseNote,
    Checklist,
    Letter,
    LetterReview,
    LetterState,
    Message,
    NoteWording,
    ProtectionRecord,
    StaleLetter,
)
from vault.models import KeyPair
from worksheets.models import LetterTemplate, Response, ResponseState, SafetyPlan, StaleCopy

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CLICKS = 3
Fields = dict[str, Any]


def press(client: Client, path: str, fields: Fields | None = None) -> Any:
    """All at once, and once more when all is over. Every answer is the same; returns the last one."""
    gate = Barrier(CLICKS)
    browsers = [same_browser(client) for _ in range(CLICKS)]

    def click(browser: Client) -> Any:
        gate.wait(timeout=30)
        try:
            return browser.post(path, fields or {})
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as pool:
        answers = list(pool.map(click, browsers))
    answers.append(same_browser(client).post(path, fields or {}))
    told = {(answer.status_code, answer.headers.get("Location", "")) for answer in answers}
    assert len(told) == 1, told
    return answers[-1]


def verbs(verb: str) -> int:
    return AuditEvent.objects.filter(verb=verb).count()


def last_page_of_joining(client: Client) -> Fields:
    """From the first page to the last, with everything answered but the last button not pressed."""
    page = client.get("/join/", follow=True)
    for answer in ({"adult": "yes"}, {"continent": "europe"}, {"agreed": "on"}, {}, {}):
        page = client.post("/join/", _state(page) | answer, follow=True)
    page = client.post("/join/", _state(page) | {"again": _secret(page)}, follow=True)
    code = _secret(page)
    for _page in ("recovery", "sheet"):
        page = client.post("/join/", _state(page), follow=True)
    return _state(page) | {"code_part": code}


def _state(page: Any) -> Fields:
    return {"state": str(page.context["state"])}


def _secret(page: Any) -> str:
    step = page.context["step"]
    return str(page.context["recovery" if step == "recovery" else "passphrase"])


def test_joining(programme: Program, therese: Person, stranger: Client) -> None:
    answer = press(stranger, "/join/", last_page_of_joining(stranger))
    assert answer.headers["Location"] == "/home/"
    account = Account.objects.get(kind=AccountKind.PARTICIPANT)
    assert KeyPair.objects.filter(kind="participant").count() == 1
    assert Participant.objects.count() == Enrolment.objects.count() == Consent.objects.count() == 1
    assert CaseGrant.objects.get().staff_id == therese.account_id
    assert Notice.objects.get().account_id == account.pk
    assert verbs("programme.joined") == 1


def test_joining_goes_on_after_a_killed_server(
    programme: Program, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended between keys and case: nothing is left behind, and the same form sent again makes the account."""
    fields = last_page_of_joining(stranger)
    with monkeypatch.context() as patch:
        patch.setattr("program.actions.joining._make_case", _killed)
        with pytest.raises(SystemExit):
            stranger.post("/join/", fields)
    assert stranger.post("/join/", fields).headers["Location"] == "/home/"
    assert Account.objects.filter(kind=AccountKind.PARTICIPANT).count() == 1


def _killed(*_args: object, **_more: object) -> None:
    raise SystemExit


def test_beginning(sol: Person) -> None:
    press(sol.client, "/home/begin/")
    assert sol.enrolment.started_on is not None
    assert verbs("programme.begun") == 2  # Anna's, and Sol's one


def test_saving_a_worksheet_for_the_first_time(anna: Person) -> None:
    fields = form_of(anna.client.get("/week/2/worksheet/")) | {"q-need": "Sleep", "do": "save"}
    press(anna.client, "/week/2/worksheet/", fields)
    assert Response.objects.filter(week=2).count() == 1
    assert StaleCopy.objects.count() == 0


def test_keeping_a_step_and_writing_beside_an_exercise(anna: Person) -> None:
    press(anna.client, "/week/1/4/keep/", {"do": "keep"})
    fields = form_of(anna.client.get("/week/1/4/"), "form[data-autosave]") | {"note-1": "For me.", "do": "note"}
    press(anna.client, "/week/1/4/", fields)
    assert Bookmark.objects.count() == StepNote.objects.count() == StepProgress.objects.count() == 1


def test_saving_a_safety_plan_for_the_first_time(anna: Person) -> None:
    fields = form_of(anna.client.get("/help/plan/write/"), "form.worksheet") | {"q-helps": "Tea", "do": "save"}
    press(anna.client, "/help/plan/write/", fields)
    plan = SafetyPlan.objects.get()
    assert (plan.base, plan.aside) == (1, None)


def test_sending_a_worksheet(anna: Person) -> None:
    desk.begin_worksheet(anna, 2, "Sleep")
    fields = form_of(anna.client.get("/week/2/worksheet/review/"), "main form")
    assert press(anna.client, "/week/2/worksheet/send/", fields).headers["Location"] == "/week/2/worksheet/sent/"
    assert Response.objects.get(week=2).state == ResponseState.SUBMITTED
    assert Promise.objects.filter(kind=PromiseKind.LETTER, week=2).count() == 1
    assert AuditEvent.objects.filter(verb="worksheet.sent", detail__week=2).count() == 1


def test_taking_a_worksheet_up_again(anna: Person) -> None:
    fields = form_of(anna.client.get("/week/1/worksheet/sent/"), "main form:has(input[name=form_key])")
    press(anna.client, "/week/1/worksheet/correct/", fields)
    assert list(Response.objects.filter(week=1).values_list("number", "state")) == [(1, "submitted"), (2, "draft")]
    assert verbs("worksheet.correction-begun") == 1


def test_saving_a_letter_for_the_first_time(anna: Person, therese: Person) -> None:
    path = desk.letter_url(anna)
    press(therese.client, path, desk.form(therese.client, path, text=desk.TEXT, do="save"))
    assert Letter.objects.get().state == LetterState.DRAFT
    assert StaleLetter.objects.count() == 0


@pytest.mark.parametrize("do", ["send", "send-next"])
def test_sending_a_letter(do: str, anna: Person, therese: Person) -> None:
    path = desk.letter_url(anna)
    press(therese.client, path, desk.form(therese.client, path, text=desk.TEXT, do=do))
    assert Letter.objects.get().state == LetterState.SENT
    assert StaleLetter.objects.count() == 0
    assert Promise.objects.get().kept_on is not None
    assert Notice.objects.filter(kind=NoticeKind.LETTER).count() == 1
    assert verbs("letter.sent") == 1


def test_asking(anna: Person) -> None:
    press(anna.client, "/messages/", desk.form(anna.client, "/messages/", text="May I send it late?"))
    assert Message.objects.get().sequence == 1
    assert Promise.objects.filter(kind=PromiseKind.MESSAGE).count() == 1
    assert verbs("message.sent") == 1


def test_answering(anna: Person, therese: Person) -> None:
    desk.ask(anna)
    path = f"/staff/case/{anna.account_id}/messages/"
    press(therese.client, path, desk.form(therese.client, path, text="Of course."))
    assert Message.objects.count() == 2
    assert Promise.objects.get(kind=PromiseKind.MESSAGE).kept_on is not None
    assert Notice.objects.filter(kind=NoticeKind.MESSAGE).count() == 1


def grants_in_force() -> list[tuple[object, str]]:
    return list(CaseGrant.objects.filter(case_key__isnull=False).values_list("staff_id", "kind"))


def test_assigning_for_the_first_time(programme: Program, therese: Person, stina: Person) -> None:
    Program.objects.update(assignment=Assignment.SUPERVISOR)
    waiting = people.new_participant("amber-brook-55", programme)
    fields = {"participant": str(waiting.account_id), "therapist": str(therese.account_id)}
    assert press(stina.client, "/staff/unassigned/", fields).status_code == 302
    assert grants_in_force() == [(therese.account_id, GrantKind.ASSIGNED)]
    assert CaseGrant.objects.count() == Notice.objects.filter(kind=NoticeKind.THERAPIST).count() == 1


def test_assigning_to_somebody_else(anna: Person, tom: Person, stina: Person) -> None:
    fields = {"participant": str(anna.account_id), "therapist": str(tom.account_id)}
    press(stina.client, "/staff/unassigned/", fields)
    assert grants_in_force() == [(tom.account_id, GrantKind.ASSIGNED)]
    # The first therapist was told of when they came, the second as a change.
    assert CaseGrant.objects.count() == 2
    assert Notice.objects.filter(kind=NoticeKind.CHANGED).count() == 1
    assert verbs("grant.ended") == 1


def test_giving_a_late_answer_to_somebody_else(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    fields = {"participant": str(anna.account_id), "therapist": str(tom.account_id), "instead_of": therese.account_id}
    assert press(stina.client, "/staff/late/", fields).status_code == 302
    assert grants_in_force() == [(tom.account_id, GrantKind.ASSIGNED)]
    # The first therapist was told of when they came, the second as a change.
    assert CaseGrant.objects.count() == 2
    assert Notice.objects.filter(kind=NoticeKind.CHANGED).count() == 1
    assert verbs("grant.ended") == 1


def test_reading_with_a_reason(anna: Person, stina: Person) -> None:
    fields = {"alias": anna.participant.alias, "reason": "Therese asked me about the second week."}
    assert press(stina.client, "/staff/open/", fields).headers["Location"] == f"/staff/case/{anna.account_id}/"
    assert CaseGrant.objects.filter(kind=GrantKind.SUPERVISION).count() == 1


def test_another_reason_is_another_grant(anna: Person, stina: Person) -> None:
    for reason in ("Therese asked me about the second week.", "Now because of a complaint."):
        stina.client.post("/staff/open/", {"alias": anna.participant.alias, "reason": reason})
    assert CaseGrant.objects.filter(kind=GrantKind.SUPERVISION).count() == 2


def test_taking_up_an_invitation(programme: Program, stranger: Client) -> None:
    account, code = staff.invite(email="kim@clinic.example", work_name="Kim", roles=[Role.THERAPIST], by="tests")
    fields = form_of(stranger.get("/staff/invitation/"), "main form")
    password = "four quite new words"
    fields |= {"email": "kim@clinic.example", "code": code, "new": password, "again": password}
    assert press(stranger, "/staff/invitation/", fields).headers["Location"] == "/staff/account/authenticator/"
    assert KeyPair.objects.filter(holder=account.pk).count() == 1
    assert verbs("staff.joined") == 2  # Vera's, who makes joining possible, and Kim's one
    # Another page with the same code is refused, and so is this one with another password.
    again = form_of(Client().get("/staff/invitation/"), "main form")
    for other in ({**fields, "form_key": again["form_key"]}, {**fields, "new": password[1:], "again": password[1:]}):
        assert Client().post("/staff/invitation/", other).status_code == 200


def test_the_second_click_of_an_invitation_can_enrol(programme: Program, stranger: Client) -> None:
    """The browser shows the answer to the last click: whoever meets it must not be shut out by the first."""
    _account, code = staff.invite(email="kim@clinic.example", work_name="Kim", roles=[Role.THERAPIST], by="tests")
    fields = form_of(stranger.get("/staff/invitation/"), "main form")
    fields |= {
        "email": "kim@clinic.example",
        "code": code,
        "new": "four quite new words",
        "again": "four quite new words",
    }
    stranger.post("/staff/invitation/", fields)
    browser = Client()
    browser.post("/staff/invitation/", fields)
    assert browser.get("/staff/account/authenticator/").status_code == 200


def test_enrolling_an_authenticator(programme: Program, stranger: Client) -> None:
    account, code = staff.invite(email="kim@clinic.example", work_name="Kim", roles=[Role.THERAPIST], by="tests")
    password = "four quite new words"
    stranger.post("/staff/invitation/", {"email": account.email, "code": code, "new": password, "again": password})
    page = stranger.get("/staff/account/authenticator/")
    secret = soup(page).select_one("main code")
    assert secret is not None
    token = people.code_now(base64.b32decode(secret.get_text().replace(" ", "")))
    fields = {"sealed": form_of(page, "main form")["sealed"], "code": token}
    gate_answers(stranger, "/staff/account/authenticator/", fields)
    assert AuthenticatorDevice.objects.filter(user=account).count() == 1


def gate_answers(client: Client, path: str, fields: Fields) -> list[int]:
    """The clicks alone, where a late one is answered differently by right."""
    gate = Barrier(CLICKS)

    def click(browser: Client) -> int:
        gate.wait(timeout=30)
        try:
            return browser.post(path, fields).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as pool:
        return list(pool.map(click, [same_browser(client) for _ in range(CLICKS)]))


def test_making_recovery_codes(therese: Person) -> None:
    """One list is good in the end, and whole."""
    gate_answers(therese.client, "/staff/account/recovery-codes/", {})
    assert RecoveryCodeDevice.objects.count() == 1
    assert RecoveryCode.objects.count() == staff.RECOVERY_CODES


def test_pausing_and_going_on(anna: Person) -> None:
    press(anna.client, "/account/pause/")
    assert Pause.objects.count() == 1
    assert verbs("programme.paused") == 1
    press(anna.client, "/account/resume/")
    assert Pause.objects.count() == 0  # it began today, so it leaves no trace
    assert verbs("programme.resumed") == 1


def test_recording_an_adverse_event(anna: Person, therese: Person) -> None:
    path = safety.adverse_url(anna)
    press(therese.client, path, safety.event_fields())
    assert AdverseEvent.objects.count() == 1
    assert verbs("adverse-event.recorded") == 1


def test_sealing_a_child_protection_record(anna: Person, therese: Person) -> None:
    path = safety.protection_url(anna)
    press(therese.client, path, safety.record_fields())
    assert ProtectionRecord.objects.count() == 1
    assert verbs("protection.recorded") == 1


def test_keeping_a_private_note(anna: Person, therese: Person) -> None:
    press(therese.client, notes.timeline_url(anna), notes.fields())
    assert CaseNote.objects.count() == NoteWording.objects.count() == 1
    assert verbs("note.added") == 1


def test_correcting_and_removing_a_private_note(anna: Person, therese: Person) -> None:
    note = notes.add(anna, therese)
    press(therese.client, notes.note_url(anna, note), notes.fields(notes.OTHER, base=1))
    assert notes.texts(anna, note) == [notes.WORDS, notes.OTHER]
    assert verbs("note.corrected") == 1
    press(therese.client, f"{notes.note_url(anna, note)}remove/")
    assert not CaseNote.objects.exists()
    assert verbs("note.removed") == 1


def test_opening_a_drawn_letter_and_saying_something_about_it(anna: Person, therese: Person, stina: Person) -> None:
    desk.send(anna, therese)
    Letter.objects.update(sent_on=samples.LAST_MONTH)
    path = samples.url(Letter.objects.get())
    press(stina.client, f"{path}open/")
    assert CaseGrant.objects.filter(staff=stina.account_id).count() == 1
    assert "river once more" in stina.client.get(path).content.decode()
    press(stina.client, path, samples.fields(stina, Letter.objects.get()))
    assert LetterReview.objects.count() == 1
    assert AuditEvent.objects.filter(verb="letter.reviewed").count() == 1


def test_ticking_off_a_change_of_care(anna: Person, therese: Person) -> None:
    fields = {"participant": str(anna.account_id), "what": "extra-message", "do": "done"}
    press(therese.client, "/staff/progress/", fields)
    assert Adaptation.objects.count() == 1
    assert verbs("adaptation.done") == 1


def test_setting_thresholds(lena: Person) -> None:
    path = "/staff/progress/thresholds/"
    fields = form_of(lena.client.get(path), "main form") | {"from_week": "6"}
    press(lena.client, path, fields)
    assert BenefitRule.objects.count() == 1
    assert verbs("thresholds.set") == 1


def test_inviting_a_colleague(olle: Person) -> None:
    path = "/staff/people/new/"
    fields = form_of(olle.client.get(path), "main form")
    fields |= {"email": "kim@clinic.example", "work_name": "Kim", "roles": ["is_editor"], "capacity": "30"}
    code = soup(press(olle.client, path, fields)).select_one(".secret code")
    account = Account.objects.get(name_index=name_index(AccountKind.STAFF, "kim@clinic.example"))
    assert code is not None
    assert opens(account, code.get_text())
    assert AuditEvent.objects.filter(verb="staff.invited", subject=str(account.pk)).count() == 1


def test_inviting_a_colleague_again(olle: Person, arne: Person) -> None:
    about = f"/staff/people/{arne.account_id}/"
    fields = form_of(olle.client.get(about), f'form[action="{about}invite/"]') | {"sure": "on"}
    code = soup(press(olle.client, f"{about}invite/", fields)).select_one(".secret code")
    assert code is not None
    assert opens(arne.account, code.get_text())
    assert verbs("staff.reinvited") == 1


def test_changing_what_a_colleague_may_do(olle: Person, arne: Person) -> None:
    about = f"/staff/people/{arne.account_id}/"
    fields = form_of(olle.client.get(about), f'form[action="{about}"]') | {"roles": ["is_researcher"], "capacity": "3"}
    assert press(olle.client, about, fields).headers["Location"] == about
    assert verbs("staff.roles-set") == verbs("staff.capacity-set") == 1


def test_suspending_a_colleague(olle: Person, arne: Person) -> None:
    about = f"/staff/people/{arne.account_id}/"
    assert press(olle.client, f"{about}suspend/", {"sure": "on"}).headers["Location"] == about
    assert verbs("staff.suspended") == 1


def test_arranging_cover_and_ending_it(anna: Person, therese: Person, tom: Person) -> None:
    fields: Fields = {"colleague": str(tom.account_id)}
    fields |= {"first_day": clock.today().isoformat(), "last_day": clock.today().isoformat()}
    press(therese.client, "/staff/cover/", fields)
    assert CaseGrant.objects.filter(kind=GrantKind.COVER).count() == 1
    assert verbs("cover.started") == 1
    press(therese.client, "/staff/cover/end/", fields | {"therapist": str(therese.account_id)})
    assert not CaseGrant.objects.filter(kind=GrantKind.COVER, case_key__isnull=False).exists()
    assert verbs("cover.ended") == verbs("grant.ended") == 1


def test_changing_a_template_and_adding_one(therese: Person) -> None:
    about = "/staff/templates/eight-weeks/en/setback/"
    fields = form_of(therese.client.get(about), "form:has(textarea)") | {"text": "Other words."}
    press(therese.client, about, fields)
    assert LetterTemplate.objects.filter(key="setback").count() == 2
    assert verbs("template.changed") == 1
    new = "/staff/templates/eight-weeks/new/"
    fields = form_of(therese.client.get(new), "form:has(textarea)") | {"title": "Our own", "text": "Thank you."}
    press(therese.client, new, fields)
    assert LetterTemplate.objects.filter(title="Our own").count() == 1


def test_setting_the_checklist(stina: Person) -> None:
    about = "/staff/checklist/eight-weeks/"
    press(stina.client, about, form_of(stina.client.get(about), "form:has(textarea)") | {"lines": "Ask one question"})
    assert Checklist.objects.count() == verbs("checklist.set") == 1


def test_putting_a_template_and_a_quotation_into_a_letter(anna: Person, therese: Person) -> None:
    for button in ({"insert": "few-words"}, {"quote": "1.1.signs"}):
        fields = desk.form(therese.client, desk.letter_url(anna), **button)
        fields["text"] = "Dear you,"
        press(therese.client, desk.letter_url(anna), fields)
        assert Letter.objects.count() == 1
        Letter.objects.all().delete()
