"""Makes the rows of an edition from live pages, without saving any: what is there now, drawn, with its fingerprint."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from modules import filing, markup, offering, playing, preview, translating
from modules.canonical import sha256_of
from modules.drawing import Players
from modules.models import EditionMedia, EditionStep, ModulePage, ProgrammePage
from modules.translating import TranslatedWeek
from program.models import AssessmentPoint, ConsentText, Edition, EditionWeek, Gate, PointKind, WeekKind, WeekWords
from worksheets.blocks import frozen_questions
from worksheets.measures.asking import NotAskable, askable, unwatched
from worksheets.measures.instrument import Instrument
from worksheets.measures.stored import Kept, asked_as, is_ours
from worksheets.models import Worksheet, WorksheetVersion
from worksheets.queries import kept
from worksheets.rulebook import rules_in_force


class NotReady(Exception):
    """The pages cannot become an edition. `sentences` say to an editor what is missing."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass
class FrozenEdition:
    """Unsaved rows that belong to one edition, and the fingerprint of them all. `to_look`: nothing will be saved, and
    files stay where they are."""

    sha256: str = ""
    weeks: list[EditionWeek] = field(default_factory=list)
    words: list[WeekWords] = field(default_factory=list)
    steps: list[EditionStep] = field(default_factory=list)
    worksheets: list[WorksheetVersion] = field(default_factory=list)
    points: list[AssessmentPoint] = field(default_factory=list)
    media: dict[str, filing.Filed] = field(default_factory=dict)
    to_look: bool = False

    def players(self, language: str) -> Players:
        return playing.in_studio(language) if self.to_look else playing.of_edition(language, self.media)

    def rows_of(self, edition: Edition) -> list[list[Any]]:
        """The same rows, pinned to a saved edition, one list for each table."""
        files = [
            EditionMedia(sha256=filed.sha256, path=filed.path, content_type=filed.content_type)
            for filed in self.media.values()
        ]
        tables: list[list[Any]] = [self.weeks, self.words, self.steps, self.worksheets, self.points, files]
        for rows in tables:
            for row in rows:
                row.edition = edition
        return tables


def freeze(page: ProgrammePage, *, to_look: bool = False) -> FrozenEdition:
    """Everything an edition of this page would hold. Raises NotReady. Copies new files into their place, unless only
    `to_look` at the words."""
    modules = list(page.modules())
    stored = kept(_stored_keys(page))
    not_there = [
        *missing(modules),
        *misplaced(page, modules),
        *offering.faults(page, modules),
        *_unasked(page, stored),
        *_unwatched(page, stored),
    ]
    if not_there:
        raise NotReady(not_there)
    frozen = FrozenEdition(to_look=to_look)
    try:
        _freeze_weeks(page, modules, frozen)
    except filing.FileGone as gone:
        raise NotReady([gone.sentence]) from None
    frozen.points = [AssessmentPoint(order=order, **point) for order, point in enumerate(page.assessments, start=1)]
    frozen.sha256 = sha256_of(
        {
            "program": page.program.slug,
            "language": page.language,
            "weeks": [week.sha256 for week in frozen.weeks],
            "steps": [step.sha256 for step in frozen.steps],
            "worksheets": [worksheet.sha256 for worksheet in frozen.worksheets],
            "assessments": page.assessments,
            **({"words": [words.sha256 for words in frozen.words]} if frozen.words else {}),
            **_stored_content(page, stored),
        }
    )
    return frozen


def _freeze_weeks(page: ProgrammePage, modules: Sequence[ModulePage], frozen: FrozenEdition) -> None:
    with translation.override(page.language):
        for module in modules:
            _freeze_week(module, page.language, frozen)
    for week in translating.fitting(translating.translated_weeks(page, modules)):
        with translation.override(week.language):
            _freeze_translation(week, frozen)


def freeze_consent(page: ProgrammePage) -> ConsentText:
    """The text people agree to, unsaved and without its day."""
    parts = [
        {"title": part.value["title"], "html": str(markup.clean(part.value["text"].source))}
        for part in page.consent_parts
    ]
    content: dict[str, Any] = {"title": page.consent_title, "parts": parts}
    if changed := str(markup.clean(page.consent_changed)):
        content["changed"] = changed  # not in the hash of texts from before this was said
    return ConsentText(
        program=page.program,
        version=page.consent_version,
        language=page.language,
        sha256=sha256_of(content),
        **content,
    )


def missing(modules: list[ModulePage]) -> list[str]:
    """What no programme can be without, said to an editor."""
    if not modules:
        return [_("No week is published yet.")]
    sentences = []
    if [module.number for module in modules] != list(range(1, len(modules) + 1)):
        sentences.append(_("The published weeks must be numbered 1, 2, 3 … without a gap."))
    last = max((module.number for module in modules if module.kind == WeekKind.WEEK), default=0)
    for module in modules:
        if module.kind == WeekKind.BOOSTER and (module.number < last or module.gate != Gate.TIME):
            sentences.append(
                _("Week %(number)d is a booster week: it comes after the last week, and its gate is time only.")
                % {"number": module.number}
            )
        if not len(module.steps):
            sentences.append(_("Week %(number)d has no steps.") % {"number": module.number})
        if module.worksheet is not None and not module.worksheet.live:
            sentences.append(_("The worksheet of week %(number)d is not published.") % {"number": module.number})
    return sentences


def misplaced(page: ProgrammePage, modules: list[ModulePage]) -> Iterator[str]:
    """Questions are asked in weeks that there are, and those of the follow-up in the follow-up."""
    kinds = {module.number: module.kind for module in modules}
    for point in page.assessments:
        for week in point.get("weeks", ()):
            is_follow_up = kinds.get(week) == WeekKind.FOLLOW_UP
            if week not in kinds or is_follow_up != (point["kind"] == PointKind.FOLLOW_UP):
                yield _(
                    "“%(point)s” cannot be asked in week %(week)d. Choose other weeks under “When questions are asked”."
                ) % {"point": point["key"], "week": week}


def _named(page: ProgrammePage) -> list[str]:
    """The instruments of all assessment points, each once."""
    return sorted({key for point in page.assessments for key in point["instruments"]})


def _stored_keys(page: ProgrammePage) -> set[str]:
    return {key for key in _named(page) if not is_ours(key, page.language)}


def _unasked(page: ProgrammePage, stored: Kept) -> Iterator[str]:
    for key in _named(page):
        try:
            askable(key, page.language, stored)
        except NotAskable as refused:
            yield _("“%(key)s” cannot be asked: %(reason)s.") % {"key": key, "reason": refused.reason}


def _unwatched(page: ProgrammePage, stored: Kept) -> Iterator[str]:
    """A dangerous answer is asked for only where a rule looks at it. One statement, or none where nothing needs one."""
    brought = _brought(page, stored)
    rules = rules_in_force(page.program_id) if unwatched(_named(page), (), brought) else []
    looked_at = {(rule.source.measure, rule.source.item) for rule in rules if rule.looks_at_answers}
    for key, item in unwatched(_named(page), looked_at, brought):
        yield _("“%(key)s” cannot be asked: no risk rule looks at its item “%(item)s”.") % {"key": key, "item": item}


def _stored_content(page: ProgrammePage, stored: Kept) -> dict[str, Any]:
    """What the fingerprint tells of stored instruments, so that a new version makes a new edition; else nothing."""
    versions = [[each.key, each.version, each.language] for each in _brought(page, stored)]
    return {"instruments": versions} if versions else {}


def _brought(page: ProgrammePage, stored: Kept) -> list[Instrument]:
    """The stored instruments in the version that would be asked."""
    found = (asked_as(key, page.language, stored) for key in sorted(stored))
    return [each for each in found if each is not None]


def _freeze_week(module: ModulePage, language: str, frozen: FrozenEdition) -> None:
    frozen.weeks.append(_week(module))
    _freeze_steps(module, module, language, frozen)
    if module.worksheet is not None:
        frozen.worksheets.append(_worksheet(module.worksheet, module.number))


def _freeze_translation(week: TranslatedWeek, frozen: FrozenEdition) -> None:
    """Numbers, keys and limits are those of the edition's own week."""
    content: dict[str, Any] = {
        "number": week.of.number,
        "language": week.language,
        "title": week.page.title,
        "aim": week.page.aim,
        "expect_html": str(markup.clean(week.page.expect)),
        "between_html": str(markup.clean(week.page.between)),
    }
    revision = str(week.page.live_revision_id or "")
    frozen.words.append(WeekWords(sha256=sha256_of(content), source_revision=revision, **content))
    _freeze_steps(week.page, week.of, week.language, frozen)
    if week.worksheet is not None:
        frozen.worksheets.append(_worksheet(week.worksheet, week.of.number, {"language": week.language}))


def _freeze_steps(module: ModulePage, of: ModulePage, language: str, frozen: FrozenEdition) -> None:
    last = len(of.steps) if of.worksheet is not None else 0
    for text in preview.step_texts(module, frozen.players(language)):
        content: dict[str, Any] = {
            "week": of.number,
            "number": text.number,
            "key": text.key,
            "title": text.title,
            "html": text.html,
            "has_worksheet": text.number == last,
            "language": language,
            **({"conditions": kept} if (kept := text.conditions()) else {}),  # not in the hash of steps without any
        }
        frozen.steps.append(EditionStep(sha256=sha256_of(content), **content))


def _week(module: ModulePage) -> EditionWeek:
    content: dict[str, Any] = {
        "number": module.number,
        "kind": module.kind,
        "title": module.title,
        "aim": module.aim,
        "minutes": module.minutes,
        "expect_html": str(markup.clean(module.expect)),
        "between_html": str(markup.clean(module.between)),
        "length_days": module.length_days,
        "after_days": module.after_days,
        "gate": module.gate,
    }
    return EditionWeek(sha256=sha256_of(content), source_revision=str(module.live_revision_id or ""), **content)


def _worksheet(worksheet: Worksheet, week: int, spoken: dict[str, str] | None = None) -> WorksheetVersion:
    content: dict[str, Any] = {
        **(spoken or {}),
        "week": week,
        "key": worksheet.key,
        "title": worksheet.title,
        "minutes": worksheet.minutes,
        "intro_html": str(markup.clean(worksheet.intro)),
        "ending_html": str(markup.clean(worksheet.ending)),
        "questions": frozen_questions(worksheet),
    }
    return WorksheetVersion(sha256=sha256_of(content), source_revision=str(worksheet.live_revision_id or ""), **content)
