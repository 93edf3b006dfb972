"""What a parameter of a question may hold. A check answers with what it expected, or with nothing when all is well."""

import math
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

Check = Callable[[object], str]

KEY = re.compile(r"[a-z][a-z0-9_]*")
VALUE = re.compile(r"[a-z0-9_]+")
MOST_ROWS = 50
MOST_WEEKS = 200


@dataclass(frozen=True)
class Param:
    check: Check
    required: bool = False


def text(value: object) -> str:
    return "" if isinstance(value, str) and value.strip() else _("some text")


def flag(value: object) -> str:
    return "" if isinstance(value, bool) else _("true or false")


def number(value: object) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return "" if is_number else _("a number")


def whole(low: int, high: int) -> Check:
    def check(value: object) -> str:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return ""
        return _("a whole number from %(low)d to %(high)d") % {"low": low, "high": high}

    return check


def one_of(*allowed: str) -> Check:
    def check(value: object) -> str:
        if isinstance(value, str) and value in allowed:
            return ""
        return _("one of %(values)s, in quotes") % {"values": ", ".join(allowed)}

    return check


def key(value: object) -> str:
    if isinstance(value, str) and KEY.fullmatch(value):
        return ""
    return _("a key such as 'first_step': small letters, digits and _, a letter first")


def labelled(*, id_name: str = "key", least: int = 1, most: int = MOST_ROWS, allowed: Collection[str] = ()) -> Check:
    """A list of entries, each with an own `id_name` and a label; `allowed` names what else an entry may hold."""
    pattern = KEY if id_name == "key" else VALUE
    names = {id_name, "label", *allowed}

    def entry_is_right(entry: object) -> bool:
        return (
            isinstance(entry, dict)
            and set(entry) <= names
            and isinstance(entry.get(id_name), str)
            and pattern.fullmatch(entry[id_name]) is not None
            and not text(entry.get("label"))
        )

    def check(value: object) -> str:
        entries = value if isinstance(value, list) else []
        if not least <= len(entries) <= most or not all(entry_is_right(entry) for entry in entries):
            return _("%(least)d to %(most)d entries, each with '%(name)s' and 'label'") % {
                "least": least,
                "most": most,
                "name": id_name,
            }
        if len({entry[id_name] for entry in entries}) < len(entries):
            return _("a different '%(name)s' for each entry") % {"name": id_name}
        return ""

    return check
