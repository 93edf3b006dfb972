"""Somebody says later that they are under 18: what a supervisor goes through. A sample for clinicians to revise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from program.models import AgeCheck
from program.queries import work_names

STEPS: dict[str, StrPromise] = {
    "danger": _("The case is read today for danger: to themselves, to a child, from somebody else."),
    "lead": _("The clinical lead knows, on the same working day."),
    "law": _("What the law says is settled: consent, guardians, what must be reported and to whom."),
    "words": _("They were written to, warmly: it was right to say so, and this is what happens next."),
    "referral": _("A service for young people where they are is named to them, with a way to reach it."),
    "kept": _("It is decided what is kept and for how long, and they were told."),
}


@dataclass(frozen=True)
class Check:
    """One of them, as supervisors see it."""

    pk: int
    alias: str
    told_on: date
    told_by: str
    done: Sequence[str]
    closed_on: date | None
    closed_by: str

    @property
    def left(self) -> int:
        return len(STEPS.keys() - set(self.done))


def checks() -> list[Check]:
    """The open ones first, the oldest of them on top. Two statements."""
    rows = list(AgeCheck.objects.select_related("participant").order_by("-closed_on", "told_on", "pk"))
    names = work_names({by for row in rows for by in (row.told_by_id, row.closed_by_id) if by})
    found = [
        Check(
            *(row.pk, row.participant.alias, row.told_on, names.get(row.told_by_id, ""), row.done, row.closed_on),
            names.get(row.closed_by_id, "") if row.closed_by_id else "",
        )
        for row in rows
    ]
    return sorted(found, key=lambda check: check.closed_on is not None)


def number_open(most: int) -> int:
    """At most one more than `most`. One statement."""
    return len(AgeCheck.objects.filter(closed_on=None).values_list("pk")[: most + 1])


def said(number: int, most: int) -> str:
    """So many say so, for supervisors; empty for none."""
    if not number:
        return ""
    words = ngettext("%(n)s says they are under 18", "%(n)s say they are under 18", number)
    return words % {"n": number if number <= most else gettext("more than %(n)d") % {"n": most}}
