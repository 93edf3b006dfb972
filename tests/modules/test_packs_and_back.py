"""Whatever a programme says: out, into an empty clinic, and out again is the same file."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import yaml
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modules.actions.importing import import_pack
from modules.exporting import export
from modules.packs.archive import packed, unpacked
from program import clock
from worksheets.files.tree import Files

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SIGNS = "aåß _*-#&\"'!?(){}[]%@`|>~,;=\u00a0…"
LINE = st.text(st.sampled_from(SIGNS), max_size=14).map(lambda text: f"So {text} it is")
LONG = st.lists(LINE, min_size=1, max_size=3)
KEYS = st.lists(st.sampled_from(["one", "two", "three", "one-more"]), min_size=1, max_size=3, unique=True)


def markdown(lines: list[str]) -> str:
    """Text with nothing in it that would be a mistake: every sign stands for itself."""
    return "\n\n".join(
        "".join(f"\\{sign}" if sign in "_*#&!?()[]`|>~{}=-" else sign for sign in line) for line in lines
    )


@st.composite
def packs(draw: st.DrawFn) -> Files:
    weeks = range(1, draw(st.integers(1, 2)) + 1)
    files: dict[str, str] = {
        "program.yaml": yaml.safe_dump(
            {
                **{"format": 1, "slug": "drawn", "title": draw(LINE), "language": "en", "consent": "consent.md"},
                "weeks": [
                    {
                        **{"number": number, "folder": f"w{number}", "length_days": draw(st.integers(1, 30))},
                        **{"after_days": draw(st.integers(0, 3)), "gate": draw(st.sampled_from(["time", "letter"]))},
                    }
                    for number in weeks
                ],
            }
        ),
        "consent.md": f"---\nversion: 1\ntitle: Before\n---\n\n## Part\n\n{markdown(draw(LONG))}\n",
    }
    for number in weeks:
        keys = draw(KEYS)
        steps = [{"key": key, "title": draw(LINE), "file": f"{key}.md"} for key in keys]
        week = {"title": draw(LINE), "aim": draw(LINE), "minutes": 5, "expect": markdown(draw(LONG)), "steps": steps}
        files[f"w{number}/module.yaml"] = yaml.safe_dump({**week, "worksheet": "worksheet.yaml"}, allow_unicode=True)
        for key in keys:
            kind = draw(st.sampled_from(["example", "callout"]))
            inside = f"::: {kind} {draw(LINE)}\n{markdown(draw(LONG))}\n:::\n"
            files[f"w{number}/{key}.md"] = f"{markdown(draw(LONG))}\n\n{inside}"
        asked = [
            {"key": "mood", "kind": "scale", "label": draw(LINE), "min": 0, "max": 9, "low": draw(LINE), "high": "y"},
            {"key": "why", "kind": "long_text", "label": draw(LINE), "help": draw(LINE)},
        ]
        sheet = {"key": f"s{number}", "title": draw(LINE), "minutes": 5, "ending": markdown(draw(LONG))}
        files[f"w{number}/worksheet.yaml"] = yaml.safe_dump({**sheet, "questions": asked}, allow_unicode=True)
    return {name: text.encode() for name, text in files.items()}


@contextmanager
def taken_back() -> Iterator[None]:
    """What happens inside never did: the next import meets a clinic that has nothing of it."""
    with transaction.atomic():
        place = transaction.savepoint()
        yield
        transaction.savepoint_rollback(place)


def through_a_clinic(files: Files) -> bytes:
    with taken_back():
        return packed(export(import_pack(folder=files, by="tests", today=clock.today()).page))


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(packs())
def test_out_in_and_out_again_is_the_same_file(files: Files) -> None:
    first = through_a_clinic(files)
    assert through_a_clinic(unpacked(first)) == first
