"""How a programme is offered, from the command line: the door, the calendar, the places, who gives cases out."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from program import admission, clock
from program.actions import service
from program.go_live import Admission
from program.models import Assignment, Program, SecondReader

BY = "command line"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Command(BaseCommand):
    help = "Open or close joining, set places, working days, the promise and gates, name closing days, say who assigns."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("program", help="the programme's short name, such as eight-weeks")
        door = parser.add_mutually_exclusive_group()
        door.add_argument("--open", action="store_true", help="let new people join")
        door.add_argument("--close", action="store_true", help="let nobody new join; everybody inside goes on")
        parser.add_argument("--promise", type=int, metavar="N", help="answer within so many working days")
        parser.add_argument("--working-days", metavar="LIST", help="such as mon,tue,wed,thu,fri")
        parser.add_argument("--closed", action="append", default=[], type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument(
            "--letter-gate-days",
            type=gate_days_of,
            metavar="N",
            help="a week that waits for a letter opens so many days after the worksheet; never: it waits",
        )
        parser.add_argument(
            "--close-after-days",
            type=days_of,
            metavar="N",
            help="a case closes so many days after the letter to the follow-up",
        )
        parser.add_argument(
            "--undo-seconds",
            type=seconds_of,
            metavar="N",
            help="a letter can be taken back for so long after it was sent; 0: it leaves at once",
        )
        parser.add_argument(
            "--second-reader", choices=SecondReader.values, help="whose letters a colleague reads first"
        )
        parser.add_argument("--assignment", choices=Assignment.values)
        parser.add_argument("--daily-mail-at", type=time.fromisoformat, metavar="HH:MM", help="when staff get it")
        parser.add_argument("--places", type=int, metavar="N", help="so many people may take part at once")
        parser.add_argument("--smallest-cell", type=int, metavar="N", help="figures of fewer people are not shown")
        parser.add_argument("--sampled-letters", type=int, metavar="N", help="drawn for each therapist and month")

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
        self.numbers(found, options["places"], options["smallest_cell"])
        self.sample(found, options["sampled_letters"])
        self.times(found, options["letter_gate_days"], options["close_after_days"], options["daily_mail_at"])
        self.sending(found, options["undo_seconds"], options["second_reader"])
        if options["open"] or options["close"]:
            service.open_joining(program=found, is_open=options["open"], by=BY)
        self.show(found)

    def sending(self, program: Program, seconds: int | None, rule: str | None) -> None:
        if seconds is not None:
            service.set_undo(program=program, seconds=seconds, by=BY)
        if rule is not None:
            service.set_second_reader(program=program, rule=SecondReader(rule), by=BY)

    def numbers(self, program: Program, places: int | None, smallest: int | None) -> None:
        try:
            if places is not None:
                service.set_places(program=program, places=places, by=BY)
            if smallest is not None:
                service.set_smallest_cell(program=program, smallest=smallest, by=BY)
        except ValueError:
            raise CommandError(_("At least one place, and cells of at least two people.")) from None

    def sample(self, program: Program, number: int | None) -> None:
        try:
            if number is not None:
                service.set_sampled_letters(program=program, number=number, by=BY)
        except ValueError:
            raise CommandError(_("Say a number of letters from 0 to 20.")) from None

    def times(self, program: Program, gate: int | None, close: int | None, mail_at: time | None) -> None:
        if gate is not None:
            service.set_letter_gate(program=program, days=gate or None, by=BY)
        if close is not None:
            service.set_closing(program=program, days=close, by=BY)
        if mail_at is not None:
            service.set_daily_mail(program=program, at=mail_at, by=BY)

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
        if program.letter_gate_days:
            self.stdout.write(
                _("A week that waits for a letter opens %(n)d days after the worksheet, also without it.")
                % {"n": program.letter_gate_days}
            )
        self.stdout.write(
            _("A case closes %(n)d days after the letter to the follow-up.") % {"n": program.close_after_days}
        )
        self.stdout.write(
            _("Read by a colleague before they leave: %(rule)s.") % {"rule": SecondReader(program.second_reader).label}
        )
        if program.undo_seconds:
            self.stdout.write(
                _("A letter can be taken back for %(n)d seconds after it was sent.") % {"n": program.undo_seconds}
            )
        self.stdout.write(
            _("Staff who want it get a mail at %(time)s on working days.") % {"time": f"{program.daily_mail_at:%H:%M}"}
        )
        self.show_joining(program)

    def show_joining(self, program: Program) -> None:
        """Whether anybody can join now, and which lines of the go-live list stand in the way."""
        said = {
            Admission.OPEN: _("People can join now."),
            Admission.FULL: _("Nobody can join now: every place is taken."),
            Admission.CLOSED: _("Nobody can join now."),
        }
        facts = admission.facts_of(program, clock.today(program.zone))
        places = _("no limit") if facts.places is None else facts.places
        self.stdout.write(_("Places: %(taken)d taken of %(places)s.") % {"taken": facts.taken, "places": places})
        self.stdout.write(said[admission.admission_to(program)])
        for standing in admission.warnings(program, clock.today(program.zone)):
            named = {"line": standing.line.title, "state": standing.said}
            self.stdout.write(_("On the go-live list: %(line)s: %(state)s.") % named)


def gate_days_of(word: str) -> int:
    """0 stands for never."""
    return 0 if word.lower() == "never" else days_of(word)


def days_of(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= service.LONGEST_GATE:
        raise ArgumentTypeError(_("Say a number of days from 1 to 365; for a gate also “never”."))
    return int(word)


def seconds_of(word: str) -> int:
    if not word.isdecimal() or int(word) > service.LONGEST_UNDO:
        raise ArgumentTypeError(_("Say a number of seconds from 0 to 3600."))
    return int(word)


def mask_of(working_days: str) -> int:
    """Bit 0 is Monday."""
    mask = 0
    for word in working_days.split(","):
        if word.strip().lower() not in DAYS:
            raise CommandError(_("“%(word)s” is no day. Use %(days)s.") % {"word": word, "days": ",".join(DAYS)})
        mask |= 1 << DAYS.index(word.strip().lower())
    return mask
