"""Which rows of a model are meant where nothing else is said."""

from typing import Any

from django.db import models

from vault.frozen import FrozenQuerySet


class OwnVersions(models.Manager[Any]):
    """Those in the editions' own languages: what an edition asks is the same in each."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return FrozenQuerySet(self.model, using=self._db).filter(language="")
