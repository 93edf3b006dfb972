"""What the tests of `modules` share: a small pack, and what it becomes."""

from pathlib import Path

import pytest

from modules.actions.importing import Imported, import_pack
from modules.models import ProgrammePage
from program import clock
from program.models import Program
from tests.modules import small_pack


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    return small_pack.write(folder)


@pytest.fixture
def imported(db: None, pack: Path) -> Imported:
    """The small pack, imported and published."""
    return import_pack(folder=pack, by="tests", today=clock.today(), publish=True)


@pytest.fixture
def page(programme: Program) -> ProgrammePage:
    """The page of the programme that the cast is in."""
    page: ProgrammePage = ProgrammePage.objects.get(program=programme)
    return page
