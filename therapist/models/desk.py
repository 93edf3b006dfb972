"""What members of staff leave on the desk for each other and for themselves: no text, nothing about a participant."""

from uuid import uuid4

from django.db import models

from program.models import Account, Participant
from vault.classes import FieldClasses


class Writing(models.Model):
    """Somebody is writing in this case now: made by each save of a letter, and over by itself minutes after the last.

    `until` is rounded to five minutes: to the hour, a colleague would be kept waiting by somebody who stopped long ago.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+", db_index=False)
    staff = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    until = models.DateTimeField()

    privacy = FieldClasses(plain=("participant", "staff", "until"), rows="mutable")

    class Meta:
        constraints = (models.UniqueConstraint(name="one_writing_mark", fields=["participant", "staff"]),)

    def __str__(self) -> str:
        return str(self.id)


class KeptFilter(models.Model):
    """A filter of the inbox that somebody keeps as a link. Its name is made of its address: nobody types one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    staff = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    address = models.CharField(max_length=80)

    privacy = FieldClasses(plain=("staff", "address"), rows="mutable")

    class Meta:
        constraints = (models.UniqueConstraint(name="filter_kept_once", fields=["staff", "address"]),)

    def __str__(self) -> str:
        return str(self.id)
