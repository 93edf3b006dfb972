"""Kinds of plain words: headings and notes that ask nothing, short and long texts, a text carried forward."""

from worksheets.kinds.inputs import Words
from worksheets.kinds.kind import Single, Wordless
from worksheets.params import MOST_WEEKS, Param, key, text, whole

SHORT_LINES = 2
LONG_LINES = 5


class Heading(Wordless):
    name = "heading"
    template = "worksheets/kinds/heading.html"


class Note(Wordless):
    name = "note"
    template = "worksheets/kinds/note.html"
    common = {"help": Param(text, required=True)}


class ShortText(Single):
    name = "short_text"

    def field(self) -> Words:
        return Words(lines=SHORT_LINES)


class LongText(Single):
    name = "long_text"
    params = {"lines": Param(whole(1, 40))}

    def field(self) -> Words:
        return Words(lines=self.question.get("lines", LONG_LINES))


class CarryForward(Single):
    """Begins with what was answered to a question of an earlier week; that week's answer stays as it was."""

    name = "carry_forward"
    params = {"week": Param(whole(1, MOST_WEEKS), required=True), "question": Param(key, required=True)}

    def field(self) -> Words:
        return Words(lines=LONG_LINES)
