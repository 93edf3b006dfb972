"""Who takes part, as far as anybody here may know."""

from django.db import models

from program import letter_languages
from program.choices import Continent
from program.models.accounts import Account
from program.models.programs import ConsentText
from vault.classes import FieldClasses
from vault.fields import WrappedField
from vault.frozen import FrozenRow


class Participant(models.Model):
    """One case. Its id is the account's id and the id of the case key, of which this row keeps two sealed copies.

    `idle_minutes`: after how long their pages are covered; 0 for never. Kept here, since nothing is kept in a browser.
    `letters_in` is the language that they want their letters in; empty for the clinic's first one.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="participant")
    alias = models.CharField(max_length=60, unique=True)
    continent = models.CharField(max_length=16, choices=Continent.choices)
    adult = models.BooleanField()
    letters_in = models.CharField(max_length=12, blank=True, default="")
    own_key = WrappedField(case_field="account_id", null=True)
    supervision_key = WrappedField(case_field="account_id", null=True)
    sequence = models.PositiveIntegerField(default=0)
    idle_minutes = models.PositiveSmallIntegerField(default=5)

    privacy = FieldClasses(
        server=("own_key", "supervision_key"),
        plain=("account", "alias", "continent", "adult", "letters_in", "sequence", "idle_minutes"),
        rows="mutable",
    )

    class Meta:
        constraints = (models.CheckConstraint(name="participant_is_adult", condition=models.Q(adult=True)),)

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def language(self) -> str:
        """The one that letters come in."""
        return self.letters_in or letter_languages.main()

    @property
    def language_said(self) -> str:
        return letter_languages.said(self.letters_in)


class Consent(FrozenRow):
    """That a participant agreed to one version of the text, and on which day."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT)
    given_on = models.DateField()

    privacy = FieldClasses(plain=("participant", "text", "given_on"), rows="append-only")

    class Meta:
        constraints = (models.UniqueConstraint(name="one_consent_a_version", fields=["participant", "text"]),)

    def __str__(self) -> str:
        return str(self.pk)
