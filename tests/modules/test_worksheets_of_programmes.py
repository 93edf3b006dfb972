"""A worksheet belongs to one programme: two programmes may name theirs alike, and no week borrows another's."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from modules.actions.bringing import Imported
from modules.actions.importing import import_pack
from modules.models import ModulePage, ProgrammePage
from modules.week_form import WeekForm
from program import clock
from tests.modules.small_pack import change
from tests.people import Person
from worksheets.models import Worksheet

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def said_of(week: ModulePage, worksheet: Worksheet, arne: Person) -> list[str]:
    """What the studio's form says of this choice."""
    form_class = ModulePage.get_edit_handler().get_form_class()
    typed = {
        **{"worksheet": str(worksheet.pk), "expect": rich_text(""), "between": rich_text(""), "steps": streamfield([])},
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
    }
    form: Any = form_class(nested_form_data(typed), instance=week, parent_page=week.get_parent(), for_user=arne.account)
    assert isinstance(form, WeekForm)
    form.is_valid()
    return list(form.errors.get("worksheet", []))


def test_two_programmes_may_name_their_worksheets_alike(pack: Path, imported: Imported) -> None:
    change(pack, "program.yaml", "slug: small", "slug: other")
    change(pack, "one/worksheet.yaml", "Sheet one", "Another sheet")
    done = import_pack(folder=pack, by="tests", today=clock.today(), publish=True)
    assert "worksheet one" in done.made
    sheets = Worksheet.objects.filter(key="one").order_by("program__slug")
    assert [*sheets.values_list("program__slug", "title")] == [
        ("other", "Another sheet"),
        ("small", "Sheet one"),
    ]
    twin = Worksheet(program=sheets[0].program, key="one", locale=sheets[0].locale, questions=sheets[0].questions)
    with pytest.raises(ValidationError, match="Another worksheet of this programme has this key"):
        twin.clean()


def test_a_week_takes_a_worksheet_of_its_own_programme_only(
    imported: Imported, page: ProgrammePage, arne: Person
) -> None:
    week, own = imported.page.modules()[0], Worksheet.objects.get(key="two")
    assert said_of(week, own, arne) == []
    other = page.modules()[0].worksheet
    assert other is not None
    assert said_of(week, other, arne) == ["This worksheet belongs to another programme. Please choose one of this."]
    own.locale = Locale.objects.get_or_create(language_code="sv")[0]
    own.save(update_fields=["locale"])
    assert said_of(week, own, arne) == ["This worksheet is in another language. Please choose one in this."]


def test_an_older_draft_keeps_the_programme(imported: Imported) -> None:
    sheet = Worksheet.objects.get(key="one")
    revision = sheet.latest_revision
    del revision.content["program"]
    revision.save()
    revision.publish()
    sheet.refresh_from_db()
    assert sheet.program == imported.page.program


def test_what_was_there_before_gets_its_programme(imported: Imported, page: ProgrammePage) -> None:
    """The migration, run on today's rows: a worksheet that two programmes used becomes two."""
    week = imported.page.modules()[0]
    shared = page.modules()[0].worksheet
    assert shared is not None
    ModulePage.objects.filter(pk=week.pk).update(worksheet=shared)
    loose = Worksheet.objects.get(key="one").pk
    Worksheet.objects.update(program=None)
    import_module("modules.migrations.0008_worksheets_of_programmes").fill(apps, connection.schema_editor())
    week.refresh_from_db()
    shared.refresh_from_db()
    assert shared.program == page.program
    own = Worksheet.objects.get(pk=week.worksheet_id)
    assert (own.program, own.key) == (imported.page.program, shared.key)
    assert Worksheet.objects.get(pk=loose).program is None
    assert Worksheet.objects.get(key="two").program == imported.page.program
