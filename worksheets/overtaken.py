"""Whether somebody else wrote a page or worksheet while a reviewer had it before them: nobody signs what they have not
read, and nobody's words are written over by a window that was opened before them."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Revision

SALT = "worksheets.overtaken"


@dataclass(frozen=True)
class Seen:
    """What was the newest draft when a window was opened, and by whom. Its moment says it, for a draft that saves
    itself keeps its number while its words change."""

    kind: int
    thing: str
    until: datetime
    reader: str

    @classmethod
    def of(cls, draft: Revision, reader: Any) -> Self:
        return cls(draft.base_content_type_id, draft.object_id, draft.created_at, str(reader.pk))

    @classmethod
    def read(cls, token: str) -> Self | None:
        """None for what we did not write."""
        try:
            kind, thing, until, reader = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return None
        return cls(kind, thing, datetime.fromisoformat(until), reader)

    @property
    def token(self) -> str:
        return signing.dumps([self.kind, self.thing, self.until.isoformat(), self.reader], salt=SALT)

    def is_of(self, thing: Any, reader: Any) -> bool:
        return self.thing == str(thing.pk) and self.reader == str(reader.pk) and self.kind == _kind(thing)

    def overtaken_by(self) -> Revision | None:
        """The newest draft that somebody else has saved since. What the reader saves is not news to them."""
        drafts = Revision.objects.filter(base_content_type_id=self.kind, object_id=self.thing)
        later = drafts.filter(created_at__gt=self.until).exclude(user=self.reader)
        return later.select_related("user").order_by("-created_at").first()


def newest_draft(thing: Any) -> Revision:
    """Of something that is under review, and has one therefore."""
    return Revision.objects.for_instance(thing).select_related("user").latest("created_at", "pk")


class NotOvertaken:
    """A form of Wagtail's editor. Whoever answers a review from it sends the words of their window along: they neither
    write over newer ones nor sign what they have not read."""

    data: Any
    instance: Any
    for_user: Any
    add_error: Any

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]  # a mixin: the form that it is laid over has one
        loaded = self.data.get("loaded_revision_created_at")
        if loaded and self.instance.pk and self.data.get("action-workflow-action"):
            self._refuse_overtaken(loaded)
        return cleaned

    def _refuse_overtaken(self, loaded: str) -> None:
        seen = Seen(_kind(self.instance), str(self.instance.pk), _moment(loaded), str(self.for_user.pk))
        if newer := seen.overtaken_by():
            said = [
                _("%(name)s has changed this since you opened it. Nothing is answered or saved yet.") % who(newer),
                _("Open it in another window to read their words. What you had here is still here."),
            ]
            if comment := _comment(self.data.get("workflow-action-extra-data", "")):
                said.append(_("Your comment: “%(comment)s”") % {"comment": comment})
            self.add_error(None, ValidationError(said))


def who(draft: Revision) -> dict[str, str]:
    """Whoever saved it, as a sentence names them."""
    return {"name": draft.user.get_username() if draft.user else _("Somebody")}


def _moment(text: str) -> datetime:
    """What cannot be read was long ago."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)


def _kind(thing: Any) -> int:
    return int(thing.get_base_content_type().pk)


def _comment(extra: str) -> str:
    try:
        said = json.loads(extra)
    except ValueError:
        return ""
    return str(said.get("comment", "")) if isinstance(said, dict) else ""
