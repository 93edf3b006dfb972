"""Who lives in the demo, and at which point of the programme each of them stands."""

from base64 import b32encode
from dataclasses import dataclass

AUTHENTICATOR_SECRET = b"demo-demo-demo-demo!"
# What somebody wrote that raised an alert, see demo/alarms.py.
THREATENED, MISTAKEN, BRIDGE = "threatened", "mistaken", "bridge"


@dataclass(frozen=True)
class DemoStaff:
    email: str
    work_name: str
    title: str
    roles: tuple[str, ...]
    capacity: int = 30
    languages: tuple[str, ...] = ("en",)

    @property
    def password(self) -> str:
        return f"demo password {self.work_name.lower()}"

    @property
    def secret(self) -> str:
        return b32encode(AUTHENTICATOR_SECRET).decode()


STAFF = (
    DemoStaff("therese@demo.example", "Therese", "Therapist", ("THERAPIST",), capacity=32, languages=("en", "sv")),
    DemoStaff("tom@demo.example", "Tom", "Therapist", ("THERAPIST",), capacity=6),
    DemoStaff("stina@demo.example", "Stina", "Supervisor", ("SUPERVISOR",)),
    DemoStaff("lena@demo.example", "Lena", "Clinical lead", ("LEAD",)),
    DemoStaff("arne@demo.example", "Arne", "Content editor and publisher", ("EDITOR", "PUBLISHER")),
    DemoStaff("rikard@demo.example", "Rikard", "Clinical reviewer", ("REVIEWER",)),
    DemoStaff("tove@demo.example", "Tove", "Translator", ("TRANSLATOR",)),
    DemoStaff("pia@demo.example", "Pia", "Publisher", ("PUBLISHER",)),
    DemoStaff("olle@demo.example", "Olle", "Operator", ("OPERATOR",)),
    DemoStaff("rosa@demo.example", "Rosa", "Researcher", ("RESEARCHER",)),
)


@dataclass(frozen=True)
class Stage:
    """Where a demo person stands. `weeks` were finished, sent and answered; the rest says what is going on now."""

    name: str
    said: str
    weeks: int = 0
    began: bool = True
    days_in_week: int = 3
    drafting: bool = False
    waiting: bool = False
    unread_letter: bool = False
    paused: bool = False
    asks: bool = False
    unassigned: bool = False
    variant: int = 0
    worse: bool = False
    worried: bool = False
    blank: bool = False
    alarm: str = ""
    left: bool = False

    @property
    def passphrase(self) -> str:
        return f"{self.name.replace('-', ' ')} keeps six words"


PARTICIPANTS = (
    Stage("amber-anchor-10", "has joined and not begun", began=False),
    Stage("birch-bridge-11", "reads week 1", days_in_week=1),
    Stage("cedar-cove-12", "is in the middle of the worksheet of week 1", drafting=True),
    Stage("dawn-delta-13", "sent week 1, corrected it, and waits for the letter", waiting=True, variant=1),
    Stage("nettle-nook-23", "sent week 1 and has no therapist yet", waiting=True, unassigned=True, days_in_week=2),
    Stage(
        "ember-dune-14",
        "got the letter of week 1; week 2 has not opened yet",
        weeks=1,
        days_in_week=-3,
        unread_letter=True,
    ),
    Stage(
        "fern-ferry-15",
        "reads week 2, has asked something, and is writing on",
        weeks=1,
        days_in_week=2,
        asks=True,
        variant=1,
    ),
    Stage("garnet-gate-16", "is writing the urge log of week 4", weeks=3, drafting=True, worse=True),
    Stage(
        "hazel-hill-17",
        "sent week 4 and has waited longer than promised",
        weeks=3,
        waiting=True,
        days_in_week=9,
        variant=1,
    ),
    Stage("indigo-inlet-18", "has paused in week 5", weeks=4, paused=True),
    Stage(
        "juniper-isle-19",
        "sent week 7 and is very worried, which raised an urgent alert",
        weeks=6,
        waiting=True,
        variant=1,
        worried=True,
    ),
    Stage(
        "kelp-lagoon-20",
        "has finished week 8; the follow-up comes later",
        weeks=8,
        days_in_week=-20,
        alarm=THREATENED,
    ),
    Stage("laurel-lamp-21", "has the follow-up open", weeks=8, days_in_week=2, variant=1, alarm=MISTAKEN),
    Stage("maple-meadow-22", "has finished everything", weeks=9),
    Stage("opal-orchard-24", "has sent one worksheet in five weeks", weeks=1, days_in_week=26, variant=1),
    # A therapist's Monday: what these wrote stands in monday.yaml.
    Stage("heron-hearth-25", "drives lorries; sent week 1", waiting=True, days_in_week=4),
    Stage("ivy-island-26", "works nights as a nurse; sent week 1", waiting=True, variant=1),
    Stage("jasper-jetty-27", "is 20 and lives with his parents; sent week 1", waiting=True, days_in_week=2),
    Stage("linden-lane-28", "is separated; sent week 2", weeks=1, waiting=True, days_in_week=4, variant=1),
    Stage("marsh-mill-29", "is a widower of 67; sent week 2", weeks=1, waiting=True, days_in_week=2),
    Stage("north-notch-30", "is a carpenter; is writing week 2", weeks=1, drafting=True),
    Stage("pebble-pier-31", "looks after computers; sent week 3", weeks=2, waiting=True),
    Stage("quartz-quay-32", "works at a sports hall; sent week 3", weeks=2, waiting=True, days_in_week=4, variant=1),
    Stage("reed-ridge-33", "is a cook; has been quiet for nine days", weeks=2, days_in_week=5),
    Stage("slate-shore-34", "is out of work; sent week 4", weeks=3, waiting=True, days_in_week=2, blank=True),
    Stage(
        "thorn-tower-35",
        "got the letter of week 4, and a mail that there is something to read",
        weeks=4,
        days_in_week=-1,
        unread_letter=True,
    ),
    Stage("umber-union-36", "is married, and his wife knows; sent week 5", weeks=4, waiting=True),
    Stage(
        "violet-vale-37",
        "is afraid of her own thoughts; sent week 6 and a message that raised an alert",
        weeks=5,
        waiting=True,
        days_in_week=1,
        variant=1,
        alarm=BRIDGE,
    ),
    Stage("willow-well-38", "is a gardener; reads week 8", weeks=7, days_in_week=1),
    Stage("yarrow-yard-39", "is a baker; sent week 8", weeks=7, waiting=True, days_in_week=2),
    Stage("zinc-zephyr-40", "sent one sheet and has been quiet for four weeks", weeks=1, days_in_week=25),
    Stage("aspen-arch-41", "has joined and not begun yet", began=False),
    Stage("brook-barn-42", "reads week 1", days_in_week=2, variant=1),
    Stage("clover-creek-43", "has paused in week 1", days_in_week=5, paused=True),
    Stage("tulip-tarn-45", "was quiet for five weeks; the place rests", weeks=1, days_in_week=36, variant=1),
    Stage("moss-mooring-47", "has left the programme after week 2", weeks=2, days_in_week=2, left=True),
    Stage("lark-lantern-46", "has had the last letter; the case is closed", weeks=9, days_in_week=16),
    Stage("drift-dell-44", "is in the middle of the worksheet of week 1", drafting=True, variant=1),
)


def participants_card() -> list[list[dict[str, str]]]:
    """The table that the demo's page shows."""
    return [
        [
            {"label": "Sign-in name", "text": stage.name},
            {"label": "Passphrase", "text": stage.passphrase},
            {"label": "Stage", "text": stage.said},
        ]
        for stage in PARTICIPANTS
    ]
