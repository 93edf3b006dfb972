"""The words to avoid that a clinic begins with."""

from pathlib import Path

import yaml
from django.db import transaction

from worksheets import checks
from worksheets.models import AvoidedTerm

DEFAULTS = Path(checks.__file__).with_name("default_terms.yaml")


@transaction.atomic
def ensure_terms() -> None:
    """Each language that has no list yet gets ours. A clinic that took a word out does not find it there again."""
    begun = set(AvoidedTerm.objects.values_list("language", flat=True).order_by().distinct())
    lists = yaml.safe_load(DEFAULTS.read_text(encoding="utf-8"))
    AvoidedTerm.objects.bulk_create(
        AvoidedTerm(language=language, **entry)
        for language, entries in lists.items()
        if language not in begun
        for entry in entries
    )
