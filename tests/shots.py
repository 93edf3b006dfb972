"""Photographs every page of a seeded clinic, narrow and wide, light and dark, into var/shots: `make shots`.

The few that the README and the documents show are cropped, reduced to a palette, and kept in docs/screenshots.
"""

import base64
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django_otp.oath import totp
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from demo import editions
from demo.people import PARTICIPANTS, STAFF
from demo.seed import monday, seed
from program import clock
from program.actions import staff
from program.models import (
    CaseGrant,
    CrisisLine,
    DutyShift,
    Edition,
    Participant,
    Program,
    Promise,
    Role,
    Signature,
)
from tests import people, pseudo
from tests.camera import ALL, HOMES, Visitor, choose
from tests.journeys.conftest import browser_type_launch_args as browser_type_launch_args
from tests.journeys.loop.test_loop import boxes
from tests.journeys.walker import Walker
from tests.shots_more import account, behind_the_desk, behind_the_studio, in_swedish, rarely, stage, without_scripts
from tests.shots_studio import studio
from vault import supervision


@pytest.mark.timeout(1500)
def test_photographs(browser: Browser, live_server: LiveServer, transactional_db: None, settings: Settings) -> None:
    """The clinic is the demo's, and speaks no language of the tests."""
    settings.LANGUAGES = [(code, name) for code, name in settings.LANGUAGES if code != pseudo.CODE]
    ALL.mkdir(parents=True, exist_ok=True)
    forget_the_tests()
    seed()
    supervision.recover(recovery_key=people.recovery_keys[-1], holder=account("stina@demo.example").pk)
    for walk in (anybody, joining, homes, rarely, behind_the_desk, without_scripts, in_swedish, writing, keeping):
        visit(browser, live_server.url, walk)
    for walk in (arriving, therapist, supervisor, lead, operator, studio, behind_the_studio, going):
        visit(browser, live_server.url, walk)
    choose()


def forget_the_tests() -> None:
    """The programme is there before the demo is: what the tests signed and named, the demo does anew."""
    Signature.objects.all().delete()
    DutyShift.objects.all().delete()
    CrisisLine.objects.update(tested_on=None, tested_by=None)
    QuerySet(Edition).update(published_on=clock.today() - editions.FIRST_AGO)
    account("vera@clinic.example").delete()


def visit(browser: Browser, site: str, walk: Callable[[Visitor], None]) -> None:
    locale = "sv-SE" if walk is in_swedish else "en-GB"
    visitor = Visitor(browser, site, scripts=walk is not without_scripts, locale=locale)
    walk(visitor)
    visitor.leave()


def anybody(visitor: Visitor) -> None:
    for path in ("", "about", "what-we-keep", "limits", "help", "sign-in", "recover", "signed-out", "bread", "demo"):
        visitor.shoot(f"/{path}/" if path else "/", f"open-{path or 'front'}")
    visitor.shoot("/help/?region=europe", "open-help-europe")
    visitor.shoot("/nowhere/", "open-not-found", found=False)
    visitor.page.goto(f"{visitor.site}/sign-in/")
    visitor.page.locator("[name=name]").fill("nobody-knows-11")
    visitor.page.locator("[name=passphrase]").fill("not the right words at all")
    visitor.post("open-sign-in-wrong")
    Program.objects.update(joining_open=False)
    visitor.shoot("/", "open-front-closed")
    visitor.shoot("/join/", "join-closed")
    places = Program.objects.get().places
    Program.objects.update(joining_open=True, places=1)
    visitor.shoot("/", "open-front-full")
    visitor.shoot("/join/", "join-full")
    Program.objects.update(places=places)


def joining(visitor: Visitor) -> None:
    page = visitor.page
    visitor.shoot("/join/", "join-1-age")
    page.evaluate("document.querySelector('main form').noValidate = true")  # our own words, not the browser's
    visitor.post("join-2-age-missing")
    page.get_by_label("I am 18 or older").check()
    visitor.post("join-3-continent")
    page.get_by_label("Europe").check()
    visitor.post("join-4-consent")
    page.get_by_label("I have read this").check()
    visitor.post("join-5-name")
    visitor.post("join-6-passphrase")
    passphrase = page.locator(".secret-text").inner_text().strip()
    visitor.post("join-7-retype")
    page.locator("[name=again]").fill(passphrase)
    visitor.post("join-8-recovery")
    visitor.post("join-8-sheet")
    visitor.post("join-8-check")
    page.goto(f"{visitor.site}/join/")
    page.get_by_label("I am under 18").check()
    visitor.post("join-9-young")


def homes(visitor: Visitor) -> None:
    """One of each state: those of the Monday are in the same ones."""
    for person in PARTICIPANTS:
        if person.name in monday():
            continue
        visitor.as_participant(person)
        visitor.shoot("/home/", f"home-{person.name}")
        if person.name == HOMES["closed"]:
            visitor.shoot("/goodbye/", "goodbye")
        visitor.context.clear_cookies()


def writing(visitor: Visitor) -> None:
    visitor.as_participant(stage("cedar"))
    visitor.shoot("/week/1/", "week-1")
    for number in range(1, 5):
        visitor.shoot(f"/week/1/{number}/", f"step-1-{number}")
    visitor.shoot("/week/1/worksheet/", "worksheet-fill-1")
    first = boxes(Walker(visitor.page, visitor.site, visitor.page, scripts=True))[0]
    visitor.page.locator(f"[name='{first}']").fill("The evenings, when the flat is quiet.")
    visitor.post("worksheet-saved", "button[value=save]:not(.enter)")
    visitor.shoot("/week/1/worksheet/review/", "worksheet-review")
    visitor.shoot("/messages/", "messages-empty")
    visitor.context.clear_cookies()
    visitor.as_participant(stage("laurel"))
    for number in range(1, 9):
        visitor.shoot(f"/week/{number}/worksheet/sent/", f"worksheet-sent-{number}")
    visitor.shoot("/week/2/", "week-done")
    visitor.shoot("/week/2/letter/", "letter")
    visitor.shoot("/week/9/", "follow-up")
    visitor.shoot("/week/9/worksheet/", "worksheet-fill-9")
    visitor.context.clear_cookies()
    visitor.as_participant(stage("garnet"))
    visitor.shoot("/week/4/worksheet/", "worksheet-fill-4")
    mine = {"": "my-progress", "plan/": "my-plan", "kept/": "kept-pages", "all/": "print-all"}
    for path, name in {"/week/1/4/": "step-note", **{f"/progress/{path}": name for path, name in mine.items()}}.items():
        visitor.shoot(path, name)
    visitor.context.clear_cookies()
    visitor.as_participant(stage("fern"))
    visitor.shoot("/messages/", "messages")
    visitor.shoot("/week/2/letter/", "letter-none")


def keeping(visitor: Visitor) -> None:
    """The session is gone when a message is sent: the words wait until its writer is back."""
    birch = stage("birch")
    visitor.as_participant(birch)
    visitor.page.goto(f"{visitor.site}/messages/")
    visitor.page.locator("main textarea").fill("I was in the middle of a sentence when the train went into the tunnel.")
    visitor.context.clear_cookies()
    visitor.post("sign-in-kept", "main form button[type=submit]")
    visitor.page.locator("[name=name]").fill(birch.name)
    visitor.page.locator("[name=passphrase]").fill(birch.passphrase)
    visitor.post("kept")
    visitor.shoot("/account/", "account")
    visitor.shoot("/account/erase/", "account-erase")
    visitor.shoot("/account/passphrase/", "account-passphrase")
    visitor.page.locator("[name=passphrase]").fill(birch.passphrase)
    visitor.post("renew-1-passphrase")
    words = visitor.page.locator(".secret-text").inner_text().strip()
    visitor.post("renew-2-retype")
    visitor.page.locator("[name=again]").fill(words)
    visitor.post("renew-3-recovery")
    code = visitor.page.locator(".secret-text").inner_text().strip()
    visitor.page.locator("[name=code_part]").fill(code)
    visitor.post("renew-4-done")


def arriving(visitor: Visitor) -> None:
    """A new colleague takes up an invitation; another one comes back."""
    address = "petra@demo.example"
    _account, code = staff.invite(email=address, work_name="Petra", roles=[Role.SUPERVISOR], by="demo")
    visitor.shoot("/staff/sign-in/", "staff-1-sign-in")
    visitor.as_staff(STAFF[0], shown=True)
    visitor.context.clear_cookies()
    visitor.shoot("/staff/invitation/", "staff-3-invitation")
    fields = {"email": address, "code": code, "new": "a long demo password", "again": "a long demo password"}
    for name, text in fields.items():
        visitor.page.locator(f"[name={name}]").fill(text)
    visitor.post("staff-4-enrol")
    secret = visitor.page.locator(".secret-text").inner_text().strip().replace(" ", "")
    shown = totp(base64.b32decode(secret + "=" * (-len(secret) % 8)))
    visitor.page.locator("[name=code]").fill(f"{shown:06d}")
    visitor.post("staff-5-recovery-codes-ask")
    visitor.post("staff-6-recovery-codes")


def therapist(visitor: Visitor) -> None:
    visitor.as_staff(STAFF[0])
    mine = CaseGrant.objects.filter(staff=account(STAFF[0].email), case_key__isnull=False)
    visitor.shoot("/staff/inbox/", "therapist-inbox")
    visitor.shoot("/staff/alerts/", "therapist-alerts")
    visitor.post("therapist-alert", "main tbody a")
    visitor.shoot("/staff/alerts/?show=acknowledged", "therapist-alerts-acknowledged")
    visitor.post("therapist-alert-acknowledged", "main tbody a")
    visitor.shoot("/staff/caseload/", "therapist-caseload")
    visitor.shoot("/staff/own/", "therapist-own")
    visitor.shoot("/staff/templates/", "therapist-templates")
    visitor.shoot("/staff/alerts/?show=answers", "therapist-alerts-answers")
    visitor.shoot("/staff/progress/", "therapist-progress")
    visitor.shoot("/staff/account/", "staff-account")
    for kind, name in {"letter": "marsh", "message": "violet"}.items():
        waiting = Promise.objects.filter(kind=kind, kept_on=None, participant__in=mine.values("participant"))
        promise = waiting.get(participant=account(stage(name).name).pk)
        case = f"/staff/case/{promise.participant_id}/"
        visitor.shoot(case, "therapist-case")
        visitor.shoot(f"{case}adverse/", "therapist-adverse")
        visitor.shoot(f"{case}protection/", "therapist-protection")
        visitor.shoot(f"{case}messages/", f"therapist-messages-{kind}")
        visitor.shoot(f"{case}timeline/", f"therapist-timeline-{kind}")
        visitor.shoot(f"{case}plan/", f"therapist-plan-{kind}")
        visitor.shoot(f"{case}hand-over/", f"therapist-hand-over-{kind}")
        if kind == "letter":
            visitor.shoot(f"{case}week/{promise.week}/", "therapist-letter-empty")
            visitor.page.locator("textarea[name=text]").fill(LETTER)
            visitor.page.locator("[name=step]").fill(STEP)
            visitor.post("therapist-letter", "button[value=save]")
            visitor.post("therapist-preview", "button[value=preview]")
            visitor.shoot(f"{case}week/1/", "therapist-letter-sent")


LETTER = (
    "Thank you for setting down that Wednesday, with the chair opposite. It cannot have been easy to look at.\n\nYou "
    "found two things yourself. What you needed was somebody across the table, and the place to turn off lies before "
    "dinner. On the day of your round Mrs L. waved, and the pull was a 2.\n\nWho else would be at the day centre?"
)
STEP = "Next Wednesday: dinner at the day centre."


def supervisor(visitor: Visitor) -> None:
    participant = Participant.objects.get(pk=account(stage("amber").name).pk)
    CaseGrant.objects.filter(participant=participant).update(case_key=None, last_day=clock.today() - timedelta(days=1))
    visitor.as_staff(STAFF[2])
    visitor.shoot("/staff/supervision/overlooked/", "supervisor-overlooked")
    visitor.shoot("/staff/supervision/figures/", "supervisor-figures")
    visitor.shoot("/staff/supervision/letters/", "supervisor-sample")
    visitor.post("supervisor-sample-shut", "main tbody tr:last-child a")
    visitor.post("supervisor-sample-letter")
    for path in ("supervision/debriefs", "checklist"):
        visitor.shoot(f"/staff/{path}/", f"supervisor-{path.replace('/', '-')}")
    for path in (
        "supervision",
        "unassigned",
        "late",
        "team",
        "open",
        "inbox",
        "caseload",
        "progress",
        "adverse",
        "protection",
    ):
        visitor.shoot(f"/staff/{path}/", f"supervisor-{path}")
    visitor.shoot("/staff/alerts/rules/", "supervisor-alert-rules")
    visitor.shoot("/staff/duty/", "supervisor-duty")
    visitor.shoot("/staff/progress/thresholds/", "supervisor-thresholds")
    visitor.page.goto(f"{visitor.site}/staff/protection/")
    visitor.post("supervisor-protection-record", "main tbody a")


def lead(visitor: Visitor) -> None:
    visitor.as_staff(STAFF[3])
    for path in ("go-live", "figures", "duty", "lines", "rules"):
        visitor.shoot(f"/staff/{path}/", f"lead-{path}")
    visitor.shoot("/staff/go-live/eight-weeks/capacity/", "lead-go-live-capacity")


def operator(visitor: Visitor) -> None:
    visitor.as_staff(STAFF[8])
    for path in ("people", "people/new", "log"):
        visitor.shoot(f"/staff/{path}/", f"operator-{path.replace('/', '-')}")
    visitor.shoot("/staff/log/?case=x", "operator-log-wrong")
    visitor.shoot(f"/staff/people/{account('therese@demo.example').pk}/", "operator-person")
    visitor.page.goto(f"{visitor.site}/staff/people/new/")
    for name, words in (("email", "kim@demo.example"), ("work_name", "Kim")):
        visitor.page.locator(f"[name={name}]").fill(words)
    visitor.page.locator("[name=roles]").first.check()
    visitor.post("operator-person-code")


def going(visitor: Visitor) -> None:
    visitor.as_participant(stage("maple"))
    visitor.page.goto(f"{visitor.site}/account/erase/")
    visitor.page.locator("[name=passphrase]").fill(stage("maple").passphrase)
    visitor.post("account-erased")
