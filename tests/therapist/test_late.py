"""What was promised and has not come: seen by supervisors, given to somebody else in one action."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import grants
from program.models import AuditEvent, CaseGrant, Notice, NoticeKind, Participant, Program, Promise, Role
from tests import people
from tests.people import Person
from tests.therapist import crowd, desk
from therapist import late as lateness
from therapist import paging

LATE = "/staff/late/"
INBOX = "/staff/inbox/"
MOST_QUERIES = 6


@pytest.fixture
def waiting(anna: Person) -> Person:
    """Anna, whose letter was promised for three days ago."""
    Promise.objects.update(due_on=clock.today() - timedelta(days=3))
    return anna


def shown(person: Person, url: str = LATE) -> list[str]:
    return [row.alias for row in person.client.get(url).context["page"].rows]


def page(person: Person, url: str = LATE) -> str:
    return " ".join(person.client.get(url).content.decode().split())


def fields(participant: Person, to: Person, instead_of: Person | None) -> dict[str, str]:
    return {
        "participant": str(participant.account_id),
        "therapist": str(to.account_id),
        "instead_of": str(instead_of.account_id) if instead_of else "",
    }


def give(by: Person, participant: Person, to: Person, instead_of: Person | None) -> str:
    return by.client.post(LATE, fields(participant, to, instead_of), follow=True).content.decode()


def holders(participant: Person) -> list[object]:
    rows = CaseGrant.objects.in_force(clock.today()).filter(participant=participant.account_id, kind="assigned")
    return list(rows.values_list("staff_id", flat=True))


def test_it_shows_who_waits_and_how_long(waiting: Person, therese: Person, tom: Person, stina: Person) -> None:
    html = page(stina)
    assert waiting.participant.alias in html
    assert "Letter, week 1" in html
    assert "3 days late" in html
    assert "<span>Therese</span>" in html
    assert "Tom (0 of 60)" in html
    assert "Therese (1 of 30)" not in html  # whoever has the case is not offered it


def test_what_is_due_today_is_not_late(anna: Person, stina: Person) -> None:
    Promise.objects.update(due_on=clock.today())
    assert "No answer is late." in page(stina)


def test_a_kept_promise_leaves_it(waiting: Person, therese: Person, stina: Person) -> None:
    desk.send(waiting, therese)
    assert shown(stina) == []


def test_a_message_is_promised_too(waiting: Person, stina: Person) -> None:
    desk.ask(waiting)
    Promise.objects.filter(kind="message").update(due_on=clock.today() - timedelta(days=1))
    html = page(stina)
    assert html.index("Letter, week 1") < html.index("Answer to a message")
    assert "1 day late" in html


def test_who_finished_or_left_is_in_it_too(waiting: Person, stina: Person) -> None:
    for state in ("completed", "withdrawn"):
        enrolment = waiting.enrolment
        enrolment.state = state
        enrolment.save()
        assert shown(stina) == [waiting.participant.alias]


def test_without_a_therapist_it_says_nobody(waiting: Person, stina: Person, tom: Person) -> None:
    grants.end_grant(grant=CaseGrant.objects.get(), by="tests", today=clock.today())
    assert "<span>Nobody</span>" in page(stina)
    assert "is with Tom now." in give(stina, waiting, tom, None)
    assert holders(waiting) == [tom.account_id]


def test_an_erased_case_is_not_in_it(waiting: Person, stina: Person) -> None:
    Participant.objects.update(supervision_key=b"")
    assert shown(stina) == []
    assert "/staff/late/" not in page(stina, INBOX)


def test_without_anybody_else_nothing_can_be_given(waiting: Person, stina: Person) -> None:
    html = page(stina)
    assert "Nobody else can take a case yet" in html
    assert 'name="therapist"' not in html


def test_it_is_given_away_in_one_action(waiting: Person, therese: Person, tom: Person, stina: Person) -> None:
    assert therese.client.get(desk.letter_url(waiting)).status_code == 200
    assert "is with Tom now." in give(stina, waiting, tom, therese)
    assert holders(waiting) == [tom.account_id]
    assert therese.client.get(desk.letter_url(waiting)).status_code == 404
    assert tom.client.get(desk.letter_url(waiting)).status_code == 200
    assert Notice.objects.filter(account=waiting.account_id, kind=NoticeKind.CHANGED, read=False).exists()
    assert {"grant.ended", "grant.made"} <= set(
        AuditEvent.objects.filter(actor=str(stina.account_id)).values_list("verb", flat=True)
    )


def test_a_letter_that_was_begun_goes_with_it(waiting: Person, therese: Person, tom: Person, stina: Person) -> None:
    desk.save(waiting, therese, "Dear you, this far")
    give(stina, waiting, tom, therese)
    assert "Dear you, this far" in tom.client.get(desk.letter_url(waiting)).content.decode()


def test_what_another_supervisor_decided_meanwhile_stands(
    waiting: Person, therese: Person, tom: Person, stina: Person, programme: Program
) -> None:
    eva = people.new_staff("eva@clinic.example", "Eva", Role.THERAPIST)
    give(stina, waiting, tom, therese)
    assert "was given to somebody else meanwhile" in give(stina, waiting, eva, therese)
    assert holders(waiting) == [tom.account_id]


def test_the_same_click_twice_says_the_same(waiting: Person, therese: Person, tom: Person, stina: Person) -> None:
    for _click in range(2):
        assert "is with Tom now." in give(stina, waiting, tom, therese)
    assert CaseGrant.objects.filter(participant=waiting.account_id).count() == 2


def test_a_supervisor_who_was_not_admitted_is_told_what_to_do(
    waiting: Person, therese: Person, tom: Person, stina: Person
) -> None:
    siri = people.new_staff("siri@clinic.example", "Siri", Role.SUPERVISOR)
    assert "Another supervisor has to let you in first" in give(siri, waiting, tom, therese)
    assert holders(waiting) == [therese.account_id]


def test_bad_input_changes_nothing(waiting: Person, therese: Person, tom: Person, stina: Person, arne: Person) -> None:
    good = fields(waiting, tom, therese)
    assert "Please choose a therapist." in stina.client.post(LATE, good | {"therapist": ""}).content.decode()
    for bad in ({"participant": "x"}, {"instead_of": "x"}, {}):
        answer = stina.client.post(LATE, good | bad if bad else {})
        assert answer.status_code == 200
        assert waiting.participant.alias in answer.content.decode()
    for unknown in ({"participant": str(uuid4())}, {"therapist": str(uuid4())}, {"therapist": str(arne.account_id)}):
        assert stina.client.post(LATE, good | unknown).status_code == 404
    assert holders(waiting) == [therese.account_id]


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "olle", "lena"])
def test_it_is_for_supervisors_only(who: str, waiting: Person, tom: Person, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(LATE).status_code == 404
    assert client.post(LATE, {"participant": str(waiting.account_id)}).status_code == 404
    assert waiting.client.get(LATE).status_code in {302, 404}


def test_it_is_closed_to_strangers_and_passwords_alone(stina: Person, stranger: Client) -> None:
    assert stranger.get(LATE).status_code == 302
    assert stina.unverified.get(LATE).status_code == 302


def test_it_refuses_other_methods(stina: Person) -> None:
    assert stina.client.put(LATE).status_code == 405


@pytest.mark.parametrize("number", [10, 300])
def test_queries_stay_few_and_open_no_text(
    number: int, stina: Person, therese: Person, tom: Person, programme: Program
) -> None:
    crowd.waiting_for(therese.account_id, number, programme, today=clock.today())
    Participant.objects.update(supervision_key=b"opens nothing")
    client = stina.client
    client.get(LATE)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(LATE)
    late = Promise.objects.filter(due_on__lt=clock.today()).count()
    assert len(response.context["page"].rows) == min(late, paging.PAGE)
    assert len(captured) <= MOST_QUERIES
    for query in captured.captured_queries:
        assert '"body"' not in query["sql"]
        assert "OFFSET" not in query["sql"]


def test_every_late_promise_is_met_once(
    stina: Person, therese: Person, programme: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd.waiting_for(therese.account_id, 45, programme, today=clock.today())
    Participant.objects.update(supervision_key=b"opens nothing")
    monkeypatch.setattr(lateness, "PAGE", 4)
    met, after = [], ""
    while True:
        found = lateness.late(today=clock.today(), rooms=[], after=after)
        met += [row.id for row in found.rows]
        after = found.after
        if not after:
            break
    passed = Promise.objects.filter(due_on__lt=clock.today()).order_by("due_on", "id")
    assert met == list(passed.values_list("id", flat=True))


@pytest.mark.parametrize("after", ["x", "2026-13-01.x", "2026-01-01.00000000", "." * 99])
def test_a_broken_link_shows_the_first_page(after: str, waiting: Person, stina: Person) -> None:
    assert shown(stina, f"{LATE}?after={after}") == [waiting.participant.alias]


# Above the inbox


def test_the_inbox_of_a_supervisor_says_how_many(waiting: Person, stina: Person, therese: Person) -> None:
    assert f'<a href="{LATE}">1 answer is late</a>' in page(stina, INBOX)
    assert LATE not in page(therese, INBOX)


def test_the_inbox_says_nothing_while_nothing_is_late(anna: Person, stina: Person) -> None:
    Promise.objects.update(due_on=clock.today())
    assert f'<a href="{LATE}">' not in page(stina, INBOX)


def test_many_are_not_counted(stina: Person, therese: Person, programme: Program) -> None:
    crowd.waiting_for(therese.account_id, 220, programme, today=clock.today())
    Participant.objects.update(supervision_key=b"opens nothing")
    assert "More than 99 answers are late" in page(stina, INBOX)


def test_the_line_is_one_short_statement(waiting: Person, stina: Person) -> None:
    """Beside those of the inbox of a therapist and of the warnings, which supervisors see too."""
    stina.client.get(INBOX)
    with CaptureQueriesContext(connection) as captured:
        stina.client.get(INBOX)
    about = [query["sql"] for query in captured.captured_queries if '."due_on" <' in query["sql"]]
    assert len(about) == 1
    assert f"LIMIT {lateness.MANY + 1}" in about[0]
    assert not any("COUNT(*)" in query["sql"] for query in captured.captured_queries)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_two_supervisors_at_one_moment_make_one_decision(
    anna: Person, therese: Person, tom: Person, stina: Person
) -> None:
    Promise.objects.update(due_on=clock.today() - timedelta(days=3))
    eva = people.new_staff("eva@clinic.example", "Eva", Role.THERAPIST)
    gate, private = Barrier(2), stina.private

    def decide(to: Person) -> bool:
        gate.wait(timeout=30)
        try:
            return grants.reassign(
                participant=anna.participant,
                staff=to.account,
                instead_of=therese.account_id,
                by=stina.account,
                by_private=private,
                today=clock.today(),
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(decide, [tom, eva]))
    assert sorted(done) == [False, True]
    assert holders(anna) == [[tom, eva][done.index(True)].account_id]
