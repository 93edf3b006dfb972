"""No way leads from the studio to a text of a participant, whichever of its roles somebody has."""

import gc

import pytest

from modules.models import ProgrammePage
from program.models import Account, AuditEvent, Role
from program.models.accounts import STUDIO_GROUPS
from tests import people
from tests.architecture.test_operators import ID, OWN_WORDS
from tests.architecture.test_urls import STAFF, example
from tests.people import Person
from tests.therapist import desk
from vault import holders, sealing, session, supervision

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ONLY_STAFF = ("therapist:", "rules:", "evaluation:", "letters:", "worksheets:", "program:")
# Everybody of the staff has these of their own.
OWN = {"staff:account", "staff:enrol", "staff:invitation", "staff:recovery-codes", "staff:sign-in"}
SEALED = (
    (sealing, "open"),
    (holders, "open_case_key"),
    (holders, "unlock"),
    (supervision, "supervision_key"),
    (session, "private_key"),
)


@pytest.mark.parametrize("role", STUDIO_GROUPS)
def test_no_page_opens_a_text_for_somebody_of_the_studio(
    anna: Person, therese: Person, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every address of staff and studio, about a real case: none of the desk is there, and nothing sealed is opened."""
    desk.ask(anna)
    kim = people.new_staff("kim@clinic.example", "Kim", role)
    client, said = kim.client, "Evenings are hard."
    # Some of Wagtail's pages break on an example that stands for nothing.
    client.raise_request_exception = False
    opened, reached = [], set()
    for module, name in SEALED:
        monkeypatch.setattr(module, name, lambda *_args, _name=name, **_more: opened.append(_name))
    for view, path in STAFF:
        url = example(path)
        if url is None or view in OWN_WORDS:
            continue
        response = client.get(url.replace(ID, str(anna.account_id)))
        if response.status_code == 200 and not response.streaming:
            reached.add(view)
            assert said not in response.content.decode(), view
    # Rows that a broken page was in the middle of are let go now: later that would break another test's transaction.
    gc.collect()
    assert not opened
    assert "wagtailadmin_home" in reached
    assert not {view for view in reached if view.startswith(ONLY_STAFF)}
    assert not {view for view in reached if view.startswith("staff:")} - OWN
    assert not AuditEvent.objects.filter(verb="case.read", actor=str(kim.account_id)).exists()


def test_who_loses_the_role_is_out_at_once(anna: Person) -> None:
    assert ProgrammePage.objects.exists()
    kim = people.new_staff("kim@clinic.example", "Kim", Role.REVIEWER)
    assert kim.client.get("/cms/").status_code == 200
    Account.objects.filter(pk=kim.account_id).update(is_reviewer=False)
    assert kim.client.get("/cms/").status_code == 404
