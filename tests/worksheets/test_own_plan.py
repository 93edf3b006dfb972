"""Writing one's own safety plan: drafts, windows, what others may read."""

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from program.audit.models import AuditEvent
from program.models import Account
from tests import people
from tests.people import Person
from tests.worksheets.pages import form_of, soup, words
from tests.worksheets.test_help_next import PLAN, write_plan
from vault import sealing
from worksheets.actions.drafts import Conflict, Saved
from worksheets.actions.plans import let_go_aside, save_plan
from worksheets.models import Response, SafetyPlan
from worksheets.own_plan import OwnPlan, opened, saved_for_staff

pytestmark = pytest.mark.django_db
WRITE = "/help/plan/write/"
TODAY = date(2026, 11, 22)


def plan_of(person: Person) -> OwnPlan:
    return opened(person.case_key, SafetyPlan.objects.filter(participant=person.account_id).first())


def saved(person: Person, words: dict[str, str], base: int, form_key: UUID, **more: Any) -> Saved | Conflict:
    return save_plan(
        participant=person.participant,
        key=person.case_key,
        answers=words,
        base=base,
        form_key=form_key,
        by=person.account_id,
        today=TODAY,
        **more,
    )


def fields_of(person: Person, query: str = "") -> dict[str, Any]:
    fields: dict[str, Any] = form_of(person.client.get(WRITE + query), "form.worksheet")
    return fields


def test_it_begins_with_the_worksheets_words(sol: Person) -> None:
    people.begin(sol)
    write_plan(sol, PLAN)
    page = sol.client.get(WRITE)
    assert "This begins with what you wrote in your worksheet." in words(page)
    fields = form_of(page, "form.worksheet")
    assert {name: fields[f"q-{name}"] for name in ("signs", "helps", "people", "places")} == {
        "signs": "I stay up late",
        "helps": "If I notice I lie awake, then I get up and put the light on",
        "people": "My sister: By phone",
        "places": "The library",
    }
    assert not SafetyPlan.objects.exists()


def test_it_says_who_can_read_it(anna: Person) -> None:
    said = words(anna.client.get(WRITE))
    assert (
        "Your therapist can read this plan as you last saved it, and so can the others who may open your case." in said
    )
    assert "Your safety plan" in words(anna.client.get("/what-we-keep/"))


def test_saved_it_is_the_plan(anna: Person) -> None:
    events = AuditEvent.objects.count()
    response = anna.client.post(WRITE, fields_of(anna) | {"q-signs": "I stop answering", "do": "save"})
    assert response["Location"] == "/help/plan/?saved=1"
    plan = plan_of(anna)
    assert plan.saved is not None
    assert plan.saved["signs"] == "I stop answering"
    assert (plan.draft, plan.aside) == (None, {})
    page = words(anna.client.get(WRITE))
    assert "I stop answering" in str(fields_of(anna))
    assert "This begins with" not in page
    assert AuditEvent.objects.count() == events


def test_it_may_be_emptied_and_does_not_come_back(anna: Person) -> None:
    empty = {name: "" for name in fields_of(anna) if name.startswith("q-")}
    anna.client.post(WRITE, fields_of(anna) | empty | {"do": "save"})
    assert "You have not written one yet." in words(anna.client.get("/help/plan/"))
    assert not any(fields_of(anna)[name] for name in empty)


def test_what_is_kept_by_itself_is_a_draft_for_nobody_else(anna: Person) -> None:
    anna.client.post(WRITE, fields_of(anna) | {"q-signs": "First", "do": "save"})
    kept = anna.client.post(WRITE, fields_of(anna) | {"q-signs": "Half a sent", "autosave": "1"})
    assert kept.json() == {"saved": True, "base": 2}
    row = SafetyPlan.objects.get()
    assert [answer.text for answer in saved_for_staff(anna.case_key, row) if answer.key == "signs"] == ["First"]
    assert fields_of(anna)["q-signs"] == "Half a sent"
    assert "that is not saved yet. Nobody else has read it." in words(anna.client.get(WRITE))
    assert "Some of this is not saved yet." in words(anna.client.get("/help/plan/"))
    anna.client.post(WRITE, fields_of(anna) | {"do": "save"})
    assert "Half a sent" in [answer.text for answer in saved_for_staff(anna.case_key, SafetyPlan.objects.get())]


def test_two_windows_both_keep_their_words(anna: Person) -> None:
    first, second = fields_of(anna), fields_of(anna)
    anna.client.post(WRITE, first | {"q-signs": "From the first", "do": "save"})
    refused = anna.client.post(WRITE, second | {"q-signs": "From the second", "do": "save"})
    assert refused.status_code == 409
    assert "You have written in two windows" in words(refused)
    assert "In your other window you had written From the first" in words(refused)
    again = form_of(refused, "form.worksheet")
    assert again["q-signs"] == "From the second"
    page = anna.client.get(WRITE)
    assert "From the second" in words(page)
    assert anna.client.post(WRITE, again | {"do": "save"}).status_code == 302
    plan = plan_of(anna)
    assert plan.newest["signs"] == "From the second"
    assert "From the first" in json.dumps(plan.aside)


def test_a_script_in_an_old_window_is_told(anna: Person) -> None:
    first, second = fields_of(anna), fields_of(anna)
    anna.client.post(WRITE, first | {"q-signs": "One", "autosave": "1"})
    told = anna.client.post(WRITE, second | {"q-signs": "Two", "autosave": "1"}).json()
    assert told["saved"] is False
    assert "another window" in told["message"]
    assert plan_of(anna).newest["signs"] == "One"
    assert "Two" in json.dumps(plan_of(anna).aside)


def test_what_was_kept_aside_goes_when_its_writer_says_so(anna: Person) -> None:
    first, second = fields_of(anna), fields_of(anna)
    anna.client.post(WRITE, first | {"q-signs": "One", "do": "save"})
    anna.client.post(WRITE, second | {"q-signs": "Two", "do": "save"})
    [button] = soup(anna.client.get(WRITE)).select("button[value^=let-go-]")
    late = fields_of(anna) | {"form_key": str(uuid4()), "base": "0", "q-signs": "Three", "do": "save"}
    anna.client.post(WRITE, late)
    anna.client.post(WRITE, {"do": str(button["value"])})
    aside = json.dumps(plan_of(anna).aside)
    assert "Two" not in aside
    assert "Three" in aside
    assert plan_of(anna).newest["signs"] == "One"


def test_twice_the_same_is_once(anna: Person) -> None:
    fields = fields_of(anna) | {"q-signs": "One", "do": "save"}
    for _time in range(2):
        assert anna.client.post(WRITE, fields).status_code == 302
    plan = plan_of(anna)
    assert (plan.base, plan.aside, SafetyPlan.objects.count()) == (1, {}, 1)


@pytest.mark.parametrize("base", ["", "x", "-1", "99999999999", "7"])
def test_a_strange_form_loses_nothing(base: str, anna: Person) -> None:
    response = anna.client.post(WRITE, {"q-signs": "Words", "base": base, "form_key": "no", "do": "let-goo"})
    assert response.status_code == 302
    assert plan_of(anna).newest["signs"] == "Words"


def test_nobody_else_writes_it(anna: Person, therese: Person) -> None:
    for act in (
        lambda: save_plan(
            participant=anna.participant,
            key=anna.case_key,
            answers={},
            base=0,
            form_key=uuid4(),
            by=therese.account_id,
            today=TODAY,
        ),
        lambda: let_go_aside(participant=anna.participant, key=anna.case_key, names=[], by=therese.account_id),
    ):
        with pytest.raises(ValueError, match="alone"):
            act()


def test_a_dump_holds_no_word_of_it(anna: Person) -> None:
    anna.client.post(WRITE, fields_of(anna) | {"q-signs": "Marigolds", "do": "save"})
    anna.client.post(WRITE, fields_of(anna) | {"q-signs": "Marigolds again", "autosave": "1"})
    row = SafetyPlan.objects.get()
    held = b"".join(sealing.stored(row, name) for name in ("answers", "draft", "aside"))
    assert b"Marigolds" not in held
    assert held


def test_it_goes_with_the_account(anna: Person) -> None:
    anna.client.post(WRITE, fields_of(anna) | {"q-signs": "One", "do": "save"})
    Response.objects.filter(participant=anna.account_id).delete()
    Account.objects.filter(pk=anna.account_id).delete()
    assert not SafetyPlan.objects.exists()


saves = st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.sampled_from(["a", "b", "c"])), max_size=7)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(saves=saves)
def test_no_words_of_any_window_are_ever_lost(saves: list[tuple[int, bool, str]], sol: Person) -> None:
    """Three windows save in any order, by hand and by themselves; each goes on from what it was last told."""
    SafetyPlan.objects.all().delete()
    keys, bases = [uuid4() for _window in range(3)], [0, 0, 0]
    newest: dict[int, str] = {}
    for window, automatic, text in saves:
        words = {"signs": f"{window}{text}"}
        outcome = saved(sol, words, bases[window], keys[window], automatic=automatic)
        newest[window] = words["signs"]
        if isinstance(outcome, Saved):
            bases[window] = outcome.base
        plan = plan_of(sol)
        held = {plan.newest["signs"], *(each["signs"] for each in plan.aside.values())}
        if isinstance(outcome, Conflict) or not automatic:
            assert words["signs"] in held
        assert newest[window] in held
