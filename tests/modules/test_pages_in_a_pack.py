"""The pages that anybody may read, as files of a pack."""

from pathlib import Path

import pytest

from modules.actions.importing import import_pack
from modules.models import AboutPage, FrontPage
from modules.packs.problems import PackRefused
from modules.packs.reader import read_pack
from program import clock
from program.choices import PublicPage
from program.models import Account, PublicText
from program.public import words_on
from tests.modules import small_pack
from tests.people import Person

FRONT = """\
---
title: "Come in"
lead: There is tea.
---

## What this is

A [small](/help/) house.

## What it asks

- Nothing.
"""


@pytest.fixture
def paged(pack: Path) -> Path:
    (pack / "pages").mkdir()
    (pack / "pages" / "front.md").write_text(FRONT)
    small_pack.change(pack, "program.yaml", "consent: consent.md", "consent: consent.md\npages: pages")
    return pack


@pytest.fixture
def empty(db: None) -> None:
    """As on a server where nothing was imported yet."""
    for kind in (FrontPage, AboutPage):
        for page in kind.objects.all():
            page.delete()
    PublicText.objects.all().delete()


def refused(folder: Path) -> list[str]:
    with pytest.raises(PackRefused) as problems:
        read_pack(folder)
    return [str(problem) for problem in problems.value.problems]


def brought(folder: Path) -> list[str]:
    done = import_pack(folder=folder, by="tests", today=clock.today())
    return [name for name in [*done.made, *done.changed] if "page" in name]


def test_a_page_is_read(paged: Path) -> None:
    [page] = read_pack(paged).pages
    assert (page.page, page.title, page.lead) == (PublicPage.FRONT, "Come in", "There is tea.")
    assert [part.title for part in page.parts] == ["What this is", "What it asks"]
    assert page.parts[0].html == '<p>A <a href="/help/">small</a> house.</p>'


def test_a_page_may_be_its_title_alone(paged: Path) -> None:
    (paged / "pages" / "help.md").write_text("---\ntitle: Help now\n---\n")
    assert [(page.page, page.lead, page.parts) for page in read_pack(paged).pages][1] == (PublicPage.HELP, "", ())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("---\ntitle", "title", "pages/front.md:1: The file begins with these keys between two lines of ---: title,"),
        ('title: "Come in"', "head: Come in", "pages/front.md:2: “head” is not a key here."),
        ("lead: There is tea.", "lead: [tea]", "pages/front.md:3:"),
        ("## What this is", "What this is", "pages/front.md:5: The text must begin with a heading (##)."),
        ("](/help/)", "](https://example.org/)", "pages/front.md:8:"),
        ("- Nothing.", "<b>Nothing.</b>", "pages/front.md:12: HTML is not allowed."),
    ],
)
def test_a_mistake_is_said_with_file_and_line(paged: Path, old: str, new: str, said: str) -> None:
    small_pack.change(paged, "pages/front.md", old, new)
    [problem] = refused(paged)
    assert problem.startswith(said)


def test_every_file_with_a_mistake_is_said(paged: Path) -> None:
    small_pack.change(paged, "pages/front.md", "- Nothing.", "![x](y)")
    (paged / "pages" / "about.md").write_text("About us.\n")
    assert [problem.split(":")[0] for problem in refused(paged)] == ["pages/front.md", "pages/about.md"]


def test_a_file_that_is_no_page_is_refused(paged: Path) -> None:
    (paged / "pages" / "frnt.md").write_text(FRONT)
    [problem] = refused(paged)
    assert problem.startswith("pages/frnt.md:1: “frnt” is no page. They are: front.md, about.md")


@pytest.mark.parametrize("where", ["nowhere", "../elsewhere", "consent.md"])
def test_a_folder_that_is_not_there_is_refused(paged: Path, where: str) -> None:
    small_pack.change(paged, "program.yaml", "pages: pages", f"pages: {where}")
    [problem] = refused(paged)
    assert problem == f"program.yaml:6: There is no folder “{where}” in this folder."


def test_imported_once_it_is_shown_and_again_changes_nothing(paged: Path, empty: None) -> None:
    assert "frontpage front" in brought(paged)
    assert brought(paged) == []
    words = words_on(PublicPage.FRONT)
    assert words is not None
    assert (words.title, words.lead) == ("Come in", "There is tea.")


@pytest.mark.slow
def test_a_changed_file_changes_the_page_until_somebody_has_saved_it(paged: Path, empty: None, arne: Person) -> None:
    import_pack(folder=paged, by="tests", today=clock.today())
    small_pack.change(paged, "pages/front.md", "There is tea.", "There is coffee.")
    assert brought(paged) == ["frontpage front"]
    page = FrontPage.objects.get()
    page.lead = "There is both."
    page.save_revision(user=Account.objects.get(pk=arne.account_id)).publish()
    small_pack.change(paged, "pages/front.md", "There is coffee.", "There is water.")
    assert brought(paged) == []
    words = words_on(PublicPage.FRONT)
    assert words is not None
    assert words.lead == "There is both."


def test_what_was_taken_down_stays_down(paged: Path, empty: None) -> None:
    import_pack(folder=paged, by="tests", today=clock.today())
    FrontPage.objects.get().unpublish()
    assert brought(paged) == []
    assert words_on(PublicPage.FRONT) is None


@pytest.mark.slow
def test_a_pack_in_another_language_brings_its_own(paged: Path, empty: None) -> None:
    import_pack(folder=paged, by="tests", today=clock.today())
    small_pack.change(paged, "program.yaml", "language: en", "language: sv")
    import_pack(folder=paged, by="tests", today=clock.today())
    assert sorted(page.slug for page in FrontPage.objects.all()) == ["front", "front-sv"]
    assert sorted(row.language for row in PublicText.objects.all()) == ["en", "sv"]
