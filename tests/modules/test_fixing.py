"""The urgent fix: everybody reads other words at the next request, and nothing that anybody wrote changes."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from modules.actions.bringing import Imported
from modules.actions.fixing import NotFixable, fix_words, found_in_editions
from modules.freezing import NotReady
from modules.mending import Words
from modules.models import EditionStep, ProgrammePage
from modules.places import places, seen
from program import clock
from program.models import AuditEvent, Edition, EditionWeek, Enrolment, Fix, FixedWords
from tests import people, rows
from tests.modules.conftest import sample_page
from tests.modules.test_publishing import edit, enrol, publish
from tests.modules.test_who_gets_it import text
from tests.people import Person
from worksheets.models import Response, ResponseState, Worksheet, WorksheetVersion

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("forgotten_fixes")]

WRONG, RIGHT = "Ring 0771 22 00 60 at any hour.", "Ring 112 at any hour."
REASON = "The number belongs to somebody else."


def publish_wrong() -> None:
    """An edition that says something wrong in week 2: on its page, in a step, in its worksheet."""
    page = sample_page()
    week = page.modules()[1]
    week.steps[0].value["body"].append(("text", "<p>Before. <b>Ring 0771</b> 22 00 60 at any hour.</p>"))
    edit(week, expect=f"<p>{WRONG}</p>")
    sheet = Worksheet.objects.get(pk=week.worksheet_id)
    sheet.questions[0].value["label"] = f"How was it? {WRONG}"
    sheet.ending = f"<p>{WRONG}</p>"
    sheet.save_revision().publish()
    publish(page)


@pytest.fixture(scope="session")
def published_wrong(once: rows.Doing) -> rows.Once:
    return once(publish_wrong)


@pytest.fixture
def wrong(page: ProgrammePage, published_wrong: rows.Once) -> ProgrammePage:
    published_wrong.again()
    return page


def fix(page: ProgrammePage, old: str = WRONG, new: str = RIGHT) -> Fix:
    words = Words(old, new)
    confirmed = seen(words, found_in_editions(page, words))
    return fix_words(page=page, words=words, reason=REASON, confirmed=confirmed, by="tests", today=clock.today())


def newcomer(page: ProgrammePage) -> Person:
    """Somebody in week 2 of the newest edition."""
    with people.days_ago(8):
        person = people.new_participant("birch-lake-55", page.program)
        people.begin(person)
    with people.days_ago(6):
        people.send_worksheet(person, 1)
    return person


def frozen_words() -> list[Any]:
    return [*EditionStep.objects.order_by("pk").values_list(), *EditionWeek.objects.order_by("pk").values_list()]


def test_everybody_reads_the_new_words_at_the_next_request(wrong: ProgrammePage) -> None:
    person = newcomer(wrong)
    urls = ("/week/2/", "/week/2/1/", "/week/2/all/", "/week/2/worksheet/")
    assert all("0771" in text(person, url) for url in urls)
    before = frozen_words()
    fix(wrong)
    for url in urls:
        html = text(person, url)
        assert "0771" not in html
        assert "112" in html
    assert frozen_words() == before


def test_drafts_and_answers_are_untouched_and_sent_prompts_stay(wrong: ProgrammePage) -> None:
    person = newcomer(wrong)
    person.client.get("/week/2/worksheet/")
    form = person.client.get("/week/2/worksheet/").context["worksheet"]
    words = next(question["key"] for question in form.questions if question["kind"] in {"long_text", "short_text"})
    person.client.post("/week/2/worksheet/", {f"q-{words}": "My own words.", "base": "0", "do": "save"})
    before = Response.objects.get(participant=person.account_id, week=2)
    sent = Response.objects.get(participant=person.account_id, week=1)
    fix(wrong)
    after = Response.objects.get(pk=before.pk)
    assert (after.answers, after.base, after.version_id) == (before.answers, before.base, before.version_id)
    html = text(person, "/week/2/worksheet/")
    assert "My own words." in html
    assert "0771" not in html
    assert Response.objects.get(pk=sent.pk).answers == sent.answers


def test_what_was_sent_before_shows_its_prompts_and_what_is_sent_after_the_new(wrong: ProgrammePage) -> None:
    person = newcomer(wrong)
    latest = WorksheetVersion.objects.filter(week=2).latest("edition__number")
    first = newest_sent(person, latest)
    assert "0771" in text(person, "/week/2/worksheet/sent/")
    fix(wrong)
    html = text(person, "/week/2/worksheet/sent/")
    assert html.count("0771") == 1, "only above the answer that was given to it"
    person.client.post("/week/2/worksheet/correct/")
    again = person.client.get("/week/2/worksheet/review/")
    assert "0771" not in again.content.decode()
    draft = Response.objects.get(participant=person.account_id, week=2, state=ResponseState.DRAFT)
    person.client.post("/week/2/worksheet/send/", {"base": draft.base})
    assert Response.objects.get(pk=draft.pk).fixes == 1
    assert "0771" not in text(person, "/week/2/worksheet/sent/")
    assert "0771" in text(person, f"/week/2/worksheet/sent/{first.number}/")


def newest_sent(person: Person, version: WorksheetVersion) -> Response:
    assert person.enrolment.edition == version.edition
    return people.send_worksheet(person, 2)


def test_it_is_kept_with_who_and_why(wrong: ProgrammePage) -> None:
    made = fix(wrong)
    assert (made.number, made.reason, made.made_by) == (1, REASON, "tests")
    event = AuditEvent.objects.get(verb="edition.fixed")
    assert event.detail == {"number": 1, "texts": 3, "editions": 1}
    assert WRONG not in str(event.detail)
    assert all(len(row.sha256) == 64 for row in FixedWords.objects.all())


def test_every_edition_and_an_earlier_fix_are_in_it(wrong: ProgrammePage) -> None:
    fix(wrong)
    edit(wrong.modules()[0], aim="Another edition.")
    with pytest.raises(NotReady, match="Fix 1 of .* took out"):
        publish(wrong)
    again = fix(wrong, "at any hour", "by day")
    assert again.number == 2
    person = newcomer(wrong)
    html = text(person, "/week/2/")
    assert "Ring 112 by day." in html
    found = found_in_editions(wrong, Words("Ring 112"))
    assert {place.step for place in places(Words("Ring 112"), found)} >= {0, 1}


def test_the_next_edition_is_refused_until_the_pages_are_changed(wrong: ProgrammePage) -> None:
    fix(wrong)
    with pytest.raises(NotReady) as refused:
        publish(wrong)
    assert len(refused.value.sentences) == 3
    assert "week 2, step 1, says it again" in refused.value.sentences[1]
    week = wrong.modules()[1]
    del week.steps[0].value["body"][-1]
    edit(week, expect=f"<p>{RIGHT}</p>")
    sheet = Worksheet.objects.get(pk=week.worksheet_id)
    sheet.questions[0].value["label"], sheet.ending = "How was it?", "<p>Done.</p>"
    sheet.save_revision().publish()
    assert publish(wrong).number == 3


def test_a_later_fix_may_bring_words_back(wrong: ProgrammePage) -> None:
    fix(wrong)
    fix(wrong, RIGHT, WRONG)
    edit(wrong.modules()[0], aim="Another.")
    assert publish(wrong).number == 3


def test_where_another_edition_came_in_between_nothing_is_changed(wrong: ProgrammePage) -> None:
    words = Words(WRONG, RIGHT)
    shown = seen(words, found_in_editions(wrong, words))
    edit(wrong.modules()[0], aim="Meanwhile.")
    publish(wrong)
    with pytest.raises(NotFixable, match="changed since you looked"):
        fix_words(page=wrong, words=words, reason=REASON, confirmed=shown, by="tests", today=clock.today())
    assert not Fix.objects.exists()


@pytest.mark.parametrize(
    ("old", "sentence"), [("Words that nobody wrote", "stand in no edition"), ("My pattern", "would be empty")]
)
def test_what_cannot_be_fixed_is_said(page: ProgrammePage, old: str, sentence: str) -> None:
    with pytest.raises(NotFixable, match=sentence):
        found_in_editions(page, Words(old))


def test_a_translation_is_fixed_with_the_rest(page: ProgrammePage) -> None:
    step = EditionStep.objects.filter(language="sv").order_by("week", "number")[0]
    words = Words(step.title, "Annat")
    found = found_in_editions(page, words)
    assert "sv" in {place.language for place in places(words, found)}
    confirmed = seen(words, found)
    fix_words(page=page, words=words, reason=REASON, confirmed=confirmed, by="tests", today=clock.today())
    person = newcomer(page)
    person.client.cookies["django_language"] = "sv"
    assert step.title not in text(person, f"/week/{step.week}/{step.number}/")


def test_a_step_and_home_cost_the_same_after_a_fix(wrong: ProgrammePage) -> None:
    person = newcomer(wrong)
    counts = []
    for _round in range(2):
        for url in ("/week/2/2/", "/home/"):
            text(person, url)
            with CaptureQueriesContext(connection) as queries:
                text(person, url)
            counts.append(len(queries))
        if not Fix.objects.exists():
            fix(wrong)
    assert counts[:2] == counts[2:]


def test_a_fix_costs_the_same_however_many_are_enrolled(imported: Imported) -> None:
    counts = []
    for crowd, old in ((0, "Step one"), (30, "Step two")):
        assert imported.edition is not None
        enrol(imported.page.program, imported.edition, crowd)
        found: Any = EditionStep.objects.filter(edition=imported.edition)
        with CaptureQueriesContext(connection) as queries:
            fix(imported.page, found[0].title if crowd else found[1].title, old)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 25


def test_the_page_shows_every_place_and_then_does_it(arne: Person, wrong: ProgrammePage) -> None:
    url = f"/cms/programme/{wrong.pk}/fix/"
    said = {"wrong": WRONG, "right": RIGHT, "reason": REASON}
    html = arne.client.post(url, said)
    shown = " ".join(html.content.decode().split())
    assert "Week 2, step 1" in shown
    assert "Week 2, worksheet" in shown
    assert "edition 2" in shown
    assert REASON in shown
    assert not Fix.objects.exists()
    done = arne.client.post(url, said | {"confirmed": html.context["look"].seen}, follow=True)
    assert Fix.objects.get().made_by == str(arne.account_id)
    after = " ".join(done.content.decode().split())
    assert "Everybody reads the new words" in after
    assert "Change these before you publish" in after
    assert f"/cms/pages/{wrong.modules()[1].pk}/edit/" in after


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"wrong": "", "reason": REASON}, "This field is required."),
        ({"wrong": WRONG, "reason": ""}, "This field is required."),
        ({"wrong": WRONG, "right": WRONG, "reason": REASON}, "These are the same words."),
        ({"wrong": "ab", "reason": REASON}, "at least 3 characters"),
        ({"wrong": "Never written", "reason": REASON}, "These words stand in no edition."),
    ],
)
def test_bad_words_are_answered_and_kept(
    arne: Person, page: ProgrammePage, said: dict[str, str], sentence: str
) -> None:
    response = arne.client.post(f"/cms/programme/{page.pk}/fix/", said)
    assert response.status_code == 409
    html = response.content.decode()
    assert sentence in html
    assert all(value in html for value in said.values())
    assert not Fix.objects.exists()


def test_nobody_else_fixes(anna: Person, therese: Person, arne: Person, stranger: Client, wrong: ProgrammePage) -> None:
    fix(wrong)
    for path in ("fix/", "fix/1/", "editions/"):
        url = f"/cms/programme/{wrong.pk}/{path}"
        for person in (anna, therese):
            assert person.client.get(url).status_code == 404
        assert stranger.get(url).status_code == 302
        assert arne.client.get(url).status_code == 200
        assert arne.client.put(url).status_code == 405
    assert arne.client.get(f"/cms/programme/{wrong.pk}/fix/9/").status_code == 404


def test_a_draft_that_holds_the_words_is_named(arne: Person, wrong: ProgrammePage) -> None:
    fix(wrong)
    week = wrong.modules()[4]
    week.aim = WRONG
    week.save_revision()
    html = text(arne, f"/cms/programme/{wrong.pk}/fix/1/")
    assert "in a draft" in html
    assert "live" in html


def test_editions_are_listed_and_small_numbers_hidden(arne: Person, anna: Person, wrong: ProgrammePage) -> None:
    html = text(arne, f"/cms/programme/{wrong.pk}/editions/")
    assert "fewer than 5" in html
    assert html.index("Edition 2</a>") < html.index("Edition 1</a>")
    enrol(wrong.program, anna.enrolment.edition, 7)
    assert 'joined on it">8</td>' in text(arne, f"/cms/programme/{wrong.pk}/editions/")
    second = Edition.objects.get(program=wrong.program, number=2)
    Enrolment.objects.filter(participant=anna.participant).update(edition=second)
    html = text(arne, f"/cms/programme/{wrong.pk}/editions/")
    assert 'joined on it">7</td>' not in html  # the studio's first page says that they are 8 in all
    assert 'joined on it">hidden</td>' in html
