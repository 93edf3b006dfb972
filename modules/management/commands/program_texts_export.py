"""Write the texts of a programme as a PO file: manage.py program_texts_export eight-weeks sv eight-weeks-sv.po"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from modules.models import ProgrammePage
from modules.texts.catalogue import exported
from modules.texts.standing import standings
from modules.translation_access import languages


class Command(BaseCommand):
    help = "Write all texts of a programme, and the translations that are there, as a PO file for translators."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("program", help="The programme's short name.")
        parser.add_argument("language", help="The language to translate into, such as sv.")
        parser.add_argument("file", type=Path, help="Where to write it.")

    def handle(self, *args: Any, **options: Any) -> None:
        page = programme_page(options["program"], options["language"])
        text = exported(page, options["language"], standings(page, options["language"]))
        options["file"].write_text(text, encoding="utf-8")


def programme_page(program: str, language: str) -> ProgrammePage:
    """The page that editions are made from. Raises CommandError where there is none, or no such language beside it."""
    first = ProgrammePage.objects.filter(program__slug=program).order_by("pk").first()
    if first is None:
        raise CommandError(f"There is no programme “{program}”.")
    page: ProgrammePage = first.own()
    if language not in languages(page):
        raise CommandError(f"“{language}” is none of the languages to translate into: {', '.join(languages(page))}.")
    return page
