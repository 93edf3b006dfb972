"""A reviewer signs the words they read: what somebody else wrote meanwhile is not signed with them, nor lost."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import TaskState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from modules.models import ModulePage, ProgrammePage, ReviewState
from program.models import Role
from tests import people
from tests.modules.reviewed import answer, send_in, task_of, url_of, window
from tests.people import Person
from tests.worksheets.pages import form_of
from tests.worksheets.written import as_posted, fields
from worksheets.models import Worksheet
from worksheets.overtaken import Seen, newest_draft

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CHANGED = "Elin has changed it since you opened this"


def save(thing: Any, aim: str, by: Person, *, over: Any = None) -> Any:
    now = type(thing).objects.get(pk=thing.pk).get_latest_revision_as_object()
    setattr(now, "aim" if isinstance(now, ModulePage) else "intro", aim)
    return now.save_revision(user=by.account, overwrite_revision=over)


def waiting_in(kind: str, thing: Any, page: ProgrammePage, arne: Person) -> tuple[Person, Person]:
    """Two who may both answer: who reads, and Elin, who writes beside them."""
    roles = (Role.REVIEWER,) if kind == "clinical" else (Role.EDITOR,)
    reader, elin = (people.new_staff(f"{name}@clinic.example", name.title(), *roles) for name in ("rikard", "elin"))
    save(thing, "A new aim.", arne)
    send_in(type(thing).objects.get(pk=thing.pk), arne)
    if kind == "clinical":
        assert answer(thing, arne).status_code == 200
    assert task_of(thing).kind == kind
    return reader, elin


@pytest.mark.parametrize(("kind", "saves_itself"), [("editorial", False), ("clinical", True)])
def test_what_another_wrote_meanwhile_is_read_first(
    page: ProgrammePage, arne: Person, kind: str, saves_itself: bool
) -> None:
    """Also where a draft that saves itself keeps its number; and whoever ticks again signs the new words."""
    week = page.modules()[0]
    reader, elin = waiting_in(kind, week, page, arne)
    draft = save(week, "Elin’s first words.", elin) if saves_itself else None
    html = reader.client.get(url_of(week, "approve")).json()["html"]
    assert f"You sign it as {'Elin' if draft else 'Arne'} saved it" in html
    opened = window(week, reader)
    newest = save(week, "Elin’s words.", elin, over=draft)
    html = answer(week, reader, comment="Reads well.", opened=opened).json()["html"]
    assert CHANGED in html
    assert "Reads well." in html
    assert "checked" not in html
    assert "You sign it as Elin saved it" in html
    assert task_of(week).kind == kind
    assert answer(week, reader).status_code == 200
    signed = ReviewState.objects.get(status="approved", task__reviewtask__kind=kind)
    assert (signed.revision_id, signed.finished_by_id) == (newest.pk, reader.account_id)


def test_what_they_write_themselves_is_no_news(page: ProgrammePage, arne: Person) -> None:
    week = page.modules()[0]
    reader, _elin = waiting_in("clinical", week, page, arne)
    opened = window(week, reader)
    save(week, "My own words.", reader)
    assert answer(week, reader, opened=opened).json()["step"] == "success"
    assert ModulePage.objects.get(pk=week.pk).aim == "My own words."


def test_the_window_cannot_be_gone_around(page: ProgrammePage, arne: Person) -> None:
    week, other = page.modules()[:2]
    reader, elin = waiting_in("clinical", week, page, arne)
    assert "Somebody has changed it" in answer(week, reader, opened={"seen": ""}).json()["html"]
    state = ModulePage.objects.get(pk=week.pk).current_workflow_task_state
    of_another = Seen.of(save(other, "Another aim.", elin), reader.account)
    of_elin = Seen.of(newest_draft(week), elin.account)
    for seen in ("", "forged", of_another.token, of_elin.token):
        with pytest.raises(PermissionDenied):
            task_of(week).on_action(state, reader.account, "approve", ticked=task_of(week).items, seen=seen, comment="")
    assert task_of(week).kind == "clinical"


def test_of_two_who_answer_at_once_one_does(page: ProgrammePage, arne: Person) -> None:
    week = page.modules()[0]
    reader, elin = waiting_in("editorial", week, page, arne)
    both = [ModulePage.objects.get(pk=week.pk).current_workflow_task_state.specific for _person in (reader, elin)]
    task = task_of(week)
    seen = {name: Seen.of(newest_draft(week), person.account).token for name, person in (("a", reader), ("b", elin))}
    task.on_action(both[0], reader.account, "approve", ticked=task.items, seen=seen["a"], comment="")
    for action, more in (("approve", {"ticked": task.items, "seen": seen["b"]}), ("reject", {})):
        with pytest.raises(PermissionDenied):
            task.on_action(both[1], elin.account, action, comment="", **more)
    assert TaskState.objects.get(status="in_progress").task.specific.kind == "clinical"
    assert ReviewState.objects.get(status="approved").finished_by_id == reader.account_id


def test_nobody_signs_what_they_sent_in_again(page: ProgrammePage, arne: Person) -> None:
    week = page.modules()[0]
    reader, _elin = waiting_in("clinical", week, page, arne)
    kim = people.new_staff("kim@clinic.example", "Kim", Role.EDITOR, Role.REVIEWER)
    answer(week, reader, "reject", comment="Say where help is.")
    ModulePage.objects.get(pk=week.pk).current_workflow_state.resume(user=kim.account)
    now = ModulePage.objects.get(pk=week.pk)
    offered = [[name for name, *_more in task_of(week).get_actions(now, each.account)] for each in (kim, reader)]
    assert offered == [["reject"], ["reject", "approve"]]


def editor_of(thing: Any, by: Person) -> tuple[str, dict[str, Any]]:
    """The path of the studio's editor, and what it sends: the words of its window, and when it was opened."""
    if isinstance(thing, Worksheet):
        path, posted = (
            f"/cms/snippets/worksheets/worksheet/edit/{thing.pk}/",
            fields(as_posted(thing), title=thing.title, key=thing.key, program=str(thing.program_id)),
        )
    else:
        body = streamfield([("text", rich_text("<p>Short.</p>"))])
        steps = streamfield([("step", {"key": "one", "title": "One", "body": body})])
        lines = {"expect": rich_text(""), "between": rich_text(""), "steps": steps}
        no_comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
        path, posted = f"/cms/pages/{thing.pk}/edit/", nested_form_data({**lines, "comments": no_comments})
    opened = form_of(by.client.get(path), "[data-edit-form]")
    typed = {name: text for name, text in opened.items() if name not in posted and not name.startswith("comments")}
    return path, typed | posted


@pytest.mark.parametrize("what", ["week", "worksheet"])
def test_an_editor_opened_before_writes_over_nobody(page: ProgrammePage, arne: Person, what: str) -> None:
    """The studio sends the words of the whole window with the answer, older than those that Elin saved."""
    thing = page.modules()[0] if what == "week" else page.modules()[0].worksheet
    reader, elin = waiting_in("clinical", thing, page, arne)
    path, form = editor_of(thing, reader)
    newest = save(thing, "<p>Elin’s words.</p>", elin)
    extra = json.dumps({"ticked": task_of(thing).items, "comment": "Kind <b>words", **window(thing, reader)})
    sent = form | {"action-workflow-action": "true", "workflow-action-name": "approve"}
    response = reader.client.post(path, sent | {"workflow-action-extra-data": extra})
    html = response.content.decode()
    assert "Elin has changed this since you opened it. Nothing is answered or saved yet." in html
    assert "Kind &lt;b&gt;words" in html
    assert newest_draft(thing) == newest
    assert task_of(thing).kind == "clinical"
    anew = {name: text for name, text in editor_of(thing, reader)[1].items() if name.startswith("loaded_")}
    extra = json.dumps({"ticked": task_of(thing).items, "comment": "", **window(thing, reader)})
    assert reader.client.post(path, sent | anew | {"workflow-action-extra-data": extra}).status_code == 302
    assert ReviewState.objects.filter(status="approved", task__reviewtask__kind="clinical").exists()


def test_the_list_of_tasks_shows_what_would_be_signed(page: ProgrammePage, arne: Person) -> None:
    week = page.modules()[0]
    reader, elin = waiting_in("clinical", week, page, arne)
    path, form = editor_of(week, elin)
    assert elin.client.post(path, form | {"aim": "Elin’s words."}).status_code == 302
    state = TaskState.objects.get(status="in_progress")
    assert state.revision == newest_draft(week)
    assert (
        f"/cms/pages/{week.pk}/revisions/compare/live...{state.revision_id}/"
        in reader.client.get("/cms/").content.decode()
    )
