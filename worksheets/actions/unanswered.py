"""A question that was left blank week after week: looked for when a worksheet is sent, with its writer's own key.

A worksheet that does not come at all is found by the sweep (`silence`), which holds no key. Both name a silence by the
week in which it began, so that it is told once, whichever finds it first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from program.actions.alerts import raise_alert
from program.journey import Journey
from vault.sealing import CaseKey
from worksheets.actions.silence import Silence, sheet_silence, silences, source_of
from worksheets.risk.given import GivenSheet
from worksheets.risk.rule import Rule, UnansweredWeeks


def left_blank(rules: Iterable[Rule], given: GivenSheet) -> list[Rule]:
    """Those that wait for an answer to a question which this worksheet asks, and was sent without."""
    return [
        rule
        for rule in rules
        if isinstance(rule.condition, UnansweredWeeks)
        and rule.source.worksheet in {"", given.key}
        and rule.source.question in given.blank
    ]


def raise_unanswered(
    *,
    journey: Journey,
    rules: Iterable[Rule],
    given: GivenSheet,
    others: Sequence[GivenSheet] | None,
    key: CaseKey,
    by: UUID,
) -> None:
    """Raise an alert for each of these rules whose question nobody has answered for so long. `others` are the newest of
    the other weeks; None where one could not be opened: then the rule fails, and says so."""

    for rule in rules:
        for found in silences(rule, journey, partial(_look, rule, journey, others), partial(source_of, rule, {})):
            raise_alert(
                participant=journey.enrolment.participant,
                program=journey.enrolment.program,
                found=replace(found, answer=_told(rule, given, found.week)),
                key=key,
                by=by,
            )


def _look(rule: Rule, journey: Journey, others: Sequence[GivenSheet] | None) -> Silence | None:
    if others is None:
        raise TypeError("The other worksheets could not be read.")
    return sheet_silence(rule, journey, {each.week for each in others if _answers(rule, each)})


def _answers(rule: Rule, sheet: GivenSheet) -> bool:
    question = rule.source.question
    return (
        rule.source.worksheet in {"", sheet.key}
        and sheet.question(question) is not None
        and question not in sheet.blank
    )


def _told(rule: Rule, given: GivenSheet, since: int | None) -> str:
    """What the desk reads; no `since` where the rule failed."""
    question = given.question(rule.source.question)
    if since is None or question is None:
        failed = _(
            "This rule could not be held against the answer, so nobody knows whether it applies. Please read it."
        )
        return f"{failed}\n\n{rule.told}".strip()
    words = {"label": question["label"], "week": since}
    blank = _("%(label)s – left blank. It was asked in week %(week)d, and not answered since.") % words
    return f"{blank}\n\n{rule.told}"
