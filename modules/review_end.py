"""What happens when the last task of the clinical review is approved. Imports nothing: Wagtail's models read it."""

from typing import Any


def publish_what_was_approved(workflow_state: Any, user: Any = None) -> None:
    """Makes live the very revision that the last reviewer approved. Reviewers need no right to publish for it."""
    workflow_state.current_task_state.refresh_from_db()
    workflow_state.current_task_state.revision.publish(user=user, skip_permission_checks=True)
