"""Files as they lie on a disk, in the form that readers take."""

from pathlib import Path

from worksheets.files.tree import Files


def in_folder(folder: Path) -> Files:
    """Every file of a folder and those below it. Hidden ones, and links that lead elsewhere, are not there."""
    top = folder.resolve()
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.resolve().is_relative_to(top)]
    names = [(path.relative_to(folder), path) for path in paths]
    return {name.as_posix(): path.read_bytes() for name, path in names if not any(p[0] == "." for p in name.parts)}


def single(path: Path) -> Files:
    """One file, under its own name; nothing where it is missing."""
    return {path.name: path.read_bytes()} if path.is_file() else {}
