"""The pack that an edition was published as, kept with it file by file: what is published is what is exported."""

import hashlib

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from modules.freezing import NotReady
from modules.models import EditionFile, EditionMedia, PackFile, ProgrammePage
from program.models import Edition
from worksheets.files.tree import Files


def keep_pack(edition: Edition, files: Files) -> None:
    """Beside an edition whose media were filed. Three statements for any number of files."""
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    filed = set(EditionMedia.objects.filter(edition=edition).values_list("sha256", flat=True))
    contents = {hashes[path]: content for path, content in files.items() if hashes[path] not in filed}
    PackFile.objects.bulk_create(
        [PackFile(sha256=sha256, content=content) for sha256, content in contents.items()], ignore_conflicts=True
    )
    EditionFile.objects.bulk_create([EditionFile(edition=edition, path=path, sha256=hashes[path]) for path in files])


def pack_of_edition(page: ProgrammePage, number: int) -> Files:
    """The pack of one edition of this programme. Raises NotReady for one that there is not, or from before packs were
    kept."""
    edition = Edition.objects.filter(program_id=page.program_id, language=page.language, number=number).first()
    rows = EditionFile.objects.filter(edition=edition).order_by("path") if edition else EditionFile.objects.none()
    hashes = dict(rows.values_list("path", "sha256"))
    if not hashes:
        raise NotReady([_("There is no edition %(number)d whose files were kept.") % {"number": number}])
    found = {row.sha256: bytes(row.content) for row in PackFile.objects.filter(sha256__in=hashes.values())}
    media = EditionMedia.objects.filter(edition=edition, sha256__in=set(hashes.values()) - set(found))
    found |= {row.sha256: _stored(row.path) for row in media}
    return {path: found[sha256] for path, sha256 in hashes.items()}


def _stored(path: str) -> bytes:
    with default_storage.open(path, "rb") as opened:
        return bytes(opened.read())
