"""What stands beside the weeks of a programme, as files: lines, rules, letters, instruments, and the public pages."""

from typing import Any

from modules.models import ProgrammePage
from modules.models.public import PUBLIC_PAGES, ClinicPage
from modules.packs import instruments
from modules.packs.writing_fronted import fronted
from modules.packs.writing_text import written
from modules.packs.writing_yaml import Flow
from modules.packs.writing_yaml import written as yaml_written
from program.choices import Door
from program.models import CrisisLine
from worksheets.files.tree import Files
from worksheets.measures.registry import REGISTRY
from worksheets.measures.stored import ENGLISH
from worksheets.models import StoredInstrument
from worksheets.risk.reader import definition_of
from worksheets.rulebook import rules_in_force
from worksheets.template_book import newest_templates

PAGES = "pages"
LISTS = {"lines": "lines.yaml", "risk": "risk.yaml", "letters": "letters.yaml", "media": "media.yaml"}


def files_of(page: ProgrammePage, languages: list[str]) -> Files:
    """All but the public pages, in the programme's own language; its instruments in every one of its languages."""
    return {
        **_listed("lines", "lines", _lines(page)),
        **_listed("risk", "rules", _rules(page)),
        **letters(page, page.language),
        **_instruments(page, languages),
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


def _rules(page: ProgrammePage) -> list[dict[str, Any]]:
    """Those in force, and those that are switched off. Why the clinic changed one stays with the clinic."""
    return [{"key": rule.key, **_rule(definition_of(rule))} for rule in rules_in_force(page.program_id)]


def _rule(definition: dict[str, Any]) -> dict[str, Any]:
    return {
        name: Flow(value) if name == "looks_at" else value
        for name, value in definition.items()
        if name != "reason" and (name, value) != ("active", True)
    }


def letters(page: ProgrammePage, language: str, home: str = "") -> Files:
    rows = newest_templates(page.program_id).filter(language=language, retired=False).order_by("key")
    said = [
        {
            "key": row.key,
            "title": row.title,
            **({"week": row.week} if row.week is not None else {}),
            **({"question": row.question} if row.question else {}),
            "text": row.text,
        }
        for row in rows
    ]
    return _listed("letters", "letters", said, home)


def _instruments(page: ProgrammePage, languages: list[str]) -> Files:
    """The newest of each that is asked or looked at, and words for those of the program, as they were brought."""
    named = {key for point in page.assessments for key in point["instruments"]}
    named |= {rule.source.measure for rule in rules_in_force(page.program_id) if rule.source.measure}
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
