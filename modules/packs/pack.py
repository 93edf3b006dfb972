"""A programme pack as it was read: plain values, checked, nothing saved yet."""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field

from modules.conditions import Condition
from modules.packs.instruments import InstrumentFile
from modules.packs.markdown import Block, Part
from modules.packs.media import MediaFile
from program.arms import ArmWords
from program.choices import PublicPage
from program.lines import Line
from worksheets.files.tree import Mapping


@dataclass(frozen=True)
class Step:
    """`sound` is the key of a recording of it, or empty."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    sound: str = ""
    only: Condition | None = None


@dataclass(frozen=True)
class Consent:
    version: int
    title: str
    parts: tuple[Part, ...]
    changed: str = ""


@dataclass(frozen=True)
class Week:
    """`worksheet` is the file as it stands, which `packs.sheets` reads."""

    number: int
    kind: str
    length_days: int
    after_days: int
    gate: str
    title: str
    aim: str
    minutes: int
    expect: str
    between: str
    steps: tuple[Step, ...]
    worksheet: Mapping | None


@dataclass(frozen=True)
class PageFile:
    """The words of a page that anybody may read; `doors` are those behind the doors of the help page."""

    page: PublicPage
    title: str
    lead: str
    parts: tuple[Part, ...]
    doors: Dictionary[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Translation:
    """The words of as many weeks as were translated; each has the number of the week that it translates."""

    language: str
    title: str
    sample_note: str
    consent: Consent
    weeks: tuple[Week, ...]
    pages: tuple[PageFile, ...] = ()
    letters: tuple[Mapping, ...] = ()


@dataclass(frozen=True)
class Point:
    """When which instruments are asked; a baseline names no week. The fields are those of `program.AssessmentPoint`."""

    key: str
    kind: str
    weeks: tuple[int, ...]
    instruments: tuple[str, ...]
    after_days: int
    window_days: int
    mandatory: bool


@dataclass(frozen=True)
class Pack:
    """`sample_note` is empty for a programme that is not a sample; `lines` holds the crisis lines by their keys.
    `risk` and `letters` hold the risk rules and letter templates as they stand; modules of the same names read them."""

    slug: str
    title: str
    language: str
    sample_note: str
    consent: Consent
    weeks: tuple[Week, ...]
    assessments: tuple[Point, ...] = ()
    lines: Dictionary[str, Line] = field(default_factory=dict)
    instruments: tuple[InstrumentFile, ...] = ()
    risk: tuple[Mapping, ...] = ()
    letters: tuple[Mapping, ...] = ()
    pages: tuple[PageFile, ...] = ()
    translations: tuple[Translation, ...] = ()
    arms: tuple[ArmWords, ...] = ()
    media: Dictionary[str, MediaFile] = field(default_factory=dict)
