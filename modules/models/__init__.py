"""The rows of `modules`. Nothing here is about anybody but how far they have read."""

from modules.models.editions import EditionMedia, EditionStep
from modules.models.media import ProgramMedia
from modules.models.pages import ModulePage, ProgrammePage
from modules.models.progress import StepProgress

__all__ = ["EditionMedia", "EditionStep", "ModulePage", "ProgramMedia", "ProgrammePage", "StepProgress"]
