"""The arms of a pack: ways of helping that the programme compares. Chance gives one to each who joins."""

import re

from program.arms import ArmWords
from worksheets.files.problems import FileProblem
from worksheets.files.tree import Mapping

KEYS = ("key", "title", "weight")
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
HIGHEST = 100


def read(program: Mapping) -> tuple[ArmWords, ...]:
    """In the order of the file; none where the programme compares nothing. Raises FileProblem."""
    arms: list[ArmWords] = []
    for mapping in program.mappings("arms") if "arms" in program else ():
        key = mapping.allow(KEYS).text("key", longest=50)
        if not KEY.match(key):
            raise FileProblem(mapping.place("key"), "“key” may hold small letters, digits and single hyphens only.")
        if key in {arm.key for arm in arms}:
            raise FileProblem(mapping.place("key"), f"Two arms have the key “{key}”.")
        weight = mapping.number("weight", default=1)
        if weight > HIGHEST:
            raise FileProblem(mapping.place("weight"), f"“weight” is at most {HIGHEST}.")
        arms.append(ArmWords(key, mapping.text("title", longest=120), weight))
    return tuple(arms)
