"""A place that comes to rest while somebody comes, or is looked at twice, at one moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from program import clock
from program.actions import closing, silence, weeks
from program.actions.weeks import CaseClosed
from program.models import CaseGrant, EnrolmentState, GrantKind, Pause, Promise
from tests.faults.forms import same_browser
from tests.people import Person
from tests.program.test_closing import finish
from tests.program.test_resting import BACK, rest, signed_in
from tests.therapist import desk

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 4


def at_once(*acts: Callable[[], object]) -> None:
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts))


def test_many_sweeps_let_it_rest_once(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    clock.forward(28)
    at_once(*[silence.watch] * AT_ONCE)
    assert anna.enrolment.state == EnrolmentState.RESTING
    assert desk.verbs(anna.account_id).count("programme.resting") == 1
    assert Pause.objects.filter(enrolment=anna.enrolment).count() == 1


def test_whoever_comes_at_that_moment_is_in_or_meets_the_rest_whole(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    clock.forward(28)
    at_once(silence.watch, lambda: weeks.seen(participant_id=anna.account_id, today=clock.today()), silence.watch)
    rests = anna.enrolment.state == EnrolmentState.RESTING
    held = CaseGrant.objects.in_force(clock.today()).filter(participant=anna.account_id, kind=GrantKind.ASSIGNED)
    assert held.exists() != rests
    assert Pause.objects.filter(enrolment=anna.enrolment, last_day=None).exists() == rests


def test_coming_back_many_times_at_once_is_once(anna: Person, therese: Person, tom: Person) -> None:
    rest(anna, therese)
    browsers = [same_browser(signed_in(anna)) for _ in range(AT_ONCE)]
    at_once(*[lambda browser=browser: browser.post(BACK) for browser in browsers])
    assert desk.verbs(anna.account_id).count("programme.come-back") == 1
    assert (
        CaseGrant.objects.filter(participant=anna.account_id, kind=GrantKind.ASSIGNED, case_key__isnull=False).count()
        == 1
    )


def test_many_sweeps_close_a_case_once(anna: Person, therese: Person) -> None:
    finish(anna, therese)
    clock.forward(14)
    at_once(*[closing.close_due] * AT_ONCE)
    assert anna.enrolment.state == EnrolmentState.CLOSED
    assert desk.verbs(anna.account_id).count("case.closed") == 1


def test_a_message_at_that_moment_is_refused_or_keeps_the_case_open(anna: Person, therese: Person) -> None:
    finish(anna, therese)
    clock.forward(14)
    refused: list[bool] = []

    def ask() -> None:
        try:
            desk.ask(anna)
        except CaseClosed:
            refused.append(True)

    at_once(closing.close_due, ask, closing.close_due)
    assert (anna.enrolment.state == EnrolmentState.CLOSED) == bool(refused)
    assert Promise.objects.filter(participant=anna.account_id, kept_on=None).exists() != bool(refused)
