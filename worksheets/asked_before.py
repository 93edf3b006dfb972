"""What is known of a worksheet's questions from editions, from its last draft, and from the worksheets beside it."""

from collections import defaultdict

from worksheets.blocks import frozen_questions
from worksheets.models import Worksheet, WorksheetVersion
from worksheets.question_keys import Asked, Before, tidy


def known_before(worksheet: Worksheet) -> Before:
    """Three statements; one for a worksheet that is new. `worksheet` is as it was saved, not as it is being changed."""
    is_new = worksheet._state.adding
    return Before(
        saved={} if is_new else {child.id: child.value["key"] for child in worksheet.questions if child.id},
        published=published(worksheet),
        twins={} if is_new else _twins(worksheet),
        elsewhere=_elsewhere(worksheet),
    )


def published(worksheet: Worksheet) -> dict[str, Asked]:
    """What each edition of its programme asked in this worksheet, by key. The newest words win."""
    rows = WorksheetVersion.in_all_languages.filter(edition__program=worksheet.program, key=worksheet.key).order_by(
        "edition__number", "-language"
    )
    found: dict[str, Asked] = {}
    for number, questions in rows.values_list("edition__number", "questions"):
        for question in questions:
            key, label = question["key"], question["label"]
            labels = found[key].labels if key in found else frozenset()
            found[key] = Asked(question["kind"], labels | {tidy(label)}, label, number)
    return found


def was_published(worksheet: Worksheet) -> bool:
    versions = WorksheetVersion.in_all_languages.filter(edition__program=worksheet.program)
    return bool(worksheet.key) and versions.filter(key=worksheet.key).exists()


def _twins(worksheet: Worksheet) -> dict[str, str]:
    others = Worksheet.objects.filter(translation_key=worksheet.translation_key).exclude(pk=worksheet.pk)
    return {question["key"]: question["kind"] for other in others for question in frozen_questions(other)}


def _elsewhere(worksheet: Worksheet) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for other in Worksheet.objects.filter(program=worksheet.program).exclude(key=worksheet.key):
        for question in frozen_questions(other):
            kinds[question["key"]].add(question["kind"])
    return kinds
