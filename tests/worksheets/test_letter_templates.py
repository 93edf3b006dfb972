"""Letter templates come with a pack, change by version, and are never lost: neither the pack's nor the clinic's."""

from datetime import date
from uuid import UUID

import pytest

from program.models import AuditEvent, Program
from vault.frozen import Frozen
from worksheets.actions.letter_templates import Named, add_template, bring_templates, change_template
from worksheets.models import LetterTemplate
from worksheets.template_book import Wording, newest_templates, templates_for

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
BY = UUID(int=7)
ONE = Wording(title="One", text="Thank you.", week=1)
ANY = Wording(title="Any", text="Thank you.")


@pytest.fixture
def clinic() -> Program:
    """A program without templates."""
    return Program.objects.create(slug="clinic", title="Clinic")


def bring(clinic: Program, language: str = "en", **templates: Wording) -> tuple[list[str], list[str]]:
    return bring_templates(program=clinic, language=language, templates=templates, by="tests", today=DAY)


def change(clinic: Program, version: int, wording: Wording, *, retired: bool = False) -> LetterTemplate | None:
    return change_template(
        named=Named(clinic, "en", "one"), version=version, wording=wording, retired=retired, by=BY, today=DAY
    )


def rows(clinic: Program) -> list[LetterTemplate]:
    return list(LetterTemplate.objects.filter(program=clinic).order_by("key", "version"))


def found(clinic: Program) -> list[tuple[str, int, str]]:
    return [(row.key, row.version, row.text) for row in newest_templates(clinic.pk).order_by("language", "key")]


def test_the_same_pack_again_changes_nothing(clinic: Program) -> None:
    assert bring(clinic, one=ONE, any=ANY) == (["one", "any"], [])
    assert bring(clinic, one=ONE, any=ANY) == ([], [])
    assert len(rows(clinic)) == 2


def test_a_changed_pack_makes_the_next_version_and_leaves_the_rest(clinic: Program) -> None:
    bring(clinic, one=ONE, any=ANY)
    assert bring(clinic, one=Wording("One", "Thanks.", 1)) == ([], ["one"])
    assert found(clinic) == [("any", 1, "Thank you."), ("one", 2, "Thanks.")]


def test_what_the_clinic_changed_stays(clinic: Program) -> None:
    bring(clinic, one=ONE)
    change(clinic, 1, Wording("One", "Ours.", 1))
    assert bring(clinic, one=Wording("One", "Thanks.", 1)) == ([], [])
    assert found(clinic) == [("one", 2, "Ours.")]


def test_what_the_clinic_retired_stays_retired(clinic: Program) -> None:
    bring(clinic, one=ONE)
    change(clinic, 1, ONE, retired=True)
    assert bring(clinic, one=Wording("One", "Thanks.", 1)) == ([], [])
    assert templates_for(clinic.pk, "en", 1) == []
    assert change(clinic, 2, ONE) is not None
    assert [row.version for row in templates_for(clinic.pk, "en", 1)] == [3]
    assert [
        event.verb
        for event in AuditEvent.objects.filter(verb__startswith="template.", subject=clinic.pk).order_by("id")
    ] == [
        "template.made",
        "template.retired",
        "template.brought-back",
    ]


def test_a_change_of_an_older_version_is_refused(clinic: Program) -> None:
    bring(clinic, one=ONE)
    assert change(clinic, 1, Wording("One", "First.", 1)) is not None
    assert change(clinic, 1, Wording("One", "Second.", 1)) is None
    assert found(clinic) == [("one", 2, "First.")]


def test_the_same_change_pressed_twice_is_one(clinic: Program) -> None:
    bring(clinic, one=ONE)
    for _press in range(2):
        row = change(clinic, 1, Wording("One", "First.", 1))
        assert row is not None
        assert row.version == 2
    assert change(clinic, 2, Wording("One", "First.", 1)) is not None
    assert len(rows(clinic)) == 2


def test_one_of_the_clinics_own_is_made_once(clinic: Program) -> None:
    named = Named(clinic, "en", "own-1")
    for _press in range(2):
        add_template(named=named, wording=ANY, by=BY, today=DAY)
    assert found(clinic) == [("own-1", 1, "Thank you.")]
    assert AuditEvent.objects.get(verb="template.made", subject=clinic.pk).detail == {"template": "own-1", "version": 1}


def test_earlier_versions_can_be_read_and_never_changed(clinic: Program) -> None:
    bring(clinic, one=ONE)
    change(clinic, 1, Wording("One", "Ours.", 1))
    first = rows(clinic)[0]
    assert first.text == "Thank you."
    with pytest.raises(Frozen):
        first.save()


def test_a_letter_is_offered_its_week_first_then_any_in_its_language(clinic: Program) -> None:
    bring(clinic, b=ANY, a=ONE, two=Wording("Two", "x", 2), q=Wording("A question", "x", 1, "goals"))
    bring(clinic, "sv", a=Wording("Ett", "Tack.", 1))
    assert [row.key for row in templates_for(clinic.pk, "en", 1)] == ["a", "q", "b"]
    assert [row.title for row in templates_for(clinic.pk, "sv", 1)] == ["Ett"]
    assert [row.title for row in templates_for(clinic.pk, "sv", 2)] == []


def test_offering_takes_one_statement(clinic: Program, django_assert_num_queries: object) -> None:
    bring(clinic, b=ANY, a=ONE)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(templates_for(clinic.pk, "en", 1)) == 2
