"""Where words that an urgent fix takes out of the editions stand besides: what no edition holds, or no fix may change.

What belongs to no edition is changed where it is written, and everybody reads that at once. The consent text and
measures are held as they were agreed to and scored: a fix leaves them alone, and they have ways of their own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextField
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from modules.mending import Words, excerpt
from modules.models import ProgrammePage
from modules.models.public import PUBLIC_PAGES
from modules.unpublished import strings
from program.models import ConsentText, CrisisLine
from worksheets.measures.instrument import Instrument
from worksheets.measures.stored import asked_as
from worksheets.queries import kept
from worksheets.template_book import newest_templates


@dataclass(frozen=True)
class Elsewhere:
    """One thing that holds the words, and what is to be done about it. `url`: where, for an editor."""

    what: str
    how: str
    excerpt: str
    language: str = ""
    url: str = ""


@dataclass(frozen=True)
class _Written:
    what: str
    how: str
    texts: Iterable[Any]
    language: str = ""
    url: str = ""


def elsewhere(page: ProgrammePage, words: Words) -> list[Elsewhere]:
    """All that holds them now. The statements do not grow with the editions."""
    old, found = Words(words.old), []
    for each in _written(page):
        text = "\n".join(text for part in each.texts for text in strings(part))
        if words.stand_in(text):
            found.append(Elsewhere(each.what, each.how, excerpt(old, text), each.language, each.url))
    return found


def _written(page: ProgrammePage) -> Iterator[_Written]:
    spoken = (page, *page.translations())
    yield from _consents(page, spoken)
    yield from _public_pages()
    how = _("Whoever writes letters changes it at the desk, under “Letter templates”. Letters that were sent stay.")
    for row in newest_templates(page.program_id).filter(retired=False).order_by("language", "key"):
        what = _("Letter template “%(key)s”") % {"key": row.title}
        yield _Written(what, how, (row.title, row.text), row.language)
    how = _("The clinical lead changes it at the desk, under “Crisis lines”. Everybody reads that at once.")
    for line in CrisisLine.objects.filter(program_id=page.program_id, is_active=True).order_by("order", "key"):
        what = _("Crisis line “%(name)s”") % {"name": line.name}
        yield _Written(what, how, (f"{line.name} {line.number} {line.hours}",))
    yield from _measures(page)


def _consents(page: ProgrammePage, spoken: Sequence[ProgrammePage]) -> Iterator[_Written]:
    """The newest version in each language."""
    how = _(
        "People agreed to it as it stands. Change it on the programme’s page, raise its version, say what is new, and "
        "publish: people are asked to agree to the new one."
    )
    urls = {each.language: reverse("wagtailadmin_pages:edit", args=[each.pk]) for each in spoken}
    rows = ConsentText.objects.filter(program_id=page.program_id, language__in=urls).order_by("version")
    for row in {row.language: row for row in rows}.values():
        what = _("Consent text, version %(number)d") % {"number": row.version}
        yield _Written(what, how, (row.title, row.parts, row.changed), row.language, urls[row.language])


def _public_pages() -> Iterator[_Written]:
    how = _("It belongs to no edition: change it there and publish it. Everybody reads that at once.")
    for kind in PUBLIC_PAGES:
        names = [field.name for field in kind._meta.get_fields() if isinstance(field, TextField | StreamField)]
        for row in kind.objects.live().select_related("locale").order_by("pk"):
            texts = [value.get_prep_value() if hasattr(value, "get_prep_value") else value for value in _of(row, names)]
            url = reverse("wagtailadmin_pages:edit", args=[row.pk])
            yield _Written(str(row.title), how, texts, row.locale.language_code, url)


def _of(row: Any, names: Iterable[str]) -> list[Any]:
    return [getattr(row, name) for name in ("title", *names) if not name.startswith(("draft", "search", "url"))]


def _measures(page: ProgrammePage) -> Iterator[_Written]:
    how = _(
        "Its words were reviewed with its scores. It changes with a new version in a programme file, for people who "
        "join after the edition that follows."
    )
    keys = sorted({key for point in page.assessments for key in point["instruments"]})
    stored = kept(keys)
    for key in keys:
        measure = asked_as(key, page.language, stored)
        if measure is not None:
            what = _("Measure “%(title)s”") % {"title": measure.title}
            yield _Written(what, how, list(_asked(measure)), measure.language)


def _asked(measure: Instrument) -> Iterator[str]:
    yield from (measure.title, measure.instruction, measure.recall)
    for item in measure.items:
        yield from (item.text, item.help, *(option.label for option in item.options))
