"""The short run on the second database: whatever any test sends to the database is sent there, too."""

import json
from collections.abc import Collection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from program.models import Program
from tests import runs
from tests.statements import Noted, Noting, fewest, read, shape

STATEMENTS = st.frozensets(st.sampled_from("abcdefghijklmnop"), max_size=6)
SECONDS = st.floats(0, 5, allow_nan=False)
NOTES = st.lists(st.tuples(SECONDS, STATEMENTS), max_size=30).map(
    lambda rows: [Noted(f"test-{number}", seconds, sent) for number, (seconds, sent) in enumerate(rows)]
)


def sent_by(notes: Collection[Noted]) -> set[str]:
    return {statement for each in notes for statement in each.sent}


@given(NOTES, STATEMENTS)
def test_the_fewest_send_all_that_is_not_sent_already(notes: list[Noted], settled: frozenset[str]) -> None:
    chosen = fewest(notes, settled=settled)
    assert sent_by([each for each in notes if each.test in chosen]) | settled == sent_by(notes) | settled
    assert chosen == fewest(reversed(notes), settled=settled), "Every process of a run must choose the same."
    assert all(each.sent - settled for each in notes if each.test in chosen)


def test_of_two_the_shorter_is_chosen() -> None:
    notes = [
        Noted("long", 5.0, frozenset("ab")),
        Noted("short", 0.1, frozenset("ab")),
        Noted("other", 9.0, frozenset("c")),
    ]
    assert fewest(notes) == {"short", "other"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("SELECT a FROM t WHERE b IN (%s, %s)", "SELECT a FROM t WHERE b IN (%s, %s, %s)", True),
        ("SELECT a FROM t WHERE b IN (%s)", "SELECT a FROM t WHERE b IN (%s, %s, %s)", True),
        ("INSERT INTO t (a, b) VALUES (%s, %s)", "INSERT INTO t (a, b) VALUES (%s, %s), (%s, %s)", True),
        ("SELECT a FROM t WHERE b = %s", "SELECT a FROM t WHERE c = %s", False),
        ("SELECT a FROM t WHERE b = %s", "SELECT a FROM t WHERE b = %s FOR UPDATE", False),
        ('SAVEPOINT "s1_x1"', 'SAVEPOINT "s2_x9"', True),
    ],
)
def test_only_values_and_their_number_may_differ(one: str, other: str, *, same: bool) -> None:
    assert (shape(one) == shape(other)) is same


@pytest.mark.django_db
def test_what_a_test_sends_is_noted_and_what_a_whole_run_makes_once_is_not(tmp_path: Path) -> None:
    noting: Any = Noting(tmp_path, "gw0")
    noting.listen(connection)
    try:
        test = noting.pytest_runtest_protocol(SimpleNamespace(nodeid="tests/test_a.py::test_b"))
        next(test)
        Program.objects.filter(slug="own").exists()
        once, own = Program.objects.filter(slug__startswith="o"), Program.objects.all()
        for scope, rows in ("session", once), ("function", own):
            made = noting.pytest_fixture_setup(SimpleNamespace(scope=scope))
            next(made)
            list(rows)
            finish(made)
        finish(test)
    finally:
        connection.execute_wrappers.remove(noting.hear)
    noting.pytest_unconfigure()
    (noted,) = read(tmp_path)
    assert noted.test == "tests/test_a.py::test_b"
    assert len(noted.sent) == 2


def finish(hook: Any) -> None:
    with pytest.raises(StopIteration):
        hook.send(None)


def plain() -> None: ...


@pytest.mark.django_db
def sends_the_same() -> None: ...


@pytest.mark.django_db
def sends_more() -> None: ...


@pytest.mark.django_db
def never_noted() -> None: ...


@pytest.mark.services
def with_a_process() -> None: ...


@pytest.mark.django_db(transaction=True)
def commits() -> None: ...


@pytest.mark.journey
def walked_in_its_other_way() -> None: ...


def test_what_stays_in_the_short_run(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    tests = [sends_the_same, sends_more, never_noted, with_a_process, commits, walked_in_its_other_way]
    items = {test: pytest.Function.from_parent(request.node.parent, name=test.__name__, callobj=test) for test in tests}
    with pytest.raises(pytest.UsageError, match="Nothing is noted"):
        runs.sends_something_new(list(items.values()), tmp_path)
    notes = [
        (items[sends_the_same].nodeid, 0.1, ["a", "c"]),
        (items[sends_more].nodeid, 0.1, ["a", "b"]),
        (items[commits].nodeid, 9.0, ["c"]),
        ("tests/test_gone.py::test_gone", 0.1, ["z"]),
    ]
    (tmp_path / "gw0.jsonl").write_text("\n".join(json.dumps(note) for note in notes))
    stay = runs.sends_something_new(list(items.values()), tmp_path)
    assert {one.name for one in stay} == {"sends_more", "never_noted", "with_a_process", "commits"}
