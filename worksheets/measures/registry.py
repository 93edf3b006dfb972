"""Every instrument that comes with the program, by key. What a clinic imports stands beside these, not in here."""

from collections.abc import Mapping
from types import MappingProxyType

from worksheets.measures.instrument import Instrument
from worksheets.measures.library.own import NEGATIVE_EFFECTS, SATISFACTION, SESSION_ALLIANCE, WEEKLY_CHECK_IN
from worksheets.measures.library.owned import DASS_21, SCHIMRA_PLUS, WHO_5
from worksheets.measures.library.phq_gad import GAD_2, GAD_7, PHQ_2, PHQ_9

ALL = (
    *(PHQ_9, PHQ_2, GAD_7, GAD_2),
    *(WHO_5, DASS_21, SCHIMRA_PLUS),
    *(WEEKLY_CHECK_IN, SESSION_ALLIANCE, SATISFACTION, NEGATIVE_EFFECTS),
)
REGISTRY: Mapping[str, Instrument] = MappingProxyType({each.key: each for each in ALL})


def instrument(key: str) -> Instrument:
    """Raises KeyError."""
    return REGISTRY[key]
