"""Rows that are written once: an edition that people read, a consent that was given, a public key, an audit event."""

from typing import Any, ClassVar, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class Frozen(RuntimeError):
    """A row that is written once was about to be changed."""


class FrozenQuerySet(models.QuerySet[Row]):
    def update(self, **kwargs: Any) -> int:
        raise Frozen(f"Rows of {self.model._meta.label} are never changed.")


class FrozenRow(models.Model):
    """Base of every model that declares `rows="append-only"`. A whole case may still be erased, its rows too."""

    objects: ClassVar[models.Manager[Any]] = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Frozen(f"Rows of {self._meta.label} are never changed.")
        super().save(*args, **kwargs)
