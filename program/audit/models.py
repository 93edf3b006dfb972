"""Who did what to which row: opaque ids and counts, never a text. No foreign keys: nothing here follows a deletion."""

from typing import Any

from django.db import models

from vault.classes import FieldClasses


class AppendOnly(RuntimeError):
    """An audit row was about to be changed or removed."""


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnly("Audit events are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Audit events are never removed.")


class AuditEvent(models.Model):
    """`verb` is a dotted name such as `case.read`; `detail` holds ids, counts, days and week numbers only."""

    id = models.BigAutoField(primary_key=True)
    on_day = models.DateField()
    actor = models.CharField(max_length=36)
    verb = models.CharField(max_length=40)
    case = models.CharField(max_length=36, blank=True)
    subject = models.CharField(max_length=80, blank=True)
    detail = models.JSONField(default=dict)

    objects = AuditQuerySet.as_manager()

    privacy = FieldClasses(plain=("on_day", "actor", "verb", "case", "subject", "detail"), rows="append-only")

    class Meta:
        indexes = (models.Index(name="audit_case", fields=["case", "id"]),)

    def __str__(self) -> str:
        return str(self.id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("Audit events are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Audit events are never removed.")
