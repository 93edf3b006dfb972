"""Kinds that offer something to choose from."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from worksheets.kinds.inputs import Choice, Radios, Several, Words
from worksheets.kinds.kind import Answer, Cell, Entry, Kind, Shown, Single, Values, as_dict, as_text, labels
from worksheets.params import Param, labelled, one_of, text

OPTIONS = {"options": Param(labelled(id_name="value", least=2, most=40), required=True)}
MORE_LINES = 2


class SingleChoice(Single):
    name = "single_choice"
    params = OPTIONS

    def field(self) -> Choice:
        return Choice(options=labels(self.question["options"], "value"))

    def shown(self, answer: Answer) -> Shown:
        return Shown(text=labels(self.question["options"], "value").get(as_text(answer), ""))


class MultipleChoice(Single):
    name = "multiple_choice"
    params = OPTIONS

    def field(self) -> Several:
        return Several(options=labels(self.question["options"], "value"))

    def initial(self, answer: Answer) -> dict[str, Any]:
        return {"": answer if isinstance(answer, list) else []}

    def shown(self, answer: Answer) -> Shown:
        chosen = answer if isinstance(answer, list) else []
        options = labels(self.question["options"], "value")
        return Shown(lines=tuple(label for value, label in options.items() if value in chosen))


class YesNo(Kind):
    """Yes or no, and a few words more where one of the two asks for them."""

    name = "yes_no"
    template = "worksheets/kinds/yes_no.html"
    params = {"follow_up": Param(text, required=True), "follow_up_on": Param(one_of("yes", "no"), required=True)}

    def fields(self) -> dict[str, forms.Field]:
        said = {"yes": _("Yes"), "no": _("No")}
        beside = Radios(attrs={"class": "choices-inline"})
        label, help_text = self.question["label"], self.question.get("help", "")
        return {
            "answer": Choice(options=said, widget=beside, label=label, help_text=help_text),
            "more": Words(lines=MORE_LINES, label=self.question["follow_up"], placeholder=" "),
        }

    def initial(self, answer: Answer) -> dict[str, Any]:
        return {part: as_text(as_dict(answer).get(part)) for part in ("answer", "more")}

    def answer(self, values: Values) -> Answer:
        return {"answer": values["answer"], "more": values["more"]}

    def shown(self, answer: Answer) -> Shown:
        given = self.initial(answer)
        said = {"yes": _("Yes"), "no": _("No")}.get(given["answer"], "")
        more = Cell(self.question["follow_up"], given["more"])
        if not more.text:
            return Shown(text=said)
        written = f"{more.label}\n{more.text}"
        return Shown(text="\n\n".join(part for part in (said, written) if part), entries=(Entry(said, (more,)),))
