"""What an edition says, place by place, for comparing it with another: from its rows, saved or about to be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from modules.difference import Said, SaidEdition, SaidWeek, Slot
from modules.freezing import FrozenEdition
from modules.mending import plain
from modules.models import EditionStep
from modules.places import spoken, texts_of
from program.models import AssessmentPoint, Edition, EditionWeek, Gate, Part, WeekKind
from worksheets.models import WorksheetVersion

Content = Mapping[str, Any]


def of_edition(edition: Edition) -> SaidEdition:
    """As it is read now, with urgent fixes. Eight statements."""
    keys = {
        (row.week, row.number): row.key
        for row in EditionStep.objects.filter(edition=edition).only("week", "number", "key")
    }
    said: dict[int, dict[Slot, Said]] = defaultdict(dict)
    for text in texts_of([edition]):
        language = "" if text.language == edition.language else text.language
        said[text.week] |= _slots(text.part, text.content, language, text.place, keys.get((text.week, text.place), ""))
    weeks = list(EditionWeek.objects.filter(edition=edition).order_by("number"))
    sheets = {row.week: row.key for row in WorksheetVersion.objects.filter(edition=edition)}
    points = AssessmentPoint.objects.filter(edition=edition).order_by("order")
    return SaidEdition([_week(week, said, sheets) for week in weeks], _beside(points, edition.holds))


def of_frozen(frozen: FrozenEdition, language: str, holds: Mapping[str, Any]) -> SaidEdition:
    """What would be published. No statement."""
    said: dict[int, dict[Slot, Said]] = defaultdict(dict)
    for week in frozen.weeks:
        said[week.number] |= _slots(Part.WEEK, vars(week), "")
    for words in frozen.words:
        said[words.number] |= _slots(Part.WEEK, vars(words), words.language)
    for step in frozen.steps:
        spoken_in = "" if step.language == language else step.language
        said[step.week] |= _slots(Part.STEP, vars(step), spoken_in, step.number, step.key)
    for sheet in frozen.worksheets:
        said[sheet.week] |= _slots(Part.SHEET, vars(sheet), sheet.language)
    sheets = {sheet.week: sheet.key for sheet in frozen.worksheets if not sheet.language}
    return SaidEdition([_week(week, said, sheets) for week in frozen.weeks], _beside(frozen.points, holds))


def _week(week: EditionWeek, said: Mapping[int, Mapping[Slot, Said]], sheets: Mapping[int, str]) -> SaidWeek:
    days = _("%(days)d days; opens %(wait)d days after the week before; %(minutes)d minutes") % {
        "days": week.length_days,
        "wait": week.after_days,
        "minutes": week.minutes,
    }
    own = {
        Slot("kind", _("What sort of week")): Said(str(WeekKind(week.kind).label)),
        Slot("days", _("Time")): Said(days),
        Slot("gate", _("What the next week waits for")): Said(str(Gate(week.gate).label)),
    }
    return SaidWeek(week.number, week.title, sheets.get(week.number, ""), {**own, **said.get(week.number, {})})


def _slots(part: Part, content: Content, language: str, number: int = 0, key: str = "") -> dict[Slot, Said]:
    """The places of one row, in the order in which they are read."""
    if part == Part.STEP:
        named = {"number": number}
        return {
            Slot(f"step {key} title", _("Step %(number)d, title") % named, language): Said(content["title"]),
            Slot(f"step {key}", _("Step %(number)d") % named, language): _drawn(content["html"]),
        }
    if part == Part.WEEK:
        return {
            Slot("title", _("Title"), language): Said(content["title"]),
            Slot("aim", _("Aim"), language): Said(content["aim"]),
            Slot("expect", _("What to expect"), language): _drawn(content["expect_html"]),
            Slot("between", _("Until next week"), language): _drawn(content["between_html"]),
        }
    return {
        Slot("sheet title", _("Worksheet, title"), language): Said(content["title"]),
        Slot("sheet intro", _("Worksheet, introduction"), language): _drawn(content["intro_html"]),
        **{
            Slot(f"question {question['key']}", _("Worksheet, a question"), language): Said(_question(question))
            for question in content["questions"]
        },
        Slot("sheet ending", _("Worksheet, ending"), language): _drawn(content["ending_html"]),
    }


def _drawn(html: str) -> Said:
    return Said(plain(html), html)


def _question(question: Mapping[str, Any]) -> str:
    """Its words, and what is asked of an answer."""
    limits = [f"{name}: {value}" for name, value in sorted(question.items()) if isinstance(value, int | float)]
    return "\n".join([*spoken(question), f"({'; '.join([question['kind'], *limits])})"])


def _beside(points: Iterable[AssessmentPoint], holds: Mapping[str, Any]) -> dict[Slot, Said]:
    measures = {
        Slot(f"point {point.key}", _("Measures, %(point)s") % {"point": point.key}): Said(_point(point))
        for point in points
    }
    templates = {
        Slot(f"template {language} {key}", _("Letter template “%(key)s”") % {"key": key}, language): _version(version)
        for language, key, version in holds.get("templates", ())
    }
    rules = {
        Slot(f"rule {key}", _("Risk rule “%(key)s”") % {"key": key}): _version(version)
        for key, version in holds.get("rules", ())
    }
    return measures | templates | rules


def _point(point: AssessmentPoint) -> str:
    said = _("%(instruments)s; weeks %(weeks)s; after %(after)d days, open for %(window)d days")
    return said % {
        "instruments": _joined(point.instruments),
        "weeks": _joined(point.weeks) or "–",
        "after": point.after_days,
        "window": point.window_days,
    }


def _version(version: int) -> Said:
    return Said(_("version %(number)d") % {"number": version})


def _joined(values: Sequence[object]) -> str:
    return ", ".join(map(str, values))
