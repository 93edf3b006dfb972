"""The cohort lives through the service, day by day, by the actions that the pages use; then both sides are compared."""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import yaml
from django.core.management import call_command
from django.db import transaction

from benchmarks.cohort.expected import Fired, Walk, asked_in, fired
from benchmarks.cohort.habits import Answered, Person, Wrote
from demo import seed, staffing
from demo.people import DemoStaff
from program import clock, consents
from program.actions import joining, outbox, weeks
from program.alerting import facts_of
from program.journey import Journey, read_journey
from program.models import Alert, Enrolment, MeasureFact, Program
from therapist.actions import messages
from vault import holders, keyfile, supervision
from vault.sealing import CaseKey
from worksheets.access import measures_of
from worksheets.actions import drafts, sending
from worksheets.actions.measures import answer_measure, skip_measure
from worksheets.actions.rules import change_rule
from worksheets.actions.silence import raise_silent
from worksheets.measures.registry import REGISTRY
from worksheets.models import Response, RuleVersion, WorksheetVersion

THERAPIST = DemoStaff("therese@clinic.example", "Therese", "Therapist", ("THERAPIST",), capacity=20_000)
MOST_SHOWN = 10


@dataclass
class Life:
    """One person with their case key, and what the service is expected to do with them."""

    person: Person
    walk: Walk
    account_id: UUID
    key: CaseKey
    wrong: list[str] = field(default_factory=list)
    silent: list[Fired] = field(default_factory=list)
    asked: int = 0

    def journey(self, today: date) -> Journey:
        enrolment = Enrolment.objects.select_related("participant", "program", "edition").get(
            participant_id=self.account_id
        )
        return read_journey(enrolment, today)


def main() -> None:
    chosen = json.load(sys.stdin)
    program = prepare()
    content = yaml.safe_load(Path(seed.CONTENT, "program.yaml").read_text())
    people = [Person.by_chance(number, chosen["seed"]) for number in range(chosen["people"])]
    first, days = clock.today(program.zone), chosen["weeks"] * 7
    lives: list[Life] = []
    silences = [rule for rule in rules() if rule["when"]["kind"] == "unanswered_weeks"]
    began = time.monotonic()
    for day in range(days):
        today = first + timedelta(days=day)
        with transaction.atomic():
            lives += [come_in(person, content, today) for person in people if person.joins == day]
            for life in lives:
                live(life, day, today, silences)
        sweep()
        for life in lives:
            life.silent += life.walk.fell_silent(day, silences)
        clock.forward(1)
    lived = time.monotonic() - began
    print(json.dumps(compare(lives, first, days) | {"seconds": round(lived, 1), "days": days}))


def prepare() -> Program:
    os.chdir(Path(__file__).resolve().parents[2])
    keyfile.create(today=clock.today())
    call_command("migrate", verbosity=0)
    supervision.init()
    call_command("program_import", seed.CONTENT, "--publish", verbosity=0)
    Program.objects.update(joining_open=True)
    switch_on()
    staffing.hire(THERAPIST, recovery_key=None)
    return Program.objects.get()


def switch_on() -> None:
    """What the sample has switched off is held against the second computation too."""
    program = Program.objects.get()
    for row in RuleVersion.objects.filter(definition__active=False):
        change_rule(
            program=program,
            key=row.key,
            version=row.version,
            changed={"active": True},
            reason="For the cohort.",
            by=uuid4(),
            today=clock.today(program.zone),
        )


def come_in(person: Person, content: dict[str, Any], today: date) -> Life:
    program = Program.objects.get()
    consent = consents.in_force(program)
    if consent is None:
        raise RuntimeError("The sample programme has no consent text.")
    newcomer = joining.Newcomer(
        account_id=uuid4(),
        continent="unsaid",
        sign_in_name=f"person-{person.number}",
        passphrase=f"six quiet words of {person.number}",
        forgiving=True,
        recovery_code=f"2345-6789-ABCD-EFGH-{person.number}",
    )
    account = joining.join(newcomer=newcomer, program=program, consent=consent, today=today)
    if account.unlocked is None:
        raise RuntimeError("A key did not open.")
    key = holders.open_case_key(private=account.unlocked, row=account.participant, field="own_key", case_id=account.pk)
    return Life(person, Walk(person, content, asked_in(seed.CONTENT, content)), account.pk, key)


def live(life: Life, day: int, today: date, silences: list[dict[str, Any]]) -> None:
    """What this person does today. The expected side sees the same days, and none of the service's rows."""
    person = life.person
    if day == person.begins:
        weeks.begin(journey=life.journey(today), by=life.account_id)
    if person.pauses and person.pauses[-1][1] is None and person.comes_back():
        come_back(life, day, today)
    life.walk.look(day)
    if not person.visits():
        return
    answer(life, day, today, silences)
    if day >= person.begins and not person.is_paused(day):
        before = len(person.wrote)
        write(life, day, today)
        for place in range(before, len(person.wrote)):
            life.silent += life.walk.left_blank(day, person.wrote[: place + 1], silences)
        if person.wants_a_break():
            weeks.pause(journey=life.journey(today), by=life.account_id)
            life.walk.look(day)
            person.pauses.append([day, None])


def come_back(life: Life, day: int, today: date) -> None:
    weeks.resume(journey=life.journey(today), by=life.account_id)
    life.person.pauses[-1][1] = day - 1
    if day == life.person.pauses[-1][0]:
        life.person.pauses.pop()


def answer(life: Life, day: int, today: date, silences: list[dict[str, Any]]) -> None:
    """Everything that is due is answered or skipped; now and then the same page is sent twice."""
    journey = life.journey(today)
    due, expected = measures_of(journey).due, life.walk.due(day)
    if [measure.asked.occurrence for measure in due] != expected:
        life.wrong.append(f"day {day}: asked {[measure.asked.occurrence for measure in due]}, expected {expected}")
    for measure in due:
        items = {item.link_id: [option.value for option in item.options] for item in measure.instrument.items}
        given = life.person.answers(items)
        for _click in range(2 if life.person.chance.random() < 0.05 else 1):
            common = {"journey": journey, "asked": measure.asked, "instrument": measure.instrument}
            if given is None:
                skip_measure(**common, by=life.account_id)  # type: ignore[arg-type]  # of several types
            else:
                answer_measure(**common, answers=given, key=life.key, by=life.account_id)  # type: ignore[arg-type]  # same
        life.person.answered.append(Answered(day, measure.asked.occurrence, given))
        life.silent += life.walk.item_blank(day, silences)
        life.asked += 1


def write(life: Life, day: int, today: date) -> None:
    person = life.person
    week = next((week for week in sorted(life.walk.opened) if week not in person.sent), None)
    if week is not None and person.chance.random() < 0.5:
        text, chosen = person.text(), person.choices(questions(life, week, today))
        person.wrote.append(send_sheet(life, week, day, today, text, chosen))
        person.sent[week] = day
        life.walk.look(day)
        if person.corrects():
            correct(life, person.wrote[-1], day, today)
    if person.chance.random() < 0.02:
        text = person.text()
        enrolment = life.journey(today).enrolment
        messages.ask(enrolment=enrolment, key=life.key, text=text, form_key=uuid4(), by=life.account_id, today=today)
        person.wrote.append(Wrote(day, 0, text))


def correct(life: Life, before: Wrote, day: int, today: date) -> None:
    """The same worksheet again: the same words or others, and one choice that may be another."""
    person, chosen = life.person, dict(before.chosen)
    text = before.text if person.repeats() else person.text()
    again = person.choices(questions(life, before.week, today))
    chosen |= dict([person.chance.choice(list(again.items()))]) if again else {}
    if (text, chosen) != (before.text, before.chosen):
        person.wrote.append(send_sheet(life, before.week, day, today, text, chosen, number=before.number + 1))


def questions(life: Life, week: int, today: date) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = WorksheetVersion.objects.get(
        edition=life.journey(today).enrolment.edition, week=week
    ).questions
    return found


def send_sheet(
    life: Life, week: int, day: int, today: date, text: str, chosen: dict[str, str | int], number: int = 1
) -> Wrote:
    """One question in words, and some of those that offer a choice."""
    journey = life.journey(today)
    version = WorksheetVersion.objects.get(edition=journey.enrolment.edition, week=week)
    question = next(question for question in version.questions if question["kind"] in {"long_text", "short_text"})
    asked = [each for each in version.questions if each["kind"] not in {"heading", "note"}]
    as_stored = {key: {"answer": value} if isinstance(value, str) else value for key, value in chosen.items()}
    weeks.latch_opening(journey=journey, number=week)
    drafts.save_draft(
        participant=journey.enrolment.participant,
        version=version,
        week=week,
        key=life.key,
        answers={**as_stored, question["key"]: text},
        base=0,
        form_key=uuid4(),
        by=life.account_id,
    )
    response = Response.objects.select_related("version").get(participant_id=life.account_id, week=week, number=number)
    sending.submit(journey=journey, response=response, key=life.key, form_key=uuid4(), by=life.account_id)
    return Wrote(day, week, text, version.key, chosen, len(asked) - 1 - len(chosen), number)


def sweep() -> None:
    outbox.plan_notices()
    outbox.deliver_outbox()
    raise_silent()


# Comparing


def compare(lives: list[Life], first: date, days: int) -> dict[str, Any]:
    """How many of each there are, and the first few differences in words; no differences means that both agree."""
    wrong = [f"person {life.person.number}, {each}" for life in lives for each in life.wrong]
    last = first + timedelta(days=days - 1)
    by_case: dict[UUID, list[Alert]] = {}
    for alert in Alert.objects.all():
        by_case.setdefault(alert.participant_id, []).append(alert)
    counts: Counter[str] = Counter()
    for life in lives:
        wrong += assessments_of(life, last, days - 1)
        expected = Counter(fired(life.person, rules(), REGISTRY)) + Counter(life.silent)
        found = Counter(raised(by_case.get(life.account_id, []), first))
        wrong += [f"person {life.person.number}, rule {one} expected, not raised" for one in expected - found]
        wrong += [f"person {life.person.number}, rule {one} raised, not expected" for one in found - expected]
        counts.update(rule for rule, _day, _source in expected)
    return {
        "people": len(lives),
        "asked": sum(life.asked for life in lives),
        "worksheets": sum(len(life.person.sent) for life in lives),
        "rules": {rule["key"]: counts[rule["key"]] for rule in rules()},
        "differences": len(wrong),
        "first": wrong[:MOST_SHOWN],
    }


def rules() -> list[dict[str, Any]]:
    """As they are stored, the newest version of each; none is switched off."""
    newest = {row.key: {"key": row.key, **row.definition} for row in RuleVersion.objects.order_by("key", "version")}
    return list(newest.values())


def assessments_of(life: Life, last: date, day: int) -> Iterator[str]:
    """What is stored, and what was missed, against what was done."""
    stored = Counter(
        MeasureFact.objects.filter(enrolment__participant_id=life.account_id).values_list("point", "week", "instrument")
    )
    done = Counter(each.occurrence for each in life.person.answered)
    if stored != done:
        yield f"person {life.person.number}: stored {stored - done}, answered {done - stored}"
    journey = life.journey(last)
    missed = {asked.occurrence for asked in journey.missed(set(done))}
    if missed != life.walk.missed(day):
        yield f"person {life.person.number}: missed {missed}, expected {life.walk.missed(day)}"


def raised(alerts: list[Alert], first: date) -> Iterator[Fired]:
    for alert in alerts:
        facts = facts_of(alert)
        yield facts.rule, (alert.raised_on - first).days, facts.week or 0
