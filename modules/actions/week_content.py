"""What the page of a week holds, as a pack says it."""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from typing import Any

from modules.actions.bringing import stored_block
from modules.conditions import Condition
from modules.models import ProgramImage, ProgramMedia
from modules.packs.markdown import Block
from modules.packs.media import PLAYED_BY
from modules.packs.pack import Pack, Step, Week
from worksheets.models import Worksheet

Played = Dictionary[str, ProgramMedia | ProgramImage]


def week_content(pack: Pack, week: Week, worksheet: Worksheet | None, played: Played) -> dict[str, Any]:
    """`played` are the videos and recordings by the keys of the pack."""
    place = f"{pack.slug}/{week.number}"
    steps = []
    for step in week.steps:
        steps.append(_step(f"{place}/{step.key}", step, played))
    return {
        "title": week.title,
        "slug": f"{week.kind}-{week.number}",
        "number": week.number,
        "kind": week.kind,
        "aim": week.aim,
        "minutes": week.minutes,
        "expect": week.expect,
        "between": week.between,
        "length_days": week.length_days,
        "after_days": week.after_days,
        "gate": week.gate,
        "worksheet": worksheet,
        "steps": steps,
    }


def _step(place: str, step: Step, played: Played) -> dict[str, Any]:
    sound = {"sound": played[step.sound].pk} if step.sound else {}
    only = {"only": _chosen(step.only)} if step.only else {}
    body = _body(place, step.blocks, played)
    return stored_block(place, "step", {"key": step.key, "title": step.title, **sound, **only, "body": body})


def _body(place: str, blocks: Sequence[Block], played: Played) -> list[dict[str, Any]]:
    return [_block(f"{place}/{number}", block, played) for number, block in enumerate(blocks, start=1)]


def _chosen(condition: Condition) -> dict[str, str]:
    return {"arm": condition.arm, "answer": condition.answer}


def _block(place: str, block: Block, played: Played) -> dict[str, Any]:
    if block.kind == "text":
        return stored_block(place, "text", block.html)
    if block.kind == "image":
        shown = {"image": played[block.title].pk, "alt": block.alt, "caption": block.caption}
        return stored_block(place, block.kind, shown)
    if block.kind in PLAYED_BY:
        return stored_block(place, block.kind, {"media": played[block.title].pk})
    if block.only is not None:
        inside = _body(place, block.inside, played)
        return stored_block(place, block.kind, {"when": _chosen(block.only), "body": inside})
    if block.kind == "worksheet":
        return stored_block(place, "worksheet", {"text": block.html})
    if block.kind == "accordion":
        folds = [
            stored_block(f"{place}/{n}", "item", {"title": part.title, "text": part.html})
            for n, part in enumerate(block.parts, start=1)
        ]
        return stored_block(place, block.kind, {"title": block.title, "parts": folds})
    return stored_block(place, block.kind, {"title": block.title, "text": block.html})
