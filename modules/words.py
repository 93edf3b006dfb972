"""Days and weeks in words for participants."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.kept import KeptWeek
from modules.now import Left
from modules.reading import WeekReading
from program import absence
from program.journey import Journey
from program.models import EditionWeek, NoticeKind, PromiseKind, WeekKind
from program.queries import Desk, Instead, Told
from program.schedule import WeekState
from worksheets.access import Measure
from worksheets.my_words import week_name as week_name

NEAR_DAYS = 6
# What home alone tells is told there once.
TOLD_ONCE = {
    *(NoticeKind.THERAPIST.value, NoticeKind.CHANGED.value),
    *(NoticeKind.QUIET_FIRST.value, NoticeKind.QUIET_LATER.value),
}
WELCOMES = (NoticeKind.QUIET_FIRST, NoticeKind.QUIET_LATER)

Item = dict[str, str]


def named(weeks: Sequence[KeptWeek]) -> list[tuple[str, KeptWeek]]:
    """Each week with its name."""
    return [(week_name(week.number, week.kind), week) for week in weeks]


def long_day(day: date) -> str:
    """'Thursday 26 November'."""
    return date_format(day, _("l j F"))


def near_day(day: date, today: date) -> str:
    """'today', 'tomorrow', 'on Sunday', and further away 'on Sunday 6 December'."""
    away = (day - today).days
    if away <= 0:
        return _("today")
    if away == 1:
        return _("tomorrow")
    return _("on %(day)s") % {"day": date_format(day, "l") if away <= NEAR_DAYS else long_day(day)}


def dots(journey: Journey, desk: Desk) -> list[Item]:
    """The weeks as a line of dots, for components/dots.html; a follow-up is no week."""
    weeks = [week for week in journey.weeks if week.kind == WeekKind.WEEK]
    return [_dot(journey, desk, week.number) for week in weeks]


def _dot(journey: Journey, desk: Desk, number: int) -> Item:
    state, fact = journey.state(number), journey.facts.get(number)
    current = journey.current is not None and journey.current.number == number
    is_open = state is not None and state.is_open
    if not is_open:
        look, said = "closed", _("not open yet") if journey.is_open else _("not opened")
    elif (PromiseKind.LETTER, number) in desk.promised:
        look, said = "waiting", _("your letter is on its way")
    elif fact is not None and fact.submitted_on is not None:
        look, said = "done", _("done")
    elif not journey.is_open:
        look, said = "closed", _("no worksheet was sent")
    elif current:
        look, said = "open", _("open now")
    else:
        look, said = "waiting", _("the worksheet is waiting for you")
    url = reverse("modules:week", args=[number]) if is_open else ""
    return {"name": week_name(number, WeekKind.WEEK), "state": look, "said": said, "url": url}


def covered(covers: Sequence[Instead], today: date) -> list[Item]:
    """Who answers while the therapist is away: from some days before until it is over."""
    return [{"text": said, "url": ""} for said in absence.covered(covers, today)]


def questions(waiting: Sequence[Measure], told: bool = False) -> list[Item]:
    """The one quiet line about questions that wait; none where none do. Their own minutes make the estimate.

    `told`: a notice reminds of them, so the line says that they have been waiting.
    """
    if not waiting:
        return []
    minutes = sum(measure.instrument.minutes for measure in waiting)
    if told:
        said = ngettext(
            "Some short questions are waiting: about %(minutes)d minute. You can skip them.",
            "Some short questions are waiting: about %(minutes)d minutes. You can skip them.",
            minutes,
        )
    elif waiting[0].asked.point.kind == "baseline":
        said = ngettext(
            "First a few questions about how you are. About %(minutes)d minute. You can skip them.",
            "First a few questions about how you are. About %(minutes)d minutes. You can skip them.",
            minutes,
        )
    else:
        said = ngettext(
            "A few questions about how you are. About %(minutes)d minute. You can skip them.",
            "A few questions about how you are. About %(minutes)d minutes. You can skip them.",
            minutes,
        )
    return [{"text": said % {"minutes": minutes}, "url": reverse("worksheets:ask")}]


def notices(told: list[Told], weeks: dict[int, str]) -> list[Item]:
    """Quiet lines about what has come. `weeks` holds the names of weeks by number."""
    return [_notice(line, weeks.get(line.week or 0, "")) for line in told]


def without_welcome(told: list[Told]) -> list[Told]:
    """Less the lines that meet somebody who was quiet."""
    return [line for line in told if line.kind not in WELCOMES]


def one_welcome(told: list[Told]) -> list[Told]:
    """Somebody who was quiet is met with one line, the later one."""
    met = [line for kind in WELCOMES for line in told if line.kind == kind]
    return [*met[-1:], *without_welcome(told)]


def _notice(line: Told, week: str) -> Item:
    if line.kind == NoticeKind.CHANGED:
        said = _("Your therapist changes: somebody else answers you from now on. They can read what you wrote.")
        return {"text": said, "url": reverse("letters:messages")}
    if line.kind == NoticeKind.QUIET_FIRST:
        return {"text": _("Good to see you. Your week has waited for you; nothing is lost."), "url": ""}
    if line.kind == NoticeKind.QUIET_LATER:
        said = _("Good that you are here. It has been a while, and that is all right: you go on where you stopped.")
        return {"text": said, "url": ""}
    if line.kind == NoticeKind.LETTER:
        return {
            "text": _("A letter has come: %(week)s") % {"week": week},
            "url": reverse("letters:letter", args=[line.week]),
        }
    if line.kind == NoticeKind.WEEK_OPEN:
        return {"text": _("%(week)s has opened") % {"week": week}, "url": reverse("modules:week", args=[line.week])}
    if line.kind == NoticeKind.MESSAGE:
        return {"text": _("A message has come"), "url": reverse("letters:messages")}
    return {"text": _("A therapist has been found for you"), "url": reverse("letters:messages")}


def still_open(left: list[Left], weeks: dict[int, str], new_days: Mapping[date, date]) -> list[Item]:
    """Quiet lines about weeks with something open. `new_days` holds for each promised day the one that counts now.

    Several worksheets that were not sent are one line: they are an offer, and no pile of debts.
    """
    unsent = [item for item in left if item.due is None]
    if len(unsent) > 1:
        text = _("Earlier worksheets are open too, if you want to go back to one. Nothing waits for them.")
        first = {"text": text, "url": reverse("modules:week", args=[unsent[0].week])}
        return [first, *(_left(item, weeks.get(item.week, ""), new_days) for item in left if item.due is not None)]
    return [_left(item, weeks.get(item.week, ""), new_days) for item in left]


def correcting(reading: WeekReading | None, week: str) -> list[Item]:
    """That a worksheet which was sent is being corrected; none where it is not."""
    if reading is None or not reading.is_correcting:
        return []
    text = _("%(week)s: you have begun to correct your worksheet. The new version is not sent yet.")
    return [{"text": text % {"week": week}, "url": reverse("worksheets:fill", args=[reading.week.number])}]


def _left(item: Left, week: str, new_days: Mapping[date, date]) -> Item:
    if item.due is None:
        text = _("%(week)s: the worksheet is waiting for you") % {"week": week}
        return {"text": text, "url": reverse("worksheets:fill", args=[item.week])}
    by = new_days[item.due]
    if by != item.due:
        text = _("%(week)s: your letter is late, and this is not about you. It will be here by %(day)s.")
    else:
        text = _("%(week)s: your letter will be here by %(day)s")
    return {"text": text % {"week": week, "day": long_day(by)}, "url": ""}


def late_answer(due: date | None, new_days: Mapping[date, date]) -> list[Item]:
    """The quiet line about a message whose answer is late; none where it is not."""
    if due is None:
        return []
    text = _("The answer to your message is late, and this is not about you. It will be here by %(day)s.")
    return [{"text": text % {"day": long_day(new_days[due])}, "url": reverse("letters:messages")}]


def closing(journey: Journey) -> str:
    """After the follow-up's letter: until when there is somebody to write to. Empty before it."""
    if journey.closes_on is None:
        return ""
    if journey.is_held_open:
        return _("Your case stays open until everything you wrote has been answered.")
    return _("Your case closes on %(day)s. Until then you can still write.") % {"day": long_day(journey.closes_on)}


def later(journey: Journey) -> list[Item]:
    """The follow-up and the extra weeks by name, where a programme has any and its last week has opened."""
    last = journey.state(journey.last_week or 0)
    if not journey.boosters or last is None or not last.is_open:
        return []
    return [
        _later(journey, week, state)
        for week, state in zip(journey.weeks, journey.states, strict=True)
        if week.kind != WeekKind.WEEK
    ]


def _later(journey: Journey, week: EditionWeek, state: WeekState) -> Item:
    named = {"name": week_name(week.number, week.kind), "title": week.title}
    if state.is_open:
        fact = journey.facts.get(week.number)
        sent = fact is not None and fact.submitted_on is not None
        said = _("%(name)s: %(title)s (sent)") if sent else _("%(name)s: %(title)s")
        return {"text": said % named, "url": reverse("modules:week", args=[week.number])}
    if state.opens_on is None:
        return {"text": _("%(name)s: %(title)s (not open yet)") % named, "url": ""}
    day = near_day(state.opens_on, journey.today)
    return {"text": _("%(name)s: %(title)s (opens %(day)s)") % {**named, "day": day}, "url": ""}


def ending(journey: Journey) -> str:
    """The last three weeks as a sentence about what comes after them."""
    if journey.weeks_left:
        more = {1: _("One more week after this one."), 2: _("Two more weeks after this one.")}[journey.weeks_left]
        then = _("Then comes the follow-up.") if journey.has_follow_up else ""
        return f"{more} {then}".strip()
    if journey.has_follow_up and journey.boosters:
        return _("This is the last week. After it come the follow-up and some extra weeks, if you want them.")
    if journey.has_follow_up:
        return _("This is the last week. After it comes only the follow-up.")
    if journey.boosters:
        return _("This is the last week. After it come some short extra weeks, if you want them.")
    return _("This is the last week.")
