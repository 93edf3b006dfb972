"""Reads one week of a pack: its module, its steps, and the file of its worksheet."""

from django.utils.translation import gettext as _

from modules.packs import conditions, markdown, media
from modules.packs.media import Shelf
from modules.packs.pack import Step, Week
from modules.packs.problems import Problems
from modules.packs.slugs import slug
from worksheets.files import tree
from worksheets.files.problems import FileProblem, Place
from worksheets.files.tree import Files, Long, Mapping

MODULE_FILE = "module.yaml"
KINDS = ("week", "follow_up", "booster")
GATES = ("time", "worksheet", "letter")

MODULE_KEYS = ("title", "aim", "minutes", "expect", "between", "steps", "worksheet")
STEP_KEYS = ("key", "title", "file", "sound", "only")


def read_week(files: Files, listed: Mapping, where: str, problems: Problems, shelf: Shelf) -> Week:
    """The files in the folder `where`; `listed` is what the programme says of the week. Raises FileProblem."""
    module = _yaml(files, f"{where}/{MODULE_FILE}", listed.place("folder")).allow(MODULE_KEYS)
    steps, seen = [], set()
    for step in module.mappings("steps"):
        with problems.gathered():
            read = _step(files, where, step, shelf)
            if read.key in seen:
                sentence = _("Two steps have the key “%(key)s”.") % {"key": read.key}
                raise FileProblem(step.place("key"), sentence)
            seen.add(read.key)
            steps.append(read)
    return Week(
        number=listed.number("number"),
        kind=listed.choice("kind", KINDS, default="week"),
        length_days=listed.number("length_days", default=7, least=1),
        after_days=listed.number("after_days", default=0),
        gate=listed.choice("gate", GATES, default="time"),
        title=module.text("title", longest=200),
        aim=module.text("aim", longest=400),
        minutes=module.number("minutes", least=1),
        expect=markdown.text(module.long("expect")),
        between=markdown.text(module.long("between")),
        steps=tuple(steps),
        worksheet=_worksheet(files, where, module),
    )


def _step(files: Files, where: str, step: Mapping, shelf: Shelf) -> Step:
    name = f"{where}/{step.allow(STEP_KEYS).text('file')}"
    key, title = slug(step, "key"), step.text("title", longest=200)
    text = tree.read_text(files, name, step.place("file"))
    blocks = markdown.blocks(Long(text, Place(name, 1)))
    if not blocks:
        raise FileProblem(Place(name, 1), _("The file is empty."))
    for block in blocks:
        for each in (block, *block.inside):
            media.check_block(each, shelf, name, text)
    only = conditions.of_step(step)
    return Step(key=key, title=title, blocks=blocks, sound=media.sound(step, shelf), only=only)


def _worksheet(files: Files, where: str, module: Mapping) -> Mapping | None:
    if "worksheet" not in module:
        return None
    name = f"{where}/{module.text('worksheet')}"
    return _yaml(files, name, module.place("worksheet"))


def _yaml(files: Files, name: str, asked: Place) -> Mapping:
    return tree.compose(tree.read_text(files, name, asked), name)
