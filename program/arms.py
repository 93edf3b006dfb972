"""Which of a programme's arms somebody gets: chance decides, and nothing about the person."""

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from program.models.arms import Arm


@dataclass(frozen=True)
class ArmWords:
    """An arm as a pack or a form describes it."""

    key: str
    title: str
    weight: int = 1


def arms_of(program_id: UUID) -> list[Arm]:
    """All of them, by key. One statement."""
    return list(Arm.objects.filter(program_id=program_id))


def draw(arms: Sequence[Arm], chance: random.Random | None = None) -> Arm | None:
    """One of them, each as likely as its weight beside the others'; None where there is none to be given."""
    offered = [arm for arm in arms if arm.weight]
    if not offered:
        return None
    # Nobody can foresee or repeat what the system's own chance gives; tests bring another.
    return (chance or secrets.SystemRandom()).choices(offered, weights=[arm.weight for arm in offered])[0]
