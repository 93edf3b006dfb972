"""Programs, their service calendar, and the frozen editions of their weeks."""

from collections.abc import Sequence
from copy import copy
from datetime import time
from typing import ClassVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from vault.classes import FieldClasses
from vault.frozen import FrozenRow


class Assignment(models.TextChoices):
    MOST_ROOM = "most-room", _("To the therapist with most room")
    SUPERVISOR = "supervisor", _("By a supervisor")


class SecondReader(models.TextChoices):
    EVERYBODY = "everybody", _("Every letter")
    NAMED = "named", _("Letters of those whom a supervisor has named")
    NOBODY = "nobody", _("No letter has to be")


class Program(models.Model):
    """One programme as a clinic offers it. `working_days` is a mask: bit 0 is Monday, bit 6 is Sunday; `duty_days` too.

    Alerts are read on duty days between `duty_from` and `duty_until`, by the programme's clock. `places` is how many
    people may take part at once (no limit where empty); counts below `smallest_cell` are not shown in figures. A week
    that waits for a letter waits `letter_gate_days` after the worksheet; where that is empty, until the letter comes.
    A case closes `close_after_days` after the letter to the follow-up.
    Of each therapist's letters of a month, `sampled_letters` are drawn by lot for a supervisor to read.
    A letter that was sent can be taken back for `undo_seconds`; 0: it leaves at once. `second_reader`: whose letters a
    colleague reads before they leave.
    `needs_review`: no edition without a clinical reviewer's signature under each page and worksheet of it.
    `daily_mail_at`: when staff who want it are told by mail that something waits.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=60, default="Europe/Stockholm")
    working_days = models.PositiveSmallIntegerField(default=0b0011111)
    promise_days = models.PositiveSmallIntegerField(default=3)
    assignment = models.CharField(max_length=12, choices=Assignment.choices, default=Assignment.MOST_ROOM)
    joining_open = models.BooleanField(default=False)
    places = models.PositiveIntegerField(null=True)
    duty_days = models.PositiveSmallIntegerField(default=0b0011111)
    duty_from = models.TimeField(default=time(9))
    duty_until = models.TimeField(default=time(16))
    smallest_cell = models.PositiveSmallIntegerField(default=5)
    letter_gate_days = models.PositiveSmallIntegerField(null=True)
    close_after_days = models.PositiveSmallIntegerField(default=14)
    sampled_letters = models.PositiveSmallIntegerField(default=2)
    second_reader = models.CharField(max_length=9, choices=SecondReader.choices, default=SecondReader.NAMED)
    undo_seconds = models.PositiveSmallIntegerField(default=0)
    daily_mail_at = models.TimeField(default=time(8))
    needs_review = models.BooleanField(default=True)

    privacy = FieldClasses(
        plain=(
            *("slug", "title", "time_zone", "working_days", "promise_days", "assignment", "joining_open"),
            *("places", "duty_days", "duty_from", "duty_until", "smallest_cell"),
            *("letter_gate_days", "close_after_days", "sampled_letters", "daily_mail_at"),
            *("undo_seconds", "second_reader", "needs_review"),
        ),
        rows="mutable",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="duty_ends_after_it_begins", condition=models.Q(duty_until__gt=models.F("duty_from"))
            ),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class ClosingDay(models.Model):
    """A day on which nobody works, beside the days that are never working days."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="closing_days")
    day = models.DateField()

    privacy = FieldClasses(plain=("program", "day"), rows="mutable")

    class Meta:
        constraints = (models.UniqueConstraint(name="closing_day_once", fields=["program", "day"]),)

    def __str__(self) -> str:
        return f"{self.day}"


class ConsentText(FrozenRow):
    """One version of what people agree to: frozen, so that what was agreed can always be shown.

    `changed` says what is new, to those who agreed to the one before.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="consent_texts")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    parts = models.JSONField(help_text="A list of {title, html}; the first is the summary.")
    changed = models.TextField(blank=True, default="")
    sha256 = models.CharField(max_length=64)
    published_on = models.DateField()

    privacy = FieldClasses(
        plain=("program", "version", "language", "title", "parts", "changed", "sha256", "published_on"),
        rows="append-only",
    )

    class Meta:
        constraints = (models.UniqueConstraint(name="consent_version_once", fields=["program", "language", "version"]),)

    def __str__(self) -> str:
        return f"{self.version}"


class Edition(FrozenRow):
    """What a participant is pinned to on joining: a numbered, frozen copy of a programme. `published_by` is empty for
    what was published before this was kept. `holds` names the versions of what is renewed apart from the pages and was
    in force then: letter templates and risk rules, whose rows are append-only too."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=12)
    published_on = models.DateField()
    published_by = models.CharField(max_length=36, blank=True, default="")
    holds = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)

    privacy = FieldClasses(
        plain=("program", "number", "language", "published_on", "published_by", "holds", "sha256"), rows="append-only"
    )

    class Meta:
        constraints = (models.UniqueConstraint(name="edition_number_once", fields=["program", "language", "number"]),)

    def __str__(self) -> str:
        return f"{self.number}"


class WeekKind(models.TextChoices):
    """BOOSTER: a short extra week some time after the last one. It is an offer: nothing waits for it, and nobody is
    behind with it."""

    WEEK = "week", _("Week")
    FOLLOW_UP = "follow_up", _("Follow-up")
    BOOSTER = "booster", _("Booster week")


class Gate(models.TextChoices):
    """What must have happened in a week, beside its days, before the next one opens."""

    TIME = "time", _("Time only")
    WORKSHEET = "worksheet", _("The worksheet was sent")
    LETTER = "letter", _("The letter has come")


class EditionWeek(FrozenRow):
    """One week of an edition. The next opens `length_days` and its own `after_days` later, once the gate is met."""

    # What stays as it was when somebody joined, whichever edition tells the week.
    AGREED: ClassVar[Sequence[str]] = ("number", "kind", "length_days", "after_days", "gate")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="weeks")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=WeekKind.choices, default=WeekKind.WEEK)
    title = models.CharField(max_length=200)
    aim = models.CharField(max_length=400)
    minutes = models.PositiveSmallIntegerField()
    expect_html = models.TextField(blank=True)
    between_html = models.TextField(blank=True)
    length_days = models.PositiveSmallIntegerField(default=7)
    after_days = models.PositiveSmallIntegerField(default=0)
    gate = models.CharField(max_length=10, choices=Gate.choices, default=Gate.TIME)
    source_revision = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64)

    privacy = FieldClasses(
        plain=(
            *("edition", "number", "kind", "title", "aim", "minutes", "expect_html", "between_html"),
            *("length_days", "after_days", "gate", "source_revision", "sha256"),
        ),
        rows="append-only",
    )

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(name="edition_week_once", fields=["edition", "number"]),)

    def __str__(self) -> str:
        return f"{self.number}"

    # The words that stand in place of the edition's own; set by `in_words` alone.
    words: "WeekWords | None" = None
    # The edition that its reader is pinned to, where a newer one tells this week; set by `told_by` alone.
    pinned: Edition | None = None
    # The programme's newest urgent fix when it was read: its steps and worksheet are read as of the same one.
    fixes: int = 0

    @property
    def language(self) -> str:
        """What this week speaks, and its steps and worksheet with it."""
        return self.words.language if self.words else self.edition.language

    def in_words(self, words: "WeekWords | None") -> "EditionWeek":
        """The same week in another language; never saved."""
        if words is None:
            return self
        spoken = copy(self)
        spoken.words = words
        for name in WeekWords.SPOKEN:
            setattr(spoken, name, getattr(words, name))
        return spoken

    def told_by(self, other: "EditionWeek") -> "EditionWeek":
        """This week with the text of another edition's; its days and its gate stay. Never saved."""
        told = copy(other)
        told.pinned = self.edition
        for name in EditionWeek.AGREED:
            setattr(told, name, getattr(self, name))
        return told


class WeekWords(FrozenRow):
    """What one week of an edition says in a language beside the edition's own. It is there only where every step and
    the worksheet of the week are there in this language too: a week speaks one language, or another."""

    SPOKEN: ClassVar[Sequence[str]] = ("title", "aim", "expect_html", "between_html")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="week_words")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    aim = models.CharField(max_length=400)
    expect_html = models.TextField(blank=True)
    between_html = models.TextField(blank=True)
    source_revision = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64)

    privacy = FieldClasses(
        plain=(
            *("edition", "number", "language", "title", "aim", "expect_html", "between_html"),
            *("source_revision", "sha256"),
        ),
        rows="append-only",
    )

    class Meta:
        constraints = (models.UniqueConstraint(name="week_words_once", fields=["edition", "number", "language"]),)

    def __str__(self) -> str:
        return f"{self.number} {self.language}"
