"""Where somebody stands in a programme, who may read their case, and what was promised to them by when."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from program.choices import PromiseKind
from program.models.accounts import Account
from program.models.alerts import Alert
from program.models.arms import Arm
from program.models.participants import Participant
from program.models.programs import Edition, Program
from vault.classes import FieldClasses
from vault.fields import SealedField, WrappedField


class EnrolmentState(models.TextChoices):
    """RESTING: quiet for four weeks. The place went to somebody else, nothing was erased, and return stays open.

    COMPLETED: the follow-up was sent, and people still write to each other. CLOSED: nobody does any more.
    """

    INVITED = "invited", _("Invited to begin")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    RESTING = "resting", _("Resting")
    COMPLETED = "completed", _("Completed")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AgreedStep(models.Model):
    """The one step that a letter ends in, under that letter's own id. It counts once an enrolment points to it.

    A row of its own, since whatever lets a letter go at its time holds no key to seal anything with.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="agreed_steps")
    week = models.PositiveSmallIntegerField()
    words = SealedField()

    privacy = FieldClasses(sealed=("words",), plain=("participant", "week"), rows="mutable")

    def __str__(self) -> str:
        return str(self.id)


# Who waits for no therapist: whoever has finished or left, and whoever rests until they come back.
NEEDS_NO_THERAPIST = (
    EnrolmentState.COMPLETED,
    EnrolmentState.CLOSED,
    EnrolmentState.RESTING,
    EnrolmentState.WITHDRAWN,
)


class Enrolment(models.Model):
    """One participant in one programme, pinned to one edition. `started_on` is set when they begin week 1.

    `seen_on` is the newest day on which they signed in or sent something: one day, written over, and emptied when the
    case ends (docs/adr/0006). No other day of a sign-in is kept anywhere.
    `closes_on` is when the case closes, set by the letter to the follow-up; once it has closed, the day of that.
    `held_on`: since when the weeks stand still because they said that they are under 18.
    `agreed_step` is that of the newest letter that has gone out with one.
    `arm` is what chance gave them as they joined; none where the programme compares nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="enrolment")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="enrolments")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(max_length=10, choices=EnrolmentState.choices, default=EnrolmentState.INVITED)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    seen_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    held_on = models.DateField(null=True)
    agreed_step = models.ForeignKey(AgreedStep, on_delete=models.SET_NULL, null=True, related_name="+")
    arm = models.ForeignKey(Arm, on_delete=models.PROTECT, null=True, related_name="+")

    privacy = FieldClasses(
        plain=(
            *("participant", "program", "edition", "state", "started_on", "ended_on"),
            *("seen_on", "closes_on", "agreed_step", "held_on", "arm"),
        ),
        rows="mutable",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="enrolment_begun_has_start_day",
                condition=Q(state__in=["invited", "resting", "withdrawn"]) | Q(started_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Pause(models.Model):
    """Days on which the participant's clock stands still, both ends included; open-ended while `last_day` is empty."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="pauses")
    first_day = models.DateField()
    last_day = models.DateField(null=True)

    privacy = FieldClasses(plain=("enrolment", "first_day", "last_day"), rows="mutable")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_open_pause", fields=["enrolment"], condition=Q(last_day=None)),
            models.CheckConstraint(
                name="pause_ends_after_it_begins", condition=Q(last_day=None) | Q(last_day__gte=models.F("first_day"))
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class WeekFact(models.Model):
    """What happened in one week of one enrolment, as days. The first opening is latched here and never taken back.

    `sign_ins` counts how often they signed in while this was the newest week they had visited. A number only: which
    days they were is not kept, here or in the audit; the newest alone stands in the enrolment, until the next.
    `edition` is the one that the week was first read in, and is read in from then on; empty until somebody reads it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="week_facts")
    number = models.PositiveSmallIntegerField()
    opened_on = models.DateField()
    submitted_on = models.DateField(null=True)
    letter_on = models.DateField(null=True)
    sign_ins = models.PositiveIntegerField(default=0)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")

    privacy = FieldClasses(
        plain=("enrolment", "number", "opened_on", "submitted_on", "letter_on", "sign_ins", "edition"), rows="mutable"
    )

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(name="week_fact_once", fields=["enrolment", "number"]),)

    def __str__(self) -> str:
        return str(self.id)


class Promise(models.Model):
    """An answer somebody waits for, and the day it was promised. The inbox is the list of those not yet kept.

    Not `wanted`: whoever wrote said that no answer is needed; somebody still reads it by that day. `unanswered`: kept
    without an answer, when the message of this sequence was the newest; it can be taken back while it is.
    `claimed_by` has said that they answer it, until an instant on the hour; both are emptied once it is kept or over.
    `unassigned`: nobody has the case. The grants say so too, but not along an index; `actions.nobodys` keeps it true.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="promises")
    kind = models.CharField(max_length=8, choices=PromiseKind.choices)
    week = models.PositiveSmallIntegerField(default=0)
    made_on = models.DateField()
    due_on = models.DateField()
    kept_on = models.DateField(null=True)
    wanted = models.BooleanField(default=True)
    unanswered = models.PositiveIntegerField(null=True)
    claimed_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    claimed_until = models.DateTimeField(null=True)
    unassigned = models.BooleanField(default=False)

    privacy = FieldClasses(
        plain=(
            *("participant", "kind", "week", "made_on", "due_on", "kept_on", "wanted", "unanswered"),
            *("claimed_by", "claimed_until", "unassigned"),
        ),
        rows="mutable",
    )

    class Meta:
        indexes = (
            models.Index(name="promise_open", fields=["due_on", "id"], condition=Q(kept_on=None)),
            models.Index(name="promise_claimed", fields=["claimed_until"], condition=Q(claimed_until__isnull=False)),
            models.Index(name="promise_nobodys", fields=["due_on", "id"], condition=Q(kept_on=None, unassigned=True)),
        )
        constraints = (
            models.UniqueConstraint(
                name="one_open_promise", fields=["participant", "kind", "week"], condition=Q(kept_on=None)
            ),
            models.CheckConstraint(
                name="kept_promise_is_not_claimed", condition=Q(kept_on=None) | Q(claimed_by=None, claimed_until=None)
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class GrantKind(models.TextChoices):
    ASSIGNED = "assigned", _("Assigned")
    COVER = "cover", _("Cover")
    SUPERVISION = "supervision", _("Supervision")
    DUTY = "duty", _("Duty")
    READER = "reader", _("Second reader")


class CaseGrantQuerySet(models.QuerySet["CaseGrant"]):
    def in_force(self, today: date) -> "CaseGrantQuerySet":
        """Grants that open their case on this day. One whose key is gone opens nothing."""
        return self.filter(Q(last_day=None) | Q(last_day__gte=today), first_day__lte=today, case_key__isnull=False)

    def standing(self, today: date) -> "CaseGrantQuerySet":
        """Grants that are neither over nor ended: those to come, and those whose key was lost, among them."""
        with_key_today = Q(last_day=today, case_key__isnull=False)
        return self.filter(Q(last_day=None) | Q(last_day__gt=today) | with_key_today)


class CaseGrant(models.Model):
    """Leave to read one case, and the key that makes it possible: the same row. Ending it empties the key.

    `alert` is what a duty grant was made for; it ends with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="grants")
    staff = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    kind = models.CharField(max_length=12, choices=GrantKind.choices)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    alert = models.ForeignKey(Alert, on_delete=models.SET_NULL, null=True, related_name="grants")
    reason = SealedField(null=True)
    case_key = WrappedField(case_field="participant_id", null=True)

    objects = CaseGrantQuerySet.as_manager()

    privacy = FieldClasses(
        sealed=("reason",),
        server=("case_key",),
        plain=("participant", "staff", "kind", "first_day", "last_day", "alert"),
        rows="mutable",
    )

    class Meta:
        # Whoever has worked here for years has far more grants that are over than such that open something.
        indexes = (
            models.Index(name="grant_held", fields=["staff", "participant"], condition=Q(case_key__isnull=False)),
        )
        constraints = (
            models.UniqueConstraint(
                name="one_assigned_therapist",
                fields=["participant"],
                condition=Q(kind=GrantKind.ASSIGNED, case_key__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
