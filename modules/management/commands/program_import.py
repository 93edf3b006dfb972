"""Read a programme pack into pages and worksheets: manage.py program_import content/eight-weeks --publish

A pack is a folder, or one file that `program_export` or the studio made.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from modules.actions.bringing import Imported
from modules.actions.importing import import_pack
from modules.freezing import NotReady
from modules.packs.problems import PackRefused
from modules.packs.sources import files_at
from program import clock
from program.audit.record import SYSTEM


class Command(BaseCommand):
    help = "Read a programme pack. The same pack again changes nothing; a pack with mistakes changes nothing either."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="The folder that holds program.yaml, or a programme's file.")
        parser.add_argument("--publish", action="store_true", help="Make an edition for people who join from now on.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = files_at(options["folder"])
            done = import_pack(folder=files, by=SYSTEM, today=clock.today(), publish=options["publish"])
        except PackRefused as refused:
            raise CommandError(f"Nothing was imported.\n{refused}") from None
        except NotReady as refused:
            raise CommandError(f"Nothing was imported. {refused}") from None
        if options["verbosity"]:
            self.stdout.write("\n".join(said(done)))


def said(done: Imported) -> list[str]:
    """What happened, a line each."""
    lines = [f"Made {name}." for name in done.made] + [f"Changed {name}." for name in done.changed]
    lines = [*done.understood, *lines]
    if not lines:
        lines = ["Everything was as in the pack already; nothing changed."]
    if done.edition is not None and done.edition_is_new:
        lines.append(f"Published edition {done.edition.number}, for people who join from now on.")
    elif done.edition is not None:
        lines.append(f"Edition {done.edition.number} holds the same; no new edition was made.")
    return lines
