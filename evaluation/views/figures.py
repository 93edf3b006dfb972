"""Figures for the clinic: how a programme does, without anybody in it."""

from collections.abc import Iterable, Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from evaluation import access, figures, report, told
from evaluation.report import Counted
from program.choices import PromiseKind, Severity
from program.http import StaffRequest


@require_safe
def figures_page(request: StaffRequest, slug: str = "") -> HttpResponse:
    """Everything of one programme on one page. Small cells are hidden before a word is made of any."""
    programs = access.programs(request)
    program = access.chosen(request, slug)
    found = report.counted(program)
    smallest = program.smallest_cell
    context = {
        "program": program,
        "programs": programs if len(programs) > 1 else [],
        "smallest": smallest,
        "people": people(found, smallest),
        "weeks": weeks(found, smallest),
        "measures": told.measures(figures.scores(found.scores, smallest), found.instruments),
        "changes": changes(found, smallest),
        "waits": waits(found, smallest),
        "alerts": alerts(found, smallest),
    }
    return render(request, "evaluation/figures.html", context)


def people(found: Counted, smallest: int) -> told.Table:
    names = report.STATES
    row = figures.states(found.states, list(names), smallest)
    labels = [*(str(label) for label in names.values()), _("All")]
    return told.table(_("Where people stand"), _("Who"), labels, [row], {"people": _("Everybody who joined")})


def weeks(found: Counted, smallest: int) -> told.Table:
    rows = figures.weeks(found.begun, found.weeks, smallest)
    labels = [_("Sent the worksheet"), _("Opened it only"), _("Have not opened it"), _("Began")]
    names = {row.name: _("Week %(week)s") % {"week": row.name} for row in rows}
    return told.with_share(
        told.table(_("How far people came"), _("Week"), labels, rows, names), rows, _("Sent, of all who began")
    )


def changes(found: Counted, smallest: int) -> told.Table:
    rows = figures.changes(found.changes, smallest)
    labels = [_("Reliably better"), _("No reliable change"), _("Reliably worse"), _("With two totals")]
    titles = [told.title_of(each.version, found.instruments) for each in found.changes]
    named = [figures.Row(title, row.cells) for title, row in zip(titles, rows, strict=True)]
    caption = _("From the first total to the newest")
    return told.with_share(told.table(caption, _("Measure"), labels, named, {}), named, _("Better, of all with two"))


def waits(found: Counted, smallest: int) -> told.Table:
    rows = figures.waits(found.waits, PromiseKind.values, smallest)
    labels = [_("Answered in time"), _("Answered late"), _("Still waiting"), _("Promised")]
    names = _said(PromiseKind.choices)
    return told.with_times(told.table(_("Answers that were promised"), _("What"), labels, rows, names), rows, "days")


def alerts(found: Counted, smallest: int) -> told.Table:
    rows = figures.alerts(found.alerts, Severity.values, smallest)
    labels = [_("Acknowledged in time"), _("Acknowledged later"), _("Open"), _("Raised")]
    names = _said(Severity.choices)
    caption = _("Alerts of the last 365 days")
    return told.with_times(told.table(caption, _("Severity"), labels, rows, names), rows, "hours")


def _said(choices: Iterable[tuple[str, StrOrPromise]]) -> Mapping[str, str]:
    return {value: str(label) for value, label in choices}
