"""Consent texts that an edition would put in force: whoever agreed to an older one is asked again."""

from django.utils.translation import gettext as _

from modules.models import ProgrammePage
from program.models import ConsentText


def asked_anew(page: ProgrammePage) -> list[str]:
    """One sentence for each language whose text is at a newer version than the one kept. Two statements."""
    kept: dict[str, int] = {}
    for language, version in ConsentText.objects.filter(program_id=page.program_id).values_list("language", "version"):
        kept[language] = max(version, kept.get(language, 0))
    named = ((each.language, each.consent_version) for each in (page, *page.translations()))
    return [
        _(
            "The consent text (%(language)s) is version %(new)d, after %(old)d. "
            "Whoever agreed to an older one is asked again."
        )
        % {"language": language, "new": version, "old": kept[language]}
        for language, version in named
        if language in kept and version > kept[language]
    ]
