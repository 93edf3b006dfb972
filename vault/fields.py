"""Two markers for columns that hold ciphertext. They store bytes; `vault.sealing` and `vault.holders` fill them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models

if TYPE_CHECKING:  # generic for the type checker only
    Bytes = models.BinaryField[bytes | None, bytes | None]
else:
    Bytes = models.BinaryField


class SealedField(Bytes):
    """Class A: text that only a case key or a holder's private key opens."""


class WrappedField(Bytes):
    """Wrapped with the server key: rotation renews it on every model without knowing what is inside.

    `case_field` names the field of the same row that holds the case id, where the content is a sealed copy of that
    case's key: erasing the case empties it.
    """

    def __init__(self, *args: Any, case_field: str | None = None, **kwargs: Any) -> None:
        self.case_field = case_field
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        if self.case_field is not None:
            kwargs["case_field"] = self.case_field
        return name, path, args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_case_field()]

    def _check_case_field(self) -> list[checks.CheckMessage]:
        """A misspelt name would mean that an erasure misses this column."""
        if self.case_field is None:
            return []
        try:
            self.model._meta.get_field(self.case_field)
        except FieldDoesNotExist:
            return [checks.Error(f"case_field names no field: {self.case_field!r}.", obj=self, id="vault.E001")]
        return []


def wrapped_fields() -> Iterator[tuple[type[models.Model], WrappedField]]:
    """Every wrapped column of the whole project, each once (an inherited one with the model whose table holds it)."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, WrappedField):
                yield model, field
