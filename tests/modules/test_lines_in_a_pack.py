"""The crisis lines of a pack: read strictly, brought to the clinic's own, and never taken for tested."""

from collections import Counter
from pathlib import Path

import pytest

from modules.actions.bringing import Imported
from modules.actions.importing import import_pack
from modules.packs.problems import PackRefused
from modules.packs.reader import read_pack
from program import clock
from program.actions import lines as actions
from program.choices import Door
from program.lines import REGIONS, Line
from program.models import AuditEvent, CrisisLine, Program
from tests.modules.small_pack import change
from tests.people import Person

LINES = """\
lines:
  - {key: emergency, region: europe, name: Emergency number, number: "112", hours: Day and night}
  - {key: listeners, region: europe, country: Sweden, name: Listeners, number: "90101", doors: [myself]}
  - {key: anywhere, name: From a mobile phone, number: "112"}
"""

MISTAKES = [
    ("lines:", "line:", "lines.yaml:1: “line” is not a key here."),
    ("key: emergency", "key: Emergency", "lines.yaml:2: “key” may hold small letters"),
    ("key: listeners", "key: emergency", "lines.yaml:3: Two lines have the key “emergency”."),
    ("region: europe, name", "region: europa, name", "lines.yaml:2: “region” must be one of: africa, asia, europe"),
    ("region: europe, name", "region: unsaid, name", "lines.yaml:2: “region” must be one of"),
    ("region: europe, country", "country", "lines.yaml:3: A line of one country names its “region” too."),
    ('number: "112", hours', "number: 112, hours", "lines.yaml:2: “number” must be a text. Put it in quotes"),
    ('"90101"', "call us", "lines.yaml:3: “call us” cannot be dialled"),
    ('"90101"', '""', "lines.yaml:3: “number” is empty."),
    ("name: Listeners, ", "", "lines.yaml:3: “name” is missing."),
    ("[myself]", "[mine]", "lines.yaml:3: “mine” is no door. They are: myself, harm, child, threat."),
    ("[myself]", "[myself, myself]", "lines.yaml:3: A door is named twice."),
    ("hours: Day", "tested: Day", "lines.yaml:2: “tested” is not a key here."),
]


@pytest.fixture
def lined(pack: Path) -> Path:
    change(pack, "program.yaml", "consent: consent.md\n", "consent: consent.md\nlines: lines.yaml\n")
    (pack / "lines.yaml").write_text(LINES)
    return pack


def bring(pack: Path) -> Imported:
    return import_pack(folder=pack, by="tests", today=clock.today())


def row(key: str) -> CrisisLine:
    return CrisisLine.objects.get(program__slug="small", key=key)


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES, ids=lambda value: str(value)[:40])
def test_a_mistake_is_said_with_its_file_and_line(lined: Path, old: str, new: str, said: str) -> None:
    change(lined, "lines.yaml", old, new)
    with pytest.raises(PackRefused) as refused:
        read_pack(lined)
    assert [str(problem)[: len(said)] for problem in refused.value.problems] == [said]


def test_a_missing_file_is_said_where_it_is_named(lined: Path) -> None:
    (lined / "lines.yaml").unlink()
    with pytest.raises(PackRefused, match="program.yaml:6: The file “lines.yaml” is missing."):
        read_pack(lined)


def test_a_pack_may_have_none(pack: Path) -> None:
    assert read_pack(pack).lines == {}


def test_they_keep_their_order(lined: Path) -> None:
    read = read_pack(lined).lines
    assert [(key, line.order) for key, line in read.items()] == [("emergency", 1), ("listeners", 2), ("anywhere", 3)]
    assert read["listeners"] == Line("Listeners", "90101", "europe", "Sweden", doors=("myself",), order=2)


@pytest.mark.django_db
def test_they_come_untested_and_a_second_import_changes_nothing(lined: Path) -> None:
    done = bring(lined)
    assert "crisis line listeners" in done.made
    assert row("emergency").tested_on is None
    events = AuditEvent.objects.count()
    done = bring(lined)
    assert (done.made, done.changed) == ([], [])
    assert AuditEvent.objects.count() == events


@pytest.mark.django_db
def test_a_test_lasts_until_the_number_changes(lined: Path, stina: Person) -> None:
    bring(lined)
    for key in ("emergency", "listeners"):
        number = row(key).number
        actions.mark_tested(line=row(key), number=number, by=stina.account_id, today=clock.today())
    change(lined, "lines.yaml", "name: Listeners", "name: The listeners")
    change(lined, "lines.yaml", 'number: "112", hours', 'number: "113", hours')
    assert sorted(bring(lined).changed) == ["crisis line emergency", "crisis line listeners"]
    assert (row("listeners").name, row("listeners").tested_on) == ("The listeners", clock.today())
    assert (row("emergency").number, row("emergency").tested_on, row("emergency").tested_by) == ("113", None, None)


@pytest.mark.slow
@pytest.mark.django_db
def test_what_the_pack_does_not_name_and_what_was_switched_off_stay(lined: Path, stina: Person) -> None:
    bring(lined)
    actions.retire(line=row("emergency"), by=stina.account_id, today=clock.today())
    text = LINES.replace(LINES.splitlines()[3] + "\n", "")
    (lined / "lines.yaml").write_text(text.replace("Day and night", "At all hours"))
    bring(lined)
    assert row("anywhere").is_active
    assert (row("emergency").hours, row("emergency").is_active) == ("At all hours", False)


@pytest.mark.slow
@pytest.mark.django_db
def test_what_the_clinic_changed_stays_whatever_the_pack_says(lined: Path, stina: Person) -> None:
    bring(lined)
    changed = Line("Listeners", "90102", "europe", "Sweden", doors=("myself",), order=2)
    program = Program.objects.get(slug="small")
    actions.save_line(
        line_id=row("listeners").pk, program=program, line=changed, by=stina.account_id, today=clock.today()
    )
    assert bring(lined).changed == []
    change(lined, "lines.yaml", '"90101"', '"90103"')
    assert bring(lined).changed == []
    assert row("listeners").number == "90102"


def test_the_sample_has_something_for_every_part_of_the_world() -> None:
    lines = list(read_pack(Path("content/eight-weeks")).lines.values())
    urgent = Counter(line.region for line in lines if not line.doors)
    assert all(urgent[region] for region in (*REGIONS, ""))
    assert all(set(line.doors) <= set(Door.values) for line in lines)


@pytest.mark.django_db
def test_the_programme_of_the_cast_has_the_sample(programme: Program) -> None:
    rows = CrisisLine.objects.filter(program=programme)
    assert rows.count() == len(read_pack(Path("content/eight-weeks")).lines)
