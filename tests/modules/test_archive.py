"""One file for a whole programme: the same bytes for the same content, and refused whole where anything is amiss."""

import io
import stat
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.packs import archive
from modules.packs.archive import MANIFEST, packed, unpacked
from modules.packs.problems import ArchiveRefused, PackRefused
from modules.packs.reader import read_pack
from tests.modules import small_pack
from worksheets.files.folder import in_folder
from worksheets.files.tree import Files


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return in_folder(small_pack.write(tmp_path))


def rezipped(content: bytes, changes: dict[str, bytes | None], *, deflated: bool = False) -> bytes:
    """The archive with some files replaced, added, or taken out."""
    old, made = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    held = {name: old.read(name) for name in old.namelist()} | changes
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED) as new:
        for name, each in held.items():
            if each is not None:
                new.writestr(name, each)
    return made.getvalue()


def test_it_opens_as_what_was_packed_whoever_packs_it(files: Files) -> None:
    backwards = dict(reversed(list(files.items())))
    content = packed(files)
    assert packed(backwards) == content
    assert unpacked(content) == files == unpacked(rezipped(content, {}, deflated=True))
    assert read_pack(unpacked(content)).title == "Small steps"
    assert all(info.date_time == archive.DAY for info in zipfile.ZipFile(io.BytesIO(content)).infolist())


@pytest.mark.parametrize(
    ("name", "changed", "said"),
    [
        ("one/01-first.md", b"Other words.", "“one/01-first.md” is not as it was when this programme file was made."),
        ("one/01-first.md", None, "“one/01-first.md” is missing from this programme file."),
        ("extra.md", b"More.", "This programme file holds “extra.md”, which its manifest.yaml does not name."),
        (MANIFEST, None, "This is no programme file: it holds no manifest.yaml."),
        (MANIFEST, b"format: 2\nshape: new\n", "made by a newer version of the software: it has format 2, and this"),
        (MANIFEST, b"format: 1\nshape: new\n", "manifest.yaml:2: “shape” is not a key here."),
        ("../outside.md", b"", "“../outside.md”, which leads out of it."),
        ("/etc/outside.md", b"", "“/etc/outside.md”, which leads out of it."),
        ("one\\outside.md", b"", "leads out of it."),
        ("zeros.md", bytes(40_000_000), "would become far too large when it is unpacked."),
    ],
)
def test_what_is_amiss_is_said_in_one_sentence(files: Files, name: str, changed: bytes | None, said: str) -> None:
    content = rezipped(packed(files), {name: changed}, deflated=True)
    with pytest.raises(PackRefused) as refused:
        unpacked(content)
    assert said in refused.value.sentences[0]
    assert len(refused.value.sentences) == 1


def test_a_link_is_refused(files: Files) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        link = zipfile.ZipInfo("one/link.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        new.writestr(link, "/etc/passwd")
    with pytest.raises(ArchiveRefused, match="leads out of it"):
        unpacked(made.getvalue())


def test_one_too_large_is_not_opened(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 1024 * 1024)
    with pytest.raises(ArchiveRefused, match="more than 1 MB"):
        unpacked(bytes(1024 * 1024 + 1))
    with pytest.raises(ArchiveRefused, match="far too large"):
        unpacked(rezipped(packed(files), {"much.bin": bytes(range(256)) * 4097}, deflated=True))


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_entry_that_lies_about_its_size_fills_no_memory(way: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", way) as new:
        new.writestr(MANIFEST, bytes(20_000_000))
    lying = bytearray(made.getvalue())
    struct.pack_into("<I", lying, lying.rfind(b"PK\x01\x02") + 24, 1000)
    tracemalloc.start()
    with pytest.raises(ArchiveRefused, match="cannot be read|packed in a way"):
        unpacked(bytes(lying))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04"])
def test_no_zip(content: bytes) -> None:
    with pytest.raises(ArchiveRefused, match="not a zip archive, or only a part of one"):
        unpacked(content)


SMALL = packed({"program.yaml": b"slug: a\ntitle: A\nlanguage: en\n", "a.md": b"Words.\n"})


@given(st.integers(0, len(SMALL) - 1))
def test_a_part_of_one_is_refused(length: int) -> None:
    with pytest.raises(PackRefused):
        unpacked(SMALL[:length])


@given(st.integers(0, len(SMALL) - 1), st.integers(1, 255))
def test_a_changed_byte_is_refused_or_changes_no_file(place: int, change: int) -> None:
    """A flag of the archive's own may differ; no word of a file does."""
    broken = bytearray(SMALL)
    broken[place] ^= change
    try:
        found = unpacked(bytes(broken))
    except PackRefused:
        return
    assert found == unpacked(SMALL)
