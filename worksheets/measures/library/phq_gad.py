"""PHQ-9, PHQ-2, GAD-7 and GAD-2, in the wording of the English forms.

The PHQ-9's extra question on how difficult the problems made life is not scored and left out here.
"""

from worksheets.measures.instrument import Band, Instrument, Item, MissingRule, ReliableChange, Scale
from worksheets.measures.library.options import rising

LICENCE = (
    "Free to use: made available by Pfizer without copyright restriction in 2010. The forms say: “No permission "
    "required to reproduce, translate, display or distribute.” Developed by Drs. Robert L. Spitzer, Janet B.W. "
    "Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc."
)
PHQ_9_SOURCE = "Kroenke, Spitzer and Williams 2001, Journal of General Internal Medicine 16:606–613."
PHQ_2_SOURCE = "Kroenke, Spitzer and Williams 2003, Medical Care 41:1284–1292."
GAD_7_SOURCE = "Spitzer, Kroenke, Williams and Löwe 2006, Archives of Internal Medicine 166:1092–1097."
GAD_2_SOURCE = "Kroenke, Spitzer, Williams, Monahan and Löwe 2007, Annals of Internal Medicine 146:317–325."
RELIABLE_SOURCE = (
    "NHS Talking Therapies for anxiety and depression, manual (6 points or more on PHQ-9, 4 or more on GAD-7); "
    "Gyani, Shafran, Layard and Clark 2013, Behaviour Research and Therapy 51:597–606."
)
NO_BLANKS = MissingRule(0, "Own choice: of two items none can be guessed from the other.")

INSTRUCTION = "Over the last 2 weeks, how often have you been bothered by any of the following problems?"
RECALL = "the last 2 weeks"
HOW_OFTEN = rising("Not at all", "Several days", "More than half the days", "Nearly every day")

PHQ_ITEMS = tuple(
    Item(f"q{number}", text, HOW_OFTEN)
    for number, text in enumerate(
        (
            "Little interest or pleasure in doing things",
            "Feeling down, depressed, or hopeless",
            "Trouble falling or staying asleep, or sleeping too much",
            "Feeling tired or having little energy",
            "Poor appetite or overeating",
            "Feeling bad about yourself — or that you are a failure or have let yourself or your family down",
            "Trouble concentrating on things, such as reading the newspaper or watching television",
            "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or "
            "restless that you have been moving around a lot more than usual",
            "Thoughts that you would be better off dead or of hurting yourself in some way",
        ),
        start=1,
    )
)
GAD_ITEMS = tuple(
    Item(f"q{number}", text, HOW_OFTEN)
    for number, text in enumerate(
        (
            "Feeling nervous, anxious or on edge",
            "Not being able to stop or control worrying",
            "Worrying too much about different things",
            "Trouble relaxing",
            "Being so restless that it is hard to sit still",
            "Becoming easily annoyed or irritable",
            "Feeling afraid as if something awful might happen",
        ),
        start=1,
    )
)


def _instrument(
    key: str, title: str, items: tuple[Item, ...], total: Scale, *, source: str, minutes: int
) -> Instrument:
    return Instrument(
        key=key,
        version="1",
        language="en",
        title=title,
        instruction=INSTRUCTION,
        recall=RECALL,
        minutes=minutes,
        items=items,
        direction="higher is worse",
        licence=LICENCE,
        source=source,
        validated=True,
        enabled_by_default=True,
        total=total,
    )


def _ids(items: tuple[Item, ...]) -> tuple[str, ...]:
    return tuple(item.link_id for item in items)


PHQ_9 = _instrument(
    "phq_9",
    "PHQ-9",
    PHQ_ITEMS,
    Scale(
        key="total",
        title="Depression",
        items=_ids(PHQ_ITEMS),
        missing=MissingRule(2, "Own choice: about a fifth of the items; we found no published rule."),
        bands=(
            Band(0, 4, "minimal", "Minimal"),
            Band(5, 9, "mild", "Mild"),
            Band(10, 14, "moderate", "Moderate"),
            Band(15, 19, "moderately_severe", "Moderately severe"),
            Band(20, 27, "severe", "Severe"),
        ),
        bands_source=PHQ_9_SOURCE,
        reliable_change=ReliableChange(6, RELIABLE_SOURCE),
    ),
    source=PHQ_9_SOURCE,
    minutes=2,
)
PHQ_2 = _instrument(
    "phq_2",
    "PHQ-2",
    PHQ_ITEMS[:2],
    Scale(
        key="total",
        title="Depression, short",
        items=_ids(PHQ_ITEMS[:2]),
        missing=NO_BLANKS,
        bands=(Band(0, 2, "below", "Below the cut-off"), Band(3, 6, "at_or_above", "At or above the cut-off")),
        bands_source=PHQ_2_SOURCE,
    ),
    source=PHQ_2_SOURCE,
    minutes=1,
)
GAD_7 = _instrument(
    "gad_7",
    "GAD-7",
    GAD_ITEMS,
    Scale(
        key="total",
        title="Anxiety",
        items=_ids(GAD_ITEMS),
        missing=MissingRule(1, "Own choice: about a fifth of the items; we found no published rule."),
        bands=(
            Band(0, 4, "minimal", "Minimal"),
            Band(5, 9, "mild", "Mild"),
            Band(10, 14, "moderate", "Moderate"),
            Band(15, 21, "severe", "Severe"),
        ),
        bands_source=GAD_7_SOURCE,
        reliable_change=ReliableChange(4, RELIABLE_SOURCE),
    ),
    source=GAD_7_SOURCE,
    minutes=2,
)
GAD_2 = _instrument(
    "gad_2",
    "GAD-2",
    GAD_ITEMS[:2],
    Scale(
        key="total",
        title="Anxiety, short",
        items=_ids(GAD_ITEMS[:2]),
        missing=NO_BLANKS,
        bands=(Band(0, 2, "below", "Below the cut-off"), Band(3, 6, "at_or_above", "At or above the cut-off")),
        bands_source=GAD_2_SOURCE,
    ),
    source=GAD_2_SOURCE,
    minutes=1,
)
