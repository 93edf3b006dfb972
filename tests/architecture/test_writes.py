"""Only actions write. A view, a form, a task or a command that saves a row has skipped the actor and the audit."""

import ast
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
ROOMS = ("program", "worksheets", "modules", "therapist", "evaluation")
WRITES = {
    *("save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update", "delete"),
}
# Sessions, messages and dicts are no rows: these names may be written through anywhere.
NOT_ROWS = {"session", "headers", "messages", "cookies"}


def files() -> list[Path]:
    found: list[Path] = []
    for room in ROOMS:
        for part in ("views", "forms", "tasks", "urls_participant", "urls_staff", "access", "queries", "schedule"):
            found += [TOP / room / f"{part}.py"] if (TOP / room / f"{part}.py").exists() else []
            found += sorted((TOP / room / part).rglob("*.py"))
    return found


def owner(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def test_no_row_is_written_outside_actions() -> None:
    found = [f"{path.name}:{line}" for path in files() for line in writing_lines(ast.parse(path.read_text()))]
    assert found == []


def writing_lines(module: ast.Module) -> Iterator[int]:
    actions = action_modules(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            touched = {part.attr for part in ast.walk(node.func.value) if isinstance(part, ast.Attribute)}
            if not touched & NOT_ROWS and owner(node.func.value) not in actions:
                yield node.lineno


def action_modules(module: ast.Module) -> set[str]:
    """Names that a file imports from an `actions` package: calling them is how writing is done."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and ".actions" in f".{node.module}":
            names |= {alias.asname or alias.name for alias in node.names}
    return names


def test_the_rule_catches_a_save() -> None:
    assert list(writing_lines(ast.parse("row.save()\nrequest.session.update(a=1)"))) == [1]
