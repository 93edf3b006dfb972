"""What is shown of an urgent fix before it goes out: where the words stand, and what the checks say of the new ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from modules.actions.fixing import NotFixable, found_in_editions
from modules.elsewhere import Elsewhere, elsewhere
from modules.fix_checks import brought_in, errors
from modules.mending import Words
from modules.models import ProgrammePage
from modules.places import Place, places, seen
from worksheets.checks.finding import Finding


@dataclass(frozen=True)
class Look:
    """`seen` is the fingerprint of all of it. `refused` says why it cannot go out like this; empty where it can.
    `elsewhere`: what holds the words and is not changed by it."""

    places: Sequence[Place] = ()
    seen: str = ""
    findings: Sequence[Finding] = ()
    refused: str = ""
    elsewhere: Sequence[Elsewhere] = ()


def look_at(page: ProgrammePage, words: Words) -> Look:
    """As the editions are now, with every earlier fix."""
    try:
        found = found_in_editions(page, words)
    except NotFixable as problem:
        return Look(refused=problem.sentence, elsewhere=elsewhere(page, words))
    findings = brought_in(words, found)
    refused = _("The checks found an error in the new words. They cannot go out like this.") if errors(findings) else ""
    return Look(places(words, found), seen(words, found), findings, refused, elsewhere(page, words))
