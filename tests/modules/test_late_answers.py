"""A review that somebody else has answered meanwhile: a second answer changes nothing, and no word of it is lost."""

import json
from typing import Any

import pytest
from wagtail.models import TaskState
from wagtail.test.utils.form_data import rich_text

from modules.models import ModulePage, ProgrammePage, ReviewState
from program.models import Role
from tests import people
from tests.modules.reviewed import answer, send_in, task_of, url_of, window
from tests.modules.test_signed_words import editor_of, save, waiting_in
from tests.people import Person
from worksheets.overtaken import newest_draft

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MINE, THEIRS = "Say where <help> is.", "Reads well."


def late(thing: Any, by: Person, url: str, **fields: Any) -> str:
    response = by.client.post(url, {"comment": MINE, **fields}, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.status_code == 200
    html: str = response.json()["html"]
    return " ".join(html.split())


def named(what: str, page: ProgrammePage) -> Any:
    week = page.modules()[0]
    return week if what == "week" else week.worksheet


@pytest.mark.parametrize("what", ["week", "worksheet"])
@pytest.mark.parametrize("also_from_the_editor", [False, True])
def test_what_was_written_comes_back_with_what_happened(
    page: ProgrammePage, arne: Person, what: str, also_from_the_editor: bool
) -> None:
    """Whether the review is over, or waits in a task that is not theirs."""
    thing = named(what, page)
    reader, elin = waiting_in("clinical", thing, page, arne)
    urls = {do: url_of(thing, do) for do in ("approve", "reject")}
    if also_from_the_editor:
        urls = {do: url.replace("/action/", "/collect_action_data/") for do, url in urls.items()}
    assert answer(thing, elin, "reject", comment=THEIRS).status_code == 200
    for url in urls.values():
        html = late(thing, reader, url)
        assert "Elin has asked for changes meanwhile (Clinical review)." in html
        assert "Your answer changed nothing." in html
        assert THEIRS in html
        assert "Say where &lt;help&gt; is.</textarea>" in html
        assert "Elin has asked" in reader.client.get(url).json()["html"]
    assert not ReviewState.objects.filter(finished_by=reader.account_id).exists()


def test_where_it_waits_in_another_task_of_theirs_it_can_be_sent_there(page: ProgrammePage, arne: Person) -> None:
    """The window is that task's then: with its list, of which nothing is ticked."""
    week = page.modules()[0]
    kim = people.new_staff("kim@clinic.example", "Kim", Role.EDITOR, Role.REVIEWER)
    reader, _elin = waiting_in("editorial", week, page, arne)
    urls, ticked = {do: url_of(week, do) for do in ("approve", "reject")}, task_of(week).items
    answer(week, reader, comment=THEIRS)
    for url in urls.values():
        html = late(week, kim, url, ticked=ticked)
        assert "Rikard has approved this meanwhile (Editorial review)." in html
        assert "It waits in another task now: Clinical review." in html
        assert "Say where &lt;help&gt; is.</textarea>" in html
        assert "checked" not in html
        assert f'action="{url_of(week, "approve" if url == urls["approve"] else "reject")}"' in html
    assert task_of(week).kind == "clinical"
    assert answer(week, kim, "reject", comment=MINE).status_code == 200
    assert ReviewState.objects.get(status="rejected").comment == MINE


def test_who_answered_in_another_window_is_told_that_it_was_them(page: ProgrammePage, arne: Person) -> None:
    week = page.modules()[0]
    reader, _elin = waiting_in("clinical", week, page, arne)
    url = url_of(week, "approve")
    answer(week, reader)
    assert "You have answered this already (Clinical review)." in late(week, reader, url)


@pytest.mark.parametrize("what", ["week", "worksheet"])
def test_an_answer_with_the_words_of_its_window_comes_back_too(page: ProgrammePage, arne: Person, what: str) -> None:
    """Also from who may not even open the editor any more; and nothing of it is saved."""
    thing = named(what, page)
    reader, elin = waiting_in("clinical", thing, page, arne)
    path, form = editor_of(thing, reader)
    state = type(thing).objects.get(pk=thing.pk).current_workflow_task_state.pk
    told = {"ticked": task_of(thing).items, "comment": MINE, "state": str(state), **window(thing, reader)}
    sent = form | {"action-workflow-action": "true", "workflow-action-name": "approve"}
    sent |= {"workflow-action-extra-data": json.dumps(told)}
    assert answer(thing, elin, comment=THEIRS).status_code == 200
    signed = newest_draft(thing)
    for extra in (sent, sent | {"workflow-action-extra-data": json.dumps({"comment": MINE})}):
        response = reader.client.post(path, extra)
        html = " ".join(response.content.decode().split())
        assert response.status_code == 409
        assert "Elin has approved this meanwhile (Clinical review)." in html
        assert "Say where &lt;help&gt; is.</textarea>" in html
    assert newest_draft(thing) == signed


@pytest.mark.parametrize("what", ["week", "worksheet"])
def test_a_window_that_saves_itself_answers_nothing(page: ProgrammePage, arne: Person, what: str) -> None:
    """While an answer is on its way, Wagtail's window takes the answer's fields for something typed, and sends them."""
    thing = named(what, page)
    reader, _elin = waiting_in("clinical", thing, page, arne)
    path, form = editor_of(thing, reader)
    told = {"ticked": task_of(thing).items, "comment": "", **window(thing, reader)}
    sent = form | {"action-workflow-action": "true", "workflow-action-name": "approve"}
    sent |= {"workflow-action-extra-data": json.dumps(told)}
    assert "js/studio-answer.js" in reader.client.get(path).content.decode()
    for _before_and_after in range(2):
        drafts = thing.revisions.count()
        assert reader.client.post(path, sent, headers={"accept": "application/json"}).status_code == 400
        assert thing.revisions.count() == drafts
        waits = TaskState.objects.filter(status="in_progress").exists()
        if waits:
            assert reader.client.post(path, sent).status_code == 302
    assert type(thing).objects.get(pk=thing.pk).live_revision == newest_draft(thing)
    assert "permission" not in reader.client.get("/cms/").content.decode()


def test_what_nobody_sent_in_cannot_be_answered(page: ProgrammePage, arne: Person) -> None:
    week = page.modules()[0]
    path, form = editor_of(week, arne)
    sent = form | {"action-workflow-action": "true", "workflow-action-name": "approve"}
    assert arne.client.post(path, sent).status_code == 302
    assert not ReviewState.objects.exists()


def test_nobody_else_learns_who_answered(page: ProgrammePage, arne: Person, anna: Person) -> None:
    week, other = page.modules()[:2]
    reader, elin = waiting_in("clinical", week, page, arne)
    url = url_of(week, "reject")
    answer(week, elin, "reject", comment=THEIRS)
    tove = people.new_staff("tove@clinic.example", "Tove", Role.TRANSLATOR)
    for person in (tove, anna):
        response = person.client.post(url, {"comment": MINE})
        assert response.status_code in {302, 403, 404}
        assert THEIRS not in response.content.decode()
    save(other, "Another aim.", arne)
    send_in(ModulePage.objects.get(pk=other.pk), arne)
    crossed = url.replace(f"/{week.pk}/", f"/{other.pk}/")
    assert THEIRS not in reader.client.post(crossed, {"comment": MINE}).content.decode()


@pytest.mark.parametrize("what", ["week", "worksheet"])
def test_a_window_that_saves_itself_makes_no_draft_of_nothing_new(page: ProgrammePage, arne: Person, what: str) -> None:
    """Wagtail's editor writes what it loads a little otherwise, which a slow machine takes for something typed."""
    thing = named(what, page)
    save(thing, "<p>One.</p>\n<p>Two.</p>" if what == "worksheet" else "Two.", arne)
    path, form = editor_of(thing, arne)
    html = {"accept": "application/json"}
    assert arne.client.post(path, form).status_code == 302
    draft = newest_draft(thing)
    path, form = editor_of(thing, arne)
    sent = arne.client.post(path, form, headers=html).json()
    assert (sent, newest_draft(thing)) == ({"success": True}, draft)
    changed = form | ({"aim": "Other words."} if what == "week" else {"intro": rich_text("<p>Other words.</p>")})
    sent = arne.client.post(path, changed, headers=html).json()
    assert sent["revision_id"] == newest_draft(thing).pk != draft.pk


def test_a_window_that_saves_itself_writes_over_no_draft_that_was_answered(page: ProgrammePage, arne: Person) -> None:
    week = page.modules()[0]
    reader, _elin = waiting_in("clinical", week, page, arne)
    read = newest_draft(week)
    answer(week, reader, "reject", comment=MINE)
    path, form = editor_of(week, arne)
    sent = form | {"aim": "Other words.", "overwrite_revision_id": str(read.pk)}
    response = arne.client.post(path, sent, headers={"accept": "application/json"})
    assert response.json()["success"]
    newest = newest_draft(week)
    assert newest != read
    kept = type(read).objects.get(pk=read.pk)
    assert (kept.content["aim"], newest.content["aim"]) == ("A new aim.", "Other words.")
    again = sent | {"aim": "Still others.", "overwrite_revision_id": str(newest.pk)}
    arne.client.post(path, again, headers={"accept": "application/json"})
    assert newest_draft(week) == newest
