"""Read a translated PO file into drafts: manage.py program_texts_import eight-weeks sv eight-weeks-sv.po"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from modules.actions.importing_texts import import_texts
from modules.management.commands.program_texts_export import programme_page
from modules.texts import catalogue
from modules.texts.standing import standings
from program import clock
from program.audit.record import SYSTEM


class Command(BaseCommand):
    help = "Read a translated PO file into drafts. Nothing is published; a file with mistakes changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("program", help="The programme's short name.")
        parser.add_argument("language", help="The language of the file, such as sv.")
        parser.add_argument("file", type=Path, help="The PO file.")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"]
        page = programme_page(options["program"], language)
        try:
            text = options["file"].read_text(encoding="utf-8")
            read = catalogue.read(text, page, language, standings(page, language))
            done = import_texts(page=page, language=language, changes=read.changes, by=SYSTEM, today=clock.today())
        except UnicodeDecodeError:
            raise CommandError("Nothing was imported. The file is not in UTF-8.") from None
        except catalogue.NotTaken as refused:
            raise CommandError(f"Nothing was imported.\n{refused}") from None
        lines = [f"Made a draft of {title}." for title in done.made]
        lines += [f"Changed the draft of {title}." for title in done.changed]
        self.stdout.write("\n".join(lines or ["The file says what is there already; nothing changed."]))
