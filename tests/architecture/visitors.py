"""Everybody who could ask for a page, around one case: Anna's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from program import clock
from program.actions import cover, grants
from program.actions.cover import Days
from program.models import AgeCheck, CrisisLine, DutyShift, Program, Role
from tests import people
from tests.people import Person
from tests.program.alerts import alert_of
from tests.program.test_agreeing import OLD
from tests.therapist import desk, safety
from tests.therapist.test_debriefs import wish
from tests.worksheets import measuring
from therapist.actions import message_drafts, notes, protection
from therapist.models import CaseNote, Letter, MessageDraft, StaleLetter
from worksheets.rulebook import rules_in_force

DAY = timedelta(days=1)
CAST = ("anna", "therese", "tom", "sol", "stina", "arne", "olle", "lena")


@dataclass(frozen=True)
class Visitor:
    """`letter` stands for them in the matrix."""

    letter: str
    who: str
    client: Client
    account_id: Any = None


@dataclass(frozen=True)
class World:
    """The visitors in the order of the matrix, and what goes into an address by the name of its part."""

    visitors: list[Visitor]
    parts: Mapping[str, Any]
    case_id: Any

    def url(self, name: str, wanted: tuple[str, ...]) -> str:
        """An address with Anna's own things in it. Raises KeyError for a part that stands for nothing here yet."""
        return reverse(name, kwargs={part: self.part(name, part) for part in wanted})

    def part(self, name: str, part: str) -> Any:
        return self.parts.get(f"{name}.{part}", None) or self.parts[part]


def world(get: Callable[[str], Any]) -> World:
    """`get` is pytest's request.getfixturevalue."""
    # The cast first: they come in as they were recorded, before anybody is new.
    anna, therese, tom, sol, stina, arne, olle, lena = (get(name) for name in CAST)
    other_supervisor = people.new_supervisor("rut@clinic.example", "Rut")
    researcher = people.new_staff("rosa@clinic.example", "Rosa", Role.RESEARCHER)
    to_cover, covers, covered = (
        people.new_staff(f"{name.lower()}@clinic.example", name, Role.THERAPIST) for name in ("Bea", "Cai", "Dag")
    )
    give_cover(therese, covered, first=0)
    cover.end_cover(
        therapist_id=therese.account_id,
        colleague_id=covered.account_id,
        days=Days(clock.today(), clock.today()),
        by=therese.account,
        today=clock.today(),
    )
    give_cover(therese, covers, first=0)
    give_cover(therese, to_cover, first=1)
    grants.open_with_reason(
        participant=anna.participant,
        by=other_supervisor.account,
        by_private=other_supervisor.private,
        reason="The therapist asked for a second pair of eyes.",
        today=clock.today(),
    )
    signed_in = [
        ("T", "the therapist of the case", therese),
        ("O", "another therapist", tom),
        ("B", "a colleague whose cover begins tomorrow", to_cover),
        ("C", "a colleague who covers now", covers),
        ("D", "a colleague whose cover is over", covered),
        ("S", "a supervisor", stina),
        ("R", "a supervisor who gave a reason today", other_supervisor),
        ("E", "an editor", arne),
        ("X", "a researcher", researcher),
        ("P", "an operator", olle),
        ("L", "the clinical lead", lena),
        ("a", "the participant", anna),
        ("s", "another participant", sol),
    ]
    return World(
        [
            *(Visitor(letter, who, person.client, person.account_id) for letter, who, person in signed_in),
            Visitor("w", "the therapist, with the password alone", fresh(therese).unverified),
            Visitor("n", "a stranger", Client()),
        ],
        things(anna, therese),
        anna.account_id,
    )


def give_cover(therapist: Person, colleague: Person, first: int) -> None:
    day = clock.today() + first * DAY
    cover.start_cover(
        therapist=therapist.account,
        colleague=colleague.account,
        days=Days(day, day),
        by=therapist.account,
        by_private=therapist.private,
        today=clock.today(),
    )


def fresh(person: Person) -> Person:
    """The same person at another browser."""
    return Person(person.account_id, person.name, person.secret)


def kept_aside(anna: Person, therese: Person) -> UUID:
    """What one of her windows had saved for the conversation when another saved other words."""
    for text in ("one", "other"):
        message_drafts.save(
            key=anna.case_key, text=text, base=0, form_key=uuid4(), by=therese.account_id, today=clock.today()
        )
    return MessageDraft.objects.get(is_aside=True).pk


def an_age_check(anna: Person, therese: Person) -> AgeCheck:
    """Nothing stands still for it."""
    return AgeCheck.objects.create(participant=anna.participant, told_on=clock.today(), told_by=therese.account)


def things(anna: Person, therese: Person) -> dict[str, Any]:
    """Everything that an address may name, all of it Anna's or the clinic's own."""
    today, program = clock.today(), Program.objects.get()
    desk.save(anna, therese, "A letter that is being written.")
    desk.save(anna, therese, "The same letter in another window.")
    note = notes.add_note(
        participant=anna.participant,
        key=anna.case_key,
        text="Prefers mornings.",
        form_key=uuid4(),
        by=therese.account,
        today=today,
    )
    record = protection.record_protection(
        participant=anna.participant, told=safety.TOLD, form_key=uuid4(), by=therese.account, today=today
    )
    return {
        "participant": anna.account_id,
        "number": 1,
        "program:agreed-copy.version": OLD,
        "therapist:age-check.number": an_age_check(anna, therese).pk,
        "step": 1,
        "version": 1,
        "stale": StaleLetter.objects.get(letter=Letter.objects.get()).pk,
        "draft": kept_aside(anna, therese),
        "note": CaseNote.objects.get(pk=note.pk).pk,
        "record": record.pk,
        "alert": alert_of(anna).pk,
        "shift": DutyShift.objects.earliest("first_day").pk,
        "slug": program.slug,
        "page": "age",
        "staff:go-live-line.key": "law",
        "staff:go-live-back.key": "law",
        "edition": anna.enrolment.edition_id,
        "therapist:question.key": "made_worse",
        "rules:rule.key": rules_in_force(program.pk)[0].key,
        # It was not drawn for reading, so nobody opens it there.
        "letter": Letter.objects.get().pk,
        "language": "en",
        "therapist:template.key": "week-1-first-letter",
        "line": CrisisLine.objects.earliest("pk").pk,
        "person": therese.account_id,
        "debrief": wish(anna, therese).pk,
        "fact": measuring.answer_all(anna, 0)[0].pk,
        # Nothing that is there: an address of this kind leads nobody anywhere.
        "rescued_id": uuid4(),
        "sha256": "0" * 64,
    }
