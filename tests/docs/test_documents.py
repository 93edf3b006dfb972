"""What the documents name exists: links, make targets, commands, tests, environment variables."""

import ast
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import resolve

TOP = Path(__file__).resolve().parents[2]
FOLDERS = [TOP / folder / "README.md" for folder in ("benchmarks", "content", "locale")]
DOCUMENTS = [TOP / "README.md", TOP / "CHANGELOG.md", *FOLDERS, *sorted((TOP / "docs").rglob("*.md"))]
LONGEST = 200
LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
TARGET = re.compile(r"`make ([a-z]+)")
MODULE = re.compile(r"-m ((?:benchmarks|tests)[\w.]*)")
PAGE = re.compile(r"`(/[a-z-]+/(?:[a-z-]+/)*)`")
COMMAND = re.compile(r"manage\.py ([a-z_]+)(?: ([a-z]+))?")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
VARIABLE = re.compile(r"^\|((?: ?`[A-Z0-9_]+`,?)+) \|", re.MULTILINE)


def name(path: Path) -> str:
    return str(path.relative_to(TOP))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_lead_somewhere(document: Path) -> None:
    for link, picture in LINK.findall(document.read_text()):
        address = (link or picture).split("#")[0]
        if address and "://" not in address:
            assert (document.parent / address).exists(), address


def test_every_picture_is_shown_somewhere() -> None:
    links = [link or picture for document in DOCUMENTS for link, picture in LINK.findall(document.read_text())]
    shown = {Path(link).name for link in links}
    assert {path.name for path in (TOP / "docs" / "screenshots").iterdir()} <= shown


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_pages_and_modules_exist(document: Path) -> None:
    text = document.read_text()
    for page in PAGE.findall(text):
        resolve(page, "config.urls_both")
    for module in MODULE.findall(text):
        assert find_spec(module), module


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_targets_and_commands_exist(document: Path) -> None:
    text, made = document.read_text(), (TOP / "Makefile").read_text()
    for target in TARGET.findall(text):
        assert re.search(rf"^{target}:", made, re.MULTILINE), target
    for command, task in COMMAND.findall(text):
        app = get_commands().get(command)
        assert app, command
        if task and command in {"vault", "staff"}:
            parser = load_command_class(str(app), command).create_parser("manage.py", command)
            assert re.search(rf"\b{task}\b", parser.format_usage()), f"{command} {task}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_documents_are_short_and_name_no_machine(document: Path) -> None:
    text = document.read_text()
    assert len(text.splitlines()) <= LONGEST
    assert str(TOP) not in text


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_named_tests_exist(document: Path) -> None:
    for file, test in TEST.findall(document.read_text()):
        tree = ast.parse((TOP / file).read_text())
        assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{file}::{test}"


def test_every_row_of_the_threat_model_has_its_test() -> None:
    rows = re.findall(r"^\| .* \|$", (TOP / "docs" / "threat-model.md").read_text(), re.MULTILINE)
    assert len(rows) > len("thieves")
    for row in rows:
        assert TEST.search(row) or row.startswith(("| who", "|---")), row


def test_every_hazard_has_its_control_and_its_test() -> None:
    table = (TOP / "docs" / "clinical-safety.md").read_text().split("\n## ")[1]
    rows = re.findall(r"^\| .* \|$", table, re.MULTILINE)
    assert len(rows) > len("hazards and controls")
    for row in rows:
        assert TEST.search(row) or row.startswith(("| hazard", "|---")), row


def test_every_environment_variable_is_in_the_operators_guide_and_no_other() -> None:
    cells = VARIABLE.findall((TOP / "docs" / "operators.md").read_text())
    told = [word for cell in cells for word in re.findall(r"[A-Z0-9_]+", cell)]
    assert sorted(told) == sorted(set(told))
    assert set(told) == read_by(TOP / "config" / "settings.py")


def read_by(settings: Path) -> set[str]:
    """The first argument of every `env.…("NAME")` and `required("NAME", …)`."""
    found = set()
    for node in ast.walk(ast.parse(settings.read_text())):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            asked = ast.unparse(node.func)
            if asked.startswith("env.") or asked == "required":
                found.add(str(node.args[0].value))
    return found
