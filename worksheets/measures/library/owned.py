"""Instruments whose words are not ours to ship: structure and scoring, with empty places for the words.

No instruction, item or label stands here. A clinic that has accepted the owner's conditions writes them into the file
that `manage.py instrument_check --slot KEY` prints.
"""

from collections.abc import Sequence

from worksheets.measures.instrument import Band, Instrument, Item, Method, MissingRule, ReliableChange, Scale
from worksheets.measures.library.options import unlabelled


def _slots(count: int, options: int) -> tuple[Item, ...]:
    return tuple(Item(f"q{number}", "", unlabelled(options)) for number in range(1, count + 1))


WHO_5 = Instrument(
    key="who_5",
    version="1",
    language="en",
    title="WHO-5",
    instruction="",
    recall="the last 2 weeks",
    minutes=1,
    items=_slots(5, 6),
    direction="higher is better",
    licence=(
        "Held by the World Health Organization. Described as free to use; newer editions carry a non-commercial, "
        "share-alike licence, which we could not verify."
    ),
    source="Topp, Østergaard, Søndergaard and Bech 2015, Psychotherapy and Psychosomatics 84:167–176.",
    validated=True,
    enabled_by_default=False,
    condition="The clinic has read the licence of the edition it uses, keeps to it, and enters that edition's words.",
    total=Scale(
        key="total",
        title="Wellbeing",
        items=tuple(f"q{number}" for number in range(1, 6)),
        missing=MissingRule(0, "Own choice: five items are few; we found no published rule."),
        times=4,
        bands=(Band(0, 50, "low", "Low wellbeing: ask about depression"), Band(51, 100, "not_low", "Not low")),
        bands_source="Topp and others 2015: 50 or below on the scale from 0 to 100.",
        reliable_change=ReliableChange(
            10, "WHO-5 scoring sheet: a difference of 10 points on the scale from 0 to 100 is a relevant change."
        ),
    ),
)

DASS_SOURCE = "Lovibond and Lovibond 1995, Manual for the Depression Anxiety Stress Scales, 2nd edition, Sydney."
# Of the 42-item scale: that is why each sum is doubled.
DASS_SEVERITY = ("normal", "mild", "moderate", "severe", "extremely_severe")


def _dass_scale(key: str, title: str, items: Sequence[int], *starts: int) -> Scale:
    ends = [*(start - 1 for start in starts[1:]), 42]
    return Scale(
        key=key,
        title=title,
        items=tuple(f"q{number}" for number in items),
        missing=MissingRule(1, "Own choice, to be held against the answers on missing scores on the DASS site."),
        times=2,
        bands=tuple(
            Band(low, high, severity, severity.replace("_", " ").capitalize())
            for low, high, severity in zip(starts, ends, DASS_SEVERITY, strict=True)
        ),
        bands_source=DASS_SOURCE,
    )


DASS_21 = Instrument(
    key="dass_21",
    version="1",
    language="en",
    title="DASS-21",
    instruction="",
    recall="the past week",
    minutes=4,
    items=_slots(21, 4),
    direction="higher is worse",
    licence=(
        "Public domain, distributed on conditions: the scales are not modified and not sold for profit, the intended "
        "audience is researchers and health professionals, and the DASS site is referred to."
    ),
    source=DASS_SOURCE,
    validated=True,
    enabled_by_default=False,
    condition=(
        "The clinic accepts the four conditions of the DASS site, has its professionals read the scores, and enters "
        "the unmodified words itself."
    ),
    subscales=(
        _dass_scale("depression", "Depression", (3, 5, 10, 13, 16, 17, 21), 0, 10, 14, 21, 28),
        _dass_scale("anxiety", "Anxiety", (2, 4, 7, 9, 15, 19, 20), 0, 8, 10, 15, 20),
        _dass_scale("stress", "Stress", (1, 6, 8, 11, 12, 14, 18), 0, 15, 19, 26, 34),
    ),
)


def schimra_plus(
    part_a: Sequence[Item] = (),
    part_b: Sequence[Item] = (),
    *,
    instruction: str = "",
    method: Method = "sum",
    cut_off: float = 4.5,
    step: float = 0.5,
    most_blank: int = 0,
) -> Instrument:
    """SChiMRA+ with a clinic's own items. Part A (motivation) is the total; part B (the past week) is kept unscored.

    The cut-off is the study's. What it found (same week: sensitivity 83.7 %, specificity 63.7 %) makes it a reason to
    look, never to act by itself. How part A is summed up we could not read, so it can be set here.
    """
    bands = (
        Band(0, cut_off - step, "below", "Below the study's cut-off"),
        Band(cut_off, None, "at_or_above", "At or above the study's cut-off: look"),
    )
    part = Scale(
        key="total",
        title="Part A",
        items=tuple(item.link_id for item in part_a),
        missing=MissingRule(most_blank, "Own choice, until the owners' rule is known."),
        method=method,
        step=step,
        bands=bands,
        bands_source="Prevent It and Priotab, 160 and 52 people, doi 10.1177/10790632261415813: 4.5 on part A.",
    )
    return Instrument(
        key="schimra_plus",
        version="1",
        language="en",
        title="SChiMRA+",
        instruction=instruction,
        recall="the past week",
        minutes=3,
        items=(*part_a, *part_b),
        direction="higher is worse",
        licence="Belongs to its authors at Karolinska Institutet. Items only with their permission.",
        source="Sexual Child Molestation Risk Assessment, as studied in doi 10.1177/10790632261415813.",
        validated=True,
        enabled_by_default=False,
        condition="The clinic has the owners' permission in writing, and enters the items and the owners' scoring.",
        total=part,
    )


SCHIMRA_PLUS = schimra_plus()
