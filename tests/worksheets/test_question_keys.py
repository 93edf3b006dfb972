"""An answer stored under a key always belongs to a question of the same kind, whatever editors do."""

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tries import at_most
from worksheets.question_keys import Asked, Before, Placed, settle, slug, tidy, unused

KINDS = ("scale", "long_text", "rows")
LABELS = ("How is your mood?", "How is your sleep?", "سؤال", "7 days", "")


def asked(kind: str, label: str, *, edition: int = 1) -> Asked:
    return Asked(kind, frozenset({tidy(label)}), label, edition)


MOOD = Before(saved={"a": "mood"}, published={"mood": asked("scale", "How is your mood?")})


def one(question: Placed, before: Before = MOOD) -> tuple[str, str]:
    settled = settle([question], before)
    return settled.keys[0], settled.refused.get(0, "")


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Hur mår du?", "hur_mar_du"),
        ("7 days", "days"),
        ("سؤال", "question"),
        ("", "question"),
        ("What was going on just before you noticed it?", "what_was_going_on_just_before_you"),
    ],
)
def test_a_key_is_made_from_the_label(label: str, key: str) -> None:
    assert slug(label) == key
    assert unused(key, {key, f"{key}_2"}) == f"{key}_3"


def test_an_edit_of_wording_keeps_the_key() -> None:
    assert one(Placed("a", "scale", "And your mood today?", "mood")) == ("mood", "")
    assert one(Placed("a", "scale", "And your mood today?", "")) == ("mood", "")


def test_a_change_of_kind_makes_a_new_question_and_says_so() -> None:
    settled = settle([Placed("b", "long_text", "Mood")], MOOD)
    assert (settled.keys, settled.refused) == (["mood_2"], {})
    assert "it is a new question, with the key “mood_2”" in settled.told[0]


def test_a_key_that_was_typed_for_another_kind_is_refused_with_one_that_would_do() -> None:
    key, sentence = one(Placed("b", "long_text", "Mood", "mood"))
    assert key == "mood"
    assert "A change of kind makes a new question: leave the key empty, and it becomes “mood_2”." in sentence


def test_a_retired_key_is_not_given_to_a_different_question() -> None:
    assert "was the key of “How is your mood?” in edition 1" in one(Placed("b", "scale", "Your energy", "mood"))[1]


def test_a_question_that_comes_back_goes_on_with_its_key() -> None:
    assert one(Placed("b", "scale", "  how is your MOOD?", "mood")) == ("mood", "")
    assert one(Placed("b", "scale", "How is your mood?", "")) == ("mood", "")


def test_a_published_key_is_not_renamed() -> None:
    assert "was published with the key “mood”" in one(Placed("a", "scale", "How is your mood?", "feeling"))[1]
    unpublished = replace(MOOD, published={})
    assert one(Placed("a", "scale", "How is your mood?", "feeling"), unpublished) == ("feeling", "")


def test_two_questions_do_not_swap_their_keys() -> None:
    before = Before(
        saved={"a": "mood", "b": "sleep"}, published={"mood": asked("scale", "Mood"), "sleep": asked("scale", "Sleep")}
    )
    settled = settle([Placed("a", "scale", "Mood", "sleep"), Placed("b", "scale", "Sleep", "mood")], before)
    assert list(settled.refused) == [0, 1]


def test_a_copy_gets_a_key_of_its_own_wherever_it_stands() -> None:
    settled = settle([Placed("b", "scale", "Mood", "mood"), Placed("a", "scale", "Mood", "mood")], MOOD)
    assert settled.keys == ["mood_2", "mood"]
    assert "It is a question of its own now" in settled.told[0]


def test_a_translation_takes_the_key_of_the_question_it_translates() -> None:
    before = replace(MOOD, saved={}, twins={"mood": "scale"})
    assert one(Placed("x", "scale", "Hur mår du?", "mood"), before) == ("mood", "")


def test_a_new_key_does_not_meet_one_of_another_kind_in_another_week() -> None:
    before = Before(elsewhere={"mood": {"scale"}})
    assert one(Placed("x", "long_text", "Mood"), before)[0] == "mood_2"
    assert one(Placed("x", "scale", "Mood"), before)[0] == "mood"


@dataclass
class Studio:
    """A worksheet with its last draft and all its editions."""

    draft: list[Placed] = field(default_factory=list)
    published: dict[str, Asked] = field(default_factory=dict)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    made: int = 0

    def save(self, form: list[Placed]) -> None:
        """What is refused is not saved."""
        before = Before({each.id: each.key for each in self.draft}, dict(self.published))
        settled = settle(form, before)
        if not settled.refused:
            self.draft = [replace(each, key=key) for each, key in zip(form, settled.keys, strict=True)]

    def publish(self) -> None:
        for each in self.draft:
            known = self.published.get(each.key)
            labels = (known.labels if known else frozenset()) | {tidy(each.label)}
            self.published[each.key] = Asked(each.kind, labels, each.label, 1)
            self.kinds.setdefault(each.key, set()).add(each.kind)

    def edit(self, data: st.DataObject) -> None:
        form = list(self.draft)
        place = data.draw(st.integers(0, max(len(form) - 1, 0)))
        act = data.draw(
            st.sampled_from(("add", "reword", "move", "remove", "kind", "copy", "type", "clear", "publish"))
        )
        self.made += 1
        if act == "publish":
            self.publish()
            return
        if act == "add" or not form:
            typed = data.draw(st.sampled_from(("", "how_is_your_mood", "days")))
            kind, label = data.draw(st.sampled_from(KINDS)), data.draw(st.sampled_from(LABELS))
            form.insert(place, Placed(f"b{self.made}", kind, label, typed))
        else:
            self._change(form, place, act, data)
        self.save(form)

    def _change(self, form: list[Placed], place: int, act: str, data: st.DataObject) -> None:
        chosen = form.pop(place)
        if act == "remove":
            return
        new = {
            "reword": lambda: replace(chosen, label=data.draw(st.sampled_from(LABELS))),
            "kind": lambda: replace(chosen, id=f"b{self.made}", kind=data.draw(st.sampled_from(KINDS))),
            "type": lambda: replace(chosen, key=data.draw(st.sampled_from(("how_is_your_mood", "days", "other")))),
            "clear": lambda: replace(chosen, key=""),
        }.get(act, lambda: chosen)()
        form.insert(data.draw(st.integers(0, len(form))), new)
        if act == "copy":
            form.insert(data.draw(st.integers(0, len(form))), replace(chosen, id=f"b{self.made}"))


@at_most(150)
@given(data=st.data(), steps=st.integers(1, 25))
def test_whatever_editors_do_a_key_is_one_question_of_one_kind(data: st.DataObject, steps: int) -> None:
    studio = Studio()
    for _step in range(steps):
        studio.edit(data)
        keys = [each.key for each in studio.draft]
        assert all(keys)
        assert len(set(keys)) == len(keys)
        assert all(
            studio.published[each.key].kind == each.kind for each in studio.draft if each.key in studio.published
        )
    studio.publish()
    assert all(len(kinds) == 1 for kinds in studio.kinds.values())
