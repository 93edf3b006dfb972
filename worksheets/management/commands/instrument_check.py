"""Say what is understood of an instrument's file: manage.py instrument_check our-measure.yaml

`--slot dass_21` prints the file of an instrument whose words the clinic has to enter. Nothing is saved.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from worksheets.files.problems import FileProblem
from worksheets.measures.reader import read_file
from worksheets.measures.registry import REGISTRY
from worksheets.measures.report import report
from worksheets.measures.writer import dump


class Command(BaseCommand):
    help = "Read an instrument's file and say what was understood, or print the file of a slot to fill in."

    def add_arguments(self, parser: CommandParser) -> None:
        either = parser.add_mutually_exclusive_group(required=True)
        either.add_argument("file", nargs="?", type=Path, help="The file, as docs/instruments.md describes it.")
        slots = [key for key, instrument in REGISTRY.items() if instrument.is_slot]
        either.add_argument("--slot", choices=slots, help="Print the file of this slot instead.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["slot"]:
            self.stdout.write(dump(REGISTRY[options["slot"]]))
            return
        try:
            instrument = read_file(options["file"])
        except FileProblem as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write("\n".join(report(instrument)))
