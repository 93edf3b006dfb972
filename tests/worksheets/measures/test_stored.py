"""Which instrument is meant, and what may be stored beside what is there: decided without a database."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.worksheets.measures.samples import example, filled, schimra_with_items
from worksheets.measures.asking import NotAskable, askable
from worksheets.measures.history import Answered, histories
from worksheets.measures.instrument import Instrument, MissingRule
from worksheets.measures.reader import read
from worksheets.measures.registry import REGISTRY
from worksheets.measures.report import outcome
from worksheets.measures.stored import Kept, Stored, asked_as, conflict, is_ours
from worksheets.measures.told import for_person, for_therapist

DAY = date(2026, 3, 2)
OURS = replace(read(example(), "example.yaml"), enabled_by_default=True)
GERMAN = replace(OURS, language="de", title="Abende")
SECOND = replace(OURS, version="2", title="Evenings again")
WHO_5 = replace(filled(REGISTRY["who_5"]), enabled_by_default=True)
PHQ_2 = REGISTRY["phq_2"]


def kept(*instruments: Instrument) -> Kept:
    """Stored on one day after the other."""
    stored = [Stored(each, DAY + timedelta(days=number)) for number, each in enumerate(instruments)]
    return {
        each.instrument.key: [other for other in stored if other.instrument.key == each.instrument.key]
        for each in stored
    }


def refused(new: Instrument, *instruments: Instrument) -> str:
    found = conflict(new, kept(*instruments))
    return f"{found.name}: {found.sentence}" if found else ""


# Which is asked


def test_the_newest_is_asked_in_the_language_of_the_edition() -> None:
    stored = kept(OURS, GERMAN, SECOND)
    assert asked_as("evenings", "en", stored) == SECOND
    assert asked_as("evenings", "de", stored) == GERMAN
    assert asked_as("evenings", "fr", stored) == SECOND
    assert asked_as("evenings", "fr", kept(GERMAN)) is None
    assert asked_as("mornings", "en", stored) is None


def test_an_edition_keeps_the_version_of_its_day() -> None:
    stored = kept(OURS, SECOND)
    assert asked_as("evenings", "en", stored, DAY) == OURS
    assert asked_as("evenings", "en", stored, DAY + timedelta(days=1)) == SECOND
    assert asked_as("evenings", "en", stored, DAY - timedelta(days=1)) == OURS


def test_what_the_program_asks_by_itself_is_only_translated() -> None:
    german = replace(PHQ_2, language="de")
    assert is_ours("phq_2", "en")
    assert not is_ours("phq_2", "de")
    assert asked_as("phq_2", "de", kept(german)) == german
    assert asked_as("phq_2", "sv", kept(german)) == PHQ_2
    assert asked_as("phq_2", "en", kept(german)) == PHQ_2


def test_a_filled_slot_is_askable_and_an_empty_one_is_not() -> None:
    with pytest.raises(NotAskable, match="switched off"):
        askable("who_5")
    assert askable("who_5", "en", kept(WHO_5)).items[0].text == "Statement q1"
    schimra = replace(schimra_with_items(), enabled_by_default=True)
    assert askable("schimra_plus", "en", kept(schimra)).bands[1].low == 4.5


def test_what_is_switched_off_in_its_file_is_stored_and_not_asked() -> None:
    off = replace(OURS, enabled_by_default=False, condition="The clinical lead has read it.")
    with pytest.raises(NotAskable) as said:
        askable("evenings", "en", kept(off))
    assert said.value.reason == "it is switched off. The clinical lead has read it"
    assert outcome(off, is_new=True).endswith("It is not asked: it is switched off. The clinical lead has read it.")
    assert outcome(OURS, is_new=False) == "Stored already; nothing changed. An assessment point may name “evenings”."


def test_a_language_that_is_missing_is_said() -> None:
    with pytest.raises(NotAskable, match="neither in the language “fr” nor in English"):
        askable("evenings", "fr", kept(GERMAN))
    with pytest.raises(NotAskable, match=r"known are dass_21, evenings, gad_2"):
        askable("mornings", "en", kept(OURS))


# What may be stored


def test_another_version_another_language_and_the_same_again_may_be_stored() -> None:
    for new in (OURS, GERMAN, SECOND, WHO_5, replace(schimra_with_items(), enabled_by_default=True)):
        assert refused(new, OURS) == ""
    assert refused(replace(PHQ_2, language="de")) == ""


def test_other_content_under_the_same_version_is_refused() -> None:
    assert refused(replace(OURS, title="Other evenings"), OURS) == (
        "version: Version 1 of “evenings” in “en” is stored already with other content, and people may have answered "
        "it. Raise the version."
    )


def test_a_translation_that_scores_otherwise_is_refused() -> None:
    assert OURS.total is not None
    other = replace(GERMAN, total=replace(OURS.total, missing=MissingRule(0, "Own choice.")))
    assert refused(other, OURS).startswith("version: Version 1 of “evenings” scores otherwise in “en”, stored already.")


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (replace(PHQ_2, title="PHQ two"), "key: “phq_2” comes with the program in “en”. Give yours another key."),
        (
            replace(PHQ_2, language="de", version="2"),
            "version: A translation of “phq_2”, which comes with the program,",
        ),
        (replace(PHQ_2, language="de", items=PHQ_2.items[:1]), "version: A translation of “phq_2”"),
        (replace(WHO_5, condition=""), "condition: Expected “condition”: what the owners of “who_5” ask for."),
        (
            replace(WHO_5, direction="higher is worse"),
            "version: “who_5” scores otherwise than version 1 in the program.",
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else each.key,
)
def test_what_contradicts_the_program_is_refused(new: Instrument, said: str) -> None:
    assert refused(new).startswith(said)


def test_a_version_of_its_own_may_score_otherwise() -> None:
    assert refused(replace(WHO_5, direction="higher is worse", version="1-clinic")) == ""


# What was answered


def test_an_older_version_keeps_its_bands() -> None:
    assert OURS.total is not None
    bands = (replace(OURS.total.bands[0], high=None, label="One band for all"),)
    newer = replace(SECOND, total=replace(OURS.total, bands=bands))
    rows = [answered("1", 4), answered("2", 4)]
    old, new = histories(rows, kept(OURS, newer, GERMAN))
    assert for_therapist(old).sentence.startswith("4 (Unrest)")
    assert for_therapist(new).sentence.startswith("4 (One band for all)")
    (german,) = histories(rows[:1], kept(OURS, GERMAN), "de")
    assert for_therapist(german).title == "Abende"
    (lost,) = histories([answered("3", 4)], kept(OURS, newer))
    assert lost.instrument is None


def test_a_filled_slot_is_told_in_the_clinics_words() -> None:
    row = replace(answered("1", 40), instrument="who_5")
    (history,) = histories([row], kept(WHO_5))
    assert history.instrument == WHO_5
    assert for_therapist(history).sentence.startswith("40 (Low wellbeing: ask about depression)")


def test_an_instrument_without_a_total_says_so() -> None:
    dass = replace(filled(REGISTRY["dass_21"]), enabled_by_default=True)
    (history,) = histories([replace(answered("1", 0), instrument="dass_21", total=None)], kept(dass))
    told = for_therapist(history)
    assert told.sentence == "This instrument has no total."
    assert [cell["text"] for cell in told.rows[0]][-1] == "–"
    assert for_person(history).sentence == "These questions give no number. Your answers are kept."


def answered(version: str, total: float) -> Answered:
    return Answered(
        id=UUID(int=int(version)),
        point="weekly",
        kind="weekly",
        week=int(version),
        instrument="evenings",
        version=version,
        day=DAY + timedelta(weeks=int(version)),
        total=total,
        complete=True,
        skipped=False,
    )
