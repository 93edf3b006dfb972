"""What the run on the second database leaves out: tests that it could not change, and nothing else."""

import socket
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache

from program.models import Program
from tests import runs
from tests.journeys.ways import WAYS, Way

Test = Callable[..., None]
PARTS = ("share", "rest")


def plain() -> None: ...


def with_a_folder(tmp_path: Path, stranger: object) -> None: ...


@pytest.mark.slow
def long_and_plain() -> None: ...


@pytest.mark.once
def in_an_environment_of_its_own() -> None: ...


@pytest.mark.django_db
def marked() -> None: ...


@pytest.mark.services
def with_a_process() -> None: ...


@pytest.mark.journey
def walked() -> None: ...


def with_rows(db: None) -> None: ...


def with_transactions(transactional_db: None) -> None: ...


def with_a_server(live_server: object) -> None: ...


def with_the_programme(programme: object) -> None: ...


def with_anna(anna: object) -> None: ...


def with_everybody(company: object) -> None: ...


def with_whom_it_names(request: pytest.FixtureRequest) -> None: ...


LEFT_OUT: list[Test] = [plain, with_a_folder, long_and_plain, in_an_environment_of_its_own]
ON_BOTH: list[Test] = [
    marked,
    with_a_process,
    walked,
    with_rows,
    with_transactions,
    with_a_server,
    with_the_programme,
    with_anna,
]
ON_BOTH += [with_everybody, with_whom_it_names]


def item(request: pytest.FixtureRequest, test: Test, **given: object) -> pytest.Item:
    """As pytest would collect it."""
    found: pytest.Function = pytest.Function.from_parent(request.node.parent, name=test.__name__, callobj=test)
    if given:
        found.callspec = SimpleNamespace(params=given)  # type: ignore[assignment]  # as of a test with parameters
    return found


@pytest.mark.parametrize("test", LEFT_OUT)
def test_what_no_database_can_change_runs_once(request: pytest.FixtureRequest, test: Test) -> None:
    assert runs.runs_once(item(request, test))


@pytest.mark.parametrize("test", ON_BOTH)
def test_everything_else_runs_on_both(request: pytest.FixtureRequest, test: Test) -> None:
    assert not runs.runs_once(item(request, test))


def test_nothing_is_lost_by_the_order(request: pytest.FixtureRequest) -> None:
    items = [item(request, test) for test in [*ON_BOTH, *LEFT_OUT]]
    ordered = runs.in_order(items)
    assert sorted(map(id, ordered)) == sorted(map(id, items))
    assert ordered[0].name == "marked"
    assert {one.name for one in ordered[1:5]} == {test.__name__ for test in LEFT_OUT}


def start_a_process() -> None:
    subprocess.run([sys.executable, "-V"], check=True)


def open_a_socket() -> None:
    with socket.socket() as probe:
        probe.connect(("127.0.0.1", 9))


@pytest.mark.parametrize("reach", [lambda: cache.get("anything"), start_a_process, open_a_socket])
def test_a_plain_test_reaches_for_nothing(reach: Callable[[], Any]) -> None:
    """This test is one itself."""
    with pytest.raises(pytest.fail.Exception, match="opens no database"):
        reach()


def test_a_plain_test_is_refused_the_database() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Program.objects.first()


@pytest.mark.journey
def in_two_ways(way: Way) -> None: ...


@pytest.mark.journey
def with_scripts_or_without(scripts: bool) -> None: ...


@pytest.mark.journey
@pytest.mark.both_ways
def in_both_on_both(way: Way) -> None: ...


@pytest.mark.once
@pytest.mark.longest
def longest_and_once() -> None: ...


@pytest.mark.journey
@pytest.mark.longest
def longest_walk() -> None: ...


def runs_that_have(request: pytest.FixtureRequest, test: Test, **given: object) -> list[bool]:
    one = item(request, test, **given)
    return [second for second in (False, True) if not runs.is_walked_in_the_other_run(one, second=second)]


def test_a_journey_is_walked_in_one_way_on_each_database(request: pytest.FixtureRequest) -> None:
    ways = [param.values[0] for param in WAYS]
    for test, named, given in (in_two_ways, "way", ways), (with_scripts_or_without, "scripts", [False, True]):
        found = [runs_that_have(request, test, **{named: each}) for each in given]
        assert sorted(found) == [[False], [True]]
    assert all(runs_that_have(request, in_both_on_both, way=way) == [False, True] for way in ways)
    assert runs_that_have(request, walked) == [False, True]
    assert runs_that_have(request, with_rows, scripts=True) == [False, True]


def test_each_test_is_in_one_share_and_the_other_run_has_it_in_the_rest(request: pytest.FixtureRequest) -> None:
    def has(one: pytest.Item, second: bool, part: str) -> bool:
        return runs.has(one, second=second, part=part)

    found = set()
    for number in range(50):
        one = pytest.Function.from_parent(request.node.parent, name=f"with_rows[{number}]", callobj=with_rows)
        found.add(tuple(place for place in product((False, True), PARTS) if has(one, *place)))
    assert found == {((False, "share"), (True, "rest")), ((False, "rest"), (True, "share"))}


def test_a_journey_is_walked_once_in_the_shares_and_in_its_other_way_in_the_rest(
    request: pytest.FixtureRequest,
) -> None:
    ways = [param.values[0] for param in WAYS]

    def places(test: Test, part: str) -> list[tuple[bool, object]]:
        return [
            (second, way)
            for second in (False, True)
            for way in ways
            if runs.has(item(request, test, way=way), second=second, part=part)
        ]

    (share,), (rest,) = places(in_two_ways, "share"), places(in_two_ways, "rest")
    assert share[0] != rest[0], "on the other database"
    assert share[1] != rest[1], "in the other way"
    both_share, both_rest = places(in_both_on_both, "share"), places(in_both_on_both, "rest")
    assert [len(set(each)) for each in zip(*both_share, strict=True)] == [2, 2], "each way once, and not both on one"
    assert sorted(both_share + both_rest, key=str) == sorted(product((False, True), ways), key=str)


def test_the_longest_are_left_to_the_rest(request: pytest.FixtureRequest) -> None:
    for test, second in (longest_and_once, [False]), (longest_walk, [False, True]):
        one = item(request, test)
        assert [each for each in (False, True) if runs.has(one, second=each, part="rest")] == second
        assert not any(runs.has(one, second=each, part="share") for each in (False, True))


def test_the_runs_leave_out_nothing_between_them() -> None:
    """`make test` has a share of each run, `make ci` the rest; with ARGS either is whole."""
    made = Path("Makefile").read_text()
    for run in "FIRST", "SECOND":
        assert made.count(f"\n{run} = ") == 1
        assert f"\t$({run}) $(if $(ARGS),$(ARGS),--part share" in made
        assert f"\t$({run}) --part rest" in made
    assert "\nci: check test " in made


def test_what_is_listed_as_slow_is_there() -> None:
    listed = [name.split("::") for name in runs.SLOW]
    texts = {path: Path(path).read_text() for path in {place[0] for place in listed}}
    assert not [place for place in listed if f"def {place[-1]}(" not in texts[place[0]]]
