"""Text as it is read: sentences, words, and how hard they are."""

from worksheets.checks.words import count, lix, plain, sentences


def test_markup_is_not_read_and_each_paragraph_ends() -> None:
    html = "<h2>A wave</h2><ul><li><b>Wait</b> for it</li><li>see <a href='/help/'>help</a></li></ul><p>Q &amp; A?</p>"
    assert plain(html) == "A wave. Wait for it. see help. Q & A?"


def test_sentences_end_where_a_reader_stops() -> None:
    assert sentences("Wait. Is it gone? “Yes.” Then: rest…") == ("Wait.", "Is it gone?", "“Yes.”", "Then:", "rest…")


def test_lix_is_words_in_a_sentence_and_long_words_of_a_hundred() -> None:
    assert lix("One two three four. One two three wonderful.") == 4 + 100 / 8
    assert lix("One two three four. Stop! One two three wonderful.") == 9 / 2 + 100 / 9
    assert lix("") == 0
    assert lix("…") == 0


def test_a_contraction_is_one_word_and_six_letters_are_not_long() -> None:
    assert count("Don’t half-open the door.") == 4
    assert lix("A a doctor’s.") == 3 + 100 / 3
    assert lix("A a doctor.") == 3
