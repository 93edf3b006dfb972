"""A week and its steps: open ones for their reader, and nothing else for anybody."""

import pytest
from pytest_django import DjangoAssertNumQueries

from modules.models import StepProgress
from program import clock
from program.actions import weeks
from program.models import Notice, NoticeKind, Promise, WeekFact
from tests.modules import states
from tests.modules.test_home import AROUND
from tests.people import Person

pytestmark = pytest.mark.django_db


def text(person: Person, url: str) -> str:
    response = person.client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def furthest(person: Person, week: int) -> int:
    return StepProgress.objects.get(enrolment=person.enrolment, week=week).furthest


def test_a_week_says_what_it_is_for(anna: Person) -> None:
    html = text(anna, "/week/2/")
    assert "<h1>My pattern</h1>" in html
    assert "What to expect" in html
    assert "minutes in all" in html
    assert "Between now and next week" in html
    assert html.count('<li class="step ') == 5
    assert 'href="/week/2/1/"' in html


def test_the_contents_say_what_was_read(anna: Person) -> None:
    anna.client.get("/week/2/3/")
    html = text(anna, "/week/2/")
    assert html.count("step step-done") == 2
    assert html.count('step step-open" aria-current="step"') == 1
    assert html.count("step step-closed") == 2
    assert "(you are here)" in html
    anna.client.get("/week/2/5/")
    assert text(anna, "/week/2/").count("step step-done") == 5


def test_the_worksheet_says_how_far_it_has_come(anna: Person) -> None:
    assert "Open the worksheet" in text(anna, "/week/2/")
    states.begin_worksheet(anna, 2)
    assert "Go on with the worksheet" in text(anna, "/week/2/")
    due = Promise.objects.get(participant_id=anna.account_id, week=1).due_on
    html = text(anna, "/week/1/")
    assert "Read what you sent" in html
    assert f"{due.day} {due.strftime('%B')}" in html
    weeks.letter_sent(
        enrolment=anna.enrolment, number=1, by=anna.account_id, today=clock.today(), key=str(anna.account_id)
    )
    assert "Read your letter beside your answers" in text(anna, "/week/1/")


def test_opening_a_week_latches_its_day_and_reads_its_notice(anna: Person) -> None:
    weeks.notify(account_id=anna.account_id, key="x", kind=NoticeKind.WEEK_OPEN, today=clock.today(), week=2)
    assert not WeekFact.objects.filter(enrolment=anna.enrolment, number=2).exists()
    text(anna, "/week/2/")
    opened = WeekFact.objects.get(enrolment=anna.enrolment, number=2).opened_on
    assert opened < clock.today()
    assert Notice.objects.get(key="x").read


def test_a_step_is_one_short_page(anna: Person) -> None:
    html = text(anna, "/week/2/2/")
    assert "Step 2 of 5" in html
    assert html.split("</main>")[0].count("button-primary") == 1
    assert 'href="/week/2/3/">Next: ' in html
    assert 'rel="prev" href="/week/2/1/"' in html
    assert "<title> Week 2 – Waymark </title>" in html


def test_the_last_step_leads_to_the_worksheet(anna: Person) -> None:
    html = text(anna, "/week/2/5/")
    assert 'href="/week/2/worksheet/">Go on to the worksheet</a>' in html


def test_the_first_step_has_nothing_before_it(anna: Person) -> None:
    assert 'rel="prev"' not in text(anna, "/week/2/1/")


def test_progress_only_moves_forward(anna: Person) -> None:
    for step, expected in ((2, 2), (4, 4), (1, 4), (3, 4), (5, 5)):
        anna.client.get(f"/week/2/{step}/")
        assert furthest(anna, 2) == expected


def test_progress_is_kept_for_each_week_and_reader(anna: Person, sol: Person) -> None:
    sol.client.post("/home/begin/")
    sol.client.get("/week/1/2/")
    anna.client.get("/week/1/4/")
    assert (furthest(sol, 1), furthest(anna, 1)) == (2, 4)


@pytest.mark.parametrize("url", ["/week/3/", "/week/3/1/", "/week/99/", "/week/2/6/", "/week/2/0/", "/week/0/"])
def test_what_is_not_open_does_not_exist(anna: Person, url: str) -> None:
    assert anna.client.get(url).status_code == 404


@pytest.mark.parametrize("url", ["/week/1/", "/week/1/1/"])
def test_nothing_is_open_before_the_beginning(sol: Person, url: str) -> None:
    assert sol.client.get(url).status_code == 404


def test_nothing_of_a_closed_week_is_written(anna: Person) -> None:
    anna.client.get("/week/3/1/")
    assert not StepProgress.objects.filter(enrolment=anna.enrolment, week=3).exists()
    assert not WeekFact.objects.filter(enrolment=anna.enrolment, number=3).exists()


def test_staff_do_not_read_here(therese: Person, arne: Person) -> None:
    for person in (therese, arne):
        assert person.client.get("/week/2/").status_code == 404
        assert person.client.get("/week/2/1/").status_code == 404


def test_other_methods_are_refused(anna: Person) -> None:
    assert anna.client.post("/week/2/").status_code == 405
    assert anna.client.put("/week/2/1/").status_code == 405


def test_a_step_costs_at_most_three_statements(anna: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    anna.client.get("/week/2/")
    for step in (1, 2):
        with django_assert_num_queries(AROUND + 3):
            anna.client.get(f"/week/2/{step}/")
    with django_assert_num_queries(AROUND + 2):
        anna.client.get("/week/2/1/")


def test_a_page_loads_nothing_from_elsewhere(anna: Person) -> None:
    for url in ("/home/", "/week/2/", "/week/2/1/"):
        html = text(anna, url)
        assert "//" not in html.replace("http://www.w3.org/2000/svg", "")
