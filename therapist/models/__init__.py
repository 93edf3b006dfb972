"""What passes between a therapist and a participant: letters about one week's worksheet, and a conversation.

Every body is sealed with the case key: no row here can be read without a case grant or the participant's own key.
"""

from therapist.models.care import Adaptation, AdverseEvent, ProtectionRecord
from therapist.models.checklists import Checklist
from therapist.models.conversation import Message, MessageDraft, Side, UnsentMessage
from therapist.models.desk import KeptFilter, Writing
from therapist.models.handover import HandOver
from therapist.models.letters import Held, Letter, LetterState, StaleLetter
from therapist.models.notes import CaseNote, NoteWording
from therapist.models.readings import ReadingOutcome, SecondReading
from therapist.models.supervision import LetterReview, WritingTime
from therapist.models.welfare import Debrief

__all__ = [
    "Adaptation",
    "AdverseEvent",
    "CaseNote",
    "Checklist",
    "HandOver",
    "Debrief",
    "Held",
    "KeptFilter",
    "Letter",
    "LetterReview",
    "LetterState",
    "Message",
    "MessageDraft",
    "NoteWording",
    "ProtectionRecord",
    "ReadingOutcome",
    "SecondReading",
    "Side",
    "StaleLetter",
    "UnsentMessage",
    "Writing",
    "WritingTime",
]
