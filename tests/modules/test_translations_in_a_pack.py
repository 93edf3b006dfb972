"""A pack in two languages: the words of some weeks, and nothing but words."""

import shutil
from pathlib import Path

import pytest

from modules.actions.bringing import Imported
from modules.actions.importing import import_pack
from modules.models import ModulePage
from modules.models.public import PUBLIC_PAGES, FrontPage
from modules.packs.problems import PackRefused
from modules.packs.reader import read_pack
from program import clock
from program.models import ConsentText, PublicText
from tests.modules.small_pack import change
from worksheets.models import Worksheet

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FILE = """\
title: Små steg
consent: consent.md
weeks: [2]
"""
SWEDISH = {
    "You write, and somebody writes back.": "Du skriver, och någon svarar.",
    "There are [limits]": "Det finns [gränser]",
    "Look around.": "Se dig om.",
    "Two short pages.": "Två korta sidor.",
    "Take your time.": "Ta den tid du behöver.",
    "A *short* page of": "En *kort* sida om",
    "Robin goes for a **walk**.": "Robin tar en **promenad**.",
    "The [help page]": "Hjälp finns [här]",
    "The last page of": "Den sista sidan om",
    "Nothing has to be answered.": "Inget måste besvaras.",
    "Feel the floor under your feet.": "Känn golvet under dina fötter.",
    "What happened?": "Vad hände?",
    "What you wrote in week 1": "Det du skrev i vecka 1",
}


@pytest.fixture
def spoken(pack: Path) -> Path:
    """The small pack, whose second week is there in Swedish too."""
    (pack / "sv").mkdir()
    (pack / "sv" / "translation.yaml").write_text(FILE)
    shutil.copy(pack / "consent.md", pack / "sv" / "consent.md")
    shutil.copytree(pack / "two", pack / "sv" / "two")
    change(pack, "sv/two/module.yaml", "Week two", "Vecka två")
    change(pack, "sv/two/worksheet.yaml", "How is your mood?", "Hur mår du?")
    change(pack, "sv/consent.md", "Before you begin", "Innan du börjar")
    change(pack, "program.yaml", "consent:", "translations: [sv]\nconsent:")
    for file in filter(Path.is_file, (pack / "sv").rglob("*")):
        words = file.read_text()
        for english, swedish in SWEDISH.items():
            words = words.replace(english, swedish)
        file.write_text(words)
    return pack


def bring(pack: Path) -> Imported:
    return import_pack(folder=pack, by="tests", today=clock.today(), publish=True)


def test_it_becomes_pages_beside_the_programmes_own(spoken: Path) -> None:
    done = bring(spoken)
    page = done.page.translations().get()
    assert (page.title, page.language, page.own()) == ("Små steg", "sv", done.page)
    week = ModulePage.objects.child_of(page).get()
    assert (week.title, week.number) == ("Vecka två", 2)
    assert [sheet.title for sheet in Worksheet.objects.filter(key="two")] == ["Sheet two", "Sheet two"]
    assert set(ConsentText.objects.filter(program__slug="small").values_list("language", flat=True)) == {"en", "sv"}
    assert "worksheet two (sv)" in done.made


def test_the_same_again_changes_nothing(spoken: Path) -> None:
    first, second = bring(spoken), bring(spoken)
    assert (second.made, second.changed, second.edition) == ([], [], first.edition)


@pytest.fixture
def with_pages(spoken: Path) -> Path:
    """The front page in both languages, the about page in one."""
    for folder, title in (("", "Welcome"), ("sv/", "Välkommen")):
        (spoken / f"{folder}pages").mkdir()
        (spoken / f"{folder}pages" / "front.md").write_text(f"---\ntitle: {title}\n---\n")
    (spoken / "pages" / "about.md").write_text("---\ntitle: Who we are\n---\n")
    change(spoken, "program.yaml", "translations:", "pages: pages\ntranslations:")
    change(spoken, "sv/translation.yaml", "title:", "pages: pages\ntitle:")
    return spoken


def test_pages_that_anybody_may_read_come_in_each_language(with_pages: Path) -> None:
    PublicText.objects.all().delete()
    for kind in PUBLIC_PAGES:
        kind.objects.all().delete()
    bring(with_pages)
    texts = PublicText.objects.values_list("page", "language", "title")
    assert set(texts) == {("front", "en", "Welcome"), ("front", "sv", "Välkommen"), ("about", "en", "Who we are")}
    front, translation = FrontPage.objects.order_by("locale__language_code")
    assert translation.translation_key == front.translation_key
    assert bring(with_pages).changed == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("pages: pages", "pages: missing", "no folder"), ("pages: pages", "pages: ../..", "no folder")],
)
def test_a_folder_of_pages_that_is_not_there_is_told(with_pages: Path, old: str, new: str, said: str) -> None:
    change(with_pages, "sv/translation.yaml", old, new)
    with pytest.raises(PackRefused, match=said):
        bring(with_pages)


def test_a_mistake_in_a_page_names_its_file(with_pages: Path) -> None:
    (with_pages / "sv" / "pages" / "front.md").write_text("---\nlead: Hej\n---\n")
    with pytest.raises(PackRefused, match="sv/pages/front.md"):
        bring(with_pages)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("program.yaml", "[sv]", "[en]", "codes such as"),
        ("program.yaml", "[sv]", "[../sv]", "codes such as"),
        ("program.yaml", "[sv]", "[fi]", "fi/translation.yaml"),
        ("sv/translation.yaml", "[2]", "[4]", "numbers of the programme"),
        ("sv/translation.yaml", "title:", "slug: x\ntitle:", "not a key here"),
        ("sv/consent.md", "version: 1", "version: 2\nchanged: Nytt.", "newer than"),
        ("sv/two/module.yaml", "key: second", "key: other", "has the steps of its own"),
        ("sv/two/module.yaml", "minutes: 20", "minutes: 25", "has the minutes of its own"),
        ("sv/two/worksheet.yaml", "max: 10", "max: 11", "differs in words alone"),
        ("sv/two/worksheet.yaml", "key: words", "key: other_words", "differs in words alone"),
        ("sv/two/worksheet.yaml", "key: two", "key: zwei", "the key and the minutes"),
    ],
)
def test_more_than_words_is_refused(spoken: Path, name: str, old: str, new: str, said: str) -> None:
    change(spoken, name, old, new)
    with pytest.raises(PackRefused, match=said):
        bring(spoken)


def test_a_consent_may_lag_behind_its_own(spoken: Path) -> None:
    bring(spoken)
    change(spoken, "consent.md", "version: 1", "version: 2\nchanged: A word.")
    change(spoken, "consent.md", "somebody writes back", "a therapist writes back")
    assert bring(spoken).edition is not None
    assert read_pack(spoken).translations[0].consent.version == 1
