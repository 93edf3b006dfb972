"""The questions of a worksheet as a stream of blocks, and the way between them and frozen questions."""

import json
from collections.abc import Iterable
from typing import Any, Protocol
from uuid import NAMESPACE_OID, uuid5

from wagtail import blocks

from worksheets.blocks.catalogue import BLOCKS
from worksheets.blocks.plain import Question, frozen
from worksheets.kinds import KINDS


class HasQuestions(Protocol):
    @property
    def questions(self) -> Iterable[Any]: ...


class QuestionStream(blocks.StreamBlock):
    """The questions of a worksheet, in order. Each block is named after its kind."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__([*(local_blocks or ()), *((name, BLOCKS[name]) for name in KINDS)], **kwargs)

    class Meta:
        # Each is one line with its words, so that a long worksheet can be read at a glance and put in order.
        collapsed = True


def frozen_questions(worksheet: HasQuestions) -> list[Question]:
    """The questions as a version holds them."""
    return [frozen(block.block_type, block.value) for block in worksheet.questions]


def questions_stream(questions: list[Question]) -> blocks.StreamValue:
    """The value for `Worksheet.questions`. Block ids come from the keys, so that a second import changes no block."""
    raw = [
        {
            "type": question["kind"],
            "value": {name: value for name, value in question.items() if name != "kind"},
            "id": str(uuid5(NAMESPACE_OID, question["key"])),
        }
        for question in json.loads(json.dumps(questions))
    ]
    return STREAM.to_python(raw)


STREAM = QuestionStream()
