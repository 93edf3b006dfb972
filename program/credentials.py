"""Names and secrets that the service makes: nothing in them comes from a person, so nothing in them points to one."""

import secrets
from functools import lru_cache
from importlib import resources

WORDS_IN_PASSPHRASE = 6
OWN_PASSPHRASE_LENGTH = 15
RECOVERY_GROUPS = 5
RECOVERY_GROUP_LENGTH = 4
# Without letters and digits that are easily taken for one another.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

ALIAS_FIRST = """
Amber Ashen Autumn Birch Bright Calm Cedar Clear Clover Copper Coral Dawn Drift Early Ember Evening Fair Fern
Field Flint Forest Frost Gentle Golden Granite Green Harbour Hazel Heather Hollow Indigo Island Ivory Juniper
Lake Laurel Lichen Linden Little Maple Marble Meadow Misty Morning Moss North Oak Ochre Olive Open Pale Pebble
Pine Quiet Rain River Rowan Sand Silver Slate Still Stone Summer Tall
"""
ALIAS_SECOND = """
Anchor Arch Bay Beacon Bell Bend Bough Bridge Brook Cairn Cape Cliff Cloud Coast Cove Creek Crest Dale Delta
Dune Ferry Fjord Ford Gate Glade Glen Grove Heath Hill Inlet Isle Kite Lagoon Lamp Lantern Leaf Ledge Loft
Marsh Mill Moor Orchard Path Pier Plain Pond Quay Reed Ridge Sail Shore Sky Spring Star Stile Strand Terrace
Tide Tower Valley Wave Well Willow Wood
"""


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """The 7,776 words of the Electronic Frontier Foundation's long list, as the package `xkcdpass` carries it."""
    text = (resources.files("xkcdpass") / "static" / "eff-long").read_text()
    return tuple(word for word in text.split() if word.isascii())


def new_sign_in_name() -> str:
    """Two words and a number, about 32 bits: enough not to be guessed by trying, short enough to be kept."""
    return f"{secrets.choice(words())}-{secrets.choice(words())}-{10 + secrets.randbelow(90)}"


def new_passphrase() -> str:
    """Six words out of 7,776: 77 bits."""
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
