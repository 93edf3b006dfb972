"""A step with every kind of block is read: on a phone without scripts, on a desktop that is read from right to left."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Browser, expect
from pytest_django import Settings

from modules.actions.publishing import publish_edition
from modules.models import ModulePage, ProgramMedia, ProgrammePage
from program import clock
from program.actions.arms import bring_arms
from program.arms import ArmWords
from tests import people
from tests.journeys.walker import Walker
from tests.journeys.ways import WAYS, Way, walking_in
from tests.modules import films, pictures
from tests.people import Person

TEXT = "<p>A wish comes, grows and goes again. You do not have to follow it.</p>"
NAMED = ("example", "exercise", "reflection", "callout", "keypoints", "term")


@pytest.fixture
def anna(clinic: Person, settings: Settings, tmp_path: Path) -> Person:
    """She begins the week in an edition whose first step shows all that there is."""
    settings.MEDIA_ROOT = tmp_path / "media"
    programme = people.programme()
    bring_arms(program=programme, arms=[ArmWords("letters", "Letters")], by="tests", today=clock.today())
    page = ProgrammePage.objects.get(program=programme, locale__language_code="en")
    show_all(page.modules()[0])
    publish_edition(page=page, by="tests", today=clock.today())
    person = people.new_participant("maple-river-21", programme)
    people.begin(person)
    return person


def show_all(week: ModulePage) -> None:
    film, spoken = films.saved_film(), ContentFile(films.BYTES, "slowly.mp3")
    sound = films.new_film(title="Breathing slowly", type="audio", file=spoken, captions="")
    sound.save()
    body = week.steps[0].value["body"]
    add = body.stream_block.child_blocks
    folds = [{"title": "In the evening", "text": TEXT}, {"title": "When you cannot sleep", "text": TEXT}]
    for kind in NAMED:
        body.append((kind, add[kind].to_python({"title": "A wave", "text": TEXT})))
    body.append(("accordion", add["accordion"].to_python({"title": "What may help", "parts": folds})))
    inside = [{"type": "callout", "value": {"title": "", "text": "<p>Somebody rings you each week.</p>"}}]
    body.append(("only", add["only"].to_python({"when": {"arm": "letters", "answer": ""}, "body": inside})))
    body.append(("video", {"media": film}))
    body.append(("audio", {"media": ProgramMedia.objects.get(pk=sound.pk)}))
    body.append(("worksheet", {"text": None}))
    pictures.show_in(week, pictures.drawing())


@pytest.mark.parametrize("way", WAYS)
def test_every_block_is_met(browser: Browser, site: str, anna: Person, way: Way) -> None:
    with walking_in(way, browser, site) as walker:
        walker.arrive(anna)
        walker.go("/week/1/1/")
        fold = walker.page.locator("details.fold").first
        expect(fold.locator(".more-body")).to_be_hidden()
        fold.locator("summary").click()
        expect(fold.locator(".more-body")).to_be_visible()
        walker.page.locator(".block-term summary").click()
        expect(walker.page.locator(".block-term .more-body")).to_be_visible()
        walker.sees("Somebody rings you each week.")
        image = walker.page.get_by_role("img", name="A path that leads uphill")
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", value=True)
        assert image.evaluate("image => image.naturalWidth") > 0
        fits(walker)
        on_paper(walker)


def fits(walker: Walker) -> None:
    assert walker.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def on_paper(walker: Walker) -> None:
    """What is folded on the screen is open; on the page of the whole week it is open for everybody."""
    walker.page.emulate_media(media="print")
    for fold in walker.page.locator("details.fold .more-body, .block-term .more-body").all():
        expect(fold).to_be_visible()
    walker.page.emulate_media(media="screen")
    walker.go("/week/1/all/")
    for fold in walker.page.locator("details.fold").all():
        expect(fold.locator(".more-body")).to_be_visible()
