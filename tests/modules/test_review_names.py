"""The review and its tasks are called by names of ours, in the language of who reads them, on Wagtail's pages too."""

import pytest
from django.utils.translation import override
from wagtail.models import Task, Workflow

from modules.models import ProgrammePage
from program.models import Account
from tests.modules.reviewed import answer, send_in, task_of
from tests.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_studio_says_them_in_swedish(page: ProgrammePage, arne: Person) -> None:
    Account.objects.filter(pk=arne.account_id).update(language="sv")
    week = page.modules()[0]
    paths = (f"/cms/pages/{week.pk}/edit/", "/cms/", f"/cms/pages/{week.pk}/workflow_history/")
    before = arne.client.get(paths[0]).content.decode()
    assert "Klinisk granskning" in before
    send_in(week, arne)
    shown = [before, *(arne.client.get(path).content.decode() for path in paths)]
    assert answer(week, arne).status_code == 200
    shown.append(arne.client.get(paths[0]).content.decode())
    for html in shown[1:4]:
        assert "Redaktionell granskning" in html
    assert "Klinisk granskning" in shown[4]
    assert not any(name in html for html in shown for name in ("Clinical review", "Editorial review"))


def test_the_names_stay_as_they_are_kept(page: ProgrammePage, arne: Person) -> None:
    """What a clinic calls its own stays, and nothing that is kept changes with the language of who reads it."""
    send_in(page.modules()[0], arne)
    with override("sv"):
        kept = task_of(page.modules()[0])
        assert str(kept) == "Redaktionell granskning"
    Task.objects.filter(pk=kept.pk).update(name="Our own")
    assert str(task_of(page.modules()[0])) == "Our own"
    assert Workflow.objects.filter(name="Clinical review").exists()
