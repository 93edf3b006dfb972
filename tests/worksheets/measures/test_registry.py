"""What comes with the program is complete: sources, licence, direction, sound bands, words that are ours."""

import re
from dataclasses import fields, replace

import pytest

from tests.worksheets.measures.samples import filled
from worksheets.measures.instrument import DIRECTIONS, Instrument
from worksheets.measures.registry import ALL, REGISTRY, instrument
from worksheets.measures.soundness import faults, same_scoring

every_instrument = pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.key)
OWN = ("weekly_check_in", "session_alliance", "satisfaction", "negative_effects")
OFF = ("who_5", "dass_21", "schimra_plus")
FREE = ("phq_9", "phq_2", "gad_7", "gad_2")
# The rules for every word, and no detail that a worksheet may not ask for either.
AVOID = re.compile(
    r"\b(offend\w*|paedophil\w*|pedophil\w*|child porn\w*|porn\w*|victimless|totally anonymous|addict\w*|relapse\w*"
    r"|just a slip|user|patient|failed|overdue|sexual\w*|abuse\w*|image\w*|site|search\w*|secret)\b",
    re.IGNORECASE,
)


def test_all_are_there_by_key() -> None:
    assert set(REGISTRY) == {*FREE, *OFF, *OWN}
    assert len(ALL) == len(REGISTRY)
    with pytest.raises(KeyError):
        instrument("bdi_2")


@every_instrument
def test_it_is_sound(measure: Instrument) -> None:
    assert faults(measure) == []
    assert measure.direction in DIRECTIONS
    assert measure.language == "en"


@every_instrument
def test_every_rule_names_its_source(measure: Instrument) -> None:
    assert measure.licence
    assert measure.source
    for scale in measure.scales:
        assert scale.missing.source
        assert bool(scale.bands) == bool(scale.bands_source)
        assert scale.reliable_change is None or scale.reliable_change.source


@every_instrument
def test_bands_hold_every_score_once(measure: Instrument) -> None:
    for scale in measure.scales:
        if not scale.bands or not scale.items:
            continue
        low, high = measure.ends(scale)
        steps = round((high - low) / scale.step)
        for number in range(steps + 1):
            total = low + number * scale.step
            holding = [band for band in scale.bands if band.low <= total and (band.high is None or total <= band.high)]
            assert holding == [scale.band(total)]


@pytest.mark.parametrize("key", OFF)
def test_what_has_an_owner_is_off_with_its_condition_and_without_words(key: str) -> None:
    measure = instrument(key)
    assert not measure.enabled_by_default
    assert measure.condition
    assert measure.is_slot
    assert not measure.instruction
    assert not any(item.text or any(option.label for option in item.options) for item in measure.items)


@pytest.mark.parametrize("key", [*FREE, *OWN])
def test_what_is_on_has_all_its_words(key: str) -> None:
    measure = instrument(key)
    assert measure.enabled_by_default
    assert not measure.is_slot
    assert measure.skippable


@pytest.mark.parametrize("key", OWN)
def test_our_own_is_plainly_marked(key: str) -> None:
    measure = instrument(key)
    assert not measure.validated
    assert "Not validated" in measure.source
    assert "not a tested measure" in measure.instruction
    assert not measure.bands
    assert measure.reliable_change is None


@pytest.mark.parametrize("key", [*FREE, *OWN])
def test_no_word_that_we_avoid(key: str) -> None:
    measure = instrument(key)
    words = [measure.title, measure.instruction, measure.recall]
    words += [text for item in measure.items for text in (item.text, item.help)]
    words += [option.label for item in measure.items for option in item.options]
    assert [word for word in words if AVOID.search(word)] == []


@every_instrument
def test_it_cannot_be_changed(measure: Instrument) -> None:
    for field in fields(measure):
        with pytest.raises(AttributeError):
            setattr(measure, field.name, None)


@every_instrument
def test_a_translation_scores_the_same_and_a_changed_rule_does_not(measure: Instrument) -> None:
    translated = replace(filled(measure), language="sv", title="På svenska")
    assert same_scoring(measure, translated)
    other = tuple(replace(scale, times=scale.times * 2) for scale in measure.subscales)
    total = measure.total and replace(measure.total, times=measure.total.times * 2)
    assert not same_scoring(measure, replace(measure, subscales=other, total=total))
