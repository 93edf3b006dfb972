"""What a form of the studio could not take when it was sent, filled in again by its writer's own hand."""

from program.actions import rescue
from program.http import StaffRequest
from vault import session


def put_back(request: StaffRequest) -> dict[str, str]:
    """Field by field; empty without the link that brings them back, and where the form is on its way again."""
    rescued_id = request.GET.get("rescued", "")
    if not rescued_id or request.method == "POST":
        return {}
    fields = rescue.take(account_id=request.user.pk, private=session.private_key(request), rescued_id=rescued_id)
    return {name: texts[-1] for name, texts in fields.items()}
