"""Filters of the inbox as addresses and words; nothing here touches a row."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tries import at_most
from therapist.above import MOST, Light, counter
from therapist.filters import Filter, Flag, Whose, asked, filter_at

FILTERS = st.builds(
    Filter,
    whose=st.sampled_from(["", *Whose.values]),
    week=st.integers(0, 60),
    flag=st.sampled_from(["", *Flag.values]),
)
LIGHTS = st.builds(
    Light,
    week=st.integers(0, 3),
    is_late=st.booleans(),
    whose=st.frozensets(st.sampled_from(["mine", "cover"])),
    has_alert=st.booleans(),
    is_begun=st.booleans(),
)


@given(chosen=FILTERS)
def test_an_address_says_its_filter_and_nothing_else(chosen: Filter) -> None:
    assert filter_at(chosen.address, sees_unassigned=True) == chosen
    assert not asked(dict(parse_qsl(chosen.address)), sees_unassigned=True).is_partly


@given(words=st.dictionaries(st.sampled_from(["whose", "week", "flag", "after", "x"]), st.text(max_size=9)))
def test_any_address_is_understood_as_far_as_it_can_be(words: dict[str, str]) -> None:
    found = asked(words, sees_unassigned=False)
    assert filter_at(found.filter.address, sees_unassigned=False) == found.filter
    assert found.filter.whose != Whose.UNASSIGNED


@pytest.mark.parametrize("given", [{"week": "0"}, {"week": "61"}, {"week": "three"}, {"flag": "urgent"}, {"x": "1"}])
def test_what_means_nothing_is_left_out_and_said(given: dict[str, str]) -> None:
    found = asked({"whose": "mine", **given}, sees_unassigned=False)
    assert found.filter == Filter(whose="mine")
    assert found.is_partly


def test_where_a_page_begins_is_no_filter() -> None:
    assert not asked({"after": "2026-01-01.x"}, sees_unassigned=False).is_partly


def test_only_supervisors_ask_for_cases_without_a_therapist() -> None:
    assert asked({"whose": "unassigned"}, sees_unassigned=True).filter == Filter(whose="unassigned")
    refused = asked({"whose": "unassigned", "week": "2"}, sees_unassigned=False)
    assert refused.filter == Filter(week=2)
    assert refused.is_refused


def test_its_name_is_made_of_its_own_words() -> None:
    assert Filter("mine", 3, "late").name == "Mine, week 3, late"
    assert Filter(week=2).name == "Week 2"
    assert Filter(flag="alert").name == "Open alert"


@at_most(100)
@given(rows=st.lists(LIGHTS, max_size=9), chosen=FILTERS)
def test_each_part_of_a_filter_leaves_fewer(rows: list[Light], chosen: Filter) -> None:
    fits = [row for row in rows if row.fits(chosen)]
    for wider in (chosen.but(whose=""), chosen.but(week=0), chosen.but(flag="")):
        assert {id(row) for row in fits} <= {id(row) for row in rows if row.fits(wider)}


def test_more_than_is_read_is_said_to_be_more() -> None:
    row, other = Light(1, False, frozenset(), False, False), Light(2, False, frozenset(), False, False)
    assert counter([row] * 99, [])(Filter()) == "99"
    assert counter([row] * 100, [])(Filter()) == "99+"
    many = counter([row] * MOST + [other], [row] * 3)
    assert many(Filter()) == "99+"
    assert many(Filter(week=2)) == ""
    assert many(Filter(week=3)) == ""
    assert many(Filter("unassigned")) == "3"
