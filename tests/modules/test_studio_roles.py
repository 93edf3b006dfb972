"""Who may do what in the studio: editors, clinical reviewers, translators and publishers, and nobody an answer."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from modules.models import ModulePage, ProgrammePage
from modules.studio_rights import RIGHTS
from program.models import Account, Role
from program.models.accounts import STUDIO_GROUPS
from tests import people
from tests.people import Person
from worksheets.models import Worksheet

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def member(name: str, *roles: Role) -> Person:
    return people.new_staff(f"{name.lower()}@clinic.example", name, *roles)


@pytest.fixture
def elin(page: ProgrammePage) -> Person:
    """An editor, and nothing else."""
    return member("Elin", Role.EDITOR)


def edit_of(week: Page) -> str:
    return f"/cms/pages/{week.pk}/edit/"


def sheet_of(week: ModulePage) -> str:
    assert week.worksheet is not None
    return f"/cms/snippets/worksheets/worksheet/edit/{week.worksheet.pk}/"


def refused(client: Client, url: str) -> bool:
    """Wagtail leads somebody without the right back to the studio's home; our own pages are not there."""
    response = client.get(url)
    return response.status_code == 404 or (response.status_code == 302 and response["Location"] == "/cms/")


@pytest.mark.parametrize("role", STUDIO_GROUPS)
def test_each_of_the_four_enters_the_studio_with_the_second_factor(page: ProgrammePage, role: Role) -> None:
    person = member("Kim", role)
    assert person.unverified.get("/cms/").status_code == 302
    assert person.client.get("/cms/").status_code == 200
    assert [group.name for group in person.account.groups.all()] == [STUDIO_GROUPS[role]]


@pytest.mark.parametrize("role", [role for role in Role if role not in STUDIO_GROUPS])
def test_nobody_else_of_the_staff_enters_it(page: ProgrammePage, role: Role) -> None:
    assert member("Kim", role).client.get("/cms/").status_code == 404


def test_an_editor_writes_and_publishes_nothing(page: ProgrammePage, elin: Person) -> None:
    week = page.modules()[0]
    assert elin.client.get(edit_of(week)).status_code == 200
    assert not week.permissions_for_user(elin.account).can_publish()
    assert elin.client.get(f"/cms/programme/{page.pk}/publish/").status_code == 404
    assert elin.client.post(f"/cms/programme/{page.pk}/publish/").status_code == 404
    assert not elin.account.has_perm("worksheets.publish_worksheet")


def test_a_publisher_publishes_and_writes_nothing(page: ProgrammePage) -> None:
    person, week = member("Petra", Role.PUBLISHER), page.modules()[0]
    assert person.client.get(f"/cms/programme/{page.pk}/publish/").status_code == 200
    assert refused(person.client, edit_of(week))
    assert refused(person.client, sheet_of(week))


def test_a_reviewer_sees_pages_and_changes_none_outside_a_review(page: ProgrammePage) -> None:
    person, week = member("Rikard", Role.REVIEWER), page.modules()[0]
    assert "Where I am" in person.client.get(f"/cms/pages/{page.pk}/").content.decode()
    assert refused(person.client, edit_of(week))
    assert refused(person.client, sheet_of(week))
    assert refused(person.client, f"/cms/programme/{page.pk}/publish/")


def test_a_translator_changes_translations_alone(page: ProgrammePage) -> None:
    person = member("Tove", Role.TRANSLATOR)
    swedish = ProgrammePage.objects.exclude(pk=page.pk).get()
    spoken = ModulePage.objects.child_of(swedish).first()
    assert spoken is not None
    own = page.modules()[0]
    assert person.client.get(edit_of(spoken)).status_code == 200
    assert person.client.get(f"/cms/programme/{page.pk}/translations/").status_code == 200
    assert not spoken.permissions_for_user(person.account).can_publish()
    for each in (page, own):
        assert refused(person.client, edit_of(each))
    assert person.client.get(sheet_of(spoken)).status_code == 200
    assert refused(person.client, sheet_of(own))
    assert person.client.post(sheet_of(own), {"title": "Mine now"}).status_code == 302
    assert not Worksheet.objects.filter(title="Mine now").exists()


def test_a_new_translation_is_open_to_translators_at_once(page: ProgrammePage) -> None:
    swedish = ProgrammePage.objects.exclude(pk=page.pk).get()
    GroupPagePermission.objects.filter(page=swedish).delete()
    swedish.save()
    person = member("Tove", Role.TRANSLATOR)
    assert swedish.permissions_for_user(person.account).can_edit()
    assert not page.permissions_for_user(person.account).can_edit()


def test_setting_up_takes_back_what_a_group_had_too_much(page: ProgrammePage) -> None:
    """As after an upgrade: editors could publish, and those who were editors are publishers now."""
    editors, root = Group.objects.get(name="Editors"), Page.get_first_root_node()
    GroupPagePermission.objects.create(
        group=editors, page=root, permission=Permission.objects.get(codename="publish_page")
    )
    editors.permissions.add(Permission.objects.get(codename="publish_worksheet"))
    for _time in range(2):
        call_command("studio_setup", verbosity=0)
        found = GroupPagePermission.objects.filter(group=editors, page=root)
        assert {each.permission.codename for each in found} == set(RIGHTS[Role.EDITOR].pages)
        assert not editors.permissions.filter(codename="publish_worksheet").exists()


def test_changed_roles_change_the_groups(page: ProgrammePage, olle: Person, elin: Person) -> None:
    fields = {"roles": ["is_reviewer", "is_publisher"], "capacity": "30", "seen": "is_editor 30"}
    olle.client.post(f"/staff/people/{elin.account_id}/", fields)
    names = Account.objects.get(pk=elin.account_id).groups.values_list("name", flat=True)
    assert set(names) == {"Clinical reviewers", "Publishers"}
