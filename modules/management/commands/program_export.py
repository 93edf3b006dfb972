"""Write a programme as one file: manage.py program_export eight-weeks eight-weeks.zip [--edition 2]"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from modules.exporting import NotReadable, export, pages_of
from modules.freezing import NotReady
from modules.packs.archive import packed
from modules.published_packs import pack_of_edition


class Command(BaseCommand):
    help = "Write what a programme's pages say now as one file, which program_import reads in any clinic."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="The programme's short name.")
        parser.add_argument("file", type=Path, help="Where to write; a file that is there is written over.")
        parser.add_argument("--language", default="", help="Needed where a programme was written in several languages.")

        parser.add_argument("--edition", type=int, help="What this edition was published as, instead of the pages now.")

    def handle(self, *args: Any, **options: Any) -> None:
        pages = pages_of(options["slug"], options["language"])
        if len(pages) != 1:
            found = ", ".join(page.language for page in pages)
            raise CommandError(f"Choose one with --language: {found}." if pages else "There is no such programme.")
        try:
            number = options["edition"]
            content = packed(pack_of_edition(pages[0], number) if number else export(pages[0]))
        except NotReadable as refused:
            said = "\n".join(map(str, refused.problems))
            raise CommandError(f"Nothing was written. {refused}\n{said}") from None
        except NotReady as refused:
            raise CommandError(f"Nothing was written. {refused}") from None
        options["file"].write_bytes(content)
        if options["verbosity"]:
            self.stdout.write(f"Wrote {options['file']}, {len(content)} bytes.")
