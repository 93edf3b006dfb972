"""The assessment points of a pack: read with file and line, frozen with the edition, never changed for those inside."""

from pathlib import Path

import pytest

from modules.actions.importing import import_pack
from modules.freezing import NotReady
from modules.packs.problems import PackRefused
from modules.packs.reader import read_pack
from program import clock
from program.journey import assessment_points
from program.models import AssessmentPoint, Program
from tests.modules.small_pack import change
from worksheets.measures.asking import WATCHED, unwatched
from worksheets.measures.registry import REGISTRY
from worksheets.rulebook import rules_in_force

ASSESSMENTS = """\
assessments:
  - {key: baseline, kind: baseline, instruments: [phq_2, gad_7], mandatory: true}
  - {key: weekly, kind: weekly, weeks: [1, 2], instruments: [gad_2], window_days: 5}
  - {key: later, kind: follow_up, weeks: [3], instruments: [phq_2], after_days: 2}
"""
RULE = """\
rules:
  - key: item-9
    title: A thought
    severity: urgent
    door: myself
    looks_at: {measure: phq_9, item: q9}
    when: {kind: at_least, value: 1}
    participant_sees: questions
    told: Why.
    basis: Own choice.
"""
MISTAKES = [
    ("key: weekly", "key: Weekly", "program.yaml:12: “key” may hold small letters"),
    ("key: weekly", "key: baseline", "program.yaml:12: Two points have the key “baseline”."),
    ("kind: weekly", "kind: daily", "program.yaml:12: “kind” must be one of: baseline, weekly, mid, post, follow_up."),
    ("kind: weekly, weeks: [1, 2]", "kind: baseline", "program.yaml:12: There can be one baseline only."),
    ("kind: baseline,", "kind: baseline, weeks: [1],", "program.yaml:11: A baseline is asked from joining on"),
    ("weeks: [1, 2], ", "", "program.yaml:12: “weeks” is missing."),
    ("weeks: [1, 2]", "weeks: 1", "program.yaml:12: “weeks” must be a list of whole numbers."),
    ("weeks: [1, 2]", "weeks: [one]", "program.yaml:12: “weeks” must be a list of whole numbers."),
    ("weeks: [1, 2]", "weeks: [2, 1]", "program.yaml:12: “weeks” must rise, each named once."),
    ("weeks: [1, 2]", "weeks: [1, 7]", "program.yaml:12: There is no week 7."),
    ("weeks: [1, 2]", "weeks: [1, 3]", "program.yaml:12: Week 3 is of another kind than this point."),
    ("weeks: [3]", "weeks: [2]", "program.yaml:13: Week 2 is of another kind than this point."),
    ("[gad_2]", "[gad_2, gad_2]", "program.yaml:12: An instrument is named twice."),
    ("[gad_2]", "[gad_3]", "program.yaml:12: “gad_3” cannot be asked: there is no such instrument"),
    ("[gad_2]", "[who_5]", "program.yaml:12: “who_5” cannot be asked: it is switched off."),
    ("window_days: 5", "window_days: 0", "program.yaml:12: “window_days” must be a whole number, 1 or more."),
    ("window_days: 5", "windows: 5", "program.yaml:12: “windows” is not a key here."),
    (
        "weeks: [1, 2], instruments: [gad_2], window_days: 5}",
        "weeks: [1], instruments: [gad_2]}\n  - {key: mid, kind: mid, weeks: [1], instruments: [gad_2]}",
        "program.yaml:13: “gad_2” is asked by “weekly” in the same week already.",
    ),
]


@pytest.fixture
def asking(pack: Path) -> Path:
    """The small pack, which asks how people are."""
    path = pack / "program.yaml"
    path.write_text(path.read_text() + ASSESSMENTS)
    return pack


def test_points_are_read_in_order(asking: Path) -> None:
    points = read_pack(asking).assessments
    assert [point.key for point in points] == ["baseline", "weekly", "later"]
    assert (points[0].weeks, points[0].mandatory, points[0].window_days) == ((), True, 7)
    assert (points[1].weeks, points[1].window_days, points[2].after_days) == ((1, 2), 5, 2)


def test_a_pack_without_points_asks_nothing(pack: Path) -> None:
    assert read_pack(pack).assessments == ()


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES, ids=[said for _old, _new, said in MISTAKES])
def test_a_mistake_is_said_with_file_and_line(asking: Path, old: str, new: str, said: str) -> None:
    change(asking, "program.yaml", old, new)
    with pytest.raises(PackRefused) as refused:
        read_pack(asking)
    assert len(refused.value.problems) == 1
    assert str(refused.value).startswith(said)


@pytest.mark.django_db
def test_an_edition_keeps_its_points_when_the_pack_changes(asking: Path) -> None:
    first = import_pack(folder=asking, by="tests", today=clock.today(), publish=True).edition
    again = import_pack(folder=asking, by="tests", today=clock.today(), publish=True)
    assert (again.made, again.changed, again.edition_is_new) == ([], [], False)
    change(asking, "program.yaml", "window_days: 5", "window_days: 6")
    done = import_pack(folder=asking, by="tests", today=clock.today(), publish=True)
    assert done.edition_is_new
    assert done.changed == ["programmepage small"]
    assert first is not None
    assert done.edition is not None
    assert [point.window_days for point in assessment_points(first.pk)] == [7, 5, 7]
    assert [point.window_days for point in assessment_points(done.edition.pk)] == [7, 6, 7]


@pytest.mark.django_db
def test_the_sample_asks_at_every_kind_of_point_and_watches_what_is_dangerous(programme: Program) -> None:
    points = AssessmentPoint.objects.filter(edition__program=programme)
    assert set(points.values_list("kind", flat=True)) == {"baseline", "weekly", "mid", "post", "follow_up"}
    assert {point.kind for point in points if "phq_9" in point.instruments} == {"baseline", "mid", "post", "follow_up"}
    looked_at = {(rule.source.measure, rule.source.item) for rule in rules_in_force(programme.pk) if rule.active}
    assert unwatched({key for point in points for key in point.instruments}, looked_at) == []


def test_every_item_that_speaks_of_death_or_of_harming_a_child_is_named_as_one_to_watch() -> None:
    """Time alone with children is not danger by itself."""
    words = ("dead", "suicid", "hurting yourself", "harm a child")
    found = {
        (key, item.link_id)
        for key, instrument in REGISTRY.items()
        for item in instrument.items
        if any(word in item.text.lower() for word in words)
    }
    assert found == {(key, item) for key, items in WATCHED.items() for item in items}


@pytest.mark.slow
@pytest.mark.django_db
def test_a_dangerous_question_is_not_published_without_a_rule_that_looks_at_it(asking: Path) -> None:
    change(asking, "program.yaml", "[gad_2]", "[phq_9]")
    with pytest.raises(NotReady, match="“phq_9” cannot be asked: no risk rule looks at its item “q9”."):
        import_pack(folder=asking, by="tests", today=clock.today(), publish=True)
    (asking / "risk.yaml").write_text(RULE)
    change(asking, "program.yaml", "language: en", "language: en\nrisk: risk.yaml")
    done = import_pack(folder=asking, by="tests", today=clock.today(), publish=True)
    assert done.edition_is_new
    change(asking, "risk.yaml", "title: A", "active: false\n    title: A")
    with pytest.raises(NotReady, match="no risk rule looks at"):
        import_pack(folder=asking, by="tests", today=clock.today(), publish=True)
