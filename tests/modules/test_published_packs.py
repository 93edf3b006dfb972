"""What is published is what is exported: each edition keeps the pack that it was published as."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from modules.actions.bringing import Imported
from modules.exporting import export
from modules.models import EditionFile, PackFile
from modules.packs.archive import unpacked
from modules.published_packs import pack_of_edition
from tests.modules.test_publishing import edit, publish

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_an_edition_keeps_the_pack_it_was_published_as(imported: Imported, tmp_path: Path) -> None:
    page = imported.page
    first = pack_of_edition(page, 1)
    assert first == export(page, with_pages=False)
    kept = PackFile.objects.count()
    edit(page.modules()[0], aim="Another aim.")
    publish(page)
    second = pack_of_edition(page, 2)
    assert second == export(page, with_pages=False)
    assert {path for path in second if second[path] != first.get(path)} == {"week-1/module.yaml"}
    assert pack_of_edition(page, 1) == first
    assert PackFile.objects.count() == kept + 1, "what did not change is kept once"
    assert EditionFile.objects.filter(edition__program=page.program).count() == len(first) + len(second)
    slug, file = page.program.slug, tmp_path / "one.zip"
    call_command("program_export", slug, str(file), edition=1, verbosity=0)
    assert unpacked(file.read_bytes()) == first
    with pytest.raises(CommandError, match="no edition 9"):
        call_command("program_export", slug, str(file), edition=9, verbosity=0)
