"""Only actions write. A view, a form, a task or a command that saves a row has skipped the actor and the audit."""

import ast
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(TOP)))
def test_no_row_is_written_outside_actions(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            touched = {part.attr for part in ast.walk(node.func.value) if isinstance(part, ast.Attribute)}
            assert touched & NOT_ROWS or owner(node.func.value) in action_modules(path), (
                f"{path.name}:{node.lineno} writes with .{node.func.attr}()"
            )


def action_modules(path: Path) -> set[str]:
    """Names that this file imports from an `actions` package: calling them is how writing is done."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and ".actions" in f".{node.module}":
            names |= {alias.asname or alias.name for alias in node.names}
    return names


def test_the_rule_catches_a_save() -> None:
    call = ast.parse("row.save()").body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert owner(call.value.func) == "row"
