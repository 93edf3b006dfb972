"""The demo's own page shows the mails that would have gone out, and sends none."""

from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from demo.mails import SHOWN, sent
from tests.worksheets.pages import words

DEMO = "/demo/"


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"


def write(number: int) -> None:
    for count in range(number):
        mail.send_mail(f"Något väntar {count}", "Please sign in.", "waymark@localhost", ["therese@demo.example"])


def test_no_mail_is_said(folder: Path) -> None:
    assert sent().number == 0
    assert not folder.exists()


def test_mails_are_counted_and_the_newest_shown(folder: Path) -> None:
    write(SHOWN + 2)
    found = sent()
    assert found.number == SHOWN + 2
    assert len(found.newest) == SHOWN
    assert found.newest[0].to == "therese@demo.example"
    assert found.newest[0].text == "Please sign in."
    assert found.newest[0].subject.startswith("Något väntar")


def test_the_same_again_is_shown_once(folder: Path) -> None:
    for _ in range(2):
        write(1)
    assert (sent().number, len(sent().newest)) == (2, 1)


def test_one_file_may_hold_several(folder: Path) -> None:
    with mail.get_connection() as connection:
        for _ in range(3):
            mail.send_mail("Subject", "Text", "a@localhost", ["b@localhost"], connection=connection)
    assert sent().number == 3


@pytest.mark.django_db
def test_the_page_shows_them(folder: Path, stranger: Client) -> None:
    assert "No mail yet." in words(stranger.get(DEMO))
    write(1)
    page = words(stranger.get(DEMO))
    assert "has written 1 mail." in page
    assert "therese@demo.example Please sign in." in page
