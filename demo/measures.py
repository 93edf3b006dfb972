"""Made-up answers to measures: somebody who slowly gets better, and somebody who does not for a while."""

from worksheets.measures.instrument import Instrument, Item

START, EASE, LEAST = 0.72, 0.07, 0.12
# Items whose higher options are the harder ones, although their instrument counts the other way.
HARDER_UPWARDS = {"days", "strongest_urge", "worry", "alone"}
# No answer here raises an alert by chance: those that the demo shows are made on purpose.
MOST = {"q9": 0, "days": 4, "strongest_urge": 7, "worry": 1, "alone": 2}
WOBBLE = (0.0, 0.12, -0.1, 0.05, -0.06)


def plausible(instrument: Instrument, week: int, variant: int) -> dict[str, int | None]:
    """Answers for this week; every second person has a hard time in the middle."""
    return {
        item.link_id: _answer(instrument, item, week, variant, place) for place, item in enumerate(instrument.items)
    }


def _answer(instrument: Instrument, item: Item, week: int, variant: int, place: int) -> int:
    hard = max(LEAST, START - EASE * week + (0.25 if variant and 2 <= week <= 5 else 0.0))
    if instrument.key == "negative_effects":
        hard = 0.0
    upwards = (instrument.direction == "higher is worse") != item.reverse or item.link_id in HARDER_UPWARDS
    share = hard if upwards else 1 - hard
    share += WOBBLE[(place + week + variant) % len(WOBBLE)] if hard else 0.0
    last = len(item.options) - 1
    most = min(last, MOST.get(item.link_id, last))
    return item.options[min(max(round(share * last), 0), most)].value
