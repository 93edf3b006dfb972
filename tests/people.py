"""The cast. Everybody comes in as people do: by joining, by invitation, by signing in through the real pages."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import uuid4

import time_machine
from django.core.management import call_command
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.oath import totp

from program import clock, consents
from program.actions import duty, joining, lines, staff, weeks
from program.actions import go_live as signing
from program.go_live import CAPACITY, LINES
from program.journey import Journey, read_journey
from program.models import Account, CrisisLine, Enrolment, Participant, Program, Role
from vault import holders, supervision
from vault.holders import PrivateKey
from vault.models import KeyPair
from vault.sealing import CaseKey
from worksheets.actions import drafts, sending
from worksheets.models import Response, WorksheetVersion

PASSWORD = "a long enough password of {name}"
AUTHENTICATOR_SECRET = b"twenty-byte-secret-0"
SLUG = "eight-weeks"

recovery_keys: list[str] = []
"""What `vault init` printed, newest last."""


def at_the_page(person: "Person") -> Client:
    """Signs in for real."""
    client = person.unverified
    if person.is_staff:
        del person.__dict__["unverified"]
        device = person.account.authenticatordevice_set.get()
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        session.save()
    return client


@dataclass
class Person:
    """Somebody of the cast: how they sign in, and a client that has."""

    account_id: Any
    name: str
    secret: str = field(repr=False)
    recovery_code: str = ""
    signs_in: Callable[["Person"], Client] = field(default=at_the_page, repr=False, compare=False)

    @property
    def account(self) -> Account:
        return Account.objects.get(pk=self.account_id)

    @property
    def is_staff(self) -> bool:
        return "@" in self.name

    @property
    def participant(self) -> Participant:
        return Participant.objects.get(pk=self.account_id)

    @property
    def enrolment(self) -> Enrolment:
        return Enrolment.objects.select_related("participant__account", "program", "edition").get(
            participant_id=self.account_id
        )

    @property
    def journey(self) -> Journey:
        enrolment = self.enrolment
        return read_journey(enrolment, clock.today(enrolment.program.zone))

    @property
    def private(self) -> PrivateKey:
        private = holders.unlock(holder=self.account_id, secret=self.secret)
        assert private is not None
        return private

    @property
    def case_key(self) -> CaseKey:
        """A participant's own case key."""
        return holders.open_case_key(
            private=self.private, row=self.participant, field="own_key", case_id=self.account_id
        )

    @cached_property
    def unverified(self) -> Client:
        """Signed in with the password alone."""
        client = Client()
        url = "/staff/sign-in/" if self.is_staff else "/sign-in/"
        fields = {"email": self.name, "password": self.secret} if self.is_staff else {}
        response = client.post(url, fields or {"name": self.name, "passphrase": self.secret})
        assert response.status_code == 302, response.content.decode()
        return client

    @cached_property
    def client(self) -> Client:
        """Signed in; staff have shown their second factor."""
        return self.signs_in(self)


def code_now(secret: bytes = AUTHENTICATOR_SECRET) -> str:
    """What the cast's authenticators show at this moment, or one with another secret."""
    return f"{totp(secret):06d}"


def programme() -> Program:
    """The sample programme, imported and published, with a vault and joining open; made where it is missing."""
    found = Program.objects.filter(slug=SLUG, joining_open=True).first()
    if found is not None:
        return found
    if not KeyPair.objects.filter(holder=supervision.SUPERVISION).exists():
        recovery_keys.append(supervision.init())
    call_command("program_import", f"content/{SLUG}", "--publish", verbosity=0)
    Program.objects.filter(slug=SLUG).update(joining_open=True)
    program = Program.objects.get(slug=SLUG)
    go_live(program)
    return program


def go_live(program: Program) -> Person:
    """The list signed, every crisis line tested, and a rota for all days that tests travel to: what joining needs.

    Vera, who signs and stands on the rota, is no therapist any more when it is done: tests count those.
    """
    vera, today = new_staff("vera@clinic.example", "Vera", Role.THERAPIST, Role.LEAD), clock.today()
    duty.set_shift(
        program=program,
        first_day=today - timedelta(days=400),
        last_day=today + timedelta(days=400),
        clinician=vera.account,
        deputy=None,
        by=vera.account,
    )
    for row in CrisisLine.objects.filter(program=program, is_active=True):
        lines.mark_tested(line=row, number=row.number, by=vera.account_id, today=today)
    for line in LINES:
        places = 100_000 if line == CAPACITY else None
        signing.sign(
            program=program, line=line, words="Decided.", until=None, by=vera.account, today=today, places=places
        )
    Account.objects.filter(pk=vera.account_id).update(is_therapist=False)
    return vera


def new_staff(email: str, work_name: str, *roles: Role, capacity: int = 30) -> Person:
    """Invited, come in, and with an authenticator enrolled."""
    account, code = staff.invite(email=email, work_name=work_name, roles=roles, capacity=capacity, by="tests")
    secret = PASSWORD.format(name=work_name)
    staff.accept_invitation(email=email, code=code, password=secret)
    device = staff.enrol_authenticator(account=account, secret=AUTHENTICATOR_SECRET, token=code_now())
    device.last_step = -1
    device.save(update_fields=["last_step"])
    return Person(account.pk, email, secret)


def new_supervisor(email: str, work_name: str) -> Person:
    """Admitted by the offline recovery key, as the first supervisor of a clinic is."""
    person = new_staff(email, work_name, Role.SUPERVISOR)
    supervision.recover(recovery_key=recovery_keys[-1], holder=person.account_id)
    return person


def new_participant(name: str, program: Program) -> Person:
    newcomer = joining.Newcomer(
        account_id=uuid4(),
        continent="europe",
        sign_in_name=name,
        passphrase=f"six quiet words of {name}",
        forgiving=True,
        recovery_code=f"2345-6789-ABCD-EFGH-{secrets.token_hex(2).upper()}",
    )
    consent = consents.in_force(program)
    assert consent is not None
    joining.join(newcomer=newcomer, program=program, consent=consent, today=clock.today(program.zone))
    return Person(newcomer.account_id, name, newcomer.passphrase, newcomer.recovery_code)


def days_ago(days: int) -> Any:
    """A context in which the programme's clock shows an earlier day, at noon; counted from its own day, which begins
    before the machine's."""
    noon = datetime.combine(clock.today(), time(12), UTC)
    return time_machine.travel(noon - timedelta(days=days), tick=True)


def begin(person: Person) -> None:
    weeks.begin(journey=person.journey, by=person.account_id)


SENTENCE = "Evenings are hard. The house is quiet and I am tired."


def answers_to(version: WorksheetVersion) -> dict[str, Any]:
    """A plausible answer to every question that takes words; the rest is left out, as people do."""
    words = {"short_text": "A quiet evening", "long_text": SENTENCE, "carry_forward": SENTENCE}
    return {question["key"]: words[question["kind"]] for question in version.questions if question["kind"] in words}


def send_worksheet(person: Person, week: int) -> Response:
    """Saved and sent through the same actions as the pages use."""
    journey, key = person.journey, person.case_key
    participant = journey.enrolment.participant
    version = WorksheetVersion.objects.get(edition=journey.enrolment.edition, week=week)
    drafts.save_draft(
        participant=participant,
        version=version,
        week=week,
        key=key,
        answers=answers_to(version),
        base=0,
        form_key=uuid4(),
        by=participant.pk,
    )
    response = Response.objects.get(participant=participant, week=week)
    sending.submit(journey=journey, response=response, key=key, form_key=uuid4(), by=participant.pk)
    return Response.objects.get(pk=response.pk)
