"""Kinds that weigh one thing against another: two sides, before and after, two scales beside each other."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from worksheets.kinds.inputs import Words
from worksheets.kinds.kind import Answer, Cell, Entry, Group, Kind, Shown, Values, as_dict, as_text, labels
from worksheets.kinds.numbers import SCALE, STEPS, scale_faults, step
from worksheets.params import Param, labelled, text

SIDE_LINES = 3
ENDS = ("before", "after")
HANDS = ("left", "right")


class TwoSided(Kind):
    """What speaks for and against; with spans, each side once for each of them."""

    name = "two_sided"
    template = "worksheets/kinds/sides.html"
    params = {"sides": Param(labelled(least=2, most=2), required=True), "spans": Param(labelled(most=4))}

    @property
    def sides(self) -> dict[str, str]:
        return labels(self.question["sides"])

    @property
    def spans(self) -> dict[str, str]:
        return labels(self.question.get("spans", []))

    def groups(self) -> list[Group]:
        return [
            Group(label, tuple(f"{side}-{span}" for span in self.spans) or (side,))
            for side, label in self.sides.items()
        ]

    def fields(self) -> dict[str, forms.Field]:
        if not self.spans:
            return {side: Words(lines=SIDE_LINES, label=label) for side, label in self.sides.items()}
        spans = self.spans.items()
        return {f"{side}-{span}": Words(lines=SIDE_LINES, label=label) for side in self.sides for span, label in spans}

    def initial(self, answer: Answer) -> dict[str, Any]:
        given = as_dict(answer)
        if not self.spans:
            return {side: as_text(given.get(side)) for side in self.sides}
        spans = {side: as_dict(given.get(side)) for side in self.sides}
        return {f"{side}-{span}": as_text(spans[side].get(span)) for side in self.sides for span in self.spans}

    def answer(self, values: Values) -> Answer:
        if not self.spans:
            return {side: values[side] for side in self.sides}
        return {side: {span: values[f"{side}-{span}"] for span in self.spans} for side in self.sides}

    def shown(self, answer: Answer) -> Shown:
        given = self.initial(answer)
        if not self.spans:
            sides = tuple(Cell(label, given[side]) for side, label in self.sides.items() if given[side])
            text = "\n\n".join(f"{side.label}:\n{side.text}" for side in sides)
            return Shown(text=text, entries=(Entry(cells=sides),) if sides else ())
        if not any(given.values()):
            return Shown()
        return Shown(
            rows=tuple(
                (Cell(_("When"), label), *(Cell(name, given[f"{side}-{span}"]) for side, name in self.sides.items()))
                for span, label in self.spans.items()
            )
        )


class BeforeAfter(Kind):
    """The same scale twice."""

    name = "before_after"
    template = "worksheets/kinds/scales.html"
    params = {**SCALE, "before": Param(text, required=True), "after": Param(text, required=True)}

    def faults(self) -> list[str]:
        return scale_faults(self.question)

    def fields(self) -> dict[str, forms.Field]:
        return {end: step(self.question, self.question[end]) for end in ENDS}

    def initial(self, answer: Answer) -> dict[str, Any]:
        return {end: as_text(as_dict(answer).get(end)) for end in ENDS}

    def answer(self, values: Values) -> Answer:
        return {end: values[end] for end in ENDS}

    def shown(self, answer: Answer) -> Shown:
        given = self.initial(answer)
        return Shown(lines=tuple(self._line(end, value) for end, value in given.items() if value))

    def _line(self, end: str, value: str) -> str:
        said = {"label": self.question[end], "value": value, "top": self.question["max"]}
        return _("%(label)s: %(value)s out of %(top)s") % said


class TwoScales(Kind):
    """Each item on two scales, such as how much it matters and how far one lives by it."""

    name = "two_scales"
    template = "worksheets/kinds/scales.html"
    params = {
        **STEPS,
        "items": Param(labelled(most=20), required=True),
        "left": Param(text, required=True),
        "right": Param(text, required=True),
    }

    @property
    def items(self) -> dict[str, str]:
        return labels(self.question["items"])

    def faults(self) -> list[str]:
        return scale_faults(self.question)

    def groups(self) -> list[Group]:
        return [Group(label, tuple(f"{item}-{hand}" for hand in HANDS)) for item, label in self.items.items()]

    def fields(self) -> dict[str, forms.Field]:
        return {f"{item}-{hand}": step(self.question, self.question[hand]) for item in self.items for hand in HANDS}

    def initial(self, answer: Answer) -> dict[str, Any]:
        given = {item: as_dict(as_dict(answer).get(item)) for item in self.items}
        return {f"{item}-{hand}": as_text(given[item].get(hand)) for item in self.items for hand in HANDS}

    def answer(self, values: Values) -> Answer:
        return {item: {hand: values[f"{item}-{hand}"] for hand in HANDS} for item in self.items}

    def shown(self, answer: Answer) -> Shown:
        given = self.initial(answer)
        if not any(given.values()):
            return Shown()
        heads = [(hand, self.question[hand]) for hand in HANDS]
        return Shown(
            rows=tuple(
                (Cell("", label), *(Cell(head, given[f"{item}-{hand}"], number=True) for hand, head in heads))
                for item, label in self.items.items()
            )
        )
