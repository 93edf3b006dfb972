"""Two tables with sealed text, for a room that has none of its own. Their registry hides them from all other tests."""

from typing import ClassVar
from uuid import uuid4

from django.apps.registry import Apps
from django.db import models

from vault.fields import SealedField, WrappedField

registry = Apps()


class Note(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.UUIDField()
    text = SealedField()
    reply = SealedField()
    case_key = WrappedField(case_field="case")
    contact = WrappedField()

    objects: ClassVar[models.Manager["Note"]] = models.Manager()

    class Meta:
        app_label = "sample"
        apps = registry

    def __str__(self) -> str:
        return str(self.id)


class Letter(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.UUIDField()
    text = SealedField()
    case_key = WrappedField(case_field="case", null=True)

    objects: ClassVar[models.Manager["Letter"]] = models.Manager()

    class Meta:
        app_label = "sample"
        apps = registry

    def __str__(self) -> str:
        return str(self.id)
