"""Rows remembered and put back: what the database held, or what an action added to it, without doing it again.

Plain SQL in and out, on either database: values come back as they were read, with their primary keys.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from program import clock

Row = tuple[Any, ...]
Contents = dict[str, dict[Any, Row]]
"""The rows of every table by their primary keys."""

MOST_VALUES = 10_000
"""In one statement; SQLite takes 32,766."""


@dataclass(frozen=True)
class Table:
    name: str
    key: str
    columns: tuple[str, ...]

    @property
    def quoted(self) -> str:
        return connection.ops.quote_name(self.name)

    @property
    def quoted_columns(self) -> str:
        return ", ".join(map(connection.ops.quote_name, self.columns))

    def rows(self) -> dict[Any, Row]:
        place = self.columns.index(self.key)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {self.quoted_columns} FROM {self.quoted}")  # noqa: S608 (names of our own tables)
            return {row[place]: tuple(row) for row in cursor.fetchall()}

    def insert(self, rows: Sequence[Row]) -> None:
        at_once = MOST_VALUES // len(self.columns)
        one = f"({', '.join(['%s'] * len(self.columns))})"
        with connection.cursor() as cursor:
            for start in range(0, len(rows), at_once):
                some = rows[start : start + at_once]
                into = f"INSERT INTO {self.quoted} ({self.quoted_columns}) VALUES "  # noqa: S608
                cursor.execute(into + ", ".join([one] * len(some)), [_bindable(value) for row in some for value in row])

    def delete(self, keys: Iterable[Any]) -> None:
        which = connection.ops.quote_name(self.key)
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {self.quoted} WHERE {which} = %s", [[key] for key in keys])  # noqa: S608


def _bindable(value: Any) -> Any:
    """SQLite gives times of day back and does not take them."""
    return str(value) if isinstance(value, time) else value


def tables() -> Iterator[Table]:
    """Those of all models, each once; the table of migrations is not among them.

    Nor is Wagtail's search table on SQLite: the migrations' triggers write it from another.
    """
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if options.managed and not options.proxy and not options.db_table.endswith("_fts"):
            assert options.pk.column
            yield Table(options.db_table, options.pk.column, tuple(_columns(options.local_concrete_fields)))


def _columns(fields: Iterable["models.Field[Any, Any]"]) -> Iterator[str]:
    return (one.column for one in fields if one.column and not isinstance(one, models.GeneratedField))


def contents() -> Contents:
    return {table.name: table.rows() for table in tables()}


@dataclass(frozen=True)
class Change:
    """What became of one table: the keys of rows that went or changed, and rows that came or changed."""

    table: Table
    gone: list[Any]
    came: list[Row]


def changes(before: Contents, after: Contents) -> list[Change]:
    found = []
    for table in tables():
        was, now = before[table.name], after[table.name]
        gone = [key for key, row in was.items() if now.get(key) != row]
        came = [row for key, row in now.items() if was.get(key) != row]
        if gone or came:
            found.append(Change(table, gone, came))
    return found


@transaction.atomic
def repeat(changes: Iterable[Change]) -> None:
    """Foreign keys are looked at when it is over."""
    for change in changes:
        change.table.delete(change.gone)
        change.table.insert(change.came)


def restore(before: Contents) -> None:
    """Only what differs is touched."""
    repeat(changes(contents(), before))


def added(before: Contents, *, may_change: Collection[str] = ()) -> list[tuple[Table, list[Row]]]:
    """The rows that were written since. Nothing else may have changed, but in the tables named."""
    found = []
    for table in tables():
        was, now = before[table.name], table.rows()
        kept = table.name in may_change or all(now.get(key) == row for key, row in was.items())
        assert kept, f"{table.name} had rows changed, not only added."
        new = [row for key, row in now.items() if key not in was]
        if new:
            found.append((table, new))
    return found


@contextmanager
def undone() -> Iterator[None]:
    """Undoes what is written meanwhile, and numbers are given out again."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undoes what is written meanwhile, but numbers that were given out are not given out again.

    PostgreSQL keeps it so by itself.
    """
    numbers: list[Row] = []
    with transaction.atomic(), connection.cursor() as cursor:
        yield
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq, name FROM sqlite_sequence")
            numbers = cursor.fetchall()
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        for number in numbers:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", number[1:])
            cursor.execute("INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)", number)


Doing = Callable[[Callable[[], object]], "Once"]


@dataclass(frozen=True)
class Once:
    """What is done once in a process, and what it wrote, which is put back wherever it is wanted again.

    It is done among the rows that every test begins with, and writes nothing that depends on others.
    """

    do: Callable[[], object]
    day: date
    written: list[Change]

    @classmethod
    def done(cls, do: Callable[[], object]) -> "Once":
        """Outside of any test."""
        with rolled_back():
            before = contents()
            do()
            return cls(do, clock.today(), changes(before, contents()))

    def again(self) -> None:
        """On another day it is done anew."""
        if clock.today() != self.day:
            self.do()
        else:
            repeat(self.written)
