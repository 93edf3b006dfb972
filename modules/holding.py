"""What an edition holds beside its weeks: which letter templates and risk rules go with it, each in which version."""

from typing import Any

from modules.models import ProgrammePage
from modules.watching import watching
from worksheets.template_book import newest_templates


def held_beside(page: ProgrammePage) -> dict[str, list[list[Any]]]:
    """The newest versions: their rows are kept, so that a number says it all."""
    templates = newest_templates(page.program_id).filter(retired=False).order_by("language", "key")
    return {
        "templates": [[row.language, row.key, row.version] for row in templates],
        "rules": [[rule.key, rule.version] for rule in watching(page, list(page.modules())).along],
    }
