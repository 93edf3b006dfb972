"""How PostgreSQL reads the two statements of the inbox: printed for the member of staff on standard input."""

import sys
from collections.abc import Iterator

from django.db import connection

from program import clock
from program.models import Account
from program.models.accounts import name_index
from program.prepared import Prepared, Value
from therapist.above import OF_SUPERVISOR, OF_THERAPIST
from therapist.filters import Filter, Whose
from therapist.paging import PAGE
from therapist.promises import statement


def plan(prepared: Prepared, *values: Value) -> Iterator[str]:
    sql, parameters = prepared.written(*values)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {sql}", parameters)
        yield from (row[0] for row in cursor.fetchall())


def main() -> None:
    account = Account.objects.get(name_index=name_index("staff", sys.stdin.read()))
    today = clock.today()
    shown = Filter(Whose.UNASSIGNED) if account.is_supervisor else Filter()
    above = OF_SUPERVISOR if account.is_supervisor else OF_THERAPIST
    for name, prepared in (("The rows", statement(shown, False, PAGE)), ("What stands above them", above)):
        print(f"{name}:", *plan(prepared, account.pk, today), sep="\n    ")
