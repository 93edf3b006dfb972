"""An operator's morning: somebody new comes in with a code, somebody leaves, and the log tells of both."""

from playwright.sync_api import Browser

from program.models import Account, AccountKind, AuthenticatorDevice, Role
from program.models.accounts import name_index
from tests import people
from tests.journeys.walker import Walker, walking
from tests.people import Person

KIM = "kim@clinic.example"
PASSWORD = "four quite new words"


def invite(walker: Walker) -> str:
    walker.go("/staff/people/new/")
    walker.fill("Work name", "Kim")
    walker.page.get_by_label("Therapist: ").check()
    walker.press("Invite")
    walker.sees("Please write their address.")
    walker.fill("E-mail", KIM)
    walker.press("Invite")
    walker.sees("The code for Kim")
    code = walker.secret()
    walker.page.reload()
    assert walker.secret() == code
    walker.press("I have handed it over")
    walker.sees("Invited, until")
    return code


def come_in(walker: Walker, code: str) -> None:
    walker.go("/staff/invitation/")
    walker.fill("E-mail", KIM)
    walker.fill("Invitation code", code)
    walker.page.locator("[name=new]").fill(PASSWORD)
    walker.page.locator("[name=again]").fill(PASSWORD)
    walker.page.locator("main form button").first.click()
    walker.page.wait_for_load_state()
    walker.is_at("/staff/account/authenticator/")


def test_somebody_comes_and_somebody_goes(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    olle = people.new_staff("olle@clinic.example", "Olle", Role.OPERATOR)
    kim = name_index(AccountKind.STAFF, KIM)
    with walking(browser, site, scripts=scripts, phone=False) as desk, walking(browser, site, scripts=scripts) as phone:
        AuthenticatorDevice.objects.update(last_step=-1)
        desk.arrive(olle)
        desk.is_at("/staff/people/")
        come_in(phone, invite(desk))
        desk.go(f"/staff/people/{Account.objects.get(name_index=kim).pk}/")
        desk.sees("Works here")
        desk.page.get_by_label("I mean Kim, and know that this shuts").check()
        desk.press("Suspend now")
        desk.sees("Kim is suspended and signed out.")
        phone.page.goto(f"{site}/staff/account/authenticator/")
        phone.is_at("/staff/sign-in/")
        desk.press("Log")
        desk.page.get_by_label("What").select_option("staff.suspended")
        desk.press("Look up")
        rows = desk.page.locator("tbody tr").all_inner_texts()
        assert len(rows) == 1
        assert "Olle" in rows[0]
        assert "Kim" in rows[0]
