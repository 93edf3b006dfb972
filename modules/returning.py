"""Words that an urgent fix took out, and that a new edition would bring back."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from modules.freezing import FrozenEdition
from modules.mending import Words
from modules.places import Text, named, read_of, row_text
from program.models import Edition, Fix, Part, Program


def returning(frozen: FrozenEdition, program: Program, language: str) -> Iterator[str]:
    """One sentence for each fix and place. One statement."""
    fixes = list(Fix.objects.filter(program=program).order_by("number"))
    texts = list(_texts(frozen, Edition(language=language))) if fixes else []
    for fix in in_force(fixes):
        words = Words(fix.old, fix.new)
        for text in texts:
            if any(words.stand_in(each) for each in read_of(text)):
                yield _(
                    "Fix %(fix)d of %(day)s took out “%(old)s”, and week %(week)d, %(place)s, says it again. "
                    "Change the page, too."
                ) % {
                    "fix": fix.number,
                    "day": f"{fix.made_on:%Y-%m-%d}",
                    "old": fix.old,
                    "week": text.week,
                    "place": named(text.part, text.place),
                }


def in_force(fixes: Sequence[Fix]) -> Iterator[Fix]:
    """Those that no later one took back: it may be right again to say what was once wrong."""
    for number, fix in enumerate(fixes):
        if not any(Words(fix.old, fix.new).stand_in(later.new) for later in fixes[number + 1 :]):
            yield fix


def _texts(frozen: FrozenEdition, edition: Edition) -> Iterator[Text]:
    for week in frozen.weeks:
        yield row_text(Part.WEEK, week, edition, week.number)
    for words in frozen.words:
        yield row_text(Part.WEEK, words, edition, words.number, language=words.language)
    for step in frozen.steps:
        yield row_text(Part.STEP, step, edition, step.week, step.number, step.language)
    for sheet in frozen.worksheets:
        yield row_text(Part.SHEET, sheet, edition, sheet.week, language=sheet.language)
