"""The forms of the clinical review: what *Approve* asks in the studio, and what is settled about it at the desk."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.forms import TaskStateCommentForm

from worksheets.overtaken import Seen, who


class AnswerForm(TaskStateCommentForm):
    """What is said with an answer, and to which task: `state`. Another one may wait by the time it arrives."""

    comment = forms.CharField(label=gettext_lazy("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    state = forms.CharField(required=False, widget=forms.HiddenInput)


class ReviewForm(AnswerForm):
    """Approving takes a tick at every line; what was ticked and written is shown again where one is missing.

    `seen` names the draft that was the newest when the window was opened, and what is approved is that one. Where
    somebody else has saved another since, the comment stays, the ticks go, and the window is about the new one.
    """

    data: Any
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = list(items)
        if self.items:
            self.fields["ticked"] = forms.MultipleChoiceField(
                label=gettext_lazy("What you looked at"),
                choices=[(item, item) for item in self.items],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self.order_fields(["ticked", "comment"])

    def clean_seen(self) -> str:
        token: str = self.cleaned_data["seen"]
        seen = Seen.read(token)
        newer = seen.overtaken_by() if seen else None
        if seen is None or newer is not None:
            self.data = {name: text for name, text in self.data.items() if name != "ticked"}
            told = who(newer) if newer else {"name": _("Somebody")}
            raise ValidationError(
                _(
                    "%(name)s has changed it since you opened this: look at it again, and tick again what you looked "
                    "at. Nothing is approved yet, and your comment is still here."
                )
                % told
            )
        return token

    def clean_ticked(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["ticked"]
        open_still = [item for item in self.items if item not in ticked]
        if open_still:
            raise ValidationError(
                _("Tick every line before you approve. Nothing is approved yet, and nothing is lost. Open: %(lines)s")
                % {"lines": " · ".join(open_still)}
            )
        return ticked


MOST_LINES = 20
LONGEST_LINE = 200


class ReviewDeskForm(forms.Form):
    """Which programmes need the review, by slug, and what is ticked in each task, a line for each thing."""

    def __init__(
        self, *args: Any, programs: Sequence[Any], tasks: Sequence[Any], may_drop: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.programs, self.tasks, self.may_drop = programs, tasks, may_drop
        self.fields["needed"] = forms.MultipleChoiceField(
            label=gettext_lazy("Programmes that need it"),
            help_text=gettext_lazy(
                "No edition of these is published without a signature under every page and worksheet."
            ),
            choices=[(program.slug, program.title) for program in programs],
            initial=[program.slug for program in programs if program.needs_review],
            widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
            required=False,
        )
        for task in tasks:
            self.fields[task.kind] = forms.CharField(
                label=task.get_kind_display(),
                help_text=gettext_lazy("One line for each thing. Whoever approves ticks each of them."),
                initial=task.checklist,
                widget=forms.Textarea(attrs={"rows": 6}),
                error_messages={"required": gettext_lazy("Leave one line at least.")},
            )

    def clean_needed(self) -> list[str]:
        """Who publishes does not decide alone that nobody signs."""
        needed: list[str] = self.cleaned_data["needed"]
        dropped = [each.title for each in self.programs if each.needs_review and each.slug not in needed]
        if dropped and not self.may_drop:
            raise ValidationError(
                _("Only the clinical lead can say that a programme needs no review any more: %(titles)s.")
                % {"titles": ", ".join(dropped)}
            )
        return needed

    def lines(self, kind: str) -> list[str]:
        return [line.strip() for line in str(self.cleaned_data[kind]).splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        for task in self.tasks:
            if task.kind not in self.cleaned_data:
                continue
            lines = self.lines(task.kind)
            if len(lines) > MOST_LINES:
                text = ngettext("Keep it to %(n)d line.", "Keep it to %(n)d lines.", MOST_LINES)
                self.add_error(task.kind, text % {"n": MOST_LINES})
            if any(len(line) > LONGEST_LINE for line in lines):
                self.add_error(task.kind, _("A line has at most %(n)d characters.") % {"n": LONGEST_LINE})
            if len(set(lines)) < len(lines):
                self.add_error(task.kind, _("The same line is there twice."))
        return self.cleaned_data
