"""The worksheet read through, sent, and read again afterwards."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from program.access import my_case_key
from program.actions.silence import come_back
from program.actions.weeks import CaseClosed
from program.agreeing import sends
from program.choices import PromiseKind
from program.http import ParticipantRequest
from program.queries import open_promise, outlook
from worksheets.access import my_responses, my_worksheet
from worksheets.actions.sending import ChangedMeanwhile, start_correction, submit
from worksheets.actions.watching import NOTHING, sheet_raised
from worksheets.answer_form import AnswerForm, as_posted
from worksheets.contents import unseal
from worksheets.leading import onward
from worksheets.posting import base_of, form_key_of
from worksheets.reading import answered, read
from worksheets.revealing import revealed_in
from worksheets.risk.given import GivenSheet


@require_safe
def review(request: ParticipantRequest, number: int) -> HttpResponse:
    """The saved draft as the therapist will see it, with the button that sends it."""
    sheet = my_worksheet(request, number)
    mine = my_responses(sheet)
    if mine.draft is None:
        return redirect("worksheets:fill", number)
    contents = unseal(my_case_key(request, sheet.participant), mine.draft)
    form = AnswerForm(sheet.version.questions, data=as_posted(sheet.version.questions, contents.answers))
    answers = read(sheet.version.questions, contents)
    context = {
        "sheet": sheet,
        "worksheet": sheet.version,
        "draft": mine.draft,
        "is_correction": bool(mine.sent),
        "answers": answers,
        "core_is_empty": any(answer.core and answer.is_empty for answer in answers),
        "wrong": form.wrong(),
        "revealed": revealed_in(GivenSheet(sheet.version.key, sheet.version.questions, contents.answers)),
    }
    return render(request, "worksheets/review.html", context)


@require_POST
@sends
def send(request: ParticipantRequest, number: int) -> HttpResponse:
    """Sends what was read through. Pressed twice, it sends once, and leads to the same place."""
    sheet = my_worksheet(request, number)
    mine = my_responses(sheet)
    draft = mine.draft
    if draft is None:
        before = mine.newest_sent
        raised = sheet_raised(enrolment=sheet.journey.enrolment, response=before) if before else NOTHING
        return onward(raised, "worksheets:sent", number)
    key = my_case_key(request, sheet.participant)
    answers = unseal(key, draft).answers
    if AnswerForm(sheet.version.questions, data=as_posted(sheet.version.questions, answers)).wrong():
        return redirect("worksheets:fill", number)
    # Whoever sends something has come back: it is read, and answered.
    come_back(journey=sheet.journey, key=key, by=request.user.pk)
    # What was read through, in the language it was read in.
    draft.version = sheet.version
    try:
        if base_of(request.POST) != draft.base:
            raise ChangedMeanwhile
        sent = submit(
            journey=sheet.journey, response=draft, key=key, form_key=form_key_of(request.POST), by=request.user.pk
        )
    except ChangedMeanwhile:
        messages.info(request, _("Your sheet has changed since you read it through. This is how it is now."))
        return redirect("worksheets:review", number)
    except CaseClosed:
        messages.warning(
            request, _("Nobody reads here any more, so nothing was sent. What you wrote is kept as a draft.")
        )
        return redirect("worksheets:review", number)
    return onward(sent.raised, "worksheets:sent", number)


@require_safe
def sent(request: ParticipantRequest, number: int) -> HttpResponse:
    """The frozen copy of the newest version, to read and to print; the way to earlier ones."""
    sheet = my_worksheet(request, number)
    mine = my_responses(sheet)
    if mine.newest_sent is None:
        return redirect("worksheets:fill", number)
    fact = sheet.journey.facts.get(number)
    context = {
        "sheet": sheet,
        "worksheet": mine.newest_sent.version.as_of(sheet.journey.fixes),
        "response": mine.newest_sent,
        "earlier": mine.sent[-2::-1],
        "draft": mine.draft,
        "answers": answered(my_case_key(request, sheet.participant), mine.newest_sent),
        "promise": outlook(
            sheet.journey.enrolment.program,
            open_promise(sheet.participant.pk, PromiseKind.LETTER, number),
            sheet.journey.today,
        ),
        "has_letter": fact is not None and fact.letter_on is not None,
    }
    return render(request, "worksheets/sent.html", context)


@require_safe
def version(request: ParticipantRequest, number: int, version: int) -> HttpResponse:
    """What was sent earlier, as it was; 404 for a version that was not sent."""
    sheet = my_worksheet(request, number)
    mine = my_responses(sheet)
    response = next((each for each in mine.sent if each.number == version), None)
    if response is None:
        raise Http404
    context = {
        "sheet": sheet,
        "worksheet": response.version.as_of(sheet.journey.fixes),
        "response": response,
        "is_newest": response == mine.newest_sent,
        "answers": answered(my_case_key(request, sheet.participant), response),
    }
    return render(request, "worksheets/version.html", context)


@require_POST
def correct(request: ParticipantRequest, number: int) -> HttpResponse:
    """Takes a copy of what was sent up again; what was sent stays as it is."""
    sheet = my_worksheet(request, number)
    mine = my_responses(sheet)
    if mine.draft is None and mine.newest_sent is not None:
        start_correction(
            journey=sheet.journey,
            response=mine.newest_sent,
            key=my_case_key(request, sheet.participant),
            form_key=form_key_of(request.POST),
            by=request.user.pk,
        )
    return redirect("worksheets:fill", number)
