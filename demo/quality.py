"""A supervisor has read one of the letters that were drawn of last month, and laid a checklist beside every new one;
writing took everybody some minutes."""

from datetime import date
from uuid import uuid4

from program.models import Account, Program
from therapist import minutes, sampling
from therapist.actions import minutes as counting
from therapist.actions import reviews
from therapist.actions.checklists import set_checklist
from therapist.models import Letter, LetterReview, WritingTime
from therapist.reviewing import Mark, Point, Review

SHORTEST = 7
CHECKLIST = ("Affirm something they did", "Name one concrete step", "Ask one question")
WORDS = (
    "You say back what they wrote in your own words before you add anything, and it shows that you have read it. "
    "Keep that.\n\n"
    "The two questions at the end compete with the step. Next time, try to end on the step alone."
)


def read_one(reader: Account, *, today: date) -> None:
    """The first that was drawn; nothing where it was done already, or nothing was sent in that month."""
    if LetterReview.objects.exists():
        return
    drawn = sorted(sampling.drawn_rows(sampling.months(today)[0]), key=lambda row: (row.sent_on or today, row.pk))
    for letter in drawn[:1]:
        marks = dict.fromkeys(Point, Mark.YES) | {Point.STEP: Mark.PARTLY}
        reviews.review(letter=letter, said=Review(marks, WORDS), form_key=uuid4(), by=reader, today=today)


def lay_checklist(by: Account, *, today: date) -> None:
    """For every program; nothing where one was laid already."""
    for program in Program.objects.all():
        set_checklist(program=program, version=0, lines=CHECKLIST, required=False, by=by.pk, today=today)


def count_minutes() -> None:
    """For every letter that was sent, as long as such a letter takes; nothing where some were counted already."""
    if WritingTime.objects.exists():
        return
    for place, letter in enumerate(Letter.objects.filter(sent_on__isnull=False).order_by("sent_on", "week", "pk")):
        if letter.sent_on:
            week_on, took = minutes.monday(letter.sent_on), SHORTEST + place * 5 % 9
            counting.count(staff=letter.author_id, participant=letter.participant_id, week_on=week_on, minutes=took)
