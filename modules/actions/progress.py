"""How far somebody has read moves forward."""

from uuid import UUID

from modules.models import StepProgress


def reach(*, enrolment_id: UUID, week: int, step: int, known: int) -> None:
    """This step was opened; `known` is how far was read before. At most one statement, and never a step back.

    Of two first pages opened in the same instant one may go unnoticed; the next page sets it right.
    """
    if step <= known:
        return
    if known:
        StepProgress.objects.filter(enrolment_id=enrolment_id, week=week, furthest__lt=step).update(furthest=step)
    else:
        row = StepProgress(enrolment_id=enrolment_id, week=week, furthest=step)
        StepProgress.objects.bulk_create([row], ignore_conflicts=True)
