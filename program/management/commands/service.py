"""How a programme is offered, from the command line: the door, the service calendar, and who gives cases out."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from program.actions import service
from program.models import Assignment, Program

BY = "command line"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Command(BaseCommand):
    help = "Open or close joining, set working days and the promise, name closing days, choose who assigns."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("program", help="the programme's short name, such as eight-weeks")
        door = parser.add_mutually_exclusive_group()
        door.add_argument("--open", action="store_true", help="let new people join")
        door.add_argument("--close", action="store_true", help="let nobody new join; everybody inside goes on")
        parser.add_argument("--promise", type=int, metavar="N", help="answer within so many working days")
        parser.add_argument("--working-days", metavar="LIST", help="such as mon,tue,wed,thu,fri")
        parser.add_argument("--closed", action="append", default=[], type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--assignment", choices=Assignment.values)

    def handle(self, *, program: str, **options: Any) -> None:
        found = Program.objects.filter(slug=program).first()
        if found is None:
            raise CommandError(_("There is no programme of this name. Import one first."))
        if options["promise"] is not None or options["working_days"]:
            self.promise(found, options["promise"], options["working_days"])
        if options["closed"]:
            service.close_on(program=found, days=options["closed"], by=BY)
        if options["assignment"]:
            service.set_assignment(program=found, rule=Assignment(options["assignment"]), by=BY)
        if options["open"] or options["close"]:
            service.open_joining(program=found, is_open=options["open"], by=BY)
        self.show(found)

    def promise(self, program: Program, days: int | None, working_days: str | None) -> None:
        mask = program.working_days if working_days is None else mask_of(working_days)
        try:
            service.set_promise(
                program=program, days=program.promise_days if days is None else days, working_days=mask, by=BY
            )
        except ValueError:
            raise CommandError(_("At least one working day is needed.")) from None

    def show(self, program: Program) -> None:
        days = ",".join(day for place, day in enumerate(DAYS) if program.working_days >> place & 1)
        door = _("open") if program.joining_open else _("closed")
        self.stdout.write(
            _("Joining: %(door)s. Answers within %(n)d working days (%(days)s); cases: %(rule)s.")
            % {
                "door": door,
                "n": program.promise_days,
                "days": days,
                "rule": program.assignment,
            }
        )


def mask_of(working_days: str) -> int:
    """Bit 0 is Monday."""
    mask = 0
    for word in working_days.split(","):
        if word.strip().lower() not in DAYS:
            raise CommandError(_("“%(word)s” is no day. Use %(days)s.") % {"word": word, "days": ",".join(DAYS)})
        mask |= 1 << DAYS.index(word.strip().lower())
    return mask
