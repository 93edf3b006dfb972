"""Steps go to another week or are copied, and so are weeks: as drafts, and nothing is lost on the way."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from modules.exporting import export
from modules.freezing import NotReady, freeze
from modules.models import ModulePage, ProgrammePage
from modules.moving import (
    LONGEST_KEY,
    asked_after_exchange,
    fresh_key,
    questions_after_exchange,
    steps_after_exchange,
)
from modules.text_blocks import key_validator
from program.models import AuditEvent, Edition
from tests.modules.arranged import publish_drafts
from tests.people import Person

slow = [pytest.mark.django_db, pytest.mark.slow]
KEYS = st.from_regex(r"\A[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,6}\Z").filter(lambda key: len(key) <= LONGEST_KEY)


@given(key=KEYS, others=st.sets(KEYS, max_size=4), twice=st.integers(0, 12))
def test_a_fresh_key_is_free_short_and_plain(key: str, others: set[str], twice: int) -> None:
    taken = {key, *others}
    for _each in range(twice + 1):
        found = fresh_key(key, taken)
        assert found not in taken
        assert len(found) <= LONGEST_KEY
        key_validator(found)
        taken.add(found)


def test_a_key_that_is_free_stays() -> None:
    assert fresh_key("wave", {"chain"}) == "wave"
    assert fresh_key("wave", {"wave", "wave-2"}) == "wave-3"
    assert fresh_key("wave-2", {"wave-2"}) == "wave-3" or fresh_key("wave-2", {"wave-2"}) == "wave-2-2"


WEEK = st.integers(1, 9)


@given(weeks=st.lists(WEEK, min_size=1, max_size=6, unique=True), one=WEEK, other=WEEK)
def test_whatever_names_a_week_names_the_same_after_an_exchange(weeks: list[int], one: int, other: int) -> None:
    """In steps, in parts of steps, in questions and in what is asked when; a second exchange undoes the first."""
    steps = [{"type": "step", "value": {"key": "a", "only": only(week), "body": part_for(week)}} for week in weeks]
    asked = [{"type": "carry_forward", "value": {"week": week, "question": "q"}} for week in weeks]
    asked.append({"type": "scale", "value": {"week": 3, "min": 3}})
    points: list[dict[str, Any]] = [{"key": "mid", "weeks": sorted(weeks)}, {"key": "before", "weeks": []}]
    new = {one: other, other: one}
    moved = [new.get(week, week) for week in weeks]
    after = steps_after_exchange(steps, one, other)
    assert [step["value"]["only"] for step in after] == [only(week) for week in moved]
    assert [step["value"]["body"] for step in after] == [part_for(week) for week in moved]
    questions = questions_after_exchange(asked, one, other)
    assert [each["value"]["week"] for each in questions] == [*moved, 3]
    assert [point["weeks"] for point in asked_after_exchange(points, one, other)] == [sorted(moved), []]
    assert steps_after_exchange(after, one, other) == steps
    assert questions_after_exchange(questions, one, other) == asked
    assert asked_after_exchange(asked_after_exchange(points, one, other), one, other) == points


def only(week: int) -> dict[str, str]:
    return {"arm": "", "answer": f"{week}/sleep/yes"}


def part_for(week: int) -> list[dict[str, Any]]:
    said = {"type": "text", "value": "<p>3/sleep/yes</p>"}
    return [said, {"type": "only", "value": {"when": only(week), "body": [said]}}]


def draft_keys(week: ModulePage) -> list[str]:
    draft = ModulePage.objects.get(pk=week.pk).get_latest_revision_as_object()
    return [step.value["key"] for step in draft.steps]


def live_keys(week: ModulePage) -> list[str]:
    return [step.value["key"] for step in ModulePage.objects.get(pk=week.pk).steps]


def draft(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def url(week: ModulePage) -> str:
    return f"/cms/week/{week.pk}/arrange/"


@pytest.fixture
def weeks(page: ProgrammePage) -> list[ModulePage]:
    return list(page.modules())


class TestArranging:
    pytestmark = slow

    def test_a_step_moves_with_all_its_words_and_nothing_is_published(
        self, arne: Person, weeks: list[ModulePage]
    ) -> None:
        first, second = weeks[0], weeks[1]
        before, there, key = live_keys(first), live_keys(second), live_keys(first)[1]
        body = first.steps[1].value["body"].get_prep_value()
        assert url(first) in arne.client.get(f"/cms/pages/{first.pk}/edit/").content.decode()
        response = arne.client.post(url(first), {"step": key, "week": second.pk, "do": "move"}, follow=True)
        assert f"as “{key}”" in response.content.decode()
        assert draft_keys(first) == [each for each in before if each != key]
        assert draft_keys(second) == [*there, key]
        assert (live_keys(first), live_keys(second)) == (before, there)
        moved = ModulePage.objects.get(pk=second.pk).get_latest_revision_as_object().steps[-1]
        assert [each["value"] for each in moved.value["body"].get_prep_value()] == [each["value"] for each in body]
        event = AuditEvent.objects.get(verb="step.moved")
        assert (event.actor, event.detail["key"]) == (str(arne.account_id), key)
        assert Edition.objects.count() == 1

    def test_a_copy_in_its_own_week_gets_a_key_of_its_own(self, arne: Person, weeks: list[ModulePage]) -> None:
        first = weeks[0]
        keys = live_keys(first)
        for _each in range(2):
            arne.client.post(url(first), {"step": keys[0], "week": first.pk, "do": "copy"})
        assert draft_keys(first) == [*keys, f"{keys[0]}-2", f"{keys[0]}-3"]
        ids = [step.id for step in ModulePage.objects.get(pk=first.pk).get_latest_revision_as_object().steps]
        assert len(set(ids)) == len(ids)

    def test_what_is_in_a_draft_already_goes_along(self, arne: Person, weeks: list[ModulePage]) -> None:
        first, second = weeks[0], weeks[1]
        for week in (first, second):
            week.aim = "A draft of an aim."
            week.save_revision()
        arne.client.post(url(first), {"step": live_keys(first)[0], "week": second.pk, "do": "move"})
        for week in (first, second):
            assert ModulePage.objects.get(pk=week.pk).get_latest_revision_as_object().aim == "A draft of an aim."

    def test_the_last_step_of_a_week_stays(self, arne: Person, weeks: list[ModulePage]) -> None:
        first, second = weeks[0], weeks[1]
        keys = live_keys(first)
        for key in keys[:-1]:
            arne.client.post(url(first), {"step": key, "week": second.pk, "do": "move"})
        response = arne.client.post(url(first), {"step": keys[-1], "week": second.pk, "do": "move"})
        assert response.status_code == 409
        assert "A week keeps at least one step" in response.content.decode()
        assert draft_keys(first) == keys[-1:]
        response = arne.client.post(url(second), {"step": live_keys(second)[0], "week": second.pk, "do": "move"})
        assert response.status_code == 409, "to its own week"

    @pytest.mark.parametrize("posted", [{}, {"step": "gone", "do": "move"}, {"week": "99", "do": "copy"}, {"do": "x"}])
    def test_what_cannot_be_is_answered_and_changes_nothing(
        self, arne: Person, weeks: list[ModulePage], posted: dict[str, str]
    ) -> None:
        response = arne.client.post(url(weeks[0]), posted)
        assert response.status_code in {200, 422}
        assert draft_keys(weeks[0]) == live_keys(weeks[0])

    def test_a_week_is_copied_as_a_draft_without_its_worksheet(self, arne: Person, weeks: list[ModulePage]) -> None:
        response = arne.client.post(url(weeks[2]), {"do": "week"})
        copy = ModulePage.objects.latest("pk")
        assert response["Location"] == f"/cms/pages/{copy.pk}/edit/"
        assert (copy.live, copy.number, copy.worksheet) == (False, len(weeks) + 1, None)
        assert draft_keys(copy) == live_keys(weeks[2])
        assert arne.client.get(response["Location"]).status_code == 200
        arne.client.post(url(weeks[2]), {"do": "week"})
        assert ModulePage.objects.latest("pk").number == len(weeks) + 2

    def test_a_copy_goes_before_the_follow_up_and_what_is_asked_goes_along(
        self, arne: Person, page: ProgrammePage, weeks: list[ModulePage]
    ) -> None:
        last, follow_up = weeks[7], weeks[8]
        arne.client.post(url(last), {"do": "week"})
        copy = ModulePage.objects.latest("pk")
        arne.client.post(url(copy), {"do": "earlier"})
        assert (draft(copy).number, draft(follow_up).number) == (9, 10)
        assert [each.number for each in page.modules()] == [*range(1, 10)], "nothing is published by it"
        asked = {point["key"]: point["weeks"] for point in draft(page).assessments}
        kept = {point["key"]: point["weeks"] for point in page.assessments}
        moved = {key for key in asked if asked[key] != kept[key]}
        assert moved == {point["key"] for point in page.assessments if 9 in point["weeks"]}
        assert all(asked[key] == [10] for key in moved)
        for week in (copy, follow_up, page):
            draft(week).get_latest_revision().publish()
        assert [each.kind for each in page.modules()] == ["week"] * 9 + ["follow_up"]
        assert AuditEvent.objects.get(verb="week.moved").detail == {"from": 10, "to": 9}
        freeze(ProgrammePage.objects.get(pk=page.pk))

    def test_the_first_week_has_none_before_it(self, arne: Person, weeks: list[ModulePage]) -> None:
        response = arne.client.post(url(weeks[0]), {"do": "earlier"}, follow=True)
        assert "There is no week to exchange it with." in response.content.decode()
        arne.client.post(url(weeks[0]), {"do": "later"})
        assert (draft(weeks[0]).number, draft(weeks[1]).number) == (2, 1)

    def test_two_weeks_that_exchange_places_may_be_published_one_after_the_other(
        self, arne: Person, page: ProgrammePage, weeks: list[ModulePage]
    ) -> None:
        arne.client.post(url(weeks[3]), {"do": "later"})
        listed = [each.pk for each in page.get_children()]
        assert listed[3:5] == [weeks[4].pk, weeks[3].pk], "the list of pages follows the drafts"
        draft(weeks[3]).get_latest_revision().publish()
        with pytest.raises(NotReady, match="numbered 1, 2, 3"):
            freeze(page)
        draft(weeks[4]).get_latest_revision().publish()
        assert [each.pk for each in page.modules()][3:5] == [weeks[4].pk, weeks[3].pk]

    def test_what_begins_with_an_answer_goes_along_and_is_told(
        self, arne: Person, page: ProgrammePage, weeks: list[ModulePage]
    ) -> None:
        response = arne.client.post(url(weeks[2]), {"do": "later"}, follow=True)
        plan = weeks[7].worksheet
        assert plan is not None
        assert f"Publish this, too: “{page.title}”, “{plan.title}”" in response.content.decode()
        values = [block.value for block in draft(plan).questions if block.block_type == "carry_forward"]
        carried = {value["question"]: value["week"] for value in values}
        assert (carried["if_then"], carried["skill_plan"], carried["contact_plan"]) == (4, 3, 6)
        publish_drafts(page)
        export(page)

    def test_a_week_stays_after_those_whose_answers_it_needs(self, arne: Person, weeks: list[ModulePage]) -> None:
        response = arne.client.post(url(weeks[7]), {"do": "earlier"}, follow=True)
        assert "Week 8 comes after week 7" in response.content.decode()
        assert (draft(weeks[6]).number, draft(weeks[7]).number) == (7, 8)

    def test_what_is_locked_does_not_go_along(self, arne: Person, therese: Person, weeks: list[ModulePage]) -> None:
        plan = weeks[7].worksheet
        assert plan is not None
        type(plan).objects.filter(pk=plan.pk).update(locked=True, locked_by=therese.account_id)
        response = arne.client.post(url(weeks[2]), {"do": "later"}, follow=True)
        assert f"“{plan.title}” names one of the two weeks and is locked now." in response.content.decode()
        assert (draft(weeks[2]).number, draft(weeks[3]).number) == (3, 4), "nothing has moved"

    @pytest.mark.parametrize("do", ["copy", "move"])
    def test_wagtails_own_ways_are_closed(
        self, do: str, arne: Person, page: ProgrammePage, weeks: list[ModulePage]
    ) -> None:
        for each in (page, weeks[1]):
            assert arne.client.get(f"/cms/pages/{each.pk}/{do}/").status_code == 302
        html = arne.client.get(f"/cms/pages/{page.pk}/").content.decode()
        assert f"/cms/pages/{page.pk}/{do}/" not in html
        assert f"/cms/pages/{weeks[1].pk}/{do}/" not in html

    def test_it_is_there_for_those_who_may_change_the_week_and_for_nobody_else(
        self, arne: Person, anna: Person, therese: Person, stranger: Client, weeks: list[ModulePage]
    ) -> None:
        for person in (anna, therese):
            assert person.client.get(url(weeks[0])).status_code == 404
            assert person.client.post(url(weeks[0]), {"do": "week"}).status_code == 404
        assert stranger.get(url(weeks[0])).status_code == 302
        assert arne.client.put(url(weeks[0])).status_code == 405
        assert arne.client.get("/cms/week/1/arrange/").status_code == 404
        week = weeks[1]
        week.locked = True
        week.locked_by = therese.account
        week.save()
        assert arne.client.get(url(week)).status_code == 404
        html = arne.client.get(url(weeks[0])).content.decode()
        assert f'value="{week.pk}"' not in html, "nothing goes to a week that is locked"
