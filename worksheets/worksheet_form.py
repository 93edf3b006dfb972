"""The form in which an editor writes a worksheet: it finds keys, and says what is wrong beside its question."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminModelForm

from program.models import Program
from worksheets import definition
from worksheets.asked_before import known_before, was_published
from worksheets.blocks.plain import frozen
from worksheets.lookers import Watched, watched
from worksheets.models import Worksheet
from worksheets.overtaken import NotOvertaken
from worksheets.question_keys import Placed, settle, slug, unused

ENTRY_KEYS = ("key", "value")


def named(program: Program) -> str:
    """For an editor, who knows a programme by its title; two may have the same."""
    return f"{program.title} ({program.slug})"


class WorksheetForm(NotOvertaken, WagtailAdminModelForm):
    """A draft may be unfinished; what is published or sent for review may not. `told` holds what the editor should
    hear about the keys that were given. A preview takes what is refused, too: it says itself what is left to do."""

    is_preview = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told: list[str] = []
        self.fields["key"].required = False
        self.fields["program"].label_from_instance = named

    @cached_property
    def watched(self) -> Watched | None:
        """What the panels of a saved worksheet show; asked once for both of them."""
        return None if self.instance._state.adding else watched(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self.instance.is_unfinished = self.is_deferred_validation
        self._clean_key(cleaned)
        if cleaned.get("questions"):
            self._clean_questions(cleaned["questions"])
        return cleaned

    def _clean_key(self, cleaned: dict[str, Any]) -> None:
        """Made from the title where it was left empty; never another once an edition holds it."""
        before, typed = self.instance.key, cleaned.get("key")
        moved = {
            name for name in ("key", "program") if cleaned.get(name) and cleaned[name] != getattr(self.instance, name)
        }
        if moved and before and was_published(self.instance):
            names = {"key": before, "program": self.instance.program}
            for name in moved:
                self.add_error(
                    name, _("Editions of %(program)s know this worksheet as “%(key)s”. Put it back.") % names
                )
        elif not typed and "key" in cleaned:
            taken = set(Worksheet.objects.exclude(pk=self.instance.pk).values_list("key", flat=True))
            wanted = slugify(cleaned.get("title", ""))[:40].strip("-_") or "worksheet"
            cleaned["key"] = before or unused(wanted, taken, hyphen="-")

    def _clean_questions(self, stream: blocks.StreamValue) -> None:
        before = known_before(self._as_it_was())
        placed = [
            Placed(child.id or "", child.block_type, child.value["label"] or "", child.value["key"] or "")
            for child in stream
        ]
        settled = settle(placed, before)
        self.told = settled.told
        errors: dict[int, Mapping[str, str]] = {place: {"key": said} for place, said in settled.refused.items()}
        stored = {child.id: child.value for child in self.instance.questions if child.id}
        for child, key in zip(stream, settled.keys, strict=True):
            child.value["key"] = key
            _name_entries(child.value, stored.get(child.id) if key in before.published else None)
        if not self.is_deferred_validation:
            errors = {**dict(_faults(stream)), **errors}
        if errors and not self.is_preview:
            self.add_error("questions", _beside(errors))

    def _as_it_was(self) -> Worksheet:
        """A new worksheet is looked for under what has just been typed."""
        if self.instance._state.adding:
            typed = self.cleaned_data
            return Worksheet(key=typed.get("key") or "", program=typed.get("program") or self.instance.program)
        saved: Worksheet = self.instance
        return saved


def _name_entries(value: Mapping[str, Any], stored: Mapping[str, Any] | None) -> None:
    """A key for each column, choice, side or item without one: what it was published with, else one from its words."""
    for name, entries in value.items():
        if not isinstance(entries, blocks.list_block.ListValue):
            continue
        known = {child.id: child.value for child in stored[name].bound_blocks} if stored else {}
        for child in entries.bound_blocks:
            field = next(each for each in ENTRY_KEYS if each in child.value)
            if not child.value[field]:
                taken = {other[field] for other in entries if other[field]}
                kept = (known.get(child.id) or {}).get(field)
                wanted = slug(child.value["label"] or "", letter_first=field == "key", fallback="part")
                child.value[field] = kept if kept and kept not in taken else unused(wanted, taken)


def _faults(stream: blocks.StreamValue) -> Iterator[tuple[int, Mapping[str, str]]]:
    """What an importer would refuse, too, by the place of its question."""
    questions = [frozen(child.block_type, child.value) for child in stream]
    places = {question["key"]: place for place, question in enumerate(questions)}
    found: dict[int, list[str]] = {}
    for problem in definition.problems(questions):
        found.setdefault(places.get(problem.key, 0), []).append(problem.sentence)
    for place, sentences in found.items():
        yield place, {"": " ".join(sentences)}


def _beside(errors: Mapping[int, Mapping[str, str]]) -> blocks.StreamBlockValidationError:
    """As the studio shows it: at the field where that is known, else over the question."""
    return blocks.StreamBlockValidationError(
        block_errors={
            place: blocks.StructBlockValidationError(
                block_errors={name: ValidationError(said) for name, said in found.items() if name},
                non_block_errors=[ValidationError(found[""])] if "" in found else None,
            )
            for place, found in errors.items()
        }
    )
