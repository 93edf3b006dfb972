"""Fills the demo: staff who were invited, people who joined, wrote and were answered, each on an earlier day.

Everything goes through the actions that the pages use, with the day as an argument; nothing is written past them.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from demo import (
    alarms,
    case_notes,
    corrections,
    editions,
    endings,
    fixes,
    golive,
    keepsakes,
    languages,
    plans,
    quality,
    reminders,
    reviews,
    safety,
    staffing,
    unsent,
    welfare,
)
from demo.measures import plausible
from demo.people import PARTICIPANTS, STAFF, Stage
from modules.actions import progress
from modules.queries import edition_steps
from program import clock, consents
from program.actions import joining, service, weeks
from program.journey import Journey, read_journey
from program.models import Account, AccountKind, Assignment, CaseGrant, Enrolment, GrantKind, NoticeKind, Program
from program.models.accounts import name_index
from therapist.actions import dispatch, letters, messages
from therapist.words import Words
from vault import holders, supervision
from vault.models import KeyPair
from vault.sealing import CaseKey
from worksheets.access import measures_of
from worksheets.actions import drafts, sending
from worksheets.actions.measures import answer_measure
from worksheets.models import Response, WorksheetVersion

UNDO_SECONDS = 60
CONTENT = "content/eight-weeks"
TEXTS, MONDAY = (Path(__file__).with_name(name) for name in ("texts.yaml", "monday.yaml"))
WEEK = timedelta(days=7)
FOLLOW_UP_WAIT = timedelta(days=28)
VERY_WORRIED = 3


def seeded() -> bool:
    """Whether everybody of the demo is there already."""
    names = [name_index(AccountKind.PARTICIPANT, stage.name) for stage in PARTICIPANTS]
    return Account.objects.filter(name_index__in=names).count() == len(names)


def seed() -> None:
    """Safe to run again after it was interrupted: whoever is there already is left alone."""
    recovery_key = None if KeyPair.objects.filter(holder=supervision.SUPERVISION).exists() else supervision.init()
    editions.publish_first(Path(CONTENT), today=clock.today())
    Program.objects.update(joining_open=True)
    for member in STAFF:
        staffing.hire(member, recovery_key)
    languages.say()
    for program in Program.objects.all():
        golive.decide(program, today=clock.today(program.zone))
        service.set_undo(program=program, seconds=UNDO_SECONDS, by="demo")
    # Who joined first comes first: assignment looks at what the therapists carry on that day.
    lives = [Life(stage, number) for number, stage in enumerate(PARTICIPANTS)]
    for life in sorted(lives, key=Life.first_day):
        editions.catch_up(day=life.first_day(), today=life.today)
        if not life.has_been_lived():
            life.live()
    endings.let_days_tell()
    staffing.arrange_cover(clock.today())
    stina = Account.objects.get(name_index=name_index(AccountKind.STAFF, "stina@demo.example"))
    welfare.look_after_everybody(today=clock.today())
    quality.read_one(stina, today=clock.today())
    quality.lay_checklist(stina, today=clock.today())
    quality.count_minutes()
    reviews.send_in()
    fixes.leave_one_waiting(today=clock.today())
    reminders.send_what_is_due()


@lru_cache(maxsize=1)
def texts() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(TEXTS.read_text())
    return loaded


@lru_cache(maxsize=1)
def monday() -> dict[str, dict[int, Any]]:
    """What those wrote who have words of their own, by name and week."""
    loaded: dict[str, dict[int, Any]] = yaml.safe_load(MONDAY.read_text())
    return loaded


class Life:
    """One person's way through the programme, lived backwards from today so that it ends at their stage."""

    def __init__(self, stage: Stage, number: int) -> None:
        self.stage, self.number = stage, number
        self.today = clock.today()

    def has_been_lived(self) -> bool:
        return Account.objects.filter(name_index=name_index(AccountKind.PARTICIPANT, self.stage.name)).exists()

    def live(self) -> None:
        start = self.first_day()
        self.join(start)
        reminders.give_an_address(self.stage.name, self.journey(start))
        if self.stage.began:
            weeks.begin(journey=self.journey(start), by=self.account_id)
            self.say_how_it_is(0, start)
        for week in range(1, self.stage.weeks + 1):
            sent = self.opened(week, start) + timedelta(days=3)
            self.say_how_it_is(week, sent)
            self.send(week, sent)
            self.answer(week, min(sent + timedelta(days=2), self.today))
            # What is asked at the end comes after the last worksheet, where that day has come.
            self.say_how_it_is(week, min(sent + timedelta(days=3), self.today))
        self.now(self.stage.weeks + 1, start)
        if self.stage.left:
            endings.leave(self.journey(self.today), self.account_id)

    def first_day(self) -> date:
        """So long ago that the week they are in opened `days_in_week` days before today."""
        if not self.stage.began:
            return self.today - timedelta(days=1)
        waits = FOLLOW_UP_WAIT if self.stage.weeks >= 8 else timedelta(0)
        return self.today - self.stage.weeks * WEEK - waits - timedelta(days=self.stage.days_in_week)

    def opened(self, week: int, start: date) -> date:
        return start + (week - 1) * WEEK + (FOLLOW_UP_WAIT if week > 8 else timedelta(0))

    def join(self, day: date) -> None:
        program = Program.objects.get(joining_open=True)
        if self.stage.unassigned:
            program.assignment = Assignment.SUPERVISOR
        consent = consents.in_force(program)
        if consent is None:
            raise RuntimeError("The sample programme has no consent text.")
        newcomer = joining.Newcomer(
            account_id=uuid4(),
            continent="europe",
            sign_in_name=self.stage.name,
            passphrase=self.stage.passphrase,
            forgiving=True,
            recovery_code=f"DEMQ-2222-3333-4444-{self.number + 2222}",
        )
        account = joining.join(newcomer=newcomer, program=program, consent=consent, today=day)
        if account.unlocked is None:
            raise RuntimeError("A demo person's key did not open.")
        self.account_id, self.private = account.pk, account.unlocked

    def journey(self, day: date) -> Journey:
        enrolment = Enrolment.objects.select_related("participant__account", "program", "edition").get(
            participant_id=self.account_id
        )
        return read_journey(enrolment, day)

    def key(self, journey: Journey) -> CaseKey:
        participant = journey.enrolment.participant
        return holders.open_case_key(private=self.private, row=participant, field="own_key", case_id=participant.pk)

    def now(self, week: int, start: date) -> None:
        """What is going on today."""
        journey = self.journey(self.today)
        if self.stage.drafting:
            self.read_steps(week, journey)
        keepsakes.keep(self.stage.name, journey, self.private)
        if self.stage.drafting:
            self.write(week, journey, self.draft(week))
        if self.stage.waiting:
            self.say_how_it_is(week, self.opened(week, start) + timedelta(days=1))
            self.send(week, self.opened(week, start) + timedelta(days=1))
        if self.stage.paused:
            weeks.pause(journey=replace(journey, today=self.today - timedelta(days=2)), by=self.account_id)
        if self.stage.asks:
            self.talk()
        if self.stage.worse:
            safety.write_down(journey, self.key(journey), Account.objects.get(pk=self.therapist()))
        if self.stage.alarm:
            therapist = Account.objects.get(pk=self.therapist())
            alarms.raise_and_answer(self.stage.alarm, journey, self.key(journey), therapist)

    def say_how_it_is(self, week: int, day: date) -> None:
        """Comes in and answers every measure that is due that day."""
        weeks.count_sign_in(participant_id=self.account_id, today=day)
        journey = self.journey(day)
        for measure in measures_of(journey).due:
            answers = plausible(measure.instrument, week, self.stage.variant)
            if self.stage.worried and week > self.stage.weeks and "worry" in answers:
                answers["worry"] = VERY_WORRIED
            if self.stage.blank and week > self.stage.weeks and measure.instrument.key == "phq_9":
                answers = dict.fromkeys(answers)
            answer_measure(
                journey=journey,
                asked=measure.asked,
                instrument=measure.instrument,
                answers=answers,
                key=self.key(journey),
                by=self.account_id,
            )

    def read_steps(self, week: int, journey: Journey) -> None:
        """To the last one, as somebody does before the worksheet."""
        steps = edition_steps(journey.enrolment.edition_id, week)
        progress.reach(enrolment_id=journey.enrolment.pk, week=week, step=len(steps), known=0)

    def sample(self, week: int) -> dict[str, Any]:
        own: dict[str, Any] | None = monday().get(self.stage.name, {}).get(week)
        if own is not None:
            return own
        variants = texts()["weeks"][week]
        chosen: dict[str, Any] = variants[self.stage.variant % len(variants)]
        return chosen

    def draft(self, week: int) -> dict[str, Any]:
        own = monday().get(self.stage.name, {}).get(week)
        begun: dict[str, Any] = own["answers"] if own else texts()["drafts"][week]
        return begun

    def write(self, week: int, journey: Journey, answers: dict[str, Any]) -> WorksheetVersion:
        version: WorksheetVersion = WorksheetVersion.objects.get(edition=journey.enrolment.edition, week=week)
        weeks.latch_opening(journey=journey, number=week)
        drafts.save_draft(
            participant=journey.enrolment.participant,
            version=version,
            week=week,
            key=self.key(journey),
            answers=answers,
            base=0,
            form_key=uuid4(),
            by=self.account_id,
        )
        return version

    def send(self, week: int, day: date) -> None:
        weeks.count_sign_in(participant_id=self.account_id, today=day)
        journey = self.journey(day)
        self.read_steps(week, journey)
        self.write(week, journey, self.sample(week)["answers"])
        response = Response.objects.select_related("version").get(participant_id=self.account_id, week=week)
        sending.submit(journey=journey, response=response, key=self.key(journey), form_key=uuid4(), by=self.account_id)
        corrections.correct(self.stage.name, journey, self.key(journey), response)
        plans.write_down(self.stage.name, response.week, journey, self.key(journey))

    def answer(self, week: int, day: date) -> None:
        self.read_all()
        journey = self.journey(day)
        response = Response.objects.get(participant_id=self.account_id, week=week)
        place = letters.Place(enrolment=journey.enrolment, key=self.key(journey), week=week, response=response)
        window = letters.Window(form_key=uuid4(), base=0)
        dispatch.send(place=place, window=window, words=self.letter(week), by=self.therapist(), today=day)
        case_notes.note_down(self.stage.name, week, journey, place.key, Account.objects.get(pk=self.therapist()))
        if not (self.stage.unread_letter and week == self.stage.weeks):
            self.read_all()

    def letter(self, week: int) -> Words:
        sample = self.sample(week)
        return Words(sample["letter"], sample["step"])

    def therapist(self) -> Any:
        """Whoever is assigned; others may have been let in for an alert."""
        grants = CaseGrant.objects.filter(participant_id=self.account_id, kind=GrantKind.ASSIGNED)
        return grants.get(case_key__isnull=False).staff_id

    def read_all(self) -> None:
        for kind in ("letter", "therapist", "message"):
            for week in (None, *range(1, 10)):
                weeks.read_notices(account_id=self.account_id, kind=NoticeKind(kind), week=week)

    def talk(self) -> None:
        """A short conversation whose last word is the participant's, so that somebody waits for an answer."""
        journey = self.journey(self.today - timedelta(days=1))
        key = self.key(journey)
        for entry in texts()["messages"][:5]:
            common = {"enrolment": journey.enrolment, "key": key, "text": entry["body"], "form_key": uuid4()}
            if entry["from"] == "participant":
                messages.ask(**common, by=self.account_id, today=journey.today)
            else:
                messages.answer(**common, by=self.therapist(), today=journey.today)
        unsent.leave_unsent(journey, key, about=self.stage.weeks)
