"""A letter of last month that was drawn, and what a supervisor says about it."""

from datetime import timedelta
from uuid import UUID

from program import clock
from program.models import Participant, Program
from tests.people import Person
from tests.therapist import crowd
from therapist.models import Letter

LIST = "/staff/supervision/letters/"
OWN = "/staff/own/"
WORDS = "You name the river walk, and it is theirs. Try one question less. Plover-words."
MARKS = {"warm": "yes", "answers": "yes", "step": "partly", "safety": "not-yet", "limits": "yes"}
LAST_MONTH = clock.today().replace(day=1) - timedelta(days=1)


def url(letter: Letter, more: str = "") -> str:
    return f"{LIST}{letter.pk}/{more}"


def letter_url(letter: Letter) -> str:
    return f"/staff/case/{letter.participant_id}/week/{letter.week}/"


def page(person: Person, where: str) -> str:
    return " ".join(person.client.get(where).content.decode().split())


def fields(person: Person, letter: Letter, **changed: str) -> dict[str, str]:
    """As the page of the letter gives them, opened where it was not."""
    person.client.post(url(letter, "open/"))
    context = person.client.get(url(letter)).context
    return {"form_key": str(context["form_key"]), "rescue": str(context["rescue_token"])} | {
        **MARKS,
        "words": WORDS,
        **changed,
    }


def rate(person: Person, letter: Letter, **changed: str) -> str:
    return person.client.post(url(letter), fields(person, letter, **changed), follow=True).content.decode()


def drawn(person: Person) -> list[UUID]:
    return [row.id for row in person.client.get(LIST).context["found"]]


def many_letters(program: Program, authors: list[UUID], *, each: int) -> None:
    """Letters of last month that nobody can open, so that a list which opens one would fail."""
    rows = crowd.participants(each * len(authors), program, joined_on=LAST_MONTH)
    Participant.objects.filter(pk__in=[row.pk for row in rows]).update(supervision_key=crowd.NO_KEY)
    Letter.objects.bulk_create(
        Letter(
            participant=row,
            week=1,
            author_id=authors[place % len(authors)],
            state="sent",
            body=crowd.NO_KEY,
            sent_on=LAST_MONTH,
        )
        for place, row in enumerate(rows)
    )
