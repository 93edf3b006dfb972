"""Worksheets belong to a programme: each to that of the weeks that use it, and its translations with it."""

from typing import Any
from uuid import uuid4

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

STEP = 4  # characters of a page's path for each level of the tree


def fill(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    ModulePage, Worksheet = apps.get_model("modules", "ModulePage"), apps.get_model("worksheets", "Worksheet")
    rows = apps.get_model("modules", "ProgrammePage").objects.values_list("path", "program_id")
    programmes = dict(rows)
    for week in ModulePage.objects.exclude(worksheet=None).select_related("worksheet").order_by("path"):
        program = programmes.get(week.path[:-STEP])
        sheet = Worksheet.objects.get(pk=week.worksheet_id)
        if program is None or sheet.program_id == program:
            continue
        if sheet.program_id is None:
            same = Worksheet.objects.filter(translation_key=sheet.translation_key, program=None)
            same.update(program=program)
        else:
            ModulePage.objects.filter(pk=week.pk).update(worksheet=_copy(Worksheet, sheet, program))
    if len(set(programmes.values())) == 1:
        Worksheet.objects.filter(program=None).update(program=next(iter(programmes.values())))


def _copy(Worksheet: Any, sheet: Any, program: Any) -> Any:
    """A second programme used the same one: it gets its own, which that of the same key may be already."""
    found = Worksheet.objects.filter(program=program, key=sheet.key, locale_id=sheet.locale_id).first()
    if found is not None:
        return found
    sheet.pk, sheet.translation_key, sheet.program_id = uuid4(), uuid4(), program
    sheet.latest_revision_id = sheet.live_revision_id = None
    sheet.save(force_insert=True)
    return sheet


class Migration(migrations.Migration):
    dependencies = [
        ("modules", "0007_translated_steps"),
        ("worksheets", "0009_programme"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
