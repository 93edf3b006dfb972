"""The part of a copy that comes from reading: notes beside exercises, and the steps that were kept."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules import notes, queries
from modules.models import StepNote
from modules.words import week_name
from program.copying import Entry, Line, Owner, part, unopened
from vault.errors import SealBroken


@part("notes", gettext_lazy("Your notes"), order=80, holds=("modules.StepNote.text",))
def own_notes(owner: Owner) -> Iterator[Entry]:
    """What an overtaken window held is among them."""
    titles = _titles(owner)
    for row in queries.step_notes(owner.journey.enrolment.pk):
        yield Entry(titles.get((row.progress.week, row.step), row.step), [Line(_text(owner, row))])


@part("kept-pages", gettext_lazy("Pages that you keep"), order=85)
def kept_pages(owner: Owner) -> Iterator[Entry]:
    titles = _titles(owner)
    for mark in queries.bookmarks(owner.journey.enrolment.pk):
        yield Entry(titles.get((mark.progress.week, mark.step), mark.step), [])


def _titles(owner: Owner) -> dict[tuple[int, str], str]:
    """The steps of all weeks by week and key, as a person would name them."""
    said = _("%(week)s: %(step)s")
    return {
        (week.number, step.key): said % {"week": week_name(week.number, week.kind), "step": step.title}
        for week in owner.journey.weeks
        for step in queries.steps_of(week)
    }


def _text(owner: Owner, row: StepNote) -> str:
    try:
        return notes.opened(row, owner.private)
    except SealBroken:
        return unopened()
