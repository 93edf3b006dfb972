"""Sets of rows that more than one page or action asks for."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from uuid import UUID

from program.models import Edition
from worksheets.measures.asking import NotAskable, askable
from worksheets.measures.instrument import Instrument
from worksheets.measures.reader import read
from worksheets.measures.stored import NOTHING, Kept, Stored, is_ours, is_translation
from worksheets.models import StoredInstrument, WorksheetVersion
from worksheets.risk.rule import EVERY


def kept(keys: Collection[str] | None = None) -> Kept:
    """The stored instruments with these keys, or all. One statement, none for no keys; texts are read once a process.

    Rows are asked for each time, so that what was stored meanwhile, by whichever process, is there.
    """
    if keys is not None and not keys:
        return NOTHING
    rows = StoredInstrument.objects.order_by("pk").values_list("key", "sha256", "imported_on")
    found: dict[str, list[Stored]] = defaultdict(list)
    for key, sha256, day in rows if keys is None else rows.filter(key__in=keys):
        found[key].append(Stored(_read(sha256), day))
    return found


def offered(keys: Collection[str], *, language: str, on: date | None = None) -> dict[str, Instrument]:
    """Those that may be asked in an edition of this language, published on this day; the others are left out.

    No statement where what comes with the program is all that is named.
    """
    stored = kept({key for key in keys if not is_ours(key, language)})
    found = {}
    for key in keys:
        try:
            found[key] = askable(key, language, stored, on)
        except NotAskable:
            continue
    return found


def spoken(keys: Collection[str], edition: Edition, language: str) -> dict[str, Instrument]:
    """What an edition asks, in the language of a reader where there is a translation, else in its own."""
    own = offered(keys, language=edition.language, on=edition.published_on)
    if language == edition.language:
        return own
    found = offered(keys, language=language, on=edition.published_on)
    return own | {key: each for key, each in found.items() if key in own and is_translation(each, language, own[key])}


@lru_cache(maxsize=256)
def weeks_of_worksheet(edition_id: UUID, key: str) -> frozenset[int]:
    """The weeks of an edition that have the worksheet with this key, or any for EVERY. Kept in the process, as an
    edition is frozen."""
    rows = WorksheetVersion.objects.filter(edition_id=edition_id)
    return frozenset((rows if key == EVERY else rows.filter(key=key)).values_list("week", flat=True))


@lru_cache(maxsize=256)
def weeks_of_question(edition_id: UUID, worksheet: str, question: str) -> frozenset[int]:
    """The weeks of an edition that ask this question: in the worksheet with this key, or in any for an empty one."""
    rows = WorksheetVersion.objects.filter(edition_id=edition_id)
    found = (rows.filter(key=worksheet) if worksheet else rows).values_list("week", "questions")
    return frozenset(week for week, questions in found if any(each["key"] == question for each in questions))


@lru_cache(maxsize=256)
def _read(sha256: str) -> Instrument:
    """By the fingerprint of its text, which can never mean another."""
    row = StoredInstrument.objects.filter(sha256=sha256)[0]
    return read(row.text, row.key)
