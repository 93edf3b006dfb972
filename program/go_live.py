"""The go-live list: what the clinical lead must have decided before anybody may join, and whether it still holds.

Pure functions of what was signed, the rota, the crisis lines' test days, the places and the consent text; no clock, no
database. The limits are our own choice: a signature stands for 365 days unless it says otherwise, a tested number for
as long as `program.lines` says, and a warning comes 14 days before either runs out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from program.lines import TEST_EVERY
from program.watch import Rota, Span

STANDS_DAYS = 365
WARN_DAYS = 14
LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True)
class Line:
    """One line of the list. `decide` is what must have been decided; `days` is how long a signature should stand."""

    key: str
    title: StrOrPromise
    decide: StrOrPromise
    days: int = STANDS_DAYS


LAW = Line(
    "law",
    _("Governing law and reporting duties"),
    _(
        "Which country's law governs what is written here, wherever a participant lives; what your staff must report, "
        "may report and must keep to themselves; who decides, and who was asked."
    ),
)
DANGER = Line(
    "danger",
    _("Steps for imminent danger to a child"),
    _(
        "What the duty clinician does within the first hour where the child can be identified, and what they do where "
        "nobody can be identified; whom they call; what is written down and where."
    ),
)
DUTY = Line(
    "duty",
    _("Duty hours and rota"),
    _(
        "On which days and hours somebody reads alerts, who is on the rota, who stands in, and what participants are "
        "told about the hours in which nobody watches."
    ),
)
CRISIS = Line(
    "crisis",
    _("Crisis lines, tested and dated"),
    _("Which numbers each part of the world is shown, who calls them to see that they work, and how often."),
)
CAPACITY = Line(
    "capacity",
    _("Capacity"),
    _("How many people may take part at once, so that each of them gets the answers that are promised."),
)
CONSENT = Line(
    "consent",
    _("Limits of confidentiality and the consent text"),
    _("That the text in force says where confidentiality ends, under the law named above, in words people understand."),
)
LINES = (LAW, DANGER, DUTY, CRISIS, CAPACITY, CONSENT)


def line_of(key: str) -> Line | None:
    return next((line for line in LINES if line.key == key), None)


@dataclass(frozen=True)
class Signed:
    """The newest signature of a line. `mark` is what it was given for where that is a number: the version of the
    consent text, or the number of places. `by` is an account's id."""

    line: str
    words: str
    by: UUID
    signed_on: date
    stands_until: date | None = None
    taken_back: bool = False
    mark: int | None = None


@dataclass(frozen=True)
class Facts:
    """All that the list depends on. `tested_on` holds the oldest test day of each region's active crisis lines; None
    where one of them was never tested. `taken` counts who takes part now."""

    rota: Rota
    signed: Mapping[str, Signed] = field(default_factory=dict)
    tested_on: Mapping[str, date | None] = field(default_factory=dict)
    places: int | None = None
    taken: int = 0
    consent: int | None = None


class State(StrEnum):
    UNSIGNED = "unsigned"
    IN_FORCE = "in-force"
    SOON = "soon"
    RUN_OUT = "run-out"


SAID = {
    State.UNSIGNED: _("Not signed"),
    State.IN_FORCE: _("In force"),
    State.SOON: _("Runs out soon"),
    State.RUN_OUT: _("Has run out"),
}


@dataclass(frozen=True)
class Standing:
    """How a line stands on a day. `until` is the last day on which it holds, if it has one; `why` says in words what
    ends it, or what is missing; empty where nothing but time does."""

    line: Line
    state: State
    signed: Signed | None = None
    until: date | None = None
    why: StrOrPromise = ""

    @property
    def said(self) -> StrOrPromise:
        return SAID[self.state]

    @property
    def holds(self) -> bool:
        return self.state in {State.IN_FORCE, State.SOON}


class Admission(StrEnum):
    """Whether somebody new may come in."""

    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"


def standings(facts: Facts, today: date) -> list[Standing]:
    """Every line of the list, in its order."""
    return [standing(line, facts, today) for line in LINES]


def standing(line: Line, facts: Facts, today: date) -> Standing:
    signed = facts.signed.get(line.key)
    if signed is None or signed.taken_back:
        return Standing(line, State.UNSIGNED, signed)
    changed = _changed(line, signed, facts)
    if changed:
        return Standing(line, State.UNSIGNED, signed, why=changed)
    other, why = _bound(line, facts, today)
    if other is not None and (signed.stands_until is None or other < signed.stands_until):
        return Standing(line, _state(other, today), signed, other, why)
    return Standing(line, _state(signed.stands_until, today), signed, signed.stands_until)


def in_force(found: Iterable[Standing]) -> bool:
    return all(each.holds for each in found)


def may_join(*, is_open: bool, found: Sequence[Standing], places: int | None, taken: int) -> Admission:
    """`is_open` is the operator's switch. What is not decided closes the door, before anybody counts places."""
    if not is_open or not in_force(found):
        return Admission.CLOSED
    return Admission.FULL if places is not None and taken >= places else Admission.OPEN


def warnings(found: Iterable[Standing]) -> list[Standing]:
    """The lines that somebody should look at: not in force, or soon not any more."""
    return [each for each in found if each.state != State.IN_FORCE]


def covered_until(rota: Rota, today: date) -> date | None:
    """The last duty day before the first one for which nobody is named; None for two months without such a gap.

    Yesterday where the next duty day has no name, or where there is none at all: an alert of today would not be read.
    """
    days = [today + timedelta(days=ahead) for ahead in range(LOOK_AHEAD_DAYS + 1)]
    wanted = replace(rota, spans=[Span(days[0], days[-1])])
    duty_days = [day for day in days if wanted.has_duty(day)]
    gap = next((day for day in duty_days if not rota.has_duty(day)), None)
    if gap is None and duty_days:
        return None
    return max((day for day in duty_days if gap and day < gap), default=today - timedelta(days=1))


def _state(until: date | None, today: date) -> State:
    if until is None or (until - today).days >= WARN_DAYS:
        return State.IN_FORCE
    return State.RUN_OUT if until < today else State.SOON


def _changed(line: Line, signed: Signed, facts: Facts) -> StrOrPromise:
    """What is another thing now than what was signed; empty where it is the same."""
    if line == CONSENT and signed.mark != facts.consent:
        return _("The consent text has a new version since it was signed.")
    if line == CAPACITY and (facts.places is None or signed.mark is None or facts.places > signed.mark):
        return _("More places are offered now than were signed for.")
    return ""


def _bound(line: Line, facts: Facts, today: date) -> tuple[date | None, StrOrPromise]:
    """The last day on which something beside the signature holds, and what ends it. Yesterday for what never held."""
    if line == DUTY:
        return covered_until(facts.rota, today), _("After that day nobody is named on the rota.")
    if line == CRISIS:
        return _tested_until(facts.tested_on.values(), today)
    return None, ""


def _tested_until(oldest: Iterable[date | None], today: date) -> tuple[date, StrOrPromise]:
    days = list(oldest)
    tested = [day for day in days if day is not None]
    if not days:
        return today - timedelta(days=1), _("There is no crisis line yet.")
    if len(tested) < len(days):
        return today - timedelta(days=1), _("A crisis line was never tested.")
    return min(tested) + TEST_EVERY, _("A crisis line must be tested again within 90 days.")
