"""What a button of the letter's form puts below the text: it is saved with it, through the same save."""

from collections.abc import Iterator, Sequence

from django.http import QueryDict

from program.access import Case
from therapist import reading
from therapist.access import Sheet
from therapist.writing import quotes
from worksheets.kinds import ShownAnswer

QUOTE, MARK = "quote", "mark"


def addition(posted: QueryDict, case: Case, sheets: Sequence[Sheet]) -> str:
    """The text that was asked for with this press; empty for any other button."""
    if QUOTE in posted:
        what = quotes.chosen(posted.get(QUOTE, ""), posted.getlist(MARK))
        return quotes.quotations(_answers(case, sheets, what), what)
    return ""


def anchor(posted: QueryDict) -> str:
    """The part of the page where the writer was."""
    name = posted.get(QUOTE, "")
    return f"#quote-{name}" if name.replace(".", "").replace("_", "").isalnum() else ""


def _answers(case: Case, sheets: Sequence[Sheet], what: quotes.Chosen) -> Iterator[tuple[str, ShownAnswer]]:
    """The answers of every worksheet that one was chosen from. Only those are opened."""
    wanted = {name.rpartition(".")[0] for name in what.answers}
    for sheet in sheets:
        for response in sheet.responses:
            if reading.place_of(response) in wanted:
                version = reading.read_version(case.key, response)
                yield from ((quotes.named(version.place, answer.key), answer) for answer in version.answers)
