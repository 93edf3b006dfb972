"""Shown only if: by an arm or an earlier answer, to whoever that is true of; kept back from everybody else."""

from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from modules import access
from modules.actions.publishing import publish_edition
from modules.freezing import NotReady
from modules.models import EditionStep, ModulePage, ProgrammePage, StepProgress
from program import clock
from program.actions.arms import bring_arms
from program.arms import ArmWords
from program.models import Edition, Enrolment, Program
from tests import people, rows
from tests.modules.conftest import sample_page
from tests.modules.test_home import AROUND
from tests.people import Person
from worksheets.actions import drafts, sending
from worksheets.models import Response, WorksheetVersion

slow = pytest.mark.slow
WORDS = "For those who said so."


def test_an_edition_without_any_has_the_fingerprint_it_had(db: None, page: ProgrammePage) -> None:
    assert publish_edition(page=page, by="tests", today=clock.today()).number == 1


def only(week: ModulePage, arm: str = "", answer: str = "", step: int | None = None) -> None:
    """The same, published."""
    write_only(week, arm, answer, step)
    week.save_revision().publish()


def write_only(week: ModulePage, arm: str = "", answer: str = "", step: int | None = None) -> None:
    """Put words for some at the end of the week's first step, or make a whole step for some."""
    when = {"arm": arm, "answer": answer}
    if step is not None:
        week.steps[step].value["only"] = when
    else:
        body = week.steps[0].value["body"]
        block = body.stream_block.child_blocks["only"]
        inside = [{"type": "text", "value": f"<p>{WORDS}</p>"}]
        body.append(("only", block.to_python({"when": when, "body": inside})))


def publish(page: ProgrammePage) -> Edition:
    return publish_edition(page=page, by="tests", today=clock.today())


def choice(page: ProgrammePage) -> tuple[str, str]:
    """A question of week 1 with few answers, and one of them."""
    worksheet = page.modules()[0].worksheet
    assert worksheet is not None
    for question in worksheet.questions:
        if question.block_type == "yes_no":
            return question.value["key"], "yes"
        if question.block_type in {"single_choice", "multiple_choice"}:
            return question.value["key"], question.value["options"][0]["value"]
    raise AssertionError("Week 1 asks nothing with few answers.")


def answered(question: dict[str, Any], value: str) -> Any:
    kinds = {"yes_no": {"answer": value, "more": ""}, "multiple_choice": [value]}
    return kinds.get(question["kind"], value)


def joined(programme: Program, answers: dict[str, str] | None) -> Person:
    """In week 2, with these answers of the first sent, if any."""
    with people.days_ago(8):
        person = people.new_participant("amber-valley-77", programme)
        people.begin(person)
        journey = person.journey
        version = WorksheetVersion.objects.get(edition=journey.enrolment.edition, week=1)
        asked = {question["key"]: question for question in version.questions}
        drafts.save_draft(
            participant=journey.enrolment.participant,
            version=version,
            week=1,
            key=person.case_key,
            answers={key: answered(asked[key], value) for key, value in (answers or {}).items()},
            base=0,
            form_key=uuid4(),
            by=person.account_id,
        )
        response = Response.objects.get(participant_id=person.account_id, week=1)
        sending.submit(journey=journey, response=response, key=person.case_key, form_key=uuid4(), by=person.account_id)
    return person


def publish_words_for_some() -> None:
    page = sample_page()
    key, value = choice(page)
    only(page.modules()[1], answer=f"1/{key}/{value}")
    publish(page)


@pytest.fixture(scope="session")
def words_for_some(once: rows.Doing) -> rows.Once:
    return once(publish_words_for_some)


@slow
@pytest.mark.django_db
def test_words_reach_whoever_said_so_and_nobody_else(
    page: ProgrammePage, programme: Program, therese: Person, words_for_some: rows.Once
) -> None:
    words_for_some.again()
    key, value = choice(page)
    person = joined(programme, {key: value})
    for url in ("/week/2/1/", "/week/2/all/"):
        assert WORDS in person.client.get(url).content.decode()
    sealed = Response.objects.get(participant_id=person.account_id, week=1)
    Response.objects.filter(pk=sealed.pk).update(answers=bytes(len(sealed.answers or b"")))
    html = person.client.get("/week/2/1/").content.decode()
    assert WORDS not in html, "what cannot be opened is no answer"


@slow
@pytest.mark.django_db
def test_whoever_did_not_answer_gets_the_week_without_it(
    programme: Program, therese: Person, words_for_some: rows.Once
) -> None:
    words_for_some.again()
    person = joined(programme, None)
    for url in ("/week/2/1/", "/week/2/all/"):
        html = person.client.get(url).content.decode()
        assert WORDS not in html
        assert "<!--" not in html.split("<main")[1]


@slow
@pytest.mark.django_db
def test_a_hidden_step_is_nowhere_and_the_rest_is_counted_as_it_is_seen(
    page: ProgrammePage, programme: Program, therese: Person
) -> None:
    key, value = choice(page)
    week = page.modules()[1]
    for step in (1, 4):
        only(week, answer=f"1/{key}/{value}", step=step)
    publish(page)
    person = joined(programme, None)
    html = person.client.get("/week/2/").content.decode()
    assert html.count('<li class="step ') == 3
    assert "/week/2/2/" not in html
    pages = ("/week/2/1/", "/week/2/3/", "/home/")
    first, third, home = (" ".join(person.client.get(url).content.decode().split()) for url in pages)
    assert "Step 1 of 3" in first
    assert 'href="/week/2/3/">Next: ' in first
    assert all("Step 2 of 3" in each for each in (third, home))
    assert 'rel="prev" href="/week/2/1/"' in third
    for number in (2, 5):
        assert person.client.get(f"/week/2/{number}/").status_code == 404
    last = person.client.get("/week/2/4/").content.decode()
    assert "Go on to the worksheet" in last
    assert "Go on reading" not in person.client.get("/week/2/").content.decode(), "all that is theirs is read"
    whole = person.client.get("/week/2/all/").content.decode()
    assert whole.count('class="whole-step"') == 4, "three steps, and what to do until next week"
    assert "Go on to the worksheet" in whole
    assert StepProgress.objects.get(enrolment=person.enrolment, week=2).furthest == 4
    assert person.client.get("/home/").status_code == 200


@slow
@pytest.mark.django_db
def test_a_page_that_is_kept_stays_within_reach(page: ProgrammePage, programme: Program, therese: Person) -> None:
    bring_arms(program=programme, arms=[ArmWords("a", "A"), ArmWords("b", "B", 0)], by="tests", today=clock.today())
    only(page.modules()[1], arm="a", step=1)
    publish(page)
    person = joined(programme, None)
    person.client.post("/week/2/2/keep/")
    Enrolment.objects.filter(pk=person.enrolment.pk).update(arm=programme.arms.get(key="b"))
    assert person.client.get("/week/2/2/").status_code == 200
    person.client.post("/week/2/2/keep/", {"do": "let-go"})
    assert person.client.get("/week/2/2/").status_code == 404


@slow
@pytest.mark.django_db
def test_an_arm_gets_its_own_words(page: ProgrammePage, programme: Program, therese: Person) -> None:
    arms = [ArmWords("calls", "Calls"), ArmWords("letters", "Letters", 0)]
    bring_arms(program=programme, arms=arms, by="tests", today=clock.today())
    only(page.modules()[0], arm="calls")
    publish(page)
    person = people.new_participant("amber-valley-77", programme)
    people.begin(person)
    assert WORDS in person.client.get("/week/1/1/").content.decode()
    for arm in (programme.arms.get(key="letters"), None):
        Enrolment.objects.filter(pk=person.enrolment.pk).update(arm=arm)
        assert WORDS not in person.client.get("/week/1/1/").content.decode()


@slow
@pytest.mark.django_db
def test_a_step_costs_the_same_however_much_depends(
    page: ProgrammePage, programme: Program, therese: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Five statements at most beside session and account, whatever the number of blocks, conditions and editions."""
    key, value = choice(page)
    bring_arms(program=programme, arms=[ArmWords("a", "A")], by="tests", today=clock.today())
    week = page.modules()[1]
    for _each in range(6):
        write_only(week, arm="a", answer=f"1/{key}/{value}")
        write_only(week, answer=f"1/{key}/{value}")
    for step in (2, 3):
        write_only(week, arm="a", answer=f"1/{key}/{value}", step=step)
    for aim in ("One.", "Two.", "Three."):
        week.aim = aim
        week.save_revision().publish()
        publish(page)
    person = joined(programme, {key: value})
    person.client.get("/week/2/")
    person.client.get("/week/2/1/")
    for number in (2, 3, 4):
        with django_assert_num_queries(AROUND + 5):
            assert person.client.get(f"/week/2/{number}/").status_code == 200
    with django_assert_num_queries(AROUND + 4):
        assert person.client.get("/week/2/1/").content.decode().count(WORDS) == 12


@slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arm", "answer", "step"),
    [("gone", "", None), ("", "1/gone/yes", None), ("", "1/{key}/gone", 1), ("", "2/{key}/{value}", 1)],
)
def test_what_nobody_would_see_is_not_published(page: ProgrammePage, arm: str, answer: str, step: int | None) -> None:
    key, value = choice(page)
    only(page.modules()[1], arm, answer.format(key=key, value=value), step)
    with pytest.raises(NotReady, match="Week 2 has something that nobody would see"):
        publish(page)


@slow
@pytest.mark.django_db
def test_a_week_has_something_for_everybody(page: ProgrammePage) -> None:
    bring_arms(program=page.program, arms=[ArmWords("a", "A")], by="tests", today=clock.today())
    week = page.modules()[1]
    for step in range(len(week.steps)):
        only(week, arm="a", step=step)
    with pytest.raises(NotReady, match="Week 2 needs at least one step for everybody"):
        publish(page)


@slow
@pytest.mark.django_db
def test_editors_and_the_desk_read_all_with_a_sentence_for_whom_it_is(
    page: ProgrammePage, therese: Person, arne: Person
) -> None:
    key, value = choice(page)
    week = page.modules()[1]
    only(week, answer=f"1/{key}/{value}")
    only(week, answer=f"1/{key}/{value}", step=1)
    edition = publish(page)
    said = EditionStep.objects.get(edition=edition, week=2, number=2, language="en").conditions["step"]["said"]
    assert said.startswith("Only for people who answered “")
    assert said.endswith("” in week 1.")
    preview = week.make_preview_request(preview_mode="step-1").content.decode()
    desk = therese.client.get(f"/staff/edition/{edition.pk}/week/2/").content.decode()
    for html in (preview, desk):
        assert said in html
        assert WORDS in html
    assert desk.count(said) == 2


@slow
@pytest.mark.django_db
def test_the_form_of_a_week_offers_what_came_before_it_in_plain_words(arne: Person, page: ProgrammePage) -> None:
    key, value = choice(page)
    bring_arms(program=page.program, arms=[ArmWords("a", "Letters and calls")], by="tests", today=clock.today())
    first, second = page.modules()[0], page.modules()[1]
    only(second, answer="1/gone/yes", step=1)
    html = arne.client.get(f"/cms/pages/{second.pk}/edit/").content.decode()
    assert f"1/{key}/{value}" in html
    assert "Letters and calls" in html
    assert "No longer there: 1/gone/yes" in html
    assert f"2/{choice(page)[0]}/" not in html
    html = arne.client.get(f"/cms/pages/{first.pk}/edit/").content.decode()
    assert f"1/{key}/{value}" not in html, "a week cannot depend on itself"
    assert "1/gone/yes" not in html, "what one form offers stays its own"


@pytest.mark.django_db
def test_no_key_is_opened_where_nothing_depends(anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "my_case_key", None)
    assert anna.client.get("/week/2/1/").status_code == 200
