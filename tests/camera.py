"""A camera for pages: every picture into var/shots, the chosen few, small, into docs/screenshots."""

from pathlib import Path

from django.conf import settings
from django_otp.oath import totp
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from demo.people import AUTHENTICATOR_SECRET, DemoStaff, Stage
from program.models import AuthenticatorDevice

TOP = Path(settings.BASE_DIR)
ALL = TOP / "var" / "shots"
KEPT = TOP / "docs" / "screenshots"
HEIGHTS = {1280: 900, 360: 740}
# Staff work at a small desk too.
DESK_HEIGHTS = HEIGHTS | {768: 1024}
STUDIO_SETTLES_MS = 600
LARGEST = 100_000
# Of 256 steps of grey; of all dots of a picture.
CLEARLY, FEW = 48, 0.02
# Who of the demo stands for which state of home.
HOMES = {
    "begin": "amber-anchor-10",
    "reading": "birch-bridge-11",
    "middle": "cedar-cove-12",
    "letter": "ember-dune-14",
    "between": "kelp-lagoon-20",
    "paused": "indigo-inlet-18",
    "behind": "opal-orchard-24",
    "resting": "tulip-tarn-45",
    "follow-up": "laurel-lamp-21",
    "finished": "maple-meadow-22",
    "closed": "lark-lantern-46",
    "left": "moss-mooring-47",
}
# The picture, its width and where in the page it begins: the name that it is kept under.
CHOSEN = {
    ("open-front", 360, 0): "front",
    ("join-6-passphrase", 360, 0): "passphrase",
    ("home-juniper-isle-19", 360, 0): "home",
    **{(f"home-{name}", 360, 0): f"home-{state}" for state, name in HOMES.items()},
    ("goodbye", 360, 0): "goodbye",
    ("messages", 360, 0): "messages",
    ("worksheet-fill-1", 360, 940): "worksheet",
    ("letter", 1280, 0): "letter",
    ("therapist-inbox", 1280, 0): "inbox",
    ("therapist-letter", 1280, 0): "therapist",
    ("therapist-alert", 1280, 0): "alert",
    ("supervisor-open", 1280, 0): "open-with-reason",
    ("studio-week", 1280, 0): "studio",
    ("studio-publish", 1280, 0): "publish",
    **{
        (f"studio-{name}", 1280, 0): f"studio-{name}"
        for name in ("home", "worksheet", "preview-as", "checks", "review", "import-look")
    },
}


def photograph(page: Page, name: str) -> None:
    """The page as it is now, at each width and in each light."""
    for width, height in (DESK_HEIGHTS if "/staff/" in page.url else HEIGHTS).items():
        page.set_viewport_size({"width": width, "height": height})
        if "/cms/" in page.url:  # its menus slide
            page.wait_for_timeout(STUDIO_SETTLES_MS)
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light)
            page.evaluate("window.scrollTo(0, 0)")
            page.screenshot(path=ALL / f"{name}-{width}-{light}.png", full_page=True)
    page.emulate_media(color_scheme="light")


def choose() -> None:
    """The pictures that the documents show: as much as a screen holds, in few colours."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for (name, width, top), kept in CHOSEN.items():
        with Image.open(ALL / f"{name}-{width}-light.png") as whole:
            part = whole.convert("RGB").crop((0, top, width, min(whole.height, top + HEIGHTS[width])))
        path = KEPT / f"{kept}.png"
        if not path.exists() or really_other(path, part):
            part.quantize(128, Image.Quantize.FASTOCTREE).save(path, optimize=True)  # not amber for red
        assert path.stat().st_size <= LARGEST, path


def really_other(path: Path, part: Image.Image) -> bool:
    """Whether more than a few dots differ: another date is no reason to keep a picture twice for ever."""
    with Image.open(path) as kept:
        before = kept.convert("L")
    if before.size != part.size:
        return True
    differing = ImageChops.difference(before, part.convert("L")).point(lambda value: value > CLEARLY)
    return sum(differing.histogram()[1:]) > FEW * part.width * part.height


class Visitor:
    """Somebody in a browser, who photographs what they meet."""

    def __init__(self, browser: Browser, site: str, *, scripts: bool = True, locale: str = "en-GB") -> None:
        self.context = browser.new_context(java_script_enabled=scripts, locale=locale)
        self.context.set_default_timeout(8000)
        self.site, self.page = site, self.context.new_page()

    def shoot(self, path: str, name: str, *, found: bool = True) -> None:
        response = self.page.goto(self.site + path)
        assert response is not None
        assert (response.status == 200) is found, f"{path}: {response.status}"
        photograph(self.page, name)

    def post(self, name: str = "", button: str = "main form .button-primary") -> None:
        self.page.locator(button).first.click()
        self.page.wait_for_load_state()
        if name:
            photograph(self.page, name)

    def as_participant(self, stage: Stage) -> None:
        self.page.goto(f"{self.site}/sign-in/")
        self.page.locator("[name=name]").fill(stage.name)
        self.page.locator("[name=passphrase]").fill(stage.passphrase)
        self.post()
        assert self.page.url == f"{self.site}/home/", stage.name

    def as_staff(self, member: DemoStaff, *, shown: bool = False) -> None:
        AuthenticatorDevice.objects.update(last_step=-1)
        self.page.goto(f"{self.site}/staff/sign-in/")
        self.page.locator("[name=email]").fill(member.email)
        self.page.locator("[name=password]").fill(member.password)
        self.post("staff-2-code" if shown else "")
        self.page.locator("[name=code]").fill(f"{totp(AUTHENTICATOR_SECRET):06d}")
        self.post()
        assert "/sign-in/" not in self.page.url, member.email

    def leave(self) -> None:
        self.context.close()
