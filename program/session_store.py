"""Sessions in the database, as Django keeps them; read in the way of every other read that each page makes."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from program.prepared import Prepared

STORED = Prepared(lambda key: Session.objects.filter(pk=key).values_list("session_data", "expire_date"), str)


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        """Empty, and without its key, where there is no such session or its time is over."""
        row = STORED.first(self.session_key or "")
        if row is not None and row[1] > timezone.now():
            return self.decode(row[0])
        self._session_key = None
        return {}
