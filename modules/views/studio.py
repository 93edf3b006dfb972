"""Publishing an edition: the studio's one deliberate act."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from modules.access import edition_and_before, publishable
from modules.actions.publishing import Audience, earlier_editions, newest_edition, publish_edition
from modules.asking_anew import asked_anew
from modules.checks.report import findings, of_programme
from modules.comparing import between_editions, since_newest
from modules.exporting import in_the_way
from modules.freezing import NotReady
from modules.letter_weeks import moved
from modules.reaching import told
from modules.reviewing import kept_sign_offs, parts_of
from modules.shelf import edition_lines, fix_lines, not_released
from modules.translating import fitting, left_out, translated_weeks
from modules.watching import watching
from program import clock
from program.http import StaffRequest

# The editions that somebody joined on.
READ = Q(enrolments__isnull=False)


@require_http_methods(["GET", "POST"])
def publish(request: StaffRequest, page_id: int) -> HttpResponse:
    """Says what is in the edition and who will get it, and makes it when that is confirmed."""
    page = publishable(request, page_id)
    before, anew = newest_edition(page), asked_anew(page)
    refused = [] if request.method == "POST" else in_the_way(page)
    audience = Audience(asked) if (asked := request.POST.get("audience")) in Audience.values else Audience.JOINING
    if request.method == "POST":
        try:
            made = publish_edition(
                page=page, by=request.user.pk, today=clock.today(page.program.zone), audience=audience
            )
        except NotReady as problem:
            refused = problem.sentences
        else:
            _tell(request, made.number, audience, is_new=before is None or made.pk != before.pk, anew=anew)
            return redirect("wagtailadmin_explore", page.pk)
    weeks = list(page.modules())
    spoken = translated_weeks(page, weeks)
    context = {
        "page": page,
        "newest": before,
        "refused": refused,
        "weeks": weeks,
        "translated": fitting(spoken),
        "left_out": [*left_out(spoken), *watching(page, weeks).warnings],
        "moved": moved(page, weeks),
        "audiences": Audience.choices,
        "audience": audience,
        "reach": told(weeks, list(earlier_editions(page.program_id, page.language).filter(READ).distinct())),
        "anew": anew,
        "difference": since_newest(page, before) if before else None,
        "parts": parts_of(page),
        "checks": [findings(each) for each in of_programme(page)],
    }
    return render(request, "modules/publish.html", context, status=409 if refused and request.method == "POST" else 200)


def _tell(request: StaffRequest, number: int, audience: Audience, *, is_new: bool, anew: list[str]) -> None:
    for sentence in anew:
        messages.success(request, sentence)
    if is_new:
        messages.success(request, _("Edition %(n)d is published.") % {"n": number})
    elif not anew:
        messages.info(request, _("Nothing has changed since edition %(n)d.") % {"n": number})
    if audience == Audience.UNOPENED:
        said = _("People who are under way read edition %(n)d in the weeks they have not opened yet.")
        messages.success(request, said % {"n": number})


@require_safe
def changes(request: StaffRequest, page_id: int, language: str, number: int) -> HttpResponse:
    """What one edition changed since the one before it."""
    page = publishable(request, page_id)
    edition, before = edition_and_before(page, language, number)
    difference = between_editions(before, edition) if before else None
    context = {
        "page": page,
        "edition": edition,
        "before": before,
        "difference": difference,
        "kept": kept_sign_offs(edition),
    }
    return render(request, "modules/changes.html", context)


@require_safe
def editions(request: StaffRequest, page_id: int) -> HttpResponse:
    """The editions of a programme, how many people are on each, and what was fixed since."""
    page = publishable(request, page_id)
    asked = not_released(page, request.user)
    context = {"page": page, "lines": edition_lines(page), "fixes": fix_lines(page), "asked": asked}
    return render(request, "modules/editions.html", context)
