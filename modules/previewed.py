"""What blocks have in common in the studio's chooser: a group, and a look at them before they are chosen."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail import blocks

from modules import samples

READING = gettext_lazy("To read")
DOING = gettext_lazy("To do")
SEEING = gettext_lazy("To see and hear")
FOR_SOME = gettext_lazy("For some")


class Previewed(blocks.Block):
    """A block that the studio's chooser shows as its readers will meet it, with words of ours in it."""

    def get_preview_template(self, value: Any, context: Any = None) -> str:
        return "modules/block-preview.html"

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return {**(parent_context or {}), "html": samples.drawn(str(self.name))}
