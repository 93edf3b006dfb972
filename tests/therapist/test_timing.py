"""How long somebody wrote: never more than the time that went by, nor the same minute twice."""

from hypothesis import given
from hypothesis import strategies as st

from therapist.timing import CAP, MINUTE, PAGE_CAP, PAUSE, Heard, Open, hear

WORDS = st.lists(st.tuples(st.sampled_from(["anna", "sol"]), st.integers(0, 3000), st.sampled_from(Heard)), max_size=60)


def told(words: list[tuple[str, int, Heard]]) -> tuple[Open | None, dict[str, int], int]:
    """What is known at the end, the minutes of each case, and how many seconds went by."""
    known: Open | None = None
    minutes, now = {"anna": 0, "sol": 0}, 1_000_000
    for case, later, heard in words:
        now += later
        known, more = hear(known, case, now, heard)
        minutes[case] += more
    return known, minutes, now - 1_000_000


@given(WORDS)
def test_never_more_than_the_time_that_went_by(words: list[tuple[str, int, Heard]]) -> None:
    """All cases and windows together. Rounding may be ahead by half a minute for each case that was left."""
    _known, minutes, seconds = told(words)
    switches = sum(before[0] != after[0] for before, after in zip(words, words[1:], strict=False))
    assert sum(minutes.values()) * MINUTE <= seconds + (switches + 1) * MINUTE // 2


@given(WORDS)
def test_no_silence_counts_for_more_than_its_cap(words: list[tuple[str, int, Heard]]) -> None:
    known: Open | None = None
    now = 0
    for case, later, heard in words:
        now += later
        owed = known.owed if known and known.case == case else 0
        known, more = hear(known, case, now, heard)
        cap = PAGE_CAP if heard is Heard.PRESSED else CAP
        assert -MINUTE // 2 <= known.owed < MINUTE
        assert 0 <= more * MINUTE <= owed + cap + MINUTE // 2


@given(st.lists(st.integers(PAUSE, CAP), min_size=1, max_size=40))
def test_a_page_that_speaks_in_time_is_counted_whole(gaps: list[int]) -> None:
    known, minutes, seconds = told([("anna", 0, Heard.OPENED), *(("anna", gap, Heard.SAVED) for gap in gaps)])
    assert known is not None
    assert minutes["anna"] * MINUTE + known.owed == seconds


@given(st.lists(st.integers(0, PAUSE - 1), min_size=1, max_size=200))
def test_many_small_silences_are_not_lost(gaps: list[int]) -> None:
    """A page that saves every few seconds: what one save leaves, the next one takes; at most one pause is still out."""
    known, minutes, seconds = told([("anna", 0, Heard.OPENED), *(("anna", gap, Heard.SAVED) for gap in gaps)])
    assert known is not None
    assert seconds - PAUSE < minutes["anna"] * MINUTE + known.owed <= seconds


@given(st.integers(0, PAGE_CAP))
def test_without_scripts_from_opening_to_sending(seconds: int) -> None:
    _known, minutes, _seconds = told([("anna", 0, Heard.OPENED), ("anna", seconds, Heard.PRESSED)])
    assert minutes["anna"] == (seconds + MINUTE // 2) // MINUTE


def test_whoever_goes_away_counts_for_little() -> None:
    away = 90 * MINUTE
    _known, minutes, _seconds = told(
        [("anna", 0, Heard.OPENED), ("anna", 60, Heard.SAVED), ("anna", away, Heard.SAVED)]
    )
    assert minutes["anna"] == 6
    _known, minutes, _seconds = told([("anna", 0, Heard.OPENED), ("anna", away, Heard.PRESSED)])
    assert minutes["anna"] == 20
    _known, minutes, _seconds = told([("anna", 0, Heard.OPENED), ("anna", away, Heard.OPENED)])
    assert minutes["anna"] == 0


def test_two_windows_share_the_time() -> None:
    words = [
        ("anna", 0, Heard.OPENED),
        ("sol", 60, Heard.OPENED),
        ("anna", 120, Heard.SAVED),
        ("sol", 60, Heard.SAVED),
        ("anna", 60, Heard.PRESSED),
    ]
    assert told(words)[1] == {"anna": 3, "sol": 1}


def test_a_clock_that_goes_back_counts_nothing() -> None:
    known, minutes = hear(Open("anna", 5000), "anna", 4000, Heard.PRESSED)
    assert minutes == 0
    assert known.at == 4000
