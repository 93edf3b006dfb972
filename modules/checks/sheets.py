"""What the editor of a worksheet is told of its translation, which this room knows of."""

from modules.checks.translated import in_translation, made_from
from modules.models import ProgrammePage
from worksheets.checks.finding import Finding
from worksheets.checks.subject import Subject
from worksheets.models import Worksheet


def translation_of_sheet(subject: Subject, sheet: Worksheet) -> list[Finding]:
    pages = ProgrammePage.objects.filter(program_id=sheet.program_id, locale_id=sheet.locale_id)
    return in_translation(subject, made_from(sheet, pages.values_list("pk", flat=True).first()))
