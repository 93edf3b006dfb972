"""What is published is what is exported: an edition that no file could say is refused, in words for its editor."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from modules.actions.bringing import Imported
from modules.exporting import export
from modules.freezing import NotReady
from modules.models import ProgrammePage
from modules.published_packs import pack_of_edition
from modules.watching import watching
from program import clock
from program.models import Edition
from tests.modules.test_publishing import edit, publish
from tests.people import Person
from worksheets.actions.letter_templates import bring_templates
from worksheets.actions.rules import publish_rules
from worksheets.files.tree import Files
from worksheets.models import Worksheet
from worksheets.risk.reader import read
from worksheets.template_book import Wording

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

RULE = {
    "title": "The mood is low",
    "severity": "soon",
    "door": "myself",
    "looks_at": {"worksheet": "two", "question": "mood"},
    "when": {"kind": "at_most", "value": 1},
    "told": "It was 1 or less.",
    "basis": "Own choice",
    "participant_sees": "nothing",
}


def sheet(key: str) -> Worksheet:
    found: Worksheet = Worksheet.objects.get(key=key)
    return found


def change_sheet(key: str, **changes: object) -> None:
    """As Wagtail publishes it, whatever is missing."""
    Worksheet.objects.filter(key=key).update(**changes)
    sheet(key).save_revision(clean=False).publish(skip_permission_checks=True)


def no_ending(page: ProgrammePage) -> None:
    change_sheet("one", ending="<p></p>")


def another_question(page: ProgrammePage) -> None:
    asked = sheet("one")
    asked.questions[1].value["key"] = "other_words"
    asked.save_revision().publish()


def a_later_week(page: ProgrammePage) -> None:
    asked = sheet("two")
    asked.questions[2].value["week"] = 2
    asked.save_revision().publish()


def the_same_sheet(page: ProgrammePage) -> None:
    edit(page.modules()[2], worksheet=sheet("one"))


def no_minutes(page: ProgrammePage) -> None:
    change_sheet("one", minutes=0)


def template(page: ProgrammePage, wording: Wording, key: str = "hello") -> None:
    bring_templates(program=page.program, language="en", templates={key: wording}, by="tests", today=clock.today())


def template_of_a_question(page: ProgrammePage) -> None:
    template(page, Wording("A greeting", "[their words: gone]", week=1))


def template_of_a_week(page: ProgrammePage) -> None:
    template(page, Wording("A greeting", "Hello.", week=9))


HARMS: dict[Callable[[ProgrammePage], None], str] = {
    no_ending: "Week 1, worksheet “Sheet one”: It has no ending. Write a short grounding in its field “Ending”.",
    another_question: "“What you wrote in week 1” in the worksheet “Sheet two” of week 2 begins with an answer that "
    "week 1 does not ask for.",
    a_later_week: "begins with an answer of week 2, which is no earlier week.",
    the_same_sheet: "Weeks 1 and 3 have the same worksheet, “Sheet one”.",
    no_minutes: "Week 1, worksheet “Sheet one”: “minutes” must be a whole number, 1 or more.",
    template_of_a_question: "“A greeting” (en) needs the answer to a question that is no longer asked.",
    template_of_a_week: "“A greeting” (en) is for week 9, which is no longer there.",
}


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_what_no_file_could_say_is_not_published(imported: Imported, harm: Callable[[ProgrammePage], None]) -> None:
    page = imported.page
    harm(page)
    edit(page.modules()[1], aim="Something new, so that there is an edition to make.")
    for attempt in (publish, export):
        with pytest.raises(NotReady) as refused:
            attempt(page)
        (sentence,) = refused.value.sentences
        assert HARMS[harm] in sentence
        assert ".yaml" not in sentence
    assert Edition.objects.filter(program=page.program).count() == 1


def test_the_studio_names_things_and_the_command_files(arne: Person, imported: Imported, tmp_path: Path) -> None:
    no_minutes(imported.page)
    response = arne.client.get(f"/cms/programme/{imported.page.pk}/export/")
    assert response.status_code == 409
    html = response.content.decode()
    assert "Week 1, worksheet “Sheet one”" in html
    assert "worksheet.yaml" not in html
    url = f"/cms/programme/{imported.page.pk}/publish/"
    assert "“Sheet one”: “minutes”" not in arne.client.get(url).content.decode(), "only reading it back finds this"
    no_ending(imported.page)
    assert "“Sheet one”: It has no ending." in arne.client.get(url).content.decode(), "before anybody presses a button"
    change_sheet("one", ending="<p>Rest.</p>")
    with pytest.raises(CommandError, match=r"week-1/worksheet.yaml:\d+: “minutes”"):
        call_command("program_export", "small", str(tmp_path / "small.zip"))


def risk(files: Files) -> bytes:
    return files.get("risk.yaml", b"")


def test_a_rule_that_nothing_here_sets_off_stays_in_force_and_out_of_the_pack(arne: Person, imported: Imported) -> None:
    page = imported.page
    publish_rules(program=page.program, rules=[read("low", 1, RULE)], by="tests", today=clock.today())
    edit(page.modules()[0], aim="With a rule.")
    first = publish(page)
    assert first.holds["rules"] == [["low", 1]]
    assert b"key: low" in risk(pack_of_edition(page, first.number))
    asked = sheet("two")
    del asked.questions[0]
    asked.save_revision().publish()
    assert [rule.key for rule, _why in watching(page, list(page.modules())).idle] == ["low"]
    html = arne.client.get(f"/cms/programme/{page.pk}/publish/").content.decode()
    assert "The risk rule “The mood is low” looks at nothing in this edition" in html
    second = publish(page)
    assert second.holds["rules"] == []
    assert risk(pack_of_edition(page, second.number)) == risk(export(page)) == b""
