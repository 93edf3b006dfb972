"""How PostgreSQL reads the two statements of the inbox: printed for the member of staff on standard input."""

import sys
from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from program import clock
from program.models import Account
from program.models.accounts import name_index
from program.prepared import Prepared, Value
from therapist.above import OF_THERAPIST
from therapist.filters import Filter
from therapist.paging import PAGE
from therapist.promises import statement


def plan(prepared: Prepared, *values: Value) -> Iterator[str]:
    sql, parameters = prepared.written(*values)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {sql}", parameters)
        yield from (row[0] for row in cursor.fetchall())


def main() -> None:
    staff: UUID = Account.objects.get(name_index=name_index("staff", sys.stdin.read())).pk
    today = clock.today()
    for name, prepared in (("The rows", statement(Filter(), False, PAGE)), ("What stands above them", OF_THERAPIST)):
        print(f"{name}:", *plan(prepared, staff, today), sep="\n    ")
