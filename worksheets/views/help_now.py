"""Help now: four doors, whom to call, and for a participant their own safety plan. Anybody may read it."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from program.access import my_journey
from program.choices import PublicPage
from program.help import help_in, place_of
from program.public import words_on
from vault.session import Locked
from worksheets.views.own_plan import plan_words


@login_not_required
@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """Four doors and whom to call: where they are, for those who told us; anybody may choose another part of the world,
    and a country in it. The choice is in the address alone and kept nowhere.

    Two queries beside the account, so that it answers when little else does; the safety plan of a participant takes
    more, and where it cannot be opened the rest stands without it.
    """
    region, program_id = place_of(request)
    words = words_on(PublicPage.HELP)
    shown = help_in(region, program_id=program_id, words=words, country=request.GET.get("country", ""))
    return render(request, "worksheets/help.html", {"words": words, "help": shown, **_own_plan(request)})


def _own_plan(request: Any) -> dict[str, Any]:
    """Nothing for those who have none to show: visitors, staff, a session without its key."""
    if not request.user.is_authenticated:
        return {}
    try:
        return plan_words(request, my_journey(request))
    except (Http404, Locked):
        return {}
