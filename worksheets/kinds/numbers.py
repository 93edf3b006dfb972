"""Kinds that are answered with a number or a day."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from worksheets.kinds.inputs import Day, Number, Step
from worksheets.kinds.kind import Answer, Question, Shown, Single, as_text
from worksheets.params import Param, number, text, whole

LONGEST_SCALE = 20

STEPS = {
    "min": Param(whole(-LONGEST_SCALE, LONGEST_SCALE), required=True),
    "max": Param(whole(-LONGEST_SCALE, LONGEST_SCALE), required=True),
}
SCALE = {**STEPS, "low": Param(text, required=True), "high": Param(text, required=True)}


def scale_faults(question: Question) -> list[str]:
    """A scale must rise, and be short enough to stand in a row."""
    if 0 < question["max"] - question["min"] <= LONGEST_SCALE:
        return []
    return [_("'max' must be 1 to %(steps)d above 'min'.") % {"steps": LONGEST_SCALE}]


def range_faults(question: Question) -> list[str]:
    if "min" in question and "max" in question and question["min"] >= question["max"]:
        return [_("'max' must be above 'min'.")]
    return []


class NumberKind(Single):
    name = "number"
    params = {"min": Param(number), "max": Param(number), "unit": Param(text)}

    def faults(self) -> list[str]:
        return range_faults(self.question)

    def field(self) -> Number:
        return Number(low=self.question.get("min"), high=self.question.get("max"), unit=self.question.get("unit", ""))

    def shown(self, answer: Answer) -> Shown:
        given = as_text(answer)
        return Shown(text=f"{given} {self.question.get('unit', '')}".strip() if given else "")


class DateKind(Single):
    name = "date"

    def field(self) -> Day:
        return Day()

    def shown(self, answer: Answer) -> Shown:
        given = as_text(answer)
        try:
            return Shown(text=date_format(date.fromisoformat(given), "j F Y"))
        except ValueError:
            return Shown(text=given)


class Scale(Single):
    name = "scale"
    template = "worksheets/kinds/scale.html"
    params = SCALE

    def faults(self) -> list[str]:
        return scale_faults(self.question)

    def field(self) -> Step:
        return step(self.question)

    def shown(self, answer: Answer) -> Shown:
        given = as_text(answer)
        return Shown(text=given, out_of=self.question["max"]) if given else Shown()


def step(question: Question, label: str = "") -> Step:
    """One scale of a question with `min` and `max`, and perhaps names for its ends."""
    ends = (question.get("low", ""), question.get("high", ""))
    return Step(low=question["min"], high=question["max"], ends=ends, label=label)
