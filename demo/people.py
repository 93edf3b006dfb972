"""Who lives in the demo, and at which point of the programme each of them stands."""

from base64 import b32encode
from dataclasses import dataclass

AUTHENTICATOR_SECRET = b"demo-demo-demo-demo!"
RECOVERY_CODE = "DEMW-2222-3333-4444-{:04d}"
# What somebody wrote that raised an alert, see demo/alarms.py.
THREATENED, MISTAKEN = "threatened", "mistaken"


@dataclass(frozen=True)
class DemoStaff:
    email: str
    work_name: str
    title: str
    roles: tuple[str, ...]
    capacity: int = 30

    @property
    def password(self) -> str:
        return f"demo password {self.work_name.lower()}"

    @property
    def secret(self) -> str:
        return b32encode(AUTHENTICATOR_SECRET).decode()


STAFF = (
    DemoStaff("therese@demo.example", "Therese", "Therapist", ("THERAPIST",), capacity=12),
    DemoStaff("tom@demo.example", "Tom", "Therapist", ("THERAPIST",), capacity=6),
    DemoStaff("stina@demo.example", "Stina", "Supervisor", ("SUPERVISOR",)),
    DemoStaff("lena@demo.example", "Lena", "Clinical lead", ("LEAD",)),
    DemoStaff("arne@demo.example", "Arne", "Content editor", ("EDITOR",)),
    DemoStaff("olle@demo.example", "Olle", "Operator", ("OPERATOR",)),
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
    alarm: str = ""

    @property
    def passphrase(self) -> str:
        return f"{self.name.replace('-', ' ')} keeps six words"


PARTICIPANTS = (
    Stage("amber-anchor-10", "has joined and not begun", began=False),
    Stage("birch-bridge-11", "reads week 1", days_in_week=1),
    Stage("cedar-cove-12", "is in the middle of the worksheet of week 1", drafting=True),
    Stage("dawn-delta-13", "sent week 1 and waits for the letter", waiting=True, variant=1),
    Stage("nettle-nook-23", "sent week 1 and has no therapist yet", waiting=True, unassigned=True, days_in_week=2),
    Stage(
        "ember-dune-14",
        "got the letter of week 1; week 2 has not opened yet",
        weeks=1,
        days_in_week=-3,
        unread_letter=True,
    ),
    Stage("fern-ferry-15", "reads week 2 and has asked something", weeks=1, days_in_week=2, asks=True, variant=1),
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
