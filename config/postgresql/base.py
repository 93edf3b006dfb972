"""What Django's PostgreSQL does at every request and a long-lived process need not."""

import select
from typing import Any

from django.db.backends.postgresql import base, operations
from django.db.backends.utils import CursorWrapper


class DatabaseOperations(operations.DatabaseOperations):
    """For whoever looks at statements."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """With its values, wherever they travelled."""
        return str(self.compose_sql(sql, params))


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's, but for the look at a kept connection, and with statements that are planned once."""

    ops_class = DatabaseOperations

    def is_usable(self) -> bool:
        """A server that ended a connection has said so, or closed its end: then there is something to read.

        Where it was asked nothing, silence means that the connection stands. After an error it is asked.
        """
        if self.connection is None or self.connection.closed:
            return False
        return (self._is_silent() and not self.errors_occurred) or bool(super().is_usable())

    def _is_silent(self) -> bool:
        looked = select.poll()
        looked.register(self.connection.fileno(), select.POLLIN)
        return not looked.poll(0)

    def planned_cursor(self) -> CursorWrapper:
        """Its parameters travel beside the text: what is sent often is planned once (`prepare_threshold`)."""
        cursor = self.cursor()
        cursor.cursor = base.ServerBindingCursor(self.connection)  # type: ignore[call-arg]  # a psycopg cursor takes it
        return cursor
