"""Changes of a worksheet's questions, its blanks and its silence: each against a slow statement of what it means."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.schedule import Pause, WeekState
from tests.worksheets.risk.samples import INSTRUMENT, ITEMS, QUESTIONS, WORDS, rule
from worksheets.risk.evaluate import evaluate
from worksheets.risk.fields import RuleRefused
from worksheets.risk.given import Given, GivenMeasure, GivenSheet
from worksheets.risk.reader import definition_of, read
from worksheets.risk.repeats import says_the_same
from worksheets.risk.rule import EVERY, BlanksAtLeast, FallsBy, Link, Phrases, RisesBy, Rule, UnansweredWeeks
from worksheets.risk.silence import unsent_since
from worksheets.risk.soundness import Known, check, weeks_asking

DAY = date(2026, 3, 2)
NUMBER = st.one_of(st.none(), st.integers(0, 10))
DYING = rule(Phrases({"en": ["want to die", "end it all"]}), texts=("worksheets",))


def sheet(week: int, mood: object, earlier: Any = (), **answers: object) -> GivenSheet:
    return GivenSheet("sheet", QUESTIONS, {"mood": mood, **answers}, week, earlier)


def holds(one: Rule, given_: Given) -> bool:
    found = evaluate([one], given_)
    assert not any(finding.failed for finding in found)
    return bool(found)


@given(st.lists(NUMBER, max_size=5), NUMBER, st.integers(1, 10))
def test_a_question_is_held_against_the_last_and_the_first_answer(
    before: list[int | None], now: int | None, points: int
) -> None:
    given_ = sheet(9, now, [sheet(week, value) for week, value in enumerate(before, 1)])
    known = [value for value in before if value is not None]
    for since, place in (("last", -1), ("first", 0)):
        moved = None if now is None or not known else now - known[place]
        rises = rule(RisesBy(points, since), question="mood")  # type: ignore[arg-type]  # one of both
        falls = rule(FallsBy(points, since), question="mood")  # type: ignore[arg-type]  # one of both
        assert holds(rises, given_) == (moved is not None and moved >= points)
        assert holds(falls, given_) == (moved is not None and -moved >= points)


@given(st.lists(st.integers(0, 9).map(float), max_size=4), st.integers(1, 9), st.sampled_from(["last", "first"]))
def test_totals_and_items_fall_too(totals: list[float], points: int, since: Any) -> None:
    answers = dict.fromkeys(ITEMS, 1)
    against = {"first": totals[:1], "last": totals[-1:]}[since]
    measured = GivenMeasure(INSTRUMENT, answers, totals, {"q1": 3}, {"q1": 2})
    assert holds(rule(FallsBy(points, since), measure="evenings"), measured) == any(
        before - 3 >= points for before in against
    )
    item = rule(FallsBy(points, since), measure="evenings", item="q1")
    assert holds(item, measured) == ({"last": 2, "first": 1}[since] >= points)


def test_the_desk_reads_in_which_week_it_was() -> None:
    (found,) = evaluate([rule(FallsBy(3), question="mood")], sheet(9, 2, [sheet(1, 9), sheet(4, 6)]))
    assert found.answer == "Mood – 2\nIn week 4 it was 6."


def test_only_the_same_question_is_compared() -> None:
    """Of another kind, or between other ends, it asks for something else."""
    one = rule(FallsBy(3), question="mood")
    other_ends = GivenSheet("sheet", [{**QUESTIONS[1], "max": 100}], {"mood": 90}, 1)
    sides = GivenSheet("sheet", [{"key": "mood", "kind": "before_after", "label": "Mood"}], {"mood": {"before": 9}}, 2)
    assert not holds(one, sheet(3, 2, [other_ends, sides]))
    assert holds(one, sheet(3, 2, [sheet(1, 9), other_ends, sides]))


def test_earlier_worksheets_that_cannot_be_read_make_it_fail() -> None:
    rules = [rule(FallsBy(3), key="a", question="mood"), rule(BlanksAtLeast(4), key="b", worksheet=EVERY)]
    found = evaluate(rules, sheet(3, 2, None))
    assert [(finding.rule.key, finding.failed) for finding in found] == [("a", True), ("b", False)]


@given(st.lists(st.booleans(), min_size=5, max_size=5), st.integers(1, 5))
def test_blank_questions_are_counted(blank: list[bool], count: int) -> None:
    full: dict[str, object] = {
        "before": WORDS,
        "mood": 0,
        "worse": {"answer": "no", "more": ""},
        "places": ["home"],
        "steps": [{"what": WORDS}],
    }
    answers = {key: value for (key, value), left in zip(full.items(), blank, strict=True) if not left}
    found = holds(rule(BlanksAtLeast(count), worksheet=EVERY), GivenSheet("sheet", QUESTIONS, answers))
    assert found == (sum(blank) >= count)


def test_blanks_of_one_worksheet_only() -> None:
    empty = GivenSheet("sheet", [*QUESTIONS, {"key": "title", "kind": "heading", "label": "Part 2"}], {})
    assert holds(rule(BlanksAtLeast(5), worksheet="sheet"), empty)
    assert not holds(rule(BlanksAtLeast(6), worksheet="sheet"), empty)
    assert not holds(rule(BlanksAtLeast(1), worksheet="another"), empty)


@given(st.lists(st.booleans(), min_size=1, max_size=8), st.integers(0, 80), st.integers(1, 4), st.integers(0, 10))
def test_worksheets_that_were_not_sent(sent: list[bool], later: int, weeks: int, paused: int) -> None:
    """Each week opens a week after the one before; a break at the beginning of the run is not counted."""
    today = DAY + timedelta(days=later)
    opened = {week: DAY + timedelta(days=7 * (week - 1)) for week in range(1, len(sent) + 1)}
    states = [WeekState(week, is_open=day <= today, opens_on=day) for week, day in opened.items()]
    pauses = [Pause(DAY - timedelta(days=100), DAY - timedelta(days=1))] if paused else []
    found = unsent_since(states, pauses, {week for week in opened if sent[week - 1]}, weeks=weeks, today=today)
    run: list[int] = []
    for week in sorted((week for week, day in opened.items() if day <= today), reverse=True):
        if sent[week - 1]:
            break
        run.append(week)
    expected = run[-1] if run and (today - opened[run[-1]]).days >= 7 * weeks else None
    assert found == expected


def test_days_of_a_break_are_not_waited_for() -> None:
    states = [WeekState(1, is_open=True, opens_on=DAY)]
    today = DAY + timedelta(days=20)
    assert unsent_since(states, [], (), weeks=2, today=today) == 1
    week_long = [Pause(DAY + timedelta(days=3), DAY + timedelta(days=9))]
    assert unsent_since(states, week_long, (), weeks=2, today=today) is None
    assert unsent_since(states, [Pause(DAY, None)], (), weeks=2, today=today) is None


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("I want to die.", "I want  to DIE", True),
        ("I want to die.", "I want to die tonight.", False),
        ("I want to die.", "I am calm.", False),
        ("Calm.", "I want to die.", False),
        ("I want to die and end it all", "I want to die and end it all!", True),
    ],
)
def test_a_correction_that_says_the_same(before: str, after: str, *, same: bool) -> None:
    assert says_the_same(DYING, sheet(1, 3, before=after), [sheet(1, 8, before=before)]) == same


def test_the_same_words_elsewhere_are_new() -> None:
    was, said = sheet(1, 3, before="I want to die"), {"answer": "yes", "more": "I want to die"}
    assert not says_the_same(DYING, sheet(1, 3, worse=said), [was])
    assert not says_the_same(DYING, sheet(1, 3, before="I want to die", worse=said), [was])
    assert says_the_same(DYING, sheet(1, 3, before="I want to die"), [sheet(1, 3, worse=said), was])


def test_numbers_links_and_blanks_are_the_same_or_not() -> None:
    fell = rule(FallsBy(3), question="mood")
    week_1 = [sheet(1, 9)]
    assert says_the_same(fell, sheet(2, 3, week_1), [sheet(2, 3, week_1)])
    assert not says_the_same(fell, sheet(2, 2, week_1), [sheet(2, 3, week_1)])
    link = rule(Link(), texts=("worksheets",))
    assert says_the_same(link, sheet(1, 1, before="www.a.example"), [sheet(1, 2, before="www.a.example")])
    assert not says_the_same(link, sheet(1, 1, before="www.b.example"), [sheet(1, 1, before="www.a.example")])
    blank = rule(BlanksAtLeast(3), worksheet=EVERY)
    assert says_the_same(blank, sheet(1, 1), [sheet(1, 2)])
    assert not says_the_same(blank, sheet(1, None), [sheet(1, 2)])


def test_what_cannot_be_told_is_new() -> None:
    fell = rule(FallsBy(3), question="mood")
    assert not says_the_same(fell, sheet(2, 3, None), [sheet(2, 3, None)])
    assert not says_the_same(DYING, sheet(1, 3, before="I want to die"), [])


@pytest.mark.parametrize("since", ["last", "first"])
def test_a_change_is_read_and_written_the_same(since: Any) -> None:
    one = rule(FallsBy(2, since), question="mood")
    plain = definition_of(one)
    assert plain["when"] == {"kind": "falls_by", "points": 2} | ({} if since == "last" else {"since": "first"})
    assert read("one", 1, plain) == one


def test_a_question_of_one_week_cannot_change_or_be_waited_for() -> None:
    def known(*sheets: list[dict[str, Any]]) -> Known:
        return Known(instrument=lambda _key: INSTRUMENT, worksheets={"sheet": QUESTIONS}, weeks=weeks_asking(sheets))

    for condition in (FallsBy(2), UnansweredWeeks(2)):
        one = rule(condition, question="mood")
        check(one, known(QUESTIONS, QUESTIONS))
        with pytest.raises(RuleRefused, match="asked in one week only"):
            check(one, known(QUESTIONS))
