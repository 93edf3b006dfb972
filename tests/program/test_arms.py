"""Arms: chance alone decides, as often as the weights say, and what was given stays."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program import clock
from program.actions.arms import bring_arms
from program.arms import ArmWords, draw
from program.copied import account as account_part
from program.copying import Owner
from program.models import Arm, AuditEvent, Program
from tests import people
from tests.people import Person


@given(weights=st.lists(st.integers(0, 5), max_size=6), seed=st.integers())
def test_one_is_drawn_from_those_that_are_given_at_all(weights: list[int], seed: int) -> None:
    arms = [Arm(key=str(place), weight=weight) for place, weight in enumerate(weights)]
    found = draw(arms, random.Random(seed))  # noqa: S311 (the test repeats itself; the service uses the system's chance)
    assert (found is None) == (not any(weights))
    assert found is None or (found in arms and found.weight > 0)


@pytest.mark.parametrize("weights", [(1, 1), (2, 1), (1, 0, 3), (5, 3, 1)])
def test_each_comes_as_often_as_its_weight_says(weights: tuple[int, ...]) -> None:
    arms = [Arm(key=str(place), weight=weight) for place, weight in enumerate(weights)]
    chance, times = random.Random(7), 6000  # noqa: S311 (as above)
    found = Counter(arm.key for _each in range(times) if (arm := draw(arms, chance)))
    for arm in arms:
        assert abs(found[arm.key] / times - arm.weight / sum(weights)) < 0.03


def test_nobody_foresees_it() -> None:
    """Without a chance of its own it asks the system's, which no seed reaches."""
    arms = [Arm(key="a"), Arm(key="b")]
    rounds = []
    for _round in range(2):
        random.seed(1)
        rounds.append([draw(arms) for _each in range(64)])
    assert rounds[0] != rounds[1]


@pytest.mark.django_db
def test_whoever_joins_a_programme_without_arms_gets_none(sol: Person) -> None:
    assert sol.enrolment.arm is None
    assert "arm" not in AuditEvent.objects.get(verb="programme.joined", case=str(sol.account_id)).detail


@pytest.mark.django_db
def test_whoever_joins_gets_one_which_is_logged_told_and_kept(programme: Program, therese: Person) -> None:
    bring(programme, ArmWords("letters", "Letters each week"), ArmWords("calls", "Nobody", 0))
    person = people.new_participant("amber-valley-77", programme)
    arm = person.enrolment.arm
    assert arm is not None
    assert arm.key == "letters"
    assert AuditEvent.objects.get(verb="programme.joined", case=str(person.account_id)).detail["arm"] == "letters"
    told = [
        line.text
        for entry in account_part(Owner(person.journey, person.case_key, person.private))
        for line in entry.lines
    ]
    assert "Letters each week" in told
    bring(programme, ArmWords("letters", "Letters each week", 0), ArmWords("calls", "Calls"))
    assert person.enrolment.arm == arm


@pytest.mark.django_db
def test_arms_are_brought_once_and_none_is_taken_away(programme: Program) -> None:
    one, two = ArmWords("letters", "Letters"), ArmWords("calls", "Calls", 2)
    assert bring(programme, one, two) == (["letters", "calls"], [])
    assert bring(programme, one, two) == ([], [])
    assert bring(programme, ArmWords("calls", "Calls", 3)) == ([], ["calls"])
    assert {arm.key: arm.weight for arm in programme.arms.all()} == {"letters": 1, "calls": 3}
    assert AuditEvent.objects.filter(verb="arms.changed", subject=str(programme.pk)).count() == 2


def bring(program: Program, *arms: ArmWords) -> tuple[list[str], list[str]]:
    return bring_arms(program=program, arms=arms, by="tests", today=clock.today())
