"""Preview as: what somebody in week N would see, for those who may see drafts; nothing is stored or sent."""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupPagePermission, Locale

from modules.models import ModulePage, ProgrammePage, StepProgress
from program import clock
from program.actions.arms import bring_arms
from program.arms import ArmWords
from program.models import Account, AuditEvent, Enrolment, Notice, Role, WeekFact
from tests import people
from tests.people import Person
from tests.worksheets.pages import soup, words
from worksheets.models import Response, Worksheet

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def url(page: ProgrammePage) -> str:
    return f"/cms/programme/{page.pk}/preview/"


def shown(person: Person, url: str, query: str) -> str:
    response = person.client.get(f"{url}page/?{query}")
    assert response.status_code == 200
    return words(response)


def test_the_studio_page_holds_every_choice(arne: Person, url: str) -> None:
    query = "week=4&place=step-2&language=sv&width=768&scripts=on&returning=on&drafts=off"
    page = soup(arne.client.get(f"{url}?{query}"))
    assert [option["value"] for option in page.select("select option[selected]")] == [
        "4",
        "sv",
        "on",
        "off",
        "768",
        "on",
    ]
    frame = page.select_one("iframe")
    assert frame is not None
    assert (frame["width"], frame.get("sandbox")) == ("768", None)
    assert set(str(frame["src"]).partition("?")[2].split("&")) == set(query.split("&"))
    usual = soup(arne.client.get(f"{url}?week=99&width=5&language=xx&place=nowhere")).select_one("iframe")
    assert usual is not None
    assert (usual["src"], usual["width"], usual["sandbox"]) == (f"{url}page/?", "360", ["allow-same-origin"])


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "Welcome. Week 1 is ready when you are."),
        ("week=1&returning=on", "Go on reading"),
        ("week=4", "Week 4:"),
        ("week=9", "Welcome back. Your follow-up is here."),
        ("week=4&returning=on", "Two short walks before Sunday"),
        ("week=8", "This is the last week."),
    ],
)
def test_home_is_that_of_somebody_in_this_week(arne: Person, url: str, query: str, told: str) -> None:
    assert told in shown(arne, url, query)


def test_every_page_of_a_week_is_there(arne: Person, url: str) -> None:
    links = [
        str(link["href"]) for link in soup(arne.client.get(f"{url}?week=2&returning=on")).select(".preview-places a")
    ]
    assert len(links) == 10
    texts = [shown(arne, url, link.removeprefix("?")) for link in links]
    for told, text in zip(("Week 2", "My pattern", "Step 1 of 5"), texts, strict=False):
        assert told in text
    assert "Read it through. This is what your therapist will see." in texts[-1]
    assert any(box.get_text(strip=True) for box in soup(arne.client.get(f"{url}page/{links[-2]}")).select("textarea"))


def test_a_first_visit_finds_the_worksheet_empty(arne: Person, url: str) -> None:
    page = soup(arne.client.get(f"{url}page/?week=2&place=sheet"))
    assert not any(box.get_text(strip=True) for box in page.select("textarea"))


def test_links_lead_to_previews_and_nothing_can_be_sent(arne: Person, url: str) -> None:
    query = "week=2&returning=on&place="
    for place in ("home", "week", "step-1", "whole", "sheet", "review"):
        response = arne.client.get(f"{url}page/?{query}{place}")
        html, page = response.content.decode(), soup(response)
        hrefs = {str(link["href"]) for link in page.select("a[href]")}
        assert all(href.startswith((f"{url}page/?", "#")) for href in hrefs), hrefs
        assert page.select_one("#preview-note") is not None
        assert {str(form.get("method")) for form in page.select("form")} == {"dialog"}
        assert not page.select("[type=submit]")
        assert not re.search(r"data-(autosave|quick-exit|away)|csrfmiddlewaretoken|\saction=", html)
    steps = soup(arne.client.get(f"{url}page/?{query}week")).select(".steps a")
    for link in steps:
        assert arne.client.get(str(link["href"])).status_code == 200


def test_an_earlier_week_is_answered_and_a_later_one_is_shut(arne: Person, url: str) -> None:
    assert "your therapist has written back" in shown(arne, url, "week=4&of=2&place=week")
    for query in ("week=4&of=5&place=week", "week=4&place=step-99", "week=4&place=nowhere"):
        assert arne.client.get(f"{url}page/?{query}").status_code == 404


def test_the_policy_is_stricter_than_the_studios(arne: Person, url: str) -> None:
    for scripts in ("off", "on"):
        response = arne.client.get(f"{url}page/?scripts={scripts}")
        policy = [part.strip() for part in response["Content-Security-Policy"].split(";")]
        assert ("sandbox allow-same-origin" in policy) == (scripts == "off")
        for part in ("frame-ancestors 'self'", "form-action 'none'", "script-src 'self'", "connect-src 'none'"):
            assert part in policy
        assert ("<script" in response.content.decode()) == (scripts == "on")
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert "no-store" in response["Cache-Control"]


def test_drafts_are_shown_or_left_out(arne: Person, url: str, page: ProgrammePage) -> None:
    week = page.modules()[1]
    week.aim = "An aim that nobody has published."
    week.save_revision()
    sheet = Worksheet.objects.get(pk=week.worksheet_id)
    sheet.title = "A sheet that nobody has published"
    sheet.save_revision()
    assert week.aim in shown(arne, url, "week=2&place=week")
    assert week.aim not in shown(arne, url, "week=2&place=week&drafts=off")
    assert sheet.title in shown(arne, url, "week=2&place=sheet")
    assert sheet.title not in shown(arne, url, "week=2&place=sheet&drafts=off")


def test_it_speaks_the_language_that_was_chosen(arne: Person, url: str) -> None:
    page = soup(arne.client.get(f"{url}page/?language=sv&place=week"))
    assert page.select_one("html[lang=sv]") is not None
    assert "Där jag står" in page.get_text()
    other = soup(arne.client.get(f"{url}page/?language=sv&week=2&place=week"))
    assert other.select_one(".only-in") is not None


def test_steps_for_an_arm_or_an_earlier_answer_are_there_for_those(arne: Person, url: str, page: ProgrammePage) -> None:
    arms = [ArmWords("calm", "With calm", 1), ArmWords("plain", "Without", 1)]
    bring_arms(program=page.program, arms=arms, by="tests", today=clock.today())
    week = page.modules()[2]
    sheet = Worksheet.objects.get(key="pattern", locale=page.locale)
    first = next(block for block in sheet.questions if block.block_type == "multiple_choice")
    answers = [option["value"] for option in first.value["options"]]
    key = first.value["key"]
    week.steps[0].value["only"] = {"arm": "calm", "answer": ""}
    week.steps[1].value["only"] = {"arm": "", "answer": f"2/{key}/{answers[0]}"}
    week.steps[2].value["only"] = {"arm": "", "answer": f"2/{key}/{answers[-1]}"}
    week.save_revision()
    titles = [step.value["title"] for step in week.steps]
    for arm, there in (("calm", {0, 1}), ("plain", {1}), ("", {1})):
        links = soup(arne.client.get(f"{url}?week=3&arm={arm}")).select(".preview-places a")
        met = {link.get_text() for link in links}
        assert {number for number in range(3) if titles[number] in met} == there
        status = arne.client.get(f"{url}page/?week=3&arm={arm}&place=step-1").status_code
        assert status == (200 if arm == "calm" else 404)
    assert "Step 1 of" in shown(arne, url, "week=3&arm=plain&place=step-2&returning=on")
    assert "With calm" in words(arne.client.get(url))


def test_a_worksheet_that_is_not_finished_says_what_is_left(arne: Person, url: str, page: ProgrammePage) -> None:
    week = page.modules()[0]
    sheet = Worksheet.objects.get(pk=week.worksheet_id)
    sheet.questions[1].value["low"] = ""
    sheet.save_revision(clean=False)
    for place in ("sheet", "review"):
        assert "Before people can be shown this" in shown(arne, url, f"place={place}")


def test_a_week_without_a_worksheet_has_no_page_of_one(arne: Person, url: str, page: ProgrammePage) -> None:
    ModulePage.objects.filter(pk=page.modules()[0].pk).update(worksheet=None)
    assert "Worksheet" not in [link.get_text() for link in soup(arne.client.get(url)).select(".preview-places a")]
    assert arne.client.get(f"{url}page/?place=sheet").status_code == 404


def test_a_programme_without_weeks_says_so(arne: Person, page: ProgrammePage) -> None:
    locale = Locale.objects.get(language_code="sv")
    ProgrammePage.objects.filter(translation_key=page.translation_key, locale=locale).first()
    ModulePage.objects.child_of(page).update(live=False, has_unpublished_changes=False)
    url = f"/cms/programme/{page.pk}/preview/"
    assert "There is no week to show yet." in words(arne.client.get(f"{url}?drafts=off"))
    assert arne.client.get(f"{url}page/?drafts=off").status_code == 404


def test_nothing_is_stored(arne: Person, url: str) -> None:
    rows = (Account, Enrolment, WeekFact, StepProgress, Response, Notice, AuditEvent)
    before = [model.objects.count() for model in rows]
    for place in ("home", "week", "step-1", "whole", "sheet", "review"):
        shown(arne, url, f"week=3&returning=on&place={place}")
    assert [model.objects.count() for model in rows] == before


def test_nobody_else_opens_it(anna: Person, therese: Person, arne: Person, stranger: Client, url: str) -> None:
    for address in (url, f"{url}page/"):
        for person in (anna, therese):
            assert person.client.get(address).status_code == 404
        assert stranger.get(address).status_code == 302
        assert arne.client.post(address).status_code == 405
        assert arne.client.get(address.replace(str(url.split("/")[3]), "99999")).status_code == 404
    GroupPagePermission.objects.all().delete()
    assert [arne.client.get(address).status_code for address in (url, f"{url}page/")] == [404, 404]


def test_whoever_may_edit_one_week_only_sees_that_one(arne: Person, page: ProgrammePage, url: str) -> None:
    """As a reviewer of that week does."""
    given = GroupPagePermission.objects.filter(
        group__in=Group.objects.filter(user=arne.account_id), permission__codename="change_page"
    ).first()
    assert given is not None
    GroupPagePermission.objects.exclude(pk=given.pk).delete()
    given.page = page.modules()[1]
    given.save()
    assert arne.client.get(f"{url}?week=2").status_code == 200
    assert arne.client.get(f"{url}page/?week=2&place=week").status_code == 200
    assert arne.client.get(f"{url}page/?week=3&place=week").status_code == 404


def test_a_reviewer_opens_the_address_that_a_colleague_gave(url: str, page: ProgrammePage) -> None:
    rikard = people.new_staff("rikard@clinic.example", "Rikard", Role.REVIEWER)
    for query in ("", "week=4&place=sheet"):
        assert rikard.client.get(f"{url}?{query}").status_code == 200
        assert rikard.client.get(f"{url}page/?{query}").status_code == 200


def test_the_button_stands_on_programmes_and_weeks(arne: Person, page: ProgrammePage, url: str) -> None:
    week = page.modules()[2]
    assert url in arne.client.get(f"/cms/pages/{page.pk}/").content.decode()
    assert f"{url}?week=3&amp;place=week" in arne.client.get(f"/cms/pages/{week.pk}/edit/").content.decode()
