"""The letter screen: the worksheet on the left, the letter being written on the right."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from program import clock
from program.access import Case
from program.access import case as open_case
from program.http import StaffRequest
from therapist import access, beside, reading, second_access
from therapist.access import Sheet
from therapist.actions import desk, dispatch, letters, second
from therapist.actions.letters import Outcome, Place, Written
from therapist.flagged import Place as Shows
from therapist.forms import LetterForm
from therapist.glance import at_a_glance
from therapist.sending_forms import CommentsForm
from therapist.views import sending
from therapist.views.desk import go_on
from therapist.views.timed import timed
from therapist.views.welfare import held
from therapist.words import Words
from therapist.writing import composing, helping

VERBS = {"GET": "case.read", "POST": "letter.written"}


@require_http_methods(["GET", "POST"])
@timed
def letter(request: StaffRequest, participant: UUID, number: int) -> HttpResponse:
    """Read, write, save, preview, send. What was posted is saved before anything else is decided."""
    if page_before := held(request, participant, Shows(week=number)):
        return page_before
    by_itself = "autosave" in request.POST
    case = open_case(request, participant, verb=VERBS[request.method or ""], week=number, once_a_day=by_itself)
    sheets = sending.settled_sheets(case)
    sheet = access.sheet_of(sheets, number)
    if request.method == "GET":
        return page(request, case, sheets, sheet)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return unsaved(request, form) or page(request, case, sheets, sheet, form=form)
    form.append(composing.addition(request.POST, case, sheets, sheet))
    ways = sending.ways(request, case, number, form.doing)
    written = save_or_send(case, sheet, form, ways)
    mark(case, written)
    if by_itself:
        return told_script(written, form.words, signed=request.user.work_name)
    if (form.errors or ways.have_errors) and written.outcome is Outcome.SAVED:
        return page(request, case, sheets, sheet, form=form, base=written.base, ways=ways)
    return told(request, case, number, form, written)


@require_POST
def let_go(request: StaffRequest, participant: UUID, number: int, stale: UUID) -> HttpResponse:
    """Remove a text that was kept aside."""
    case = open_case(request, participant, week=number)
    letters.let_go(stale=access.stale_letter(case, stale), by=request.user.pk, today=case.journey.today)
    return redirect("therapist:letter", participant, number)


def page(
    request: StaffRequest,
    case: Case,
    sheets: Sequence[Sheet],
    sheet: Sheet,
    form: LetterForm | None = None,
    base: int | None = None,
    ways: sending.Ways | None = None,
    comments: CommentsForm | None = None,
) -> HttpResponse:
    """The screen. A form that was not taken comes back with its text; `base` is the save it stands on by now."""
    seconds = second_access.second_readings(sheet)
    writing = reading.read_writing(case.key, sheet)
    fields = access.rescued(request)
    rescued = Words(fields.get("text", ""), fields.get("step", ""))
    shown = rescued or writing.written
    read = [reading.read_sheet(case.key, other) for other in sheets if other.week.number <= sheet.week.number]
    context: dict[str, Any] = {
        "case": case,
        "promised": sheet.promised,
        "shown": read[-1],
        "earlier": read[-2::-1],
        "help": helping.help_with(case, read, shown.text, request.POST),
        "writing": writing,
        "aside": reading.read_kept_aside(case.key, access.kept_aside(sheet)),
        "talk": access.talk(case.participant),
        "glance": at_a_glance(case, [letter for week in read[-2::-1] for letter in week.letters[::-1]]),
        "beside": beside.beside(case, now=clock.now(), week=sheet.week.number),
        "form": form or LetterForm(initial={"text": shown.text, "step": shown.step}),
        "base": writing.base if base is None else base,
        # What is saved stands below what was rescued: saving the one must not drop the other unseen.
        "saved_before": writing.written if rescued and not writing.written.stand_in(rescued) else None,
        "preview": reading.read_preview(writing.written) if "preview" in request.GET else None,
        "writable": "preview" not in request.GET and sheet.is_writable,
        "ways": ways or sending.ways(request, case, sheet.week.number),
        "seconds": reading.read_seconds(case.key, seconds),
        "to_read": any(row.is_open and row.reader_id == request.user.pk for row in seconds),
        "comments": comments or CommentsForm(initial={"comments": fields.get("comments", "")}),
        "leaves": sending.leaves_said(case, sheet),
        "signed": request.user.work_name,
    }
    if form is not None:
        context["form_key"] = request.POST.get("form_key", "")
    return render(request, "therapist/letter.html", context)


def save_or_send(case: Case, sheet: Sheet, form: LetterForm, ways: sending.Ways) -> Written:
    """Whatever stands in the way of sending, the words are saved."""
    common: dict[str, Any] = {
        "place": Place(case.enrolment, case.key, sheet.week.number, sheet.newest),
        "window": form.window,
        "by": case.request.user.pk,
        "today": case.journey.today,
    }
    version = sheet.newest.pk if sheet.newest else None
    may = form.may_be_sent(version, is_last=sheet.is_last, must_be_read=ways.must_be_read)
    may = may and form.is_checked(composing.unticked(case.request.POST, case))
    if may and ways.are_clear:
        if ways.ask.is_bound:
            at = sending.chosen_hour(ways.later)
            return second.ask(words=form.words, reader=ways.ask.chosen, leaves_at=at, **common)
        return dispatch.send(words=form.words, leaves_at=sending.leaves_at(case, ways.later), **common)
    return letters.save_draft(words=form.words, **common)


def mark(case: Case, written: Written) -> None:
    """Colleagues who may read the case see that somebody is writing in it."""
    participant, me = case.participant.pk, case.request.user.pk
    if written.outcome in {Outcome.SENT, Outcome.LEAVING, Outcome.ASKED}:
        desk.stopped_writing(participant_id=participant, by=me)
    elif written.letter is not None:
        desk.wrote(participant_id=participant, by=me, now=clock.now())


def unsaved(request: StaffRequest, form: LetterForm) -> JsonResponse | None:
    """For the script: the first sentence of what is wrong. Nothing for a person's own click, which shows the page."""
    if "autosave" not in request.POST:
        return None
    sentence = next(iter(form.errors.values()))[0]
    return JsonResponse({"saved": False, "message": sentence})


def told_script(written: Written, words: Words, *, signed: str) -> JsonResponse:
    if written.outcome is Outcome.SAVED:
        again = composing.to_look_at(words, signed=signed)
        return JsonResponse({"saved": True, "base": written.base, "marked": again})
    reload = _("Reload the page to see it.")
    return JsonResponse({"saved": False, "message": f"{sentence_for(written.outcome)} {reload}"})


def sentence_for(outcome: Outcome) -> str:
    return {
        Outcome.SAVED: _("Saved."),
        Outcome.SENT: _("The letter has been sent."),
        Outcome.LEAVING: _("The letter is on its way."),
        Outcome.ASKED: _("The letter is with a colleague, who reads it before it leaves."),
        Outcome.ALREADY_ASKED: _(
            "A colleague is reading the letter with other words. Yours are kept below it. "
            "Take the letter back to put both together."
        ),
        Outcome.OVERTAKEN: _(
            "This letter was changed in another window meanwhile. Both texts are kept: "
            "the other one in the letter, yours below it."
        ),
        Outcome.ALREADY_SENT: _(
            "The letter had been sent from another window already. Your text was not sent; it is kept below it."
        ),
        Outcome.ALREADY_LEAVING: _(
            "The letter is on its way with other words. Yours were not sent; they are kept below it. "
            "While it can be taken back, you can still put both together."
        ),
    }[outcome]


def told(request: StaffRequest, case: Case, number: int, form: LetterForm, written: Written) -> HttpResponseRedirect:
    """Say what became of the text, on the page where the writer goes on."""
    here = reverse("therapist:letter", args=[case.participant.pk, number])
    if written.outcome is Outcome.SAVED:
        return redirect(f"{here}?preview=1" if form.doing == "preview" else here + composing.anchor(request.POST))
    if written.outcome is Outcome.ASKED:
        messages.success(request, sentence_for(written.outcome))
        return redirect(here)
    if written.outcome not in {Outcome.SENT, Outcome.LEAVING}:
        messages.warning(request, sentence_for(written.outcome))
        return redirect(here)
    at = written.letter.leaves_at if written.letter else None
    sent = _("Your letter to %(alias)s has been sent.") % {"alias": case.participant.alias}
    messages.success(request, sending.on_its_way(case, number, at) if at else sent)
    return go_on(request) if form.doing == "send-next" else redirect(here)
