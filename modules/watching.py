"""Which risk rules an edition takes along, and which look at nothing in it.

A rule stays in force for as long as the clinic keeps it: somebody under way may still be asked what newcomers are not.
But a pack holds those only that something in it can set off, and whoever publishes is told of the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from modules.models import ModulePage, ProgrammePage
from worksheets.blocks import frozen_questions
from worksheets.measures.asking import NotAskable, askable
from worksheets.measures.instrument import Instrument
from worksheets.queries import kept
from worksheets.risk.fields import RuleRefused
from worksheets.risk.rule import Rule, Unreadable
from worksheets.risk.soundness import Known, check, weeks_asking
from worksheets.rulebook import rules_in_force


@dataclass(frozen=True)
class Watching:
    """`idle` are those that nothing in these weeks can set off, each with the reason."""

    along: Sequence[Rule]
    idle: Sequence[tuple[Rule, str]]

    @property
    def warnings(self) -> list[str]:
        """What to say before an edition is made. A rule that is switched off is missed by nobody."""
        said = _(
            "The risk rule “%(title)s” looks at nothing in this edition: %(why)s It stays in force for people on "
            "earlier editions. Ask the clinical lead before you publish."
        )
        return [said % {"title": rule.title, "why": why} for rule, why in self.idle if rule.active]


def watching(page: ProgrammePage, weeks: Sequence[ModulePage]) -> Watching:
    """Two statements."""
    known = _known(page, weeks)
    along, idle = list[Rule](), list[tuple[Rule, str]]()
    for rule in rules_in_force(page.program_id):
        if why := _refused(rule, known):
            idle.append((rule, why))
        else:
            along.append(rule)
    return Watching(along, idle)


def _known(page: ProgrammePage, weeks: Sequence[ModulePage]) -> Known:
    stored = kept()

    def instrument(key: str) -> Instrument:
        try:
            return askable(key, page.language, stored)
        except NotAskable as refused:
            why = _("“%(key)s” cannot be asked: %(reason)s.") % {"key": key, "reason": refused.reason}
            raise RuleRefused(("looks_at", "measure"), why) from None

    sheets = {week.worksheet.key: frozen_questions(week.worksheet) for week in weeks if week.worksheet is not None}
    return Known(instrument=instrument, worksheets=sheets, weeks=weeks_asking(sheets.values()))


def _refused(rule: Rule, known: Known) -> str:
    if isinstance(rule.condition, Unreadable):
        return _("It cannot be read.")
    try:
        check(rule, known)
    except RuleRefused as refused:
        return refused.sentence
    return ""
