"""What is wrong with a file that somebody brought is said in the language of whoever brought it."""

import ast
from collections.abc import Callable, Iterator

import pytest
from django.utils import translation

from modules.packs.archive import unpacked
from modules.packs.problems import PackRefused
from modules.packs.reader import read_pack
from tests.look.reading_level import MARKED, ROOT
from tests.pseudo import CODE, OPEN
from worksheets.files.problems import FileProblem
from worksheets.measures.asking import NotAskable, askable
from worksheets.measures.reader import read as read_instrument
from worksheets.risk.fields import RuleRefused
from worksheets.risk.reader import read as read_rule

# What carries a sentence to somebody who brought a file, or who wrote what a file is made of.
SPOKEN = {
    *("FileProblem", "ArchiveRefused", "RuleRefused", "NotAskable", "NotReady", "NotTaken"),
    *("Fault", "Conflict", "Problem", "refuse"),
}
# For translators, within their file: the same texts are the same file, whoever takes it out.
IN_A_FILE = {"At most … characters."}


def said(node: ast.AST) -> str:
    """The text of a string, with a sign for each value that is put in; nothing for what is none."""
    if isinstance(node, ast.JoinedStr):
        return "".join(said(part) or "…" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def unmarked(node: ast.AST, carried: bool = False) -> Iterator[str]:
    """Sentences that do not go through gettext, and whatever else a refusal says in words."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue  # a docstring
        name = name_of(child) if isinstance(child, ast.Call) else ""
        if name in MARKED or name.endswith("Error"):
            continue  # the latter speaks to programmers
        text = said(child).strip()
        if " " in text and (carried or text.endswith((".", "!"))):
            yield from {text} - IN_A_FILE
        elif not isinstance(child, ast.JoinedStr):
            yield from unmarked(child, carried or name in SPOKEN)


def test_what_a_refusal_says_goes_through_gettext() -> None:
    found, looked_at = [], 0
    for room in ("modules", "worksheets"):
        for path in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(path.read_text())
            if "management" not in path.parts and any(
                isinstance(node, ast.Call) and name_of(node) in SPOKEN for node in ast.walk(tree)
            ):
                looked_at += 1
                found += [f"{path.name}: {text}" for text in unmarked(tree)]
    assert looked_at > 25
    assert found == []


def test_nothing_is_marked_where_nobody_gathers_it() -> None:
    """Whoever gathers the words to translate does not look into an f-string."""
    hidden = []
    for room in ("config", "demo", "evaluation", "modules", "program", "therapist", "vault", "worksheets"):
        for path in sorted((ROOT / room).rglob("*.py")):
            text = path.read_text()
            if "{_(" in text or "gettext(" in text:
                strings = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.JoinedStr)]
                calls = [part for each in strings for part in ast.walk(each) if isinstance(part, ast.Call)]
                hidden += [path.name for call in calls if name_of(call) in MARKED]
    assert hidden == []


@pytest.mark.parametrize(
    "bring",
    [
        lambda: unpacked(b"no zip"),
        lambda: read_pack({}),
        lambda: read_pack({"program.yaml": b"format: 1\nformat: 2"}),
        lambda: read_instrument("format: [", "evenings.yaml"),
        lambda: read_rule("worry", 1, {"title": 3}),
        lambda: askable("nothing"),
    ],
)
def test_a_refusal_is_in_the_language_of_whoever_brought_it(bring: Callable[[], object]) -> None:
    with translation.override(CODE), pytest.raises((PackRefused, FileProblem, RuleRefused, NotAskable)) as refused:
        bring()
    assert OPEN in str(refused.value)
