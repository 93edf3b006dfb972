"""What the clinical lead may change in a rule: how it looks, not at what. Everything else comes with the programme."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from program.choices import Severity
from worksheets.risk.fields import Path, RuleRefused
from worksheets.risk.reader import definition_of
from worksheets.risk.rule import Phrases, Rule

NEW = "new"
# Which key of each condition is its threshold, and what it is called.
THRESHOLDS = {
    "equals": ("value", _("Equals")),
    "at_least": ("value", _("At least")),
    "at_most": ("value", _("At most")),
    "rises_by": ("points", _("Rises by, in points")),
    "falls_by": ("points", _("Falls by, in points")),
    "blanks_at_least": ("count", _("Blank items, at least")),
    "unanswered_weeks": ("weeks", _("Weeks without an answer")),
}
SEEN = [
    ("questions", _("The short questions, then where to find help")),
    ("help", _("Where to find help")),
    ("nothing", _("Nothing: they go on as usual")),
]


class RuleForm(forms.Form):
    """Bound or not, it shows the rule as it stands. A reason is asked for: it is what the next lead reads."""

    use_required_attribute = False

    active = forms.BooleanField(
        label=_("Switched on"), help_text=_("A rule that is off finds nothing, and nobody is told."), required=False
    )
    severity = forms.ChoiceField(label=_("How soon somebody must act"), choices=Severity.choices)
    participant_sees = forms.ChoiceField(
        label=_("What the person sees next"),
        help_text=_("A rule that is only looked at interrupts nobody."),
        choices=SEEN,
    )
    act_within_hours = forms.IntegerField(
        label=_("Act within how many hours"),
        help_text=_("Empty: as usual for how soon it is."),
        min_value=1,
        max_value=1000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    threshold = forms.DecimalField(
        required=False, widget=forms.TextInput(attrs={"class": "number", "inputmode": "decimal"})
    )
    incident_steps = forms.CharField(
        label=_("What staff do first"),
        help_text=_("One step on each line. They stand with the alert, in this order."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8, "class": "long", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Why you change it"),
        help_text=_("Colleagues read it beside the rule. Nothing about one person."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "long", "autocomplete": "off"}),
        error_messages={"required": _("Please say why you change it.")},
    )

    def __init__(self, data: QueryDict | None = None, *, rule: Rule, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={**_as_it_stands(rule), **(initial or {})})
        self.rule = rule
        self.threshold_key = _threshold(rule)
        if self.threshold_key:
            self.fields["threshold"].label = THRESHOLDS[rule.condition.kind][1]
        else:
            del self.fields["threshold"]
        if not rule.incident_steps:
            del self.fields["incident_steps"]
        if isinstance(rule.condition, Phrases):
            self._ask_for_phrases(rule.condition)

    def _ask_for_phrases(self, condition: Phrases) -> None:
        """A box for each language, and one more to begin another."""
        for language in sorted(condition.phrases):
            self.fields[f"phrases-{language}"] = _lines(
                gettext("Phrases: %(language)s") % {"language": language},
                gettext("One on each line. Whole words; case and accents do not matter. Empty it to leave it out."),
                18,
            )
        self.fields["language"] = forms.CharField(
            label=_("Another language"),
            help_text=_("Its short name, such as fi."),
            required=False,
            max_length=12,
            widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        )
        self.fields[f"phrases-{NEW}"] = _lines(gettext("Its phrases"), "", 4)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def changed(self) -> dict[str, Any]:
        """The parts of the rule's definition as they were sent."""
        said, kept = self.cleaned_data, definition_of(self.rule)
        changed = {name: said[name] for name in ("active", "severity", "participant_sees", "act_within_hours")}
        if self.threshold_key:
            number = said["threshold"]
            changed["when"] = {
                **kept["when"],
                self.threshold_key: int(number) if number == int(number) else float(number),
            }
        if isinstance(self.rule.condition, Phrases):
            changed["when"] = {**kept["when"], "phrases": self._phrases(self.rule.condition)}
        if "incident_steps" in self.fields:
            changed["incident_steps"] = _each_line(said["incident_steps"])
        return changed

    def refuse(self, refused: RuleRefused) -> None:
        """Says at its field what the rule cannot be."""
        self.add_error(self._field(refused.path), refused.sentence)

    def _phrases(self, condition: Phrases) -> dict[str, list[str]]:
        said = {language: _each_line(self.cleaned_data[f"phrases-{language}"]) for language in condition.phrases}
        other = self.cleaned_data["language"].strip().lower()
        if other:
            said[other] = [*said.get(other, []), *_each_line(self.cleaned_data[f"phrases-{NEW}"])]
        return {language: phrases for language, phrases in said.items() if phrases}

    def _field(self, path: Path) -> str | None:
        names = [f"phrases-{path[-1]}", "threshold"] if path[:1] == ("when",) else [str(each) for each in path[:1]]
        return next((name for name in names if name in self.fields), None)


def _threshold(rule: Rule) -> str:
    """The key of the threshold; empty for a rule without one, and where it is an option's name."""
    name = THRESHOLDS.get(rule.condition.kind, ("", ""))[0]
    return "" if isinstance(getattr(rule.condition, name, ""), str) else name


def _as_it_stands(rule: Rule) -> dict[str, Any]:
    condition = rule.condition
    phrases = condition.phrases if isinstance(condition, Phrases) else {}
    return {
        "active": rule.active,
        "severity": rule.severity.value,
        "participant_sees": rule.participant_sees,
        "act_within_hours": rule.act_within_hours,
        "threshold": f"{getattr(condition, _threshold(rule)):g}" if _threshold(rule) else "",
        "incident_steps": "\n".join(rule.incident_steps),
        **{f"phrases-{language}": "\n".join(each) for language, each in phrases.items()},
    }


def _lines(label: str, help_text: str, rows: int) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "class": "long", "autocomplete": "off"})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=20_000, widget=area)


def _each_line(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
