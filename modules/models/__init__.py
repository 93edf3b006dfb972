"""The rows of `modules`. Nothing here is about anybody but how far they have read, and what they keep of it."""

from modules.models.editions import EditionFile, EditionMedia, EditionStep, PackFile
from modules.models.images import ProgramImage, ProgramRendition
from modules.models.keeping import Bookmark, StepNote
from modules.models.media import ProgramMedia
from modules.models.pages import ModulePage, ProgrammePage
from modules.models.progress import StepProgress
from modules.models.public import AboutPage, FrontPage, HelpPage, LimitsPage, PromisesPage
from modules.models.reviewing import EditionSignOff, ReviewKind, ReviewState, ReviewTask
from modules.models.translated import TranslatedFrom

__all__ = [
    "AboutPage",
    "Bookmark",
    "EditionFile",
    "EditionMedia",
    "EditionSignOff",
    "EditionStep",
    "FrontPage",
    "HelpPage",
    "LimitsPage",
    "ModulePage",
    "ProgramImage",
    "PackFile",
    "ProgramMedia",
    "ProgramRendition",
    "ProgrammePage",
    "PromisesPage",
    "ReviewKind",
    "ReviewState",
    "ReviewTask",
    "StepNote",
    "StepProgress",
    "TranslatedFrom",
]
