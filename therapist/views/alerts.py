"""Alerts: which there are, what one says, and what somebody did about it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from program import clock
from program.actions import alerts as acting
from program.actions import grants
from program.choices import OutcomeKind
from program.http import StaffRequest
from program.sessions import keep_posted
from therapist import access, alert_access, alert_report, alerts, reading
from therapist.alert_access import Opened
from therapist.alert_forms import AcknowledgeForm, MonthsForm, NoteForm
from therapist.alerts import Watched
from therapist.forms import ReasonForm
from therapist.paging import Page
from therapist.views.supervision import admitted
from vault import session
from worksheets.rulebook import rule_behind


@require_safe
def alert_list(request: StaffRequest) -> HttpResponse:
    """The open ones, urgent first; below the last of them those that somebody still has to close.

    The list says rule, reason and age of each, and opens nothing. The answers are a page of their own, fewer at a
    time: whoever asks for it has read them, by name, and nobody meets them by passing through.
    """
    access.clinical_staff(request)
    after, shows = request.GET.get("after", ""), request.GET.get("show", "")
    seen_now: dict[str, Any] = {"staff": request.user, "today": clock.today(), "now": clock.now()}
    context: dict[str, Any] = {"shows": shows, "later": bool(after)}
    if shows == "answers":
        page = alerts.open_alerts(**seen_now, after=after, size=alerts.READ_AT_ONCE)
        context["page"] = context["open"] = answered(request, page)
    elif shows == "acknowledged":
        context["page"] = context["acknowledged"] = alerts.acknowledged(**seen_now, after=after)
    else:
        context["page"] = context["open"] = page = alerts.open_alerts(**seen_now, after=after)
        if not page.after:
            context["acknowledged"] = alerts.acknowledged(**seen_now, size=alerts.BELOW)
    return render(request, "therapist/alerts.html", context)


def answered(request: StaffRequest, page: Page[Watched]) -> Page[Watched]:
    """With what was answered in the cases of the reader. Each of those counts as opened by them."""
    rows = alert_access.answers(request, page.rows)
    for one in rows:
        if one.read is not None:
            acting.see(alert=one.alert, by=request.user)
    return Page(rows, page.after)


@require_http_methods(["GET", "POST"])
def alert(request: StaffRequest, alert: UUID) -> HttpResponse:
    """Everything about one alert. Opening it is having seen it, by name; a post says what came of it."""
    opened = alert_access.alert(request, alert)
    acting.see(alert=opened.alert, by=request.user)
    if request.method == "GET":
        return page(request, opened)
    do = request.POST.get("do")
    if do == "open":
        return open_case(request, opened)
    typed = bool(request.POST.get("note", "").strip())
    if not opened.may_act or (opened.case is None and typed):
        return kept_for_later(request)
    return (add_note if do == "note" and not opened.alert.is_open else acknowledge)(request, opened)


@require_POST
def close(request: StaffRequest, alert: UUID) -> HttpResponse:
    """Nothing is left to do. Whoever was let in for this alert cannot read the case any more, and leaves its page."""
    opened = alert_access.alert(request, alert)
    if not opened.may_act:
        messages.warning(request, _("Open the case first, with a reason. Nothing was closed."))
        return redirect("therapist:alert", alert)
    return closed(request, opened)


@require_safe
def rules(request: StaffRequest) -> HttpResponse:
    """What each rule has raised, how soon somebody acted, and how often it was wrong."""
    alert_access.reported(request)
    form = MonthsForm(request.GET or None, months=alert_report.months(clock.today()))
    since, until = form.span()
    context = {
        "form": form,
        "since": since,
        "until": until,
        "report": alert_report.report(since, alert_report.last_day(until)),
    }
    return render(request, "therapist/alert-rules.html", context)


def acknowledge(request: StaffRequest, opened: Opened) -> HttpResponse:
    """The first who acknowledges has done so. Whoever comes second is told, and keeps their words."""
    form = AcknowledgeForm(request.POST, with_note=opened.case is not None)
    if not form.is_valid():
        return page(request, opened, form)
    note, case = form.cleaned_data.get("note", ""), opened.case
    done = acting.acknowledge(
        alert=opened.alert,
        key=case.key if case else None,
        outcome=OutcomeKind(form.cleaned_data["outcome"]),
        false_alarm=form.cleaned_data["false_alarm"],
        note=note,
        by=request.user,
    )
    if not done:
        return came_second(request, opened, note)
    messages.success(request, _("Acknowledged. It goes to nobody else."))
    if request.POST.get("do") == "acknowledge-close":
        opened.alert.refresh_from_db()
        return closed(request, opened)
    return redirect("therapist:alert", opened.alert.pk)


def came_second(request: StaffRequest, opened: Opened, note: str) -> HttpResponse:
    """One's own second click adds nothing but other words. Another person's is said, with the note still there."""
    alert = opened.alert
    alert.refresh_from_db()
    by = alert.acknowledged_by
    if by == request.user:
        if note and opened.case:
            acting.add_note(alert=alert, key=opened.case.key, note=note, by=request.user)
        return redirect("therapist:alert", alert.pk)
    said = _("%(name)s acknowledged this while you were writing; what you chose was not saved.")
    messages.warning(request, said % {"name": by.work_name if by else ""})
    if not note:
        return redirect("therapist:alert", alert.pk)
    messages.info(request, _("Your note is not lost: it stands below. Add it if it is still of use."))
    return page(request, opened, NoteForm(initial={"note": note}))


def add_note(request: StaffRequest, opened: Opened) -> HttpResponse:
    form = NoteForm(request.POST)
    if opened.case is None or not form.is_valid():
        return page(request, opened, form)
    acting.add_note(alert=opened.alert, key=opened.case.key, note=form.cleaned_data["note"], by=request.user)
    messages.success(request, _("Your note stands with the alert."))
    return redirect("therapist:alert", opened.alert.pk)


def kept_for_later(request: StaffRequest) -> HttpResponse:
    """The grant ended while the page stood open: what was typed is kept for its writer, who may open the case again."""
    keep_posted(request)
    messages.warning(
        request, _("You cannot read this case any more, so nothing was saved with it. What you wrote is kept below.")
    )
    return redirect("staff:rescued")


def open_case(request: StaffRequest, opened: Opened) -> HttpResponse:
    """A supervisor reads the case of this alert, today and with a reason."""
    access.supervisor(request)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return page(request, opened, reason=form)
    granted = admitted(
        request,
        lambda: grants.open_with_reason(
            participant=opened.alert.participant,
            by=request.user,
            by_private=session.private_key(request),
            reason=form.cleaned_data["reason"],
            today=clock.today(),
        ),
    )
    return redirect("therapist:alert", opened.alert.pk) if granted else page(request, opened, reason=form)


def closed(request: StaffRequest, opened: Opened) -> HttpResponse:
    if acting.close(alert=opened.alert, by=request.user):
        messages.success(request, _("Closed."))
    return redirect("therapist:alerts")


def page(
    request: StaffRequest, opened: Opened, form: forms.Form | None = None, reason: ReasonForm | None = None
) -> HttpResponse:
    """The alert as the reader may see it, with the form that fits where it stands; for supervisors a way in."""
    (watched,) = alerts.with_people([alerts.Watched(opened.alert, clock.now())], clock.now())
    program_id, rescued = opened.alert.participant.enrolment.program_id, access.rescued(request)
    context: dict[str, Any] = {
        "watched": watched,
        "rule": rule_behind(program_id, watched.facts.rule, watched.facts.version),
        "alert": opened.alert,
        "case": opened.case,
        "may_act": opened.may_act,
        "read": reading.read_alert(opened.case.key, opened.alert) if opened.case else None,
        "form": form or form_for(opened, rescued),
        "reason_form": (reason or ReasonForm(initial=rescued)) if may_open(request, opened) else None,
    }
    if form is not None or reason is not None:
        context["form_key"] = request.POST.get("form_key", "")
    return render(request, "therapist/alert.html", context)


def form_for(opened: Opened, rescued: dict[str, str]) -> forms.Form | None:
    """To acknowledge it, or later to add a note. Without the case's key no note can be sealed."""
    if opened.alert.is_open and opened.may_act:
        return AcknowledgeForm(initial=rescued, with_note=opened.case is not None)
    return NoteForm(initial=rescued) if opened.case else None


def may_open(request: StaffRequest, opened: Opened) -> bool:
    return opened.case is None and request.user.is_supervisor
