"""What a supervisor says about a letter: five points in three steps, and a few words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Point(models.TextChoices):
    """What the research on guided programmes and our own promises ask of a letter; own wording."""

    WARM = "warm", _("Warm and respectful")
    ANSWERS = "answers", _("Answers what was written")
    STEP = "step", _("Names one concrete step")
    SAFETY = "safety", _("Sees what matters for somebody's safety")
    LIMITS = "limits", _("Promises only what we can keep: no secrecy, no sure outcome")


class Mark(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NOT_YET = "not-yet", _("Not yet")


@dataclass(frozen=True, repr=False)
class Review:
    """Without a repr: it must not end up in a log."""

    marks: Mapping[Point, Mark]
    words: str

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Each point with its mark, in words."""
        return [(str(point.label), str(mark.label)) for point, mark in self.marks.items()]

    def as_text(self) -> str:
        marks = {point.value: mark.value for point, mark in self.marks.items()}
        return json.dumps({"marks": marks, "words": self.words}, ensure_ascii=False)

    @classmethod
    def of(cls, text: str) -> Self:
        stored = json.loads(text)
        return cls({Point(point): Mark(mark) for point, mark in stored["marks"].items()}, stored["words"])
