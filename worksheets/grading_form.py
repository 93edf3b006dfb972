"""The form of the short questions: yes, no, or nothing."""

from django import forms
from django.utils.translation import gettext as _

from worksheets.kinds.inputs import Choice, Radios
from worksheets.risk.grading import NO, QUESTIONS, YES


class GradingForm(forms.Form):
    """Nothing is required, and nothing that is posted is an error: what is neither yes nor no is a blank."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for key, question in QUESTIONS.items():
            beside = Radios(attrs={"class": "choices-inline"})
            self.fields[key] = Choice(options={YES: _("Yes"), NO: _("No")}, widget=beside, label=question)

    def answers(self) -> dict[str, str]:
        return {key: self.cleaned_data.get(key, "") for key in QUESTIONS}
