"""What is typed about a letter template."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from therapist.forms import TextField
from worksheets.letter_text import placeholders, problems
from worksheets.template_book import LONGEST_TEXT, LONGEST_TITLE, Asked, Wording

Choices = list[tuple[str, Any]]


class TemplateForm(forms.Form):
    """One wording. `asked` is what the worksheets of its language ask: weeks and questions are chosen from it."""

    use_required_attribute = False

    title = forms.CharField(
        label=_("Title"),
        help_text=_("What therapists choose it by; participants never see it."),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give it a title, so that it can be found.")},
    )
    week = forms.TypedChoiceField(
        label=_("Week"), required=False, coerce=lambda value: int(value) if value else None, empty_value=None
    )
    question = forms.ChoiceField(label=_("Belongs to a question"), required=False)
    text = TextField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        too_long=_("This is longer than a template can be. Please shorten it; nothing is lost, it stands below."),
        widget=forms.Textarea(attrs={"rows": 16, "class": "long", "autocomplete": "off"}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, asked: Asked, initial: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, initial=initial, **kwargs)
        self.asked = asked
        started = initial or {}
        self._choose("week", [("", _("Any week")), *_weeks(asked)], started.get("week"))
        self._choose("question", [("", _("None")), *_questions(asked)], started.get("question"))
        self.fields["text"].error_messages["required"] = _("The template is still empty. Write a few lines first.")
        self.fields["text"].help_text = _(
            "Filled in by themselves: %(known)s. Write [[in double brackets]] what the therapist has to write: "
            "a letter that still holds one cannot be sent."
        ) % {"known": placeholders()}

    def _choose(self, name: str, choices: Choices, kept: object) -> None:
        """What was chosen once can stay, also where no worksheet asks it any more."""
        field = self.fields[name]
        values = {str(value) for value, _label in _flat(choices)}
        gone = [] if kept in {None, ""} or str(kept) in values else [(str(kept), str(kept))]
        field.choices = [*choices, *gone]  # type: ignore[attr-defined]  # both are choice fields

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for sentence in problems(said.get("text", ""), self.asked.everywhere):
            self.add_error("text", sentence)
        week, question = said.get("week"), said.get("question")
        if week and question and question not in self.asked.questions.get(week, {}):
            sentence = gettext("The worksheet of week %(week)s does not ask this. Choose another one, or any week.")
            self.add_error("question", sentence % {"week": week})
        return said

    @property
    def wording(self) -> Wording:
        said = self.cleaned_data
        return Wording(title=said["title"], text=said["text"], week=said["week"], question=said["question"])


class NewTemplateForm(forms.Form):
    """Which language a new template is in, and the key of its form."""

    language = forms.ChoiceField(label=_("Language"))
    form_key = forms.UUIDField()

    def __init__(self, data: QueryDict | None = None, *, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["language"].choices = [(each, each) for each in languages]  # type: ignore[attr-defined]

    @property
    def form_key_sent(self) -> UUID:
        key: UUID = self.cleaned_data["form_key"]
        return key


def _weeks(asked: Asked) -> Choices:
    return [(str(week), f"{week}. {title}") for week, title in asked.weeks.items()]


def _questions(asked: Asked) -> Choices:
    """By week; one that several weeks ask stands at the first of them."""
    seen: set[str] = set()
    groups: Choices = []
    for week, questions in asked.questions.items():
        new = [(key, label) for key, label in questions.items() if key not in seen]
        seen.update(questions)
        if new:
            groups.append((f"{week}. {asked.weeks[week]}", new))
    return groups


def _flat(choices: Choices) -> Choices:
    return [each for value, label in choices for each in (label if isinstance(label, list) else [(value, label)])]
