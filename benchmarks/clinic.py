"""Fills an empty database with people in week 4 and a therapist with a long inbox.

The people come in, write and are answered through the actions that the pages use; only the crowd that waits is made in
bulk, and two of the sample's worksheets have other questions, as many as are wanted.
"""

import json
import shutil
from pathlib import Path

import yaml
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from benchmarks import sheets
from benchmarks.cast import CROWD, PARTICIPANTS, THERAPIST
from demo import seed, staffing
from program import clock
from program.models import Account, Enrolment, Program, WeekFact
from program.models.accounts import name_index
from tests.therapist import crowd
from vault import keyfile, supervision

NOT_OURS = ["wagtail*", "wagtailadmin", "wagtailmedia", "admin"]
"""Static files that no measured page names."""


def pack(folder: Path) -> Path:
    """The sample programme, but for the questions of the two worksheets."""
    shutil.copytree(seed.CONTENT, folder)
    for week, fields in sheets.SHEETS.items():
        path = folder / f"week-{week}" / "worksheet.yaml"
        worksheet = yaml.safe_load(path.read_text())
        path.write_text(json.dumps({**worksheet, "questions": sheets.questions(fields)}))  # which is YAML, too
    letters = folder / "letters.yaml"
    # A template may name a question; these worksheets ask others.
    written = yaml.safe_load(letters.read_text())
    kept = [one for one in written["letters"] if one.get("week") not in sheets.SHEETS]
    letters.write_text(json.dumps({**written, "letters": kept}))
    return folder


def main() -> None:
    keyfile.create(today=clock.today())
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, ignore_patterns=NOT_OURS, verbosity=0)
    supervision.init()
    call_command("program_import", pack(settings.VAR_DIR / "pack"), "--publish", verbosity=0)
    Program.objects.update(joining_open=True)
    staffing.hire(THERAPIST, recovery_key=None)
    for number, stage in enumerate(PARTICIPANTS):
        seed.Life(stage, number).live()
    today = clock.today()
    # Week 5 opens by sending week 4; here both are open and neither is sent, so that both can be saved for ever.
    WeekFact.objects.bulk_create(
        WeekFact(enrolment=enrolment, number=week, opened_on=today)
        for enrolment in Enrolment.objects.all()
        for week in sheets.SHEETS
    )
    therapist = Account.objects.get(name_index=name_index("staff", THERAPIST.email))
    crowd.waiting_for(therapist.pk, CROWD, Program.objects.get(joining_open=True), today=today)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
