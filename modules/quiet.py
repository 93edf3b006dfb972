"""Wagtail tells people by mail what was sent in, approved or refused, with its title, the comment and who said it.

Nothing of that leaves the house: the studio's own first page shows what waits for somebody, and a mail once a day says
only that something does (`ReviewTask.start`). These four are its receivers, and the only way in which Wagtail's reviews
write mails.
"""

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted


def send_no_mails() -> None:
    """Twice changes nothing."""
    task_submitted.disconnect(sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification")
    for signal, event in (
        (workflow_submitted, "submitted"),
        (workflow_approved, "approved"),
        (workflow_rejected, "rejected"),
    ):
        signal.disconnect(sender=WorkflowState, dispatch_uid=f"workflow_state_{event}_email_notification")
