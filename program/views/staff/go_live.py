"""The go-live list in the staff pages: supervisors and operators read it, the clinical lead signs."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from program import access, admission, clock, go_live
from program.actions import go_live as signing
from program.actions import rescue
from program.forms.go_live import SignForm, TakeBackForm
from program.go_live import CAPACITY, Line, Standing, State
from program.http import StaffRequest
from vault import session

SIGNS = {State.IN_FORCE: "done", State.SOON: "waiting", State.RUN_OUT: "closed", State.UNSIGNED: "closed"}
"""For each state the sign of components/status.html."""


@dataclass(frozen=True)
class Shown:
    """A line with the name of whoever signed it, and the sign of its state."""

    standing: Standing
    name: str

    @property
    def sign(self) -> str:
        return SIGNS[self.standing.state]


@require_safe
def go_live_list(request: StaffRequest, slug: str = "") -> HttpResponse:
    """Every line of one programme with its signature, and whether anybody can join today."""
    access.reads_go_live(request)
    programs = access.programs()
    program = access.program_named(slug) if slug else next(iter(programs), None)
    if program is None:
        raise Http404
    facts = admission.facts_of(program, clock.today(program.zone))
    found = go_live.standings(facts, clock.today(program.zone))
    names = admission.names_of(each.signed.by for each in found if each.signed)
    context = {
        "program": program,
        "programs": programs if len(programs) > 1 else [],
        "lines": [Shown(each, names.get(each.signed.by, "") if each.signed else "") for each in found],
        "facts": facts,
        "missing": [each for each in found if not each.holds],
        "admission": go_live.may_join(
            is_open=program.joining_open, found=found, places=facts.places, taken=facts.taken
        ).value,
        "may_sign": request.user.is_lead,
    }
    return render(request, "staff/go-live.html", context)


@require_http_methods(["GET", "POST"])
def line(request: StaffRequest, slug: str, key: str) -> HttpResponse:
    """Sign one line, or sign it again."""
    access.clinical_lead(request)
    program, found = access.program_named(slug), _line(key)
    today = clock.today(program.zone)
    standing = go_live.standing(found, admission.facts_of(program, today), today)
    form = SignForm(request.POST or None, line=found, initial=_initial(request, standing, program.places))
    if form.is_valid():
        try:
            signing.sign(
                program=program,
                line=found,
                words=form.cleaned_data["words"],
                until=form.until(today),
                by=request.user,
                today=today,
                places=form.cleaned_data.get("places"),
            )
        except signing.NothingToSign:
            form.add_error(None, _("There is no consent text yet. It comes with the programme, when it is published."))
        else:
            messages.success(request, _("Signed: %(line)s.") % {"line": found.title})
            return redirect("staff:go-live-of", slug)
    return _page(request, slug, standing, form, TakeBackForm(initial=_rescued(request)))


@require_POST
def take_back(request: StaffRequest, slug: str, key: str) -> HttpResponse:
    """Nobody can join from now on, until the line is signed again."""
    access.clinical_lead(request)
    program, found = access.program_named(slug), _line(key)
    today = clock.today(program.zone)
    form = TakeBackForm(request.POST)
    if form.is_valid():
        signing.take_back(program=program, line=found, words=form.cleaned_data["why"], by=request.user, today=today)
        messages.success(request, _("Taken back: %(line)s. Nobody can join now.") % {"line": found.title})
        return redirect("staff:go-live-of", slug)
    standing = go_live.standing(found, admission.facts_of(program, today), today)
    again = SignForm(line=found, initial=_initial(request, standing, program.places))
    return _page(request, slug, standing, again, form)


def _page(
    request: StaffRequest, slug: str, standing: Standing, form: SignForm, take_back: TakeBackForm
) -> HttpResponse:
    context = {"slug": slug, "line": standing.line, "standing": standing, "form": form, "take_back": take_back}
    return render(request, "staff/go-live-line.html", context)


def _line(key: str) -> Line:
    found = go_live.line_of(key)
    if found is None:
        raise Http404
    return found


def _initial(request: StaffRequest, standing: Standing, places: int | None) -> dict[str, object]:
    """What was signed last, to be read over and changed; words that could not be sent come before it."""
    signed = standing.signed
    last = {"words": signed.words if signed and not signed.taken_back else ""}
    if standing.line == CAPACITY and places:
        last |= {"places": str(places)}
    return {**last, **_rescued(request)}


def _rescued(request: StaffRequest) -> dict[str, str]:
    """Words that could not be taken when they were sent; empty without the link that brings them back."""
    rescued_id = request.GET.get("rescued", "")
    if not rescued_id:
        return {}
    fields = rescue.take(account_id=request.user.pk, private=session.private_key(request), rescued_id=rescued_id)
    return {name: "\n".join(texts) for name, texts in fields.items()}
