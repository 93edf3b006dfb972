"""`manage.py staff`: invitations and lost passwords without a page."""

import io
import re
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from program.actions import staff
from program.models import Account, CaseGrant, Role
from program.models.accounts import name_index
from tests.people import Person
from tests.program.staff_pages import verbs
from vault import holders

NEW = "four quite new words"
CODE = re.compile(r"^[2-9A-Z]{4}(-[2-9A-Z]{4}){4}$", re.MULTILINE)


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("staff", *words, stdout=out)
    return out.getvalue()


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text + "\n"))


def printed_code(text: str) -> str:
    found = CODE.search(text)
    assert found is not None
    return found[0]


def test_invite_prints_the_code_and_the_page(db: None) -> None:
    printed = run(
        *("invite", "--email", "kim@clinic.example", "--name", "Kim"),
        *("--role", "therapist", "--role", "supervisor", "--capacity", "12"),
    )
    assert "/staff/invitation/" in printed
    account, _private = staff.accept_invitation(email="kim@clinic.example", code=printed_code(printed), password=NEW)
    assert str(account.pk) in printed
    assert (account.is_therapist, account.is_supervisor, account.is_editor, account.capacity) == (True, True, False, 12)
    assert verbs(account.pk) == ["staff.invited", "staff.joined"]


def test_somebody_is_invited_once(therese: Person) -> None:
    with pytest.raises(CommandError, match="There is an account"):
        run("invite", "--email", therese.name, "--name", "Again", "--role", "editor")


def test_unknown_role_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        run("invite", "--email", "kim@clinic.example", "--name", "Kim", "--role", "queen")


def test_list_shows_ids_and_roles_and_no_names(therese: Person, arne: Person, anna: Person) -> None:
    staff.suspend(staff=arne.account, by="tests")
    printed = run("list")
    assert f"{therese.account_id}  therapist\n" in printed
    assert f"{arne.account_id}  editor  publisher  suspended\n" in printed
    assert "Therese" not in printed
    assert "clinic.example" not in printed
    assert str(anna.account_id) not in printed


def test_list_shows_names_when_asked(therese: Person) -> None:
    assert f"{therese.account_id}  therapist  Therese  {therese.name}\n" in run("list", "--names")


def test_lost_password_from_code_to_open_cases(
    anna: Person, therese: Person, stina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = printed_code(run("reinvite", therese.name))
    _account, private = staff.accept_invitation(email=therese.name, code=code, password=NEW)
    type_in(monkeypatch, stina.secret)
    assert run("readmit", str(therese.account_id), "--by", stina.name) == "Cases opened again: 1.\n"
    grant = CaseGrant.objects.get(staff=therese.account)
    opened = holders.open_case_key(private=private, row=grant, field="case_key", case_id=anna.account_id)
    assert opened == anna.case_key


def test_readmit_says_what_is_wrong(
    anna: Person, therese: Person, tom: Person, stina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "not the password")
    with pytest.raises(CommandError, match="does not fit"):
        run("readmit", therese.name, "--by", stina.name)
    type_in(monkeypatch, tom.secret)
    with pytest.raises(CommandError, match="not admitted"):
        run("readmit", therese.name, "--by", tom.name)
    staff.reinvite(staff=therese.account, by="tests")
    type_in(monkeypatch, stina.secret)
    with pytest.raises(CommandError, match="not been taken up"):
        run("readmit", therese.name, "--by", stina.name)


def test_roles_and_suspension(therese: Person) -> None:
    assert run("roles", therese.name, "--role", "therapist", "--role", "editor") == "editor  therapist\n"
    assert therese.account.has_role(Role.EDITOR)
    assert run("roles", therese.name) == "No role.\n"
    run("suspend", str(therese.account_id))
    assert not therese.account.is_active


def test_participants_are_not_found(anna: Person) -> None:
    """Also by an address whose hash would be a participant's: the two kinds are hashed apart."""
    for person in [str(anna.account_id), anna.name, str(uuid4()), "nobody@clinic.example"]:
        with pytest.raises(CommandError, match="no such member"):
            run("suspend", person)
    assert Account.objects.get(pk=anna.account_id).is_active
    assert name_index("staff", anna.name) != name_index("participant", anna.name)
