"""Names and secrets that the service makes: nothing in them comes from a person, so nothing in them points to one."""

import secrets
from functools import lru_cache
from importlib import resources
from pathlib import Path

WORDS_IN_PASSPHRASE = 6
OWN_PASSPHRASE_LENGTH = 15
RECOVERY_GROUPS = 5
RECOVERY_GROUP_LENGTH = 4
# Three lists of the Electronic Frontier Foundation, one of 7,776 words and two of 1,296, as `xkcdpass` carries them.
LISTS = ("eff-long", "eff-short", "eff-special")
# Words that would frighten or insult somebody, or hint at what the service is for; never drawn.
LEFT_OUT = Path(__file__).with_name("left_out")
# Without letters and digits that are easily taken for one another.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

ALIAS_FIRST = """
Amber Ashen Autumn Birch Bright Calm Cedar Clear Clover Copper Coral Dawn Drift Early Ember Evening Fair Fern
Field Flint Forest Frost Gentle Golden Granite Green Harbour Hazel Heather Hollow Indigo Island Ivory Juniper
Lake Laurel Lichen Linden Linen Maple Marble Meadow Misty Morning Moss North Oak Ochre Olive Open Pale Pebble
Pine Quiet Rain River Rowan Sand Silver Slate Still Stone Summer Tall
"""
ALIAS_SECOND = """
Anchor Arch Bay Beacon Bell Bend Bough Bridge Brook Cairn Cape Cliff Cloud Coast Cove Creek Crest Dale Delta
Dune Ferry Fjord Ford Gate Glade Glen Grove Heath Hill Inlet Isle Kite Lagoon Lamp Lantern Leaf Ledge Loft
Marsh Mill Moor Orchard Path Pier Plain Pond Quay Reed Ridge Sail Shore Sky Spring Star Stile Strand Terrace
Tide Tower Valley Wave Well Willow Wood
"""


@lru_cache(maxsize=1)
def listed() -> frozenset[str]:
    """Every word of the three lists, about 8,400; those with a hyphen would blur where a name's words end."""
    lists = ((resources.files("xkcdpass") / "static" / name).read_text() for name in LISTS)
    return frozenset(word for text in lists for word in text.split() if word.isascii() and word.isalpha())


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """More than 7,300 words for passphrases: the worst are left out."""
    return tuple(sorted(listed() - _left_out("everywhere")))


@lru_cache(maxsize=1)
def name_words() -> tuple[str, ...]:
    """More than 5,900 words for sign-in names, which are kept for years and seen by whoever looks over a shoulder: what
    is unlucky, bodily, religious or no compliment is left out too."""
    return tuple(sorted(listed() - _left_out("everywhere") - _left_out("in_names")))


def _left_out(where: str) -> frozenset[str]:
    return frozenset((LEFT_OUT / f"{where}.txt").read_text(encoding="ascii").split())


def new_sign_in_name() -> str:
    """Two words and a number, more than 31 bits: enough not to be guessed by trying, short enough to be kept."""
    return f"{secrets.choice(name_words())}-{secrets.choice(name_words())}-{10 + secrets.randbelow(90)}"


def new_passphrase() -> str:
    """Six words out of more than 7,300: 77 bits."""
    return " ".join(secrets.choice(words()) for _ in range(WORDS_IN_PASSPHRASE))


def new_code() -> str:
    """A code of 20 characters in groups of four, 98 bits: recovery codes and invitations."""
    return code_from(secrets.randbits(256))


def code_from(number: int) -> str:
    """The code that a random number of 256 bits makes."""
    characters = []
    for _place in range(RECOVERY_GROUPS * RECOVERY_GROUP_LENGTH):
        number, chosen = divmod(number, len(CODE_ALPHABET))
        characters.append(CODE_ALPHABET[chosen])
    starts = range(0, len(characters), RECOVERY_GROUP_LENGTH)
    return "-".join("".join(characters[start : start + RECOVERY_GROUP_LENGTH]) for start in starts)


def new_alias() -> str:
    """What staff call a participant; has nothing to do with the sign-in name."""
    return f"{secrets.choice(ALIAS_FIRST.split())} {secrets.choice(ALIAS_SECOND.split())} {10 + secrets.randbelow(90)}"
