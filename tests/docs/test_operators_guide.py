"""The operators' guide, done: install, join, back up, erase, restore, replay. What the processes log names nobody."""

import base64
import re
from pathlib import Path

import pytest
from django_otp.oath import totp

from tests.docs.clinic import Clinic, Visitor, blocks

PASSWORD = "a password of the drill"
WORDS = "heron-in-the-reeds is what I wrote"
WORDS_OF_ANOTHER = "kingfisher-on-the-branch is what another wrote"

pytestmark = pytest.mark.once


ROTA_AND_LINES = """
from datetime import timedelta
from program import clock
from program.actions import duty, lines
from program.models import Account, CrisisLine, Program
program, today = Program.objects.get(), clock.today()
person = Account.objects.get(is_supervisor=True)
last = today + timedelta(days=300)
duty.set_shift(program=program, first_day=today, last_day=last, clinician=person, deputy=None, by=person)
for row in CrisisLine.objects.all():
    lines.mark_tested(line=row, number=row.number, by=person.pk, today=today)
"""


def take_up(port: int, email: str, code: str) -> Visitor:
    """A new member of staff chooses a password and shows that the authenticator works."""
    staff = Visitor(port)
    staff.get("/staff/invitation/")
    staff.post(email=email, code=code, new=PASSWORD, again=PASSWORD)
    secret = staff.secret().replace(" ", "")
    staff.post(code=f"{totp(base64.b32decode(secret)):06d}")
    assert "Recovery codes" in staff.page
    return staff


def sign_everything(lead: Visitor) -> None:
    """The clinical lead goes through the go-live list."""
    for line in ("law", "danger", "duty", "crisis", "capacity", "consent"):
        lead.get(f"/staff/go-live/eight-weeks/{line}/")
        assert "Signed:" in lead.post(words="Decided for the drill.", days="365", places="30")


def join(port: int) -> tuple[Visitor, str, str]:
    """Somebody joins; their browser, sign-in name and passphrase."""
    person = Visitor(port)
    person.get("/join/")
    person.post(adult="yes")
    person.post(continent="europe")
    person.post(agreed="on")
    name = person.secret()
    person.post()
    passphrase = person.secret()
    person.post()
    person.post(again=passphrase)
    code = person.secret()
    person.post()
    person.post()
    person.post(code_part=code)
    assert person.path == "/home/", person.page
    return person, name, passphrase


def write(person: Visitor, words: str) -> None:
    person.get("/messages/")
    assert words in person.post("/messages/", text=words)


def sign_in(port: int, name: str, passphrase: str) -> Visitor:
    person = Visitor(port)
    person.get("/sign-in/")
    person.post(name=name, passphrase=passphrase)
    return person


def codes(said: str) -> list[str]:
    return re.findall(r"^(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}$", said, re.MULTILINE)


@pytest.mark.longest
@pytest.mark.timeout(600)
def test_the_guide_holds(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    install, hire, unlock = blocks("First start")
    [back_up], [rotate], [restore] = map(blocks, ("Every day: back up", "Every month: rotate", "Restore drill"))

    said = clinic.run(install)
    assert "no issues" in said
    recovery_key = (clinic.folders["KEYS"] / "to-print").read_text().split()[-1]
    said = clinic.run(hire)
    stina = re.findall(r"^Invited: (\S+)$", said, re.MULTILINE)[0]
    stinas_code, thereses_code, lenas_code = codes(said)

    with clinic.serving() as port:
        take_up(port, "stina@clinic.example", stinas_code)
        take_up(port, "therese@clinic.example", thereses_code)
        lena = take_up(port, "lena@clinic.example", lenas_code)
        assert "Admitted" in clinic.manage(f"vault recover --holder {stina}", recovery_key)
        assert "New people cannot join" in Visitor(port).get("/join/")
        assert "Governing law and reporting duties: Not signed." in clinic.run(unlock)
        clinic.manage("shell", ROTA_AND_LINES)
        sign_everything(lena)
        erased, erased_name, erased_passphrase = join(port)
        write(erased, WORDS)
        kept, kept_name, kept_passphrase = join(port)
        write(kept, WORDS_OF_ANOTHER)

        clinic.run(back_up)

        erased.get("/account/erase/")
        assert "It is done" in erased.post(passphrase=erased_passphrase)

    assert "Erased again: 1." in clinic.run(restore)

    with clinic.serving() as port:
        assert "do not go together" in sign_in(port, erased_name, erased_passphrase).page
        again = sign_in(port, kept_name, kept_passphrase)
        assert WORDS_OF_ANOTHER in again.get("/messages/")
        assert "destroyed: 0" in clinic.run(rotate)
        assert WORDS_OF_ANOTHER in again.get("/messages/")

    assert sorted(path.name for path in clinic.folders["ELSEWHERE"].iterdir()) == [
        "erasure-ledger",
        "secret-key",
        "server-keys.json",
    ]
    secrets = [WORDS, WORDS_OF_ANOTHER, erased_name, kept_name, erased_passphrase, kept_passphrase, PASSWORD]
    for place in [clinic.log, *clinic.folders["BACKUP"].iterdir(), *clinic.folders["DATA"].glob("waymark.sqlite3*")]:
        content = place.read_bytes()
        assert content or place.suffix.endswith(("wal", "shm")), place
        for secret in [*secrets, "stina@clinic.example", recovery_key]:
            assert secret.encode() not in content, f"{place.name} names somebody."
    assert not re.search(rb"Mozilla|/messages/|/week/", clinic.log.read_bytes())
