"""The instruments of a pack: the files in its folder `instruments`, each as docs/instruments.md describes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from modules.packs.problems import Problems
from worksheets.files import tree
from worksheets.files.problems import FileProblem, Place
from worksheets.files.tree import Files
from worksheets.measures.instrument import Instrument
from worksheets.measures.reader import read
from worksheets.measures.stored import Kept, Stored

FOLDER = "instruments"


@dataclass(frozen=True)
class InstrumentFile:
    """The file as it stands, which `worksheets.actions.instruments` stores, and what it holds."""

    name: str
    text: str
    instrument: Instrument


def read_all(files: Files, problems: Problems, languages: Sequence[str] = ()) -> tuple[InstrumentFile, ...] | None:
    """In the order of their names, and after them those of the translations; None where one was refused.

    What is wrong with each is gathered.
    """
    found: list[InstrumentFile] = []
    homes = [f"{FOLDER}/", *(f"{language}/{FOLDER}/" for language in languages)]
    names = [name for home in homes for name in sorted(files) if name.startswith(home)]
    for name in names:
        with problems.gathered():
            found.append(_read(files, name, found))
    return tuple(found) if len(found) == len(names) else None


def beside(stored: Kept, files: tuple[InstrumentFile, ...]) -> Kept:
    """What will be stored once the pack is imported."""
    keys = {*stored, *(file.instrument.key for file in files)}
    brought = {key: [Stored(each.instrument, date.max) for each in files if each.instrument.key == key] for key in keys}
    return {key: [*stored.get(key, ()), *brought[key]] for key in keys}


def _read(files: Files, name: str, earlier: list[InstrumentFile]) -> InstrumentFile:
    if not name.endswith(".yaml"):
        raise FileProblem(Place(name, 1), _("Only instruments belong here, in files whose names end in .yaml."))
    text = tree.read_text(files, name, Place(name, 1))
    instrument = read(text, name)
    for other in earlier:
        same = other.instrument
        if (same.key, same.version, same.language) == (instrument.key, instrument.version, instrument.language):
            sentence = _("“%(name)s” holds this instrument too.") % {"name": other.name}
            raise FileProblem(tree.compose(text, name).place("key"), sentence)
    return InstrumentFile(name, text, instrument)
