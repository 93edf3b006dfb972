"""The clinical review and its tasks are called by names that stand in the database, where Wagtail keeps them. They are
ours, so everybody reads them in their own language."""

from typing import Any

from django.utils.translation import gettext_lazy, override
from wagtail.models import Task, Workflow

from modules.models import ReviewKind
from modules.studio_rights import REVIEW

with override(None):
    OURS = {REVIEW, *(str(kind.label) for kind in ReviewKind)}


def speak_every_language() -> None:
    """On all of Wagtail's pages, which take the names as they are loaded; twice changes nothing. A name that a clinic
    has given stays as it is."""
    for model in (Workflow, Task):
        model._meta.get_field("name").from_db_value = _spoken


def _spoken(name: str, *_where: Any) -> Any:
    return gettext_lazy(name) if name in OURS else name
