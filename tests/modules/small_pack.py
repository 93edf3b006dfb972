"""A programme of two weeks and a follow-up, small enough to break in many ways."""

from pathlib import Path

PROGRAM = """\
format: 1
slug: small
title: Small steps
language: en
consent: consent.md
weeks:
  - {number: 1, folder: one, gate: letter}
  - {number: 2, folder: two, gate: worksheet}
  - {number: 3, kind: follow_up, folder: three, after_days: 14}
"""
CONSENT = """\
---
version: 1
title: Before you begin
---

## In short

You write, and somebody writes back.

## Limits

There are [limits](/help/).
"""
MODULE = """\
title: {title}
aim: Look around.
minutes: 20
expect: |
  Two short pages.
  Take your time.
between: |
  - Rest.
steps:
  - {{key: first, title: The first page, file: 01-first.md}}
  - {{key: second, title: The second page, file: 02-second.md}}
worksheet: worksheet.yaml
"""
FIRST = """\
A *short* page of {title}.

::: example Robin
Robin goes for a **walk**.

- slowly
- alone
:::

## A heading

The [help page](/help/).
"""
SECOND = """\
The last page of {title}.
"""
WORKSHEET = """\
key: {key}
title: Sheet {key}
minutes: 10
intro: |
  Nothing has to be answered.
ending: |
  Feel the floor under your feet.
questions:
  - key: mood
    kind: scale
    label: How is your mood?
    min: 0
    max: 10
    low: Low
    high: High
  - key: words
    kind: long_text
    core: true
    label: What happened?
"""
CARRIED = """\
  - key: again
    kind: carry_forward
    label: What you wrote in week 1
    week: 1
    question: words
"""


def write(folder: Path) -> Path:
    """The pack as files in this folder."""
    (folder / "program.yaml").write_text(PROGRAM)
    (folder / "consent.md").write_text(CONSENT)
    for name in ("one", "two", "three"):
        week = folder / name
        week.mkdir()
        (week / "module.yaml").write_text(MODULE.format(title=f"Week {name}"))
        (week / "01-first.md").write_text(FIRST.format(title=name))
        (week / "02-second.md").write_text(SECOND.format(title=name))
        (week / "worksheet.yaml").write_text(WORKSHEET.format(key=name) + (CARRIED if name == "two" else ""))
    return folder


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Change a file of the pack; `old` must be there."""
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))
