"""Forms of the studio that are ours: what an editor or a reviewer typed comes back under every fault, by their hand."""

import pytest
from django.test import Client

from modules.models import ProgrammePage
from program import clock
from program.actions.arms import bring_arms
from program.arms import ArmWords
from program.models import Arm, FixRequest, FixState, Program, RescuedText, Role
from tests import people
from tests.faults.forms import ARMS, STUDIO, Cast, Form, come_back, offered
from tests.faults.test_nothing_lost import Fault, broken, expired, forged
from tests.people import Person
from tests.worksheets.pages import form_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WORDS = "Séance à trois, “heron” & <b>"


@pytest.fixture
def cast(anna: Person, arne: Person) -> Cast:
    """A programme with an arm, and a fix that waits for Rikard."""
    program = anna.enrolment.program
    bring_arms(program=program, arms=[ArmWords("letters", "Letters")], by="tests", today=clock.today())
    asked = {"old": "0771", "new": "112", "reason": "Wrong.", "seen": "", "asked_on": clock.today()}
    FixRequest.objects.create(program=program, asked_by=arne.account, **asked)
    rikard = people.new_staff("rikard@clinic.example", "Rikard", Role.REVIEWER)
    return {"anna": anna, "arne": arne, "rikard": rikard}


def applied() -> tuple[object, ...]:
    waiting = FixRequest.objects.filter(state=FixState.WAITING).count()
    return list(Arm.objects.values_list("key", "title", "weight")), waiting, Program.objects.count()


@pytest.mark.parametrize("form", STUDIO, ids=lambda form: form.name)
def test_what_was_typed_comes_back(form: Form, cast: Cast) -> None:
    faults: list[Fault] = [expired, forged, broken]
    before, writer = applied(), cast[form.writer]
    for fault in faults:
        RescuedText.objects.all().delete()
        client, _landed = come_back(writer, kept=False)
        typed = form.filled(client, cast, WORDS)
        with fault(form, client) as browser:
            answer = form.send(browser, cast, typed | {"confirmed": "f00dcafe"})
            assert answer.status_code == (500 if fault is broken else 302)
            back, landed = come_back(writer, kept=fault is expired)
            assert landed == "/staff/kept/"
            assert "f00dcafe" not in back.get(landed).content.decode()
            (link,) = offered(back, landed)
            path, query = link.split("?")
            assert path == form.path(cast)
            shown = form.page(back, cast, f"?{query}")
        same = set(typed) - {"form_key", "rescue", "do"}
        assert {name: shown[name] for name in same} == {name: typed[name] for name in same}
        stranger = cast["rikard" if writer is cast["arne"] else "arne"]
        assert "heron" not in stranger.client.get(link).content.decode()
    assert applied() == before


def test_arms_come_back_beside_those_that_somebody_added_meanwhile(cast: Cast) -> None:
    client = cast["arne"].client
    typed = ARMS.filled(client, cast, WORDS)
    page = ProgrammePage.objects.get(locale__language_code="en")
    ARMS.send(Client(), cast, typed)
    bring_arms(program=page.program, arms=[ArmWords("a", "Another")], by="tests", today=clock.today())
    answer = client.get(f"{ARMS.path(cast)}?rescued={RescuedText.objects.get().pk}")
    shown = form_of(answer, ARMS.css)
    assert [shown[f"arm-{row}-title"] for row in range(4)] == ["Another", "Letters each week", WORDS, ""]
    assert [shown[f"arm-{row}-key"] for row in range(4)] == ["a", "letters", "calls", ""]
    assert client.post(ARMS.path(cast), shown).status_code == 302
    assert Arm.objects.filter(program=page.program).count() == 3


@pytest.mark.parametrize(
    ("place", "ticks"), [("/cms/programme/{page}/questions/", "mid"), ("/staff/review/", "needed")]
)
def test_ticks_come_back_as_they_were_sent(cast: Cast, place: str, ticks: str) -> None:
    """And those that were taken out stay out."""
    client, page = cast["arne"].client, ProgrammePage.objects.get(locale__language_code="en")
    path, css = place.format(page=page.pk), "form:has([name=rescue])"
    Program.objects.filter(pk=page.program_id).update(needs_review=True)
    kept = form_of(client.get(path), css)
    assert kept.pop(ticks)
    kept |= {"mid": ["3", "5"]} if ticks == "mid" else {"editorial": WORDS}
    Client().post(path, kept)
    shown = form_of(client.get(f"{path}?rescued={RescuedText.objects.get().pk}"), css)
    varying = {"form_key", "rescue", "csrfmiddlewaretoken"}
    assert {name: text for name, text in shown.items() if name not in varying} == {
        name: text for name, text in kept.items() if name not in varying
    }
