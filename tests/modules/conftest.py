"""What the tests of `modules` share: a small pack, and what it becomes."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.db.models import F
from pytest_django import DjangoDbBlocker
from wagtail.models import Page

from modules.actions.bringing import Imported
from modules.actions.importing import import_pack
from modules.models import ProgrammePage
from program import clock
from program.models import Program
from tests import people, rows
from tests.modules import small_pack


@dataclass(frozen=True)
class FirstImport:
    day: date
    done: Imported
    added: list[tuple[rows.Table, list[rows.Row]]]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    return small_pack.write(folder)


@pytest.fixture(scope="session")
def first_import(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> FirstImport:
    """The small pack, imported and published once in a transaction that is rolled back."""
    folder = small_pack.write(tmp_path_factory.mktemp("small"))
    with django_db_blocker.unblock(), rows.rolled_back():
        before = rows.contents()
        done = import_pack(folder=folder, by="tests", today=clock.today(), publish=True)
        return FirstImport(clock.today(), done, rows.added(before, may_change={Page._meta.db_table}))


@pytest.fixture
def imported(db: None, pack: Path, first_import: FirstImport) -> Imported:
    """The small pack, imported and published: the rows of the first import are put back."""
    if first_import.day != clock.today():
        return import_pack(folder=pack, by="tests", today=clock.today(), publish=True)
    for table, added in first_import.added:
        table.insert(added)
    Page.objects.filter(depth=1).update(numchild=F("numchild") + 1)
    return deepcopy(first_import.done)


@pytest.fixture(scope="session")
def once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> rows.Doing:
    def done(do: Callable[[], object]) -> rows.Once:
        with django_db_blocker.unblock():
            return rows.Once.done(do)

    return done


def sample_page() -> ProgrammePage:
    page: ProgrammePage = ProgrammePage.objects.get(program__slug=people.SLUG, locale__language_code="en")
    return page


@pytest.fixture
def page(programme: Program) -> ProgrammePage:
    """The page of the programme that the cast is in."""
    return sample_page()
