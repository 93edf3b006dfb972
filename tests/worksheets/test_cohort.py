"""The synthetic cohort in small: the service and a second computation agree, and a difference would be seen."""

import pytest

from benchmarks.cohort.__main__ import report, run
from benchmarks.cohort.expected import Walk, fired
from benchmarks.cohort.habits import Answered, Person, Wrote
from tests import migrated
from worksheets.measures.registry import REGISTRY

WORDS = {
    "key": "words",
    "looks_at": {"texts": ["messages"]},
    "when": {"kind": "phrases", "phrases": {"sv": ["vill inte leva"]}},
}


@pytest.mark.once
@pytest.mark.longest
def test_service_and_second_computation_agree(django_db_use_migrations: bool) -> None:
    found = run(people=5, weeks=9, seed=3, migrated=migrated.sqlite_file() if django_db_use_migrations else None)
    assert found["first"] == []
    assert found["differences"] == 0
    assert found["asked"] > 50
    assert sum(found["rules"].values()) > 20
    assert f"{found['people']} people, 63 days" in next(report(found))


def test_second_computation_sees_what_was_not_raised() -> None:
    person = Person.by_chance(1, seed=1)
    items = [item.link_id for item in REGISTRY["phq_9"].items]
    person.answered = [Answered(3, ("baseline", 0, "phq_9"), dict.fromkeys(items, 0) | {items[8]: 1})]
    person.wrote = [
        Wrote(4, 0, "Jag VILL inte leva."),
        Wrote(5, 0, "Jag vill inte levande"),
        Wrote(6, 2, "vill inte leva"),
    ]
    item_9 = {
        "key": "item",
        "looks_at": {"measure": "phq_9", "item": items[8]},
        "when": {"kind": "at_least", "value": 1},
    }
    assert fired(person, [item_9, WORDS], REGISTRY) == [("item", 3, 0), ("words", 4, 0)]


def test_second_computation_asks_in_the_window_only() -> None:
    person = Person.by_chance(1, seed=1)
    person.begins = 2
    program = {
        "weeks": [{"number": 1, "length_days": 7}, {"number": 2, "length_days": 7}],
        "assessments": [{"key": "weekly", "weeks": [2], "instruments": ["phq_2"], "window_days": 3}],
    }
    walk = Walk(person, program, {})
    asked = []
    for day in range(20):
        walk.look(day)
        asked += [day] * len(walk.due(day))
    assert asked == [9, 10, 11]
