"""The keys of a pack: names that stay, for what a programme is made of."""

from django.utils.translation import gettext as _

from worksheets.files.problems import FileProblem
from worksheets.files.tree import Mapping
from worksheets.risk.fields import SLUG

LONGEST = 50


def slug(mapping: Mapping, name: str = "key") -> str:
    """A key of small letters, digits and single hyphens. Raises FileProblem."""
    value = mapping.text(name, longest=LONGEST)
    if not SLUG.match(value):
        sentence = _("“%(name)s” may hold small letters, digits and single hyphens only.")
        raise FileProblem(mapping.place(name), sentence % {"name": name})
    return value
