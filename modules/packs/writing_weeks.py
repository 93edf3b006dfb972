"""A week as files: its module, its steps in Markdown, and its worksheet."""

import re
from typing import Any

from modules.conditions import chosen
from modules.models import ModulePage
from modules.packs import conditions
from modules.packs.media import PLAYED_BY
from modules.packs.weeks import MODULE_FILE
from modules.packs.writing_media import Shelf
from modules.packs.writing_text import heading, written
from modules.packs.writing_yaml import written as yaml_written
from modules.translating import TranslatedWeek
from worksheets.blocks import frozen_questions
from worksheets.files.tree import Files
from worksheets.models import Worksheet

WORKSHEET = "worksheet.yaml"
HEADING = re.compile(r"<h[2-4][^>]*>(.*?)</h[2-4]>", re.DOTALL)
STRONG = r"<p><b>\1</b></p>"


def files_of(
    week: ModulePage, of: ModulePage, folder: str, shelf: Shelf, translated: TranslatedWeek | None = None
) -> Files:
    """The files of one folder. `of` is the programme's own week: minutes and keys are that one's."""
    steps, files = [], dict[str, bytes]()
    for number, block in enumerate(week.steps, start=1):
        name = f"{number:02}-{block.value['key']}.md"
        files[f"{folder}/{name}"] = _step(block.value, shelf)
        sound = block.value.get("sound")
        heard = {"sound": shelf.key(sound)} if sound else {}
        only = conditions.as_written(chosen(block.value.get("only")))
        for_some = {"only": only} if only else {}
        steps.append({"key": block.value["key"], "title": block.value["title"], "file": name, **heard, **for_some})
    worksheet = translated.worksheet if translated else week.worksheet
    said: dict[str, Any] = {
        "title": week.title,
        "aim": week.aim,
        "minutes": of.minutes,
        "expect": written(week.expect),
        "between": written(week.between),
        "steps": steps,
    }
    if worksheet is not None and of.worksheet is not None:
        said["worksheet"] = WORKSHEET
        files[f"{folder}/{WORKSHEET}"] = yaml_written(_worksheet(worksheet, of.worksheet))
    files[f"{folder}/{MODULE_FILE}"] = yaml_written({name: value for name, value in said.items() if value != ""})
    return files


def _worksheet(worksheet: Worksheet, of: Worksheet) -> dict[str, Any]:
    said = {
        "key": of.key,
        "title": worksheet.title,
        "minutes": of.minutes,
        "intro": written(worksheet.intro),
        "ending": written(worksheet.ending),
        "questions": frozen_questions(worksheet),
    }
    return {name: value for name, value in said.items() if value != ""}


def _step(step: Any, shelf: Shelf) -> bytes:
    return "\n".join(_block(block.block_type, block.value, shelf) for block in step["body"]).encode()


def _block(kind: str, value: Any, shelf: Shelf) -> str:
    """One block of a step's body; what `markdown.blocks` reads."""
    if kind == "text":
        return written(value.source)
    if kind == "image":
        said = f"alt: {heading(value['alt'])}\n"
        below = f"caption: {heading(value['caption'])}\n" if value["caption"].strip() else ""
        return _fenced(kind, shelf.key(value["image"]), said + below)
    if kind in PLAYED_BY:
        return _fenced(kind, shelf.key(value["media"]))
    if kind == "only":
        inside = "\n".join(_block(each.block_type, each.value, shelf) for each in value["body"])
        info = " ".join(f"{name}={said}" for name, said in conditions.as_written(chosen(value["when"])).items())
        return f":::: only {info}\n{inside}::::\n"
    if kind == "accordion":
        return _fenced(kind, value["title"], "\n".join(_fold(part) for part in value["parts"]))
    title = str(value["title"]) if "title" in value else ""
    return _fenced(kind, title, written(value["text"].source) if value["text"] else "")


def _fold(part: Any) -> str:
    """Headings within a part would begin the next one: they become strong words."""
    return f"### {heading(part['title'])}\n\n{written(HEADING.sub(STRONG, part['text'].source))}"


def _fenced(kind: str, title: str, body: str = "") -> str:
    first = " ".join([":::", kind, *title.split()])
    return f"{first}\n{body}:::\n"
