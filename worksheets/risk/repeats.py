"""Whether a corrected worksheet says again what an alert stands for already. Pure.

The rule: a correction raises no second alert where the same version of the same rule finds nothing but what it found
in a version that was sent before, and the alert of that version still waits for somebody. The same means: in the same
question the same text, word for word (case, accents and signs do not matter), the same choice, the same numbers, the
same blanks. One word more in such a text is something new, and raises again; so does the same once somebody has
acknowledged.
"""

from collections.abc import Iterable

from worksheets.risk.evaluate import concerned_passages, is_in
from worksheets.risk.given import GivenSheet, values
from worksheets.risk.rule import BlanksAtLeast, FallsBy, Link, Phrases, RisesBy, Rule

Mark = tuple[object, ...]


def says_the_same(rule: Rule, now: GivenSheet, before: Iterable[GivenSheet]) -> bool:
    """Whether all that this rule finds now stands in the versions before, together. What cannot be told is new."""
    try:
        found = _marks(rule, now)
        return bool(found) and found <= {mark for sheet in before for mark in _marks(rule, sheet)}
    except Exception:  # noqa: BLE001 (whatever went wrong, a person has to look; what was answered may not be logged)
        return False


def _marks(rule: Rule, sheet: GivenSheet) -> set[Mark]:
    """Everything in a worksheet that this rule finds, where it stands."""
    condition, question = rule.condition, rule.source.question
    if isinstance(condition, Phrases | Link):
        passages = [each for each in concerned_passages(rule, sheet) if is_in(condition, each) is not None]
        return {(each.question, each.text if isinstance(condition, Link) else each.line) for each in passages}
    if isinstance(condition, BlanksAtLeast):
        return {tuple(sheet.blank)}
    asked = sheet.question(question)
    chosen: set[Mark] = {(question, value) for value in values(asked, sheet.answers.get(question))} if asked else set()
    if isinstance(condition, RisesBy | FallsBy):
        return {(*mark, *sheet.numbers_before(question)) for mark in chosen}
    return chosen
