"""What operators write about colleagues, and what the audit log is asked."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from program.actions.staffing import roles_of, standing
from program.audit.log import Asked
from program.audit.record import SYSTEM
from program.models import Account, Role

MOST_CASES = 500
LONGEST_NAME = 80
LONGEST_ACTOR = 36
COMMAND_LINE = "command line"
OFF = {"autocomplete": "off"}

ROLE_WORDS = {
    Role.THERAPIST: _("Therapist: reads the cases assigned to them, writes letters"),
    Role.SUPERVISOR: _("Supervisor: once another supervisor lets them in, reads any case with a reason"),
    Role.LEAD: _("Clinical lead: signs the go-live list, keeps rules and thresholds"),
    Role.EDITOR: _("Editor: writes the programme's text and sends it for review"),
    Role.REVIEWER: _("Clinical reviewer: comments on the text and signs it off"),
    Role.TRANSLATOR: _("Translator: writes the text in other languages, nothing else"),
    Role.PUBLISHER: _("Publisher: publishes pages and editions"),
    Role.RESEARCHER: _("Researcher: reads figures"),
    Role.OPERATOR: _("Operator: runs the service, keeps this list"),
}


class RolesForm(forms.Form):
    """`seen` says which roles and capacity the form showed, so that nobody undoes what a colleague just did."""

    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"),
        coerce=Role,
        choices=list(ROLE_WORDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
    )
    capacity = forms.IntegerField(
        label=_("Capacity"),
        help_text=_("For therapists: how many cases come to them by themselves. 0 means none do."),
        min_value=0,
        max_value=MOST_CASES,
        initial=30,
        widget=forms.NumberInput(attrs={**OFF, "class": "short"}),
        error_messages={"required": _("Please write a number, 0 or more.")},
    )
    seen = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    @classmethod
    def of(cls, account: Account) -> "RolesForm":
        roles = roles_of(account)
        seen = standing(roles, account.capacity)
        return cls(initial={"roles": [role.value for role in roles], "capacity": account.capacity, "seen": seen})

    def once_more(self, now: str) -> "RolesForm":
        """What was chosen, to be sent again on top of what a colleague saved meanwhile."""
        again = RolesForm({"roles": self.cleaned_data["roles"], "capacity": self.cleaned_data["capacity"], "seen": now})
        words = [str(role.label) for role in Role if role.value in now.split()]
        said = _(
            "Somebody changed this meanwhile; it is now: %(roles)s, capacity %(capacity)s. Save to change it again."
        )
        again.add_error(None, said % {"roles": ", ".join(words) or _("no role"), "capacity": now.split()[-1]})
        return again


class InviteForm(RolesForm):
    """Somebody new. An address is checked for its shape only: mail never carries the invitation."""

    seen = None  # type: ignore[assignment]  # how Django is told to leave a field out
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("They sign in with it. No mail is sent to it now."),
        widget=forms.EmailInput(attrs={**OFF, "class": "short"}),
        error_messages={"required": _("Please write their address.")},
    )
    work_name = forms.CharField(
        label=_("Work name"),
        help_text=_("Letters are signed with it, and participants see it. A first name is enough."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={**OFF, "class": "short"}),
        error_messages={"required": _("Please write the name they work under.")},
    )

    field_order = ("email", "work_name", "roles", "capacity")

    def clean_roles(self) -> Collection[Role]:
        roles: Collection[Role] = self.cleaned_data["roles"]
        if not roles:
            raise forms.ValidationError(_("Please choose at least one role."))
        return roles


class SureForm(forms.Form):
    """A tick, before something that cannot be taken back."""

    sure = forms.BooleanField(error_messages={"required": _("Please tick this first. Nothing was changed.")})

    def __init__(self, data: Any = None, *, words: StrOrPromise, name: str) -> None:
        super().__init__(data, auto_id=f"{name}_%s")
        self.fields["sure"].label = words


class LogForm(forms.Form):
    """Whom and what to look for in the log. `aliases` finds the id behind an alias; None for whoever sees no alias."""

    first_day = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    last_day = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    case = forms.CharField(label=_("Case"), required=False, max_length=60, widget=forms.TextInput(attrs=OFF))
    subject = forms.CharField(label=_("About"), required=False, max_length=80, widget=forms.TextInput(attrs=OFF))

    field_order = ("verb", "actor", "case", "subject", "first_day", "last_day")

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        verbs: Sequence[str],
        names: Mapping[str, str],
        aliases: Callable[[str], UUID | None] | None = None,
    ) -> None:
        super().__init__(data or None)
        self.aliases = aliases
        actor = data.get("actor", "")
        others = {SYSTEM: _("The service"), COMMAND_LINE: _("Command line")}
        known = {**others, **names}
        if actor and len(actor) <= LONGEST_ACTOR:
            known.setdefault(actor, actor)
        self.fields["verb"] = forms.ChoiceField(
            label=_("What"), required=False, choices=[("", _("Everything")), *((verb, verb) for verb in verbs)]
        )
        self.fields["actor"] = forms.ChoiceField(
            label=_("Who"), required=False, choices=[("", _("Everybody")), *known.items()]
        )
        self.order_fields(self.field_order)

    def clean_case(self) -> str:
        """The id; an alias leads to one only for those who see aliases."""
        typed = str(self.cleaned_data["case"])
        found = _uuid_in(typed) or (self.aliases(typed) if self.aliases and typed else None)
        if typed and not found:
            raise forms.ValidationError(
                _("Nobody has this alias or id.") if self.aliases else _("This is not the id of a case.")
            )
        return str(found or "")

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first."))
        return self.cleaned_data

    def asked(self, after: str) -> Asked | None:
        """What to look up; everything where nothing was asked, and None where it could not be understood."""
        if not self.is_bound:
            return Asked(after=after)
        return Asked(**self.cleaned_data, after=after) if self.is_valid() else None


def _uuid_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
