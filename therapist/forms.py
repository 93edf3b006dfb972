"""What staff and participants may post here. Line ends are tidied; texts are otherwise kept as they were typed."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from therapist.actions.letters import Window
from therapist.actions.unsent import Unsent
from therapist.words import Words
from therapist.writing import quotes
from worksheets.letter_text import open_places

LONGEST_LETTER = 20_000
LONGEST_STEP = 300
LONGEST_MESSAGE = 8_000
SHORTEST_REASON = 10


class TextField(forms.CharField):
    """A long text. Browsers send CRLF; a text of white space only is an empty one."""

    def __init__(self, *, too_long: Any, **kwargs: Any) -> None:
        super().__init__(strip=False, error_messages={"max_length": too_long}, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text if text.strip() else ""


class LetterForm(forms.Form):
    """A letter being written. `state` is the version of the worksheet that the page showed."""

    LATER = ("send-later", "ask-later")
    ASKING = ("ask", "ask-later")
    SENDING = ("send", "send-next", "send-later", *ASKING)
    DOING = ("save", "preview", *SENDING)

    text = TextField(
        label=_("Your letter"),
        required=False,
        max_length=LONGEST_LETTER,
        too_long=_("This is longer than a letter can be here. Please shorten it; nothing is lost, it stands below."),
        widget=forms.Textarea(attrs={"rows": 18, "class": "long", "autocomplete": "off"}),
    )
    # Of two lines, since Enter in a box of one would press the first button, which sends.
    step = TextField(
        label=_("The one step you agree on"),
        required=False,
        max_length=LONGEST_STEP,
        too_long=_("A step is one or two sentences. Please shorten it; nothing is lost, it stands below."),
        help_text=_("It ends the letter, and stands on their page and above the next worksheet until the next letter."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    base = forms.IntegerField(min_value=0)
    form_key = forms.UUIDField()
    state = forms.UUIDField(required=False)
    do = forms.ChoiceField(choices=[(name, name) for name in DOING], required=False)

    @property
    def window(self) -> Window:
        return Window(form_key=self.cleaned_data["form_key"], base=self.cleaned_data["base"])

    @property
    def words(self) -> Words:
        return Words(self.cleaned_data.get("text", ""), self.cleaned_data.get("step", ""))

    @property
    def doing(self) -> str:
        return self.cleaned_data["do"] or "save"

    def append(self, more: str) -> None:
        """Put this below what was typed; where both are too long for a letter, what was typed is saved alone."""
        both = quotes.appended(self.words.text, more) if more else self.words.text
        if len(both) <= LONGEST_LETTER:
            self.cleaned_data["text"] = both
        else:
            self.add_error(None, _("With this the letter would be too long. Your letter is saved without it."))

    def is_checked(self, missing: Sequence[str]) -> bool:
        """Whether the supervisor's checklist lets it go; says kindly what is still to be ticked."""
        for line in missing:
            self.add_error(
                None, _("Not ticked yet: “%(line)s”. The letter is saved and was not sent.") % {"line": line}
            )
        return not missing

    def may_be_sent(self, version: UUID | None, *, is_last: bool, must_be_read: bool = False) -> bool:
        """Whether the letter is to be sent now; says kindly why not where it is asked for and cannot be.

        The last letter, that of the follow-up, may go without a step. One that must be read first is only asked about.
        """
        if self.doing not in self.SENDING:
            return False
        words = self.words
        if must_be_read and self.doing not in self.ASKING:
            self.add_error(
                None, _("A colleague reads this letter before it leaves. Choose who; it is saved and was not sent.")
            )
        elif not words.text:
            self.add_error("text", _("The letter is still empty, so it was not sent. Write a few lines first."))
        elif not words.step and not is_last:
            self.add_error(
                "step",
                _(
                    "The one step is still missing, so the letter was not sent; it is saved. "
                    "Name one small thing that can be done before the next worksheet."
                ),
            )
        elif open_places(f"{words.text}\n{words.step}"):
            self.add_error(
                None, _("Something in [[brackets]] is still to be written, so the letter was not sent. It is saved.")
            )
        elif self.cleaned_data["state"] != version:
            self.add_error(
                None,
                _(
                    "A newer worksheet has come in since you opened this page. Your letter is saved and was not sent; "
                    "please look at the new answers first."
                ),
            )
        return not self.errors


class MessageForm(forms.Form):
    """One message. `state` is the last one that the page showed."""

    text = TextField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        too_long=_("This is longer than one message can be. Please send it in two; nothing is lost, it stands below."),
        widget=forms.Textarea(attrs={"rows": 7, "class": "long", "autocomplete": "off"}),
    )
    form_key = forms.UUIDField()
    state = forms.IntegerField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["required"] = _("The message is still empty. Write a few words first.")

    def may_be_sent(self, newest: int | None) -> bool:
        """Whether everything that came in was on the page when this was written."""
        if newest is not None and newest > (self.cleaned_data["state"] or 0):
            self.add_error(
                None, _("A new message has come in while you were writing. Yours was not sent yet; it stands below.")
            )
        return not self.errors


class AskForm(MessageForm):
    """A participant's message. That no answer is needed hides it from nobody and from no rule.

    `about` is the week of the letter that it answers, `base` the save that it builds on. To be kept, it may be empty:
    then nothing is.
    """

    use_required_attribute = False

    no_answer = forms.BooleanField(label=_("You need not answer this"), required=False)
    about = forms.IntegerField(required=False, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=60)

    def __init__(self, *args: Any, is_sent: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = is_sent
        del self.fields["state"]

    def unsent(self, weeks: Collection[int]) -> Unsent:
        """What was typed. `weeks` are those whose letter has come: nothing else can be answered."""
        given = self.cleaned_data
        return Unsent(
            form_key=given["form_key"],
            text=given["text"],
            base=given["base"],
            about=given["about"] if given["about"] in weeks else None,
            wants_answer=not given["no_answer"],
        )


class UpToForm(forms.Form):
    """What is decided about a conversation, and the newest message that the page showed."""

    up_to = forms.IntegerField(min_value=1)


class AssignForm(forms.Form):
    """`beyond_cap`: yes, also where the therapist carries as many as were agreed. Asked for once that is so."""

    participant = forms.UUIDField()
    therapist = forms.UUIDField(error_messages={"required": _("Please choose a therapist.")})
    beyond_cap = forms.BooleanField(required=False, label=_("Yes, beyond what was agreed"))


class ReassignForm(AssignForm):
    """`instead_of` is whoever had the case when the page was shown; empty where nobody had it."""

    instead_of = forms.UUIDField(required=False)


class ReasonForm(forms.Form):
    """Why somebody reads a case that is not their own."""

    reason = forms.CharField(
        label=_("Why do you need to read it?"),
        max_length=1000,
        help_text=_("Kept with the case and seen by whoever reviews the log. One or two sentences."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Reading another therapist's case needs a reason. Nothing was opened.")},
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"].replace("\r\n", "\n")
        if len(reason) < SHORTEST_REASON:
            raise forms.ValidationError(
                ngettext("Please write at least %(n)d letter.", "Please write at least %(n)d letters.", SHORTEST_REASON)
                % {"n": SHORTEST_REASON}
            )
        return reason


class OpenForm(ReasonForm):
    """Reading a case that is not one's own, named by its alias."""

    field_order = ("alias", "reason")

    alias = forms.CharField(
        label=_("Alias"),
        max_length=60,
        help_text=_("As it stands in the caseload, for example in a therapist's question to you."),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        error_messages={"required": _("Whose case is it? Write the alias.")},
    )

    def clean_alias(self) -> str:
        return " ".join(self.cleaned_data["alias"].split())


class ColleagueForm(forms.Form):
    """What a supervisor does for one colleague."""

    READMIT, ADMIT, READ, TRUST = "readmit", "admit", "read", "trust"
    DOING = (READMIT, ADMIT, READ, TRUST)

    staff = forms.UUIDField()
    do = forms.ChoiceField(choices=[(name, name) for name in DOING])
