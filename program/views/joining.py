"""Joining as one calm sequence: each page at an address of its own, nothing stored before the last one is answered."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from program import admission, clock, consents, joining_state, letter_languages
from program.actions import joining
from program.admission import Entry
from program.credentials import new_code, new_passphrase, new_sign_in_name
from program.forms.joining import (
    AgeForm,
    ConsentForm,
    ContinentForm,
    LanguageForm,
    NothingForm,
    PassphraseForm,
    RecoveryForm,
    RetypeForm,
)
from program.go_live import Admission
from program.joining_state import State
from program.queries import languages_written
from vault import session

STEPS = ("age", "language", "continent", "consent", "name", "passphrase", "retype", "recovery", "sheet", "check")
KEPT = ("adult", "language", "continent", "agreed")
"""Answers that are filled in again for whoever goes back."""


@login_not_required
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, page: str = "") -> HttpResponse:
    """Show a page of joining; or take an answer and lead to the next page. Without a `page` it begins anew."""
    if request.user.is_authenticated:
        return redirect("modules:home" if request.user.is_participant else "staff:account")
    posts = request.method == "POST"
    entry, state = admission.entry(), joining_state.posted(request) if posts else joining_state.carried(request)
    if not entry.is_open and not (state and joining.has_joined(UUID(state["account"]))):
        return closed(request, entry, state)
    if not posts:
        return look(request, page, state)
    if state is None:
        return lead(request, {**new_state(), "sorry": "late"})
    if "previous" in request.POST:
        return lead(request, state, beside(state, -1))
    if "another" in request.POST:
        return lead(request, another(state))
    return answer(request, state)


def look(request: HttpRequest, page: str, state: State | None) -> HttpResponse:
    """The page at this address, or the way to one that is open: nobody comes to a page by its address alone."""
    if not page:
        return joining_state.forget(request, redirect("program:join-page", STEPS[0]))
    if state is None:
        return show(request, new_state()) if page == STEPS[0] else redirect("program:join-page", STEPS[0])
    if joining.has_joined(UUID(state["account"])):
        return joining_state.forget(request, redirect("program:sign-in"))
    steps = steps_of(state)
    if page not in steps[: steps.index(state["step"]) + 1]:
        return redirect("program:join-page", state["step"])
    return show(request, state if page == state["step"] else {**lasting(state), "step": page})


def answer(request: HttpRequest, state: State) -> HttpResponse:
    """Take what was answered on the state's page, or say what to look at again."""
    form = form_of(state, request.POST)
    if not form.is_valid():
        typed = {name: request.POST[name] for name in form.fields if name in request.POST}
        return lead(request, {**state, "typed": json.dumps(typed)})
    state = taken(state, form.cleaned_data)
    if state["step"] == "young":
        return joining_state.forget(request, redirect("program:young"))
    return finish(request, state) if state["step"] == "done" else lead(request, state)


def lead(request: HttpRequest, state: State, page: str = "") -> HttpResponse:
    """To the state's page, or another one before it, with what was chosen; where a cookie cannot hold that, at once."""
    page = page or state["step"]
    response = redirect("program:join-page", page)
    return response if joining_state.carry(response, state) else show(request, {**state, "step": page})


def new_state() -> State:
    """All that is made is made at once: whoever goes back in the browser and on again meets the same name and words."""
    made = {"name": new_sign_in_name(), "passphrase": new_passphrase(), "recovery": new_code()}
    codes = letter_languages.offered(languages_written())
    known = {"languages": " ".join(codes), "language": letter_languages.nearest(codes, get_language() or "")}
    return {"step": STEPS[0], "account": str(uuid4()), **known, **made}


def steps_of(state: State) -> list[str]:
    """The pages, in order. Where letters come in one language only, nobody is asked which."""
    one_language = " " not in state["languages"]
    return [step for step in STEPS if step != "language" or not one_language]


def beside(state: State, places: int) -> str:
    """The page before this one or after it; 'done' after the last."""
    steps = [*steps_of(state), "done"]
    return steps[max(0, steps.index(state["step"]) + places)]


def another(state: State) -> State:
    """The same page with a newly made name or passphrase."""
    if state["step"] == "name":
        return {**state, "name": new_sign_in_name()}
    return {**state, "passphrase": new_passphrase(), "own": ""}


def form_of(state: State, data: Any = None) -> forms.Form:
    """The form of the state's page."""
    made: dict[str, Callable[[], forms.Form]] = {
        "age": lambda: AgeForm(data, initial=state),
        "language": lambda: LanguageForm(data, initial=state, codes=state["languages"].split()),
        "continent": lambda: ContinentForm(data, initial=state),
        "consent": lambda: ConsentForm(data, initial=state),
        "name": lambda: NothingForm(data),
        "passphrase": lambda: PassphraseForm(data, name=state["name"]),
        "retype": lambda: RetypeForm(data, secret=state["passphrase"], forgiving=not state.get("own")),
        "recovery": lambda: NothingForm(data),
        "sheet": lambda: NothingForm(data),
        "check": lambda: RecoveryForm(data, code=state["recovery"]),
    }
    return made[state["step"]]()


def taken(state: State, answers: dict[str, Any]) -> State:
    """The state after this page's answer: the answer kept, and what the next page needs made."""
    step = state["step"]
    if step == "age" and answers["adult"] != "yes":
        return {**state, "step": "young"}
    state |= {name: str(answers[name]) for name in KEPT if name in answers}
    if answers.get("own"):
        state |= {"passphrase": answers["own"], "own": "yes"}
    return {**state, "step": beside(state, 1)}


def closed(request: HttpRequest, entry: Entry, begun: State | None) -> HttpResponse:
    """Nobody can come in now: full, or not open. Somebody who had begun is told that nothing of it was kept."""
    context = {"admission": entry.admission.value, "begun": begun is not None}
    return joining_state.forget(request, render(request, "program/join-closed.html", context))


def show(request: HttpRequest, state: State) -> HttpResponse:
    program = admission.entry().program if state["step"] == "consent" else None
    sorry = {
        "late": _("That page had been open for very long. Please begin again."),
        "taken": _("Somebody took that name a moment ago. Here is another."),
    }
    context = {
        "form": form_of(state, joining_state.typed(state)),
        "state": joining_state.in_form(lasting(state)),
        "step": state["step"],
        "number": steps_of(state).index(state["step"]) + 1,
        "steps": len(steps_of(state)),
        "sorry": sorry.get(state.get("sorry", "")),
        "name": state["name"],
        "passphrase": "" if state.get("own") else state["passphrase"],
        "own": state.get("own"),
        "words": state["passphrase"],
        "recovery": state["recovery"],
        "consent": consents.in_force(program) if program else None,
    }
    return render(request, "program/join.html", context)


def lasting(state: State) -> State:
    """Without what is for one showing of one page: words of regret, and what could not be taken."""
    return {name: value for name, value in state.items() if name not in {"typed", "sorry"}}


def finish(request: HttpRequest, state: State) -> HttpResponse:
    """Make the account and sign it in; from here on things are stored, sealed."""
    entry = admission.entry()
    program = entry.program
    consent = consents.in_force(program) if program else None
    if program is None or consent is None:
        return closed(request, entry, state)
    newcomer = joining.Newcomer(
        account_id=UUID(state["account"]),
        continent=state["continent"],
        sign_in_name=state["name"],
        passphrase=state["passphrase"],
        forgiving=not state.get("own"),
        recovery_code=state["recovery"],
        letters_in=state["language"],
    )
    try:
        account = joining.join(newcomer=newcomer, program=program, consent=consent, today=clock.today(program.zone))
    except joining.NameTaken:
        return lead(request, {**state, "step": "name", "name": new_sign_in_name(), "sorry": "taken"})
    except joining.NoPlace:
        return closed(request, Entry(program, Admission.FULL), state)
    if account.unlocked is None:
        return joining_state.forget(request, redirect("program:sign-in"))
    login(request, account)
    session.remember(request, account.unlocked)
    return joining_state.forget(request, redirect("modules:home"))
