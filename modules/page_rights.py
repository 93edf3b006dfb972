"""What nobody may do to the pages of a programme, whoever they are: Wagtail's own ways to copy, move and sort them.

A copied page would have the same programme, or the number and the worksheet of another week; a page elsewhere would be
of no programme; and weeks stand in the order of their numbers. *Copy this programme* and *Move or copy* know all that.
"""

from typing import Any

from wagtail.models import PagePermissionTester


class KeptInPlace(PagePermissionTester):
    """As anywhere in Wagtail, but for these."""

    def can_copy(self) -> bool:
        return False

    def can_copy_to(self, _destination: Any, recursive: bool = False) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    def can_move_to(self, _destination: Any) -> bool:
        return False

    def can_reorder_children(self) -> bool:
        return False
