"""As many waiting rows as standard input says, four in five of them done, thirty for each of the others' therapists."""

import sys

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection

from benchmarks.cast import EACH, THERAPIST, THIRTY

# The rows fit each other: checking a million of them against their foreign keys would be most of the work.
SQL = """
SET session_replication_role = replica;
INSERT INTO auth_user (username, password, is_superuser, is_staff, is_active, first_name, last_name, email, date_joined)
    SELECT 'therapist ' || i, '', false, false, true, '', '', '', now()
    FROM generate_series(2, %(people)s / {thirty}) AS i;
INSERT INTO bare_person (id, alias)
    SELECT gen_random_uuid(), 'Alias ' || i FROM generate_series(0, %(people)s - 1) AS i;
INSERT INTO bare_waiting (id, person_id, therapist_id, week, due_on, kept)
    SELECT gen_random_uuid(), person.id, 1 + person.i %% (%(people)s / {thirty}), week,
        current_date + (person.i * 7919) %% 9 - 3, week < {each}
    FROM (SELECT id, substr(alias, 7)::int AS i FROM bare_person) AS person, generate_series(1, {each}) AS week;
"""


def main() -> None:
    people = int(sys.stdin.read()) // EACH
    call_command("migrate", run_syncdb=True, verbosity=0)
    first = User.objects.create_user(THERAPIST.email, password=THERAPIST.password)
    if first.pk != 1:
        raise RuntimeError("The database was not empty.")
    with connection.cursor() as cursor:
        for statement in SQL.format(each=EACH, thirty=THIRTY).strip().split(";\n"):
            cursor.execute(statement.removesuffix(";"), {"people": people})
        cursor.execute("VACUUM ANALYZE")
