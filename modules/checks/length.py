"""Whether a week takes as long as it says, and a step is one short page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from worksheets.checks import words
from worksheets.checks.finding import Finding, Level
from worksheets.checks.subject import Part, Subject

# Read slowly, on a phone, by somebody who stops to think.
WORDS_A_MINUTE = 130
MINUTES_AN_EXERCISE = 3
DONE = {"exercise", "reflection"}
# A guess is a guess: only what is far off is said.
TOO_SHORT, TOO_LONG = 0.6, 1.7
LONGEST_STEP = 600


def misjudged(subject: Subject, worksheet_minutes: int) -> Iterator[Finding]:
    """For a week: the minutes that stand on it against those of reading, exercises and its worksheet."""
    stated, guess = int(subject.values["minutes"] or 0), minutes(subject, worksheet_minutes)
    if not guess * TOO_SHORT <= stated <= max(guess * TOO_LONG, guess + 5):
        sentence = ngettext(
            "The week says %(stated)d minute; reading, exercises and the worksheet take about %(guess)d.",
            "The week says %(stated)d minutes; reading, exercises and the worksheet take about %(guess)d.",
            stated,
        )
        yield subject.finding(
            Level.WARNING,
            sentence % {"stated": stated, "guess": guess},
            _("Change the minutes, or make the week shorter or longer."),
        )
    for parts in steps(subject):
        length = sum(words.count(part.text) for part in parts)
        if length > LONGEST_STEP:
            yield subject.finding(
                Level.WARNING,
                _("The step has %(length)d words; up to %(most)d is a short page.")
                % {"length": length, "most": LONGEST_STEP},
                _("Make two steps of it."),
                parts[0],
            )


def minutes(subject: Subject, worksheet_minutes: int) -> int:
    read = sum(words.count(part.text) for part in subject.texts)
    done = sum(part.kinds[-1:] != () and part.kinds[-1] in DONE and part.of is part.value for part in subject.parts)
    return round(read / WORDS_A_MINUTE + done * MINUTES_AN_EXERCISE + worksheet_minutes)


def steps(subject: Subject) -> list[list[Part]]:
    found: dict[str, list[Part]] = {}
    for part in subject.texts:
        if part.step:
            found.setdefault(part.step, []).append(part)
    return list(found.values())
