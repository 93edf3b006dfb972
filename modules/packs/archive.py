"""A pack as one file: a zip with a manifest that names every file with its hash. The same pack is the same bytes."""

import hashlib
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from modules.packs.problems import ArchiveRefused, PackRefused
from modules.packs.reader import FORMAT, PROGRAM_FILE
from modules.packs.writing_yaml import written as yaml_written
from worksheets.files import tree
from worksheets.files.problems import FileProblem, Place
from worksheets.files.tree import Files

MANIFEST = "manifest.yaml"
KEYS = ("format", "slug", "title", "languages", "files")
# Long before the calendar of anybody who exports, and the first day that a zip can name.
DAY = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = (stat.S_IFREG | 0o644) << 16
UNIX = 3

LARGEST = 200 * 1024 * 1024
MOST_FILES = 5000
# Text shrinks to a tenth; what shrinks to less than a hundredth was made to fill a disk.
MOST_SHRUNK = 100
# Other ways to pack a file are unpacked without any limit.
WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


def packed(files: Files) -> bytes:
    """Nothing in it depends on the day, the machine or the library: files are stored as they are, in order."""
    program = tree.compose(files[PROGRAM_FILE].decode(), PROGRAM_FILE)
    languages = [program.text("language"), *(program.texts("translations") if "translations" in program else [])]
    manifest = yaml_written(
        {
            "format": FORMAT,
            "slug": program.text("slug"),
            "title": program.text("title"),
            "languages": languages,
            "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
        }
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in [(MANIFEST, manifest), *sorted(files.items())]:
            info = zipfile.ZipInfo(name, DAY)
            info.create_system, info.external_attr = UNIX, PLAIN_FILE
            archive.writestr(info, content)
    return made.getvalue()


def unpacked(content: bytes) -> Files:
    """The files, when all of them are there and none was changed. Raises PackRefused, with one sentence."""
    if len(content) > LARGEST:
        raise ArchiveRefused(
            _("This programme file is too large: it has more than %(number)d MB.") % {"number": LARGEST // 1024**2}
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = list(_entries(archive, len(content)))
            files = {entry.filename: _read(archive, entry) for entry in entries}
    except BROKEN:
        raise ArchiveRefused(_("This is no programme file: it is not a zip archive, or only a part of one.")) from None
    _check(files)
    return {name: files[name] for name in sorted(files) if name != MANIFEST}


def _entries(archive: zipfile.ZipFile, size: int) -> Iterator[zipfile.ZipInfo]:
    """Those that are files. Raises ArchiveRefused before anything is unpacked."""
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES or total > LARGEST or total > size * MOST_SHRUNK:
        raise ArchiveRefused(_("This programme file would become far too large when it is unpacked."))
    if not all(entry.compress_type in WAYS for entry in entries):
        raise ArchiveRefused(_("This programme file is packed in a way that is not read here. Pack it as a plain zip."))
    seen: set[str] = set()
    for entry in entries:
        _check_name(entry)
        if entry.filename in seen:
            raise ArchiveRefused(_("This programme file holds “%(name)s” twice.") % {"name": entry.filename})
        seen.add(entry.filename)
        if not entry.is_dir():
            yield entry


def _check_name(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    leads_away = name.startswith("/") or "\\" in name or ":" in name or {"", "."} & {*name.rstrip("/").split("/")}
    if leads_away or ".." in name.split("/") or stat.S_ISLNK(entry.external_attr >> 16):
        raise ArchiveRefused(_("This programme file holds “%(name)s”, which leads out of it.") % {"name": name})


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """No more than its entry says: an entry may lie, and what is read whole is unpacked whole."""
    try:
        with archive.open(entry) as opened:
            return opened.read(entry.file_size + 1)
    except BROKEN:
        damaged = _("This programme file is damaged: “%(name)s” cannot be read. Please copy or download it once more.")
        raise ArchiveRefused(damaged % {"name": entry.filename}) from None


def _check(files: Files) -> None:
    """Against the manifest: a newer form, a file too few or too many, one that was changed."""
    if MANIFEST not in files:
        raise ArchiveRefused(_("This is no programme file: it holds no %(name)s.") % {"name": MANIFEST})
    try:
        manifest = tree.compose(tree.read_text(files, MANIFEST, Place(MANIFEST, 1)), MANIFEST)
        if manifest.number("format") > FORMAT:
            newer = _(
                "This programme file was made by a newer version of the software: it has format %(theirs)d, and this "
                "version reads format %(ours)d."
            )
            raise ArchiveRefused(newer % {"theirs": manifest.number("format"), "ours": FORMAT})
        hashes = manifest.allow(KEYS).mapping("files").plain()
    except FileProblem as problem:
        raise PackRefused([problem]) from None
    present = {*files} - {MANIFEST}
    for name in sorted({*hashes} - present):
        raise ArchiveRefused(_("“%(name)s” is missing from this programme file.") % {"name": name})
    for name in sorted(present - {*hashes}):
        unnamed = _("This programme file holds “%(name)s”, which its %(manifest)s does not name.")
        raise ArchiveRefused(unnamed % {"name": name, "manifest": MANIFEST})
    for name in sorted(present):
        if hashlib.sha256(files[name]).hexdigest() != hashes[name]:
            changed = _("“%(name)s” is not as it was when this programme file was made.")
            raise ArchiveRefused(changed % {"name": name})
