"""One test for each row of the table 'What a thief reads' that can be shown today.

Each searches for everything that was planted on a whole journey, mishaps included, and proves first that it searches
something.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import redis
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from config.celery import app as celery
from program import joining_state
from program.models import CaseGrant, Participant
from program.tasks import deliver_outbox, plan_notices, tidy
from tests import thief
from tests.faults import journey
from tests.faults.forms import same_browser
from tests.faults.journey import Journey
from tests.people import Person
from tests.worksheets.pages import links, soup
from therapist.models import AdverseEvent, Letter, Message, NoteWording, ProtectionRecord
from vault import holders, sealing, supervision
from vault.errors import SealBroken
from vault.fields import WrappedField
from vault.holders import PrivateKey
from vault.sealing import CaseKey
from worksheets.models import Response

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

INSTANT = re.compile(rb"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d")
# Whose rows may hold an instant: sessions, tries at the door, and authors' work; no row of a participant.
WITH_INSTANTS = ("django_", "wagtail", "taggit_", "modules_", "worksheets_worksheet", "program_throttle")
DEVICES = ("program_authenticatordevice", "program_recoverycodedevice")
KEY_BYTES = 32


# The database


def test_dump_shows_ids_days_and_counts_only(walked_here: Journey) -> None:
    loot = thief.dump()
    assert walked_here.participant.alias.encode() in loot
    assert not thief.found(walked_here.planted, loot)


def test_dump_shows_no_instant_of_anybody_who_takes_part(walked: Journey) -> None:
    with_instant = {table for table, row in thief.rows() for cell in row if INSTANT.match(thief.raw(cell))}
    assert "django_session" in with_instant, "The search finds no instant at all."
    assert {table for table in with_instant if not table.startswith((*WITH_INSTANTS, *DEVICES))} == set()


# The database and the server key


def opened_by_the_server() -> list[bytes]:
    """Every value that the server key opens, wherever it stands, and what the sessions hold."""
    opened = [thief.raw(session.get_decoded()) for session in Session.objects.all()]
    for model in apps.get_models():
        names = [field.name for field in model._meta.concrete_fields if isinstance(field, WrappedField)]
        for row in model._default_manager.all() if names else ():
            opened += [sealing.unwrap_field(row, name) for name in names if getattr(row, name)]
    return opened


def sealed_cells(case: UUID) -> list[tuple[Any, str]]:
    rows: list[tuple[Any, str]] = [(row, "answers") for row in Response.objects.filter(participant_id=case)]
    rows += [(row, "words") for row in AdverseEvent.objects.filter(participant_id=case)]
    rows += [(row, "body") for row in Letter.objects.filter(participant_id=case)]
    rows += [(row, "body") for row in NoteWording.objects.filter(note__participant_id=case)]
    return rows + [(row, "body") for row in Message.objects.filter(participant_id=case)]


def opens(raw: bytes, case: UUID, row: Any, name: str) -> bool:
    try:
        return bool(sealing.open(CaseKey(case, raw), row, name))
    except SealBroken:
        return False


def test_server_key_opens_no_text(walked: Journey) -> None:
    opened = opened_by_the_server()
    texts = [*journey.TEXTS, walked.anna.name, walked.anna.secret, walked.anna.recovery_code, walked.therese.secret]
    assert walked.therese.name.encode() in opened, "The key opens nothing at all."
    assert not thief.found(texts, b"\n".join(opened))


def test_nothing_that_the_server_key_opens_is_a_key(walked: Journey) -> None:
    """Every 32 bytes in a row of all that it opens, tried on a text of the case."""
    case, loot = walked.participant.pk, b"".join(opened_by_the_server())
    assert len(loot) > 1000
    row, name = sealed_cells(case)[0]
    assert opens(walked.anna.case_key.raw, case, row, name)
    windows = (loot[start : start + KEY_BYTES] for start in range(len(loot) - KEY_BYTES + 1))
    assert not any(opens(window, case, row, name) for window in windows)


# Logs, queue, mail, temporary files


def test_log_holds_event_names_and_opaque_ids_only(walked: Journey, said: io.StringIO) -> None:
    deliver_outbox.apply()
    tidy.apply()
    log = walked.said + said.getvalue()
    assert "RuntimeError at tests.faults.journey" in log
    assert "Not Found: /week/99/" in log
    assert "Forbidden (Referer" in log
    assert not thief.found([*walked.planted, "heron-in-a-query", walked.participant.alias], log.encode())


@pytest.fixture
def queued() -> Iterator[None]:
    """Messages wait on the broker, and are taken off it again."""
    celery.control.purge()
    for task in (plan_notices, deliver_outbox, tidy):
        task.delay()
    yield
    celery.control.purge()


def on_the_broker() -> bytes:
    if not settings.REDIS_URL:
        return thief.on_disk(settings.BROKER_DIR)
    store = redis.from_url(settings.REDIS_URL)
    keys = list(store.scan_iter())
    return b"\n".join(key + (store.dump(key) or b"") for key in keys) + b"".join(_elements(store, keys))


def _elements(store: Any, keys: list[bytes]) -> Iterator[bytes]:
    """Plain, since a dump may be compressed."""
    for key in keys:
        if store.type(key) == b"list":
            yield from store.lrange(key, 0, -1)
        if store.type(key) == b"string":
            yield store.get(key)


def test_queue_and_cache_hold_nothing_of_anybody(walked_here: Journey, queued: None) -> None:
    cache.set("probe", "probe", 60)
    loot = on_the_broker()
    assert b"program.tasks.deliver_outbox" in loot
    if not settings.REDIS_URL:
        loot += b"\n".join(cache._cache.values())  # type: ignore[attr-defined]  # the memory of this process
    assert not thief.found([*walked_here.planted, walked_here.participant.alias, str(walked_here.participant.pk)], loot)


def test_no_mail_is_sent_and_no_temporary_file_left(walked: Journey) -> None:
    assert walked.left == []


def test_var_folder_holds_nothing_of_anybody(walked_here: Journey) -> None:
    loot = thief.on_disk(Path(settings.VAR_DIR))
    assert b"server-keys.json" in loot
    assert not thief.found(walked_here.planted, loot)


# The live server


def opened_with(private: PrivateKey, case: UUID) -> set[str]:
    """Which sealed copies of this case's key this private key opens, whoever they were meant for."""
    participant = Participant.objects.get(pk=case)
    copies: list[tuple[Any, str]] = [(participant, "own_key"), (participant, "supervision_key")]
    copies += [(grant, "case_key") for grant in CaseGrant.objects.filter(participant=participant)]
    return {name for row, name in copies if getattr(row, name) and fits(private, row, name, case)}


def fits(private: PrivateKey, row: Any, name: str, case: UUID) -> bool:
    try:
        return bool(holders.open_case_key(private=private, row=row, field=name, case_id=case))
    except SealBroken:
        return False


def test_root_reads_the_cases_of_those_who_sign_in_and_no_others(walked: Journey, sol: Person, tom: Person) -> None:
    hers, his = walked.participant.pk, sol.account_id
    assert opened_with(walked.anna.private, hers) == {"own_key"}
    assert opened_with(walked.therese.private, hers) == {"case_key"}
    for signed_in in (walked.anna.private, walked.therese.private, walked.stina.private):
        assert opened_with(signed_in, his) == set()
    # Said openly: once a supervisor signs in, every case can be opened.
    assert opened_with(supervision.supervision_key(by=walked.stina.private), his) == {"supervision_key"}


# The participant's own computer


def pages(walked: Journey) -> list[Any]:
    found = [answer for answer in walked.hers.answers if answer.content and "html" in answer.headers["Content-Type"]]
    assert len(found) > 15
    return found


def test_browser_keeps_no_cookie_and_no_page(walked: Journey) -> None:
    set_at_all = set()
    for answer in walked.hers.answers:
        assert answer.headers["Cache-Control"] == "no-store", answer.request["PATH_INFO"]
        for cookie in answer.cookies.values():
            set_at_all.add(cookie.key)
            assert not cookie.value or (cookie["expires"], cookie["max-age"]) == ("", ""), cookie.key
    ours = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.VAULT_COOKIE, joining_state.COOKIE}
    assert set_at_all == ours


# What no history may show.
TELLING = re.compile(r"therap|abuse|child|sex|urge|offen|harm|paedo|pedo|crisis|treat", re.IGNORECASE)


def test_history_shows_neutral_titles_and_addresses(walked: Journey) -> None:
    personal = [*walked.planted, walked.participant.alias]
    for answer in pages(walked):
        title, path = soup_title(answer), answer.request["PATH_INFO"]
        assert not TELLING.search(title + path), (title, path)
        assert not thief.found(personal, f"{title} {path}".encode())
        assert not re.search(r"[0-9a-f]{8}-", path), "An id stands in an address that the history keeps."


def soup_title(answer: Any) -> str:
    found = soup(answer).find("title")
    assert found is not None
    return " ".join(found.get_text().split())


def test_signing_out_leaves_cookies_that_open_nothing(walked: Journey) -> None:
    before = {name: morsel.value for name, morsel in walked.hers.cookies.items()}
    answer = walked.hers.post("/sign-out/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    replay = Client()
    for name, value in before.items():
        replay.cookies[name] = value
    assert replay.get("/home/").headers["Location"].startswith("/sign-in/")


# Staff


def clinical_paths(case: UUID) -> list[str]:
    about = f"/staff/case/{case}/"
    own = [about, f"{about}week/1/", f"{about}messages/", f"{about}week/1/kept/{uuid4()}/"]
    return [*own, f"{about}adverse/", f"{about}protection/"]


def test_a_therapist_meets_no_case_of_another(walked: Journey, tom: Person) -> None:
    case = walked.participant.pk
    for path in clinical_paths(case):
        assert tom.client.get(path).status_code in {404, 405}, path
        assert tom.client.post(path, {"text": "x", "form_key": str(uuid4()), "base": "0"}).status_code in {404, 405}, (
            path
        )
    for path in ("/staff/inbox/", "/staff/caseload/", "/staff/progress/"):
        assert walked.participant.alias not in tom.client.get(path).content.decode()


def test_a_child_protection_record_opens_for_supervisors_alone(walked: Journey, tom: Person) -> None:
    row = ProtectionRecord.objects.get()
    for private in (walked.anna.private, walked.therese.private, tom.private, walked.stina.private):
        with pytest.raises(SealBroken):
            holders.open_for(private=private, row=row, field="sealed")
    supervising = supervision.supervision_key(by=walked.stina.private)
    assert journey.FACTS in holders.open_for(private=supervising, row=row, field="sealed")


def test_code_that_skips_the_access_check_has_no_key_either(walked: Journey, tom: Person) -> None:
    case = walked.participant.pk
    assert opened_with(tom.private, case) == set()
    forged = CaseGrant.objects.get(participant_id=case, staff_id=walked.therese.account_id)
    forged.staff_id = tom.account_id
    forged.save()
    assert opened_with(tom.private, case) == set()
    assert tom.client.get(f"/staff/case/{case}/").status_code == 200  # ids and days; the grant names him now
    browser = same_browser(tom.client, raise_request_exception=False)
    assert browser.get(f"/staff/case/{case}/week/1/").status_code == 500


def test_editor_and_operator_read_no_text(walked: Journey, arne: Person, olle: Person) -> None:
    case = walked.participant.pk
    for person in (arne, olle):
        assert opened_with(person.private, case) == set()
        lists = ["/staff/inbox/", "/staff/caseload/", "/staff/unassigned/", "/staff/late/", "/staff/open/"]
        lists += [
            "/staff/late/",
            "/staff/progress/",
            "/staff/progress/thresholds/",
            "/staff/adverse/",
            "/staff/protection/",
        ]
        for path in (*clinical_paths(case), *lists):
            assert person.client.get(path).status_code in {404, 405}, path
            assert person.client.post(path, {}).status_code in {404, 405}, path
    assert olle.client.get("/cms/").status_code == 404


def test_studio_shows_nothing_of_anybody_wherever_its_links_lead(walked: Journey, split: None, arne: Person) -> None:
    """And no link leads to a page that breaks where the staff's side has a process of its own."""
    seen, waiting, loot = set[str](), ["/cms/"], b""
    while waiting and len(seen) < 60:
        path = waiting.pop(0)
        if path in seen or "logout" in path:
            continue
        seen.add(path)
        answer = arne.client.get(path)
        assert answer.status_code in {200, 302, 403, 404}, path
        loot += answer.content if not answer.streaming else b""
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            waiting += links(answer, "a[href^='/cms/']")
    assert len(seen) > 20
    assert not thief.found([*walked.planted, walked.participant.alias, str(walked.participant.pk)], loot)
