"""The text of a letter template: plain words, placeholders in single brackets, open places in double ones.

A placeholder is filled when the template goes into a letter. An open place, `[[say what went well]]`, is for the
therapist to write: a letter that still has one is not finished. There is no placeholder for a name: participants are
not told the alias that staff know them by.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from program.quoting import own_words, quoted
from worksheets.kinds import Shown, ShownAnswer, plain

WEEK, TITLE, WORK_NAME, THEIR_WORDS = "week", "title of the week", "my work name", "their words"
TOKEN = re.compile(r"\[\[(?P<open>[^\[\]]*)\]\]|\[(?P<name>[^\[\]]*)\]")
STILL_OPEN = re.compile(r"\[\[.*?\]\]|\[\[|\]\]", re.DOTALL)
MANY_BREAKS = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Filling:
    """What placeholders stand for in one letter. `answers` by question; the newest of each."""

    week: int
    title: str
    work_name: str
    answers: Mapping[str, ShownAnswer] = field(default_factory=dict, repr=False)


def placeholders() -> str:
    """Those that there are, for a sentence."""
    return f"[{WEEK}], [{TITLE}], [{WORK_NAME}], [{THEIR_WORDS}: …]"


def problems(text: str, questions: Mapping[str, str]) -> list[str]:
    """Why this cannot be a template, in sentences; empty where it can. `questions` are those that may be named."""
    rest = TOKEN.sub("", text)
    if "[" in rest or "]" in rest:
        return [_("A bracket is not closed, or stands within another one.")]
    found = [sentence for match in TOKEN.finditer(text) if (sentence := _problem(match, questions))]
    return list(dict.fromkeys(found))


def asks_for_words(text: str) -> bool:
    """Whether answers have to be opened to fill it."""
    return any(_question(match["name"]) is not None for match in TOKEN.finditer(text) if match["name"])


def named_questions(text: str) -> set[str]:
    """The keys of the questions whose answers it quotes."""
    found = (_question(_tidy(match["name"])) for match in TOKEN.finditer(text) if match["name"])
    return {key for key in found if key}


def filled(text: str, filling: Filling) -> str:
    """The text as it goes into a letter. What was not answered becomes an open place, so that nobody overlooks it."""
    plain_ones = {WEEK: str(filling.week), TITLE: filling.title, WORK_NAME: filling.work_name}

    def stands_for(match: re.Match[str]) -> str:
        if match["open"] is not None:
            return match[0]
        name = _tidy(match["name"])
        question = _question(name)
        return plain_ones.get(name, match[0]) if question is None else _their_words(question, filling.answers)

    return MANY_BREAKS.sub("\n\n", TOKEN.sub(stands_for, text)).strip()


def open_places(letter: str) -> list[str]:
    """The lines of a letter in which something is still to be written, each once. Quotations are not looked at."""
    text = own_words(letter)
    return list(dict.fromkeys(_lines(text)))


def _lines(text: str) -> Iterator[str]:
    for match in STILL_OPEN.finditer(text):
        begins, ends = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        yield text[begins : ends if ends >= 0 else len(text)].strip()


def _problem(match: re.Match[str], questions: Mapping[str, str]) -> str:
    if match["open"] is not None:
        return "" if match["open"].strip() else _("An open place, [[ ]], says what belongs there.")
    name = _tidy(match["name"])
    question = _question(name)
    if question is not None and question not in questions:
        return _("No worksheet here asks “%(question)s”.") % {"question": question}
    if question is None and name not in {WEEK, TITLE, WORK_NAME}:
        return _("“[%(name)s]” is no placeholder. There are: %(known)s.") % {"name": name, "known": placeholders()}
    return ""


def _question(name: str) -> str | None:
    kind, colon, question = name.partition(":")
    return question.strip() if colon and kind.strip() == THEIR_WORDS else None


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _their_words(question: str, answers: Mapping[str, ShownAnswer]) -> str:
    answer = answers.get(question)
    if answer is not None and not answer.is_empty:
        return f"\n\n{quoted(_said(answer))}\n\n"
    label = answer.label.replace("[", "(").replace("]", ")") if answer is not None else question
    return _("[[No answer to “%(question)s”: write something else, or take this out]]") % {"question": label}


def _said(answer: Shown) -> str:
    if answer.out_of is None:
        return plain(answer)
    return _("%(value)s out of %(top)s") % {"value": answer.text, "top": answer.out_of}
