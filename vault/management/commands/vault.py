"""Keys from the command line. Secrets are typed or piped in, never given as arguments: those stay in histories."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from getpass import getpass
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vault import erasure, holders, keyfile, rotation, supervision
from vault.errors import NotAdmitted, SealBroken
from vault.models import KeyPair, today


class Command(BaseCommand):
    help = "Make, rotate and recover the keys of this installation; replay erasures after a restore."

    def add_arguments(self, parser: ArgumentParser) -> None:
        tasks = parser.add_subparsers(dest="task", required=True)
        tasks.add_parser("init", help="make the key file where there is none, and the supervision key")
        tasks.add_parser("rotate", help="renew the server key and destroy versions older than 35 days")
        recover = tasks.add_parser("recover", help="admit a supervisor with the offline recovery key (read from stdin)")
        recover.add_argument("--holder", type=UUID, required=True)
        admit = tasks.add_parser("admit", help="admit a supervisor by another one's password (read from stdin)")
        admit.add_argument("--by", type=UUID, required=True)
        admit.add_argument("--holder", type=UUID, required=True)
        tasks.add_parser("replay", help="erase again what the ledger names; needed after every restore")
        confirm = tasks.add_parser("confirm", help="whether a receipt of an erasure is true; says nothing of whose")
        confirm.add_argument("number")
        confirm.add_argument("day", type=date.fromisoformat, help="the day on the receipt, as 2026-11-22")

    def handle(self, *, task: str, **options: Any) -> None:
        tasks: dict[str, Callable[..., None]] = {
            "init": self.init,
            "rotate": self.rotate,
            "recover": self.recover,
            "admit": self.admit,
            "replay": self.replay,
            "confirm": self.confirm,
        }
        try:
            tasks[task](**options)
        except KeyPair.DoesNotExist:
            raise CommandError(_("This holder has no staff key pair yet: it is made at the first sign-in.")) from None

    def init(self, **_options: Any) -> None:
        if KeyPair.objects.filter(holder=supervision.SUPERVISION).exists():
            raise CommandError(_("This installation has its keys already."))
        if keyfile.missing() and KeyPair.objects.exists():
            raise CommandError(_("The database holds keys, but the key file is missing: restore it from its backup."))
        if keyfile.create(today=today()):
            self.stdout.write(_("The server key file has been made. Back it up apart from the database's backups."))
        recovery_key = supervision.init()
        self.stdout.write(_("The offline recovery key, shown this once. Write it down and lock it away:"))
        self.stdout.write(recovery_key)

    def rotate(self, **_options: Any) -> None:
        done = rotation.rotate(today=today())
        self.stdout.write(
            _("Version %(version)s is in use. Renewed: %(renewed)s. Versions destroyed: %(destroyed)s.")
            % {"version": done.version, "renewed": done.rewrapped, "destroyed": len(done.destroyed)}
        )
        if done.unreadable:
            raise CommandError(_("Blobs that could not be read: %(count)s.") % {"count": done.unreadable})

    def recover(self, *, holder: UUID, **_options: Any) -> None:
        try:
            supervision.recover(recovery_key=_secret(_("Offline recovery key: ")), holder=holder)
        except SealBroken:
            raise CommandError(_("This is not the recovery key of this installation.")) from None
        self.stdout.write(_("Admitted."))

    def admit(self, *, by: UUID, holder: UUID, **_options: Any) -> None:
        private = holders.unlock(holder=by, secret=_secret(_("Password of the admitting supervisor: ")))
        if private is None:
            raise CommandError(_("The password does not fit."))
        try:
            supervision.admit(by=private, holder=holder)
        except NotAdmitted:
            raise CommandError(_("The admitting person is not a supervisor.")) from None
        self.stdout.write(_("Admitted."))

    def replay(self, **_options: Any) -> None:
        try:
            again = erasure.replay()
        except erasure.LedgerDamaged as damage:
            raise CommandError(str(damage)) from None
        self.stdout.write(_("Erased again: %(count)s.") % {"count": again})

    def confirm(self, *, number: str, day: date, **_options: Any) -> None:
        if not erasure.confirms(number, day):
            raise CommandError(_("No erasure in the ledger fits this number and this day."))
        self.stdout.write(_("Confirmed: this was erased on %(day)s.") % {"day": day.isoformat()})


def _secret(prompt: str) -> str:
    if sys.stdin.isatty():
        return getpass(prompt)
    return sys.stdin.readline().rstrip("\r\n")
