"""No way leads an operator to a text: none of their pages opens anything sealed, whatever is asked of it."""

import ast
from pathlib import Path
from typing import Any

import pytest

from program.models import AuditEvent
from tests.architecture.test_urls import STAFF, example
from tests.people import Person
from tests.therapist import desk
from vault import holders, sealing, session, supervision

TOP = Path(__file__).resolve().parents[2]
OPERATORS = (
    *("program/views/staff/people.py", "program/views/staff/log.py", "program/staff_list.py"),
    *("program/audit/log.py", "program/actions/staffing.py", "program/forms/people.py"),
)
OPENS = {"open_case_key", "private_key", "unlock", "supervision_key", "open_text"}
OWN_WORDS = {"staff:rescued", "staff:let-go"}
"""What they typed themselves and could not send, sealed to them."""
ID = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("name", OPERATORS)
def test_the_code_of_operators_pages_names_nothing_that_opens(name: str) -> None:
    tree = ast.parse((TOP / name).read_text())
    imported = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert not imported & {"vault.holders", "vault.session", "vault.sealing", "vault.supervision", "vault.envelope"}
    named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not named & OPENS


@pytest.mark.slow
def test_no_page_opens_a_sealed_field_for_an_operator(
    anna: Person, therese: Person, olle: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every staff URL, about a real case and a real colleague; what they reach needs no key of a case."""
    desk.ask(anna)
    client = olle.client

    def refuse(*_args: Any, **_more: Any) -> Any:
        raise AssertionError("an operator's page opens something sealed")

    for module, name in (
        (sealing, "open"),
        (holders, "open_case_key"),
        (holders, "unlock"),
        (supervision, "supervision_key"),
        (session, "private_key"),
    ):
        monkeypatch.setattr(module, name, refuse)
    reached = set()
    for view, path in STAFF:
        for about in (ID, str(anna.account_id), str(therese.account_id)):
            url = example(path)
            if url is None or path.startswith("cms/") or view in OWN_WORDS:
                continue
            if client.get(url.replace(ID, about)).status_code == 200:
                reached.add(view)
    assert {"staff:people", "staff:person", "staff:log", "staff:account"} <= reached
    assert not {view for view in reached if view.startswith(("therapist:", "rules:", "evaluation:"))}
    assert not AuditEvent.objects.filter(verb="case.read", actor=str(olle.account_id)).exists()


def test_a_superuser_reads_no_text_either(anna: Person, olle: Person) -> None:
    """Django's own flag opens no door here: it is in no rule of access, and seals nothing to anybody."""
    account = olle.account
    account.is_superuser = True
    account.save(update_fields=["is_superuser"])
    for path in ("inbox/", "open/", "alerts/", f"case/{anna.account_id}/", f"case/{anna.account_id}/week/1/"):
        assert olle.client.get(f"/staff/{path}").status_code == 404, path
    assert olle.client.get("/cms/").status_code == 404
