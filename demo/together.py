"""What the demo's staff do together: one reads a colleague's letter before it leaves, one answers while another is
away, and a case goes from one to the other. Made up, like everything here."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from demo.people import STAFF
from program.actions import claims
from program.models import Account, AccountKind, CaseGrant, GrantKind, Promise, PromiseKind
from program.models.accounts import name_index
from therapist.actions import second
from therapist.actions.handing_over import hand_over
from therapist.actions.letters import Place, Window
from therapist.models import HandOver, SecondReading
from therapist.words import Words
from vault import holders
from vault.sealing import CaseKey
from worksheets.models import Response

READ, READ_WEEK = "linden-lane-28", 2
GIVEN = "brook-barn-42"
LETTER = Words(
    "You wrote down two Sundays, and they can be laid side by side. On the first one the plates stayed on the table, "
    'and there was one thought: "That was all. Two weeks until the next." On the second one the radio was on. You '
    'called it silly, and then you wrote "but it helps".\n\n'
    "Look at what you did on the second Sunday, in this order: you washed up, you rang your mother, you slept. It did "
    "not make the evening a good one, and you say so: sad, not hollow. I would keep that difference. Sad is something "
    "that can be told to somebody on the phone.\n\n"
    "You also wrote that you went near it and closed it again. Thank you for not leaving that out. It was close, and "
    "it was you who turned round.\n\n"
    "Ten past six comes back every second week, and now you know it by the clock. Which of the three things would you "
    "like to have ready for an evening on which you are tired?",
    "Before the next Sunday on your own, agree with your mother on the hour at which you ring.",
)
NOTE = (
    "Reads week 1; nothing has come in yet, and nothing has been promised. I work fewer days from next month on, and "
    "would rather not begin and then leave: the first letter should be from whoever writes the others."
)


def work_together(*, today: date, now: datetime) -> None:
    """Each of it once; a claim ends after some hours and is made again when the demo is next set up."""
    keys = {account.work_name: private_of(account) for account in _clinical()}
    have_read(keys, today=today)
    give_a_case(keys, today=today)
    answer_for_a_colleague(today=today, now=now)


def have_read(keys: Mapping[str, holders.PrivateKey], *, today: date) -> None:
    """The supervisor was asked to read a letter, and has not done so yet."""
    grant = _assigned(READ)
    response = Response.objects.filter(participant=grant.participant, week=READ_WEEK).last() if grant else None
    if grant is None or response is None or SecondReading.objects.exists():
        return
    reader = next(account for account in _clinical() if account.is_supervisor)
    place = Place(grant.participant.enrolment, _key(grant, keys), READ_WEEK, response)
    window = Window(uuid4(), 0)
    second.ask(place=place, window=window, words=LETTER, reader=reader, by=grant.staff_id, today=today)


def give_a_case(keys: Mapping[str, holders.PrivateKey], *, today: date) -> None:
    """One therapist has given a case to another, with a note."""
    grant = _assigned(GIVEN)
    if grant is None or HandOver.objects.exists():
        return
    colleague = next(each for each in _clinical() if each.is_therapist and each.pk != grant.staff_id)
    hand_over(
        participant=grant.participant,
        key=_key(grant, keys),
        staff=colleague,
        instead_of=grant.staff_id,
        note=NOTE,
        form_key=uuid4(),
        by=grant.staff,
        today=today,
    )


def answer_for_a_colleague(*, today: date, now: datetime) -> None:
    """Whoever covers has taken the oldest answer of the cases they cover; nothing where somebody has one already."""
    covers = CaseGrant.objects.in_force(today).filter(kind=GrantKind.COVER)
    whose: dict[UUID, UUID] = dict(covers.values_list("participant_id", "staff_id"))
    waits = Promise.objects.filter(participant__in=whose, kept_on=None, kind=PromiseKind.LETTER).order_by(
        "due_on", "pk"
    )
    promise = waits.first()
    if promise is not None and not waits.filter(claimed_until__gt=now).exists():
        claims.claim(promise=promise, by=whose[promise.participant_id], now=now, today=today)


def _clinical() -> list[Account]:
    emails = [one.email for one in STAFF if {"THERAPIST", "SUPERVISOR"} & set(one.roles)]
    names = [name_index(AccountKind.STAFF, email) for email in emails]
    return sorted(Account.objects.filter(name_index__in=names), key=lambda account: account.work_name)


def private_of(account: Account) -> holders.PrivateKey:
    secret = next(one.password for one in STAFF if one.work_name == account.work_name)
    private = holders.unlock(holder=account.pk, secret=secret)
    if private is None:
        raise RuntimeError("A key of the demo's staff did not open.")
    return private


def _assigned(name: str) -> CaseGrant | None:
    """Whose case it is."""
    person = name_index(AccountKind.PARTICIPANT, name)
    rows = CaseGrant.objects.filter(participant__account__name_index=person, kind=GrantKind.ASSIGNED, last_day=None)
    return rows.select_related("staff", "participant__enrolment__program").first()


def _key(grant: CaseGrant, keys: Mapping[str, holders.PrivateKey]) -> CaseKey:
    private = keys[grant.staff.work_name]
    return holders.open_case_key(private=private, row=grant, field="case_key", case_id=grant.participant_id)
