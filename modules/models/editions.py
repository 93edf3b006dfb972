"""What an edition froze: the drawn steps of each week, and the files they need."""

from uuid import uuid4

from django.db import models

from program.models import Edition
from vault.classes import FieldClasses
from vault.frozen import FrozenRow


class EditionStep(FrozenRow):
    """One step as its readers get it, for as long as the edition is read. `has_worksheet`: the worksheet comes next.

    A translated step has the number and key of the edition's own. `conditions`: whom it is for, and whom its marked
    parts are for, as modules.conditions keeps them; empty for a step that is for everybody.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    week = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=50)
    title = models.CharField(max_length=200)
    html = models.TextField()
    has_worksheet = models.BooleanField()
    conditions = models.JSONField(default=dict)
    language = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64)

    privacy = FieldClasses(
        plain=(
            *("edition", "week", "number", "key", "title", "html", "has_worksheet", "conditions"),
            *("language", "sha256"),
        ),
        rows="append-only",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="edition_step_once", fields=["edition", "week", "number", "language"]),
        )

    def __str__(self) -> str:
        return f"{self.week}.{self.number}"


class EditionMedia(FrozenRow):
    """A file that an edition's steps show, by its hash. `path` lies beside the editors' files and is never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)

    privacy = FieldClasses(plain=("edition", "sha256", "path", "content_type"), rows="append-only")

    class Meta:
        constraints = (models.UniqueConstraint(name="edition_media_once", fields=["edition", "sha256"]),)

    def __str__(self) -> str:
        return self.sha256[:12]


class PackFile(FrozenRow):
    """The bytes of a file of a pack, by their hash: what several editions hold is kept once."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    content = models.BinaryField()

    privacy = FieldClasses(plain=("sha256", "content"), rows="append-only")

    def __str__(self) -> str:
        return self.sha256[:12]


class EditionFile(FrozenRow):
    """One file of the pack that an edition is: its path there, and the hash of its bytes. Those of pictures, films and
    recordings lie with EditionMedia, all others with PackFile."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)

    privacy = FieldClasses(plain=("edition", "path", "sha256"), rows="append-only")

    class Meta:
        constraints = (models.UniqueConstraint(name="edition_file_once", fields=["edition", "path"]),)

    def __str__(self) -> str:
        return self.sha256[:12]
