"""Storing an instrument that a clinic brought as a file."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from program.audit.record import record
from worksheets.files import tree
from worksheets.files.problems import FileProblem
from worksheets.measures.instrument import Instrument
from worksheets.measures.reader import read
from worksheets.measures.stored import conflict
from worksheets.models import StoredInstrument
from worksheets.queries import kept


@dataclass(frozen=True)
class Brought:
    """What a file held. `is_new` is false where the same was stored before."""

    instrument: Instrument
    is_new: bool

    @property
    def name(self) -> str:
        return f"{self.instrument.key} {self.instrument.version} ({self.instrument.language})"


@transaction.atomic
def store(*, text: str, file: str, by: UUID | str, today: date) -> Brought:
    """Keep the instrument in this text for ever; `file` names it in messages. The same again changes nothing.

    Raises FileProblem for a malformed file, and for one that differs from what stands under its key and version.
    """
    new = read(text, file)
    stored = kept({new.key})
    found = conflict(new, stored)
    if found is not None:
        raise FileProblem(tree.compose(text, file).place(found.name), found.sentence)
    if any(each.instrument == new for each in stored.get(new.key, ())):
        return Brought(new, is_new=False)
    row = StoredInstrument(
        key=new.key,
        version=new.version,
        language=new.language,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        imported_on=today,
    )
    row.save(force_insert=True)
    record(
        verb="instrument.stored",
        by=by,
        on=today,
        subject=row.pk,
        detail={"instrument": new.key, "version": new.version, "language": new.language},
    )
    return Brought(new, is_new=True)
