"""What stands beside the weeks of a programme, as files: lines, rules, letters, instruments, and the public pages."""

from collections.abc import Sequence
from typing import Any

from modules.letter_weeks import Standing, standing
from modules.models import ModulePage, ProgrammePage
from modules.models.public import PUBLIC_PAGES, ClinicPage
from modules.packs import instruments
from modules.packs.writing_fronted import fronted
from modules.packs.writing_text import written
from modules.packs.writing_yaml import Flow
from modules.packs.writing_yaml import written as yaml_written
from modules.watching import watching
from program.choices import Door
from program.models import CrisisLine
from worksheets.files.tree import Files
from worksheets.measures.registry import REGISTRY
from worksheets.measures.stored import ENGLISH
from worksheets.models import StoredInstrument
from worksheets.risk.reader import definition_of
from worksheets.risk.rule import Rule

PAGES = "pages"
LISTS = {"lines": "lines.yaml", "risk": "risk.yaml", "letters": "letters.yaml", "media": "media.yaml"}


def files_of(page: ProgrammePage, weeks: Sequence[ModulePage], languages: list[str]) -> Files:
    """All but the public pages: its letter templates and instruments in every one of its languages."""
    rules, templates = watching(page, weeks).along, standing(page, weeks)
    spoken = [(language, f"{language}/") for language in languages]
    return {
        **_listed("lines", "lines", _lines(page)),
        **_listed("risk", "rules", [{"key": rule.key, **_rule(definition_of(rule))} for rule in rules]),
        **{
            name: content
            for language, home in [(page.language, ""), *spoken]
            for name, content in _letters([each for each in templates if each.row.language == language], home).items()
        },
        **_instruments(page, rules, languages),
    }


def _listed(name: str, key: str, rows: list[Any], home: str = "") -> Files:
    return {f"{home}{LISTS[name]}": yaml_written({key: rows})} if rows else {}


def _lines(page: ProgrammePage) -> list[Flow]:
    rows = CrisisLine.objects.filter(program=page.program, is_active=True).order_by("order", "key")
    return [
        Flow(
            (name, value)
            for name, value in {
                "key": row.key,
                "region": row.region,
                "country": row.country,
                "name": row.name,
                "number": row.number,
                "hours": row.hours,
                "doors": list(row.doors),
                "young": row.for_young,
            }.items()
            if value
        )
        for row in rows
    ]


def _rule(definition: dict[str, Any]) -> dict[str, Any]:
    """Why the clinic changed one stays with the clinic."""
    return {
        name: Flow(value) if name == "looks_at" else value
        for name, value in definition.items()
        if name != "reason" and (name, value) != ("active", True)
    }


def _letters(templates: Sequence[Standing], home: str) -> Files:
    """Each for the week in which its worksheet stands now."""
    said = [
        {
            "key": each.row.key,
            "title": each.row.title,
            **({"week": each.week} if each.week is not None else {}),
            **({"question": each.row.question} if each.row.question else {}),
            "text": each.row.text,
        }
        for each in templates
    ]
    return _listed("letters", "letters", said, home)


def _instruments(page: ProgrammePage, rules: Sequence[Rule], languages: list[str]) -> Files:
    """The newest of each that is asked or looked at, and words for those of the program, as they were brought."""
    named = {key for point in page.assessments for key in point["instruments"]}
    named |= {rule.source.measure for rule in rules if rule.source.measure}
    spoken = [page.language, *languages]
    rows = StoredInstrument.objects.filter(key__in=named | set(REGISTRY), language__in=[*spoken, ENGLISH])
    newest = {(row.key, row.language): row for row in rows.order_by("pk")}
    files = {}
    for (key, language), row in newest.items():
        home = f"{language}/" if language in languages else ""
        own = language == page.language or home
        if own or key in named:
            files[f"{home}{instruments.FOLDER}/{key}{'' if own else f'-{language}'}.yaml"] = row.text.encode()
    return files


def public_pages(language: str, home: str = "") -> Files:
    """Those of this language that are published."""
    files = {}
    for kind in PUBLIC_PAGES:
        page = kind.objects.filter(locale__language_code=language, live=True).first()
        if page is not None:
            files[f"{home}{PAGES}/{kind.kind}.md"] = _public(page)
    return files


def _public(page: ClinicPage) -> bytes:
    doors = {str(door): written(getattr(page, door.value)) for door in Door if hasattr(page, door.value)}
    front = {"title": page.title, "lead": page.lead.strip(), **doors}
    parts = [(part.value["title"], part.value["text"].source) for part in page.parts if part.block_type == "part"]
    return fronted({name: value for name, value in front.items() if value}, parts)
