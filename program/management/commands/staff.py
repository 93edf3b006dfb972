"""Members of staff from the command line: the way in for the first of them, and for lost passwords.

No password is ever given as an argument: those stay in histories.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from getpass import getpass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from program.actions import staff
from program.models import Account, AccountKind, Role
from program.models.accounts import name_index
from vault import holders
from vault.errors import NotAdmitted

BY = "command line"
ROLES = {role.name.lower(): role for role in Role}


class Command(BaseCommand):
    help = "Invite, list, re-invite, re-admit and suspend members of staff, and set their roles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        tasks = parser.add_subparsers(dest="task", required=True)
        invite = tasks.add_parser("invite", help="make an account and print its one-time invitation code")
        invite.add_argument("--email", required=True)
        invite.add_argument("--name", required=True, help="the name letters are signed with")
        invite.add_argument("--role", action="append", required=True, choices=sorted(ROLES))
        invite.add_argument("--capacity", type=int, default=30, help="how many cases are assigned automatically")
        listing = tasks.add_parser("list", help="ids and roles")
        listing.add_argument("--names", action="store_true", help="names and addresses too")
        self._add_person(tasks.add_parser("reinvite", help="for a lost password: a new code; cases wait for readmit"))
        self._add_person(tasks.add_parser("suspend", help="end sessions, keys and grants at once"))
        roles = tasks.add_parser("roles", help="give exactly these roles")
        self._add_person(roles)
        roles.add_argument("--role", action="append", default=[], choices=sorted(ROLES))
        capacity = tasks.add_parser("capacity", help="how many cases are assigned automatically")
        self._add_person(capacity)
        capacity.add_argument("number", type=int)
        readmit = tasks.add_parser("readmit", help="open the cases again after a lost password")
        self._add_person(readmit)
        readmit.add_argument("--by", required=True, help="a supervisor's id or e-mail; the password is read from stdin")

    def handle(self, *, task: str, **options: Any) -> None:
        tasks: dict[str, Callable[..., None]] = {
            "invite": self.invite,
            "list": self.show,
            "reinvite": self.reinvite,
            "suspend": self.suspend,
            "roles": self.roles,
            "capacity": self.capacity,
            "readmit": self.readmit,
        }
        tasks[task](**options)

    def invite(self, *, email: str, name: str, role: list[str], capacity: int, **_options: Any) -> None:
        try:
            account, code = staff.invite(
                email=email, work_name=name, roles=[ROLES[word] for word in role], capacity=capacity, by=BY
            )
        except staff.AlreadyInvited:
            raise CommandError(_("There is an account for this address. Use reinvite for a lost password.")) from None
        self.stdout.write(_("Invited: %(id)s") % {"id": account.pk})
        self._print_code(code)

    def show(self, *, names: bool, **_options: Any) -> None:
        for account in Account.objects.filter(kind=AccountKind.STAFF).order_by("pk"):
            words = [str(account.pk), *_role_words(account)]
            if not account.is_active:
                words.append(_("suspended"))
            if names:
                words += [account.work_name, account.email]
            self.stdout.write("  ".join(words))

    def reinvite(self, *, person: str, **_options: Any) -> None:
        self._print_code(staff.reinvite(staff=_find(person), by=BY))

    def suspend(self, *, person: str, **_options: Any) -> None:
        staff.suspend(staff=_find(person), by=BY)
        self.stdout.write(_("Suspended."))

    def roles(self, *, person: str, role: list[str], **_options: Any) -> None:
        account = _find(person)
        staff.set_roles(staff=account, roles=[ROLES[word] for word in role], by=BY)
        self.stdout.write("  ".join(_role_words(account)) or _("No role."))

    def capacity(self, *, person: str, number: int, **_options: Any) -> None:
        if number < 0:
            raise CommandError(_("A capacity is a number of cases, 0 or more."))
        staff.set_capacity(staff=_find(person), capacity=number, by=BY)
        self.stdout.write(_("Up to %(n)d cases are assigned automatically.") % {"n": number})

    def readmit(self, *, person: str, by: str, **_options: Any) -> None:
        account, supervisor = _find(person), _find(by)
        private = holders.unlock(holder=supervisor.pk, secret=_secret(_("The supervisor's password: ")))
        if private is None:
            raise CommandError(_("The password does not fit."))
        try:
            sealed = staff.readmit(by_private=private, by=supervisor, staff=account)
        except NotAdmitted:
            raise CommandError(_("This person is not admitted to supervision.")) from None
        except staff.NoKeyPair:
            raise CommandError(_("The invitation has not been taken up yet: there is no key to seal to.")) from None
        self.stdout.write(_("Cases opened again: %(count)s.") % {"count": sealed})

    @staticmethod
    def _add_person(parser: ArgumentParser) -> None:
        parser.add_argument("person", help="id or e-mail")

    def _print_code(self, code: str) -> None:
        self.stdout.write(_("The invitation code, good for one use within 14 days and shown this once:"))
        self.stdout.write(code)
        self.stdout.write(_("To be taken up at %(page)s") % {"page": _invitation_page()})


def _find(person: str) -> Account:
    try:
        found = Account.objects.filter(kind=AccountKind.STAFF, pk=UUID(person))
    except ValueError:
        found = Account.objects.filter(kind=AccountKind.STAFF, name_index=name_index(AccountKind.STAFF, person))
    account = found.first()
    if account is None:
        raise CommandError(_("There is no such member of staff."))
    return account


def _role_words(account: Account) -> list[str]:
    return [word for word, role in sorted(ROLES.items()) if getattr(account, role.value)]


def _invitation_page() -> str:
    try:
        path = reverse("staff:invitation")
    except NoReverseMatch:  # a process of the participants' side does not know the staff's pages
        path = "/staff/invitation/"
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def _secret(prompt: str) -> str:
    if sys.stdin.isatty():
        return getpass(prompt)
    return sys.stdin.readline().rstrip("\r\n")
