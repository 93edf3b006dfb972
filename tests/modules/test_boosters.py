"""Booster weeks: short extra weeks after the last one, which nobody has to take."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from modules.actions.importing import import_pack
from modules.freezing import NotReady, freeze
from modules.models import ProgrammePage
from modules.packs.problems import PackRefused
from modules.packs.reader import read_pack
from program import clock
from program.actions import closing, outbox, silence
from program.models import Enrolment, EnrolmentState, Notice, NoticeKind, Program, WeekFact
from tests import people, rows
from tests.modules import small_pack
from tests.modules.small_pack import change
from tests.modules.test_home import answer, one_primary, read_week, shown
from tests.people import Person
from therapist.progress import facts_of

pytestmark = pytest.mark.django_db

FOLLOW_UP, BOOSTER, READING = 3, 4, 5
OPENS = {1: 0, 2: 7, FOLLOW_UP: 28, BOOSTER: 55, READING: 92}
OVER = 99
EXTRA = """\
  - {number: 3, kind: follow_up, folder: three, after_days: 14}
  - {number: 4, kind: booster, folder: four, after_days: 20}
  - {number: 5, kind: booster, folder: five, after_days: 30}
"""


@pytest.fixture
def extended(pack: Path) -> Path:
    return extend(pack)


def extend(pack: Path) -> Path:
    """The small pack, with an extra week that has a worksheet, and one that is only read."""
    for name, module in (("four", small_pack.MODULE), ("five", small_pack.MODULE.replace("worksheet: w", "# w"))):
        (pack / name).mkdir()
        (pack / name / "module.yaml").write_text(module.format(title=f"Extra {name}"))
        (pack / name / "01-first.md").write_text(small_pack.FIRST.format(title=name))
        (pack / name / "02-second.md").write_text(small_pack.SECOND.format(title=name))
        (pack / name / "worksheet.yaml").write_text(small_pack.WORKSHEET.format(key=name))
    change(pack, "program.yaml", "  - {number: 3, kind: follow_up, folder: three, after_days: 14}\n", EXTRA)
    for gate in ("gate: letter", "gate: worksheet"):
        change(pack, "program.yaml", gate, "gate: time")
    return pack


@pytest.fixture(scope="session")
def imported_extended(once: rows.Doing, tmp_path_factory: pytest.TempPathFactory) -> rows.Once:
    folder = extend(small_pack.write(tmp_path_factory.mktemp("extended")))
    then = clock.today() - timedelta(days=200)
    return once(lambda: import_pack(folder=folder, by="tests", today=then, publish=True))


@pytest.fixture
def programme_with_boosters(programme: Program, imported_extended: rows.Once, therese: Person) -> Program:
    imported_extended.again()
    return Program.objects.get(slug="small")


Live = Callable[[int], Person]


@pytest.fixture
def live(programme_with_boosters: Program) -> Live:
    """Somebody who began so many days ago, and has sent everything up to the follow-up, which was answered."""

    def lived(days: int) -> Person:
        with people.days_ago(days):
            person = people.new_participant("quiet-harbour-11", programme_with_boosters)
            people.begin(person)
        for week in (1, 2, FOLLOW_UP):
            sent = days - OPENS[week] - 1
            if sent >= 2:
                with people.days_ago(sent):
                    people.send_worksheet(person, week)
                answer(person, week, sent - 2)
        Notice.objects.filter(account_id=person.account_id).update(read=True)
        return person

    return lived


def day(person: Person, number: int) -> date:
    started = person.enrolment.started_on
    assert started is not None
    return started + timedelta(days=number)


def test_each_opens_on_its_day_and_never_closes(live: Live) -> None:
    person = live(OVER + 20)
    assert [state.opens_on for state in person.journey.states] == [day(person, number) for number in OPENS.values()]
    assert all(state.is_open for state in person.journey.states)
    assert person.client.get(f"/week/{READING}/1/").status_code == 200


def test_home_offers_it_while_it_is_new(live: Live) -> None:
    html = shown(live(OPENS[BOOSTER] + 1))
    assert "<h1>An extra week is open, if you want it</h1>" in html
    assert one_primary(html) == f"/week/{BOOSTER}/"
    assert html.count('class="dot ') == 2
    assert "Extra week: Extra five (opens on" in html


def test_later_it_stands_in_a_list_and_is_no_debt(live: Live) -> None:
    person = live(OPENS[BOOSTER] + 7)
    html = shown(person)
    assert "<h1>You have come to the end of the programme</h1>" in html
    assert f'href="/week/{BOOSTER}/">Extra week: Extra four</a>' in html
    assert "is waiting for you</a>" not in html
    assert one_primary(html) == ""


def test_one_that_was_read_is_not_offered_again(live: Live) -> None:
    person = live(OPENS[READING] + 1)
    read_week(person, READING, step=2)
    assert "<h1>You have come to the end of the programme</h1>" in shown(person)


def test_before_it_its_day_is_said(live: Live) -> None:
    html = shown(live(OPENS[FOLLOW_UP] + 10))
    assert "<h1>You have come to the end of the programme</h1>" in html
    assert "Extra week opens on" in html


def test_the_end_is_announced_with_what_comes_after_it(live: Live) -> None:
    said = "This is the last week. After it come the follow-up and some extra weeks, if you want them."
    assert said in shown(live(OPENS[2] + 1))


def test_it_is_told_once_although_the_programme_is_completed(live: Live) -> None:
    person = live(OPENS[BOOSTER] + 1)
    for _run in range(2):
        outbox.plan_notices()
        outbox.deliver_outbox()
    told = Notice.objects.filter(account_id=person.account_id, kind=NoticeKind.WEEK_OPEN, week=BOOSTER)
    assert told.count() == 1


def test_what_is_sent_is_answered(live: Live) -> None:
    person = live(OPENS[BOOSTER] + 2)
    people.send_worksheet(person, BOOSTER)
    assert person.enrolment.state == EnrolmentState.COMPLETED
    assert "<h1>Your letter will be here by" in shown(person)
    answer(person, BOOSTER, 0, read=False)
    assert one_primary(shown(person)) == f"/week/{BOOSTER}/letter/"


def test_the_case_waits_for_the_last_of_them(live: Live) -> None:
    person = live(OVER - 1)
    assert person.enrolment.closes_on == day(person, OVER)
    closing.close_due()
    assert person.enrolment.state == EnrolmentState.COMPLETED
    clock.forward(1)
    closing.close_due()
    assert person.enrolment.state == EnrolmentState.CLOSED


def test_a_late_letter_moves_the_day_on(live: Live) -> None:
    person = live(OVER - 1)
    people.send_worksheet(person, BOOSTER)
    answer(person, BOOSTER, 0)
    after = person.enrolment.program.close_after_days
    assert person.enrolment.closes_on == clock.today() + timedelta(days=after)


class TestNobodyIsBehind:
    def test_silence_counts_none(self, live: Live) -> None:
        person = live(OPENS[BOOSTER] + 40)
        Enrolment.objects.filter(pk=person.enrolment.pk).update(state=EnrolmentState.ACTIVE)
        assert silence.turn_since(person.journey, None) is None
        assert "is waiting for you</a>" not in shown(person)

    def test_the_rule_for_benefit_counts_none(self, live: Live) -> None:
        journey = live(OPENS[READING] + 3).journey
        facts = facts_of(journey, [])
        assert (facts.sent, facts.due) == (3, 3)

    def test_staff_see_where_they_are(self, live: Live, therese: Person) -> None:
        person = live(OPENS[BOOSTER] + 2)
        people.send_worksheet(person, BOOSTER)
        page = therese.client.get(f"/staff/case/{person.account_id}/week/{BOOSTER}/")
        assert page.context["glance"].where == "Extra week"
        assert page.context["shown"].sheet.is_last

    def test_others_reach_none(self, live: Live, stranger: Client, anna: Person) -> None:
        live(OVER)
        assert stranger.get(f"/week/{BOOSTER}/").status_code == 302
        assert anna.client.get("/week/10/").status_code == 404


class TestInAPack:
    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("after_days: 20}", "after_days: 20, gate: letter}", "Nothing waits for a booster week"),
            ("{number: 1, folder", "{number: 1, kind: booster, folder", "A booster week comes after the last week"),
        ],
    )
    def test_one_that_would_hold_up_is_refused(self, extended: Path, old: str, new: str, said: str) -> None:
        change(extended, "program.yaml", old, new)
        with pytest.raises(PackRefused, match=said):
            read_pack(extended)

    def test_editors_are_told_the_same(self, programme_with_boosters: Program) -> None:
        page = ProgrammePage.objects.get(program=programme_with_boosters)
        week = page.modules()[BOOSTER - 1]
        week.gate = "worksheet"
        week.save_revision().publish()
        with pytest.raises(NotReady, match="Week 4 is a booster week"):
            freeze(page)


def test_a_completed_person_without_boosters_is_told_nothing(anna: Person) -> None:
    Enrolment.objects.filter(pk=anna.enrolment.pk).update(state=EnrolmentState.COMPLETED)
    WeekFact.objects.filter(enrolment=anna.enrolment).delete()
    assert outbox.plan_notices() == 0
