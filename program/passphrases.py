"""Whether somebody who guesses would try an own passphrase early. Looked up here: nobody outside is ever asked."""

import re
import unicodedata
from functools import lru_cache

from django.contrib.auth.password_validation import CommonPasswordValidator

from program.credentials import OWN_PASSPHRASE_LENGTH, listed

FEWEST_CHARACTERS = 7
MOST_COMMON_PIECES = 2
SHORTEST_PIECE = 3
LONGEST_PIECE = 30
LITTLE_BESIDE = 6
BEGINNINGS = ("password", "passphrase", "12345", "qwerty", "letmein", "iloveyou", "111111", "abcdef")
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qwertzuiop")
LOOKALIKES = str.maketrans("013457$@!", "oleastsai")
# What everybody has heard, without spaces: long, and still among the first that are tried.
FAMOUS = (
    *("correcthorsebatterystaple", "thequickbrownfox", "jumpsoverthelazydog", "maytheforcebewithyou", "opensesame"),
    *("tobeornottobe", "twinkletwinklelittlestar", "inthebeginning", "ourfatherwhoart", "onceuponatime"),
    *("iamyourfather", "winteriscoming", "livelongandprosper", "hakunamatata", "alliwantforchristmas"),
    *("happybirthdaytoyou", "merrychristmas", "thisismypassword", "mypassphraseis", "nobodyknowsthis"),
    *("whatdoesntkillyou", "liveandletdie", "supercalifragilistic", "iwillalwaysloveyou", "youwillneverwalkalone"),
)


def tidy(text: str) -> str:
    """The spaces that a phone puts at the ends and between words are no part of what somebody chose."""
    return " ".join(text.split())


def too_common(secret: str, name: str = "") -> bool:
    """Whether it is one thing repeated, a well-known phrase, known passwords put together, or the sign-in name."""
    plain = _plain(secret)
    bare = plain.strip("0123456789")
    if len(set(plain)) < FEWEST_CHARACTERS or 0 < _unit(bare) < min(OWN_PASSPHRASE_LENGTH, len(bare)):
        return True
    if name and _plain(name) in plain:
        return True
    looks = {plain, plain.translate(LOOKALIKES), _plain(secret.translate(LOOKALIKES))}
    return _two_words_of_the_list(secret) or any(_is_known(each) for each in looks)


def _is_known(plain: str) -> bool:
    if plain.startswith(BEGINNINGS) or any(
        phrase in plain and len(plain) - len(phrase) <= LITTLE_BESIDE for phrase in FAMOUS
    ):
        return True
    return _pieces(plain) <= MOST_COMMON_PIECES


def _pieces(plain: str) -> int:
    """The fewest known passwords and runs of keys that make it up; digits count nothing, any other character one."""
    fewest = [0]
    for end in range(1, len(plain) + 1):
        best = fewest[end - 1] + (not plain[end - 1].isdigit())
        for start in range(max(0, end - LONGEST_PIECE), end - SHORTEST_PIECE + 1):
            if fewest[start] + 1 < best and _is_piece(plain[start:end]):
                best = fewest[start] + 1
        fewest.append(best)
    return fewest[-1]


def _is_piece(part: str) -> bool:
    return part in _common() or any(part in row or part[::-1] in row for row in ROWS)


def _unit(plain: str) -> int:
    """The length of what it repeats over and over; its own length where nothing is repeated."""
    return (plain + plain).find(plain, 1)


def _two_words_of_the_list(secret: str) -> bool:
    parts = re.sub(r"[\W\d_]+", " ", secret.casefold()).split()
    return len(parts) <= 2 and all(part in listed() for part in parts)


def _plain(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKC", text).casefold() if each.isalnum())


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The 20,000 commonest passwords, as Django keeps them."""
    return frozenset(_plain(each) for each in CommonPasswordValidator().passwords)
