"""The arms of a pack: ways of helping that the programme compares. Chance gives one to each who joins."""

from django.utils.translation import gettext as _

from modules.packs.slugs import slug
from program.arms import ArmWords
from worksheets.files.problems import FileProblem
from worksheets.files.tree import Mapping

KEYS = ("key", "title", "weight")
HIGHEST = 100


def read(program: Mapping) -> tuple[ArmWords, ...]:
    """In the order of the file; none where the programme compares nothing. Raises FileProblem."""
    arms: list[ArmWords] = []
    for mapping in program.mappings("arms") if "arms" in program else ():
        key = slug(mapping.allow(KEYS))
        if key in {arm.key for arm in arms}:
            raise FileProblem(mapping.place("key"), _("Two arms have the key “%(key)s”.") % {"key": key})
        weight = mapping.number("weight", default=1)
        if weight > HIGHEST:
            sentence = _("“%(name)s” is at most %(most)d.")
            raise FileProblem(mapping.place("weight"), sentence % {"name": "weight", "most": HIGHEST})
        arms.append(ArmWords(key, mapping.text("title", longest=120), weight))
    return tuple(arms)
