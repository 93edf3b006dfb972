"""Preview as: what somebody in week N would see. The address holds every choice; whoever may see drafts may open it."""

from dataclasses import replace

from csp.constants import NONE, SELF
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from modules import inert, looking, now, preview, preview_pages, standin, versions
from modules.access import previewable
from modules.looking import Look
from modules.preview_pages import Scene
from modules.views import home
from modules.words import week_name
from program import clock
from program.arms import arms_of
from program.http import StaffRequest
from program.languages import is_offered, name_in_a_sentence, speaking
from worksheets.params import MOST_WEEKS


@require_safe
def preview_as(request: StaffRequest, page_id: int) -> HttpResponse:
    """The choices, and a frame as wide as a phone, a tablet or a desktop with the page in it."""
    asked = _scene(request, page_id)
    scene = replace(asked, look=asked.look.at(asked.look.place))
    look = scene.look
    places = _places(scene)
    if look.place not in {place.place for place, _label in places}:
        look = look.at(looking.HOME)
    context = {
        "page": scene.page,
        "look": look,
        "weeks": [(week.number, week_name(week.number, week.of.kind), week.page.title) for week in scene.weeks],
        "languages": _languages(scene),
        "speaks": look.language or scene.page.language,
        "arms": arms_of(scene.page.program_id),
        "widths": looking.WIDTHS,
        "places": [(f"?{place.query}", label, place.place == look.place) for place, label in places],
        "frame": _address(scene, look),
    }
    return render(request, "modules/preview-as.html", context)


@require_safe
def previewed(request: StaffRequest, page_id: int) -> HttpResponse:
    """The page alone, on which nothing can be done. It may stand in a frame of the studio and nowhere else."""
    scene = _scene(request, page_id)
    if not scene.weeks:
        raise Http404
    language = scene.look.language or scene.page.language
    scene.prepare()
    note = render_to_string("modules/preview-note.html", {"note_id": inert.NOTE})
    with speaking(language):
        response = preview.framed(request, lambda: _drawn(request, scene))
    response.content = inert.made_inert(
        response.content.decode(),
        scene.look,
        participant_urls=preview.PARTICIPANT_URLCONF,
        address=lambda look: _address(scene, look),
        note=note,
    ).encode()
    return _kept_in(response, scene.look)


def _scene(request: StaffRequest, page_id: int) -> Scene:
    page = previewable(request, page_id, _asked_for(request))
    drafts = request.GET.get("drafts") != "off"
    spoken = [each.language for each in versions.all_translations(page) if drafts or each.live]
    language = request.GET.get("language", "")
    weeks = versions.shown_weeks(page, language if language in spoken else "", drafts=drafts)
    arms = [arm.key for arm in arms_of(page.program_id)]
    look = looking.read(request.GET, weeks=len(weeks), languages=spoken, arms=arms)
    return Scene(page, weeks, look, clock.today(page.program.zone))


def _asked_for(request: HttpRequest) -> int:
    """The week that is looked at, before it is known which there are."""
    look = looking.read(request.GET, weeks=MOST_WEEKS, languages=())
    return look.number


def _drawn(request: HttpRequest, scene: Scene) -> HttpResponse:
    if scene.look.place != looking.HOME:
        return preview_pages.drawer(scene)(request, scene)
    journey = standin.journey(scene.page.program, scene.page.language, scene.weeks, scene.look, scene.today)
    here = now.what_now(journey, standin.NOTHING, scene.reading if journey.current else None)
    agreed = standin.agreed(scene.look) if here.stage in home.WITH_STEP else None
    return render(request, "modules/home.html", home.told(journey, standin.NOTHING, here, asked=[], agreed=agreed))


def _places(scene: Scene) -> list[tuple[Look, str]]:
    """Every page of their week that can be looked at, with its name."""
    look = scene.look
    if not scene.weeks:
        return []
    week = scene.week
    steps = [(look.at(f"{looking.STEP}{step.number}"), step.title) for step in scene.steps]
    sheets = [(look.at(looking.SHEET), _("Worksheet")), (look.at(looking.REVIEW), _("Worksheet, read through"))]
    return [
        (look.at(looking.HOME), _("Home")),
        (look.at(looking.WEEK), _("The week’s page")),
        *steps,
        (look.at(looking.WHOLE), _("All of it on one page")),
        *(sheets if week.worksheet is not None else []),
    ]


def _languages(scene: Scene) -> list[tuple[str, str]]:
    """Each language of the programme; one that has no interface of its own says so."""
    codes = [scene.page.language, *(each.language for each in versions.all_translations(scene.page))]
    named = [(code, name_in_a_sentence(code)) for code in codes]
    return [(code, name if is_offered(code) else _("%(name)s (weeks only)") % {"name": name}) for code, name in named]


def _address(scene: Scene, look: Look) -> str:
    """Known to the studio's addresses only, whichever are in force while a page is drawn."""
    return f"{reverse('modules_studio:previewed', args=[scene.page.pk], urlconf=settings.ROOT_URLCONF)}?{look.query}"


def _kept_in(response: HttpResponse, look: Look) -> HttpResponse:
    """The policy holds outside of the frame, too: nothing is sent, nobody else frames it, and no script runs unless
    that was chosen."""
    response._csp_config = {  # type: ignore[attr-defined]  # what django-csp looks for
        **settings.CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "connect-src": [NONE],
        "form-action": [NONE],
        "frame-ancestors": [SELF],
        # Links within the frame need the session of who looks.
        **({} if look.scripts else {"sandbox": ["allow-same-origin"]}),
    }
    return response
