"""What changed between two editions, in words: weeks matched by what they are, places by their keys."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.actions.bringing import Imported
from modules.actions.publishing import publish_edition
from modules.comparing import between_editions, since_newest
from modules.difference import Said, SaidEdition, SaidWeek, Slot, between, pieces
from modules.models import EditionMedia, ProgrammePage
from program import clock
from program.models import Edition
from tests.modules.arranged import retire_templates, swap, take_out
from tests.modules.test_publishing import edit, publish
from tests.people import Person
from worksheets.models import Worksheet

WORDS = st.lists(st.sampled_from(["one", "two", "three", "four"]), max_size=30).map(" ".join)


@given(old=WORDS, new=WORDS)
def test_pieces_tell_all_that_goes_and_comes(old: str, new: str) -> None:
    found = pieces(old, new)
    if old == new:
        assert {piece.kind for piece in found} <= {"same"}
    gone = sum(len(piece.words.split()) for piece in found if piece.kind == "out")
    come = sum(len(piece.words.split()) for piece in found if piece.kind == "in")
    assert len(new.split()) - len(old.split()) == come - gone


def test_words_out_and_in() -> None:
    found = [(piece.kind, piece.words) for piece in pieces("Call 0771 now", "Call 112 now")]
    assert found == [("same", "Call"), ("out", "0771"), ("in", "112"), ("same", "now")]
    before, after = ["a"] * 40, ["b"] * 40
    assert pieces(" ".join([*before, "x", *after]), " ".join([*before, *after]))[0].words == "… a a a a a a"


def week(number: int, identity: str = "", **said: str) -> SaidWeek:
    return SaidWeek(number, f"Week {number}", identity, {Slot(name, name): Said(text) for name, text in said.items()})


def test_a_week_that_moved_is_one_that_moved() -> None:
    old = SaidEdition([week(1, "a", aim="A"), week(2, "b", aim="B"), week(3, "c", aim="C")])
    new = SaidEdition([week(1, "b", aim="B"), week(2, "c", aim="Changed"), week(3, "d", aim="D")])
    found = between(old, new)
    assert [(each.number, each.was) for each in found.weeks] == [(1, 2), (2, 3), (3, None), (None, 1)]
    assert [len(each.lines) for each in found.weeks] == [0, 1, 0, 0]


def test_new_and_gone_weeks_are_named() -> None:
    found = between(SaidEdition([week(1, "a"), week(2, "b")]), SaidEdition([week(1, "a")]))
    assert [(each.number, each.was) for each in found.weeks] == [(None, 2)]
    found = between(SaidEdition([week(1, "a")]), SaidEdition([week(1, "a"), week(2, "b")]))
    assert [(each.number, each.was) for each in found.weeks] == [(2, None)]
    assert between(SaidEdition([week(1)]), SaidEdition([week(1)])).is_empty


@pytest.mark.django_db
@pytest.mark.slow
def test_the_newest_is_compared_with_what_is_live(imported: Imported) -> None:
    assert imported.edition is not None
    files = EditionMedia.objects.count()
    none = since_newest(imported.page, imported.edition)
    assert none is not None
    assert none.is_empty, none
    module = imported.page.modules()[1]
    module.steps[0].value["title"] = "Another title"
    edit(module, gate="time")
    sheet = Worksheet.objects.get(key="one")
    sheet.questions[0].value["label"] = "How do you feel?"
    sheet.save_revision().publish()
    found = since_newest(imported.page, imported.edition)
    assert found is not None
    labels = {each.number: [line.label for line in each.lines] for each in found.weeks}
    assert labels == {1: ["Worksheet, a question"], 2: ["What the next week waits for", "Step 1, title"]}
    assert EditionMedia.objects.count() == files
    after = publish(imported.page)
    assert between_editions(imported.edition, after) == found


@pytest.mark.django_db
@pytest.mark.slow
def test_moved_and_removed_weeks_are_told(page: ProgrammePage) -> None:
    first = Edition.objects.get(program=page.program)
    swap(page, 3)
    found = since_newest(page, first)
    assert found is not None
    assert [(each.number, each.was) for each in found.weeks] == [(3, 4), (4, 3), (8, 8)]
    second = publish(page)
    retire_templates(page, 8)
    take_out(page, 8)
    third = publish(page)
    removed = between_editions(second, third)
    assert [(each.number, each.was) for each in removed.weeks] == [(8, 9), (None, 8)]


@pytest.mark.django_db
@pytest.mark.slow
def test_letter_templates_and_rules_are_held_by_version(page: ProgrammePage) -> None:
    edition = Edition.objects.get(program=page.program)
    assert edition.holds["templates"]
    assert edition.holds["rules"]
    newer = Edition(holds={"templates": [[*row[:2], row[2] + 1] for row in edition.holds["templates"]]})
    edit(page.modules()[0], aim="Another.")
    made = publish_edition(page=page, by="tests", today=clock.today())
    assert made.holds == edition.holds != newer.holds


@pytest.mark.django_db
@pytest.mark.slow
def test_the_pages_show_it(arne: Person, page: ProgrammePage) -> None:
    def read(url: str) -> str:
        response: Any = arne.client.get(url)
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    edit(page.modules()[1], aim="A new aim for this week.")
    html = read(f"/cms/programme/{page.pk}/publish/")
    assert "What changed since edition 1" in html
    assert "A new aim" in html
    publish(page)
    assert "What changed since edition 1" in read(f"/cms/programme/{page.pk}/editions/en/2/")
    assert "the first edition" in read(f"/cms/programme/{page.pk}/editions/en/1/")
    assert arne.client.get(f"/cms/programme/{page.pk}/editions/en/3/").status_code == 404
