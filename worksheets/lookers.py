"""What looks at the questions of a worksheet (risk rules, templates, later weeks), and what an edit takes from it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from program.models import Edition, Program
from worksheets.blocks import frozen_questions
from worksheets.letter_text import named_questions
from worksheets.models import LetterTemplate, Response, ResponseState, Worksheet, WorksheetVersion
from worksheets.risk import soundness
from worksheets.risk.fields import RuleRefused
from worksheets.risk.rule import EVERY, Rule
from worksheets.risk.told import looks_at
from worksheets.rulebook import known_now, rules_in_force
from worksheets.template_book import newest_templates


@dataclass(frozen=True)
class Looker:
    """`key` is the question's, or empty where it is the worksheet as a whole. `needs_this`: the same question of
    another worksheet would not do. `value` is the one answer it waits for, if it does."""

    key: str
    name: str
    needs_this: bool = False
    value: str = ""


Look = Callable[[Worksheet], Iterable[Looker]]
_others: list[Look] = []


def also_looks(look: Look) -> Look:
    """For what looks at questions from another room. Asked once for a page, in a fixed number of statements."""
    _others.append(look)
    return look


@dataclass(frozen=True)
class Line:
    """A question with what looks at it, as the studio lists them."""

    key: str
    label: str
    lookers: Sequence[str]


@dataclass(frozen=True)
class Watched:
    """One worksheet as it is being written, and everything of its programme that its questions concern."""

    worksheet: Worksheet
    program: Program
    rules: Sequence[Rule]
    templates: Sequence[LetterTemplate]
    others: Mapping[str, Sequence[Mapping[str, Any]]]
    newest: Mapping[str, str]
    weeks: frozenset[int]
    drafts: int
    outside: Sequence[Looker] = ()

    @cached_property
    def questions(self) -> dict[str, Mapping[str, Any]]:
        return {question["key"]: question for question in frozen_questions(self.worksheet)}

    @cached_property
    def lookers(self) -> list[Looker]:
        return [*self._of_rules(), *self._of_templates(), *self._of_weeks(), *self.outside]

    @property
    def lines(self) -> list[Line]:
        """Every question that something looks at, in the order of the worksheet."""
        found = ((key, question, self._names(key)) for key, question in self.questions.items())
        return [Line(key, str(question["label"]), names) for key, question, names in found if names]

    @property
    def as_a_whole(self) -> list[str]:
        return self._names("")

    @property
    def gone(self) -> list[str]:
        """The words of questions that the newest edition asks, and this draft does not."""
        return [label for key, label in self.newest.items() if key not in self.questions]

    @property
    def orphans(self) -> list[str]:
        """What would look at nothing, or could never hold, if the next edition were made of this draft."""
        return [*self._without_question(), *self._without_hold()]

    def _names(self, key: str) -> list[str]:
        return [looker.name for looker in self.lookers if looker.key == key]

    def _without_question(self) -> Iterator[str]:
        asked_elsewhere = {question["key"] for asked in self.others.values() for question in asked}
        for looker in (*self._of_templates(), *self._of_weeks(), *self.outside):
            key, names = looker.key, {"label": self.newest.get(looker.key, ""), "looker": looker.name}
            if key not in self.newest:
                continue
            if key not in self.questions and (looker.needs_this or key not in asked_elsewhere):
                yield _("“%(label)s” is no longer asked, and this looks at it: %(looker)s") % names
            elif looker.value and looker.value not in _answers(self.questions.get(key, {})):
                yield _("An answer to “%(label)s” can no longer be given, and this waits for it: %(looker)s") % names

    def _without_hold(self) -> Iterator[str]:
        """Rules that are sound in the newest edition, and would not be with these questions."""
        known = known_now(self.program.pk)
        fewer = Counter(key for key in self.newest if key not in self.questions)
        edited = replace(
            known,
            worksheets={**known.worksheets, self.worksheet.key: [*self.questions.values()]},
            weeks=Counter(known.weeks) - fewer,
        )
        for rule in self.rules:
            if self._concerns(rule) and _is_sound(rule, known):
                try:
                    soundness.check(rule, edited)
                except RuleRefused as refused:
                    names = {"rule": rule.title, "why": refused.sentence}
                    yield _("The risk rule “%(rule)s” could never hold with these questions. %(why)s") % names

    def _of_rules(self) -> Iterator[Looker]:
        for rule in self.rules:
            if self._concerns(rule):
                names = {"rule": rule.title, "what": looks_at(rule, {})}
                yield Looker(rule.source.question, _("The risk rule “%(rule)s” (%(what)s)") % names)

    def _concerns(self, rule: Rule) -> bool:
        """Whether it looks at this worksheet, or at a question that this worksheet asks or asked."""
        sheet = rule.source.worksheet
        return sheet in {self.worksheet.key, EVERY} or (
            not sheet and rule.source.question in {*self.questions, *self.newest}
        )

    def _of_templates(self) -> Iterator[Looker]:
        for row in self.templates:
            name = _("The letter template “%(title)s”") % {"title": row.title}
            for key in sorted({row.question, *named_questions(row.text)} - {""}):
                yield Looker(key, name)

    def _of_weeks(self) -> Iterator[Looker]:
        for title, asked in self.others.items():
            for question in asked:
                if question["kind"] == "carry_forward" and question.get("week") in self.weeks:
                    names = {"title": title, "label": question["label"]}
                    name = _("“%(label)s” in “%(title)s”, which begins with its answer") % names
                    yield Looker(question.get("question", ""), name, needs_this=True)


def watched(worksheet: Worksheet) -> Watched | None:
    """A fixed number of statements, whatever the number of questions. None for one that no programme has yet."""
    program = worksheet.program
    if program is None:
        return None
    versions = _in_newest_edition(program, worksheet)
    beside = Worksheet.objects.filter(program=program, locale_id=worksheet.locale_id).exclude(pk=worksheet.pk)
    return Watched(
        worksheet=worksheet,
        program=program,
        rules=[rule for rule in rules_in_force(program.pk) if rule.active],
        templates=list(newest_templates(program.pk).filter(retired=False)),
        others={other.title: frozen_questions(other) for other in beside},
        newest={question["key"]: question["label"] for version in versions for question in version.questions},
        weeks=frozenset(version.week for version in versions),
        drafts=_drafts(program, worksheet),
        outside=[looker for look in _others for looker in look(worksheet)],
    )


def _in_newest_edition(program: Program, worksheet: Worksheet) -> list[WorksheetVersion]:
    """In the language of this worksheet where there is such a translation, else in the edition's own."""
    edition = Edition.objects.filter(program=program).order_by("-number").first()
    if edition is None:
        return []
    rows = list(WorksheetVersion.in_all_languages.filter(edition=edition, key=worksheet.key))
    spoken = [row for row in rows if row.language == worksheet.locale.language_code]
    return spoken or [row for row in rows if not row.language]


def _answers(question: Mapping[str, Any]) -> set[str]:
    """The values that a choice, or a yes or no, can have; none for what is written in words."""
    if question.get("kind") == "yes_no":
        return {"yes", "no"}
    return {option.get("value", "") for option in question.get("options", [])}


def _drafts(program: Program, worksheet: Worksheet) -> int:
    """How many have begun this worksheet and not sent it, in whichever edition."""
    return Response.objects.filter(
        state=ResponseState.DRAFT,
        version__edition__program=program,
        version__key=worksheet.key,
    ).count()


def _is_sound(rule: Rule, known: soundness.Known) -> bool:
    try:
        soundness.check(rule, known)
    except RuleRefused:
        return False
    return True
