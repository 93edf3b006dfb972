"""Reads that nearly every page makes: their SQL is built once in each process, and only the values change.

Building a statement takes the ORM several times as long as sending it. The statement is still written as a queryset, so
that it says what it reads and works on every database. PostgreSQL plans it once for each connection, too.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

Value = UUID | date | int | str
Row = Sequence[Any]
PLACE = re.compile("%[s%]")


@dataclass(frozen=True)
class _Statement:
    """For each parameter, in order, `places` holds the number of the value that goes there, or None and a constant."""

    sql: str
    places: Sequence[tuple[int | None, Any]]
    compiler: Any
    converters: Any

    def parameters(self, values: Sequence[Value]) -> list[Any]:
        given = [_stored(value) for value in values]
        return [constant if number is None else given[number] for number, constant in self.places]


class Prepared:
    """`build` makes a queryset of `values_list` from as many values as `kinds` names.

    Its shape must not depend on a value: no list of them, no None, no `if`.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]], *kinds: type[Value]) -> None:
        self._build, self._kinds = build, kinds

    def rows(self, *values: Value) -> list[Row]:
        """One statement."""
        statement = self._statement
        with self._sent(values) as cursor:
            rows: list[Row] = cursor.fetchall()
        if not statement.converters:
            return rows
        return list(statement.compiler.apply_converters(rows, statement.converters))

    def written(self, *values: Value) -> tuple[str, list[Any]]:
        """As it is sent."""
        return self._statement.sql, self._statement.parameters(values)

    def _sent(self, values: Sequence[Value]) -> CursorWrapper:
        planned_cursor = getattr(connection, "planned_cursor", None)
        if planned_cursor is None:
            cursor: CursorWrapper = connection.cursor()
            cursor.execute(*self.written(*values))
        else:
            sql, numbers = self._planned
            cursor = planned_cursor()
            cursor.execute(sql, [_stored(values[number]) for number in numbers])
        return cursor

    @cached_property
    def _planned(self) -> tuple[str, Sequence[int]]:
        """With the constants in the text, so that the plan may depend on them, and the number of each value left."""
        places = iter(self._statement.places)

        def literal(mark: re.Match[str]) -> str:
            number, constant = (0, "") if mark[0] == "%%" else next(places)
            if number is not None:
                return mark[0]
            written: str = connection.ops.compose_sql("%s", [constant])  # type: ignore[attr-defined]  # of PostgreSQL
            return written.replace("%", "%%")

        sql = PLACE.sub(literal, self._statement.sql)
        return sql, [number for number, _constant in self._statement.places if number is not None]

    def first(self, *values: Value) -> Row | None:
        return next(iter(self.rows(*values)), None)

    @cached_property
    def _statement(self) -> _Statement:
        return self._built(self._build)

    def _built(self, build: Callable[..., models.QuerySet[Any, Any]]) -> _Statement:
        samples = [_sample(kind, place) for place, kind in enumerate(self._kinds)]
        compiler = build(*samples).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        numbers = {_stored(sample): number for number, sample in enumerate(samples)}
        columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        places = [(numbers.get(each), each) for each in parameters]
        return _Statement(sql, places, compiler, compiler.get_converters(columns))


class PreparedTogether(Prepared):
    """Several querysets with the same columns in one statement, each with an order and a limit of its own.

    Django's union takes no limits on every database. The kinds of the first one's columns hold for all.
    """

    def __init__(self, builds: Sequence[Callable[..., models.QuerySet[Any, Any]]], *kinds: type[Value]) -> None:
        super().__init__(builds[0], *kinds)
        self._builds = builds

    @cached_property
    def _statement(self) -> _Statement:
        parts = [self._built(build) for build in self._builds]
        sql = " UNION ALL ".join(f"SELECT * FROM ({part.sql}) AS part{n}" for n, part in enumerate(parts))  # noqa: S608 (the ORM wrote each part)
        return replace(parts[0], sql=sql, places=[place for part in parts for place in part.places])


def _sample(kind: type[Value], place: int) -> Value:
    """A value that stands for a real one, and equals no constant of any statement."""
    if kind is UUID:
        return uuid4()
    if kind is date:
        return date(1900, 1, 1 + place)
    return 31_000 + place if kind is int else uuid4().hex


def _stored(value: Value) -> Any:
    """As the database takes it."""
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def columns_of(model: type[models.Model], prefix: str = "") -> list[str]:
    """All columns of a model, as `values_list` takes them; `prefix` is the way to it, as 'participant__'."""
    return [f"{prefix}{field.attname}" for field in model._meta.concrete_fields]


def objects_from(row: Row, *kinds: type[models.Model]) -> Iterator[Any]:
    """The objects that a row of several `columns_of` holds, in order; None for one that a join did not find."""
    end = 0
    for kind in kinds:
        names = [field.attname for field in kind._meta.concrete_fields]
        start, end = end, end + len(names)
        found = any(value is not None for value in row[start:end])
        yield kind.from_db(connection.alias, names, row[start:end]) if found else None
