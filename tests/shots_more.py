"""What is met more rarely for the camera: pages behind other pages, Swedish, and the core of it all without scripts."""

from demo.people import PARTICIPANTS, STAFF, DemoStaff, Stage
from modules.models import ProgrammePage
from program.models import Account, AccountKind, Alert, CrisisLine, FixRequest, MeasureFact
from program.models.accounts import name_index
from tests.camera import Visitor

BESIDES = ("idle", "reminders", "devices", "copy", "agreed", "recovery-code", "leave-programme")


def account(name: str) -> Account:
    kind = AccountKind.STAFF if "@" in name else AccountKind.PARTICIPANT
    return Account.objects.get(name_index=name_index(kind, name))


def stage(start: str) -> Stage:
    return next(found for found in PARTICIPANTS if found.name.startswith(start))


def case(start: str) -> str:
    return f"/staff/case/{account(stage(start).name).pk}/"


def member(role: str) -> DemoStaff:
    return next(one for one in STAFF if role in one.roles)


def rarely(visitor: Visitor) -> None:
    """What a participant opens once."""
    visitor.shoot("/other-help/", "open-young")
    garnet = stage("garnet")
    visitor.as_participant(garnet)
    visitor.shoot("/questions/", "questions")
    visitor.shoot("/week/4/all/", "week-whole")
    fact = MeasureFact.objects.filter(enrolment__participant=account(garnet.name).pk, skipped=False).first()
    assert fact is not None
    visitor.shoot(f"/progress/{fact.pk}/", "my-answers")
    for name in BESIDES:
        visitor.shoot(f"/account/{name}/", f"account-{name}")
    visitor.shoot("/help/plan/", "safety-plan")
    visitor.shoot("/help/plan/write/", "safety-plan-write")
    visitor.context.clear_cookies()
    visitor.as_participant(stage("violet"))
    alert = Alert.objects.filter(participant=account(stage("violet").name).pk).first()
    assert alert is not None
    visitor.shoot(f"/help/next/{alert.pk}/", "help-next")
    visitor.shoot("/messages/all/", "messages-all")


def behind_the_desk(visitor: Visitor) -> None:
    """Pages behind the case, and those of roles that come seldom. Before anybody has opened an alert."""
    visitor.as_staff(member("THERAPIST"))
    visitor.shoot(f"{case('violet')}messages/", "therapist-flagged")
    visitor.shoot(f"{case('dawn')}week/1/", "therapist-corrected")
    visitor.shoot(f"{case('linden')}question/mood/", "therapist-question")
    visitor.shoot(f"{case('dawn')}age/", "therapist-age")
    visitor.shoot("/staff/cover/", "therapist-cover")
    visitor.shoot("/staff/templates/eight-weeks/new/", "therapist-template-new")
    visitor.page.goto(f"{visitor.site}/staff/templates/eight-weeks/")
    visitor.post("therapist-template", "main tbody a")
    again(visitor, "SUPERVISOR")
    visitor.shoot(f"{case('linden')}week/2/", "supervisor-second-read")
    for path in ("ages", "people", "log", "lines", "lines/new"):
        visitor.shoot(f"/staff/{path}/", f"supervisor-{path.replace('/', '-')}")
    again(visitor, "LEAD")
    for path in ("review", "progress/thresholds", "rules/eight-weeks/worry-very"):
        visitor.shoot(f"/staff/{path}/", f"lead-{path.replace('/', '-')}")
    line = CrisisLine.objects.filter(country="").first()
    assert line is not None
    visitor.shoot(f"/staff/lines/{line.pk}/", "lead-line")
    again(visitor, "RESEARCHER")
    for path in ("figures", "adverse"):
        visitor.shoot(f"/staff/{path}/", f"researcher-{path}")


def behind_the_studio(visitor: Visitor) -> None:
    visitor.as_staff(member("EDITOR"))
    programme = ProgrammePage.objects.get(locale__language_code="en")
    asked, own = FixRequest.objects.get(fix=None), f"/cms/programme/{programme.pk}"
    pages = {"asking": "questions", "changes": "editions/en/2", "fixed": "fix/1", "fix-asked": f"fix/asked/{asked.pk}"}
    for name, path in pages.items():
        visitor.shoot(f"{own}/{path}/", f"studio-{name}")


def again(visitor: Visitor, role: str) -> None:
    visitor.context.clear_cookies()
    visitor.as_staff(member(role))


def in_swedish(visitor: Visitor) -> None:
    for path in ("", "help", "join"):
        visitor.shoot(f"/{path}/" if path else "/", f"sv-{path or 'front'}")
    visitor.as_participant(stage("cedar"))
    for name, path in {"home": "home", "week": "week/1", "step": "week/1/4", "worksheet": "week/1/worksheet"}.items():
        visitor.shoot(f"/{path}/", f"sv-{name}")
    visitor.context.clear_cookies()
    visitor.as_staff(member("THERAPIST"))
    for name, path in {"inbox": "/staff/inbox/", "letter": f"{case('marsh')}week/2/"}.items():
        visitor.shoot(path, f"sv-{name}")


def without_scripts(visitor: Visitor) -> None:
    visitor.shoot("/help/", "plain-help")
    visitor.as_participant(stage("cedar"))
    for path in ("home", "week/1/4", "week/1/worksheet", "week/1/worksheet/review", "messages"):
        visitor.shoot(f"/{path}/", f"plain-{path.replace('/', '-')}")
    visitor.context.clear_cookies()
    visitor.as_staff(member("THERAPIST"))
    for name, path in {"inbox": "inbox", "alerts": "alerts", "caseload": "caseload"}.items():
        visitor.shoot(f"/staff/{path}/", f"plain-{name}")
    visitor.shoot(f"{case('marsh')}week/2/", "plain-letter")
    visitor.shoot(f"{case('marsh')}messages/", "plain-messages")
