"""The one authentication backend: one Argon2 run per try, which both verifies and unlocks."""

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from program.models import Account, AgreedStep, Enrolment, Participant, Program
from program.models.accounts import name_index
from program.prepared import Prepared, columns_of, objects_from
from vault import holders

ACTIVE = Prepared(
    lambda pk: Account.objects.filter(pk=pk, is_active=True).values_list(
        *columns_of(Account),
        *columns_of(Participant, "participant__"),
        *columns_of(Enrolment, "participant__enrolment__"),
        *columns_of(Program, "participant__enrolment__program__"),
        *columns_of(AgreedStep, "participant__enrolment__agreed_step__"),
    ),
    UUID,
)


class VaultBackend(ModelBackend):
    """Checks a name and a secret against the vault. The opened private key comes back on the account as `unlocked`."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Account | None:
        """`kind` and `lock` come as keywords; without a kind (somebody else's log-in form) nobody is let in."""
        kind = kwargs.get("kind")
        if kind is None or username is None or password is None:
            return None
        account = Account.objects.filter(kind=kind, name_index=name_index(kind, username)).first()
        private = holders.unlock(
            holder=account.pk if account else None, secret=password, lock=kwargs.get("lock", "secret")
        )
        if account is None or private is None or not account.is_active:
            return None
        account.unlocked = private
        return account

    def get_user(self, user_id: UUID) -> Account | None:
        """With the participant's enrolment in the same statement, since nearly every page of theirs needs it."""
        row = ACTIVE.first(user_id)
        if row is None:
            return None
        account: Account
        kinds = (Account, Participant, Enrolment, Program, AgreedStep)
        account, participant, enrolment, program, step = objects_from(row, *kinds)
        if participant is not None:
            participant.account = account
        if enrolment is not None:
            enrolment.participant, enrolment.program, enrolment.agreed_step = participant, program, step
        return account
