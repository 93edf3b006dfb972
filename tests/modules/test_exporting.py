"""A programme leaves as files and comes back the same, in this clinic and in one that has nothing yet."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from pytest_django import Settings
from wagtail.models import Page

from modules.actions.bringing import Imported
from modules.actions.importing import import_pack
from modules.exporting import export
from modules.freezing import NotReady
from modules.models import ModulePage, ProgramMedia, ProgrammePage
from modules.models.public import PUBLIC_PAGES
from program import clock
from program.models import Program
from tests.modules import films
from tests.modules.small_pack import change
from worksheets.files.folder import in_folder
from worksheets.files.tree import Files
from worksheets.models import LetterTemplate, RuleVersion, StoredInstrument, Worksheet

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def media_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def forget_all() -> None:
    """As in a clinic that has nothing yet; what editions froze stays, and no export looks at it."""
    for page in Page.objects.filter(depth=2):
        page.specific.delete() if not isinstance(page.specific, PUBLIC_PAGES) else Page.delete(page)
    for model in (Worksheet, ProgramMedia):
        model.objects.all().delete()
    for frozen in (LetterTemplate, RuleVersion, StoredInstrument):
        frozen.objects.all()._raw_delete(frozen.objects.db)
    Program.objects.update(slug="gone")


def bring(files: Files) -> Imported:
    return import_pack(folder=files, by="tests", today=clock.today())


def test_the_sample_comes_back_the_same(page: ProgrammePage) -> None:
    films.show_in(page.modules()[0], films.saved_film())
    films.read_aloud(page.modules()[1])
    first = export(page)
    assert {"sv/week-1/worksheet.yaml", "sv/pages/front.md", "media.yaml", "media/breathing.mp4"} <= set(first)
    forget_all()
    done = bring(first)
    assert export(done.page) == first
    again = bring(first)
    assert (again.made, again.changed) == ([], [])


def test_what_is_exported_is_what_was_imported(page: ProgrammePage) -> None:
    """The export says with other words in YAML what the folder says; bringing it changes nothing."""
    done = bring(export(page))
    assert (done.made, done.changed) == ([], [])
