"""A clinic's words come onto the pages that anybody may read, and are taken back."""

import json
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from program.audit.record import record
from program.choices import PublicPage
from program.models import PublicText
from program.public import Words

NOTHING = Words("")


@transaction.atomic
def publish_words(*, page: PublicPage, words: Words, by: UUID | str, today: date) -> bool:
    """Show these words from now on. Whether that changed anything: the same again does nothing."""
    return _append(page, words, words.language, by, today, "public-words.published")


@transaction.atomic
def take_back_words(*, page: PublicPage, language: str, by: UUID | str, today: date) -> bool:
    """Show none; the page itself stays, with what the software says on it."""
    return _append(page, NOTHING, language, by, today, "public-words.taken-back")


def _append(page: PublicPage, words: Words, language: str, by: UUID | str, today: date, verb: str) -> bool:
    rows = PublicText.objects.select_for_update().filter(page=page, language=language)
    newest = rows.order_by("-number").first()
    content = {"title": words.title, "lead": words.lead, "parts": [asdict(part) for part in words.parts]}
    mark = sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    is_same = mark == newest.sha256 if newest else not words.title
    if is_same:
        return False
    number = newest.number + 1 if newest else 1
    row = PublicText(page=page, language=language, number=number, sha256=mark, **content)
    row.published_on, row.published_by = today, str(by)
    row.save(force_insert=True)
    record(verb=verb, by=by, on=today, subject=row.pk, detail={"page": str(page), "number": number})
    return True
