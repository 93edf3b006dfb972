"""Notes beside an exercise: sealed to their writer alone, and no word of them is ever lost."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from modules.actions.keeping import Place, Written, save_note
from modules.models import StepNote
from modules.notes import count, opened
from modules.queries import edition_steps
from program import clock
from program.actions import joining
from tests import thief
from tests.people import Person
from tests.tries import at_most
from tests.worksheets.pages import form_of, soup
from vault import holders, sealing
from vault.errors import SealBroken
from vault.holders import PrivateKey

pytestmark = pytest.mark.django_db

WORDS = "The sandpiper by the water.\nTwo chairs,  and <b>nobody</b> in them & ünï"


@pytest.fixture
def step(anna: Person) -> str:
    """The address of the first step of week 1 that has an exercise."""
    steps = edition_steps(anna.enrolment.edition_id, 1)
    return next(f"/week/1/{each.number}/" for each in steps if count(each.html))


@pytest.fixture
def unlocked(anna: Person) -> PrivateKey:
    return anna.private


def page(person: Person, url: str) -> dict[str, Any]:
    return form_of(person.client.get(url), "form[data-autosave]")


def write(person: Person, url: str, text: str, **more: Any) -> Any:
    """Typed into the page as it stands, and saved."""
    return person.client.post(url, page(person, url) | {"note-1": text.replace("\n", "\r\n")} | more)


def box(person: Person, url: str) -> str:
    (area,) = soup(person.client.get(url)).select("textarea[name=note-1]")
    return area.get_text().removeprefix("\n")


def test_a_note_is_saved_and_shown_again(anna: Person, step: str) -> None:
    response = write(anna, step, WORDS)
    assert response["Location"] == f"{step}?saved=note-1#note-1"
    assert box(anna, step) == WORDS
    assert "Only you can read this. Your therapist does not see it." in anna.client.get(step).content.decode()
    kept = anna.client.get("/progress/kept/").content.decode()
    assert "The sandpiper by the water." in kept
    assert "&lt;b&gt;nobody&lt;/b&gt;" in kept
    assert "The sandpiper by the water." in anna.client.get("/week/1/all/").content.decode()


def test_it_is_sealed_to_its_writer_alone(anna: Person, therese: Person, stina: Person, step: str) -> None:
    """Neither the therapist's nor the supervisor's key opens it, nor the case key that both can reach."""
    write(anna, step, WORDS)
    row = StepNote.objects.get()
    assert opened(row, anna.private) == WORDS
    for other in (therese, stina):
        with pytest.raises(SealBroken):
            holders.open_for(private=other.private, row=row, field="text")
    with pytest.raises(SealBroken):
        sealing.open(anna.case_key, row, "text")


def test_a_dump_holds_no_word_of_it(anna: Person, step: str) -> None:
    write(anna, step, WORDS)
    assert not thief.found(["sandpiper"], thief.dump())


def test_staff_pages_have_no_word_of_it(anna: Person, therese: Person, step: str) -> None:
    write(anna, step, WORDS)
    base = f"/staff/case/{anna.account_id}/"
    for url in (base, f"{base}week/1/", f"{base}timeline/", f"{base}messages/"):
        assert "sandpiper" not in therese.client.get(url).content.decode()


def test_an_empty_box_removes_it(anna: Person, step: str) -> None:
    write(anna, step, WORDS)
    write(anna, step, "  \n")
    assert not StepNote.objects.exists()
    write(anna, step, "")
    assert not StepNote.objects.exists()


def test_it_is_saved_in_the_background(anna: Person, step: str) -> None:
    fields = page(anna, step) | {"autosave": "1", "note-1": "one"}
    answer = anna.client.post(step, fields).json()
    assert answer["saved"]
    again = anna.client.post(step, fields | {"base": answer["base"], "note-1": "one two"}).json()
    assert (again["saved"], again["base"]) == (True, answer["base"] + 1)
    assert box(anna, step) == "one two"


def test_two_windows_lose_no_word(anna: Person, step: str) -> None:
    first, second = page(anna, step), page(anna, step)
    anna.client.post(step, first | {"note-1": "from the first"})
    answer = anna.client.post(step, second | {"note-1": "from the sec", "autosave": "1"}).json()
    assert answer["saved"] is False
    assert anna.client.post(step, second | {"note-1": "from the second"})["Location"] == f"{step}#note-1"
    assert box(anna, step) == "from the first\n\nfrom the second"
    assert "You have written in two windows." in anna.client.get(step).content.decode()
    assert StepNote.objects.count() == 2
    write(anna, step, "both together")
    assert StepNote.objects.count() == 1
    assert box(anna, step) == "both together"


def test_what_was_written_aside_after_it_was_shown_stays(anna: Person, step: str) -> None:
    first, second = page(anna, step), page(anna, step)
    anna.client.post(step, first | {"note-1": "first"})
    anna.client.post(step, second | {"note-1": "second", "autosave": "1"})
    shown = page(anna, step)
    anna.client.post(step, second | {"note-1": "second, and more", "autosave": "1"})
    anna.client.post(step, shown | {"note-1": "first and second"})
    assert box(anna, step) == "first and second\n\nsecond, and more"


def test_one_window_twice_in_an_unknown_order_loses_nothing(anna: Person, step: str) -> None:
    fields = page(anna, step)
    anna.client.post(step, fields | {"note-1": "the later words", "autosave": "1"})
    anna.client.post(step, fields | {"note-1": "the earlier", "autosave": "1"})
    assert set(box(anna, step).split("\n\n")) == {"the later words", "the earlier"}


@pytest.mark.parametrize(
    "posted", [{}, {"note-9": "x"}, {"note-0": "x"}, {"joined": "nonsense x:y 1:2"}, {"note-1": "x", "base": "-5"}]
)
def test_what_a_stranger_may_post_raises_nothing(anna: Person, step: str, posted: dict[str, str]) -> None:
    assert anna.client.post(step, posted).status_code == 302
    assert StepNote.objects.count() == ("note-1" in posted)


def test_nobody_writes_in_a_closed_week_or_elsewhere(anna: Person, sol: Person, therese: Person, step: str) -> None:
    for person, url in ((anna, "/week/3/1/"), (sol, step), (therese, step)):
        assert person.client.post(url, {"note-1": "x"}).status_code == 404
    assert not StepNote.objects.exists()


def test_a_step_without_exercise_takes_no_note(anna: Person) -> None:
    steps = edition_steps(anna.enrolment.edition_id, 1)
    url = next(f"/week/1/{each.number}/" for each in steps if not count(each.html))
    assert anna.client.post(url, {"note-1": "x"}).status_code == 302
    assert not StepNote.objects.exists()


def test_a_new_passphrase_changes_nothing(anna: Person, step: str) -> None:
    write(anna, step, WORDS)
    holders.relock(private=anna.private, secret="another six words that nobody knows", forgiving=True)
    renewed = holders.unlock(holder=anna.account_id, secret="another six words that nobody knows")
    assert renewed is not None
    assert opened(StepNote.objects.get(), renewed) == WORDS


def test_it_is_erased_with_the_account(anna: Person, step: str) -> None:
    write(anna, step, WORDS)
    row, private = StepNote.objects.get(), anna.private
    joining.erase(account=anna.account, today=clock.today())
    assert not StepNote.objects.exists()
    assert holders.unlock(holder=anna.account_id, secret=anna.secret) is None
    assert opened(row, private) == WORDS  # whoever holds the key by itself, which is nowhere any more


@given(st.lists(st.tuples(st.booleans(), st.text("ab \n", max_size=6)), max_size=6))
@example([(False, "a"), (True, "a"), (False, "")])
@example([(True, "a"), (False, "ba"), (False, ""), (False, "b"), (True, "c")])
@at_most(20, suppress=[HealthCheck.function_scoped_fixture])
def test_whatever_two_windows_save_the_last_word_of_each_is_there(
    anna: Person, unlocked: PrivateKey, saves: list[tuple[bool, str]]
) -> None:
    """Every text that a window saved last, and that it did not itself empty, stands in the box afterwards."""
    StepNote.objects.all().delete()
    place = Place(anna.enrolment, week=1, number=4, step="goals", exercise=1)
    keys, bases, last = {True: uuid4(), False: uuid4()}, {True: 0, False: 0}, {True: "", False: ""}
    for window, text in saves:
        written = Written(text=text, base=bases[window], form_key=keys[window])
        saved = save_note(place=place, written=written, private=unlocked, by=anna.account_id)
        bases[window] = bases[window] if saved.overtaken else saved.base
        last[window] = text
    shown = [opened(row, unlocked) for row in StepNote.objects.all()]
    assert all(any(text in each for each in shown) for text in last.values() if text.strip())
