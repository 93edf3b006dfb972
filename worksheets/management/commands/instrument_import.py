"""Store an instrument from its file, and say what was understood of it: manage.py instrument_import our-measure.yaml"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from program import clock
from program.audit.record import SYSTEM
from worksheets.actions.instruments import store
from worksheets.files import tree
from worksheets.files.folder import single
from worksheets.files.problems import FileProblem, Place
from worksheets.measures.report import outcome, report


class Command(BaseCommand):
    help = "Store an instrument. The same file again changes nothing; a file with a mistake changes nothing either."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The file, as docs/instruments.md describes it.")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            text = tree.read_text(single(path), path.name, Place(path.name, 1))
            brought = store(text=text, file=path.name, by=SYSTEM, today=clock.today())
        except FileProblem as problem:
            raise CommandError(f"Nothing was stored.\n{problem}") from None
        self.stdout.write("\n".join([*report(brought.instrument), outcome(brought.instrument, brought.is_new)]))
