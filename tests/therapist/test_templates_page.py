"""Letter templates on the desk: whoever writes letters reads and changes them, in versions, with a row in the log."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.models import AuditEvent, Program
from tests.people import Person
from tests.worksheets.pages import form_of, soup, words
from worksheets.actions.letter_templates import bring_templates
from worksheets.models import LetterTemplate
from worksheets.template_book import Wording

LIST = "/staff/templates/eight-weeks/"
ONE = f"{LIST}en/setback/"
NEW = f"{LIST}new/"
PAGES = ["/staff/templates/", LIST, ONE, NEW]


def form(person: Person, url: str, **changed: Any) -> dict[str, Any]:
    return form_of(person.client.get(url), "form:has(textarea)") | changed


def newest(key: str = "setback") -> LetterTemplate:
    return LetterTemplate.objects.filter(key=key).latest("version")


def test_the_list_shows_every_template_with_its_week(therese: Person) -> None:
    shown = words(therese.client.get("/staff/templates/"))
    assert "The first letter: you came, and you set a goal" in shown
    assert "The programme" in shown
    assert words(therese.client.get(LIST)) == shown


def test_a_change_is_the_next_version_and_the_earlier_one_stays_readable(therese: Person) -> None:
    before = newest().text
    response = therese.client.post(ONE, form(therese, ONE, text="Our own words, [week]."), follow=True)
    assert "Version 2 is in use now." in words(response)
    assert (newest().version, newest().text, newest().brought) == (2, "Our own words, [week].", False)
    page = words(therese.client.get(ONE))
    assert "Version 1," in page
    assert " ".join(before.split())[:80] in page
    assert "Therese" in page
    event = AuditEvent.objects.get(verb="template.changed")
    assert (event.actor, event.detail) == (str(therese.account_id), {"template": "setback", "version": 2})


def test_a_supervisor_may_change_it_too(stina: Person) -> None:
    assert stina.client.post(ONE, form(stina, ONE, text="Hers.")).status_code == 302
    assert newest().text == "Hers."


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": "[name]"}, "“[name]” is no placeholder. There are: [week],"),
        ({"text": "[their words: age]"}, "No worksheet here asks “age”."),
        ({"text": " \n"}, "The template is still empty."),
        ({"text": "x" * 6001}, "This is longer than a template can be."),
        ({"title": ""}, "Give it a title"),
        ({"title": "x" * 121}, "120"),
        ({"week": "1", "question": "mended"}, "The worksheet of week 1 does not ask this."),
        ({"week": "77"}, "77"),
        ({"question": "nothing"}, "nothing"),
    ],
)
def test_what_cannot_be_saved_is_said_and_kept(changed: dict[str, str], said: str, therese: Person) -> None:
    response = therese.client.post(ONE, form(therese, ONE, **{"text": "Words to keep."} | changed))
    assert said in words(response)
    assert newest().version == 1
    if "text" not in changed:
        assert "Words to keep." in response.content.decode()


def test_two_people_at_once_lose_nothing(therese: Person, tom: Person) -> None:
    first, second = form(therese, ONE, text="Hers."), form(tom, ONE, text="His.")
    assert therese.client.post(ONE, first).status_code == 302
    response = tom.client.post(ONE, second)
    assert response.status_code == 409
    assert "Somebody has changed it meanwhile." in words(response)
    assert "His." in response.content.decode()
    again = form_of(response, "form:has(textarea)")
    assert tom.client.post(ONE, again).status_code == 302
    assert [row.text for row in LetterTemplate.objects.filter(key="setback", version__gt=1)] == ["Hers.", "His."]


def test_it_is_retired_and_brought_back(therese: Person) -> None:
    page = therese.client.post(ONE, {"do": "retire", "version": "1"}, follow=True)
    assert "is retired." in words(page)
    assert "Retired: offered to nobody" in words(page)
    assert "Retired: it is offered to nobody." in words(therese.client.get(ONE))
    assert "Please look at it first." in words(
        therese.client.post(ONE, {"do": "bring-back", "version": "1"}, follow=True)
    )
    assert newest().retired
    therese.client.post(ONE, {"do": "bring-back", "version": "2"})
    assert not newest().retired


def test_retiring_twice_is_one(therese: Person) -> None:
    for _press in range(2):
        assert therese.client.post(ONE, {"do": "retire", "version": "1"}).status_code == 302
    assert newest().version == 2


def test_one_more_is_made_once(therese: Person, programme: Program) -> None:
    fields = form(therese, NEW, title="Our own", text="Thank you.", week="3")
    for _press in range(2):
        assert therese.client.post(NEW, fields).status_code == 302
    row = LetterTemplate.objects.get(title="Our own")
    assert (row.week, row.language, row.program, row.brought) == (3, "en", programme, False)
    therese.client.post(NEW, fields | {"text": "Other words."})
    assert LetterTemplate.objects.filter(title="Our own").count() == 2


def test_a_new_one_with_mistakes_keeps_its_words(therese: Person) -> None:
    response = therese.client.post(NEW, form(therese, NEW, title="Our own", text="Thank you, [name]."))
    assert "is no placeholder" in words(response)
    assert "Thank you, [name]." in response.content.decode()


def test_words_written_while_the_session_ended_come_back(therese: Person) -> None:
    fields = form(therese, NEW, title="Our own", text="Words to keep.")
    assert Client().post(NEW, fields).status_code == 302
    kept = therese.account.rescued_texts.get()
    assert "Words to keep." in therese.client.get(f"{NEW}?rescued={kept.pk}").content.decode()


def test_a_program_without_an_edition_has_no_weeks_to_write_for(therese: Person) -> None:
    Program.objects.create(slug="bare", title="Bare")
    assert "This programme has no edition yet." in words(therese.client.get("/staff/templates/bare/new/"))
    assert "There are no templates yet." in words(therese.client.get("/staff/templates/bare/"))


@pytest.mark.parametrize("path", ["x/", "x/new/", "eight-weeks/en/nothing/", "eight-weeks/sv/setback/"])
def test_what_is_not_there_is_not_found(path: str, therese: Person) -> None:
    assert therese.client.get(f"/staff/templates/{path}").status_code == 404


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("who", ["arne", "olle", "lena", "anna"])
def test_they_do_not_exist_for_others(url: str, who: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(url).status_code == 404
    assert client.post(ONE, {"do": "retire", "version": "1"}).status_code == 404
    assert newest().version == 1


@pytest.mark.parametrize("url", PAGES)
def test_they_are_closed_to_strangers_and_passwords_alone(url: str, therese: Person, stranger: Client) -> None:
    assert stranger.get(url).status_code == 302
    assert therese.unverified.get(url).status_code == 302


@pytest.mark.parametrize("url", PAGES)
def test_they_refuse_other_methods(url: str, therese: Person) -> None:
    assert therese.client.put(url).status_code == 405


def test_queries_do_not_grow_with_templates_and_versions(therese: Person, programme: Program) -> None:
    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert therese.client.get(url).status_code == 200
        return len(captured)

    before = {url: queries(url) for url in (LIST, ONE)}
    more = {f"more-{n}": Wording(title=f"More {n}", text="x", week=1) for n in range(9)}
    bring_templates(program=programme, language="en", templates=more, by="tests", today=clock.today())
    therese.client.post(ONE, form(therese, ONE, text="Next."))
    assert queries(LIST) <= before[LIST] + 1  # the names of staff, once there are any
    assert queries(ONE) <= before[ONE] + 1


def test_the_page_says_how_each_question_is_named(therese: Person) -> None:
    assert "[their words: goals]" in {code.get_text() for code in soup(therese.client.get(ONE)).select("code")}
