"""`manage.py service`: the door, the calendar and the rule of assignment, each leaving its audit row."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from program.actions import service
from program.models import Account, AuditEvent, ClosingDay, Program, Role, Signature
from program.models.accounts import name_index
from tests.people import Person

pytestmark = pytest.mark.django_db


def run(*words: str, **options: Any) -> str:
    out = StringIO()
    call_command("service", "eight-weeks", *words, stdout=out, **options)
    return out.getvalue()


def test_the_door_closes_and_opens(programme: Program, stranger: Client) -> None:
    assert "closed" in run("--close")
    assert "cannot join just now" in stranger.get("/join/").content.decode()
    assert "open" in run("--open")
    assert "Before we begin" in stranger.get("/join/", follow=True).content.decode()
    assert AuditEvent.objects.filter(verb__in=["joining.opened", "joining.closed"]).count() == 2


def test_the_calendar_is_set(programme: Program) -> None:
    assert "within 2 working days (mon,wed)" in run("--promise", "2", "--working-days", "Mon,wed")
    run("--closed", "2026-12-24", "--closed", "2026-12-25", "--closed", "2026-12-25")
    assert list(ClosingDay.objects.order_by("day").values_list("day", flat=True)) == [
        date(2026, 12, 24),
        date(2026, 12, 25),
    ]
    programme.refresh_from_db()
    assert (programme.promise_days, programme.working_days) == (2, 0b101)
    assert AuditEvent.objects.filter(verb="promise.set").count() == 1


def test_places_and_the_smallest_cell_are_set(programme: Program) -> None:
    assert "0 taken of 12" in run("--places", "12", "--smallest-cell", "8")
    programme.refresh_from_db()
    assert (programme.places, programme.smallest_cell) == (12, 8)
    assert AuditEvent.objects.filter(verb__in=["places.set", "smallest-cell.set"]).count() == 2


@pytest.mark.parametrize("words", [("--places", "0"), ("--smallest-cell", "1")])
def test_no_place_and_cells_of_one_are_refused(words: tuple[str, str], programme: Program) -> None:
    with pytest.raises(CommandError, match="at least two people"):
        run(*words)


def test_it_says_who_can_join_and_what_stands_in_the_way(programme: Program, sol: Person) -> None:
    assert "People can join now." in run()
    assert "every place is taken" in run("--places", "1")
    Signature.objects.filter(program=programme, line="law").delete()
    said = run()
    assert "Nobody can join now." in said
    assert "Governing law and reporting duties: Not signed." in said


def test_the_lead_has_a_role_to_give(programme: Program) -> None:
    out = StringIO()
    call_command("staff", "invite", "--email", "lou@clinic.example", "--name", "Lou", "--role", "lead", stdout=out)
    account = Account.objects.get(name_index=name_index("staff", "lou@clinic.example"))
    assert account.has_role(Role.LEAD)


def test_a_supervisor_can_be_made_to_assign(programme: Program) -> None:
    assert "supervisor" in run("--assignment", "supervisor")


@pytest.mark.parametrize("words", [("--working-days", "monday"), ("--working-days", "")])
def test_what_is_no_day_is_refused_or_leaves_things_as_they_are(words: tuple[str, str], programme: Program) -> None:
    if words[1]:
        with pytest.raises(CommandError, match="is no day"):
            run(*words)
    else:
        assert "mon,tue,wed,thu,fri" in run(*words)


def test_an_unknown_programme_is_named(programme: Program) -> None:
    with pytest.raises(CommandError, match="no programme"):
        call_command("service", "nine-weeks")


def test_a_therapist_takes_as_many_cases_as_is_said(programme: Program, tom: Person) -> None:
    out = StringIO()
    call_command("staff", "capacity", tom.name, "3", stdout=out)
    assert "Up to 3 cases" in out.getvalue()
    assert tom.account.capacity == 3
    with pytest.raises(CommandError, match="0 or more"):
        call_command("staff", "capacity", tom.name, "--", "-1")


def test_so_many_letters_are_drawn(programme: Program) -> None:
    run("--sampled-letters", "4")
    assert Program.objects.get().sampled_letters == 4
    assert AuditEvent.objects.filter(verb="sampled-letters.set").count() == 1
    for number in ("21", "-1"):
        with pytest.raises(CommandError, match="from 0 to 20"):
            run(f"--sampled-letters={number}")


def test_a_gate_waits_for_a_letter_so_long(programme: Program) -> None:
    assert "opens 10 days after the worksheet" in run("--letter-gate-days", "10")
    assert Program.objects.get().letter_gate_days == 10
    assert "after the worksheet" not in run("--letter-gate-days", "never")
    assert Program.objects.get().letter_gate_days is None
    assert AuditEvent.objects.filter(verb="letter-gate.set").count() == 2


@pytest.mark.parametrize("word", ["0", "-1", "366", "soon", "²", ""])
def test_no_wait_at_all_is_refused(word: str, programme: Program) -> None:
    with pytest.raises(CommandError, match="from 1 to 365"):
        run(f"--letter-gate-days={word}")
    programme.refresh_from_db()
    assert programme.letter_gate_days is None


def test_a_case_closes_so_long_after_the_last_letter(programme: Program) -> None:
    assert "closes 14 days after the letter" in run()
    assert "closes 30 days after the letter" in run("--close-after-days", "30")
    assert Program.objects.get().close_after_days == 30
    assert AuditEvent.objects.filter(verb="closing.set").count() == 1
    with pytest.raises(CommandError, match="from 1 to 365"):
        run("--close-after-days=0")


def test_a_letter_can_be_taken_back_for_so_long(programme: Program) -> None:
    assert "can be taken back for 90 seconds" in run("--undo-seconds", "90")
    assert Program.objects.get().undo_seconds == 90
    assert "taken back" not in run("--undo-seconds", "0")
    assert Program.objects.get().undo_seconds == 0
    assert AuditEvent.objects.filter(verb="undo.set").count() == 2


@pytest.mark.parametrize("word", ["-1", "3601", "a while", ""])
def test_no_other_time_can_be_set(word: str, programme: Program) -> None:
    with pytest.raises(CommandError, match="from 0 to 3600"):
        run(f"--undo-seconds={word}")
    with pytest.raises(ValueError, match="an hour at most"):
        service.set_undo(program=programme, seconds=3601, by="tests")


def test_the_daily_mail_has_its_time(programme: Program) -> None:
    assert "a mail at 08:00 on working days" in run()
    assert "a mail at 07:30 on working days" in run("--daily-mail-at", "07:30")
    assert AuditEvent.objects.get(verb="daily-mail.set").detail == {"at": "07:30"}
    with pytest.raises(CommandError, match="invalid"):
        run("--daily-mail-at", "25:00")


def test_a_programme_says_whose_letters_are_read_first(programme: Program) -> None:
    assert "Letters of those whom a supervisor has named" in run()
    assert "Every letter" in run("--second-reader", "everybody")
    assert Program.objects.get().second_reader == "everybody"
    assert AuditEvent.objects.filter(verb="second-reader.set").count() == 1
