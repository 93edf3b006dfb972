"""The demo has somebody in every state of home, and home tells each of them what is next."""

import pytest
from django.test import Client

from demo import endings
from demo.people import PARTICIPANTS
from demo.seed import Life
from modules import now
from modules.now import Stage
from program.models import Program
from tests.people import Person

# Who stands for each state, and what their page says large.
LIVED = {
    Stage.BEGIN: ("amber-anchor-10", "Welcome. Week 1 is ready when you are."),
    Stage.READ: ("birch-bridge-11", "Week 1: "),
    Stage.WORKSHEET: ("cedar-cove-12", "Your worksheet is next"),
    Stage.WAITING: ("heron-hearth-25", "Your letter will be here by "),
    Stage.LETTER: ("ember-dune-14", "A letter has come for you"),
    Stage.BETWEEN: ("kelp-lagoon-20", "Follow-up opens "),
    Stage.PAUSED: ("clover-creek-43", "You are taking a break"),
    Stage.BEHIND: ("opal-orchard-24", "Good that you are here. Your week has waited for you."),
    Stage.RESTING: ("tulip-tarn-45", "Good to see you. Your place has been resting."),
    Stage.FOLLOW_UP: ("laurel-lamp-21", "Welcome back. Your follow-up is here."),
    Stage.FINISHED: ("maple-meadow-22", "You have come to the end of the programme"),
    Stage.LEFT: ("moss-mooring-47", "You have left the programme"),
    Stage.CLOSED: ("lark-lantern-46", "This is the end of your programme"),
}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("stage", LIVED)
def test_somebody_of_the_demo_is_there(stage: Stage, programme: Program, therese: Person) -> None:
    name, said = LIVED[stage]
    number, person = next((number, one) for number, one in enumerate(PARTICIPANTS) if one.name == name)
    Life(person, number).live()
    endings.let_days_tell()
    client = Client()
    answer = client.post("/sign-in/", {"name": person.name, "passphrase": person.passphrase})
    assert answer.status_code == 302
    page = client.get("/home/")
    assert page.context["now"].stage == stage
    assert f"<h1>{said}" in page.content.decode()
    assert "letter about week 9" not in page.content.decode(), "it is the follow-up"


def test_no_state_is_forgotten() -> None:
    """But for booster weeks: the sample has none."""
    assert set(LIVED) == set(now.Stage) - {Stage.BOOSTER}
