"""The crisis lines of a pack: whom people can call, by part of the world. None of them counts as tested."""

from django.utils.translation import gettext as _

from modules.packs.slugs import slug
from program.choices import Door
from program.lines import LONGEST, REGIONS, Line, is_number
from worksheets.files import tree
from worksheets.files.problems import FileProblem
from worksheets.files.tree import Files, Mapping

KEYS = ("key", "region", "country", "name", "number", "hours", "doors", "young")


def read(files: Files, program: Mapping) -> dict[str, Line]:
    """The lines by their keys, in order; none where the programme names no file. Raises FileProblem."""
    if "lines" not in program:
        return {}
    name = program.text("lines")
    file = tree.compose(tree.read_text(files, name, program.place("lines")), name).allow(("lines",))
    lines: dict[str, Line] = {}
    for order, mapping in enumerate(file.mappings("lines"), start=1):
        key = slug(mapping.allow(KEYS))
        if key in lines:
            raise FileProblem(mapping.place("key"), _("Two lines have the key “%(key)s”.") % {"key": key})
        lines[key] = _line(mapping, order)
    return lines


def _line(mapping: Mapping, order: int) -> Line:
    number = mapping.text("number", longest=LONGEST["number"])
    if not is_number(number):
        sentence = _("“%(number)s” cannot be dialled: digits, spaces and hyphens only.")
        raise FileProblem(mapping.place("number"), sentence % {"number": number})
    region = mapping.choice("region", REGIONS) if "region" in mapping else ""
    country = mapping.text("country", default="", longest=LONGEST["country"])
    if country and not region:
        raise FileProblem(mapping.place("country"), _("A line of one country names its “region” too."))
    return Line(
        name=mapping.text("name", longest=LONGEST["name"]),
        number=number,
        region=region,
        country=country,
        hours=mapping.text("hours", default="", longest=LONGEST["hours"]),
        doors=_doors(mapping),
        order=order,
        for_young=mapping.flag("young"),
    )


def _doors(mapping: Mapping) -> tuple[str, ...]:
    doors = tuple(mapping.texts("doors")) if "doors" in mapping else ()
    for door in doors:
        if door not in Door.values:
            sentence = _("“%(door)s” is no door. They are: %(doors)s.")
            raise FileProblem(mapping.place("doors"), sentence % {"door": door, "doors": ", ".join(Door.values)})
    if len(set(doors)) < len(doors):
        raise FileProblem(mapping.place("doors"), _("A door is named twice."))
    return doors
