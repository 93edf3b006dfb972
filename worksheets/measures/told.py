"""Measures over time in words: kind ones for the person, exact ones for the therapist. Never a colour alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from worksheets.measures.charts import Chart, chart
from worksheets.measures.history import Answered, History
from worksheets.measures.scoring import Change

Cell = dict[str, object]
NO_NUMBER = "–"


@dataclass(frozen=True)
class Told:
    """One measure on a page: what is said, the chart where there are two totals, and the table behind it."""

    id: str
    title: str
    sentence: str
    more: str
    chart: Chart | None
    alt: str
    rows: Sequence[Sequence[Cell]]
    state: str = ""


def for_person(history: History) -> Told:
    """What a participant reads about their own answers."""
    title = own_title(history)
    return Told(
        id=f"{history.key}-{history.version}",
        title=title,
        sentence=_kindly(history),
        more=_which_way(history),
        chart=chart(history, short_when),
        alt=_alt(history),
        rows=[_own_row(history, row) for row in reversed(history.rows)],
    )


def for_therapist(history: History) -> Told:
    """What a therapist reads: numbers, bands, and whether the change is reliable."""
    moved = history.change
    return Told(
        id=f"{history.key}-{history.version}",
        title=title_of(history),
        sentence=_exactly(history),
        more=_held_against(history, moved),
        chart=chart(history, short_when),
        alt=_alt(history),
        rows=[_row(history, row) for row in reversed(history.rows)],
        state={"deteriorated": "waiting", "improved": "done"}.get(moved.reliable, "") if moved else "",
    )


def missing(missed: Iterable[tuple[str, int, str]]) -> list[str]:
    """Mandatory measures that nobody answered, as 'At the start: GAD-7'; each is kind of point, week and title."""
    return [f"{when(kind, week)}: {title}" for kind, week, title in missed]


def title_of(history: History) -> str:
    """Its name and what it measures; a version the program does not know any more says so."""
    if history.instrument is None:
        return _("%(key)s, version %(version)s") % {"key": history.key, "version": history.version}
    scale = history.instrument.total.title if history.instrument.total else ""
    return (
        history.instrument.title
        if not scale or not history.instrument.validated
        else f"{history.instrument.title}: {scale}"
    )


def own_title(history: History) -> str:
    """In everyday words, for the instruments whose name is a clinical one."""
    everyday = {
        "phq_9": _("Low mood"),
        "phq_2": _("Low mood, in two questions"),
        "gad_7": _("Worry and tension"),
        "gad_2": _("Worry and tension, in two questions"),
    }
    return everyday.get(history.key) or (history.instrument.title if history.instrument else history.key)


def when(kind: str, week: int) -> str:
    """When something was asked: 'At the start', 'Week 3', 'Follow-up'."""
    named = {"baseline": _("At the start"), "post": _("At the end"), "follow_up": _("Follow-up")}
    return named.get(kind) or _("Week %(number)d") % {"number": week}


def short_when(row: Answered) -> str:
    """The same under a chart."""
    named = {"baseline": _("Start"), "post": _("End"), "follow_up": _("Follow-up")}
    return named.get(row.kind, str(row.week))


def _kindly(history: History) -> str:
    moved, eased = history.change, history.eased
    if not history.scored:
        return _without_number(history)
    if moved is None or eased is None:
        return _("You have answered this once. From the second time on, you can see here how it moves.")
    if moved.reliable == "improved":
        return _("Clearly easier than at first. That is more than the ups and downs of any week.")
    if moved.reliable == "deteriorated":
        return _("Harder than at first. That happens, and it says nothing about your effort. Tell your therapist.")
    if moved.reliable == "none" or eased == 0:
        return _("About the same as at first. Ups and downs are part of any week.")
    if eased < 0:
        return _("A little harder than at first. One week alone says little.")
    if history.instrument is not None and history.instrument.direction == "higher is better":
        return _("A little better than at first.")
    return _("A little easier than at first.")


def _without_number(history: History) -> str:
    if history.has_no_total:
        return _("These questions give no number. Your answers are kept.")
    return _("There is no number for this yet, and that is all right.")


def _which_way(history: History) -> str:
    if history.instrument is None or len(history.scored) < 2:
        return ""
    if history.instrument.direction == "higher is worse":
        return _("In the picture, further down means easier.")
    return _("In the picture, further up means better.")


def _exactly(history: History) -> str:
    scored, moved = history.scored, history.change
    if not scored:
        return _("This instrument has no total.") if history.has_no_total else _("No total yet.")
    newest = f"{scored[-1][1]:g}"
    band = history.instrument.total.band(scored[-1][1]) if history.instrument and history.instrument.total else None
    if band is not None:
        newest = f"{newest} ({band.label})"
    if moved is None or moved.delta is None:
        return _("%(newest)s; no second total to compare with.") % {"newest": newest}
    said = {
        "improved": _("reliable improvement"),
        "deteriorated": _("reliable deterioration"),
        "none": _("no reliable change"),
        "unknown": _better_or_worse(history),
    }[moved.reliable]
    delta = f", {moved.delta:+g}".replace("-", "−") if moved.delta else ""
    told = {"first": f"{scored[0][1]:g}", "newest": newest, "delta": delta, "said": said}
    return _("%(first)s → %(newest)s%(delta)s: %(said)s.") % told


def _better_or_worse(history: History) -> str:
    eased = history.eased or 0
    if eased == 0:
        return _("unchanged")
    return _("better, with no threshold to judge it by") if eased > 0 else _("worse, with no threshold to judge it by")


def _held_against(history: History, moved: Change | None) -> str:
    if history.instrument is None:
        return _("The program no longer has this version, so its totals are not compared.")
    if moved is not None and moved.threshold is not None:
        told = _("A change of %(points)s points or more is reliable. %(source)s")
        return told % {"points": f"{moved.threshold.points:g}", "source": moved.threshold.source}
    return "" if history.instrument.validated else _("Own questions, not validated.")


def _alt(history: History) -> str:
    """The chart in words."""
    told = [f"{when(row.kind, row.week)}: {total:g}" for row, total in history.scored]
    return "; ".join(told)


def _own_row(history: History, row: Answered) -> list[Cell]:
    cells = _row_start(row)
    if not row.skipped:
        cells[0]["url"] = reverse("worksheets:answers", args=[row.id])
    return [*cells, {"label": _("Sum"), "text": _number(history, row), "number": True}]


def _row(history: History, row: Answered) -> list[Cell]:
    scale = history.instrument.total if history.instrument else None
    band = scale.band(row.total) if scale else None
    cells: list[Cell] = [*_row_start(row), {"label": _("Total"), "text": _number(history, row), "number": True}]
    if scale and scale.bands:
        cells.append({"label": _("Band"), "text": band.label if band else NO_NUMBER})
    return cells


def _row_start(row: Answered) -> list[Cell]:
    return [
        {"label": _("When"), "text": when(row.kind, row.week)},
        {"label": _("Day"), "text": date_format(row.day, "j F Y")},
    ]


def _number(history: History, row: Answered) -> str:
    if row.skipped:
        return _("skipped")
    if row.total is None and history.has_no_total:
        return NO_NUMBER
    if row.total is None:
        return _("too few answers")
    return f"{row.total:g}" if row.complete else _("%(total)s, some left blank") % {"total": f"{row.total:g}"}
