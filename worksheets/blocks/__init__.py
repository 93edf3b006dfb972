"""Questions as editors write them: one block for each kind, and the way between blocks and frozen questions."""

from worksheets.blocks.stream import STREAM, QuestionStream, frozen_questions, questions_stream

__all__ = ["STREAM", "QuestionStream", "frozen_questions", "questions_stream"]
