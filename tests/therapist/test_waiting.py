"""How long somebody has waited, in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapist.waiting import ago, waiting

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("days", "state", "said"),
    [
        (-8, "waiting", "Late since 17 November"),
        (-6, "waiting", "Late since Thursday"),
        (-1, "waiting", "Late since Tuesday"),
        (0, "open", "Today"),
        (1, "closed", "Tomorrow"),
        (2, "closed", "In 2 days (Friday)"),
        (6, "closed", "In 6 days (Tuesday)"),
        (7, "closed", "2 December"),
    ],
)
def test_each_day_has_its_words(days: int, state: str, said: str) -> None:
    found = waiting(WEDNESDAY + timedelta(days=days), WEDNESDAY)
    assert (found.state, found.said) == (state, said)
    assert found.is_late == (days < 0)


@given(days=st.integers(-400, 400))
def test_a_state_never_stands_without_words(days: int) -> None:
    found = waiting(WEDNESDAY + timedelta(days=days), WEDNESDAY)
    assert found.said
    assert (found.state == "waiting") == ("Late" in found.said)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "Today"),
        (1, "Yesterday"),
        (2, "2 days ago"),
        (28, "28 days ago"),
        (29, "27 October"),
        (365, "25 November 2025"),
    ],
)
def test_a_day_that_is_over_is_said_as_people_say_it(days: int, said: str) -> None:
    assert ago(WEDNESDAY - timedelta(days=days), WEDNESDAY) == said
