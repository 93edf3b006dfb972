"""Somebody made up, who stands where an editor wants to look from. Rows are built, never saved."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from modules import markup
from modules.looking import Look
from modules.reading import Sheet, StepText, WeekReading, WeekText
from modules.versions import ShownWeek
from program.access import Agreed
from program.journey import Journey
from program.models import Edition, EditionWeek, Enrolment, EnrolmentState, Program, WeekFact, WeekKind, WeekWords
from program.queries import Desk

NOTHING = Desk(promised={}, told=[])


def journey(program: Program, language: str, weeks: Sequence[ShownWeek], look: Look, today: date) -> Journey:
    """Every week before theirs is sent and answered; theirs opened today, or days ago for who returns."""
    edition = Edition(program=program, number=1, language=language, published_on=today)
    rows = [_week(edition, week) for week in weeks]
    enrolment = Enrolment(program=program, edition=edition, state=_state(rows, look))
    if enrolment.state == EnrolmentState.INVITED:
        return Journey(enrolment, rows, [], {}, today)
    days = _opening_days(rows, look, today)
    enrolment.started_on = days[0]
    facts = {row.number: _fact(enrolment, row, day, look) for row, day in zip(rows, days, strict=False)}
    return Journey(enrolment, rows, [], facts, today)


def reading(week: ShownWeek, steps: Sequence[StepText], look: Look, today: date) -> WeekReading:
    """How far they are: through with earlier weeks; in the middle of theirs if they return, else at its beginning."""
    is_past, is_begun = week.number < look.week, look.returning
    sheet, furthest = Sheet.OPEN, 0
    if is_past:
        sheet, furthest = Sheet.ANSWERED, steps[-1].number if steps else 0
    elif is_begun:
        sheet, furthest = Sheet.BEGUN, steps[(len(steps) - 1) // 2].number if steps else 0
    return WeekReading(
        week=text_of(week), steps=steps, today=today, furthest=furthest, sheet=sheet if week.worksheet else None
    )


def text_of(week: ShownWeek) -> WeekText:
    return WeekText(
        number=week.number,
        kind=WeekKind(week.of.kind),
        language=week.language,
        title=week.page.title,
        aim=week.page.aim,
        minutes=week.of.minutes,
        expect=markup.clean(week.page.expect),
        between=markup.clean(week.page.between),
    )


def agreed(look: Look) -> Agreed | None:
    """The step that an earlier letter ended in, for somebody who returns; there is no letter before the first week."""
    if not look.returning or look.week == 1:
        return None
    return Agreed(look.week - 1, _("Two short walks before Sunday, and a line about how each of them felt."))


def _state(rows: Sequence[EditionWeek], look: Look) -> EnrolmentState:
    if look.week == 1 and not look.returning:
        return EnrolmentState.INVITED
    is_over = any(row.kind == WeekKind.FOLLOW_UP for row in rows[: look.week - 1])
    return EnrolmentState.COMPLETED if is_over else EnrolmentState.ACTIVE


def _opening_days(rows: Sequence[EditionWeek], look: Look, today: date) -> list[date]:
    """The day on which each week up to theirs opened."""
    some_days = min(2, rows[look.week - 1].length_days - 1) if look.returning else 0
    days = [today - timedelta(days=some_days)]
    for row, after in reversed(list(zip(rows, rows[1 : look.week], strict=False))):
        days.insert(0, days[0] - timedelta(days=row.length_days + after.after_days))
    return days


def _fact(enrolment: Enrolment, row: EditionWeek, opened: date, look: Look) -> WeekFact:
    """Sent on the second day and answered on the third, where a week has as many."""
    fact = WeekFact(enrolment=enrolment, number=row.number, opened_on=opened)
    if row.number < look.week:
        fact.submitted_on = opened + timedelta(days=min(1, row.length_days))
        fact.letter_on = opened + timedelta(days=min(2, row.length_days))
    return fact


def _week(edition: Edition, week: ShownWeek) -> EditionWeek:
    own = EditionWeek(
        edition=edition,
        number=week.number,
        kind=week.of.kind,
        title=week.of.title,
        aim=week.of.aim,
        minutes=week.of.minutes,
        length_days=week.of.length_days,
        after_days=week.of.after_days,
        gate=week.of.gate,
    )
    if week.page is week.of:
        return own
    words = WeekWords(edition=edition, number=week.number, language=week.language)
    words.title, words.aim = week.page.title, week.page.aim
    return own.in_words(words)
