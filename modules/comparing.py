"""The differences that the studio shows: between two editions, and between the newest and what is live now."""

from modules.difference import Difference, between
from modules.freezing import NotReady, freeze
from modules.holding import held_beside
from modules.models import ProgrammePage
from modules.saying import of_edition, of_frozen
from program.models import Edition


def between_editions(before: Edition, edition: Edition) -> Difference:
    return between(of_edition(before), of_edition(edition))


def since_newest(page: ProgrammePage, newest: Edition) -> Difference | None:
    """What the next edition would change; None where none can be made yet, and the page says why."""
    try:
        frozen = freeze(page, to_look=True)
    except NotReady:
        return None
    return between(of_edition(newest), of_frozen(frozen, page.language, held_beside(page)))
