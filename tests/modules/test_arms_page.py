"""The arms of a programme in the studio and in a pack."""

from pathlib import Path

import pytest
from django.test import Client

from modules.actions.importing import import_pack
from modules.models import ProgrammePage
from modules.packs.problems import PackRefused
from program import clock
from program.actions.arms import bring_arms
from program.arms import ArmWords
from program.models import AuditEvent, Program
from tests.modules import small_pack
from tests.people import Person

pytestmark = pytest.mark.django_db


def fields(*rows: tuple[str, str, str], known: int = 0) -> dict[str, str]:
    management = {"arm-TOTAL_FORMS": str(len(rows)), "arm-INITIAL_FORMS": str(known)}
    named = {
        f"arm-{place}-{name}": value
        for place, row in enumerate(rows)
        for name, value in zip(("key", "title", "weight"), row, strict=True)
    }
    return {**management, **named}


def url(page: ProgrammePage) -> str:
    return f"/cms/programme/{page.pk}/arms/"


def weights(program: Program) -> dict[str, int]:
    return {arm.key: arm.weight for arm in program.arms.all()}


@pytest.mark.slow
def test_an_editor_writes_them(arne: Person, page: ProgrammePage) -> None:
    assert url(page) in arne.client.get(f"/cms/pages/{page.pk}/").content.decode()
    assert "A new arm" in arne.client.get(url(page)).content.decode()
    response = arne.client.post(url(page), fields(("letters", "Letters", "1"), ("", "", "1")), follow=True)
    assert "The arms are saved." in response.content.decode()
    again = fields(("letters", "Letters", "2"), ("calls", "Calls", ""), known=1)
    assert arne.client.post(url(page), again).status_code == 302
    assert weights(page.program) == {"letters": 2, "calls": 1}
    event = AuditEvent.objects.filter(verb="arms.changed").latest("pk")
    assert event.actor == str(arne.account_id)


@pytest.mark.slow
def test_saving_the_same_again_changes_nothing(arne: Person, page: ProgrammePage) -> None:
    for expected in ("The arms are saved.", "Nothing has changed."):
        response = arne.client.post(url(page), fields(("letters", "Letters", "1")), follow=True)
        assert expected in response.content.decode()
    assert AuditEvent.objects.filter(verb="arms.changed").count() == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("", "Letters", "1"), "An arm has both a key and a title."),
        (("letters", "", "1"), "An arm has both a key and a title."),
        (("Two words", "Letters", "1"), "Use small letters, digits and single hyphens only."),
        (("letters", "Letters", "-1"), "greater than or equal to 0"),
        (("letters", "Letters", "many"), "Enter a whole number."),
        (("calls", "Letters", "1"), "Another arm has this key."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    arne: Person, page: ProgrammePage, row: tuple[str, str, str], sentence: str
) -> None:
    response = arne.client.post(url(page), fields(("calls", "Calls by telephone", "1"), row))
    assert response.status_code == 422
    html = response.content.decode()
    assert sentence in html
    assert 'value="Calls by telephone"' in html
    assert all(f'value="{typed}"' in html for typed in row if typed)
    assert not weights(page.program)


@pytest.mark.slow
def test_one_that_somebody_else_added_meanwhile_is_left_alone(arne: Person, page: ProgrammePage) -> None:
    act = {"program": page.program, "by": "tests", "today": clock.today()}
    bring_arms(arms=[ArmWords("letters", "Letters"), ArmWords("calls", "Calls", 3)], **act)
    arne.client.post(url(page), fields(("letters", "Letters each week", "1"), ("", "", "1"), known=1))
    assert {arm.key: arm.title for arm in page.program.arms.all()} == {
        "letters": "Letters each week",
        "calls": "Calls",
    }


@pytest.mark.slow
def test_it_is_there_for_those_who_publish_and_for_nobody_else(
    arne: Person, anna: Person, therese: Person, stranger: Client, page: ProgrammePage
) -> None:
    for person in (anna, therese):
        assert person.client.get(url(page)).status_code == 404
        assert person.client.post(url(page)).status_code == 404
    assert stranger.post(url(page)).status_code == 302
    assert arne.client.put(url(page)).status_code == 405
    assert arne.client.get("/cms/programme/99/arms/").status_code == 404


def test_a_pack_brings_them(pack: Path) -> None:
    small_pack.change(pack, "program.yaml", "weeks:\n", "arms:\n  - {key: a, title: One way}\nweeks:\n")
    done = import_pack(folder=pack, by="tests", today=clock.today())
    assert "arm a" in done.made
    assert weights(done.page.program) == {"a": 1}
    assert not import_pack(folder=pack, by="tests", today=clock.today()).made


@pytest.mark.parametrize(
    ("arms", "problem"),
    [
        ("[{key: A, title: x}]", "small letters"),
        ("[{key: a, title: x}, {key: a, title: y}]", "Two arms have the key “a”."),
        ("[{key: a, title: x, weight: 101}]", "at most 100"),
        ("[{key: a}]", "title"),
        ("[{key: a, title: x, share: 2}]", "share"),
    ],
)
def test_a_mistake_in_a_pack_is_said_with_its_line(pack: Path, arms: str, problem: str) -> None:
    small_pack.change(pack, "program.yaml", "weeks:\n", f"arms: {arms}\nweeks:\n")
    with pytest.raises(PackRefused) as refused:
        import_pack(folder=pack, by="tests", today=clock.today())
    assert problem in str(refused.value)
    assert "program.yaml" in str(refused.value)
