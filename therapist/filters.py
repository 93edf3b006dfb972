"""What of the inbox is looked at. A filter lives in the address, and its name is made of its own words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

WEEKS = [str(week) for week in range(1, 61)]
# Where a page begins; no filter.
PLACE = "after"


class Whose(TextChoices):
    MINE = "mine", pgettext_lazy("cases", "Mine")
    COVER = "cover", gettext_lazy("Covering")
    UNASSIGNED = "unassigned", gettext_lazy("Unassigned")


class Flag(TextChoices):
    ALERT = "alert", gettext_lazy("Open alert")
    LATE = "late", gettext_lazy("Late")
    BEGUN = "begun", gettext_lazy("Letter begun")


@dataclass(frozen=True)
class Filter:
    """What is empty does not matter. Only a supervisor's filter asks for cases without a therapist."""

    whose: str = ""
    week: int = 0
    flag: str = ""

    @property
    def address(self) -> str:
        """As it stands behind the question mark; the same filter always has the same address."""
        chosen = {"whose": self.whose, "week": self.week, "flag": self.flag}
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def name(self) -> str:
        """In words, for a link: 'Mine, week 3, late'."""
        parts = [
            str(Whose(self.whose).label) if self.whose else "",
            _("week %(week)s") % {"week": self.week} if self.week else "",
            str(Flag(self.flag).label).lower() if self.flag else "",
        ]
        return capfirst(", ".join(part for part in parts if part))

    def but(self, **changed: Any) -> "Filter":
        return replace(self, **changed)

    def __bool__(self) -> bool:
        return bool(self.address)


@dataclass(frozen=True)
class Asked:
    """A filter as an address asks for it. `is_partly` where something in the address means nothing and was left out,
    `is_refused` where it asks for cases that only supervisors give away."""

    filter: Filter
    is_partly: bool = False
    is_refused: bool = False


def asked(given: Mapping[str, str], *, sees_unassigned: bool) -> Asked:
    """Whatever stands in the address: what is understood is taken, and of the rest it is said that there was some."""
    known = {"whose": [*Whose.values], "week": WEEKS, "flag": [*Flag.values]}
    taken = {name: word for name, word in given.items() if word in known.get(name, ())}
    is_refused = taken.get("whose") == Whose.UNASSIGNED and not sees_unassigned
    if is_refused:
        del taken["whose"]
    found = Filter(taken.get("whose", ""), int(taken.get("week", 0)), taken.get("flag", ""))
    left = [name for name, word in given.items() if word and name not in {*taken, PLACE}]
    return Asked(found, is_partly=bool(left) and not is_refused, is_refused=is_refused)


def filter_at(address: str, *, sees_unassigned: bool) -> Filter:
    """The filter of an address that was kept; without what its owner may not ask for any more."""
    return asked(dict(parse_qsl(address)), sees_unassigned=sees_unassigned).filter
