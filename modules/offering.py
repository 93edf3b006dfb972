"""What steps can depend on, in plain words: the arms of a programme, and the choices of its earlier worksheets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from modules.conditions import KINDS, Condition, chosen
from program.arms import arms_of
from worksheets.blocks import frozen_questions

if TYPE_CHECKING:
    from modules.models import ModulePage, ProgrammePage

Choices = list[tuple[str, Any]]


@dataclass(frozen=True)
class Asked:
    """A question of a worksheet with few answers to choose from."""

    label: str
    options: Mapping[str, str]


@dataclass(frozen=True)
class Offer:
    """The arms by key, and the questions by week and key, that conditions of this programme can name."""

    arms: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[tuple[int, str], Asked] = field(default_factory=dict)

    def in_words(self, condition: Condition) -> Condition:
        """With its sentence; what is gone is named by its key."""
        asked = self.questions.get((condition.week, condition.question))
        words = {
            "arm": self.arms.get(condition.arm, condition.arm),
            "question": asked.label if asked else condition.question,
            "answer": asked.options.get(condition.value, condition.value) if asked else condition.value,
            "week": condition.week,
        }
        if condition.arm and condition.week:
            said = _(
                "Only for people in the arm “%(arm)s” who answered “%(answer)s” to “%(question)s” in week %(week)d."
            )
        elif condition.arm:
            said = _("Only for people in the arm “%(arm)s”.")
        else:
            said = _("Only for people who answered “%(answer)s” to “%(question)s” in week %(week)d.")
        return replace(condition, said=said % words)

    def has(self, condition: Condition, week: int) -> bool:
        """Whether a step of this week can depend on it."""
        asked = self.questions.get((condition.week, condition.question))
        is_there = asked is not None and condition.value in asked.options and condition.week < week
        return (not condition.arm or condition.arm in self.arms) and (not condition.week or is_there)


def offer_of(page: "ProgrammePage", weeks: Iterable["ModulePage"]) -> Offer:
    """One statement beside the weeks with their worksheets."""
    questions = {
        (week.number, question["key"]): Asked(question["label"], _options(question))
        for week in weeks
        if week.worksheet is not None
        for question in frozen_questions(week.worksheet)
        if question["kind"] in KINDS
    }
    return Offer({arm.key: arm.title for arm in arms_of(page.program_id)}, questions)


def arm_choices(offer: Offer, used: Iterable[Condition]) -> Choices:
    gone = {each.arm for each in used if each.arm and each.arm not in offer.arms}
    return [("", _("Everybody")), *offer.arms.items(), *((key, _gone(key)) for key in sorted(gone))]


def answer_choices(offer: Offer, before: int, used: Sequence[Condition]) -> Choices:
    """By week, those of weeks before this one; what is chosen already and gone stays to be seen."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for (week, key), asked in sorted(offer.questions.items()):
        if week < before:
            group = groups.setdefault(_("Week %(number)d") % {"number": week}, [])
            group += [
                (
                    f"{week}/{key}/{value}",
                    _("“%(answer)s” to “%(question)s”") % {"answer": said, "question": asked.label},
                )
                for value, said in asked.options.items()
            ]
    gone = sorted({each.answer for each in used if each.answer and not offer.has(replace(each, arm=""), before)})
    return [("", _("Whatever people answered")), *groups.items(), *((answer, _gone(answer)) for answer in gone)]


def conditions_on(page: "ModulePage") -> Iterator[Condition]:
    """All that a page's steps depend on, as they were chosen."""
    for step in page.steps:
        found = chosen(step.value.get("only"))
        if found is not None:
            yield found
        yield from (each for each in map(_of_block, step.value["body"]) if each is not None)


def shape(page: "ModulePage") -> list[list[Condition | None]]:
    """The conditions by step and block: a translation has the same, or it would be for others."""
    return [
        [chosen(step.value.get("only")), *(each for each in map(_of_block, step.value["body"]) if each is not None)]
        for step in page.steps
    ]


def faults(page: "ProgrammePage", weeks: Sequence["ModulePage"]) -> Iterator[str]:
    """What would never hold, or would hide a whole week, said to an editor. No statement where nothing depends."""
    dependent = [(week, list(conditions_on(week))) for week in weeks]
    if not any(found for _week, found in dependent):
        return
    offer = offer_of(page, weeks)
    for week, found in dependent:
        for condition in dict.fromkeys(found):
            if not offer.has(condition, week.number):
                named = {"number": week.number, "condition": offer.in_words(condition).said}
                yield _("Week %(number)d has something that nobody would see: “%(condition)s” Choose again.") % named
        if len(week.steps) and all(chosen(step.value.get("only")) for step in week.steps):
            yield _("Week %(number)d needs at least one step for everybody.") % {"number": week.number}


def _of_block(block: Any) -> Condition | None:
    return chosen(block.value["when"]) or Condition() if block.block_type == "only" else None


def _options(question: Mapping[str, Any]) -> dict[str, str]:
    if question["kind"] == "yes_no":
        return {"yes": _("Yes"), "no": _("No")}
    return {option["value"]: option["label"] for option in question["options"]}


def _gone(key: str) -> str:
    return _("No longer there: %(key)s") % {"key": key}
