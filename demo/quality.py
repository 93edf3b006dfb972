"""A supervisor has read one of the letters that were drawn of last month, and said something about it."""

from datetime import date
from uuid import uuid4

from program.models import Account
from therapist import sampling
from therapist.actions import reviews
from therapist.models import LetterReview
from therapist.reviewing import Mark, Point, Review

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
