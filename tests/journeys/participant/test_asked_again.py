"""A text has changed: somebody is asked again, says not now, and agrees later. Somebody else says how old they are."""

import pytest
from playwright.sync_api import Browser

from program import clock
from program.models import Consent, ConsentText, Program
from tests import people
from tests.journeys.walker import Walker
from tests.journeys.ways import WAYS, Way, walking_in
from tests.people import Person


def publish_another() -> ConsentText:
    program = Program.objects.get(slug=people.SLUG)
    before = ConsentText.objects.filter(program=program).latest("version")
    return ConsentText.objects.create(
        program=program,
        version=before.version + 1,
        language=before.language,
        title=before.title,
        parts=before.parts,
        changed="<p>The clinic has moved.</p>",
        sha256="0" * 64,
        published_on=clock.today(),
    )


def sign_in(walker: Walker, person: Person) -> None:
    walker.go("/sign-in/")
    walker.fill("Sign-in name", person.name)
    walker.fill("Passphrase", person.secret)
    walker.page.locator("main").get_by_role("button", name="Sign in").click()
    walker.page.wait_for_load_state()
    walker.look()


@pytest.mark.parametrize("way", WAYS)
def test_not_now_and_later(browser: Browser, site: str, clinic: Person, way: Way) -> None:
    nora = people.new_participant("willow-harbour-55", people.programme())
    text = publish_another()
    with walking_in(way, browser, site) as walker:
        sign_in(walker, nora)
        walker.is_at("/agree/")
        walker.sees("The clinic has moved.")
        walker.press("Not now")
        walker.is_at("/home/")
        walker.sees("Nothing is sent just now")
        walker.press("Read what has changed")
        walker.page.locator("[name=agreed]").check()
        walker.press("Agree")
        walker.is_at("/home/")
        assert "Nothing is sent just now" not in walker.page.content()
        walker.go("/account/agreed/")
        walker.sees(f"Version {text.version}")
    assert Consent.objects.filter(participant_id=nora.account_id).count() == 2


def test_somebody_said_that_they_are_under_18(browser: Browser, site: str, clinic: Person) -> None:
    nora = people.new_participant("willow-harbour-55", people.programme())
    clinic.client.post(f"/staff/case/{nora.account_id}/age/")
    with walking_in(Way(scripts=False, width=360, rtl=False), browser, site) as walker:
        sign_in(walker, nora)
        walker.sees("Your weeks stand still for now")
        walker.press("What happens now, and who else can help")
        walker.sees("It was right to tell us")
        walker.sees("What happens to your words")
