"""What a button of the letter's form puts below the text: it is saved with it, through the same save."""

from collections.abc import Iterator, Sequence

from django.http import QueryDict

from program.access import Case
from therapist import reading
from therapist.access import Sheet
from therapist.checklists import checks_for
from therapist.words import Words
from therapist.writing import helping, quotes
from therapist.writing.guard import marked
from worksheets.kinds import ShownAnswer
from worksheets.letter_text import asks_for_words, filled

QUOTE, MARK, INSERT, TICK = "quote", "mark", "insert", "tick"


def addition(posted: QueryDict, case: Case, sheets: Sequence[Sheet], sheet: Sheet) -> str:
    """The text that was asked for with this press; empty for any other button."""
    if INSERT in posted:
        return _template(posted.get(INSERT, ""), case, sheets, sheet)
    if QUOTE in posted:
        what = quotes.chosen(posted.get(QUOTE, ""), posted.getlist(MARK))
        return quotes.quotations(_answers(case, sheets, what), what)
    return ""


def to_look_at(words: Words, *, signed: str) -> list[tuple[str, str]]:
    """For the script, after it has saved: what a sentence does, and the sentence."""
    return [(str(each.kind.label), each.sentence) for each in marked(words.text, signed=signed)]


def unticked(posted: QueryDict, case: Case) -> list[str]:
    """Lines of the checklist that have to be ticked before the letter goes, and are not."""
    return checks_for(case.enrolment.program_id, posted.getlist(TICK)).missing


def anchor(posted: QueryDict) -> str:
    """The part of the page where the writer was."""
    name = posted.get(QUOTE, "")
    return f"#quote-{name}" if name.replace(".", "").replace("_", "").isalnum() else ""


def _template(key: str, case: Case, sheets: Sequence[Sheet], sheet: Sheet) -> str:
    """The template of this key as this letter gets it. Answers are opened only where it asks for some."""
    row = next((row for row in helping.templates_of(case, sheet.week) if row.key == key), None)
    if row is None:
        return ""
    read = (reading.read_sheet(case.key, each) for each in sheets if each.week.number <= sheet.week.number)
    return filled(row.text, helping.filling_of(case, sheet.week, read if asks_for_words(row.text) else ()))


def _answers(case: Case, sheets: Sequence[Sheet], what: quotes.Chosen) -> Iterator[tuple[str, ShownAnswer]]:
    """The answers of every worksheet that one was chosen from. Only those are opened."""
    wanted = {name.rpartition(".")[0] for name in what.answers}
    for sheet in sheets:
        for response in sheet.responses:
            if reading.place_of(response) in wanted:
                version = reading.read_version(case.key, response)
                yield from ((quotes.named(version.place, answer.key), answer) for answer in version.answers)
