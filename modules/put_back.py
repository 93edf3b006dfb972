"""What a form of the studio could not take when it was sent, filled in again by its writer's own hand."""

from collections.abc import Iterable

from program.actions import rescue
from program.http import StaffRequest
from vault import session


def put_back(request: StaffRequest) -> dict[str, str]:
    """Field by field; empty without the link that brings them back, and where the form is on its way again."""
    return {name: texts[-1] for name, texts in _kept(request).items()}


def ticks_put_back(request: StaffRequest, names: Iterable[str]) -> dict[str, list[str]]:
    """The same of these fields, in which several things are ticked. Where none was ticked none is."""
    kept = _kept(request)
    return {name: kept.get(name, []) for name in names} if kept else {}


def _kept(request: StaffRequest) -> dict[str, list[str]]:
    rescued_id = request.GET.get("rescued", "")
    if not rescued_id or request.method == "POST":
        return {}
    return rescue.take(account_id=request.user.pk, private=session.private_key(request), rescued_id=rescued_id)
