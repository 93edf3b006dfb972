"""The studio: editors write, see what participants will see, and publish as a deliberate act."""

import pytest
from django.http import Http404
from django.test import Client, RequestFactory

from modules.models import EditionStep, ModulePage, ProgrammePage
from program.models import Account, AuditEvent, Edition
from tests.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def preview(week: ModulePage, mode: str) -> str:
    response = week.make_preview_request(preview_mode=mode)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_week_is_404_through_wagtail_for_everybody(
    page: ProgrammePage, anna: Person, arne: Person, stranger: Client
) -> None:
    week = page.modules()[0]
    request = RequestFactory().get("/")
    for served in (page, week):
        with pytest.raises(Http404):
            served.serve(request)
    assert week.url is None
    for client in (anna.client, arne.client, stranger):
        assert client.get(week.url_path).status_code in {302, 404}
    assert anna.client.get(week.url_path).status_code == 404


def test_a_preview_shows_the_week_as_its_readers_see_it(page: ProgrammePage) -> None:
    html = preview(page.modules()[1], "week")
    assert "<title> Week 2 – Waymark </title>" in html
    assert "<h1>My pattern</h1>" in html
    assert 'href="/week/2/1/"' in html
    assert "Open the worksheet" in html


def test_a_preview_shows_a_step_as_it_would_be_frozen(page: ProgrammePage) -> None:
    html = preview(page.modules()[1], "step-2")
    frozen = EditionStep.objects.get(week=2, number=2)
    assert "Step 2 of 5" in html
    assert " ".join(frozen.html.split()) in html
    assert "/week/2/3/" in html


def test_a_preview_speaks_the_language_of_its_readers(page: ProgrammePage) -> None:
    """Whoever edits it."""
    (week,) = ModulePage.objects.filter(locale__language_code="sv")
    assert "Vecka 1" in preview(week, "week")
    assert "Steg 2 av 5" in preview(week, "step-2")
    sheet = week.worksheet.make_preview_request(preview_mode="").content.decode()
    assert 'lang="sv"' in sheet
    assert "ingen läser det" in sheet


def test_a_preview_follows_the_draft(page: ProgrammePage) -> None:
    week = page.modules()[0]
    week.aim = "A draft of an aim."
    week.save_revision()
    draft = week.get_latest_revision_as_object()
    assert "A draft of an aim." in preview(draft, "week")
    assert [name for name, _label in draft.preview_modes] == ["week", *(f"step-{n}" for n in range(1, 6))]


def test_a_preview_of_a_step_that_is_gone_shows_the_last(page: ProgrammePage) -> None:
    assert "Step 5 of 5" in preview(page.modules()[0], "step-9")
    for mode in ("step-0", "step-x"):
        assert "Open the worksheet" in preview(page.modules()[0], mode), "the week, for what names no step"


def test_a_preview_may_be_framed_by_the_studio_only(page: ProgrammePage) -> None:
    response = page.modules()[0].make_preview_request(preview_mode="week")
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "script-src 'self';" in response["Content-Security-Policy"] + ";"


def test_an_editor_finds_pages_and_worksheets_and_nothing_else(arne: Person) -> None:
    html = arne.client.get("/cms/").content.decode()
    for here in ("/cms/pages/", "/cms/media/", "/cms/images/", "/cms/snippets/worksheets/worksheet/"):
        assert here in html
    for hidden in ("/cms/users/", "/cms/groups/", "/cms/documents/"):
        assert hidden not in html
    assert arne.client.get("/cms/media/").status_code == 200


@pytest.mark.parametrize("url", ["/cms/users/", "/cms/groups/", "/cms/documents/"])
def test_an_editor_does_not_reach_accounts_or_files(arne: Person, url: str) -> None:
    assert arne.client.get(url).status_code in {302, 404}


def test_an_editor_opens_a_week_and_its_editing(arne: Person, page: ProgrammePage) -> None:
    week = page.modules()[0]
    response = arne.client.get(f"/cms/pages/{week.pk}/edit/")
    assert response.status_code == 200
    assert "Where I am" in response.content.decode()
    assert arne.client.get(f"/cms/pages/{page.pk}/edit/").status_code == 200


def test_the_button_stands_on_the_programme_only(arne: Person, page: ProgrammePage) -> None:
    url = f"/cms/programme/{page.pk}/publish/"
    assert url in arne.client.get(f"/cms/pages/{page.pk}/").content.decode()
    week = page.modules()[0]
    assert url not in arne.client.get(f"/cms/pages/{week.pk}/edit/").content.decode()


def test_publishing_says_who_will_get_it_and_does_nothing_yet(arne: Person, page: ProgrammePage) -> None:
    html = " ".join(arne.client.get(f"/cms/programme/{page.pk}/publish/").content.decode().split())
    assert '<input type="radio" name="audience" value="joining" checked> Only people who join from now on' in html
    assert "A week that somebody has opened stays as it is for them" in html
    assert Edition.objects.filter(program=page.program).count() == 1


def test_publishing_makes_an_edition_once(arne: Person, page: ProgrammePage) -> None:
    week = page.modules()[0]
    week.aim = "A new aim."
    week.save_revision().publish()
    url = f"/cms/programme/{page.pk}/publish/"
    for expected in ("Edition 2 is published.", "Nothing has changed since edition 2."):
        response = arne.client.post(url, follow=True)
        assert expected in response.content.decode()
    edition = Edition.objects.get(program=page.program, number=2)
    event = AuditEvent.objects.get(verb="edition.published", subject=str(edition.pk))
    assert event.actor == str(arne.account_id)


def test_a_newer_consent_text_is_said_before_and_after(arne: Person, page: ProgrammePage) -> None:
    page.consent_version, page.consent_changed = page.consent_version + 1, "<p>Much.</p>"
    page.save_revision().publish()
    url = f"/cms/programme/{page.pk}/publish/"
    for html in (arne.client.get(url).content.decode(), arne.client.post(url, follow=True).content.decode()):
        assert f"The consent text (en) is version {page.consent_version}, after" in html
        assert "Nothing that anybody reads." not in html
        assert "Nothing has changed since" not in html


def test_what_is_missing_is_said_and_nothing_is_made(arne: Person, page: ProgrammePage) -> None:
    page.modules()[3].unpublish()
    response = arne.client.post(f"/cms/programme/{page.pk}/publish/")
    assert response.status_code == 409
    assert "without a gap" in response.content.decode()
    assert Edition.objects.filter(program=page.program).count() == 1


def test_nobody_else_publishes(
    anna: Person, therese: Person, arne: Person, stranger: Client, page: ProgrammePage
) -> None:
    url = f"/cms/programme/{page.pk}/publish/"
    for person in (anna, therese):
        assert person.client.get(url).status_code == 404
        assert person.client.post(url).status_code == 404
    assert stranger.post(url).status_code == 302
    assert arne.client.put(url).status_code == 405
    Account.objects.get(pk=arne.account_id).groups.clear()
    assert arne.client.post(url).status_code in {302, 404}
    assert Edition.objects.filter(program=page.program).count() == 1


def test_a_pointer_leads_to_the_weeks_own_worksheet(page: ProgrammePage) -> None:
    week = page.modules()[2]
    week.steps[0].value["body"].append(("worksheet", {"text": None}))
    assert 'href="/week/3/worksheet/">Open this week’s worksheet</a>' in preview(week, "step-1")


def test_a_week_without_a_worksheet_leads_home(page: ProgrammePage) -> None:
    week = page.modules()[0]
    week.worksheet = None
    assert "Worksheet</h2>" not in preview(week, "week")
    assert 'href="/home/">Back to home</a>' in preview(week, "step-5")
