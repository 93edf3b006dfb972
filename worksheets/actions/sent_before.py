"""What somebody sent before, opened in memory with their own key while a new worksheet of theirs is being sent."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from program.alerting import facts_of
from program.models import Alert
from vault import keyfile
from vault.errors import SealBroken
from vault.sealing import CaseKey
from worksheets.contents import unseal
from worksheets.models import Response, ResponseState
from worksheets.risk.evaluate import Finding
from worksheets.risk.given import GivenSheet
from worksheets.risk.repeats import says_the_same
from worksheets.risk.rule import Rule


def sent_before(response: Response) -> list[Response]:
    """Everything else that its writer has sent, by week and number. One statement."""
    rows = Response.objects.filter(participant_id=response.participant_id, state=ResponseState.SUBMITTED)
    return list(rows.exclude(pk=response.pk).select_related("version").order_by("week", "number"))


def other_weeks(rows: Sequence[Response], response: Response, key: CaseKey) -> list[GivenSheet] | None:
    """The newest version of each other week, oldest week first; None where one cannot be opened: then a rule that
    compares fails, and says so."""
    newest = {row.week: row for row in rows if row.week != response.week}
    try:
        return [_opened(row, key) for row in newest.values()]
    except SealBroken:
        return None


def alerts_repeated(
    findings: Iterable[Finding], given: GivenSheet, rows: Sequence[Response], response: Response, key: CaseKey
) -> dict[str, Alert]:
    """By rule: the alert of an earlier version of this worksheet that still waits for somebody, where the correction
    says nothing but the same (see `worksheets.risk.repeats`). One statement, none without a correction or a finding."""
    versions = [row for row in rows if row.week == response.week and row.number < response.number]
    rules = [finding.rule for finding in findings if not finding.failed]
    if not versions or not rules:
        return {}
    standing = _standing(response.participant_id, versions, rules)
    repeated: dict[str, Alert] = {}
    for rule in rules:
        alerts = [(row, standing[row.pk, rule.key]) for row in versions if (row.pk, rule.key) in standing]
        if alerts and says_the_same(rule, given, _given(alerts, given, key)):
            repeated[rule.key] = alerts[-1][1]
    return repeated


def effect(name: str, rule: str) -> str:
    """Names what one rule finds in one answer."""
    return f"{name}:{rule}"


def name_of(response_id: UUID) -> str:
    return f"response:{response_id}"


def _standing(
    participant_id: UUID, versions: Sequence[Response], rules: Sequence[Rule]
) -> Mapping[tuple[UUID, str], Alert]:
    """The open alerts that the same versions of these rules raised, by response and rule."""
    keys = {
        keyfile.index("alert", effect(name_of(row.pk), rule.key)): (row.pk, rule) for row in versions for rule in rules
    }
    found: dict[tuple[UUID, str], Alert] = {}
    for alert in Alert.objects.filter(participant_id=participant_id, key__in=keys):
        response_id, rule = keys[alert.key]
        if alert.is_open and facts_of(alert).version == rule.version:
            found[response_id, rule.key] = alert
    return found


def _given(alerts: Iterable[tuple[Response, Alert]], given: GivenSheet, key: CaseKey) -> Iterable[GivenSheet]:
    """Raises SealBroken, which makes it something new, for a version that cannot be opened."""
    return (_opened(row, key, given.earlier) for row, _alert in alerts)


def _opened(row: Response, key: CaseKey, earlier: Sequence[GivenSheet] | None = ()) -> GivenSheet:
    return GivenSheet(row.version.key, row.version.questions, unseal(key, row).answers, row.week, earlier)
