"""The pages that anybody may read, in the studio: written, looked at, published and taken down by an editor."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from modules.models import AboutPage, FrontPage, HelpPage, LimitsPage, PromisesPage
from modules.models.public import PUBLIC_PAGES, ClinicPage
from program.choices import PublicPage
from program.models import AuditEvent, Program, PublicText
from program.public import words_on
from tests.people import Person

pytestmark = pytest.mark.django_db


def the(kind: type[ClinicPage]) -> ClinicPage:
    page: ClinicPage = kind.objects.get(locale__language_code="en")
    return page


def form_of(page: ClinicPage, **changed: Any) -> dict[str, Any]:
    parts = [("part", {"title": "How we work", "text": rich_text("<p>Slowly.</p>")})]
    doors = {name: rich_text("") for name in ("myself", "harm", "child", "threat") if isinstance(page, HelpPage)}
    none = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    fields = {"title": page.title, "lead": page.lead, "parts": streamfield(parts), **doors, "comments": none}
    form: dict[str, Any] = nested_form_data(fields | changed)
    return form


def edit(person: Person, page: ClinicPage, **changed: Any) -> Any:
    return person.client.post(f"/cms/pages/{page.pk}/edit/", form_of(page, **changed))


@pytest.mark.parametrize("kind", PUBLIC_PAGES)
def test_the_sample_fills_a_page_of_each_kind(kind: type[ClinicPage], programme: Program) -> None:
    page = the(kind)
    assert page.live
    assert words_on(kind.kind) == page.words()


@pytest.mark.parametrize("kind", PUBLIC_PAGES)
def test_an_editor_publishes_and_everybody_reads_it(
    kind: type[ClinicPage], programme: Program, arne: Person, stranger: Client
) -> None:
    page = the(kind)
    response = edit(arne, page, title="The house by the lake", **{"action-publish": "1"})
    assert response.status_code == 302
    words = words_on(kind.kind)
    assert words is not None
    assert (words.title, words.sections[0].html) == ("The house by the lake", "<p>Slowly.</p>")
    row = PublicText.objects.get(page=kind.kind, title="The house by the lake")
    assert AuditEvent.objects.get(subject=str(row.pk)).actor == str(arne.account_id)


def test_a_draft_is_seen_by_nobody_else(programme: Program, arne: Person, stranger: Client) -> None:
    edit(arne, the(AboutPage), title="Not yet")
    assert "Not yet" not in stranger.get("/about/").content.decode()


def test_a_page_for_later_waits_for_its_day(programme: Program) -> None:
    page = the(AboutPage)
    page.title, page.go_live_at = "Tomorrow", timezone.now() + timedelta(days=1)
    revision = page.save_revision()
    revision.publish()
    words = words_on(PublicPage.ABOUT)
    assert words is not None
    assert words.title != "Tomorrow"
    page.go_live_at = timezone.now() - timedelta(hours=1)
    page.save_revision().publish()
    words = words_on(PublicPage.ABOUT)
    assert words is not None
    assert words.title == "Tomorrow"


def test_taken_down_and_published_again(programme: Program, arne: Person, stranger: Client) -> None:
    page = the(AboutPage)
    arne.client.post(f"/cms/pages/{page.pk}/unpublish/")
    assert words_on(PublicPage.ABOUT) is None
    assert "<h1>About this service</h1>" in stranger.get("/about/").content.decode()
    the(AboutPage).get_latest_revision().publish()
    assert words_on(PublicPage.ABOUT) is not None


def test_it_is_taken_down_and_never_deleted(programme: Program, arne: Person) -> None:
    page = the(FrontPage)
    assert arne.client.post(f"/cms/pages/{page.pk}/delete/").status_code in {302, 403, 404}
    assert FrontPage.objects.exists()
    assert words_on(PublicPage.FRONT) is not None


def test_one_of_each_kind_and_language(programme: Program) -> None:
    page = the(FrontPage)
    second = FrontPage(title="Once more", slug="once-more", locale=page.locale)
    with pytest.raises(ValidationError, match="there in this language already"):
        second.clean()


def test_a_translation_is_a_page_of_its_own(programme: Program) -> None:
    swedish, _made = Locale.objects.get_or_create(language_code="sv")
    AboutPage.objects.filter(locale=swedish).delete()
    PublicText.objects.filter(language="sv").delete()
    page = the(AboutPage).copy_for_translation(swedish)
    page.title = "Om oss"
    page.clean()
    page.save_revision().publish()
    assert {row.language for row in PublicText.objects.filter(page=PublicPage.ABOUT)} == {"en", "sv"}
    words = words_on(PublicPage.ABOUT)
    assert words is not None
    assert words.language == "en"


@pytest.mark.parametrize("link", ["https://example.org/", "/account/"])
def test_a_link_elsewhere_is_refused(link: str, programme: Program, arne: Person) -> None:
    bad = streamfield([("part", {"title": "Away", "text": rich_text(f'<p><a href="{link}">Away</a></p>')})])
    response = edit(arne, the(AboutPage), parts=bad, **{"action-publish": "1"})
    assert response.status_code == 200
    assert "Links may lead to /help/ only" in response.content.decode()


def test_behind_a_door_the_clinic_speaks_where_it_wants_to(programme: Program, arne: Person, stranger: Client) -> None:
    edit(arne, the(HelpPage), harm=rich_text("<ol><li>Ring the bell.</li></ol>"), **{"action-publish": "1"})
    page = " ".join(stranger.get("/help/").content.decode().split())
    assert "<ol><li>Ring the bell.</li></ol>" in page
    assert "You do not have to get through this alone." in page


# Looking before publishing


@pytest.mark.parametrize(
    ("kind", "held"),
    [
        (FrontPage, "Begin"),
        (AboutPage, "To the first page"),
        (PromisesPage, "The continent you chose"),
        (LimitsPage, "Courts and the police"),
        (HelpPage, "Who I can call now"),
    ],
)
def test_a_preview_is_the_page_as_anybody_meets_it(kind: type[ClinicPage], held: str, programme: Program) -> None:
    page = the(kind)
    page.lead = "A draft of a sentence."
    response = page.make_preview_request()
    html = response.content.decode()
    assert response.status_code == 200
    assert "A draft of a sentence." in html
    assert held in html
    assert 'href="/help/"' in html
    assert response["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("kind", PUBLIC_PAGES)
def test_wagtail_serves_none_of_them(kind: type[ClinicPage], programme: Program, stranger: Client) -> None:
    page = the(kind)
    with pytest.raises(Http404):
        page.serve(RequestFactory().get("/"))
    assert page.url is None


# Who may


@pytest.mark.parametrize("kind", PUBLIC_PAGES)
def test_an_editor_opens_it_and_nobody_else_does(
    kind: type[ClinicPage], programme: Program, arne: Person, therese: Person, anna: Person, stranger: Client
) -> None:
    url = f"/cms/pages/{the(kind).pk}/edit/"
    assert arne.client.get(url).status_code == 200
    for client in (therese.client, anna.client):
        assert client.get(url).status_code == 404
        assert client.post(url).status_code == 404
    assert stranger.get(url).status_code == 302


def test_they_hang_from_the_root_and_hold_nothing(programme: Program) -> None:
    assert {page.get_parent().pk for page in map(the, PUBLIC_PAGES)} == {Page.get_first_root_node().pk}
    assert all(kind.allowed_subpage_models() == [] for kind in PUBLIC_PAGES)
