"""The thresholds in words, and the measures that a clinic may choose from."""

from collections.abc import Sequence

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from program.benefit import Thresholds
from worksheets.measures.instrument import Instrument
from worksheets.measures.registry import REGISTRY
from worksheets.measures.stored import ENGLISH, Stored
from worksheets.queries import kept


def measures_to_choose(chosen: Thresholds) -> list[tuple[str, str]]:
    """Every instrument with a total: the program's own, those that the clinic stored, and what is chosen already; each
    by its title in the reader's language, else in English. One statement."""
    titles = {key: each.title for key, each in REGISTRY.items() if each.total is not None}
    for key, stored in kept().items():
        shown = _spoken(key, stored)
        if shown.total is not None:
            titles[key] = shown.title
    return [*titles.items(), *((key, key) for key in chosen.measures if key not in titles)]


def thresholds_said(thresholds: Thresholds) -> list[str]:
    """What the rule looks at, a sentence for each part. A statement only where it names what the clinic stored."""
    stored = kept(set(thresholds.measures) - REGISTRY.keys())
    known = {key: _spoken(key, stored.get(key, ())).title for key in (*REGISTRY, *stored)}
    titles = [known.get(key, key) for key in thresholds.measures]
    said = [
        _("Looked at from week %(week)s since the beginning on; days of a break do not count.")
        % {"week": thresholds.from_week},
        _("A sign: none of these measures has eased by %(percent)s of what it could: %(measures)s.")
        % {"percent": _percent(thresholds.eased_percent), "measures": ", ".join(titles) or "–"},
        _("Measures that began within %(percent)s of the scale from its best end are left out.")
        % {"percent": _percent(thresholds.room_percent)},
        _("A sign: fewer than %(percent)s of the worksheets were sent that could have been sent by now.")
        % {"percent": _percent(thresholds.worksheets_percent)},
        _("A sign: on average fewer sign-ins a week than %(number)s.") % {"number": f"{thresholds.sign_ins_a_week:g}"},
        ngettext("%(n)s sign marks somebody.", "%(n)s signs together mark somebody.", thresholds.signs_needed)
        % {"n": thresholds.signs_needed},
    ]
    if thresholds.change_is_enough:
        said.append(
            _("The first sign is enough alone, and so is a measure that got clearly worse (its reliable change).")
        )
    return said


def _spoken(key: str, stored: Sequence[Stored]) -> Instrument:
    """In the reader's language, else in English, else as it is. One of both must be there."""
    by_language = {each.instrument.language: each.instrument for each in stored}
    found = by_language.get(get_language() or ENGLISH) or by_language.get(ENGLISH) or REGISTRY.get(key)
    return found or stored[-1].instrument


def _percent(number: int) -> str:
    return f"{number} %"
