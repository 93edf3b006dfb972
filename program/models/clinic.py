"""What a clinic decides before and while people take part: who is on duty, whom to call, what was signed."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from program.choices import Continent, PublicPage
from program.models.accounts import Account
from program.models.programs import Program
from vault.classes import FieldClasses
from vault.frozen import FrozenRow


class DutyShift(models.Model):
    """Who looks at alerts from `first_day` to `last_day`, both included, and who if they do not."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="shifts")
    first_day = models.DateField()
    last_day = models.DateField()
    clinician = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    privacy = FieldClasses(plain=("program", "first_day", "last_day", "clinician", "deputy"), rows="mutable")

    class Meta:
        ordering = ("first_day",)
        constraints = (
            models.UniqueConstraint(name="one_shift_begins_a_day", fields=["program", "first_day"]),
            models.CheckConstraint(name="shift_ends_after_it_begins", condition=Q(last_day__gte=models.F("first_day"))),
            models.CheckConstraint(
                name="deputy_is_somebody_else", condition=Q(deputy=None) | ~Q(deputy=models.F("clinician"))
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class CrisisLine(models.Model):
    """A number people can call, by part of the world. Shown with the day on which somebody last tested it.

    No `region` means everywhere; no `country` the whole region. `doors` names what it is for (`program.choices.Door`);
    empty for everything. One `for_young` stands on the page for people under 18 only.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="crisis_lines")
    key = models.SlugField()
    region = models.CharField(max_length=16, choices=Continent.choices, blank=True)
    country = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=120)
    number = models.CharField(max_length=40)
    hours = models.CharField(max_length=120, blank=True)
    doors = models.JSONField(default=list, blank=True)
    for_young = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    tested_on = models.DateField(null=True)
    tested_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    privacy = FieldClasses(
        plain=(
            *("program", "key", "region", "country", "name", "number", "hours", "doors", "order", "is_active"),
            *("tested_on", "tested_by", "for_young"),
        ),
        rows="mutable",
    )

    class Meta:
        ordering = ("region", "country", "order", "key")
        constraints = (models.UniqueConstraint(name="crisis_line_once", fields=["program", "key"]),)

    def __str__(self) -> str:
        return self.key


class Signature(FrozenRow):
    """One line of the go-live list, signed by the clinical lead; the newest of a line counts. `words` is what was
    decided. `stands_until` is the last day on which it holds; empty where it holds until it is taken back."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="signatures")
    line = models.SlugField()
    words = models.TextField()
    signed_on = models.DateField()
    signed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    stands_until = models.DateField(null=True)
    taken_back = models.BooleanField(default=False)
    number = models.PositiveIntegerField()

    privacy = FieldClasses(
        plain=("program", "line", "words", "signed_on", "signed_by", "stands_until", "taken_back", "number"),
        rows="append-only",
    )

    class Meta:
        constraints = (models.UniqueConstraint(name="signature_once", fields=["program", "line", "number"]),)

    def __str__(self) -> str:
        return self.line


class BenefitRule(FrozenRow):
    """One version of the thresholds by which somebody counts as unlikely to benefit (see `program.benefit`)."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="benefit_rules")
    version = models.PositiveSmallIntegerField()
    thresholds = models.JSONField()
    set_on = models.DateField()
    set_by = models.CharField(max_length=36)

    privacy = FieldClasses(plain=("program", "version", "thresholds", "set_on", "set_by"), rows="append-only")

    class Meta:
        constraints = (models.UniqueConstraint(name="benefit_rule_once", fields=["program", "version"]),)

    def __str__(self) -> str:
        return f"{self.version}"


class PublicText(FrozenRow):
    """The clinic's own words on a page that anybody may read, as they were published once. The newest of each page and
    language counts; where that has no title, the clinic took its words back. `parts` hold title and HTML, and on the
    help page the key of the door that they stand behind."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    page = models.CharField(max_length=16, choices=PublicPage.choices)
    language = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=255, blank=True)
    lead = models.TextField(blank=True)
    parts = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    published_on = models.DateField()
    published_by = models.CharField(max_length=36)

    privacy = FieldClasses(
        plain=(*("page", "language", "number", "title", "lead", "parts", "sha256", "published_on", "published_by"),),
        rows="append-only",
    )

    class Meta:
        constraints = (models.UniqueConstraint(name="public_text_once", fields=["page", "language", "number"]),)

    def __str__(self) -> str:
        return f"{self.page} {self.language} {self.number}"
