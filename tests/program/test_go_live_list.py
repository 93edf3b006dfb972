"""The go-live list in the staff pages: the lead signs and takes back, supervisors and operators read."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import admission, clock, go_live
from program.actions import go_live as signing
from program.admission import standings
from program.go_live import CAPACITY, CONSENT, LAW, LINES, State
from program.models import AuditEvent, ConsentText, CrisisLine, DutyShift, Program, RescuedText, Signature
from tests.people import Person

LIST = "/staff/go-live/"
SIGN = "/staff/go-live/eight-weeks/law/"
BACK = f"{SIGN}back/"
WORDS = "Swedish law governs. Asked: the clinic's lawyer."
TODAY = clock.today


def state(program: Program, line: go_live.Line) -> State:
    return next(each.state for each in standings(program, TODAY(program.zone)) if each.line == line)


def nothing_signed(program: Program) -> None:
    Signature.objects.filter(program=program).delete()


def sign(lena: Person, key: str = "law", **fields: object) -> str:
    url = f"/staff/go-live/eight-weeks/{key}/"
    return lena.client.post(url, {"words": WORDS, "days": "365", **fields}, follow=True).content.decode()


def test_the_lead_signs_with_words_name_and_day(programme: Program, lena: Person) -> None:
    nothing_signed(programme)
    assert state(programme, LAW) == State.UNSIGNED
    page = sign(lena)
    assert "Signed: Governing law and reporting duties." in page
    assert "Swedish law governs. Asked: the clinic&#x27;s lawyer." in page
    assert "Lena" in page
    row = Signature.objects.get(program=programme)
    today = TODAY(programme.zone)
    assert (row.line, row.signed_by_id, row.signed_on) == ("law", lena.account_id, today)
    assert row.stands_until == today + timedelta(days=364)
    assert state(programme, LAW) == State.IN_FORCE
    event = AuditEvent.objects.get(verb="go-live.signed", actor=str(lena.account_id))
    assert event.detail == {"line": "law"}
    assert "Swedish" not in str(event.detail)


def test_every_line_signed_opens_joining(programme: Program, lena: Person, stranger: Client) -> None:
    nothing_signed(programme)
    assert admission.entry().admission == "closed"
    for line in LINES:
        sign(lena, line.key, places="25")
    assert admission.entry().admission == "open"
    assert Program.objects.get(pk=programme.pk).places == 25
    assert "People can join." in lena.client.get(LIST).content.decode()
    assert "Before we begin" in stranger.get("/join/", follow=True).content.decode()


def test_the_same_form_sent_twice_is_one_signature(programme: Program, lena: Person) -> None:
    nothing_signed(programme)
    sign(lena)
    sign(lena)
    assert Signature.objects.filter(program=programme).count() == 1


def test_signing_again_keeps_the_older_signature_and_counts_the_newer(programme: Program, lena: Person) -> None:
    sign(lena, words="Looked at again.")
    rows = Signature.objects.filter(program=programme, line="law")
    assert rows.count() == 2
    assert "Looked at again." in lena.client.get(LIST).content.decode()
    assert "Looked at again." in lena.client.get(SIGN).content.decode()


def test_taking_back_closes_joining_at_once(programme: Program, lena: Person, stranger: Client) -> None:
    page = lena.client.post(BACK, {"why": "The law changes in May."}, follow=True).content.decode()
    assert "Nobody can join now." in page
    assert "The law changes in May." in page
    assert "taken back on" in page
    assert state(programme, LAW) == State.UNSIGNED
    assert "cannot join just now" in stranger.get("/join/").content.decode()
    assert AuditEvent.objects.filter(verb="go-live.taken-back", actor=str(lena.account_id)).count() == 1
    lena.client.post(BACK, {"why": ""})
    assert AuditEvent.objects.filter(verb="go-live.taken-back").count() == 1


def test_a_new_consent_text_unsigns_its_line(programme: Program, lena: Person) -> None:
    newest = ConsentText.objects.filter(program=programme).latest("version")
    newest.pk, newest.version, newest._state.adding = uuid4(), newest.version + 1, True
    newest.save()
    assert state(programme, CONSENT) == State.UNSIGNED
    assert "The consent text has a new version" in lena.client.get(LIST).content.decode()
    sign(lena, "consent")
    assert state(programme, CONSENT) == State.IN_FORCE


def test_without_a_consent_text_nothing_is_signed_and_the_words_stay(programme: Program, lena: Person) -> None:
    bare = Program.objects.create(slug="bare", title="Bare")
    page = lena.client.post("/staff/go-live/bare/consent/", {"words": WORDS, "days": "10"}).content.decode()
    assert "There is no consent text yet." in page
    assert "Swedish law governs" in page
    assert not Signature.objects.filter(program=bare).exists()


def test_more_places_than_signed_for_unsign_capacity(programme: Program, lena: Person) -> None:
    sign(lena, "capacity", places="20")
    Program.objects.filter(pk=programme.pk).update(places=21)
    assert state(programme, CAPACITY) == State.UNSIGNED
    Program.objects.filter(pk=programme.pk).update(places=19)
    assert state(programme, CAPACITY) == State.IN_FORCE


def test_rota_and_crisis_lines_close_too(programme: Program, lena: Person) -> None:
    today = TODAY(programme.zone)
    CrisisLine.objects.filter(program=programme).update(tested_on=today - timedelta(days=91))
    assert admission.entry().admission == "closed"
    page = lena.client.get(LIST).content.decode()
    assert "A crisis line must be tested again" in page
    CrisisLine.objects.filter(program=programme).update(tested_on=today - timedelta(days=80))
    assert admission.entry().admission == "open"
    DutyShift.objects.all().delete()
    assert admission.entry().admission == "closed"


@pytest.mark.parametrize("who", ["lena", "stina"])
def test_lead_and_supervisors_are_warned_on_their_account_page(
    who: str, programme: Program, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(who).client
    assert "The go-live list needs somebody" not in client.get("/staff/account/").content.decode()
    today = TODAY(programme.zone)
    CrisisLine.objects.filter(program=programme).update(tested_on=today - timedelta(days=80))
    admission.forget_warnings()  # as after a minute
    page = client.get("/staff/account/").content.decode()
    assert "The go-live list needs somebody" in page
    assert "Crisis lines, tested and dated" in page


def test_supervisors_are_warned_above_their_inbox_and_therapists_are_not(
    programme: Program, stina: Person, therese: Person
) -> None:
    nothing_signed(programme)
    assert "The go-live list needs somebody" in stina.client.get("/staff/inbox/").content.decode()
    assert "The go-live list needs somebody" not in therese.client.get("/staff/inbox/").content.decode()


@pytest.mark.parametrize("who", ["therese", "arne", "olle"])
def test_others_are_not_warned(who: str, programme: Program, request: pytest.FixtureRequest) -> None:
    nothing_signed(programme)
    page = request.getfixturevalue(who).client.get("/staff/account/").content.decode()
    assert "The go-live list needs somebody" not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"words": ""}, "Please write what was decided."),
        ({"words": "   "}, "Please write what was decided."),
        ({"words": "x" * 4001}, "Please shorten it"),
        ({"days": "0"}, "greater than or equal to 1"),
        ({"days": "5000"}, "less than or equal to 1095"),
        ({"days": "soon"}, "Enter a whole number"),
        ({"days": ""}, "Please say for how many days"),
    ],
)
def test_bad_input_is_answered_and_nothing_is_lost(fields: dict[str, str], said: str, lena: Person) -> None:
    before = Signature.objects.count()
    page = sign(lena, **fields)
    assert said in page
    assert (fields.get("words", WORDS).strip() or "Nothing is lost") in page.replace("&#x27;", "'")
    assert Signature.objects.count() == before


def test_capacity_needs_a_number_of_places(lena: Person) -> None:
    for places in ("", "0", "-3", "many"):
        before = Signature.objects.count()
        assert "Nothing is lost" in sign(lena, "capacity", places=places)
        assert Signature.objects.count() == before


def test_words_outlive_the_session(lena: Person) -> None:
    page = lena.client.get(SIGN).content.decode()
    token = page.split('name="rescue" value="')[1].split('"')[0]
    Client().post(SIGN, {"words": WORDS, "days": "365", "rescue": token, "form_key": str(uuid4())})
    kept = RescuedText.objects.get(account_id=lena.account_id)
    assert "Swedish law governs." in lena.client.get(f"{SIGN}?rescued={kept.pk}").content.decode()


@pytest.mark.parametrize("who", ["stina", "olle"])
def test_supervisors_and_operators_read_only(who: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    page = client.get(LIST).content.decode()
    assert "Governing law and reporting duties" in page
    assert SIGN not in page
    before = Signature.objects.count()
    assert client.get(SIGN).status_code == 404
    assert client.post(SIGN, {"words": WORDS, "days": "365"}).status_code == 404
    assert client.post(BACK, {"why": ""}).status_code == 404
    assert Signature.objects.count() == before


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "anna"])
def test_it_does_not_exist_for_others(who: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    for url in (LIST, f"{LIST}eight-weeks/", SIGN):
        assert client.get(url).status_code == 404
    assert client.post(SIGN, {"words": WORDS, "days": "365"}).status_code == 404
    assert client.post(BACK, {"why": ""}).status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(lena: Person, stranger: Client) -> None:
    for url in (LIST, SIGN, BACK):
        assert stranger.get(url).status_code == 302
        assert lena.unverified.get(url).status_code == 302


def test_unknown_programmes_and_lines_are_not_found(lena: Person) -> None:
    assert lena.client.get(f"{LIST}nine-weeks/").status_code == 404
    assert lena.client.get(f"{LIST}eight-weeks/nothing/").status_code == 404


def test_it_refuses_other_methods(lena: Person) -> None:
    assert lena.client.post(LIST).status_code == 405
    assert lena.client.put(SIGN).status_code == 405
    assert lena.client.get(BACK).status_code == 405


def test_only_the_lead_signs_whoever_calls(programme: Program, stina: Person) -> None:
    with pytest.raises(signing.NotTheLead):
        signing.sign(program=programme, line=LAW, words=WORDS, until=None, by=stina.account, today=clock.today())
    with pytest.raises(signing.NotTheLead):
        signing.take_back(program=programme, line=LAW, words="", by=stina.account, today=clock.today())


def test_the_lead_lands_on_the_list(lena: Person) -> None:
    assert lena.client.get("/staff/sign-in/code/")["Location"] == LIST


def test_other_programmes_are_offered(programme: Program, lena: Person) -> None:
    Program.objects.create(slug="another", title="Another programme")
    page = lena.client.get(f"{LIST}eight-weeks/").content.decode()
    assert "/staff/go-live/another/" in page
    assert "Nobody can join: a line of this list is not in force." in lena.client.get(LIST).content.decode()


def test_queries_do_not_grow_with_signatures(programme: Program, lena: Person) -> None:
    def queries() -> int:
        lena.client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            lena.client.get(LIST)
        return len(captured)

    before = queries()
    for number in range(3):
        sign(lena, words=f"Looked at for the {number}th time.")
    assert queries() == before


def test_the_door_and_the_words_on_it_cost_five_statements(programme: Program, stranger: Client) -> None:
    stranger.get("/")
    with CaptureQueriesContext(connection) as captured:
        stranger.get("/")
    assert len(captured) == 5, [query["sql"] for query in captured]
