"""The contents list of a week, in the words of components/steps.html."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from modules.reading import WeekReading

Line = dict[str, str]


def lines(reading: WeekReading) -> list[Line]:
    """One line for each step, in order. Steps behind the furthest count as read; all may be opened at any time."""
    return list(_lines(reading))


def _lines(reading: WeekReading) -> Iterator[Line]:
    for step in reading.steps:
        if step.number < reading.furthest or reading.is_read:
            state, said = "done", _("read")
        elif step.number == reading.here.number:
            state, said = "open", _("you are here") if reading.furthest else _("begin here")
        else:
            state, said = "closed", _("not read yet")
        url = reverse("modules:step", args=[reading.week.number, step.number])
        yield {"title": step.title, "state": state, "said": said, "url": url}
