"""Publishing an edition freezes its worksheets."""

import hashlib
import json

from wagtail.rich_text import expand_db_html

from program.models import Edition
from worksheets.blocks import frozen_questions
from worksheets.models import Worksheet, WorksheetVersion


def freeze(*, worksheet: Worksheet, edition: Edition, week: int, source_revision: str = "") -> WorksheetVersion:
    """The worksheet as it stands now, as the frozen version of this week. Call it in the transaction that publishes."""
    content = {
        "key": worksheet.key,
        "title": worksheet.title,
        "minutes": worksheet.minutes,
        "intro_html": expand_db_html(worksheet.intro),
        "ending_html": expand_db_html(worksheet.ending),
        "questions": frozen_questions(worksheet),
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return WorksheetVersion.objects.create(
        edition=edition,
        week=week,
        sha256=hashlib.sha256(canonical.encode()).hexdigest(),
        source_revision=source_revision,
        **content,
    )
