"""An urgent fix: words that everybody must stop reading are taken out of every edition, at the next request."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from modules.canonical import sha256_of
from modules.mending import Words
from modules.models import ProgrammePage
from modules.places import Found, seen, texts_of, without
from program.audit.record import record
from program.models import Edition, Fix, FixedWords, Program


class NotFixable(Exception):
    """`sentence` says to an editor why nothing was changed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def found_in_editions(page: ProgrammePage, words: Words) -> list[Found]:
    """All rows of all editions of the programme that hold the words. Raises NotFixable."""
    found = [each for text in texts_of(editions_of(page)) if (each := without(words, text)) is not None]
    if not found:
        raise NotFixable(
            _("These words stand in no edition. Look for capital letters, and for a shorter part of them.")
        )
    if any(each.leaves_empty for each in found):
        raise NotFixable(_("Without these words a title or a question would be empty. Say what stands there instead."))
    return found


def editions_of(page: ProgrammePage) -> list[Edition]:
    """In every language: any of them may still be read."""
    return list(Edition.objects.filter(program_id=page.program_id))


@transaction.atomic
def fix_words(*, page: ProgrammePage, words: Words, reason: str, confirmed: str, by: UUID | str, today: date) -> Fix:
    """Lay the fixed texts beside the frozen ones. Drafts and answers are not touched: no key of a question changes, and
    what was sent keeps the prompts it was sent under.

    `confirmed` is the fingerprint of what was shown (`places.seen`). Raises NotFixable, also where another edition or
    another fix came in between. The number of statements depends on nothing but the editions.
    """
    program = Program.objects.select_for_update().get(pk=page.program_id)
    found = found_in_editions(page, words)
    if seen(words, found) != confirmed:
        raise NotFixable(_("The editions have changed since you looked. These are the places now."))
    newest = Fix.objects.filter(program=program).order_by("-number").first()
    fix = Fix.objects.create(
        program=program,
        number=newest.number + 1 if newest else 1,
        old=words.old,
        new=words.new,
        reason=reason,
        made_on=today,
        made_by=str(by),
    )
    FixedWords.objects.bulk_create([_row(fix, each) for each in found])
    editions = len({each.text.edition.pk for each in found})
    record(
        verb="edition.fixed",
        by=by,
        on=today,
        subject=fix.pk,
        detail={"number": fix.number, "texts": len(found), "editions": editions},
    )
    return fix


def _row(fix: Fix, found: Found) -> FixedWords:
    text = found.text
    return FixedWords(
        fix=fix,
        number=fix.number,
        edition=text.edition,
        part=text.part,
        week=text.week,
        place=text.place,
        language=text.language,
        content=found.content,
        sha256=sha256_of(found.content),
    )
