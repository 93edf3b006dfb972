"""An editor writes a worksheet without a word of code: keys are found, kept, and never given to anything else."""

import html
import re
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import rich_text

from program.models import Program
from tests.people import Person
from tests.worksheets.sample import question
from tests.worksheets.written import URLS, Question, add, as_posted, draft_of, fields, save
from worksheets.blocks import frozen_questions
from worksheets.blocks.catalogue import BLOCKS
from worksheets.models import Worksheet

LOG: Question = {
    "kind": "rows",
    "label": "Three moments this week",
    "columns": [{"label": "What happened"}, {"label": "What I did"}],
    "start": 2,
    "max": 5,
    "row_label": "Moment",
}
SCALE: Question = {"kind": "scale", "label": "Hur mår du?", "min": 0, "max": 10, "low": "Not at all", "high": "Very"}
CHOICE: Question = {"kind": "single_choice", "label": "Where?", "options": [{"label": "At home"}, {"label": "At home"}]}


def said(page: Any) -> str:
    """What the studio's scripts draw, as people read it."""
    text = html.unescape(page.content.decode())
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


@pytest.fixture
def review(anna: Person) -> Worksheet:
    """The follow-up's worksheet, which risk rules look at; every edition so far has it as it is."""
    worksheet: Worksheet = Worksheet.objects.get(key="review", locale__language_code="en")
    return worksheet


def test_a_new_worksheet_needs_no_key_at_all(arne: Person, anna: Person) -> None:
    page = add(arne, [LOG, SCALE, CHOICE], "publish", title="My log", program=Program.objects.get().pk)
    made = Worksheet.objects.get(title="My log")
    assert page.status_code == 200
    assert (made.key, made.live) == ("my-log", True)
    rows, scale, choice = frozen_questions(made)
    assert [rows["key"], scale["key"], choice["key"]] == ["three_moments_this_week", "hur_mar_du", "where"]
    assert [column["key"] for column in rows["columns"]] == ["what_happened", "what_i_did"]
    assert [option["value"] for option in choice["options"]] == ["at_home", "at_home_2"]


def test_an_edit_of_wording_keeps_the_key(arne: Person, review: Worksheet) -> None:
    questions = as_posted(review)
    questions[0]["label"] = "In other words"
    questions[1]["key"] = ""
    save(arne, review, questions[::-1])
    assert {each["key"] for each in frozen_questions(draft_of(review))} == {each["key"] for each in questions} - {
        ""
    } | {"control"}
    assert frozen_questions(draft_of(review))[-1] == {**frozen_questions(review)[0], "label": "In other words"}


def test_a_change_of_kind_is_a_new_question_and_says_so(arne: Person, review: Worksheet) -> None:
    questions = as_posted(review)
    questions[0] = {"kind": "long_text", "label": "Mood"}
    page = save(arne, review, questions)
    assert frozen_questions(draft_of(review))[0]["key"] == "mood_2"
    assert "so it is a new question, with the key “mood_2”" in page.content.decode()


@pytest.mark.parametrize(
    ("change", "sentence", "instead"),
    [
        ({"kind": "long_text", "label": "Mood", "key": "mood"}, "A change of kind makes a new question", "mood_2"),
        ({**SCALE, "key": "mood"}, "A different question needs a key of its own", "hur_mar_du"),
    ],
)
def test_a_retired_key_is_refused_and_nothing_is_lost(
    arne: Person, review: Worksheet, change: Question, sentence: str, instead: str
) -> None:
    page = save(arne, review, [change, *as_posted(review)[1:]])
    assert page.status_code == 200
    assert sentence in said(page)
    assert f"leave {'the key empty, and' if instead == 'mood_2' else 'it empty, and'} it becomes “{instead}”" in said(
        page
    )
    assert change["label"] in said(page)
    assert frozen_questions(draft_of(review)) == frozen_questions(review)


def test_a_copy_gets_a_key_of_its_own(arne: Person, review: Worksheet) -> None:
    questions = as_posted(review)
    page = save(arne, review, [questions[0], {**questions[0], "id": "a-new-block"}, *questions[1:]])
    keys = [each["key"] for each in frozen_questions(draft_of(review))]
    assert keys[0] == "mood"
    assert len(set(keys)) == len(keys)
    assert "It is a question of its own now" in page.content.decode()


def test_columns_of_a_published_table_keep_their_keys(arne: Person, anna: Person) -> None:
    worksheet = Worksheet.objects.get(key="review", locale__language_code="en")
    worksheet.key = "goals-of-mine"
    questions = as_posted(worksheet)
    held = next(each for each in questions if each["key"] == "held")
    held["sides"][0]["label"] = "What helped"
    save(arne, worksheet, questions, key="review")
    sides = next(each for each in frozen_questions(draft_of(worksheet)) if each["key"] == "held")["sides"]
    assert sides[0] == {"key": "held", "label": "What helped"}


def test_the_worksheets_own_key_stays_once_an_edition_has_it(arne: Person, review: Worksheet) -> None:
    page = save(arne, review, as_posted(review), key="another")
    assert "know this worksheet as “review”" in page.content.decode()
    save(arne, review, as_posted(review), key="")
    assert draft_of(review).key == "review"


def test_a_draft_may_be_unfinished_and_a_worksheet_may_not(arne: Person, review: Worksheet) -> None:
    questions = [*as_posted(review), {"kind": "scale", "label": "Half a question", "min": 0, "max": 90, "low": "Low"}]
    save(arne, review, questions)
    assert frozen_questions(draft_of(review))[-1]["label"] == "Half a question"
    assert "This field is required" in said(save(arne, review, questions, "publish"))
    questions[-1]["high"] = "High"
    assert "expected a whole number from -20 to 20" in said(save(arne, review, questions, "publish"))
    review.refresh_from_db()
    assert len(review.questions) == len(questions) - 1


def test_what_is_saved_by_itself_does_not_hold_half_a_word_for_ever(arne: Person, review: Worksheet) -> None:
    """The studio saves drafts while somebody is typing; the key of the last words is the one that stays."""
    url = reverse(f"{URLS}:edit", args=[review.pk])
    for label, key in (("Ho", "ho"), ("How far are you?", "how_far_are_you")):
        posted = fields(
            [*as_posted(review), {**SCALE, "id": "the-same", "label": label}],
            title=review.title,
            key="review",
            program=review.program_id,
        )
        response = arne.client.post(url, posted, headers={"accept": "application/json"})
        assert response.json()["success"]
        assert frozen_questions(draft_of(review))[-1]["key"] == key


def test_the_live_preview_draws_what_is_typed_and_names_what_is_left(arne: Person, review: Worksheet) -> None:
    url = reverse(f"{URLS}:preview_on_add")
    half: Question = {"kind": "scale", "label": "How far?", "min": 0, "max": 10, "low": "Far"}
    posted = fields([LOG, half], title="A sheet of mine", program=review.program_id)
    assert arne.client.post(url, posted).json() == {"is_valid": True, "is_available": True}
    drawn = " ".join(arne.client.get(url).content.decode().split())
    assert 'name="q-three_moments_this_week-0-what_happened"' in drawn
    assert "<strong>Question 2: How far?</strong> “Name of the high end” is still empty." in drawn
    sent = arne.client.get(url, {"mode": "sent"}).content.decode()
    assert "made-up answers" in sent
    assert "<form" not in sent.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("kind", BLOCKS)
def test_every_kind_shows_how_it_looks_before_it_is_chosen(arne: Person, kind: str) -> None:
    block = BLOCKS[kind]
    assert block.meta.description
    assert block.meta.group
    page = arne.client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert page.status_code == 200
    assert str(block.get_preview_value()["label"]) in page.content.decode()


def test_an_unchanged_worksheet_stays_as_it_is(arne: Person, review: Worksheet) -> None:
    save(arne, review, as_posted(review), "publish")
    before = frozen_questions(review)
    review.refresh_from_db()
    assert frozen_questions(review) == before
    assert question("mood")["kind"] == "scale"


def test_the_page_of_a_draft_with_empty_texts_is_drawn(arne: Person, review: Worksheet) -> None:
    """Whatever looks at its words has to bear that there are none."""
    save(
        arne,
        review,
        [{"kind": "long_text", "label": ""}, {"kind": "note", "label": "", "help": ""}],
        ending=rich_text(""),
    )
    page = arne.client.get(reverse(f"{URLS}:edit", args=[review.pk]))
    assert page.status_code == 200
    assert [each["key"] for each in frozen_questions(draft_of(review))] == ["long_text", "note"]


def test_a_preview_bears_a_key_that_saving_would_refuse(arne: Person, review: Worksheet) -> None:
    url = reverse(f"{URLS}:preview_on_edit", args=[review.pk])
    posted = fields([{"kind": "long_text", "label": "Mood, in words", "key": "mood"}], title="T", key="review")
    assert arne.client.post(url, posted | {"program": review.program_id}).json()["is_valid"]
    assert "Mood, in words" in arne.client.get(url).content.decode()


def test_a_second_worksheet_with_the_same_title_gets_its_own_key(arne: Person, review: Worksheet) -> None:
    for _time in range(3):
        add(arne, [SCALE], title="My log", program=review.program_id)
    assert sorted(Worksheet.objects.filter(title="My log").values_list("key", flat=True)) == [
        "my-log",
        "my-log-2",
        "my-log-3",
    ]


def test_a_translation_is_a_draft_of_its_own_and_may_take_the_key_of_a_question(
    arne: Person, review: Worksheet
) -> None:
    """A question that an edition knows by its words in one language is the same in another."""
    swedish = Locale.objects.get(language_code="sv")
    url = reverse("simple_translation:submit_snippet_translation", args=["worksheets", "worksheet", review.pk])
    assert arne.client.post(url, {"locales": [swedish.pk]}).status_code == 302
    copy = review.get_translation(swedish)
    assert (copy.pk != review.pk, copy.live, copy.latest_revision) == (True, False, None)
    save(arne, copy, as_posted(copy)[1:])
    in_swedish = {**SCALE, "key": "mood", "label": "Hur har du mått?"}
    save(arne, copy, [in_swedish, *as_posted(copy)[1:]])
    assert frozen_questions(draft_of(copy))[0]["label"] == "Hur har du mått?"
    assert frozen_questions(draft_of(copy))[0]["key"] == "mood"
    assert frozen_questions(draft_of(review)) == frozen_questions(review)


def test_a_copy_of_a_worksheet_asks_the_same_under_the_same_keys(arne: Person, review: Worksheet) -> None:
    form = arne.client.get(reverse(f"{URLS}:copy", args=[review.pk])).content.decode()
    assert 'name="key" value="review"' not in form
    assert review.title in form
    add(arne, as_posted(review), title="Once more", program=review.program_id)
    made = Worksheet.objects.get(title="Once more")
    assert made.key == "once-more"
    assert [each["key"] for each in frozen_questions(made)] == [each["key"] for each in frozen_questions(review)]
