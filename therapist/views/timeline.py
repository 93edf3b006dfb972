"""One case in time, and what staff note down about it for each other."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from program.access import Case
from program.access import case as open_case
from program.http import StaffRequest
from therapist import access, lines, timeline
from therapist.actions import notes
from therapist.actions.notes import Correcting
from therapist.flagged import Place
from therapist.note_forms import CorrectionForm, NoteForm
from therapist.note_reading import read_note
from therapist.timeline import Kind
from therapist.views.welfare import held

VERBS = {"GET": "case.read", "POST": "note.written"}
FILTERS = (
    ("", gettext_lazy("Everything")),
    (Kind.WORKSHEET, gettext_lazy("Worksheets")),
    (Kind.LETTER, gettext_lazy("Letters")),
    (Kind.MESSAGE, gettext_lazy("Messages")),
    (Kind.NOTE, gettext_lazy("Private notes")),
)


@require_http_methods(["GET", "POST"])
def case(request: StaffRequest, participant: UUID) -> HttpResponse:
    """Worksheets, letters, messages and notes in one order, the newest first; and a new private note."""
    if page_before := held(request, participant, Place(messages=True)):
        return page_before
    opened = open_case(request, participant, verb=VERBS[request.method or ""])
    if request.method == "GET":
        return page(request, opened, NoteForm(initial=access.rescued(request)))
    form = NoteForm(request.POST)
    if not form.is_valid():
        return page(request, opened, form)
    notes.add_note(
        participant=opened.participant,
        key=opened.key,
        text=form.cleaned_data["text"],
        form_key=form.cleaned_data["form_key"],
        by=request.user,
        today=opened.journey.today,
    )
    messages.success(request, _("The note is kept."))
    return redirect("therapist:timeline", participant)


@require_http_methods(["GET", "POST"])
def note(request: StaffRequest, participant: UUID, note: UUID) -> HttpResponse:
    """One note, to be corrected or removed by its writer or a supervisor. What was posted is never dropped."""
    opened = open_case(request, participant, verb=VERBS[request.method or ""])
    if request.method == "GET":
        return note_page(request, opened, note)
    form, found = CorrectionForm(request.POST), timeline.note_if_kept(opened, note)
    if found is None:
        return gone(request, opened)
    if not form.is_valid():
        return note_page(request, opened, note, form)
    became = notes.correct_note(
        note=found,
        key=opened.key,
        text=form.cleaned_data["text"],
        base=form.cleaned_data["base"],
        form_key=form.cleaned_data["form_key"],
        by=request.user,
        today=opened.journey.today,
    )
    if became is Correcting.GONE:
        return gone(request, opened)
    if became is Correcting.OVERTAKEN:
        said = _("This note was corrected while you were writing. Yours is not kept yet: it stands below the new one.")
        form.add_error(None, said)
        return note_page(request, opened, note, form)
    messages.success(request, _("The note is corrected. What it said before stands beside it."))
    return redirect("therapist:timeline", participant)


@require_POST
def remove(request: StaffRequest, participant: UUID, note: UUID) -> HttpResponseRedirect:
    """For good. A second click finds nothing to remove, and says the same."""
    opened = open_case(request, participant, verb="note.written")
    found = timeline.note_if_kept(opened, note)
    if found is not None:
        notes.remove_note(note=found, by=request.user, today=opened.journey.today)
    messages.success(request, _("The note is removed."))
    return redirect("therapist:timeline", participant)


def gone(request: StaffRequest, opened: Case) -> HttpResponse:
    """The note was removed by somebody else: the words stand in the box of a new one, on the page that takes it."""
    form = NoteForm(request.POST)
    form.add_error(None, _("This note was removed meanwhile. Your words stand below; they are not kept yet."))
    return page(request, opened, form)


def page(request: StaffRequest, opened: Case, form: NoteForm) -> HttpResponse:
    show = timeline.kind_in(request.GET.get("show", ""))
    before = timeline.place_in(request.GET.get("before", ""))
    found = timeline.stretch(opened, before=before, show=show)
    context = {
        "case": opened,
        "form": form,
        "filters": [(kind, said, kind == (show or "")) for kind, said in FILTERS],
        "show": show or "",
        "earlier": found.before,
        "is_later": before is not None,
        "lines": lines.lines(opened, found.lines, request.user),
        "talk": access.talk(opened.participant),
    }
    if form.is_bound:
        context["form_key"] = request.POST.get("form_key", "")
    return render(request, "therapist/timeline.html", context)


def note_page(request: StaffRequest, opened: Case, note_id: UUID, form: CorrectionForm | None = None) -> HttpResponse:
    read = read_note(opened.key, timeline.note_of(opened, note_id), request.user)
    context = {
        "case": opened,
        "note": read,
        "form": form or CorrectionForm(initial={"text": read.now.text} | access.rescued(request)),
        "talk": access.talk(opened.participant),
    }
    if form is not None:
        context["form_key"] = request.POST.get("form_key", "")
    return render(request, "therapist/note.html", context)
