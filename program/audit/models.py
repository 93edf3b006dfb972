"""Who did what to which row: opaque ids and counts, never a text. No foreign keys: nothing here follows a deletion."""

from typing import Any, ClassVar

from django.db import models

from vault.classes import FieldClasses
from vault.frozen import Frozen, FrozenQuerySet, FrozenRow


class AuditQuerySet(FrozenQuerySet["AuditEvent"]):
    def delete(self) -> tuple[int, dict[str, int]]:
        raise Frozen("Audit events are never removed.")


class AuditEvent(FrozenRow):
    """`verb` is a dotted name such as `case.read`; `detail` holds ids, counts, days and week numbers only."""

    id = models.BigAutoField(primary_key=True)
    on_day = models.DateField()
    actor = models.CharField(max_length=36)
    verb = models.CharField(max_length=40)
    case = models.CharField(max_length=36, blank=True)
    subject = models.CharField(max_length=80, blank=True)
    detail = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[Any]] = AuditQuerySet.as_manager()

    privacy = FieldClasses(plain=("on_day", "actor", "verb", "case", "subject", "detail"), rows="append-only")

    class Meta:
        # Each filter of the log's page reads in the order of its rows, however long the log is.
        indexes = (
            models.Index(name="audit_case", fields=["case", "id"]),
            models.Index(name="audit_day", fields=["on_day", "id"]),
            models.Index(name="audit_verb", fields=["verb", "on_day", "id"]),
            models.Index(name="audit_actor", fields=["actor", "on_day", "id"]),
            models.Index(name="audit_subject", fields=["subject", "on_day", "id"]),
        )

    def __str__(self) -> str:
        return str(self.id)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Frozen("Audit events are never removed.")
