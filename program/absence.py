"""Who answers while a therapist is away, in words for participants."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from program.queries import Instead

# So long before it begins a participant is told of cover. Own choice.
AHEAD = timedelta(days=7)


def covered(covers: Sequence[Instead], today: date) -> list[str]:
    """One sentence for each cover: from some days before until it is over."""
    near = [cover for cover in covers if cover.first_day <= today + AHEAD and today <= cover.last_day]
    return [_covered(cover) for cover in sorted(near, key=lambda cover: cover.first_day)]


def _covered(cover: Instead) -> str:
    said = _("From %(first)s to %(last)s %(colleague)s answers in place of %(therapist)s.")
    if cover.first_day == cover.last_day:
        said = _("On %(last)s %(colleague)s answers in place of %(therapist)s.")
    same_month = (cover.first_day.year, cover.first_day.month) == (cover.last_day.year, cover.last_day.month)
    return said % {
        "first": date_format(cover.first_day, _("j") if same_month else _("j F")),
        "last": date_format(cover.last_day, _("j F")),
        "colleague": cover.colleague,
        "therapist": cover.therapist or _("your therapist"),
    }
