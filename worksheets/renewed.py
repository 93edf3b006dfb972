"""Rows that come with a pack and are renewed version by version; of `worksheets.models`, where everybody finds them."""

from django.db import models

from program.models import Program
from vault.classes import FieldClasses
from vault.frozen import FrozenRow


class RuleVersion(FrozenRow):
    """One version of one risk rule of a program; the newest of each key is in force. `definition` is what
    `worksheets.risk.rule` reads; an alert names the version that raised it."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="rule_versions")
    key = models.SlugField()
    version = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    set_on = models.DateField()
    set_by = models.CharField(max_length=36)

    privacy = FieldClasses(
        plain=("program", "key", "version", "definition", "set_on", "set_by"),
        rows="append-only",
    )

    class Meta:
        constraints = (models.UniqueConstraint(name="rule_version_once", fields=["program", "key", "version"]),)

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class LetterTemplate(FrozenRow):
    """One version of one template for letters; the newest of each key counts, unless it is retired. Without a week it
    fits any. `brought` is one that came with a pack, which the next import may renew; the clinic's own stay.

    `week` is a number as the newest edition counts. `worksheet` is the key of that week's, as the pack had it: before
    there is an edition, it alone says where the week went. Empty for the clinic's own.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="letter_templates")
    language = models.CharField(max_length=12)
    key = models.SlugField()
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    week = models.PositiveSmallIntegerField(null=True)
    worksheet = models.SlugField(blank=True, default="")
    question = models.SlugField(blank=True)
    text = models.TextField()
    retired = models.BooleanField(default=False)
    brought = models.BooleanField(default=False)
    set_on = models.DateField()
    set_by = models.CharField(max_length=36)

    privacy = FieldClasses(
        plain=(
            *("program", "language", "key", "version", "title", "week", "question", "text", "retired", "brought"),
            *("worksheet", "set_on", "set_by"),
        ),
        rows="append-only",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="letter_template_version_once", fields=["program", "language", "key", "version"]
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class StoredInstrument(FrozenRow):
    """An instrument that a clinic brought as a file (see `worksheets.measures.reader`), beside those in code."""

    key = models.SlugField()
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    imported_on = models.DateField()

    privacy = FieldClasses(
        plain=("key", "version", "language", "text", "sha256", "imported_on"),
        rows="append-only",
    )

    class Meta:
        constraints = (models.UniqueConstraint(name="stored_instrument_once", fields=["key", "version", "language"]),)

    def __str__(self) -> str:
        return f"{self.key} {self.version}"
