"""A participant comes in, changes what they sign in with, and leaves without a trace."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Case, When

from program.actions import devices
from program.actions.grants import assign_automatically
from program.admission import taken_places
from program.arms import arms_of, draw
from program.audit.record import SYSTEM, record
from program.credentials import new_alias
from program.models import Account, AccountKind, Consent, ConsentText, Edition, Enrolment, Participant, Program
from program.models.accounts import name_index
from vault import erasure, holders
from vault.holders import PrivateKey
from vault.sealing import CaseKey
from vault.supervision import SUPERVISION

ALIAS_TRIES = 20


class NoPlace(Exception):
    """The last place went to somebody else a moment ago. Nothing was stored."""


class NameTaken(Exception):
    """Somebody else got this sign-in name a moment ago; make another."""


@dataclass(frozen=True)
class Newcomer:
    """What the pages of joining gathered. Kept nowhere before `join`."""

    account_id: UUID
    continent: str
    sign_in_name: str
    passphrase: str = field(repr=False)
    forgiving: bool
    recovery_code: str = field(repr=False)
    letters_in: str = ""


def join(*, newcomer: Newcomer, program: Program, consent: ConsentText, today: date) -> Account:
    """Make the account, its keys and its case; the unlocked private key comes back on the account.

    Sending the last page twice makes one account. Raises NameTaken or NoPlace. The slow key derivation stands outside
    the transaction, so that nobody waits for it. Places are counted here; the go-live list is the caller's to look at.
    """
    if name_taken(newcomer.sign_in_name) and not has_joined(newcomer.account_id):
        raise NameTaken
    bolts = holders.forge(secret=newcomer.passphrase, forgiving=newcomer.forgiving, recovery=newcomer.recovery_code)
    try:
        with transaction.atomic():
            private = holders.fit_pair(holder=newcomer.account_id, kind="participant", bolts=bolts)
            _take_place(program)
            account = _make_case(newcomer, program, consent, today)
    except IntegrityError:
        joined = _already_joined(newcomer)
        if joined is None:
            raise
        return joined
    account.unlocked = private
    return account


def has_joined(account_id: UUID) -> bool:
    """Whether the last page of this newcomer was taken already, by another click."""
    return Account.objects.filter(pk=account_id).exists()


def name_taken(sign_in_name: str) -> bool:
    return Account.objects.filter(name_index=name_index(AccountKind.PARTICIPANT, sign_in_name)).exists()


def renew_passphrase(*, account: Account, private: PrivateKey, secret: str, forgiving: bool, today: date) -> None:
    """A new passphrase: all texts stay, every other session ends."""
    holders.relock(private=private, secret=secret, forgiving=forgiving)
    with transaction.atomic():
        account.renew_stamp()
        account.save(update_fields=["password"])
        record(verb="passphrase.renewed", by=account.pk, on=today)


def renew_recovery_code(*, account: Account, private: PrivateKey, code: str, today: date) -> None:
    """A new recovery code; the old one opens nothing any more. Pressed twice, it is done once."""
    if holders.unlock(holder=account.pk, secret=code, lock="recovery") is not None:
        return
    holders.relock(private=private, secret=code, lock="recovery", forgiving=True)
    record(verb="recovery-code.renewed", by=account.pk, on=today)


def erase(*, account: Account, today: date) -> str:
    """Destroy every copy of the case key, then the rows. Nothing can bring the texts back; the audit keeps ids only.

    Returns the receipt, the same one however often it is done on one day.
    """
    case_id = account.pk
    erasure.erase(case_id)
    _remove(account, by=case_id, today=today)
    return erasure.receipt(case_id, today)


def finish_erasures(*, today: date) -> int:
    """Remove the rows of cases whose key was erased: those that a restored backup brought back and the replay emptied,
    and those of an erasure that was killed half-way. Returns how many."""
    left = list(Account.objects.filter(participant__supervision_key=b""))
    for account in left:
        _remove(account, by=SYSTEM, today=today)
    return len(left)


@transaction.atomic
def _remove(account: Account, *, by: UUID | str, today: date) -> None:
    """Keys, sessions and account go together: whoever pressed twice finds all of them or none."""
    account_id = account.pk
    holders.erase_holder(account_id)
    devices.forget(account=account)
    removed, _kinds = Account.objects.filter(pk=account_id).delete()
    if removed:
        record(verb="account.erased", by=by, on=today, case=account_id)


def _take_place(program: Program) -> None:
    """One after the other: whoever comes second sees the place that the first one took. Raises NoPlace."""
    now = Program.objects.select_for_update().get(pk=program.pk)
    if now.places is not None and taken_places(now) >= now.places:
        raise NoPlace


def _make_case(newcomer: Newcomer, program: Program, consent: ConsentText, today: date) -> Account:
    account = Account.objects.create(
        id=newcomer.account_id,
        kind=AccountKind.PARTICIPANT,
        name_index=name_index(AccountKind.PARTICIPANT, newcomer.sign_in_name),
    )
    key = CaseKey.new(account.pk)
    participant = Participant(account=account, alias=_free_alias(), continent=newcomer.continent, adult=True)
    participant.letters_in = newcomer.letters_in
    holders.seal_case_key(key=key, holder=account.pk, row=participant, field="own_key")
    holders.seal_case_key(key=key, holder=SUPERVISION, row=participant, field="supervision_key")
    participant.save(force_insert=True)
    Consent.objects.create(participant=participant, text=consent, given_on=today)
    edition = _edition_for(program, consent.language)
    arm = draw(arms_of(program.pk))
    Enrolment.objects.create(participant=participant, program=program, edition=edition, seen_on=today, arm=arm)
    detail: dict[str, str | int] = {"consent": consent.version, **({"arm": arm.key} if arm else {})}
    record(verb="programme.joined", by=account.pk, on=today, case=account.pk, detail=detail)
    assign_automatically(participant=participant, program=program, key=key, today=today)
    return account


def _edition_for(program: Program, language: str) -> Edition:
    """The newest that is written in the language in which they agreed; else the newest, which holds translations."""
    own = Case(When(language=language, then=0), default=1)
    return Edition.objects.filter(program=program).order_by(own, "-number", "published_on", "language")[:1].get()


def _free_alias() -> str:
    for _attempt in range(ALIAS_TRIES):
        alias = new_alias()
        if not Participant.objects.filter(alias=alias).exists():
            return alias
    raise RuntimeError("No free alias was found; the lists in program.credentials are too short for this many people.")


def _already_joined(newcomer: Newcomer) -> Account | None:
    """The account that the other click made. Raises NameTaken where it is somebody else who was faster."""
    account = Account.objects.filter(pk=newcomer.account_id).first()
    if account is None:
        if name_taken(newcomer.sign_in_name):
            raise NameTaken
        return None
    account.unlocked = holders.unlock(holder=account.pk, secret=newcomer.passphrase)
    return account
