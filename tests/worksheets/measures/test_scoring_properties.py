"""What holds of every score of every instrument, whatever the answers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tries import at_most
from tests.worksheets.measures.samples import ANSWERED, answers_to, schimra_with_items
from worksheets.measures.instrument import Instrument
from worksheets.measures.scoring import Answers, change, score

INSTRUMENTS = [*ANSWERED, schimra_with_items()]
every_instrument = pytest.mark.parametrize("measure", INSTRUMENTS, ids=lambda measure: measure.key)
quick = at_most(40)


def totals(measure: Instrument, answers: Answers) -> dict[str, float | None]:
    result = score(measure, answers)
    own = {"total": result.total} if measure.total else {}
    return own | {key: each.total for key, each in result.subscales.items()}


@every_instrument
@quick
@given(data=st.data())
def test_scores_lie_in_their_range_and_band(measure: Instrument, data: st.DataObject) -> None:
    for key, total in totals(measure, data.draw(answers_to(measure))).items():
        scale = measure.scale(key)
        low, high = measure.ends(scale)
        assert total is None or low <= total <= high
        if total is not None and scale.bands:
            band = scale.band(total)
            assert band is not None
            assert band.low <= total
            assert band.high is None or total <= band.high


@every_instrument
@quick
@given(data=st.data())
def test_the_order_of_answers_does_not_matter(measure: Instrument, data: st.DataObject) -> None:
    answers = data.draw(answers_to(measure))
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    assert score(measure, shuffled) == score(measure, answers)


@every_instrument
@quick
@given(data=st.data())
def test_a_blank_is_the_same_as_an_item_left_out(measure: Instrument, data: st.DataObject) -> None:
    answers = data.draw(answers_to(measure))
    given_only = {link_id: value for link_id, value in answers.items() if value is not None}
    assert score(measure, given_only) == score(measure, answers)


@every_instrument
@quick
@given(data=st.data())
def test_a_higher_answer_never_lowers_a_score_nor_raises_a_reversed_one(
    measure: Instrument, data: st.DataObject
) -> None:
    answers = data.draw(answers_to(measure))
    item = data.draw(st.sampled_from(measure.items))
    values = sorted(option.value for option in item.options)
    low, high = sorted((data.draw(st.sampled_from(values)), data.draw(st.sampled_from(values))))
    lower = totals(measure, answers | {item.link_id: low})
    higher = totals(measure, answers | {item.link_id: high})
    for key, before in lower.items():
        after = higher[key]
        assert (before is None) == (after is None)
        if before is not None and after is not None:
            assert before >= after if item.reverse else before <= after


@every_instrument
@quick
@given(data=st.data())
def test_reversing_every_item_turns_complete_scores_about(measure: Instrument, data: st.DataObject) -> None:
    answers = data.draw(answers_to(measure, blanks=False))
    turned = replace(measure, items=tuple(replace(item, reverse=not item.reverse) for item in measure.items))
    for key, total in totals(turned, answers).items():
        low, high = measure.ends(measure.scale(key))
        straight = totals(measure, answers)[key]
        assert total is not None
        assert straight is not None
        assert total + straight == low + high


@every_instrument
@quick
@given(data=st.data())
def test_a_prorated_score_agrees_with_the_full_one_when_all_answers_are_alike(
    measure: Instrument, data: st.DataObject
) -> None:
    """The mean of equal answers is that answer; scales with reversed items have no equal points to show it on."""
    for scale in measure.scales:
        items = [measure.item(link_id) for link_id in scale.items]
        if any(item.reverse for item in items):
            continue
        value = data.draw(st.sampled_from([option.value for option in items[0].options]))
        answers: dict[str, int | None] = {item.link_id: value for item in items}
        blank = data.draw(st.lists(st.sampled_from(scale.items), max_size=scale.missing.most_blank, unique=True))
        full, part = totals(measure, answers), totals(measure, answers | dict.fromkeys(blank))
        assert part[scale.key] == full[scale.key]


@every_instrument
@quick
@given(data=st.data())
def test_change_is_the_opposite_the_other_way_round(measure: Instrument, data: st.DataObject) -> None:
    opposite = {"improved": "deteriorated", "deteriorated": "improved", "none": "none", "unknown": "unknown"}
    for scale in measure.scales:
        low, high = measure.ends(scale)
        two = st.floats(low, high).map(lambda number: round(number, 1))
        before, after = data.draw(two), data.draw(two)
        key = "" if scale is measure.total else scale.key
        there, back = change(measure, before, after, key), change(measure, after, before, key)
        assert back.delta is not None
        assert there.delta == -back.delta
        assert there.reliable == opposite[back.reliable]
