"""Fills an empty clinic with as many promises as standard input says, four in five of them kept.

Spread evenly: every therapist has thirty who wait. Rows come from SQL, since a million would take the ORM an hour;
their keys and bodies open nothing, so a list that opened one would fail. Three people sign in: a therapist like all
others, one who may read MANY cases of all therapists, and a supervisor. In every clinic THIRTY people have no
therapist, and a few of the first ALERTED have an open alert, which supervisors read of all cases.
"""

import sys
from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from django.db import connection

from benchmarks.cast import EACH, MANY, READER, SUPERVISOR, THERAPIST, THIRTY
from demo import seed, staffing
from program import clock
from program.alerting import Facts, Found, wrap
from program.choices import Door, Severity
from program.models import Account, Alert, CaseGrant, Enrolment, Participant, Promise
from program.models.accounts import name_index
from therapist.models import Letter, Writing
from vault import keyfile, supervision

# The rows fit each other: checking a million of them against their foreign keys would be most of the work.
SQL = """
SET session_replication_role = replica;
CREATE TEMP TABLE desk AS SELECT i, CASE i WHEN 0 THEN %(therapist)s::uuid ELSE gen_random_uuid() END AS id
    FROM generate_series(0, %(people)s / {thirty} - 1) AS i;
CREATE TEMP TABLE who AS SELECT i, gen_random_uuid() AS id FROM generate_series(0, %(people)s - 1) AS i;
INSERT INTO program_account (id, kind, name_index, password, is_superuser, is_active, is_therapist, is_supervisor,
    is_editor, is_researcher, is_operator, is_lead, is_reviewer, is_translator, is_publisher,
    capacity, daily_mail, hard_notice, single_keys, letters_need_reader, language)
    SELECT id, kind, md5(id::text), 'stamp$x', false, true, false, false, false, false, false, false, false, false,
        false, 30, false, true, true, false, ''
    FROM (SELECT id, 'participant' AS kind FROM who UNION ALL SELECT id, 'staff' FROM desk WHERE i > 0) AS accounts;
INSERT INTO program_participant (account_id, alias, continent, adult, supervision_key, sequence)
    SELECT id, 'Alias ' || i, 'europe', true, 'x'::bytea, 1 FROM who;
INSERT INTO program_enrolment (id, participant_id, program_id, edition_id, state, started_on)
    SELECT gen_random_uuid(), who.id, edition.program_id, edition.id, 'active', %(today)s::date - 35
    FROM who, (SELECT id, program_id FROM program_edition LIMIT 1) AS edition;
INSERT INTO program_casegrant (id, participant_id, staff_id, kind, first_day, last_day, case_key)
    SELECT gen_random_uuid(), who.id, desk.id, 'assigned', %(today)s::date - 35, NULL, 'x'::bytea
    FROM who JOIN desk ON desk.i = who.i %% (%(people)s / {thirty})
    UNION ALL SELECT gen_random_uuid(), who.id, desk.id, 'cover', %(today)s::date - 20, %(today)s::date - 10, NULL
    FROM who JOIN desk ON desk.i = (who.i + 1) %% (%(people)s / {thirty})
    UNION ALL SELECT gen_random_uuid(), who.id, desk.id, 'cover', %(today)s::date - 2, %(today)s::date + 5, 'x'::bytea
    FROM who JOIN desk ON desk.i = (who.i + 2) %% (%(people)s / {thirty}) WHERE who.i %% 20 = 0
    UNION ALL SELECT gen_random_uuid(), who.id, %(reader)s::uuid, 'supervision', %(today)s::date, %(today)s::date, 'x'
    FROM who WHERE who.i %% (%(people)s / {many}) = 0;
INSERT INTO program_promise (id, participant_id, kind, week, made_on, due_on, kept_on, wanted, unassigned)
    SELECT gen_random_uuid(), id, 'letter', week, %(today)s::date - 42 + 7 * week, %(today)s::date - 37 + 7 * week,
        %(today)s::date - 38 + 7 * week, true, false FROM who, generate_series(1, {each} - 1) AS week
    UNION ALL SELECT gen_random_uuid(), id, CASE WHEN i %% 5 = 0 THEN 'message' ELSE 'letter' END,
        CASE WHEN i %% 5 = 0 THEN 0 ELSE {each} END, %(today)s::date - 2, %(today)s::date + (i * 7919) %% 9 - 3, NULL,
        true, false
    FROM who;
UPDATE program_promise SET unassigned = true FROM who WHERE participant_id = who.id AND i BETWEEN 1 AND {thirty};
UPDATE program_casegrant SET last_day = %(today)s::date - 1, case_key = NULL FROM who
    WHERE participant_id = who.id AND kind = 'assigned' AND i BETWEEN 1 AND {thirty};
INSERT INTO therapist_letter (id, participant_id, week, author_id, state, base, body, heard, held,
    sent_on)
    SELECT gen_random_uuid(), who.id, week, desk.id, 'sent', 1, decode(repeat('00', 200), 'hex'), 0, '',
        %(today)s::date - 38 + 7 * week
    FROM who JOIN desk ON desk.i = who.i %% (%(people)s / {thirty}), generate_series(1, {each} - 1) AS week
    UNION ALL SELECT gen_random_uuid(), who.id, {each}, %(therapist)s::uuid, 'draft', 1,
        decode(repeat('00', 200), 'hex'), 0, '', NULL
    FROM who WHERE i %% 7 = 1;
INSERT INTO program_alert (id, participant_id, key, facts, state, raised_on)
    SELECT gen_random_uuid(), who.id, md5(id::text), 'x'::bytea, 'raised', %(today)s::date
    FROM who
    WHERE i < {alerted} AND i %% 200 = 37 AND i %% (%(people)s / {thirty}) > 2 AND i %% (%(people)s / {many}) > 0;
INSERT INTO therapist_writing (id, participant_id, staff_id, until)
    SELECT gen_random_uuid(), id, %(reader)s::uuid, now() + interval '10 minutes' FROM who WHERE i %% 500 = 7;
"""


FILLED = (Account, Participant, Enrolment, CaseGrant, Promise, Letter, Alert, Writing)
ALERTED = 2_000
RAISED = Found("letter", "rule", 1, "A rule", Severity.SOON, Door.MYSELF, "week 4")


def defaults() -> Iterator[tuple[str, Any]]:
    """What the ORM would write where the statements below name no value, so that a new column does not break them."""
    for model in FILLED:
        for field in model._meta.concrete_fields:
            may_have_one = not (field.primary_key or field.is_relation or field.null)
            if may_have_one and (value := field.get_default()) is not None:
                yield f"{model._meta.db_table} ALTER COLUMN {field.column}", field.get_db_prep_save(value, connection)


def main() -> None:
    people = int(sys.stdin.read()) // EACH
    keyfile.create(today=clock.today())
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, ignore_patterns=["wagtail*", "admin"], verbosity=0)
    supervision.init()
    call_command("program_import", seed.CONTENT, "--publish", verbosity=0)
    for member in (THERAPIST, READER, SUPERVISOR):
        staffing.hire(member, recovery_key=None)
    therapist, reader = (
        Account.objects.get(name_index=name_index("staff", member.email)).pk for member in (THERAPIST, READER)
    )
    values: dict[str, str | int] = {
        "people": people,
        "today": clock.today().isoformat(),
        "therapist": str(therapist),
        "reader": str(reader),
    }
    with connection.cursor() as cursor:
        for column, value in defaults():
            cursor.execute(f"ALTER TABLE {column} SET DEFAULT %s", [value])
        for statement in SQL.format(each=EACH, thirty=THIRTY, many=MANY, alerted=ALERTED).strip().split(";\n"):
            cursor.execute(statement.removesuffix(";"), values)
    for alert in Alert.objects.all():
        wrap(alert, "facts", Facts.of(RAISED, clock.now()))
        alert.save(update_fields=["facts"])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
