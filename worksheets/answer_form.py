"""The form of a worksheet, built from frozen questions. It asks for nothing, and loses nothing that was typed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from worksheets.kinds import KINDS, Answer, Growing, Kind, Question, ShownAnswer, kind_of
from worksheets.kinds.inputs import tidy

PREFIX = "q"


@dataclass(frozen=True)
class Part:
    """Fields of a question that stand together, under a label where there are several such groups."""

    label: str
    fields: Sequence[forms.BoundField]

    @property
    def name(self) -> str:
        """What components/rows.html calls it."""
        return self.label

    @property
    def has_errors(self) -> bool:
        return any(bound.errors for bound in self.fields)

    @property
    def has_answer(self) -> bool:
        return any(bound.value() for bound in self.fields)


@dataclass(frozen=True)
class Item:
    """One question on the page. `others` holds what another window saved for it, where that is not the same."""

    question: Question
    kind: Kind
    parts: Sequence[Part]
    others: Sequence[ShownAnswer] = ()

    @property
    def id(self) -> str:
        return f"question-{self.question['key']}"

    @property
    def help_text(self) -> str:
        """Under this name for components/field-notes.html."""
        return str(self.question.get("help", ""))

    @property
    def template(self) -> str:
        return self.kind.template

    @property
    def fields(self) -> list[forms.BoundField]:
        return [bound for part in self.parts for bound in part.fields]

    @property
    def is_wrong(self) -> bool:
        return any(part.has_errors for part in self.parts)

    @property
    def first_empty(self) -> int:
        """The place of the first group without an answer, counted from 1: where a log of days goes on."""
        return next((place for place, part in enumerate(self.parts, 1) if not part.has_answer), 0)

    @property
    def add_row(self) -> str:
        """The value of the button that adds a row; empty where none can be added."""
        may_grow = isinstance(self.kind, Growing) and self.kind.may_grow
        return f"{ADD_ROW}{self.question['key']}" if may_grow else ""

    @property
    def rows(self) -> list[tuple[Part, str]]:
        """Each row with the value of the button that takes it out; empty where there is nothing to take out."""
        names = [f"{DROP_ROW}{self.question['key']}-{place}" for place in range(len(self.parts))]
        return [(part, name if part.has_answer else "") for part, name in zip(self.parts, names, strict=True)]


ADD_ROW = "add-row-"
DROP_ROW = "drop-row-"


class AnswerForm(forms.Form):
    """Bound with `data`, or empty. `rows` asks for more rows of a question, `carried` names those brought forward."""

    use_required_attribute = False

    def __init__(
        self,
        questions: Sequence[Question],
        *,
        data: MultiValueDict[str, str] | None = None,
        rows: Mapping[str, int] | None = None,
        carried: Collection[str] = (),
    ) -> None:
        super().__init__(data, prefix=PREFIX)
        more = rows or {}
        self.kinds = [
            kind_of(question, max(self._posted_rows(question), more.get(question["key"], 0))) for question in questions
        ]
        self._suffixes: dict[str, list[str]] = {}
        for kind in self.kinds:
            fields = kind.fields()
            self._suffixes[kind.question["key"]] = list(fields)
            for suffix, each in fields.items():
                self.fields[field_name(kind.question["key"], suffix)] = each
                if kind.question["key"] in carried:
                    each.help_text = _carried_note(kind.question)

    def answers(self) -> dict[str, Answer]:
        """Every question's answer, empty ones too; where a value is not right yet, the text that was typed."""
        return {kind.question["key"]: kind.answer(self._values(kind)) for kind in self.kinds if kind.asks}

    def rows_drawn(self, key: str) -> int:
        """How many rows this question has on the page; 0 where it has none."""
        kinds = (kind for kind in self.kinds if isinstance(kind, Growing) and kind.question["key"] == key)
        return next((kind.drawn for kind in kinds), 0)

    def items(self, other: Mapping[str, Answer] | None = None) -> list[Item]:
        """The questions in order. With `other` (what another window saved), each says what differs."""
        return [Item(kind.question, kind, list(self._parts(kind)), self._differing(kind, other)) for kind in self.kinds]

    def wrong(self) -> list[forms.BoundField]:
        """The fields to look at again."""
        return [bound for bound in self if bound.errors]

    def _posted_rows(self, question: Question) -> int:
        if not issubclass(KINDS[question["kind"]], Growing):
            return 0
        start = f"{PREFIX}-{question['key']}-"
        numbers = (name.removeprefix(start).split("-")[0] for name in self.data if name.startswith(start))
        return max((int(number) + 1 for number in numbers if number.isdecimal() and len(number) <= 4), default=0)

    def _values(self, kind: Kind) -> dict[str, Any]:
        key = kind.question["key"]
        return {suffix: self._value(field_name(key, suffix)) for suffix in self._suffixes[key]}

    def _value(self, name: str) -> Any:
        """Cleaned where it could be; as it was typed where not."""
        if name not in self.errors:
            return self.cleaned_data[name]
        return tidy(self[name].data)

    def _parts(self, kind: Kind) -> Iterator[Part]:
        key = kind.question["key"]
        for group in kind.groups():
            yield Part(group.label, [self[field_name(key, suffix)] for suffix in group.suffixes])

    def _differing(self, kind: Kind, other: Mapping[str, Answer] | None) -> list[ShownAnswer]:
        if other is None or not kind.asks:
            return []
        theirs, mine = kind.shown(other.get(kind.question["key"])), kind.shown(kind.answer(self._values(kind)))
        return [] if theirs == mine else [ShownAnswer(**vars(theirs), label=_("In your other window you had written"))]


def without_row(fields: QueryDict, pressed: str) -> tuple[QueryDict, dict[str, Answer]]:
    """What was posted, less the row that the pressed button names; and that row as an answer of its question alone."""
    key, _hyphen, place = pressed.removeprefix(DROP_ROW).rpartition("-")
    start = f"{PREFIX}-{key}-{place}-"
    row = {name.removeprefix(start): str(fields[name]) for name in fields if name.startswith(start)}
    left = fields.copy()
    for name in row:
        left[f"{start}{name}"] = ""
    return left, {key: [row]} if any(text.strip() for text in row.values()) else {}


def filled_up(
    questions: Sequence[Question], mine: Mapping[str, Answer], theirs: Mapping[str, Answer]
) -> dict[str, Answer]:
    """My answers, and theirs where I gave none: an empty box has nothing to lose."""
    asked = [kind for kind in map(kind_of, questions) if kind.asks]
    keys = [kind.question["key"] for kind in asked if not kind.shown(mine.get(kind.question["key"])).is_empty]
    return {**theirs, **{key: mine[key] for key in keys}}


def _carried_note(question: Question) -> str:
    said = _("This begins with what you wrote in week %(week)d. Change it as you like.") % {"week": question["week"]}
    return f"{said} {question.get('help', '')}".strip()


def field_name(key: str, suffix: str) -> str:
    """Keys hold no hyphen, so no two fields can meet in one name."""
    return f"{key}-{suffix}" if suffix else key


def posted(fields: Mapping[str, Sequence[str]]) -> QueryDict:
    """Fields by name, each a list of texts, as if they had been posted."""
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, list(values))
    return data


def as_posted(questions: Sequence[Question], answers: Mapping[str, Answer]) -> QueryDict:
    """Answers as the form would post them, so that what was kept unreadable in a draft is looked at again."""
    fields: dict[str, list[str]] = {}
    for question in questions:
        kind = kind_of(question)
        if kind.asks and question["key"] in answers:
            for suffix, value in kind.initial(answers[question["key"]]).items():
                name = f"{PREFIX}-{field_name(question['key'], suffix)}"
                fields[name] = [str(part) for part in value] if isinstance(value, list) else [value]
    return posted(fields)
