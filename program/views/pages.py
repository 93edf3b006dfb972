"""Pages that anybody may read: a clinic's own words, and round them what the software itself answers for."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from program import admission, consents
from program.choices import PublicPage
from program.consents import Copy
from program.help import place_of
from program.holding import held
from program.public import words_on
from program.young import help_for_young


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Five statements."""
    if request.user.is_authenticated:
        return redirect("modules:home" if request.user.is_participant else "staff:account")
    context = {"words": words_on(PublicPage.FRONT), "admission": admission.entry().admission.value}
    return render(request, "program/front.html", context)


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "program/about.html", {"words": words_on(PublicPage.ABOUT)})


@login_not_required
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """What is stored is a fact of the software: a clinic's words stand around it and cannot take any of it away."""
    return render(request, "program/promises.html", {"words": words_on(PublicPage.PROMISES)})


@login_not_required
@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """The limits of confidentiality: what the participant agreed to; for others, the text that is in force."""
    copy = _their_copy(request)
    context = {"words": words_on(PublicPage.LIMITS), "consent": copy and copy.text}
    return render(request, "program/limits.html", context)


@login_not_required
@require_safe
def limits_copy(request: HttpRequest) -> HttpResponse:
    """The same text as one file for their own device, under a name that says nothing."""
    copy = _their_copy(request)
    if copy is None:
        raise Http404
    return as_file(request, copy)


def as_file(request: HttpRequest, copy: Copy) -> HttpResponse:
    response = render(request, "program/limits-copy.html", {"copy": copy, "consent": copy.text})
    response.headers["Content-Disposition"] = f'attachment; filename="{copy.file_name}"'
    return response


def _their_copy(request: HttpRequest) -> Copy | None:
    given = consents.given(request.user) if request.user.is_authenticated else None
    text = given or consents.offered()
    return Copy(text) if text else None


@login_not_required
@require_safe
def young(request: HttpRequest) -> HttpResponse:
    """Help for people under 18. Whoever comes here leaves no trace: nothing is stored, and nothing counted."""
    region, program_id = place_of(request)
    context = {"help": help_for_young(region, program_id=program_id), "held": held(request)}
    return render(request, "program/young.html", context)
