"""An urgent fix goes through the checks of every text: what its new words bring in counts, not what stood before."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import TextField
from django.utils.translation import gettext as _

from modules.mending import Words, paragraphs
from modules.places import DRAWN, TYPED, Found, Text, asked, named, without
from worksheets.avoided_terms import terms_by_language
from worksheets.checks.finding import Finding, Level
from worksheets.checks.registry import Terms, on_words, worst_first
from worksheets.checks.subject import Part, Subject

# As its page has it: below this stands every place that is changed.
PLACES = "#places"


def brought_in(words: Words, found: Sequence[Found]) -> list[Finding]:
    """Each once, however many editions say the same; the worst first. One statement."""
    terms = terms_by_language()
    once = {(each.place, each.what): each for row in found for each in _in_row(words, row, terms)}
    return worst_first(once.values())


def errors(findings: Sequence[Finding]) -> list[str]:
    """What keeps a fix from going out, in sentences."""
    return [each.sentence for each in findings if each.level == Level.ERROR]


def _in_row(words: Words, found: Found, terms: Terms) -> list[Finding]:
    text, bare = found.text, without(Words(words.old), found.text)
    after, before, blank = (
        on_words(_subject(text, content), terms)
        for content in (found.content, text.content, bare.content if bare else text.content)
    )
    return _less(after, before, blank)


def _less(after: list[Finding], before: list[Finding], blank: list[Finding]) -> list[Finding]:
    """What stood before, and would stand with no words in the place of the old ones too, is not of the new words. It
    is first known by its letters and then by its sort: a sentence that is wrong stays it with another number in it."""
    for same in (_letters, _sort):
        stood = Counter(map(same, after)) & Counter(map(same, before)) & Counter(map(same, blank))
        after, before, blank = (list(_beside(each, same, stood)) for each in (after, before, blank))
    return after


def _beside(found: Sequence[Finding], same: Callable[[Finding], Any], stood: Counter[Any]) -> Iterator[Finding]:
    left = Counter(stood)
    for each in found:
        if left[same(each)]:
            left[same(each)] -= 1
        else:
            yield each


def _letters(finding: Finding) -> tuple[str, ...]:
    return finding.level, finding.what, finding.advice


def _sort(finding: Finding) -> tuple[str, ...]:
    return finding.level, finding.advice


def _subject(text: Text, content: Mapping[str, Any]) -> Subject:
    parts = [Part(name, TextField(), read) for name, read in _read(text, content)]
    language = text.language or text.edition.language
    name = _("Week %(week)d, %(place)s (%(language)s)") % {
        "week": text.week,
        "place": named(text.part, text.place),
        "language": language,
    }
    return Subject(name=name, language=language, url=PLACES, parts=parts, values=content)


def _read(text: Text, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every paragraph and every word of a question, with what it is called where it stands."""
    for name in TYPED[text.part]:
        yield name, content[name]
    for name in DRAWN[text.part]:
        for paragraph in paragraphs(content[name]):
            yield name, paragraph
    yield from asked(content.get("questions", []))
