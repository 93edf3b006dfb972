"""Bringing rows in line with a pack: made where they are missing, changed where they differ, else left alone."""

from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.utils.text import slugify
from wagtail.models import Locale, Page

from modules.models import ProgrammePage
from program.models import Edition


@dataclass
class Imported:
    """What an import did: names of what it made or changed, and the edition, where one was asked for.

    `understood` says of each new instrument what was read, for a second person to hold against its manual; `filed` are
    the files that were put into the library.
    """

    page: ProgrammePage
    made: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    edition: Edition | None = None
    edition_is_new: bool = False
    understood: list[str] = field(default_factory=list)
    filed: list[FieldFile] = field(default_factory=list)


def stored_block(place: str, kind: str, value: Any) -> dict[str, Any]:
    """A stream's block as it is stored. Its id comes from its place, so that a second import changes no block."""
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_OID, place))}


def bring(done: Imported, page: Page, content: dict[str, Any], *, parent: Page) -> None:
    """Make the page, or bring it in line, as a published revision. One that is there keeps its slug, which nobody sees:
    a week that was moved still has that of its first place."""
    name = f"{page._meta.model_name} {content['slug']}{spoken(done, page.locale)}"
    if page.pk is None:
        set_on(page, content | {"slug": free_slug(parent, content["slug"])})
        parent.add_child(instance=page)
        done.made.append(name)
    elif set_on(page, {field: value for field, value in content.items() if field != "slug"}) or not page.live:
        done.changed.append(name)
    else:
        return
    page.save_revision(changed=False).publish()


def free_slug(parent: Page, name: str) -> str:
    """The name, or the first of name-2, name-3 … that no page beside it has."""
    taken, slug = set(parent.get_children().values_list("slug", flat=True)), slugify(name)
    return next(found for found in (slug, *(f"{slug}-{n}" for n in range(2, 100))) if found not in taken)


def spoken(done: Imported, locale: Locale) -> str:
    """Names the language of a translation."""
    return "" if locale == done.page.locale else f" ({locale.language_code})"


def set_on(row: Model, content: dict[str, Any]) -> bool:
    """Set these values. Whether any of them was another before."""
    before = {name: _stored(row, name) for name in content}
    for name, value in content.items():
        setattr(row, name, value)
    return before != {name: _stored(row, name) for name in content}


def _stored(row: Model, name: str) -> Any:
    """The value as the database keeps it: for a stream, its JSON."""
    field: Any = row._meta.get_field(name)
    return field.get_prep_value(getattr(row, field.attname))
