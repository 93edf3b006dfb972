"""Strict reading of a list of questions: every fault is named with the question's key and a sentence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from worksheets.kinds import KINDS, Kind
from worksheets.params import Param, key, text

ALWAYS = {"key": Param(key, required=True), "label": Param(text, required=True)}


@dataclass(frozen=True)
class Problem:
    """`key` is the question's, or its place ('question 3') where it has none."""

    key: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.key}: {self.sentence}"


def problems(questions: object) -> list[Problem]:
    """All that is wrong with a frozen list of questions; empty when a worksheet can be made of it. Never raises."""
    if not isinstance(questions, list) or not questions:
        return [Problem("questions", _("The worksheet needs a list with at least one question."))]
    found = [problem for place, question in enumerate(questions, 1) for problem in _in_question(place, question)]
    return [*found, *_across([question for question in questions if isinstance(question, dict)])]


def _in_question(place: int, question: object) -> list[Problem]:
    if not isinstance(question, dict):
        return [Problem(_place(place), _("Expected a question with 'key', 'kind' and 'label'."))]
    name = question["key"] if not key(question.get("key")) else _place(place)
    kind = KINDS.get(question["kind"]) if isinstance(question.get("kind"), str) else None
    if kind is None:
        expected = _("'kind' is %(value)s; expected one of %(kinds)s.") % {
            "value": _quoted(question.get("kind")),
            "kinds": ", ".join(KINDS),
        }
        return [Problem(name, expected)]
    sentences = list(_in_params(kind, question)) or kind(question).faults()
    return [Problem(name, sentence) for sentence in sentences]


def _in_params(kind: type[Kind], question: dict[Any, Any]) -> Iterator[str]:
    params = {**ALWAYS, **kind.common, **kind.params}
    for name in question:
        if name != "kind" and name not in params:
            yield _("'%(name)s' is not known for a %(kind)s; expected only %(params)s.") % {
                "name": name,
                "kind": kind.name,
                "params": ", ".join(params),
            }
    for name, param in params.items():
        if name not in question:
            if param.required:
                yield _("'%(name)s' is missing.") % {"name": name}
        elif expected := param.check(question[name]):
            yield _("'%(name)s' is %(value)s; expected %(expected)s.") % {
                "name": name,
                "value": _quoted(question[name]),
                "expected": expected,
            }


def _across(questions: list[dict[Any, Any]]) -> Iterator[Problem]:
    keys = Counter(str(question.get("key")) for question in questions if "key" in question)
    for name, times in keys.items():
        if times > 1:
            yield Problem(name, _("This key is used %(times)d times; expected once in a worksheet.") % {"times": times})
    core = [str(question.get("key")) for question in questions if question.get("core") is True]
    for name in core[1:]:
        yield Problem(name, _("'core' is set for '%(first)s' already; expected at most one.") % {"first": core[0]})


def _place(place: int) -> str:
    return _("question %(place)d") % {"place": place}


def _quoted(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
