"""What somebody names as a pack: a folder, or one file."""

from pathlib import Path

from django.utils.translation import gettext as _

from modules.packs.archive import LARGEST, unpacked
from modules.packs.problems import ArchiveRefused
from worksheets.files.folder import in_folder
from worksheets.files.tree import Files


def files_at(path: Path) -> Files:
    """Raises PackRefused."""
    if path.is_dir():
        return in_folder(path)
    if not path.is_file():
        raise ArchiveRefused(_("There is no folder and no file “%(path)s”.") % {"path": path})
    with path.open("rb") as opened:
        # One more than is allowed is enough to see that it is too large.
        return unpacked(opened.read(LARGEST + 1))
